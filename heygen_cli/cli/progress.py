"""Shows how far the work has come: bars at a terminal, one line per change elsewhere, nothing when quiet."""

from __future__ import annotations

import time
from collections.abc import Callable
from types import TracebackType
from typing import TYPE_CHECKING

from heygen_cli.cli.console import Console
from heygen_cli.domain.errors import FallbackRefused
from heygen_cli.domain.event import Event

if TYPE_CHECKING:
    from rich.progress import Progress as RichBar

# Without a terminal a long stage says this often, in seconds, that it is alive.
HEARTBEAT = 30.0


class ConsoleProgress:
    """Draws progress and shows events as they come; ``events`` keeps them.

    Use it as a context: what it drew is cleaned up at the end. With ``strict`` a fallback is refused.
    """

    def __init__(self, console: Console, *, strict: bool = False, clock: Callable[[], float] = time.monotonic) -> None:
        self.events: list[Event] = []
        self._console = console
        self._strict = strict
        self._view: _Bars | _Lines | None = None
        if not console.quiet:
            self._view = _Bars(console) if console.live else _Lines(console, clock)

    def __enter__(self) -> ConsoleProgress:
        """Begin; nothing is drawn before the first stage."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Clean up what was drawn."""
        if self._view:
            self._view.close()

    def stage(self, name: str, total: float | None = None, unit: str = "") -> None:
        """Begin a stage of ``total`` units."""
        if self._view:
            self._view.stage(name, total, unit)

    def advance(self, done: float) -> None:
        """Say how much of the stage is done, counted from its start."""
        if self._view:
            self._view.advance(done)

    def event(self, event: Event) -> None:
        """Show an event at once."""
        self.events.append(event)
        if self._strict and event.kind == "fallback":
            raise FallbackRefused(event.message, hint=event.hint or "leave out --strict to allow it")
        self._console.event(event)


class _Bars:
    """One bar per stage, drawn by Rich; a finished stage gives way to the next."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._bar: RichBar | None = None
        self._total: float | None = None
        self._unit = ""

    def stage(self, name: str, total: float | None, unit: str) -> None:
        bar = self._bar or self._open()
        for task in bar.task_ids:
            bar.remove_task(task)
        self._total, self._unit = total, unit
        bar.add_task(name, total=total, speed="")

    def advance(self, done: float) -> None:
        if self._bar and self._bar.tasks:
            task = self._bar.tasks[-1]
            speed = f"{task.speed:.0f} {self._unit}/s" if task.speed and self._unit else ""
            self._bar.update(task.id, completed=done, speed=speed)

    def close(self) -> None:
        if self._bar:
            self._bar.stop()
            self._bar = None

    def _open(self) -> RichBar:
        from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

        self._bar = Progress(
            TextColumn("{task.description:<12}", markup=False),
            BarColumn(bar_width=30),
            TaskProgressColumn(),
            TextColumn("{task.fields[speed]}", markup=False),
            TimeRemainingColumn(compact=True),
            console=self._console.rich,
            transient=True,
            redirect_stdout=False,
        )
        self._bar.start()
        return self._bar


class _Lines:
    """A line when a stage begins, and one now and then while it lasts."""

    def __init__(self, console: Console, clock: Callable[[], float]) -> None:
        self._console = console
        self._clock = clock
        self._name = ""
        self._total: float | None = None
        self._next = 0.0

    def stage(self, name: str, total: float | None, unit: str) -> None:
        self._name, self._total = name, total
        self._next = self._clock() + HEARTBEAT
        amount = f" ({total:g} {unit})" if total and unit else ""
        self._console.note(f"{name}{amount}")

    def advance(self, done: float) -> None:
        if self._clock() >= self._next:
            self._next = self._clock() + HEARTBEAT
            share = f"{done / self._total:.0%}" if self._total else f"{done:g}"
            self._console.note(f"{self._name} {share}")

    def close(self) -> None:
        pass
