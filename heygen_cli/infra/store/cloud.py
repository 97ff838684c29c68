"""Keys of requests to HeyGen that were sent and never answered, so that a repetition is not paid for again."""

from __future__ import annotations

import uuid
from contextlib import ExitStack
from functools import cached_property

from heygen_cli.infra.store.database import Database
from heygen_cli.infra.store.running import Running
from heygen_cli.ports import Clock

# HeyGen replays its answer for a key for a day; after that the key would only be in the way.
_DAY_S = 24 * 3600


class SqliteRequestLog:
    """Remembers a key from before its request is sent until it is answered, whatever happens to the process.

    Whether the process that sent a request lives is told by a locked file, since numbers of processes are used again.
    """

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._callers = Running(database.path.parent / "callers")
        self._held = ExitStack()

    @cached_property
    def _me(self) -> str:
        name = uuid.uuid4().hex
        self._held.enter_context(self._callers.working(name))
        return name

    def begin(self, digest: str) -> str:
        """The key for a request: that of the same one that got no answer and is not waited for, or a new one."""
        now, others = self._clock.now(), set(self._callers.ids()) - {self._me}
        with self._database.transaction() as connection:
            connection.execute("DELETE FROM cloud_requests WHERE at < ?", (now - _DAY_S,))
            rows = connection.execute("SELECT key, caller FROM cloud_requests WHERE digest = ?", (digest,)).fetchall()
            key: str = next((row["key"] for row in rows if row["caller"] not in others), uuid.uuid4().hex)
            connection.execute(
                "INSERT INTO cloud_requests (key, digest, caller, at) VALUES (?, ?, ?, ?)"
                " ON CONFLICT (key) DO UPDATE SET caller = excluded.caller",
                (key, digest, self._me, now),
            )
        return key

    def end(self, key: str) -> None:
        """The request was answered."""
        with self._database.transaction(durable=False) as connection:
            connection.execute("DELETE FROM cloud_requests WHERE key = ?", (key,))
