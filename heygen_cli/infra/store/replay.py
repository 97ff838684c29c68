"""Answers under Idempotency-Keys, kept for a day."""

from __future__ import annotations

import sqlite3
from typing import Literal

from heygen_cli.domain.replay import Answer, Kept
from heygen_cli.infra.store.database import Database
from heygen_cli.ports import Presence


class SqliteReplays:
    """Remembers that a request is at work, and then its answer. What a server that died was at may come again."""

    def __init__(self, database: Database, presence: Presence) -> None:
        self._database = database
        self._presence = presence

    def begin(self, place: str, digest: str, now: float, life: float) -> Kept | Literal["in flight"] | None:
        """The answer that a place holds, or that it is being made; None when it is the caller's to make now."""
        me = self._presence.name
        with self._database.transaction() as connection:
            connection.execute("DELETE FROM replays WHERE at < ?", (now - life,))
            row = connection.execute("SELECT * FROM replays WHERE place = ?", (place,)).fetchone()
            if row and row["status"] is not None:
                return Kept(row["digest"], row["status"], row["body"], row["content_type"])
            if row and self._presence.lives(row["process"]):
                return "in flight"
            connection.execute(
                "INSERT OR REPLACE INTO replays (place, digest, process, at) VALUES (?, ?, ?, ?)",
                (place, digest, me, now),
            )
        return None

    def keep(self, answer: Answer) -> None:
        """Keep an answer."""
        with self._database.transaction() as connection:
            keep(connection, answer)

    def drop(self, place: str) -> None:
        """The request may come again, unless what it asked for was done and its answer is kept."""
        with self._database.transaction() as connection:
            connection.execute("DELETE FROM replays WHERE place = ? AND status IS NULL", (place,))


def keep(connection: sqlite3.Connection, answer: Answer) -> None:
    """Keep an answer in the transaction that does what it tells of: no kill comes between the two."""
    connection.execute(
        "UPDATE replays SET status = ?, body = ?, content_type = ? WHERE place = ?",
        (answer.status, answer.body, answer.content_type, answer.place),
    )
