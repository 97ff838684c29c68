"""All writes of the server go through one thread, which commits what has gathered at once: one fsync for many."""

from __future__ import annotations

import queue
import threading
from collections.abc import Sequence
from concurrent.futures import Future

from heygen_cli.domain.job import Job
from heygen_cli.domain.video import Video
from heygen_cli.ports import Queue

Items = Sequence[tuple[Job, Video]]
_MOST = 500  # requests in one transaction


class Writer:
    """Takes jobs into the queue. What its future has answered is on the disk."""

    def __init__(self, jobs: Queue) -> None:
        self._jobs = jobs
        self._waiting: queue.SimpleQueue[tuple[Items, Future[None]] | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._work, name="writer", daemon=True)
        self._thread.start()

    def add(self, items: Items) -> Future[None]:
        """Remember jobs and their videos."""
        done: Future[None] = Future()
        self._waiting.put((items, done))
        return done

    def close(self) -> None:
        """Write what waits, and end."""
        self._waiting.put(None)
        self._thread.join()

    def _work(self) -> None:
        while True:
            first = self._waiting.get()
            if first is None:
                return
            gathered, last = [first], False
            while len(gathered) < _MOST and not self._waiting.empty():
                following = self._waiting.get()
                if following is None:
                    last = True
                    break
                gathered.append(following)
            self._commit(gathered)
            if last:
                return

    def _commit(self, gathered: Sequence[tuple[Items, Future[None]]]) -> None:
        try:
            self._jobs.add(item for items, _ in gathered for item in items)
        except Exception as problem:  # noqa: BLE001 - whoever waits for it gets to know
            for _, done in gathered:
                done.set_exception(problem)
        else:
            for _, done in gathered:
                done.set_result(None)
