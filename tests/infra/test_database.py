"""The database under real processes and real damage."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import stat
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from heygen_cli.domain.errors import StorageFailed, StoreDamaged
from heygen_cli.infra.store import schema
from heygen_cli.infra.store.database import Database
from heygen_cli.infra.store.video import SqliteVideoStore
from tests.contracts.test_video_store import a_video

PRELUDE = """
import sys
from pathlib import Path
from heygen_cli.infra.store.database import Database
from heygen_cli.infra.store.video import SqliteVideoStore
from tests.contracts.test_video_store import a_video
database = Database(Path(sys.argv[1]))
store = SqliteVideoStore(database)
"""


def start(code: str, path: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", PRELUDE + code, str(path)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def failures(processes: list[subprocess.Popen[str]]) -> list[str]:
    return [error for error in (process.communicate(timeout=120)[1] for process in processes) if error]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "heygen.db"


@pytest.mark.slow
def test_eight_processes_write_at_once(path: Path) -> None:
    code = "for _ in range(25): store.add(a_video()); store.page(limit=3)"
    assert failures([start(code, path) for _ in range(8)]) == []
    database = Database(path)
    assert database.rows("SELECT count(*) FROM videos")[0][0] == 200
    database.check()
    database.close()


@pytest.mark.slow
def test_twenty_first_starts_together_migrate_once(path: Path) -> None:
    assert failures([start("store.page(limit=1)", path) for _ in range(20)]) == []
    database = Database(path)
    assert [row["name"] for row in database.rows("SELECT name FROM migrations")] == [
        step.__name__ for step in schema.STEPS
    ]
    database.close()


@pytest.mark.slow
def test_a_killed_process_leaves_an_interrupted_video(path: Path) -> None:
    code = """
import time
video = a_video()
store.add(video)
with store.working(video.id):
    store.save(video.started())
    print(video.id, flush=True)
    time.sleep(60)
"""
    process = start(code, path)
    assert process.stdout
    video_id = process.stdout.readline().strip()
    database = Database(path)
    store = SqliteVideoStore(database)
    assert store.get(video_id).shown_status == "processing"
    process.send_signal(signal.SIGKILL)
    process.communicate()
    assert store.get(video_id).shown_status == "interrupted"
    database.close()


def test_files_belong_to_their_owner_only(path: Path) -> None:
    store = SqliteVideoStore(database := Database(path))
    with store.working("v_1"):
        store.add(a_video())
        files = [file for file in path.parent.rglob("*") if file.is_file()]
    assert {stat.S_IMODE(folder.stat().st_mode) for folder in (path.parent, path.parent / "running")} == {0o700}
    assert {stat.S_IMODE(file.stat().st_mode) for file in files if file.exists()} == {0o600}
    database.close()


def test_every_connection_has_the_recipe(path: Path) -> None:
    Database(path).rows("SELECT 1")
    database = Database(path)
    values = [database.rows(f"PRAGMA {name}")[0][0] for name in ("journal_mode", "synchronous", "foreign_keys")]
    assert values == ["wal", 2, 1]
    database.close()


def test_a_failing_transaction_leaves_nothing(path: Path) -> None:
    database = Database(path)

    class Unexpected(Exception):
        pass

    def write_and_fail() -> None:
        with database.transaction() as connection:
            connection.execute("INSERT INTO migrations(number, name) VALUES (99, 'x')")
            raise Unexpected

    with pytest.raises(Unexpected):
        write_and_fail()
    assert database.rows("SELECT * FROM migrations WHERE number=99") == []
    database.close()


def test_a_newer_database_is_left_alone(path: Path) -> None:
    database = Database(path)
    with database.transaction() as connection:
        connection.execute(f"PRAGMA user_version={schema.VERSION + 1}")
    database.close()
    before = path.read_bytes()
    with pytest.raises(StoreDamaged, match="newer version") as caught:
        Database(path).rows("SELECT 1")
    assert "update heygen" in str(caught.value.hint)
    assert path.read_bytes() == before


def test_a_file_that_is_no_database_is_named(path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(b"not a database " * 100)
    with pytest.raises(StoreDamaged, match=r"heygen\.db is damaged") as caught:
        Database(path).rows("SELECT 1")
    assert f"mv '{path}'" in str(caught.value.hint)


def test_damage_after_an_unclean_stop_is_found_at_opening(path: Path, tmp_path: Path) -> None:
    store = SqliteVideoStore(database := Database(path))
    for second in range(40):
        store.add(a_video(second))
    database.rows("PRAGMA wal_checkpoint(TRUNCATE)")
    store.add(a_video(99))
    copy = tmp_path / "copy"
    shutil.copytree(path.parent, copy)  # what a power cut leaves: the file and its log
    database.close()
    with (copy / "heygen.db").open("r+b") as file:
        size = file.seek(0, os.SEEK_END)
        file.seek(4096)
        file.write(os.urandom(size - 4096))
    with pytest.raises(StoreDamaged):
        Database(copy / "heygen.db").rows("SELECT 1")


def test_a_file_in_place_of_the_folder_is_a_clear_error(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("")
    database = Database(tmp_path / "data" / "heygen.db")
    with pytest.raises(StorageFailed, match="data"):
        database.rows("SELECT 1")
    with pytest.raises(StorageFailed, match="data"), SqliteVideoStore(database).working("v_1"):
        pass


@pytest.mark.parametrize(
    ("code", "message"),
    [
        (sqlite3.SQLITE_FULL, "disk .* is full"),
        (sqlite3.SQLITE_READONLY, "Cannot write"),
        (sqlite3.SQLITE_CANTOPEN, "Cannot write"),
        (sqlite3.SQLITE_BUSY, "locked"),
        (sqlite3.SQLITE_IOERR, "failed"),
    ],
)
def test_each_failure_of_sqlite_says_what_to_do(path: Path, code: int, message: str) -> None:
    database = Database(path)
    error = sqlite3.OperationalError("as SQLite says it")
    error.sqlite_errorcode = code
    with pytest.raises(Exception, match=message) as caught, database.transaction():
        raise error
    assert caught.value.hint  # type: ignore[attr-defined]
    database.close()


def test_filters_use_an_index(path: Path) -> None:
    database = Database(path)
    for query in (
        "SELECT * FROM videos WHERE status='failed' AND id<'v_9' ORDER BY id DESC",
        "SELECT * FROM videos WHERE id<'v_9' ORDER BY id DESC",
    ):
        plan = " ".join(row["detail"] for row in database.rows("EXPLAIN QUERY PLAN " + query))
        assert "USING INDEX" in plan
        assert "TEMP B-TREE" not in plan
    database.close()


def test_an_up_to_date_database_is_read_without_sqlite_utils(path: Path) -> None:
    database = Database(path)
    database.rows("SELECT 1")
    database.close()
    code = "store.page(limit=1); assert 'sqlite_utils' not in sys.modules"
    assert failures([start(code, path)]) == []


@pytest.mark.parametrize("version", range(1, schema.VERSION))
def test_every_earlier_database_is_brought_up_to_date(
    path: Path, version: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as earlier:
        earlier.setattr(schema, "STEPS", schema.STEPS[:version])
        earlier.setattr(schema, "VERSION", version)
        old = Database(path)
        with old.transaction() as connection:
            connection.execute(
                "INSERT INTO videos (id, title, search, status, provider, path, created_at, storyboard, events)"
                " VALUES ('v_1', 'Old', 'old', 'completed', 'local', '/v.mp4', 1, '{}', '[]')"
            )
        old.close()
    database = Database(path)
    assert SqliteVideoStore(database).get("v_1").title == "Old"
    assert database.rows("PRAGMA user_version")[0][0] == schema.VERSION
    database.close()


DIE_AT = """
import os, sys
from pathlib import Path
from heygen_cli.infra.store import schema
from heygen_cli.infra.store.database import Database
def die(db):
    steps[number](db)
    os._exit(9)
steps, number = schema.STEPS, int(sys.argv[2])
schema.STEPS = (*steps[:number], die, *steps[number + 1:])
Database(Path(sys.argv[1])).rows("SELECT 1")
"""


@pytest.mark.slow
@pytest.mark.parametrize("step", range(schema.VERSION))
def test_a_migration_that_is_killed_is_done_again(path: Path, step: int) -> None:
    died = subprocess.run([sys.executable, "-c", DIE_AT, str(path), str(step)], capture_output=True, text=True)
    assert died.returncode == 9, died.stderr
    database = Database(path)
    assert [row["name"] for row in database.rows("SELECT name FROM migrations")] == [
        each.__name__ for each in schema.STEPS
    ]
    database.check()
    database.close()


# SQLite's shared lock: 510 bytes from here (os_unix.c, SHARED_FIRST). Whoever can lock them believes to be alone.
LOOK_FOR_LOCK = """
import fcntl, sys
with open(sys.argv[1], "r+b") as file:
    try:
        fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB, 510, 0x40000002)
        print("alone")
    except BlockingIOError:
        print("in use")
"""


def test_a_connection_of_another_thread_leaves_our_locks_alone(path: Path) -> None:
    database = Database(path)
    database.rows("SELECT 1 FROM videos")

    def use_and_close() -> None:
        database.rows("SELECT 1")
        database.close()

    thread = threading.Thread(target=use_and_close)
    thread.start()
    thread.join()
    seen = subprocess.run([sys.executable, "-c", LOOK_FOR_LOCK, str(path)], capture_output=True, text=True)
    assert seen.stdout.strip() == "in use"
    database.close()
