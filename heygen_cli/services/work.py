"""A worker: takes one job after another, makes its video, and says how it ended."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

from heygen_cli.domain.errors import Busy, Canceled, FallbackRefused, HeygenError, StorageFailed
from heygen_cli.domain.event import Event
from heygen_cli.domain.job import Job, Stage, outcome, pause_after
from heygen_cli.ports import Clock, Queue
from heygen_cli.services.video import VideoService

BEAT_S = 1.0
_IDLE_S = 0.5


class Worker:
    """Works on jobs until it is stopped, or until nothing of its batch is left."""

    def __init__(
        self, *, name: str, queue: Queue, videos: VideoService, clock: Clock, sleep: Callable[[float], None]
    ) -> None:
        self._name = name
        self._queue = queue
        self._videos = videos
        self._clock = clock
        self._sleep = sleep

    def run(self, *, batch: str | None = None, until_idle: bool = False) -> None:
        """Work, with ``batch`` on its jobs alone; with ``until_idle`` only until every job has ended."""
        while True:
            with self._queue.working(self._name):
                self._work(batch, until_idle=until_idle)
            # Whoever queued a job just now saw us alive and started nobody else.
            if not self._open(batch):
                return

    def _work(self, batch: str | None, *, until_idle: bool) -> None:
        while True:
            job = self._queue.claim(self._name, self._clock.now(), batch=batch)
            if job is not None:
                self._do(job)
                continue
            self._queue.rescue(self._clock.now())
            if until_idle and not self._open(batch):
                return
            self._sleep(_IDLE_S)

    def _open(self, batch: str | None) -> bool:
        counts = self._queue.counts(batch)
        return bool(counts.get("queued") or counts.get("running"))

    def _do(self, job: Job) -> None:
        progress = JobProgress(strict=job.strict)
        try:
            with self._pulse(job, progress):
                self._videos.resume(job.video, progress=progress)
        except KeyboardInterrupt:
            self._queue.hand_back(job, self._clock.now())
            raise
        except HeygenError as error:
            self._end(job, progress, error.error_code, error.message)
        except Exception as error:  # noqa: BLE001 - one job's fault must not end the others
            self._end(job, progress, "internal_error", f"{type(error).__name__}: {error}")
        else:
            self._end(job, progress)

    def _end(self, job: Job, progress: JobProgress, code: str | None = None, message: str | None = None) -> None:
        now = self._clock.now()
        with suppress(StorageFailed, Busy):  # on a full disk; how it ended matters more
            for event in progress.told():
                self._queue.tell(job.id, now, "note", event.to_json())
        state = outcome(code, job.attempts)
        later = now + pause_after(job.attempts) if state == "queued" else 0.0
        self._queue.finish(job, state, now, code=code, message=message, not_before=later)

    @contextmanager
    def _pulse(self, job: Job, progress: JobProgress) -> Iterator[None]:
        """Say every second that the job is being worked on; stop the work when it shall not be, or is another's."""
        over = threading.Event()

        def beat() -> None:
            while not over.wait(BEAT_S):
                with suppress(StorageFailed, Busy):  # a full disk or a busy database: the next beat may get through
                    if self._queue.beat(job, progress.shown) != "go on":
                        progress.stop()
                        return

        thread = threading.Thread(target=beat, name="pulse", daemon=True)
        thread.start()
        try:
            yield
        finally:
            over.set()
            thread.join()


@dataclass
class JobProgress:
    """Keeps what a render tells, for the pulse to pass on; once stopped, the render ends at its next word."""

    strict: bool = False
    shown: Stage | None = None
    _events: list[Event] = field(default_factory=list)
    _stopped: threading.Event = field(default_factory=threading.Event)

    def stage(self, name: str, total: float | None = None, unit: str = "") -> None:
        """Begin a stage."""
        self._go_on()
        self.shown = Stage(name, 0.0, total, unit)

    def advance(self, done: float) -> None:
        """Say how much of it is done."""
        self._go_on()
        if self.shown:
            self.shown = Stage(self.shown.name, done, self.shown.total, self.shown.unit)

    def event(self, event: Event) -> None:
        """Note an event; raises FallbackRefused for a fallback of a strict job."""
        self._events.append(event)
        if self.strict and event.kind == "fallback":
            raise FallbackRefused(event.message, hint=event.hint)

    def told(self) -> list[Event]:
        """The events, each once."""
        return list(dict.fromkeys(self._events))

    def stop(self) -> None:
        """Let the render end at its next word."""
        self._stopped.set()

    def _go_on(self) -> None:
        if self._stopped.is_set():
            raise Canceled("Stopped by the user")
