"""A film that was brought: recognised, measured, and read without following anything it points at."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import av
from av.stream import Disposition

from heygen_cli.domain.errors import InvalidInput
from heygen_cli.studio import ffmpeg, media

if TYPE_CHECKING:
    from av.container import InputContainer

PARAM = "film"
_TAG = re.compile(r"(\d+):(\d+):([\d.]+)$")  # how a Matroska file tells the length of a stream
# FFmpeg's own decoders of these drop the transparency that a WebM may carry beside each picture.
_SEEING = {"vp8": "libvpx", "vp9": "libvpx-vp9"}


@dataclass(frozen=True)
class Sound:
    """The first sound of a film."""

    codec: str
    rate: int
    channels: int


@dataclass(frozen=True)
class Source:
    """A film as it is shown: upright, in square pixels. ``duration`` is in seconds, ``start`` the file's own zero.

    ``reordered`` when its pictures are stored in another order than they are shown.
    """

    path: Path
    demuxer: str
    codec: str
    width: int
    height: int
    coded: tuple[int, int]
    fps: Fraction
    duration: float
    start: float
    alpha: bool
    reordered: bool
    sound: Sound | None

    @property
    def decoder(self) -> str | None:
        """The decoder to name so that transparency is seen, where another would be chosen."""
        return _SEEING.get(self.codec) if self.alpha else None

    def input(self, *before: str) -> list[str]:
        """FFmpeg arguments that read this file and nothing else; ``before`` stand in front of ``-i``."""
        references = ["-enable_drefs", "0"] if self.demuxer == "mov" else []
        decoder = ["-c:v", self.decoder] if self.decoder else []
        return [*ffmpeg.SAFE_INPUT, "-f", self.demuxer, *references, *decoder, *before, "-i", f"file:{self.path}"]


def examine(path: Path) -> Source:
    """Measure a film.

    Raises:
        InvalidInput: When it is no film that we open, or is damaged from the start.
    """
    kind, demuxer = media.recognise(path, PARAM)
    if kind == "image" and demuxer != "gif":
        raise InvalidInput(f"{path.name} is a picture, not a film", param=PARAM)
    with opened(path) as (container, stream):
        frame = next(container.decode(stream), None)
        if frame is None:
            raise InvalidInput(f"{path.name} holds no picture", param=PARAM)
        width, height = _shown(frame, stream.sample_aspect_ratio)
        sound = container.streams.audio[0].codec_context if container.streams.audio else None
        return Source(
            path=path,
            demuxer=demuxer,
            codec=stream.codec_context.codec.canonical_name,
            width=width,
            height=height,
            coded=(frame.width, frame.height),
            fps=_rate(stream),
            duration=_duration(container, stream),
            start=(container.start_time or 0) / av.time_base,
            alpha=_alpha(stream, frame),
            reordered=bool(stream.codec_context.has_b_frames),
            sound=Sound(sound.codec.canonical_name, sound.rate, sound.channels) if sound else None,
        )


@contextmanager
def opened(path: Path) -> Iterator[tuple[InputContainer, av.VideoStream]]:
    """A film open for reading, and its pictures: not those of a cover."""
    with media.opened(path, PARAM) as container:
        streams = [stream for stream in container.streams.video if not stream.disposition & Disposition.attached_pic]
        if not streams:
            raise InvalidInput(f"{path.name} holds a cover but no film", param=PARAM)
        streams[0].thread_type = "AUTO"
        yield container, streams[0]


def size(film: Source, side: int | None = None) -> tuple[int, int]:
    """The picture's size when its shorter side is ``side`` pixels long; even, as codecs want it."""
    scale = side / min(film.width, film.height) if side else 1.0
    return max(2, round(film.width * scale / 2) * 2), max(2, round(film.height * scale / 2) * 2)


@dataclass(frozen=True)
class Scan:
    """What only reading through a film tells: how many pictures, from when to when, and where one can cut in.

    ``times`` are those of the pictures in the order in which they are stored.
    """

    pictures: int
    start: float
    end: float
    keys: tuple[float, ...]
    times: tuple[float, ...]


def scan(source: Source) -> Scan:
    """Read every packet of the pictures; times are in seconds of the film."""
    with opened(source.path) as (container, stream):
        unit = float(stream.time_base or 0)
        usual = float(1 / source.fps)
        shown = [
            (packet.pts * unit - source.start, float((packet.duration or 0) * unit) or usual, packet.is_keyframe)
            for packet in container.demux(stream)
            if packet.size and packet.pts is not None and not packet.is_discard
        ]
    if not shown:
        raise InvalidInput(f"{source.path.name} holds no picture", param=PARAM)
    keys = tuple(sorted(time for time, _, key in shown if key))
    last = max(shown)
    _whole(last[0] + last[1], source.duration)
    return Scan(len(shown), min(shown)[0], last[0] + last[1], keys, tuple(time for time, _, _ in shown))


def proven(dest: Path, seconds: float) -> Scan:
    """Look into what was written: FFmpeg ends well even when it could read only a part of a damaged film.

    Raises:
        InvalidInput: When the pictures are not about as long as they should be.
    """
    made = scan(examine(dest))
    _whole(made.end, seconds)
    return made


def _whole(found: float, wanted: float) -> None:
    if found < wanted - max(0.5, wanted * 0.02):
        raise InvalidInput(
            f"The film is damaged: of {wanted:.1f} s only {found:.1f} s can be read",
            param=PARAM,
            hint="Open it in a player to see whether it is whole.",
        )


def _shown(frame: av.VideoFrame, aspect: Fraction | None) -> tuple[int, int]:
    width = round(frame.width * aspect) if aspect else frame.width
    return (frame.height, width) if frame.rotation % 180 else (width, frame.height)


def _rate(stream: av.VideoStream) -> Fraction:
    rate = stream.average_rate or stream.guessed_rate or Fraction(25)
    return Fraction(rate).limit_denominator(1001) if 1 <= rate <= 240 else Fraction(25)


def _duration(container: InputContainer, stream: av.VideoStream) -> float:
    """The length of the pictures; a file that does not tell it, as those that browsers record, is read through."""
    if stream.duration and stream.time_base:
        return float(stream.duration * stream.time_base)
    told = _TAG.match(_tags(stream).get("duration", ""))
    if told:
        return int(told[1]) * 3600 + int(told[2]) * 60 + float(told[3])
    unit = float(stream.time_base or 0)
    ends = [
        (packet.pts + (packet.duration or 0)) * unit for packet in container.demux(stream) if packet.pts is not None
    ]
    return max(ends, default=0.0) - (container.start_time or 0) / av.time_base


def _tags(stream: av.VideoStream) -> dict[str, str]:
    return {key.lower(): value for key, value in stream.metadata.items()}


def _alpha(stream: av.VideoStream, frame: av.VideoFrame) -> bool:
    return _tags(stream).get("alpha_mode") == "1" or any(part.is_alpha for part in frame.format.components)
