"""A job: one video that waits for a worker, is being made by one, or has been."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from heygen_cli.domain.user import LOCAL

State = Literal["queued", "running", "done", "failed", "canceled"]
STATES: tuple[State, ...] = ("queued", "running", "done", "failed", "canceled")
ENDED: tuple[State, ...] = ("done", "failed", "canceled")

ATTEMPTS = 3  # a job that brings its worker down as often is poison
# What may well succeed later: another process had the thing, the network or a service was away.
PASSING = frozenset({"conflict", "network_error", "timeout", "rate_limit_exceeded", "unclassified_server_error"})
_FIRST_PAUSE, _LONGEST_PAUSE = 2.0, 120.0  # seconds


@dataclass(frozen=True)
class Stage:
    """What a worker is at: ``done`` of ``total`` units."""

    name: str
    done: float = 0.0
    total: float | None = None
    unit: str = ""

    @property
    def share(self) -> float | None:
        """How much of it is done, from 0 to 1; None when that is not known."""
        return min(1.0, self.done / self.total) if self.total else None


@dataclass(frozen=True)
class Job:
    """One row of the queue.

    ``fence`` grows with every claim: a worker that was given up for dead cannot report with the number it had.
    ``batch`` and ``digest`` say of which batch it is a part and what was asked for; ``place`` is its row there.
    ``strict`` jobs fail where others fall back. ``owner`` is the worker that has it, ``user`` whose it is.
    """

    id: str
    video: str
    name: str
    created_at: float
    state: State = "queued"
    batch: str | None = None
    digest: str | None = None
    place: str | None = None
    owner: str | None = None
    fence: int = 0
    attempts: int = 0
    not_before: float = 0.0
    started_at: float | None = None
    finished_at: float | None = None
    failure_code: str | None = None
    failure_message: str | None = None
    stage: Stage | None = None
    strict: bool = False
    cancel: bool = False
    user: str = LOCAL

    @property
    def ended(self) -> bool:
        """Whether nothing more will happen to it by itself."""
        return self.state in ENDED

    def to_json(self) -> dict[str, Any]:
        """The job as plain JSON data."""
        return {
            "id": self.id,
            "status": self.state,
            "video_id": self.video,
            "name": self.name,
            "batch_id": self.batch,
            "place": self.place,
            "attempts": self.attempts,
            "stage": self.stage.name if self.stage else None,
            "progress": self.stage.share if self.stage else None,
            "created_at": int(self.created_at),
            "started_at": int(self.started_at) if self.started_at else None,
            "finished_at": int(self.finished_at) if self.finished_at else None,
            "failure_code": self.failure_code,
            "failure_message": self.failure_message,
        }


@dataclass(frozen=True)
class JobEvent:
    """Something that happened to a job; ``number`` grows, so that a reader can go on where it stopped."""

    number: int
    job: str
    at: float
    kind: str
    data: dict[str, Any]
    user: str = LOCAL

    def to_json(self) -> dict[str, Any]:
        """The event as plain JSON data."""
        return {"id": self.number, "job_id": self.job, "at": round(self.at, 3), "event": self.kind, **self.data}


def pause_after(attempts: int) -> float:
    """Seconds until a job that failed for a passing reason is tried again."""
    return float(min(_LONGEST_PAUSE, _FIRST_PAUSE * 4 ** (attempts - 1)))


def outcome(code: str | None, attempts: int) -> State:
    """What becomes of a job whose attempt ended with this failure."""
    if code is None:
        return "done"
    if code == "canceled":
        return "canceled"
    return "queued" if code in PASSING and attempts < ATTEMPTS else "failed"
