"""Answers that are kept: by one process, by two on one machine, by two machines, and when Redis dies."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from heygen_cli.infra.buckets import Buckets
from heygen_cli.infra.cache import LayeredCache
from heygen_cli.infra.shared import Shared
from heygen_cli.infra.store.database import Database
from tests.infra.redis import RealRedis


class Counted:
    """Something to look up, and how often it was."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self) -> list[int]:
        self.times += 1
        return [self.times]


@pytest.fixture
def redis(tmp_path: Path) -> Iterator[RealRedis]:
    running = RealRedis(tmp_path)
    yield running
    running.kill()


def cache(home: Path, redis: RealRedis | None = None) -> LayeredCache:
    """One process's cache; processes with the same home are on the same machine."""
    return LayeredCache(Database(home / "heygen.db"), Shared(redis.url) if redis else None)


def soon(is_so: Callable[[], bool]) -> bool:
    """Whether something becomes true that another thread brings about."""
    pause = threading.Event()
    return any(is_so() or pause.wait(0.02) for _ in range(250))


def test_an_answer_is_looked_up_once_until_its_tag_is_forgotten_or_its_time_is_over(tmp_path: Path) -> None:
    kept, load = cache(tmp_path), Counted()
    assert [kept.get("list", load, tag="voices") for _ in range(3)] == [[1], [1], [1]]
    kept.forget("avatars")
    assert kept.get("list", load, tag="voices") == [1]
    kept.forget("voices")
    assert kept.get("list", load, tag="voices") == [2]
    assert kept.get("short", load, tag="voices", life=0) == [3]
    assert kept.get("short", load, tag="voices", life=0) == [4]
    assert kept.answers == {"memory": 3, "none": 4}


def test_other_processes_of_the_machine_forget_too(tmp_path: Path) -> None:
    here, there, load = cache(tmp_path), cache(tmp_path), Counted()
    here.get("list", load, tag="voices")
    there.forget("voices")
    assert here.get("list", load, tag="voices") == [2]
    here.forget("voices")
    assert here.get("list", load, tag="voices") == [3]


def test_what_is_forgotten_while_it_is_looked_up_is_looked_up_again(tmp_path: Path) -> None:
    here, there = cache(tmp_path), cache(tmp_path)

    def overtaken() -> str:
        there.forget("voices")
        return "old"

    assert here.get("list", overtaken, tag="voices") == "old"
    assert here.get("list", lambda: "new", tag="voices") == "new"


def test_machines_share_answers_and_forget_together(tmp_path: Path, redis: RealRedis) -> None:
    here, there, load = cache(tmp_path / "a", redis), cache(tmp_path / "b", redis), Counted()
    assert here.get("list", load, tag="voices") == [1]
    assert there.get("list", load, tag="voices") == [1]
    assert there.answers == {"redis": 1}
    here.forget("voices")
    assert soon(lambda: there.get("list", load, tag="voices") == [2])
    assert here.get("list", load, tag="voices") == [2]


def test_it_works_without_redis_and_with_it_again(tmp_path: Path, redis: RealRedis) -> None:
    here, load = cache(tmp_path / "a", redis), Counted()
    there = cache(tmp_path / "b", redis)
    redis.kill()
    assert here.get("list", load, tag="voices") == [1]
    here.forget("voices")
    assert here.get("list", load, tag="voices") == [2]
    redis.start()

    def share() -> bool:
        here.forget("voices")
        here.get("list", load, tag="voices")
        there.get("list", load, tag="voices")
        return there.answers["redis"] > 0

    assert soon(share)


def test_a_bucket_lets_so_many_through_and_then_one_by_one() -> None:
    time = [100.0]
    buckets = Buckets(2, 3, now=lambda: time[0])
    assert [buckets.take("key") for _ in range(4)] == [0, 0, 0, 0.5]
    assert buckets.take("other") == 0
    time[0] += 0.5
    assert [buckets.take("key") for _ in range(2)] == [0, 0.5]


def test_servers_share_buckets(redis: RealRedis) -> None:
    here, there = Buckets(0.1, 4, Shared(redis.url)), Buckets(0.1, 4, Shared(redis.url))
    assert [each.take("key") for each in (here, there, here, there)] == [0, 0, 0, 0]
    assert 8 < here.take("key") <= 10
    assert 8 < there.take("key") <= 10
    redis.kill()
    assert there.take("key") == 0  # each for itself
