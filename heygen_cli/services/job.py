"""Jobs: videos that are made by workers, now or later."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from heygen_cli.domain.errors import InvalidInput
from heygen_cli.domain.event import Event
from heygen_cli.domain.job import STATES, Job, JobEvent, State
from heygen_cli.domain.storyboard import Storyboard
from heygen_cli.domain.video import Video, new_id
from heygen_cli.ports import Clock, Crew, Queue
from heygen_cli.services.video import VideoService, films

PAGE_LIMIT = 100
_LOOK_S = 0.3


class JobService:
    """Puts videos into the queue and looks after them there."""

    def __init__(self, *, queue: Queue, videos: Callable[[], VideoService], clock: Clock, crew: Crew) -> None:
        self._queue = queue
        self._videos = videos
        self._clock = clock
        self._crew = crew

    def submit(
        self,
        storyboard: Storyboard,
        output: Path,
        *,
        overwrite: bool = False,
        notes: Sequence[Event] = (),
        strict: bool = False,
        provider: str = "local",
    ) -> Sequence[Video]:
        """Have a video and its further formats made by workers. What can be checked was when this returns."""
        made = [
            self._videos().prepare(board, target, overwrite=overwrite, provider=provider, notes=notes)
            for target, board in films(storyboard, output).items()
        ]
        self._queue.add([(job_for(video, strict=strict), video) for video in made])
        return made

    def hire(self, most: int) -> None:
        """See to it that somebody works on the queue, with at most so many workers, when this command has ended."""
        if len(self._queue.workers()) < most:
            self._crew.detach()

    def get(self, job_id: str) -> Job:
        """A job, by its own id or its video's; raises NotFound."""
        return self._queue.get(job_id)

    def list(
        self, *, limit: int = 10, token: str | None = None, state: str | None = None, batch: str | None = None
    ) -> tuple[list[Job], str | None]:
        """Jobs, newest first, and the token that continues the list."""
        if state is not None and state not in STATES:
            raise InvalidInput(
                f'There is no status "{state}"', param="--status", hint=f"choose from {', '.join(STATES)}"
            )
        if not 1 <= limit <= PAGE_LIMIT:
            raise InvalidInput(f"A page holds 1 to {PAGE_LIMIT} jobs, not {limit}", param="--limit")
        return self._queue.page(limit=limit, token=token, state=state, batch=batch)

    def events(self, job_id: str | None = None, *, after: int = 0) -> Sequence[JobEvent]:
        """What happened, to one job or to all, since an event."""
        job = self._queue.get(job_id).id if job_id else None
        return self._queue.events(after=after, job=job)

    def newest_event(self) -> int:
        """The number of the last event."""
        return self._queue.newest_event()

    def version(self) -> int:
        """A number that is another one when somebody else has written, in this process or another."""
        return self._queue.version()

    def counts(self) -> dict[State, int]:
        """How many jobs there are of each state."""
        return self._queue.counts()

    def rescue(self) -> int:
        """Take their jobs from workers that died or hang, and return how many."""
        return self._queue.rescue(self._clock.now())

    def watch(self, job_id: str, sleep: Callable[[float], None]) -> Iterator[Job]:
        """The job whenever it has changed, until it has ended."""
        shown: Job | None = None
        while shown is None or not shown.ended:
            self._queue.rescue(self._clock.now())
            job = self._queue.get(job_id)
            if job != shown:
                yield job
                shown = job
            else:
                sleep(_LOOK_S)

    def cancel(self, job_id: str) -> Job:
        """Stop a job; one that runs ends within moments. Raises InvalidInput when it has ended already."""
        job = self._queue.get(job_id)
        if not self._queue.cancel([job.id], self._clock.now()):
            raise InvalidInput(f"Job {job.id} is {job.state} already", param="JOB", hint=f"heygen job get {job.id}")
        return self._queue.get(job.id)

    def retry(self, job_id: str) -> Job:
        """Have a job that failed or was canceled done again; raises InvalidInput for any other."""
        job = self._queue.get(job_id)
        if not self._queue.retry([job.id], self._clock.now()):
            raise InvalidInput(f"Job {job.id} is {job.state}: there is nothing to do again", param="JOB")
        return self._queue.get(job.id)

    def prune(self, older_than: float) -> int:
        """Forget the jobs that ended so many seconds ago or earlier; their videos stay. Returns how many."""
        return self._queue.prune(self._clock.now() - older_than)

    def work(self, workers: int, sleep: Callable[[float], None], *, until_idle: bool = False) -> None:
        """Keep worker processes at work until interrupted, or until nothing waits or runs any more."""
        self._crew.start(workers)
        try:
            while True:
                self._crew.tend()
                self._queue.rescue(self._clock.now())
                counts = self._queue.counts()
                if until_idle and not counts.get("queued") and not counts.get("running"):
                    return
                sleep(_LOOK_S)
        finally:
            self._crew.stop()
            self._queue.rescue(self._clock.now())  # what a worker could not hand back in time


def job_for(
    video: Video, *, name: str | None = None, strict: bool = False, digest: str | None = None, place: str | None = None
) -> Job:
    """The job of making a video, by default under the name of its file."""
    return Job(
        id=new_id("j", video.created_at),
        video=video.id,
        user=video.owner,
        name=name or video.path.name,
        created_at=video.created_at,
        batch=video.batch,
        digest=digest,
        place=place,
        strict=strict,
    )
