"""Jobs, and the processes that work on them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any, Literal, Protocol

# For the types alone: a command that needs one of these does not pay for the others.
if TYPE_CHECKING:
    from heygen_cli.domain.endpoint import Callback, Delivery, Endpoint
    from heygen_cli.domain.endpoint import State as DeliveryState
    from heygen_cli.domain.job import Job, JobEvent, Stage, State
    from heygen_cli.domain.replay import Answer
    from heygen_cli.domain.video import Video


class Queue(Protocol):
    """Jobs that wait, run and have ended. A worker has a job on a lease, and only who has it can say how it ended."""

    def add(self, items: Iterable[tuple[Job, Video]], answers: Iterable[Answer] = ()) -> None:
        """Remember jobs and their videos, and what the requests for them are answered, all or none."""
        ...

    def replace(self, items: Iterable[tuple[Job, Video]]) -> None:
        """Put jobs in the place of those that their batches hold under the same names."""
        ...

    def working(self, owner: str) -> AbstractContextManager[None]:
        """Be a worker, until the block or the process ends."""
        ...

    def workers(self) -> Sequence[str]:
        """The workers that live."""
        ...

    def claim(self, owner: str, now: float, *, batch: str | None = None) -> Job | None:
        """Take the job that has waited longest; None when there is nothing to do now."""
        ...

    def beat(self, job: Job, stage: Stage | None) -> Literal["go on", "cancel", "lost"]:
        """Say that the job is still being worked on; the answer says whether to go on."""
        ...

    def finish(
        self,
        job: Job,
        state: State,
        now: float,
        *,
        code: str | None = None,
        message: str | None = None,
        not_before: float = 0.0,
    ) -> bool:
        """Say how an attempt ended; False when the job was taken from this worker meanwhile."""
        ...

    def hand_back(self, job: Job, now: float) -> None:
        """Give a job up unfinished, as if it had not been taken."""
        ...

    def rescue(self, now: float) -> int:
        """Take their jobs from workers that died or hang, and return how many."""
        ...

    def get(self, job_id: str) -> Job:
        """The job of an id, its own or its video's; raises NotFound."""
        ...

    def page(
        self, *, limit: int, token: str | None = None, state: str | None = None, batch: str | None = None
    ) -> tuple[list[Job], str | None]:
        """Jobs, newest first, and the token that continues the list."""
        ...

    def of_batch(self, batch: str) -> list[Job]:
        """All jobs of a batch, in the order of its manifest."""
        ...

    def counts(self, batch: str | None = None) -> dict[State, int]:
        """How many jobs there are of each state."""
        ...

    def events(self, *, after: int = 0, job: str | None = None, limit: int = 1000) -> list[JobEvent]:
        """What happened since an event."""
        ...

    def newest_event(self) -> int:
        """The number of the last event."""
        ...

    def unfinished(self, user: str, most: int) -> int:
        """How many jobs of a user wait or are being made, counted up to ``most``."""
        ...

    def version(self) -> int:
        """A number that is another one when somebody else has written, in this process or another."""
        ...

    def tell(self, job_id: str, now: float, kind: str, data: dict[str, Any]) -> None:
        """Note something that happened to a job."""
        ...

    def cancel(self, job_ids: Sequence[str], now: float) -> int:
        """Stop jobs, waiting or running; returns how many there were."""
        ...

    def retry(self, job_ids: Sequence[str], now: float) -> int:
        """Put jobs that ended without a film into the queue again; returns how many there were."""
        ...

    def prune(self, before: float) -> int:
        """Forget the jobs that ended before a time; returns how many there were."""
        ...


class EndpointStore(Protocol):
    """Where it is kept who is told of what, and what was sent."""

    def save(self, endpoint: Endpoint) -> None:
        """Remember an endpoint, in the place of the one with its id."""
        ...

    def get(self, endpoint_id: str) -> Endpoint:
        """The endpoint of an id; raises NotFound."""
        ...

    def all(self) -> Sequence[Endpoint]:
        """All endpoints, newest first."""
        ...

    def delete(self, endpoint_id: str) -> None:
        """Forget an endpoint, and what was still to be sent there; raises NotFound."""
        ...

    def add_callback(self, callback: Callback) -> None:
        """Remember an address that is told of one video."""
        ...

    def gather(self, now: float) -> int:
        """Turn what has happened to jobs into deliveries, each once whoever does it; returns how many there are."""
        ...

    def news(self) -> bool:
        """Whether there may be something to gather."""
        ...

    def claim(self, now: float) -> Delivery | None:
        """Take the delivery that is due; nobody else takes it while this one is at work."""
        ...

    def settle(
        self, delivery: Delivery, state: DeliveryState, next_at: float, status: int | None, error: str | None
    ) -> None:
        """Note how an attempt ended."""
        ...

    def deliveries(self, *, limit: int, before: int | None = None) -> Sequence[Delivery]:
        """What was sent or is to be, newest first."""
        ...

    def counts(self) -> dict[str, int]:
        """How many deliveries of all users there are of each state."""
        ...

    def replay(self, delivery_id: int, now: float) -> Delivery:
        """Have something sent once more; raises NotFound."""
        ...

    def events(self, *, limit: int, before: int | None = None, kind: str | None = None) -> Sequence[Mapping[str, Any]]:
        """Events that happened, newest first."""
        ...


class Post(Protocol):
    """Sends bytes to addresses that others have named."""

    def check(self, url: str) -> None:
        """Refuse what is no web address, or leads where it may not; raises InvalidInput, Forbidden."""
        ...

    def send(self, url: str, body: bytes, headers: Mapping[str, str]) -> int:
        """The status that is answered; raises HeygenError when there is none."""
        ...


class Crew(Protocol):
    """Worker processes, kept alive."""

    def start(self, workers: int, *, batch: str | None = None) -> None:
        """Begin; with ``batch`` they work on that alone and end when nothing of it is left."""
        ...

    def detach(self) -> None:
        """Start one that goes on after this command, and ends when there is nothing left to do."""
        ...

    def tend(self) -> int:
        """Start anew those that died; returns how many live."""
        ...

    def stop(self) -> None:
        """Have all of them hand back what they are at, and end."""
        ...
