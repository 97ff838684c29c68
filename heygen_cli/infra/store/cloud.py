"""Keys of requests to HeyGen that were sent and never answered, so that a repetition is not paid for again."""

from __future__ import annotations

import os
import uuid

from heygen_cli.infra.store.database import Database
from heygen_cli.ports import Clock

# HeyGen replays its answer for a key for a day; after that the key would only be in the way.
_DAY_S = 24 * 3600


class SqliteRequestLog:
    """Remembers a key from before its request is sent until it is answered, whatever happens to the process."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def begin(self, digest: str) -> str:
        """The key for a request: that of the same one that a dead process sent and got no answer to, or a new one."""
        now = self._clock.now()
        with self._database.transaction() as connection:
            connection.execute("DELETE FROM cloud_requests WHERE at < ?", (now - _DAY_S,))
            rows = connection.execute("SELECT key, process FROM cloud_requests WHERE digest = ?", (digest,)).fetchall()
            key: str = next((row["key"] for row in rows if not _lives(row["process"])), uuid.uuid4().hex)
            connection.execute(
                "INSERT INTO cloud_requests (key, digest, process, at) VALUES (?, ?, ?, ?)"
                " ON CONFLICT (key) DO UPDATE SET process = excluded.process",
                (key, digest, os.getpid(), now),
            )
        return key

    def end(self, key: str) -> None:
        """The request was answered."""
        with self._database.transaction(durable=False) as connection:
            connection.execute("DELETE FROM cloud_requests WHERE key = ?", (key,))


def _lives(process: int) -> bool:
    if process == os.getpid():
        return False  # an earlier request of ours: it has ended, without an answer
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
