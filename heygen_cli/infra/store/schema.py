"""The tables, as numbered steps. A step that was released is never edited; a change is a new step at the end."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

Transaction = Callable[[sqlite3.Connection], AbstractContextManager[None]]


def m001_videos(db: Database) -> None:
    """Videos, found by id, by status and by any part of their title.

    ``number`` keeps the row's place in the title index through a VACUUM. ``search`` is the title without case.
    """
    videos = db.table("videos")
    videos.create(
        {
            "number": int,
            "id": str,
            "title": str,
            "search": str,
            "status": str,
            "provider": str,
            "path": str,
            "overwrite": int,
            "created_at": float,
            "completed_at": float,
            "failure_code": str,
            "failure_message": str,
            "storyboard": str,
            "result": str,
            "events": str,
        },
        pk="number",
        not_null={"id", "title", "search", "status", "provider", "path", "created_at", "storyboard", "events"},
    )
    videos.create_index(["id"], unique=True)
    videos.create_index(["status", "id"])
    videos.enable_fts(["search"], create_triggers=True, tokenize="trigram")


STEPS: tuple[Callable[[Database], None], ...] = (m001_videos,)
VERSION = len(STEPS)


def migrate(connection: sqlite3.Connection, transaction: Transaction) -> None:
    """Run the steps that this file has not seen, each in a transaction of its own."""
    # 0.2 s to import, so only here: an up-to-date database is opened without it.
    from sqlite_utils import Database

    db = Database(connection, execute_plugins=False)
    for number, step in enumerate(STEPS, start=1):
        with transaction(connection):
            if connection.execute("PRAGMA user_version").fetchone()[0] >= number:
                continue
            step(db)
            db.table("migrations").insert({"number": number, "name": step.__name__}, pk="number")
            connection.execute(f"PRAGMA user_version={number}")
