"""Answers under keys, and the names by which processes know that others live."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest

from heygen_cli.api.site import secret_in
from heygen_cli.domain.replay import Answer, Kept
from heygen_cli.infra.store.database import Database
from heygen_cli.infra.store.job import SqliteQueue
from heygen_cli.infra.store.replay import SqliteReplays
from heygen_cli.infra.store.running import Presence

DAY_S = 86400
AT_WORK = """
import sys, time
from pathlib import Path
from heygen_cli.infra.store.database import Database
from heygen_cli.infra.store.replay import SqliteReplays
from heygen_cli.infra.store.running import Presence
home = Path(sys.argv[1])
presence = Presence(home / "callers")
assert SqliteReplays(Database(home / "heygen.db"), presence).begin("place", "digest", 1.0, 86400) is None
print(presence.name, flush=True)
time.sleep(60)
"""


@pytest.fixture
def database(tmp_path: Path) -> Database:
    return Database(tmp_path / "heygen.db")


@pytest.fixture
def presence(tmp_path: Path) -> Presence:
    return Presence(tmp_path / "callers")


def test_what_another_process_is_at_is_its_own_until_it_dies(
    tmp_path: Path, database: Database, presence: Presence
) -> None:
    replays = SqliteReplays(database, presence)
    with subprocess.Popen([sys.executable, "-c", AT_WORK, tmp_path], stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout
            name = process.stdout.readline().strip()
            assert presence.lives(name)
            assert replays.begin("place", "digest", 2.0, DAY_S) == "in flight"
        finally:
            process.kill()
    assert not presence.lives(name)
    assert replays.begin("place", "digest", 3.0, DAY_S) is None
    assert replays.begin("place", "digest", 4.0, DAY_S) == "in flight"  # now it is ours
    assert presence.lives(presence.name)
    assert [path.stem for path in (tmp_path / "callers").iterdir()] == [presence.name]


def test_an_answer_stays_once_what_it_tells_of_is_done(database: Database, presence: Presence) -> None:
    replays = SqliteReplays(database, presence)
    assert replays.begin("place", "digest", 1.0, DAY_S) is None
    SqliteQueue(database).add([], [Answer("place", 200, b"{}", "application/json")])
    replays.drop("place")
    kept = Kept("digest", 200, b"{}", "application/json")
    assert replays.begin("place", "digest", 2.0, DAY_S) == kept
    assert replays.begin("place", "digest", 3.0 + DAY_S, DAY_S) is None


def test_a_request_without_an_answer_may_come_again(database: Database, presence: Presence) -> None:
    replays = SqliteReplays(database, presence)
    assert replays.begin("place", "digest", 1.0, DAY_S) is None
    replays.drop("place")
    assert replays.begin("place", "digest", 2.0, DAY_S) is None


def test_a_secret_is_never_seen_half(tmp_path: Path) -> None:
    together = Barrier(8)

    def look(place: Path) -> bytes:
        together.wait()
        return secret_in(place)

    with ThreadPoolExecutor(8) as pool:
        for number in range(50):
            place = tmp_path / str(number) / "secret"
            (secret,) = set(pool.map(look, [place] * 8))
            assert len(secret) == 64
            assert [path.name for path in place.parent.iterdir()] == ["secret"]
            assert place.stat().st_mode & 0o777 == 0o600
