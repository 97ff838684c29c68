"""Keys of requests to HeyGen that were sent and never answered, so that a repetition is not paid for again."""

from __future__ import annotations

import uuid

from heygen_cli.infra.store.database import Database
from heygen_cli.ports import Clock, Presence

# HeyGen replays its answer for a key for a day; after that the key would only be in the way.
_DAY_S = 24 * 3600


class SqliteRequestLog:
    """Remembers a key from before its request is sent until it is answered, whatever happens to the process."""

    def __init__(self, database: Database, clock: Clock, presence: Presence) -> None:
        self._database = database
        self._clock = clock
        self._presence = presence

    def begin(self, digest: str) -> str:
        """The key for a request: that of the same one that got no answer and is not waited for, or a new one."""
        now, me = self._clock.now(), self._presence.name
        with self._database.transaction() as connection:
            connection.execute("DELETE FROM cloud_requests WHERE at < ?", (now - _DAY_S,))
            rows = connection.execute("SELECT key, caller FROM cloud_requests WHERE digest = ?", (digest,)).fetchall()
            unawaited = (row["key"] for row in rows if row["caller"] == me or not self._presence.lives(row["caller"]))
            key: str = next(unawaited, uuid.uuid4().hex)
            connection.execute(
                "INSERT INTO cloud_requests (key, digest, caller, at) VALUES (?, ?, ?, ?)"
                " ON CONFLICT (key) DO UPDATE SET caller = excluded.caller",
                (key, digest, me, now),
            )
        return key

    def end(self, key: str) -> None:
        """The request was answered."""
        with self._database.transaction(durable=False) as connection:
            connection.execute("DELETE FROM cloud_requests WHERE key = ?", (key,))
