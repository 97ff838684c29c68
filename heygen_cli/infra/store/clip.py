"""What was asked of HeyGen and paid for: the videos of clips, and the files that were sent."""

from __future__ import annotations

import time

from heygen_cli.infra.store.database import Database


class SqliteClipStore:
    """Remembers which video is being made for a clip, so that after a crash it is waited for and not paid again."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def find(self, key: str) -> tuple[str | None, int]:
        """The video of a clip, and how often one could not be made before."""
        rows = self._database.rows("SELECT video, failures FROM cloud_clips WHERE key = ?", (key,))
        return (rows[0]["video"], rows[0]["failures"]) if rows else (None, 0)

    def remember(self, key: str, video: str) -> None:
        """Note the video of a clip."""
        self._put(
            "INSERT INTO cloud_clips (key, video, at, failures) VALUES (?, ?, ?, 0)"
            " ON CONFLICT (key) DO UPDATE SET video = excluded.video, at = excluded.at",
            key,
            video,
        )

    def failed(self, key: str) -> None:
        """The clip could not be made, and has to be asked for anew."""
        with self._database.transaction() as connection:
            connection.execute("UPDATE cloud_clips SET video = NULL, failures = failures + 1 WHERE key = ?", (key,))

    def asset(self, digest: str) -> str | None:
        """The id of a file's content in the cloud."""
        rows = self._database.rows("SELECT asset FROM cloud_assets WHERE digest = ?", (digest,))
        return rows[0]["asset"] if rows else None

    def remember_asset(self, digest: str, asset: str) -> None:
        """Note that a content was sent."""
        self._put("INSERT OR REPLACE INTO cloud_assets (digest, asset, at) VALUES (?, ?, ?)", digest, asset)

    def _put(self, statement: str, key: str, value: str) -> None:
        with self._database.transaction() as connection:
            connection.execute(statement, (key, value, time.time()))
