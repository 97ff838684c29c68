"""What can be made of a film that is there already: pages of pictures, cuts, joins, other formats, its words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

from heygen_cli.domain.errors import InvalidInput
from heygen_cli.domain.transition import TRANSITIONS

# What a film can be written as. PNG is a folder of numbered pictures.
FILMS = (".mp4", ".m4v", ".mov", ".webm", ".mkv")
SOUNDS = (".mp3", ".wav", ".m4a")
MOVING = (".gif", ".webp")
STILLS = (".png", ".jpg", ".jpeg", ".webp")
SUBTITLES = (".srt", ".vtt", ".ass", ".txt", ".json")
SEQUENCE = "png-sequence"
EXPORTS = (*(suffix[1:] for suffix in (*FILMS, *MOVING, *SOUNDS)), SEQUENCE)
CODECS = ("h264", "h265", "av1", "vp9", "prores")
HEIGHTS = {"360p": 360, "480p": 480, "720p": 720, "1080p": 1080, "1440p": 1440, "4k": 2160}
QUALITIES = ("draft", "standard", "high")
WIDTHS = (16, 7680)


@dataclass(frozen=True)
class ContactSheet:
    """Pictures of a film on one page with their times: ``columns`` × ``rows``, or one for ``every`` so many seconds."""

    SUFFIXES: ClassVar = (".png",)
    columns: int = 4
    rows: int = 4
    every: float | None = None

    def __post_init__(self) -> None:
        _within("--columns", self.columns, 1, 20)
        _within("--rows", self.rows, 1, 50)
        if self.every is not None:
            _within("--every", self.every, 0.01, 86_400)


@dataclass(frozen=True)
class Thumbnail:
    """One picture of a film: the one shown ``at`` so many seconds, or the best one."""

    SUFFIXES: ClassVar = (".jpg", ".jpeg", ".png", ".webp")
    at: float | None = None
    width: int | None = None

    def __post_init__(self) -> None:
        if self.at is not None:
            _within("--at", self.at, 0, 1e6)
        if self.width is not None:
            _within("--width", self.width, *WIDTHS)


@dataclass(frozen=True)
class Animation:
    """A part of a film as a picture that moves, without sound."""

    SUFFIXES: ClassVar = MOVING
    start: float = 0.0
    duration: float | None = None
    width: int | None = None
    fps: float = 15.0

    def __post_init__(self) -> None:
        _within("--start", self.start, 0, 1e6)
        if self.duration is not None:
            _within("--duration", self.duration, 0.02, 1e6)
        if self.width is not None:
            _within("--width", self.width, *WIDTHS)
        _within("--fps", self.fps, 1, 50)  # browsers slow down anything faster


@dataclass(frozen=True)
class Trim:
    """The part of a film from ``start`` to ``end`` seconds: to the frame, or copied from the key picture before."""

    SUFFIXES: ClassVar = FILMS
    start: float = 0.0
    end: float | None = None
    exact: bool = True

    def __post_init__(self) -> None:
        _within("--start", self.start, 0, 1e6)
        if self.end is not None and not self.end > self.start:
            raise InvalidInput(f"--end must be later than --start, {self.start:g}", param="--end")
        if not self.start and self.end is None:
            raise InvalidInput("Say where to cut", param="--start", hint="give --start, --end or both, in seconds")


@dataclass(frozen=True)
class Join:
    """Films one after another, with a ``transition`` of so many ``seconds`` between them."""

    SUFFIXES: ClassVar = FILMS
    transition: str = "cut"
    seconds: float = 0.5

    def __post_init__(self) -> None:
        _one_of("--transition", self.transition, TRANSITIONS)
        _within("--transition-seconds", self.seconds, 0.1, 2)


@dataclass(frozen=True)
class Export:
    """A film in another form; None leaves what it is, or takes what is usual for the format."""

    SUFFIXES: ClassVar = (*FILMS, *MOVING, *SOUNDS)
    codec: str | None = None
    resolution: str | None = None
    quality: str | None = None

    def __post_init__(self) -> None:
        for param, value, options in (
            ("--codec", self.codec, CODECS),
            ("--resolution", self.resolution, tuple(HEIGHTS)),
            ("--quality", self.quality, QUALITIES),
        ):
            if value is not None:
                _one_of(param, value, options)

    @property
    def side(self) -> int | None:
        """The shorter side in pixels that the resolution stands for."""
        return HEIGHTS[self.resolution] if self.resolution else None


@dataclass(frozen=True)
class Transcript:
    """The words of a film as a subtitle file; of several subtitle tracks the ``track``-th, counted from 1."""

    SUFFIXES: ClassVar = SUBTITLES
    track: int = 1

    def __post_init__(self) -> None:
        _within("--track", self.track, 1, 100)


Task = ContactSheet | Thumbnail | Animation | Trim | Join | Export | Transcript


@dataclass(frozen=True)
class Outcome:
    """What came of a task: seconds, size in pixels, whatever else is worth telling in ``details``."""

    duration: float | None = None
    width: int | None = None
    height: int | None = None
    details: Mapping[str, Any] = field(default_factory=dict)


def _within(param: str, value: float, low: float, high: float) -> None:
    if not low <= value <= high:  # NaN too
        raise InvalidInput(f"{param} must be from {low:g} to {high:g}, not {value:g}", param=param)


def _one_of(param: str, value: str, options: tuple[str, ...]) -> None:
    if value not in options:
        raise InvalidInput(f'{param} cannot be "{value}"', param=param, hint=f"choose from {', '.join(options)}")
