"""Shows a batch while it runs: a live table at a terminal, lines elsewhere, events for programs."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Mapping
from types import TracebackType
from typing import TYPE_CHECKING, Any, Protocol

from heygen_cli.cli.console import Console, safe
from heygen_cli.domain.job import Job

if TYPE_CHECKING:
    from rich.live import Live
    from rich.table import Table

    from heygen_cli.services.batch import Standing

_HEARTBEAT_S = 30.0
_BAR = 24


class View(Protocol):
    """What is told of every look at a batch."""

    def __enter__(self) -> View: ...
    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None: ...

    def show(self, standing: Standing) -> None:
        """Tell how far it is, and what has ended since the last time."""
        ...


def view(console: Console, *, jsonl: bool) -> View:
    """The one that suits whoever reads."""
    if jsonl:
        return Events(console)
    return Board(console) if console.live else Lines(console)


class Lines:
    """A line for each video that has ended, and one now and then; failures as annotations on GitHub."""

    def __init__(self, console: Console, clock: Callable[[], float] = time.monotonic) -> None:
        self._console = console
        self._clock = clock
        self._next = clock() + _HEARTBEAT_S

    def __enter__(self) -> Lines:
        """Begin."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Nothing has to be cleaned up."""

    def show(self, standing: Standing) -> None:
        """Tell what has ended."""
        total, done = sum(standing.counts.values()), standing.counts.get("done", 0)
        for job in standing.ended:
            self._console.note(f"[{_over(standing.counts)}/{total}] {ending(job)}")
            if job.state == "failed" and os.environ.get("GITHUB_ACTIONS") == "true":
                self._console.annotate(annotation(job))
        if self._clock() >= self._next:
            self._next = self._clock() + _HEARTBEAT_S
            self._console.note(f"{done} of {total} done, {len(standing.running)} running")


class Events(Lines):
    """One JSON document per line on standard output."""

    def __init__(self, console: Console, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__(console, clock)
        self._begun: dict[str, int] = {}

    def show(self, standing: Standing) -> None:
        """Tell what has begun and what has ended."""
        for job in standing.running:
            if self._begun.get(job.id) != job.attempts:
                self._begun[job.id] = job.attempts
                self._print("started", job)
        for job in standing.ended:
            self._print(job.state, job)

    def _print(self, event: str, job: Job) -> None:
        self._console.text(json.dumps({"event": event, **job.to_json()}, ensure_ascii=False))


class Board:
    """A table that is drawn over: the whole, each worker, how many failed, how long it still takes."""

    def __init__(self, console: Console, clock: Callable[[], float] = time.monotonic) -> None:
        self._console = console
        self._clock = clock
        self._began = clock()
        self._first: int | None = None
        self._live: Live | None = None

    def __enter__(self) -> Board:
        """Begin to draw."""
        from rich.live import Live

        self._live = Live(console=self._console.rich, transient=True, auto_refresh=False, redirect_stdout=False)
        self._live.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Wipe the table away."""
        if self._live:
            self._live.stop()

    def show(self, standing: Standing) -> None:
        """Draw it anew; failures stay above it."""
        for job in standing.ended:
            if job.state == "failed":
                self._console.note(ending(job))
        if self._live:
            self._live.update(self._table(standing), refresh=True)

    def _table(self, standing: Standing) -> Table:
        from rich.table import Table
        from rich.text import Text

        counts, total = standing.counts, sum(standing.counts.values())
        table = Table.grid(padding=(0, 2))
        failed = f", {counts['failed']} failed" if counts.get("failed") else ""
        share = _over(counts) / total if total else 1.0
        head = f"{_over(counts)} of {total}{failed}"
        table.add_row(Text(bar(share), style="green"), Text(head, style="bold"), Text(self._left(counts), style="dim"))
        for job in standing.running:
            stage = job.stage
            about = f"{stage.name} {stage.share:.0%}" if stage and stage.share is not None else stage and stage.name
            table.add_row(Text(bar(stage.share or 0 if stage else 0)), Text(safe(job.name)), Text(about or "begins"))
        return table

    def _left(self, counts: Mapping[Any, int]) -> str:
        """How long the rest takes if it goes on as it has in this run."""
        over, total = _over(counts), sum(counts.values())
        if self._first is None:
            self._first = over
        made, elapsed = over - self._first, self._clock() - self._began
        if not made:
            return f"{duration(elapsed)} so far"
        return f"about {duration(elapsed / made * (total - over))} left"


def ending(job: Job) -> str:
    """A line about a job that has ended."""
    if job.state == "done":
        took = job.finished_at - job.started_at if job.finished_at and job.started_at else 0
        return f"{job.name} made in {duration(took)}"
    return f"{job.name} {job.state}: {job.failure_message or ''}".rstrip(": ")


def annotation(job: Job) -> str:
    """A failure as GitHub's runner reads it, at the row that failed."""
    file, _, line = (job.place or "").partition(" ")[0].rpartition(":")
    where = f" file={_escaped(file)},line={line}" if file and line.isdecimal() else ""
    return f"::error{where}{',' if where else ' '}title={_escaped(job.name)}::{_escaped(job.failure_message or '')}"


def duration(seconds: float) -> str:
    """A length of time in the two largest units that it has."""
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    minutes, rest = divmod(whole, 60)
    if minutes < 60:
        return f"{minutes} min {rest} s"
    hours, minutes = divmod(minutes, 60)
    return f"{hours} h {minutes} min"


def bar(share: float) -> str:
    """A bar of text."""
    full = round(min(1.0, share) * _BAR)
    return "━" * full + "╌" * (_BAR - full)


def _over(counts: Mapping[Any, int]) -> int:
    return sum(counts.get(state, 0) for state in ("done", "failed", "canceled"))


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A").replace(":", "%3A").replace(",", "%2C")
