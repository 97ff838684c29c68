"""A video as the program remembers it: what was asked for, how far it got, what came of it."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal

from heygen_cli.domain.errors import Busy, HeygenError
from heygen_cli.domain.event import Event
from heygen_cli.domain.film import Film
from heygen_cli.domain.user import LOCAL

Status = Literal["queued", "processing", "completed", "failed", "canceled"]
# What a user sees and filters by: a video whose process died while it was processing is `interrupted`.
SHOWN_STATUSES = ("queued", "processing", "interrupted", "completed", "failed", "canceled")

# Crockford's base 32 keeps the order of numbers and has no letters that read like digits.
_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
_TIME_DIGITS = 10  # 50 bits of milliseconds, enough for 35,000 years
_RANDOM_DIGITS = 6


def _random(limit: int) -> int:
    """A number below a power of two; the module ``secrets`` would do it too, and take 6 ms to import."""
    return int.from_bytes(os.urandom(16), "big") % limit


def new_video_id(now: float, random: Callable[[int], int] = _random) -> str:
    """A new id such as ``v_01kb3m9x2t7h4qac``: later ids sort after earlier ones, to the millisecond."""
    return new_id("v", now, random)


def new_id(letter: str, now: float, random: Callable[[int], int] = _random) -> str:
    """A new id that begins with a letter of its kind, and sorts by time."""
    return f"{letter}_" + _base32(int(now * 1000), _TIME_DIGITS) + _base32(random(32**_RANDOM_DIGITS), _RANDOM_DIGITS)


def _base32(number: int, digits: int) -> str:
    return "".join(_ALPHABET[number >> 5 * place & 31] for place in reversed(range(digits)))


@dataclass(frozen=True)
class Result:
    """What a finished render left behind.

    ``product`` is the film in the renderer's own store; the row's ``path`` is the copy the user asked for.
    ``reused`` and ``rendered`` count parts of the film, ``timings`` are wall seconds per kind of part, and
    ``cost`` is in US dollars, None when it is not known.
    """

    product: Path
    thumbnail: Path
    duration: float
    width: int
    height: int
    fps: int
    voices: tuple[str, ...] = ()
    subtitles: dict[str, Path] = field(default_factory=dict)
    rendered: int = 0
    reused: int = 0
    timings: dict[str, float] = field(default_factory=dict)
    cost: float | None = 0.0

    @classmethod
    def of(cls, film: Film) -> Result:
        """The lasting part of what the renderer handed back."""
        return cls(
            product=film.path,
            thumbnail=film.thumbnail,
            duration=film.duration,
            width=film.width,
            height=film.height,
            fps=film.fps,
            voices=film.voices,
            subtitles=dict(film.subtitles),
            rendered=film.rendered,
            reused=film.reused,
            timings=dict(film.timings),
            cost=film.cost,
        )


@dataclass(frozen=True)
class Video:
    """One row of the store.

    ``storyboard`` is the request as ``Storyboard.to_json`` wrote it, kept as data so that old rows stay readable.
    ``path`` is where the file goes, and lies once the status is ``completed``. ``batch`` is what it is a part of,
    ``owner`` the user it belongs to. ``interrupted`` is not stored: whoever reads the row finds out whether a process
    is still at work on it.
    """

    id: str
    title: str
    storyboard: dict[str, Any]
    path: Path
    created_at: float
    provider: str = "local"
    overwrite: bool = False
    status: Status = "queued"
    completed_at: float | None = None
    failure_code: str | None = None
    failure_message: str | None = None
    result: Result | None = None
    events: tuple[Event, ...] = ()
    batch: str | None = None
    owner: str = LOCAL
    interrupted: bool = False

    @property
    def shown_status(self) -> str:
        """The status that a user sees."""
        return "interrupted" if self.interrupted and self.status == "processing" else self.status

    def started(self) -> Video:
        """The video with a process at work on it; it may have ended before, in whatever way."""
        if self.status == "processing" and not self.interrupted:
            raise Busy(f"Video {self.id} is {self.shown_status}", hint=f"heygen video get {self.id}")
        return replace(
            self, status="processing", interrupted=False, failure_code=None, failure_message=None, completed_at=None
        )

    def completed(self, film: Film, now: float) -> Video:
        """The video with its film."""
        self._must_be_processing("completed")
        events = self.events + tuple(event for event in film.events if event not in self.events)
        return replace(self, status="completed", completed_at=now, result=Result.of(film), events=events)

    def failed(self, code: str, message: str, now: float) -> Video:
        """The video with the reason why there is none."""
        self._must_be_processing("failed")
        return replace(self, status="failed", completed_at=now, failure_code=code, failure_message=message)

    def canceled(self, now: float) -> Video:
        """The video that the user stopped."""
        self._must_be_processing("canceled")
        return replace(
            self, status="canceled", completed_at=now, failure_code="canceled", failure_message="Stopped by the user"
        )

    def _must_be_processing(self, wanted: Status) -> None:
        if self.status != "processing":
            raise HeygenError(f"Video {self.id} is {self.status}: it cannot become {wanted}")

    def to_json(self) -> dict[str, Any]:
        """The video in HeyGen's v3 shape, with our own fields after it."""
        done = self.status == "completed"
        result = self.result if done else None
        return {
            "id": self.id,
            "video_id": self.id,
            "status": self.shown_status,
            "title": self.title,
            "duration": round(result.duration, 3) if result else None,
            "video_url": self.path.as_uri() if done else None,
            "captioned_video_url": self.path.as_uri() if done and self.captioned else None,
            "thumbnail_url": result.thumbnail.as_uri() if result else None,
            "subtitle_url": self._subtitles(result),
            "created_at": int(self.created_at),
            "completed_at": int(self.completed_at) if self.completed_at else None,
            "failure_code": self.failure_code,
            "failure_message": self.failure_message,
            "path": str(self.path),
            "provider": self.provider,
            "batch_id": self.batch,
            **_figures(result),
            "events": [event.to_json() for event in self.events],
        }

    @property
    def captioned(self) -> bool:
        """Whether the words are part of the picture."""
        return self._caption_mode in ("burn", "karaoke")

    @property
    def _caption_mode(self) -> str | None:
        return (self.storyboard.get("captions") or {}).get("mode")

    def _subtitles(self, result: Result | None) -> str | None:
        if result is None or "srt" not in result.subtitles:
            return None
        beside = self._caption_mode == "sidecar"
        return (self.path.with_suffix(".srt") if beside else result.subtitles["srt"]).as_uri()


def _figures(result: Result | None) -> dict[str, Any]:
    return {
        "cost": result.cost if result else None,
        "width": result.width if result else None,
        "height": result.height if result else None,
        "fps": result.fps if result else None,
        "voices": list(result.voices) if result else [],
        "rendered": result.rendered if result else None,
        "reused": result.reused if result else None,
        "timings": {kind: round(seconds, 3) for kind, seconds in result.timings.items()} if result else {},
    }


@dataclass(frozen=True)
class VideoPage:
    """Some videos, newest first, and the token that continues the list."""

    videos: tuple[Video, ...]
    next_token: str | None = None
