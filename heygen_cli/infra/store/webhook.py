"""Which of HeyGen's events came already."""

from __future__ import annotations

from heygen_cli.infra.store.database import Database
from heygen_cli.ports import Clock

# Signatures do not expire, so an old event could be sent once more by whoever kept it; after so long nobody minds.
_KEPT_S = 365 * 24 * 3600


class SqliteEventLog:
    """Remembers events across restarts."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def known(self, name: str) -> bool:
        """Whether this event was handed on."""
        return bool(self._database.rows("SELECT 1 FROM webhook_events WHERE name = ?", (name,)))

    def add(self, name: str) -> None:
        """Remember that it was; once more changes nothing."""
        now = self._clock.now()
        with self._database.transaction() as connection:
            connection.execute("DELETE FROM webhook_events WHERE at < ?", (now - _KEPT_S,))
            connection.execute("INSERT OR IGNORE INTO webhook_events (name, at) VALUES (?, ?)", (name, now))
