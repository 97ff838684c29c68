"""What happens to jobs, as it happens, in whatever process: looked up once for everyone who listens."""

from __future__ import annotations

import asyncio
import json
import time
from bisect import bisect_right
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from heygen_cli.domain.job import Job, JobEvent

if TYPE_CHECKING:
    from heygen_cli.bootstrap import Toolkit

POLL_S = 0.025  # half of the listeners know within 13 ms, for 0.6 % of a core
_PING_S = 15.0
_KEPT = 5000  # events; whoever is further behind reads them from the database
_MOST_RUNNING = 100


@dataclass(frozen=True)
class Told:
    """One thing to be told. ``number`` is where a reader goes on, None for progress: of that the newest is enough."""

    user: str
    number: int | None
    kind: str
    text: str


PING = Told("", None, "ping", json.dumps({"event": "ping", "id": None}))


class Live:
    """Follows the queue while somebody listens.

    A listener keeps nothing but the number of what it was told last. One that reads slowly costs no memory and misses
    no event, and of the progress in between it gets what is newest when it has time.
    """

    def __init__(self, kit: Toolkit) -> None:
        self._kit = kit
        self._jobs = kit.of(None).jobs
        self.listeners = 0
        self._wanted = asyncio.Event()
        self._changed = asyncio.Event()
        self._woken = time.monotonic()
        self._closed = False
        self._version = -1
        self._recent: list[tuple[int, Told]] = []
        self._before = 0  # all events after this number are among the recent ones
        self._turn = 0
        self._progress: dict[str, tuple[int, Told]] = {}

    async def watch(self) -> None:
        """Look for news whenever somebody wants to know, for the life of the server."""
        while True:
            await self._wanted.wait()
            if self._look() or time.monotonic() - self._woken >= _PING_S:
                self._wake()
            await asyncio.sleep(POLL_S)

    def close(self) -> None:
        """Let everyone who listens go."""
        self._closed = True
        self._wake()

    async def follow(self, user: str | None, after: int) -> AsyncIterator[Told]:
        """What happens to the jobs of a user, or of all.

        ``after`` is the number of the last event that is known, -1 for whatever comes from now on.
        """
        self._join()
        last, turn, said = after if after >= 0 else self._jobs.newest_event(), -1, time.monotonic()
        try:
            while not self._closed:
                changed = self._changed  # before looking: what happens meanwhile sets this one
                news, last = self._news(last) if last >= self._before else self._older(user, last)
                stages, turn = [told for at, told in self._progress.values() if at > turn], self._turn
                for told in (*news, *stages):
                    if user in (None, told.user):
                        yield told
                        said = time.monotonic()
                if time.monotonic() - said >= _PING_S:
                    yield PING
                    said = time.monotonic()
                if last >= self._newest:
                    await changed.wait()
        finally:
            self._leave()

    # -- looking ---------------------------------------------------------------------------------------------------

    @property
    def _newest(self) -> int:
        return self._recent[-1][0] if self._recent else self._before

    def _news(self, last: int) -> tuple[list[Told], int]:
        place = bisect_right(self._recent, last, key=lambda each: each[0])
        return [told for _, told in self._recent[place:]], max(last, self._newest)

    def _older(self, user: str | None, last: int) -> tuple[list[Told], int]:
        events = self._kit.of(user).jobs.events(after=last)
        return [_told(event) for event in events], events[-1].number if events else self._newest

    def _wake(self) -> None:
        self._changed.set()
        self._changed, self._woken = asyncio.Event(), time.monotonic()

    def _look(self) -> bool:
        """Whether there is anything new."""
        version = self._jobs.version()
        if version == self._version:
            return False
        self._version = version
        before = (self._newest, self._turn)
        while events := self._jobs.events(after=self._newest):
            self._recent += [(event.number, _told(event)) for event in events]
        if len(self._recent) > 2 * _KEPT:
            self._before = self._recent[-_KEPT - 1][0]
            del self._recent[:-_KEPT]
        self._look_at_progress()
        return (self._newest, self._turn) != before

    def _look_at_progress(self) -> None:
        running, _ = self._jobs.list(limit=_MOST_RUNNING, state="running")
        shown = {}
        for job in running:
            at, told = self._progress.get(job.id, (0, None))
            now = _progress(job)
            if now.text != (told.text if told else None):
                self._turn += 1
                at = self._turn
            shown[job.id] = (at, now)
        self._progress = shown

    # -- listeners -------------------------------------------------------------------------------------------------

    def _join(self) -> None:
        if not self.listeners:
            self._recent, self._before, self._version = [], self._jobs.newest_event(), -1
            self._wanted.set()
        self.listeners += 1

    def _leave(self) -> None:
        self.listeners -= 1
        if not self.listeners:
            self._wanted.clear()


def _told(event: JobEvent) -> Told:
    return Told(event.user, event.number, event.kind, json.dumps(event.to_json()))


def _progress(job: Job) -> Told:
    data = {**job.to_json(), "id": None, "job_id": job.id, "event": "progress"}
    return Told(job.user, None, "progress", json.dumps(data))
