"""Progress of several nodes at once, told as if it were one; and the one place that stops them all."""

from __future__ import annotations

import threading
from dataclasses import dataclass

from heygen_cli.domain.errors import Canceled
from heygen_cli.domain.event import Event
from heygen_cli.ports import Progress


@dataclass
class _State:
    """How far one node is."""

    stage: str = ""
    total: float | None = None
    unit: str = ""
    done: float = 0.0

    @property
    def over(self) -> bool:
        """Whether its stage is done, as far as can be told."""
        return self.total is None or self.done >= self.total


class Desk:
    """Gathers what the nodes tell. The stage that was begun last is shown, with all that is done in it."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._lock = threading.Lock()
        self._stopped = threading.Event()
        self._lanes: list[_State] = []

    def lane(self) -> Lane:
        """Progress for one more node."""
        state = _State()
        self._lanes.append(state)
        return Lane(self, state)

    def quiet(self) -> Lane:
        """The progress of what is made aside: its events matter, its stages would hide those of the main line."""
        return Lane(self, None)

    def stop(self) -> None:
        """Let every node end at its next word."""
        self._stopped.set()

    def tell(self, state: _State | None, *, begins: bool) -> None:
        """Show where things stand; raises Canceled when the work was stopped."""
        if self._stopped.is_set():
            raise Canceled("Stopped")
        if state is None:
            return
        with self._lock:
            lanes = [lane for lane in self._lanes if lane is state or (lane.stage == state.stage and not lane.over)]
            if begins:
                total = None if state.total is None else sum(lane.total or 0 for lane in lanes)
                self._progress.stage(state.stage, total, state.unit)
            if state.total is not None:
                self._progress.advance(sum(lane.done for lane in lanes))

    def event(self, event: Event) -> None:
        """Pass an event on, one at a time."""
        with self._lock:
            self._progress.event(event)


class Lane:
    """The progress of one node."""

    def __init__(self, desk: Desk, state: _State | None) -> None:
        self._desk, self._state = desk, state

    def stage(self, name: str, total: float | None = None, unit: str = "") -> None:
        """Begin a stage."""
        if self._state:
            self._state.stage, self._state.total, self._state.unit, self._state.done = name, total, unit, 0.0
        self._desk.tell(self._state, begins=True)

    def advance(self, done: float) -> None:
        """Say how much of it is done."""
        if self._state:
            self._state.done = done
        self._desk.tell(self._state, begins=False)

    def event(self, event: Event) -> None:
        """Tell the user something at once."""
        self._desk.event(event)
