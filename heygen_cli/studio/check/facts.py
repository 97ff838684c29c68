"""What is really in a film: every picture and every sound decoded once, and what was seen and heard on the way."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import av
import cv2
import numpy as np
from numpy.typing import NDArray

from heygen_cli.domain.errors import InvalidInput
from heygen_cli.studio import media
from heygen_cli.studio.check.stretches import stretches
from heygen_cli.studio.footage.formats import family
from heygen_cli.studio.soundtrack import RATE, level, source
from heygen_cli.studio.soundtrack.reel import Samples

# Pictures are compared small: what differs here can be seen, what does not is noise of the encoder.
_WIDTH, _HEIGHT = 96, 54
_BLOCK = RATE // 20
_FULL = 0.9995  # of full scale: decoded samples that reach it were cut off

Curve = NDArray[np.float64]


@dataclass
class Picture:
    """The film's pictures: ``times`` when each is shown, how light it is, and how much it differs from the last."""

    codec: str
    pixels: str
    width: int
    height: int
    fps: float
    colours: tuple[int, int, int, int]
    start: float
    declared: float
    promised: int
    bitrate: int
    times: Curve = field(default_factory=lambda: np.zeros(0))
    mean: Curve = field(default_factory=lambda: np.zeros(0))
    brightest: Curve = field(default_factory=lambda: np.zeros(0))
    change: Curve = field(default_factory=lambda: np.zeros(0))
    faults: int = 0

    @property
    def end(self) -> float:
        """When the last picture is over."""
        return float(self.times[-1] + 1 / self.fps) if self.times.size and self.fps else 0.0


@dataclass
class Sound:
    """The film's sound: its level in each twentieth of a second, and where it was cut off at full scale."""

    codec: str
    rate: int
    channels: int
    start: float
    declared: float
    seconds: float = 0.0
    loudness: float = -math.inf
    peak: float = -math.inf
    blocks: Curve = field(default_factory=lambda: np.zeros(0))
    clipped: tuple[float, ...] = ()
    faults: int = 0


@dataclass
class Facts:
    """A film as it was found; ``unreadable`` says why nothing more is known of it."""

    path: Path
    size: int
    container: str = ""
    faststart: bool = True
    picture: Picture | None = None
    sound: Sound | None = None
    chapters: tuple[str, ...] = ()
    subtitles: int = 0
    unreadable: str = ""


def gather(path: Path) -> Facts:
    """Look at a whole film.

    Raises:
        InvalidInput: When the file is no film at all.
    """
    kind, demuxer = media.recognise(path, "FILE")
    if kind != "video":
        raise InvalidInput(f"{path.name} is a picture, not a film", param="FILE")
    facts = Facts(path, path.stat().st_size, demuxer)
    if demuxer == "mov":
        facts.faststart = _index_first(path)
    try:
        with av.open(f"file:{path}", format=demuxer, options=_OPTIONS, metadata_errors="replace") as container:
            facts.chapters = tuple(chapter["metadata"].get("title", "") for chapter in container.chapters())
            facts.subtitles = len(container.streams.subtitles)
            if container.streams.video:
                facts.picture = _described(container.streams.video[0], container.bit_rate or 0)
            if container.streams.audio:
                facts.sound = _heard(container.streams.audio[0])
    except (av.FFmpegError, UnicodeDecodeError) as problem:
        facts.unreadable = getattr(problem, "strerror", None) or str(problem)
        return facts
    if facts.picture:
        _look(path, demuxer, facts.picture)
    if facts.sound:
        _listen(path, facts.sound)
    return facts


_OPTIONS = {"protocol_whitelist": "file", "enable_drefs": "0"}


def _described(stream: av.VideoStream, bitrate: int) -> Picture:
    context = stream.codec_context
    colours = (context.colorspace, context.color_primaries, context.color_trc, context.color_range)
    return Picture(
        family(context.codec.name),
        context.pix_fmt or "",
        context.width,
        context.height,
        float(stream.average_rate or stream.guessed_rate or 0),
        tuple(int(value) for value in colours),  # type: ignore[arg-type]
        _seconds(stream, stream.start_time),
        _seconds(stream, stream.duration),
        stream.frames,
        stream.bit_rate or bitrate,
    )


def _heard(stream: av.AudioStream) -> Sound:
    start, declared = _seconds(stream, stream.start_time), _seconds(stream, stream.duration)
    return Sound(family(stream.codec_context.codec.name), stream.rate, stream.channels, start, declared)


def _seconds(stream: av.stream.Stream, value: int | None) -> float:
    return float(value * stream.time_base) if value is not None and stream.time_base else 0.0


def _look(path: Path, demuxer: str, picture: Picture) -> None:
    times, means, brightest, changes = [], [], [], []
    before: NDArray[np.int16] | None = None
    with av.open(f"file:{path}", format=demuxer, options=_OPTIONS, metadata_errors="replace") as container:
        stream = container.streams.video[0]
        stream.thread_type = "AUTO"
        # Players hide damage as well as they can; here it must be found.
        stream.codec_context.options = {"err_detect": "explode"}
        for frame in _decoded(container, stream, picture):
            luma = np.frombuffer(memoryview(frame.planes[0]), np.uint8).reshape(frame.planes[0].height, -1)
            deep = 2 if "10le" in (frame.format.name or "") or "12le" in (frame.format.name or "") else 1
            if deep == 2:  # high bits of wide samples
                luma = np.ascontiguousarray(luma[:, 1::2])
            small = cv2.resize(luma[:, : frame.width], (_WIDTH, _HEIGHT), interpolation=cv2.INTER_AREA).astype(np.int16)
            times.append(float(frame.time or 0))
            means.append(float(small.mean()))
            brightest.append(float(np.percentile(small, 99.5)))
            changes.append(float(np.abs(small - before).max()) if before is not None else 255.0)
            before = small
    order = np.argsort(times, kind="stable")
    picture.times, picture.mean = np.array(times)[order], np.array(means)[order]
    picture.brightest, picture.change = np.array(brightest)[order], np.array(changes)[order]


def _decoded(
    container: av.container.InputContainer, stream: av.VideoStream, picture: Picture
) -> Iterator[av.VideoFrame]:
    """Every picture that can be decoded; what cannot is counted."""
    packets = container.demux(stream)
    while True:
        try:
            packet = next(packets)
        except StopIteration:
            return
        except av.FFmpegError:
            picture.faults += 1
            return
        if packet.is_corrupt:
            picture.faults += 1
        try:
            for frame in packet.decode():
                picture.faults += bool(frame.is_corrupt)
                yield frame
        except av.FFmpegError:
            picture.faults += 1


def _listen(path: Path, sound: Sound) -> None:
    levels: list[float] = []
    clipped: list[float] = []
    position, rest = 0, np.zeros(0, np.float64)

    def tapped() -> Iterator[Samples]:
        nonlocal position, rest
        for block in source.blocks(path, 2, "FILE"):
            clipped.extend(_cut_off(block, position))
            position += len(block)
            rest = np.concatenate([rest, np.square(block, dtype=np.float64).mean(axis=1)])
            whole = len(rest) // _BLOCK * _BLOCK
            levels.extend(rest[:whole].reshape(-1, _BLOCK).mean(axis=1))
            rest = rest[whole:]
            yield block

    try:
        found = level.levels(tapped(), 2, peaks=True)
    except (InvalidInput, av.FFmpegError):
        sound.faults += 1
        return
    sound.seconds = position / RATE
    sound.blocks = 10 * np.log10(np.maximum(np.array(levels), 1e-12))
    sound.loudness = level.loudness(found.power)
    sound.peak = 20 * math.log10(max(float(found.peak.max(initial=0.0)), 1e-9))
    sound.clipped = tuple(clipped)


def _cut_off(block: Samples, position: int) -> Iterator[float]:
    """Where at least three samples on end are at full scale: a wave that was cut off, not one that just touched it."""
    full = np.asarray(np.max(np.abs(block), axis=1) >= _FULL, np.bool_)
    if full.any():
        for start, length in stretches(full, np.arange(len(full), dtype=np.float64), 1.0):
            if length >= 3:
                yield (position + start) / RATE


def _index_first(path: Path) -> bool:
    """Whether an MP4's index stands before its pictures, so that it plays while it loads."""
    with path.open("rb") as file:
        while len(head := file.read(8)) == 8:
            size, name = int.from_bytes(head[:4], "big"), head[4:]
            if name == b"moov":
                return True
            if name == b"mdat":
                return False
            if size == 1:
                size = int.from_bytes(file.read(8), "big") - 8
            if size < 8:
                return False
            file.seek(size - 8, 1)
    return False
