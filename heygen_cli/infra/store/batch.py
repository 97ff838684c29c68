"""Batches in SQLite; their videos are in the queue."""

from __future__ import annotations

import json
import sqlite3

from heygen_cli.domain.batch import Batch
from heygen_cli.domain.errors import NotFound
from heygen_cli.infra.store.database import Database


class SqliteBatchStore:
    """The batches of one data folder."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def save(self, batch: Batch) -> None:
        """Remember a batch in place of the one that has its id."""
        row = (batch.id, batch.manifest, batch.title, batch.created_at, batch.started_at, json.dumps(batch.settings))
        with self._database.transaction() as connection:
            connection.execute(
                "INSERT INTO batches (id, manifest, title, created_at, started_at, settings) VALUES (?, ?, ?, ?, ?, ?)"
                " ON CONFLICT (id) DO UPDATE SET title = excluded.title, started_at = excluded.started_at,"
                " settings = excluded.settings",
                row,
            )

    def find(self, manifest: str) -> Batch | None:
        """The batch of a manifest file."""
        rows = self._database.rows("SELECT * FROM batches WHERE manifest = ?", (manifest,))
        return _from_row(rows[0]) if rows else None

    def get(self, name: str) -> Batch:
        """The batch with this id; raises NotFound."""
        rows = self._database.rows("SELECT * FROM batches WHERE id = ?", (name,))
        if not rows:
            raise NotFound(f"There is no batch {name}", hint="heygen batch list")
        return _from_row(rows[0])

    def all(self) -> list[Batch]:
        """All batches, the latest first."""
        return [_from_row(row) for row in self._database.rows("SELECT * FROM batches ORDER BY started_at DESC")]

    def delete(self, batch_id: str) -> None:
        """Forget a batch and its jobs; the videos stay."""
        with self._database.transaction() as connection:
            connection.execute("DELETE FROM jobs WHERE batch = ?", (batch_id,))
            connection.execute("DELETE FROM batches WHERE id = ?", (batch_id,))


def _from_row(row: sqlite3.Row) -> Batch:
    return Batch(
        id=row["id"],
        manifest=row["manifest"],
        title=row["title"],
        created_at=row["created_at"],
        started_at=row["started_at"],
        settings=json.loads(row["settings"]),
    )
