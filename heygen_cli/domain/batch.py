"""A batch: the videos of one manifest, and what has become of them so far."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from heygen_cli.domain.job import Job, State
from heygen_cli.domain.video import Video


@dataclass(frozen=True)
class Batch:
    """One row of the store: a manifest that was run, by the path of its file."""

    id: str
    manifest: str
    title: str
    created_at: float
    started_at: float
    settings: Mapping[str, Any] = field(default_factory=dict)

    def to_json(self, counts: Mapping[State, int]) -> dict[str, Any]:
        """The batch as plain JSON data, with how many of its videos are in which state."""
        total = sum(counts.values())
        return {
            "id": self.id,
            "title": self.title,
            "status": status(counts),
            "total": total,
            **{state: counts.get(state, 0) for state in ("queued", "running", "done", "failed", "canceled")},
            "progress": counts.get("done", 0) / total if total else None,
            "manifest": self.manifest,
            "created_at": int(self.created_at),
            "started_at": int(self.started_at),
        }


def status(counts: Mapping[State, int]) -> str:
    """What to call a batch with so many jobs in each state."""
    if counts.get("running"):
        return "running"
    if counts.get("queued"):
        return "queued"
    if counts.get("failed"):
        return "failed"
    return "canceled" if counts.get("canceled") else "done"


@dataclass(frozen=True)
class Line:
    """One video of a batch: its job and its film."""

    job: Job
    video: Video | None
    sha256: str | None = None

    def to_json(self) -> dict[str, Any]:
        """One row of the result manifest."""
        result = self.video.result if self.video and self.job.state == "done" else None
        began, ended = self.job.started_at, self.job.finished_at
        return {
            "name": self.job.name,
            "status": self.job.state,
            "place": self.job.place,
            "path": str(self.video.path) if self.video else None,
            "title": self.video.title if self.video else None,
            "sha256": self.sha256,
            "duration": round(result.duration, 3) if result else None,
            "cost": result.cost if result else None,
            "rendered": result.rendered if result else None,
            "reused": result.reused if result else None,
            "wall": round(ended - began, 3) if began and ended else None,
            "attempts": self.job.attempts,
            "error": {"code": self.job.failure_code, "message": self.job.failure_message}
            if self.job.failure_code
            else None,
            "events": [event.to_json() for event in self.video.events] if self.video else [],
            "job_id": self.job.id,
            "video_id": self.job.video,
        }


@dataclass(frozen=True)
class Report:
    """A batch with all its lines, for those who read about it afterwards."""

    batch: Batch
    lines: Sequence[Line]

    @property
    def counts(self) -> dict[State, int]:
        """How many lines there are of each state."""
        counts: dict[State, int] = {}
        for line in self.lines:
            counts[line.job.state] = counts.get(line.job.state, 0) + 1
        return counts

    @property
    def cost(self) -> float | None:
        """What all films cost, in US dollars; None when that of one is not known."""
        costs = [line.video.result.cost for line in self.lines if line.video and line.video.result]
        known = [cost for cost in costs if cost is not None]
        return round(sum(known), 4) if len(known) == len(costs) else None

    def to_json(self) -> dict[str, Any]:
        """The result manifest."""
        done = [line.video.result for line in self.lines if line.video and line.video.result]
        return {
            "batch": self.batch.to_json(self.counts),
            "cost": self.cost,
            "duration": round(sum(result.duration for result in done), 3),
            "rendered": sum(result.rendered for result in done),
            "reused": sum(result.reused for result in done),
            "items": [line.to_json() for line in self.lines],
        }
