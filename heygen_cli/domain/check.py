"""What a look at a finished film finds, and what the places that show films ask for."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Literal

Status = Literal["pass", "warning", "fail"]


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at: ``check`` is its stable name, ``at`` the second of the film where it shows."""

    check: str
    status: Status
    message: str
    at: float | None = None

    def to_json(self) -> dict[str, Any]:
        """The finding as plain JSON data."""
        return asdict(self)


@dataclass(frozen=True)
class Profile:
    """What a film must keep to. Lengths are in seconds, sizes in bytes, rates in bits a second; None asks nothing.

    ``black``, ``still`` and ``silent`` are the longest stretches that may be so; ``loudness`` is a target in LUFS and
    ``tolerance`` what it may be off by; ``peak`` is in dBTP. ``reading_speed`` is in characters a second.
    """

    name: str
    shortest: float = 0.0
    longest: float | None = None
    largest: int | None = None
    short_side: tuple[int, int] = (240, 4320)
    aspects: tuple[float, float] = (0.4, 2.5)
    fps: tuple[float, ...] = ()
    codecs: tuple[str, ...] = ("h264",)
    sounds: tuple[str, ...] = ("aac",)
    pixels: tuple[str, ...] = ("yuv420p",)
    bitrate: int | None = None
    loudness: float | None = -14.0
    tolerance: float = 1.0
    peak: float = -1.0
    black: float = 1.0
    still: float = 4.0
    silent: float = 4.0
    reading_speed: float = 25.0
    line: int = 56
    lines: int = 3
    faststart: bool = True


@dataclass(frozen=True)
class PlannedScene:
    """A scene of the storyboard a film is held against: when it is seen, and whether anything moves or speaks in it."""

    start: float
    seconds: float
    moving: bool
    spoken: bool


@dataclass(frozen=True)
class Expectation:
    """What a storyboard promises of its film. ``exact`` when its length is known, not estimated."""

    width: int
    height: int
    fps: int
    duration: float
    exact: bool
    scenes: tuple[PlannedScene, ...]
    chapters: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    loudness: float = -14.0
    safe_area: float = 0.0
    quiet: bool = False  # nobody speaks and no music plays

    def scene_at(self, seconds: float) -> PlannedScene | None:
        """The scene that is seen at a moment."""
        return next((scene for scene in self.scenes if scene.start <= seconds < scene.start + scene.seconds), None)
