"""The one way to open the database: every connection has the same settings, every write the same transaction."""

from __future__ import annotations

import errno
import fcntl
import os
import shutil
import sqlite3
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, TypeVar

from heygen_cli.domain.errors import Busy, HeygenError, StorageFailed, StoreDamaged
from heygen_cli.infra.store import schema

Written = TypeVar("Written")

BALLAST = 16 * 1024 * 1024  # bytes; several times what a write-ahead log needs for the largest row
BUSY_TIMEOUT_S = 30  # 8 writers at synchronous=FULL were measured to wait 2.7 s at worst
# A full check reads the whole file (about 1 ms per MB); beyond this size it waits for `heygen doctor`.
CHECKED_AT_OPENING = 64 * 1024 * 1024


class Database:
    """The SQLite file and a connection to it for each thread, opened and brought up to date on first use.

    Every failure of SQLite leaves here as a ``HeygenError`` that names the file.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._opened = threading.local()

    def rows(self, sql: str, parameters: Sequence[Any] = ()) -> list[sqlite3.Row]:
        """All rows of a query, read at once: a reader that lingers keeps the write-ahead log from shrinking."""
        with explained(self.path):
            return self._connection.execute(sql, parameters).fetchall()

    @contextmanager
    def transaction(self, *, durable: bool = True) -> Iterator[sqlite3.Connection]:
        """A write transaction that holds the write lock from its start, so that reading before writing is safe.

        One that is not ``durable`` survives the death of any process, but perhaps not a power cut. Never render, copy
        or wait inside one: everyone else who writes is waiting.
        """
        with explained(self.path), _synchronous(self._connection, durable), immediate(self._connection):
            yield self._connection

    def insist(self, write: Callable[[], Written]) -> Written:
        """Do a write that must not be lost: on a full disk the ballast gives it room. Raises as the write does."""
        try:
            return write()
        except StorageFailed as problem:
            if problem.error_code != "disk_full" or not self._drop_ballast():
                raise
        return write()

    def lay_ballast(self) -> None:
        """Keep some space beside the database, for what must be written when the disk is full."""
        with suppress(OSError):
            ballast = self._ballast
            if not ballast.exists() and shutil.disk_usage(ballast.parent).free > 4 * BALLAST:
                descriptor = os.open(ballast, os.O_CREAT | os.O_WRONLY | os.O_CLOEXEC, 0o600)
                try:
                    os.posix_fallocate(descriptor, 0, BALLAST) if hasattr(os, "posix_fallocate") else None
                finally:
                    os.close(descriptor)

    def _drop_ballast(self) -> bool:
        there = self._ballast.exists()
        self._ballast.unlink(missing_ok=True)
        return there

    @property
    def _ballast(self) -> Path:
        return self.path.with_name("ballast")

    def check(self) -> None:
        """Read the whole file and raise StoreDamaged unless it is intact."""
        with explained(self.path):
            _check(self._connection, self.path)

    def close(self) -> None:
        """Close this thread's connection; the next use opens it again."""
        opened = self._opened.__dict__.pop("connection", None)
        if opened is not None:
            opened.close()

    @property
    def _connection(self) -> sqlite3.Connection:
        if not hasattr(self._opened, "connection"):
            self._opened.connection = self._open()
        connection: sqlite3.Connection = self._opened.connection
        return connection

    def _open(self) -> sqlite3.Connection:
        _make_private(self.path)
        unclean = _left_unclean(self.path)
        connection = sqlite3.connect(
            self.path, timeout=BUSY_TIMEOUT_S, isolation_level=None, check_same_thread=False, cached_statements=64
        )
        try:
            self._prepare(connection, unclean)
        except BaseException:
            connection.close()
            raise
        return connection

    def _prepare(self, connection: sqlite3.Connection, unclean: bool) -> None:
        connection.row_factory = sqlite3.Row
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        if version > schema.VERSION:
            raise StoreDamaged(
                f"{self.path} was written by a newer version of heygen",
                hint="update heygen, or point HEYGEN_HOME at another folder",
                code="store_newer",
            )
        if version < schema.VERSION:
            self._migrate(connection)
        else:
            _configure(connection, self.path)
        if unclean:
            _check(connection, self.path)

    def _migrate(self, connection: sqlite3.Connection) -> None:
        # Of the processes that start together for the first time one migrates; without the lock most of them fail.
        with locked(self.path.with_name(self.path.name + ".migrating")):
            _configure(connection, self.path)
            schema.migrate(connection, immediate)


def of(owner: str | None, column: str = "owner") -> tuple[str, tuple[str, ...]]:
    """The condition that a row is a user's, and its values; every row is for None, who speaks for all."""
    return ("1", ()) if owner is None else (f"{column} = ?", (owner,))


@contextmanager
def immediate(connection: sqlite3.Connection) -> Iterator[None]:
    """BEGIN IMMEDIATE … COMMIT, or ROLLBACK when the block raises.

    A deferred BEGIN that reads first and writes later cannot wait for the lock: 91 % of such transactions failed
    under four writers.
    """
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


@contextmanager
def _synchronous(connection: sqlite3.Connection, durable: bool) -> Iterator[None]:
    if durable:
        yield
        return
    connection.execute("PRAGMA synchronous=NORMAL")
    try:
        yield
    finally:
        connection.execute("PRAGMA synchronous=FULL")


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold an exclusive lock on a file, waiting for it; the lock ends with the block or the process."""
    descriptor = os.open(path, os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def _make_private(path: Path) -> None:
    """Make the folder and an empty file that only their owner may read; SQLite gives its log the same rights.

    A file that is there is never opened here: closing it would take away the locks that another connection of this
    process has on it (POSIX), and SQLite of other processes would believe themselves alone and remove the log.
    """
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with suppress(FileExistsError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR | os.O_CLOEXEC, 0o600))


def _left_unclean(path: Path) -> bool:
    """Whether a log lies beside a file of modest size: a process was killed, or is using it right now."""
    log = path.with_name(path.name + "-wal")
    return log.exists() and log.stat().st_size > 0 and path.stat().st_size <= CHECKED_AT_OPENING


def _configure(connection: sqlite3.Connection, path: Path) -> None:
    mode = connection.execute("PRAGMA journal_mode=WAL").fetchone()[0]
    if mode != "wal":
        raise StorageFailed(
            f"The file system of {path} cannot hold the database",
            hint="point HEYGEN_HOME at a folder on a local disk",
        )
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("PRAGMA foreign_keys=ON")


def _check(connection: sqlite3.Connection, path: Path) -> None:
    verdict = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
    if verdict != "ok":
        raise _damaged(path, verdict)


def _damaged(path: Path, reason: object) -> StoreDamaged:
    return StoreDamaged(
        f"{path} is damaged: {reason}",
        hint=f"videos already made are safe; move the file away to start a new list: mv '{path}' '{path}.damaged'",
    )


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn what SQLite and the operating system raise into errors that name the file and a way out."""
    try:
        yield
    except sqlite3.Error as error:
        raise _explanation(path, error) from error
    except PermissionError as error:
        raise _unwritable(path, error) from error
    except OSError as error:
        code = "disk_full" if error.errno in (errno.ENOSPC, errno.EDQUOT) else None
        reason = error.strerror or str(error)
        raise StorageFailed(f"Cannot open {path}: {reason}", hint="heygen doctor", code=code) from error


def _explanation(path: Path, error: sqlite3.Error) -> HeygenError:
    # Extended codes carry their family in the low byte.
    family = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if family in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
        return _damaged(path, error)
    if family in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM):
        return _unwritable(path, error)
    if family == sqlite3.SQLITE_FULL:
        return StorageFailed(
            f"The disk that holds {path} is full", hint="free some space and try again", code="disk_full"
        )
    if family in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return Busy(f"Another program keeps {path} locked", hint="wait for it or stop it, then try again")
    return StorageFailed(f"The database {path} failed: {error}", hint="heygen doctor")


def _unwritable(path: Path, error: Exception) -> StorageFailed:
    return StorageFailed(
        f"Cannot write {path}: {error}", hint="check the rights of its folder, or set HEYGEN_HOME to another one"
    )
