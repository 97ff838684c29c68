"""Answers under Idempotency-Keys, kept for a day."""

from __future__ import annotations

import os
from typing import Literal

from heygen_cli.domain.replay import Kept
from heygen_cli.infra.store.database import Database


class SqliteReplays:
    """Remembers that a request is at work, and then its answer. What a server that died was at may come again."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def begin(self, place: str, digest: str, now: float, life: float) -> Kept | Literal["in flight"] | None:
        """The answer that a place holds, or that it is being made; None when it is the caller's to make now."""
        with self._database.transaction() as connection:
            connection.execute("DELETE FROM replays WHERE at < ?", (now - life,))
            row = connection.execute("SELECT * FROM replays WHERE place = ?", (place,)).fetchone()
            if row and row["status"] is not None:
                return Kept(row["digest"], row["status"], row["body"], row["content_type"])
            if row and row["process"] == os.getpid():
                return "in flight"
            connection.execute(
                "INSERT OR REPLACE INTO replays (place, digest, process, at) VALUES (?, ?, ?, ?)",
                (place, digest, os.getpid(), now),
            )
        return None

    def keep(self, place: str, status: int, body: bytes, content_type: str) -> None:
        """Keep an answer."""
        with self._database.transaction() as connection:
            connection.execute(
                "UPDATE replays SET status = ?, body = ?, content_type = ? WHERE place = ?",
                (status, body, content_type, place),
            )

    def drop(self, place: str) -> None:
        """There is no answer: the request may come again."""
        with self._database.transaction() as connection:
            connection.execute("DELETE FROM replays WHERE place = ?", (place,))
