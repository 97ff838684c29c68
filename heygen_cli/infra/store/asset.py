"""Assets and batches of uploads in SQLite."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import asdict

from heygen_cli.domain.asset import Asset, UploadBatch
from heygen_cli.domain.cursor import cursor, last_of
from heygen_cli.domain.errors import NotFound
from heygen_cli.infra.store.database import Database, of


class SqliteAssetStore:
    """The assets of ``owner``, or everyone's where that is None."""

    def __init__(self, database: Database, owner: str | None) -> None:
        self._database = database
        self._mine = of(owner)

    def add(self, assets: Sequence[Asset], batch: UploadBatch | None = None) -> None:
        """Remember assets, and the batch they are; all or none."""
        with self._database.transaction() as connection:
            if batch:
                _insert(connection, "upload_batches", batch)
            for asset in assets:
                _insert(connection, "assets", asset)

    def arrived(self, asset_id: str, size: int, digest: str) -> Asset:
        """Note that a file is there; raises NotFound."""
        mine, whose = self._mine
        with self._database.transaction() as connection:
            connection.execute(
                f"UPDATE assets SET state = 'ready', size = ?, digest = ? WHERE id = ? AND {mine}",
                (size, digest, asset_id, *whose),
            )
        return self.get(asset_id)

    def get(self, asset_id: str) -> Asset:
        """The asset of an id; raises NotFound."""
        mine, whose = self._mine
        rows = self._database.rows(f"SELECT * FROM assets WHERE id = ? AND {mine}", (asset_id, *whose))
        if not rows:
            raise NotFound(f"There is no asset {asset_id}", code="asset_not_found")
        return Asset(**rows[0])

    def page(
        self, *, limit: int, token: str | None = None, words: str = "", kind: str = ""
    ) -> tuple[list[Asset], str | None]:
        """Assets that are there, newest first, by a part of the name and a kind; the token continues the list."""
        mine, whose = self._mine
        before = last_of(token, "asset", begins="asset_") if token else "~"
        rows = self._database.rows(
            f"SELECT * FROM assets WHERE {mine} AND state = 'ready' AND id < ? AND instr(lower(name), ?)"
            " AND mime LIKE ? ORDER BY id DESC LIMIT ?",
            (*whose, before, words.lower(), f"{kind}%", limit + 1),
        )
        found = [Asset(**row) for row in rows[:limit]]
        return found, cursor(found[-1].id) if len(rows) > limit else None

    def batch(self, batch_id: str) -> UploadBatch:
        """The batch of an id; raises NotFound."""
        mine, whose = self._mine
        rows = self._database.rows(f"SELECT * FROM upload_batches WHERE id = ? AND {mine}", (batch_id, *whose))
        if not rows:
            raise NotFound(f"There is no batch {batch_id}", code="batch_not_found")
        return UploadBatch(**rows[0])

    def of_batch(self, batch_id: str) -> list[Asset]:
        """The assets of a batch, in their order."""
        mine, whose = self._mine
        rows = self._database.rows(
            f"SELECT * FROM assets WHERE batch = ? AND {mine} ORDER BY number", (batch_id, *whose)
        )
        return [Asset(**row) for row in rows]

    def delete(self, asset_id: str) -> None:
        """Forget an asset."""
        mine, whose = self._mine
        with self._database.transaction() as connection:
            connection.execute(f"DELETE FROM assets WHERE id = ? AND {mine}", (asset_id, *whose))


def _insert(connection: sqlite3.Connection, table: str, item: Asset | UploadBatch) -> None:
    row = asdict(item)
    names, marks = ", ".join(row), ", ".join("?" * len(row))
    connection.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", tuple(row.values()))
