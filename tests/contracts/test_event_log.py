"""What holds for every log of events, the real one and the stand-in."""

from __future__ import annotations

from pathlib import Path

import pytest

from heygen_cli.infra.store.database import Database
from heygen_cli.infra.store.webhook import SqliteEventLog
from heygen_cli.ports import EventLog
from tests.fakes import FakeClock, FakeEventLog


@pytest.fixture(params=["fake", "sqlite"])
def log(request: pytest.FixtureRequest, tmp_path: Path) -> EventLog:
    return FakeEventLog() if request.param == "fake" else SqliteEventLog(Database(tmp_path / "db"), FakeClock())


def test_an_event_is_known_once_it_was_added(log: EventLog) -> None:
    assert not log.known("e1")
    log.add("e1")
    log.add("e1")
    assert log.known("e1")
    assert not log.known("e2")


def test_events_are_known_after_a_restart_and_forgotten_after_a_year(tmp_path: Path) -> None:
    clock = FakeClock()
    SqliteEventLog(Database(tmp_path / "db"), clock).add("e1")
    again = SqliteEventLog(Database(tmp_path / "db"), clock)
    assert again.known("e1")
    clock.time += 366 * 24 * 3600
    again.add("e2")
    assert not again.known("e1")
