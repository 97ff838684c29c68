"""Recordings that the user brings: recognised by their first bytes, decoded to mono samples."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import av
import numpy as np

from heygen_cli.domain.errors import InvalidInput
from heygen_cli.studio.speech.sound import Samples, from_pcm, to_pcm

if TYPE_CHECKING:
    from av.container import InputContainer

RATE = 48000
LONGEST = 600.0
# Nothing louder than this, -60 dBFS, is no recording of anybody.
_SILENCE = 0.001
# FFmpeg's demuxer for each signature. Naming it keeps a playlist with a recording's name from being followed.
_SIGNATURES: tuple[tuple[int, bytes, str], ...] = (
    (8, b"WAVE", "wav"),
    (0, b"ID3", "mp3"),
    (0, b"fLaC", "flac"),
    (0, b"OggS", "ogg"),
    (4, b"ftyp", "mov"),
    (0, b"\x1aE\xdf\xa3", "matroska"),
    (0, b"FORM", "aiff"),
    (0, b"caff", "caf"),
    (0, b".snd", "au"),
    (0, b"#!AMR", "amr"),
    (0, b"\x30\x26\xb2\x75", "asf"),
)


def decode(path: Path) -> Samples:
    """The sound of a file as mono samples at 48 kHz.

    Raises:
        InvalidInput: When it cannot be read, has no sound, is empty, silent, or longer than ten minutes.
    """
    demuxer = _demuxer(path)
    options = {"protocol_whitelist": "file"} | ({"enable_drefs": "0"} if demuxer == "mov" else {})
    try:
        with av.open(f"file:{path}", format=demuxer, options=options, metadata_errors="replace") as container:
            if not container.streams.audio:
                raise _wrong(f"{path.name} has no sound")
            samples = from_pcm(b"".join(_blocks(container, path.name)))
    except (av.FFmpegError, MemoryError) as problem:
        raise _wrong(f"{path.name} is damaged or not what it seems: {problem}") from problem
    if not len(samples):
        raise _wrong(f"{path.name} has a length of zero")
    if float(np.abs(samples).max()) < _SILENCE:
        raise _wrong(f"{path.name} is silent", "Check the microphone and record it again.")
    return samples


def resampled(samples: Samples, rate: int, new: int) -> Samples:
    """The samples at another rate."""
    frame = av.AudioFrame.from_ndarray(np.frombuffer(to_pcm(samples), np.int16)[None], format="s16", layout="mono")
    frame.sample_rate = rate
    resampler = av.AudioResampler(format="s16", layout="mono", rate=new)
    return from_pcm(b"".join(_bytes(part) for given in (frame, None) for part in resampler.resample(given)))


def _blocks(container: InputContainer, name: str) -> Iterator[bytes]:
    resampler = av.AudioResampler(format="s16", layout="mono", rate=RATE)
    count = 0
    for frame in chain(container.decode(container.streams.audio[0]), (None,)):
        for part in resampler.resample(frame):
            count += part.samples
            if count > LONGEST * RATE:
                raise _wrong(f"{name} is longer than {LONGEST:g} s", "Cut it into several scenes.")
            yield _bytes(part)


def _bytes(frame: av.AudioFrame) -> bytes:
    # A frame's plane is padded; its array is not.
    pcm: bytes = frame.to_ndarray().astype("<i2").tobytes()
    return pcm


def _demuxer(path: Path) -> str:
    try:
        with path.open("rb") as file:
            head = file.read(16)
    except OSError as problem:
        raise _wrong(f"Cannot read {path}: {problem.strerror}", "Check the path and its rights.") from problem
    if not head:
        raise _wrong(f"{path.name} is empty")
    for offset, mark, demuxer in _SIGNATURES:
        if head[offset : offset + len(mark)] == mark:
            return demuxer
    if len(head) > 1 and head[0] == 0xFF and head[1] & 0xE0 == 0xE0:  # an MPEG frame; layer 0 is AAC
        return "mp3" if head[1] & 0x06 else "aac"
    raise _wrong(f"{path.name} is not a recording that can be read")


def _wrong(what: str, hint: str = "Use WAV, MP3, M4A, AAC, FLAC, OGG, Opus, WebM, AIFF or MP4.") -> InvalidInput:
    return InvalidInput(what, param="audio", hint=hint)
