"""What work was done, by whom and for how much: an entry for every render, synthesis and paid call, and their sums."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

if TYPE_CHECKING:
    from heygen_cli.domain.video import Video

Kind = Literal["render", "speech", "llm", "cloud"]
Status = Literal["ok", "failed", "canceled"]
Dimension = Literal["day", "batch", "avatar", "voice", "provider", "user"]
DIMENSIONS: tuple[Dimension, ...] = ("day", "batch", "avatar", "voice", "provider", "user")


@dataclass(frozen=True)
class UsageEntry:
    """One piece of work and how it ended.

    ``subject`` is what it was done for, such as a video's id. ``seconds`` is how long the video or speech lasts,
    ``wall`` how long the work took, ``rendered`` and ``reused`` count its parts. ``cost`` is in US dollars, None when
    it is not known; what was paid for the parts of a render stands in entries of their own.
    """

    id: str
    at: float
    kind: Kind
    subject: str
    provider: str
    status: Status = "ok"
    batch: str | None = None
    user: str | None = None
    avatar: str | None = None
    voice: str | None = None
    seconds: float = 0.0
    size: int = 0
    wall: float = 0.0
    rendered: int = 0
    reused: int = 0
    characters: int = 0
    cost: float | None = 0.0
    failure_code: str | None = None
    failure_message: str | None = None

    @classmethod
    def of_render(cls, entry_id: str, video: Video, *, began: float, size: int = 0) -> UsageEntry:
        """The entry for a render that has just ended, in whatever way."""
        done = video.result if video.status == "completed" else None
        ended = video.completed_at or began
        board = video.storyboard
        return cls(
            id=entry_id,
            at=ended,
            kind="render",
            subject=video.id,
            provider=video.provider,
            status=_ENDINGS[video.status],
            batch=video.batch,
            user=video.owner,
            avatar=board.get("avatar"),
            voice=done.voices[0] if done and done.voices else board.get("voice"),
            seconds=done.duration if done else 0.0,
            size=size,
            wall=max(0.0, ended - began),  # the clock may have been set back meanwhile
            rendered=done.rendered if done else 0,
            reused=done.reused if done else 0,
            failure_code=video.failure_code,
            failure_message=video.failure_message,
        )


_ENDINGS: dict[str, Status] = {"completed": "ok", "failed": "failed", "canceled": "canceled"}


@dataclass(frozen=True)
class Totals:
    """The sums of some entries. ``cost`` sums what is known; ``unpriced`` counts the entries whose cost is not.

    ``videos`` counts finished renders, ``seconds`` and ``size`` are theirs; ``wall`` is that of all renders, in which
    the speech and the calls that they needed are.
    """

    entries: int = 0
    videos: int = 0
    failed: int = 0
    canceled: int = 0
    seconds: float = 0.0
    size: int = 0
    wall: float = 0.0
    rendered: int = 0
    reused: int = 0
    characters: int = 0
    cost: float = 0.0
    unpriced: int = 0

    def __add__(self, other: Totals) -> Totals:
        return Totals(*(getattr(self, field.name) + getattr(other, field.name) for field in fields(self)))

    @property
    def reuse(self) -> float | None:
        """The share of parts that were there already."""
        parts = self.rendered + self.reused
        return self.reused / parts if parts else None

    def to_json(self) -> dict[str, Any]:
        """The sums as plain JSON data."""
        return {
            "entries": self.entries,
            "videos": self.videos,
            "failed": self.failed,
            "canceled": self.canceled,
            "seconds": round(self.seconds, 3),
            "bytes": self.size,
            "wall_seconds": round(self.wall, 3),
            "rendered": self.rendered,
            "reused": self.reused,
            "reuse": _rounded(self.reuse, 4),
            "characters": self.characters,
            "cost_usd": round(self.cost, 6),
            "unpriced": self.unpriced,
        }


class Place(NamedTuple):
    """Where an entry is added up: under its day (``2026-11-23``) and its value in a dimension, ``""`` without one."""

    day: str
    name: str


@dataclass(frozen=True)
class Pace:
    """How long a second of finished video took to make, over ``count`` renders: nearest-rank percentiles."""

    count: int
    median: float
    p95: float
    slowest: float

    @classmethod
    def of(cls, paces: Iterable[float]) -> Pace:
        """The pace of at least one render."""
        ordered = sorted(paces)
        count = len(ordered)
        return cls(count, ordered[(count * 50 + 99) // 100 - 1], ordered[(count * 95 + 99) // 100 - 1], ordered[-1])

    def to_json(self) -> dict[str, Any]:
        """The pace as plain JSON data."""
        return {
            "renders": self.count,
            "median": round(self.median, 4),
            "p95": round(self.p95, 4),
            "slowest": round(self.slowest, 4),
        }


@dataclass(frozen=True)
class Failure:
    """A kind of failure: how often, and its last example."""

    code: str
    count: int
    last_at: float
    subject: str
    message: str

    def to_json(self) -> dict[str, Any]:
        """The failure as plain JSON data."""
        return {
            "code": self.code,
            "count": self.count,
            "last_at": int(self.last_at),
            "subject": self.subject,
            "message": self.message,
        }


def _rounded(value: float | None, digits: int) -> float | None:
    return None if value is None else round(value, digits)
