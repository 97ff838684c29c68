"""All writes of the server go through one thread, which commits what has gathered at once: one fsync for many."""

from __future__ import annotations

import queue
import threading
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import Future
from typing import NamedTuple

from heygen_cli.domain.errors import TooMany
from heygen_cli.domain.job import Job
from heygen_cli.domain.replay import Answer
from heygen_cli.domain.video import Video
from heygen_cli.ports import Queue

Items = Sequence[tuple[Job, Video]]
_MOST = 500  # requests in one transaction
_RETRY_S = 10


class _Order(NamedTuple):
    items: Items
    answer: Answer | None
    done: Future[None]


class Writer:
    """Takes jobs into the queue. What its future has answered is on the disk.

    ``limit`` is how many videos of a user may wait or be made at once; 0 is any number.
    """

    def __init__(self, jobs: Queue, *, limit: int = 0) -> None:
        self._jobs = jobs
        self._limit = limit
        self._coming: Counter[str] = Counter()  # of each user, on their way to the disk
        self._counting = threading.Lock()
        self._waiting: queue.SimpleQueue[_Order | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._work, name="writer", daemon=True)
        self._thread.start()

    def add(self, items: Items, answer: Answer | None = None) -> Future[None]:
        """Remember jobs and their videos, and the answer to a request under a key.

        Raises TooMany when their users have too many at work.
        """
        users = Counter(job.user for job, _ in items)
        with self._counting:
            for user, count in users.items():
                self._admit(user, count)
            self._coming += users
        done: Future[None] = Future()
        done.add_done_callback(lambda _: self._arrived(users))
        self._waiting.put(_Order(items, answer, done))
        return done

    def close(self) -> None:
        """Write what waits, and end."""
        self._waiting.put(None)
        self._thread.join()

    def _admit(self, user: str, count: int) -> None:
        if not self._limit:
            return
        there = self._jobs.unfinished(user, self._limit) + self._coming[user]
        if there + count > self._limit:
            raise TooMany(f"At most {self._limit} videos of a user wait or are made at once", after=_RETRY_S)

    def _arrived(self, users: Counter[str]) -> None:
        with self._counting:
            self._coming -= users

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

    def _commit(self, gathered: Sequence[_Order]) -> None:
        try:
            self._jobs.add(
                (item for order in gathered for item in order.items),
                [order.answer for order in gathered if order.answer],
            )
        except Exception as problem:  # noqa: BLE001 - whoever waits for it gets to know
            for order in gathered:
                order.done.set_exception(problem)
        else:
            for order in gathered:
                order.done.set_result(None)
