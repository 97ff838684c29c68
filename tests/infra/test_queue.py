"""The queue under workers that die, hang, come back too late, and bring each other down."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from heygen_cli.domain.errors import InvalidInput, NotFound
from heygen_cli.domain.job import ATTEMPTS, Stage
from heygen_cli.infra.store.database import Database
from heygen_cli.infra.store.job import LEASE_S, SqliteQueue
from heygen_cli.infra.store.video import SqliteVideoStore
from heygen_cli.services.job import job_for
from tests.contracts.test_video_store import a_video

NOW = 1_800_000_000.0


class Monotonic:
    """A clock that moves when told to."""

    def __init__(self) -> None:
        self.time = 1000.0

    def __call__(self) -> float:
        return self.time


@pytest.fixture
def monotonic() -> Monotonic:
    return Monotonic()


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    made = Database(tmp_path / "heygen.db")
    yield made
    made.close()


@pytest.fixture
def queue(database: Database, monotonic: Monotonic) -> SqliteQueue:
    return SqliteQueue(database, monotonic)


def fill(queue: SqliteQueue, count: int, batch: str | None = None) -> list[str]:
    videos = [replace(a_video(number), batch=batch) for number in range(count)]
    jobs = [job_for(video, name=f"{number}.mp4") for number, video in enumerate(videos)]
    queue.add(zip(jobs, videos, strict=True))
    return [job.id for job in jobs]


def test_jobs_are_taken_in_order_each_once(queue: SqliteQueue) -> None:
    ids = fill(queue, 3)
    taken = [queue.claim("w", NOW) for _ in range(4)]
    assert [job and job.id for job in taken] == [*ids, None]


def test_a_worker_of_a_batch_takes_nothing_else(queue: SqliteQueue) -> None:
    fill(queue, 1)
    (mine,) = fill(queue, 1, batch="b_1")
    job = queue.claim("w", NOW, batch="b_1")
    assert job
    assert job.id == mine
    assert queue.claim("w", NOW, batch="b_1") is None


def test_a_job_waits_until_its_time(queue: SqliteQueue) -> None:
    fill(queue, 1)
    job = queue.claim("w", NOW)
    assert job
    assert queue.finish(job, "queued", NOW, code="network_error", message="away", not_before=NOW + 10)
    assert queue.claim("w", NOW + 9) is None
    again = queue.claim("w", NOW + 10)
    assert again
    assert again.attempts == 2


def test_the_job_of_a_dead_worker_goes_to_another_and_the_dead_one_is_not_heard(queue: SqliteQueue) -> None:
    fill(queue, 1)
    with queue.working("first"):
        late = queue.claim("first", NOW)
    assert late
    assert queue.rescue(NOW) == 1
    job = queue.claim("second", NOW)
    assert job
    assert job.fence == late.fence + 1
    assert queue.beat(late, None) == "lost"
    assert not queue.finish(late, "done", NOW)
    assert queue.get(job.id).state == "running"
    assert queue.finish(job, "done", NOW)


def test_the_same_worker_with_an_old_fence_is_refused_too(queue: SqliteQueue) -> None:
    fill(queue, 1)
    old = queue.claim("w", NOW)
    assert old
    queue.rescue(NOW)
    new = queue.claim("w", NOW)
    assert new
    assert not queue.finish(old, "failed", NOW, code="x")
    assert queue.finish(new, "done", NOW)


def test_a_living_worker_keeps_its_job_whatever_the_wall_clock_says(queue: SqliteQueue) -> None:
    fill(queue, 1)
    with queue.working("w"):
        job = queue.claim("w", NOW)
        assert job
        for jump in (3600.0, -3600.0, 86_400.0 * 365):
            assert queue.rescue(NOW + jump) == 0
        assert queue.finish(job, "done", NOW - 3600)


HANG = """
import sys, time
from pathlib import Path
from heygen_cli.infra.store.database import Database
from heygen_cli.infra.store.job import SqliteQueue
queue = SqliteQueue(Database(Path(sys.argv[1])), lambda: 1000.0)
with queue.working("hung"):
    print(queue.claim("hung", 1_800_000_000.0).id, flush=True)
    time.sleep(600)
"""


@pytest.mark.slow
def test_a_worker_that_hangs_is_ended_and_its_job_is_free(
    queue: SqliteQueue, monotonic: Monotonic, database: Database
) -> None:
    fill(queue, 1)
    command = [sys.executable, "-c", HANG, str(database.path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout
        job_id = child.stdout.readline().strip()
        os.kill(child.pid, signal.SIGSTOP)
        monotonic.time += LEASE_S - 1
        assert queue.rescue(NOW) == 0
        monotonic.time += 2
        assert queue.rescue(NOW) == 1
        assert child.wait(30) == -signal.SIGKILL
    job = queue.claim("other", NOW)
    assert job
    assert job.id == job_id


def test_a_poisonous_job_fails_and_the_others_go_on(queue: SqliteQueue) -> None:
    poison, harmless = fill(queue, 2)
    for _ in range(ATTEMPTS):
        job = queue.claim("w", NOW)
        assert job
        assert job.id == poison
        queue.rescue(NOW)
    ended = queue.get(poison)
    assert (ended.state, ended.failure_code) == ("failed", "poison")
    job = queue.claim("w", NOW)
    assert job
    assert job.id == harmless


def test_a_waiting_job_is_canceled_at_once_with_its_video(queue: SqliteQueue, database: Database) -> None:
    (job_id,) = fill(queue, 1)
    assert queue.cancel([job_id], NOW) == 1
    assert queue.get(job_id).state == "canceled"
    assert SqliteVideoStore(database).get(queue.get(job_id).video).status == "canceled"
    assert queue.claim("w", NOW) is None
    assert queue.cancel([job_id], NOW) == 0


def test_a_running_job_is_told_to_stop_with_its_next_beat(queue: SqliteQueue) -> None:
    (job_id,) = fill(queue, 1)
    job = queue.claim("w", NOW)
    assert job
    assert queue.beat(job, Stage("draw", 10, 40, "frames")) == "go on"
    assert queue.get(job_id).stage == Stage("draw", 10, 40, "frames")
    queue.cancel([job_id], NOW)
    assert queue.beat(job, None) == "cancel"


def test_what_failed_can_be_tried_again_with_all_its_attempts(queue: SqliteQueue) -> None:
    (job_id,) = fill(queue, 1)
    job = queue.claim("w", NOW)
    assert job
    queue.finish(job, "failed", NOW, code="disk_full", message="The disk is full")
    assert queue.retry([job_id], NOW) == 1
    again = queue.get(job_id)
    assert (again.state, again.attempts, again.failure_code) == ("queued", 0, None)
    assert queue.retry([job_id], NOW) == 0


def test_a_job_that_is_handed_back_counts_no_attempt(queue: SqliteQueue) -> None:
    (job_id,) = fill(queue, 1)
    for _ in range(ATTEMPTS * 2):
        job = queue.claim("w", NOW)
        assert job
        queue.hand_back(job, NOW)
    assert queue.get(job_id).attempts == 0


def test_a_job_is_found_by_its_videos_id_and_a_stranger_is_not(queue: SqliteQueue) -> None:
    (job_id,) = fill(queue, 1)
    assert queue.get(queue.get(job_id).video).id == job_id
    with pytest.raises(NotFound):
        queue.get("j_none")


def test_pages_go_on_where_they_stopped_and_refuse_foreign_tokens(queue: SqliteQueue) -> None:
    ids = fill(queue, 5)
    first, token = queue.page(limit=2)
    fill(queue, 3)
    second, _ = queue.page(limit=2, token=token)
    assert [job.id for job in (*first, *second)] == ids[:0:-1]
    with pytest.raises(InvalidInput):
        queue.page(limit=2, token="made up")


def test_what_happened_is_told_in_order_from_where_one_stopped(queue: SqliteQueue) -> None:
    (job_id,) = fill(queue, 1)
    job = queue.claim("w", NOW)
    assert job
    before = queue.events(job=job_id)
    queue.finish(job, "done", NOW)
    after = queue.events(after=before[-1].number)
    assert [event.kind for event in before] == ["queued", "started"]
    assert [event.kind for event in after] == ["done"]


def test_pruning_forgets_what_ended_long_ago_and_its_events(queue: SqliteQueue) -> None:
    old, waiting = fill(queue, 2)
    job = queue.claim("w", NOW)
    assert job
    queue.finish(job, "done", NOW)
    assert queue.prune(NOW) == 0
    assert queue.prune(NOW + 1) == 1
    assert [event.job for event in queue.events()] == [waiting]
    with pytest.raises(NotFound):
        queue.get(old)


WORK = """
import random, sys, time
from pathlib import Path
from heygen_cli.infra.store.database import Database
from heygen_cli.infra.store.job import SqliteQueue
path, name = Path(sys.argv[1]), sys.argv[2]
queue, done = SqliteQueue(Database(path)), path.parent / "done"
with queue.working(name):
    while True:
        job = queue.claim(name, time.time())
        if job is None:
            queue.rescue(time.time())
            if not queue.counts().get("queued") and not queue.counts().get("running"):
                break
            time.sleep(0.01)
            continue
        time.sleep(random.random() * 0.01)
        if queue.finish(job, "done", time.time()):
            with done.open("a") as file:
                file.write(job.id + "\\n")
"""


@pytest.mark.slow
def test_killed_workers_lose_nothing_and_accept_nothing_twice(database: Database) -> None:
    queue = SqliteQueue(database)
    ids = fill(queue, 300)
    chance, kills, hired = random.Random(5), 0, 0

    def hire() -> subprocess.Popen[bytes]:
        nonlocal hired
        hired += 1
        return subprocess.Popen([sys.executable, "-c", WORK, str(database.path), f"w{hired}"])

    crew = [hire() for _ in range(4)]
    last = 0
    while queue.counts().get("done", 0) + queue.counts().get("failed", 0) < len(ids):
        ended = queue.counts().get("done", 0)
        if ended - last >= 10 and kills < 25:
            victim = chance.choice(crew)
            victim.kill()
            victim.wait()
            crew[crew.index(victim)] = hire()
            kills, last = kills + 1, ended
        queue.rescue(NOW)
    for process in crew:
        process.wait(60)
    accepted = (database.path.parent / "done").read_text().split()
    # A worker may die between the row and its own note, so a note may be missing, but none is there twice.
    assert len(accepted) == len(set(accepted))
    assert kills >= 15
    states = [queue.get(job_id) for job_id in ids]
    assert all(job.state == "done" or job.failure_code == "poison" for job in states)
    assert sum(job.state == "done" for job in states) >= len(ids) - 2
    database.check()
