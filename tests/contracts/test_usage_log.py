"""What every usage log adds up, held by the fake and by the real one alike."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from heygen_cli.domain.usage import DIMENSIONS, Pace, Place, Totals, UsageEntry
from heygen_cli.infra.store.database import Database
from heygen_cli.infra.store.usage import SqliteUsageLog
from heygen_cli.ports import UsageLog, UsageSums
from tests.fakes import FakeUsageLog

NOON = time.mktime((2026, 11, 20, 12, 0, 0, 0, 0, -1))
DAY = 86_400.0


class Log(UsageLog, UsageSums, Protocol):
    """Both sides of a log."""


@pytest.fixture
def sqlite(tmp_path: Path) -> Iterator[SqliteUsageLog]:
    database = Database(tmp_path / "data" / "heygen.db")
    yield SqliteUsageLog(database)
    database.close()


@pytest.fixture(params=["fake", "sqlite"])
def log(request: pytest.FixtureRequest, sqlite: SqliteUsageLog) -> Log:
    return FakeUsageLog() if request.param == "fake" else sqlite


def render(number: int, at: float = NOON, **told: object) -> UsageEntry:
    known = {
        "kind": "render",
        "subject": f"v_{number}",
        "provider": "local",
        "seconds": 10.0,
        "wall": 5.0,
        "size": 1000,
        "rendered": 4,
        "avatar": "mira",
    }
    return UsageEntry(f"u_{number}", at, **{**known, **told})  # type: ignore[arg-type]


def test_an_empty_log_adds_up_to_nothing(log: Log) -> None:
    assert (dict(log.totals(0, "day")), list(log.paces(0, "day")), list(log.failures(0))) == ({}, [], [])


def test_days_are_those_of_the_user_and_in_order(log: Log) -> None:
    for number, days in enumerate((2, 0, 1, 0)):
        log.record(render(number, NOON - days * DAY))
    assert [(place.day, sums.videos) for place, sums in log.totals(0, "day").items()] == [
        ("2026-11-18", 1),
        ("2026-11-19", 1),
        ("2026-11-20", 2),
    ]
    assert list(log.totals(NOON - DAY, "day")) == [("2026-11-19", ""), ("2026-11-20", "")]


def test_speech_is_paid_but_is_no_video(log: Log) -> None:
    log.record(render(1))
    log.record(UsageEntry("u_2", NOON, "speech", "v_1", "polly", seconds=4.0, characters=60, cost=0.002, size=9))
    log.record(UsageEntry("u_3", NOON, "speech", "v_1", "openai", characters=60, cost=None))
    sums = log.totals(0, "batch")[Place("2026-11-20", "")]
    assert (sums.entries, sums.videos, sums.seconds, sums.size) == (3, 1, 10.0, 1000)
    assert (sums.characters, sums.cost, sums.unpriced) == (120, 0.002, 1)
    assert [place.name for place in log.totals(0, "provider")] == ["local", "openai", "polly"]


def test_only_finished_renders_have_a_pace(log: Log) -> None:
    log.record(render(1, wall=5.0))
    log.record(render(2, wall=999.0, status="failed", seconds=0.0))
    log.record(render(3, wall=999.0, kind="speech"))
    assert [tuple(each) for each in log.paces(0, "avatar")] == [("2026-11-20", "mira", 0.5)]


def test_percentiles_are_of_nearest_rank() -> None:
    assert Pace.of(number / 10 for number in range(20, 0, -1)) == Pace(20, 1.0, 1.9, 2.0)
    assert Pace.of([3.0]) == Pace(1, 3.0, 3.0, 3.0)
    assert Pace.of([3.0, 1.0]) == Pace(2, 1.0, 3.0, 3.0)


def test_failures_are_counted_with_their_last_example(log: Log) -> None:
    for number, (at, code) in enumerate(((1, "disk_full"), (9, "usage_error"), (3, "usage_error"), (5, "usage_error"))):
        log.record(render(number, NOON + at, status="failed", failure_code=code, failure_message=f"at {at}"))
    log.record(render(9, NOON, status="canceled", failure_code="canceled"))
    first, second = log.failures(0)
    assert (first.code, first.count, first.subject, first.message) == ("usage_error", 3, "v_1", "at 9")
    assert (second.code, second.count) == ("disk_full", 1)
    assert [failure.count for failure in log.failures(NOON + 2)] == [3]


_NAMES = st.sampled_from([None, "a", "b", "ü"])
_ENTRIES = st.lists(
    st.builds(
        UsageEntry,
        id=st.uuids().map(str),
        at=st.floats(NOON - 40 * DAY, NOON),
        kind=st.sampled_from(["render", "speech"]),
        subject=st.just("v_1"),
        provider=st.sampled_from(["local", "polly"]),
        status=st.sampled_from(["ok", "failed", "canceled"]),
        **{name: _NAMES for name in ("batch", "user", "avatar", "voice", "failure_code")},
        seconds=st.sampled_from([0.0, 0.5, 4.0]),
        size=st.integers(0, 10**9),
        wall=st.sampled_from([0.0, 0.25, 8.0, 100.0]),
        rendered=st.integers(0, 9),
        reused=st.integers(0, 9),
        characters=st.integers(0, 5000),
        cost=st.sampled_from([None, 0.0, 0.25, 2.0]),
    ),
    max_size=40,
    unique_by=lambda entry: entry.id,
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(entries=_ENTRIES, since=st.floats(NOON - 50 * DAY, NOON))
def test_the_database_adds_up_as_we_do(sqlite: SqliteUsageLog, entries: list[UsageEntry], since: float) -> None:
    with sqlite._database.transaction() as connection:
        connection.execute("DELETE FROM usage")
    fake = FakeUsageLog()
    for entry in entries:
        fake.record(entry)
        sqlite.record(entry)
    for by in DIMENSIONS:
        assert dict(sqlite.totals(since, by)) == fake.totals(since, by)
        assert sorted(tuple(each) for each in sqlite.paces(since, by)) == sorted(fake.paces(since, by))
    assert [(each.code, each.count) for each in sqlite.failures(since)] == [
        (each.code, each.count) for each in fake.failures(since)
    ]


def test_sums_of_days_are_the_sum_of_all() -> None:
    first, second = Totals(entries=1, rendered=3, reused=1, cost=0.5), Totals(entries=2, reused=4, unpriced=1)
    both = first + second
    assert (both.entries, both.cost, both.unpriced, both.reuse) == (3, 0.5, 1, 5 / 8)
    assert Totals().reuse is None
