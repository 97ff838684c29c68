"""Sounds that people bring: recognised by their first bytes, opened as nothing else, read a piece at a time."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import av
import numpy as np
from av.stream import Disposition

from heygen_cli.domain.errors import InvalidInput
from heygen_cli.studio.soundtrack.reel import RATE, Samples, in_chunks

if TYPE_CHECKING:
    from av.container import InputContainer

# FFmpeg's demuxer for each signature. Naming it keeps a playlist with a sound's name from being followed.
SIGNATURES: tuple[tuple[int, bytes, str], ...] = (
    (8, b"WAVE", "wav"),
    (0, b"fLaC", "flac"),
    (0, b"OggS", "ogg"),
    (4, b"ftyp", "mov"),
    (0, b"\x1aE\xdf\xa3", "matroska"),
    (8, b"AVI ", "avi"),
    (8, b"AIFF", "aiff"),
    (8, b"AIFC", "aiff"),
)
HINT = "Use MP3, M4A, AAC, WAV, FLAC, OGG, Opus, AIFF, or a film that has sound."
_ID3_HEADER = 10
# Below -60 dBFS nothing is heard.
_SILENCE = 0.001
_LOUDEST = 16.0
# Where the sound of a film stops for longer than this, silence keeps it with its picture.
_GAP = RATE // 20
_SEEK = 10.0
_LAYOUTS = {1: "mono", 2: "stereo"}


def check(path: Path, param: str, *, start: float = 0.0) -> None:
    """Refuse a file in which nothing is heard from ``start`` on; reads no further than the first sound.

    Raises:
        InvalidInput: When it cannot be read, has no sound, is shorter than ``start``, damaged or silent.
    """
    empty = True
    for block in blocks(path, 2, param, start=start):
        empty = empty and not len(block)
        if np.abs(block).max(initial=0.0) >= _SILENCE:
            return
    if not empty:
        raise InvalidInput(f"{path.name} is silent", param=param, hint="Choose another sound, or leave it out.")
    rest = f" after {start:g} s" if start else ""
    raise InvalidInput(f"{path.name} holds no sound{rest}", param=param, hint=HINT)


def has_sound(path: Path) -> bool:
    """Whether a picture or film that can be opened has any sound."""
    try:
        with opened(path, "file"):
            return True
    except InvalidInput:
        return False


def picture_end(path: Path) -> float | None:
    """When the pictures of a film end, in seconds; None for sound alone, and where the file does not tell."""
    with opened(path, "file") as container:
        stream = _pictures(container)
        if stream is None:
            return None
        if stream.duration and stream.time_base:
            return float(stream.duration * stream.time_base)
        return container.duration / av.time_base if container.duration else None


def blocks(
    path: Path, channels: int, param: str, *, start: float = 0.0, seconds: float | None = None
) -> Iterator[Samples]:
    """The sound of a file at 48 kHz from ``start`` on, kept with the picture when there is one, in equal blocks.

    Raises:
        InvalidInput: When it cannot be read, is damaged, or has no sound.
    """
    left = None if seconds is None else round(seconds * RATE)
    with opened(path, param) as container:
        for block in in_chunks(_placed(container, channels, start)):
            # Files of floats can hold anything.
            np.nan_to_num(block, copy=False)
            np.clip(block, -_LOUDEST, _LOUDEST, out=block)
            taken = block if left is None else block[:left]
            if len(taken):
                yield taken
            if left is not None:
                left -= len(taken)
                if left <= 0:
                    return


@contextlib.contextmanager
def opened(path: Path, param: str) -> Iterator[InputContainer]:
    """A file with sound open for reading, and nothing it points at; raises InvalidInput when it cannot be read."""
    demuxer = recognise(path, param)
    options = {"protocol_whitelist": "file"} | ({"enable_drefs": "0"} if demuxer == "mov" else {})
    try:
        with av.open(f"file:{path}", format=demuxer, options=options, metadata_errors="replace") as container:
            if not container.streams.audio:
                raise InvalidInput(f"{path.name} has no sound", param=param, hint=HINT)
            yield container
    except (av.FFmpegError, MemoryError) as problem:
        raise InvalidInput(
            f"{path.name} is damaged or not what its name says: {problem}",
            param=param,
            hint="Open it in a player to see whether it is whole.",
        ) from problem


def recognise(path: Path, param: str) -> str:
    """The demuxer that reads a file, by its first bytes.

    Raises:
        InvalidInput: When it cannot be read or is nothing that we open.
    """
    try:
        with path.open("rb") as file:
            head = file.read(16)
            if head[:3] == b"ID3" and len(head) >= _ID3_HEADER:  # a tag, mostly before MP3
                size = sum((byte & 0x7F) << shift for byte, shift in zip(head[6:10], (21, 14, 7, 0), strict=True))
                file.seek(_ID3_HEADER + size)
                head = file.read(16) or b"\xff\xfb"
                head = b"\xff\xfb" if head[0] == 0 else head  # padding that the tag does not count
    except OSError as problem:
        raise InvalidInput(f"Cannot read {path}: {problem.strerror}", param=param) from problem
    for offset, mark, demuxer in SIGNATURES:
        if head[offset : offset + len(mark)] == mark:
            return demuxer
    if len(head) > 1 and head[0] == 0xFF and head[1] & 0xE0 == 0xE0:  # an MPEG frame, by its layer
        layer = head[1] & 0x06
        if layer in (0x02, 0x04):
            return "mp3"
        if layer == 0 and head[1] & 0xF0 == 0xF0:
            return "aac"
    raise InvalidInput(f"{path.name} is not a sound that can be read", param=param, hint=HINT)


def _pictures(container: InputContainer) -> av.VideoStream | None:
    """The pictures of a film; the cover of a record is none."""
    films = (stream for stream in container.streams.video if not stream.disposition & Disposition.attached_pic)
    return next(films, None)


def _placed(container: InputContainer, channels: int, start: float) -> Iterator[Samples]:
    """What is heard from ``start`` on, by the times that the file gives."""
    leader: av.VideoStream | av.AudioStream | None = _pictures(container)
    if leader is None or leader.start_time is None:
        leader = container.streams.audio[0]
    zero = float((leader.start_time or 0) * (leader.time_base or 0))
    if start > _SEEK:
        with contextlib.suppress(av.FFmpegError):  # it is then read from its beginning
            container.seek(int((zero + start - 1) * av.time_base))
    done: int | None = None
    for time, block in _stereo(container, channels):
        due = done if time is None else round((time - zero - start) * RATE)
        slack = _GAP
        if done is None:
            done, slack = min(0, due or 0), 0
        if due is not None and due - done > slack and due > 0:
            yield np.zeros((due - max(0, done), channels), np.float32)
            done = due
        yield block[max(0, -done) :]
        done += len(block)


def _stereo(container: InputContainer, channels: int) -> Iterator[tuple[float | None, Samples]]:
    """Times and samples; one channel sounds on both sides as it is, more are mixed down."""
    made: tuple[str, str, int] | None = None
    resampler, width = None, 1
    for frame in _frames(container):
        kind = (frame.format.name, frame.layout.name, frame.sample_rate)
        if kind != made or resampler is None:  # a stream may change in its middle
            made, width = kind, min(channels, frame.layout.nb_channels)
            resampler = av.AudioResampler("flt", _LAYOUTS[width], RATE)
        time = frame.time
        if kind == ("fltp", _LAYOUTS[channels], RATE):  # as it is; the resampler would take most of the time
            yield time, np.asarray(frame.to_ndarray(), np.float32).T
            continue
        frame.pts = None
        for piece in resampler.resample(frame):
            yield time, _columns(piece, width, channels)
            time = None
    for piece in resampler.resample(None) if resampler else ():
        yield None, _columns(piece, width, channels)


def _columns(piece: av.AudioFrame, width: int, channels: int) -> Samples:
    samples = np.asarray(piece.to_ndarray(), np.float32).reshape(-1, width)
    return samples if width == channels else np.repeat(samples, channels, axis=1)


def _frames(container: InputContainer) -> Iterator[av.AudioFrame]:
    """Decoded frames. A packet that is broken is passed over, as players do, unless most of them are."""
    good = bad = 0
    for packet in container.demux(container.streams.audio[0]):
        try:
            frames = packet.decode()
        except av.InvalidDataError:
            bad += 1
            continue
        good += len(frames)
        yield from (frame for frame in frames if isinstance(frame, av.AudioFrame))
    if bad > good:
        raise av.InvalidDataError(1, "hardly anything in it can be decoded")
