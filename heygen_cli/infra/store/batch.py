"""Batches in SQLite; their videos are in the queue."""

from __future__ import annotations

import json
import sqlite3

from heygen_cli.domain.batch import Batch
from heygen_cli.domain.errors import NotFound
from heygen_cli.domain.user import LOCAL
from heygen_cli.infra.store.database import Database, of


class SqliteBatchStore:
    """The batches of one data folder; those of ``owner`` alone, or all where that is None."""

    def __init__(self, database: Database, owner: str | None = LOCAL) -> None:
        self._database = database
        self._owner = owner or LOCAL
        self._mine = of(owner)

    def save(self, batch: Batch) -> None:
        """Remember a batch in place of the one that has its id."""
        settings = json.dumps(batch.settings)
        row = (batch.id, self._owner, batch.manifest, batch.title, batch.created_at, batch.started_at, settings)
        with self._database.transaction() as connection:
            connection.execute(
                "INSERT INTO batches (id, owner, manifest, title, created_at, started_at, settings)"
                " VALUES (?, ?, ?, ?, ?, ?, ?)"
                " ON CONFLICT (id) DO UPDATE SET title = excluded.title, started_at = excluded.started_at,"
                " settings = excluded.settings",
                row,
            )

    def find(self, manifest: str) -> Batch | None:
        """The batch of a manifest file."""
        mine, whose = self._mine
        rows = self._database.rows(f"SELECT * FROM batches WHERE manifest = ? AND {mine}", (manifest, *whose))
        return _from_row(rows[0]) if rows else None

    def get(self, name: str) -> Batch:
        """The batch with this id; raises NotFound."""
        mine, whose = self._mine
        rows = self._database.rows(f"SELECT * FROM batches WHERE id = ? AND {mine}", (name, *whose))
        if not rows:
            raise NotFound(f"There is no batch {name}", hint="heygen batch list")
        return _from_row(rows[0])

    def all(self) -> list[Batch]:
        """All batches, the latest first."""
        mine, whose = self._mine
        sql = f"SELECT * FROM batches WHERE {mine} ORDER BY started_at DESC"
        return [_from_row(row) for row in self._database.rows(sql, whose)]

    def delete(self, batch_id: str) -> None:
        """Forget a batch and its jobs; the videos stay."""
        self.get(batch_id)
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
