"""Videos in SQLite."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import asdict
from pathlib import Path
from typing import Any

from heygen_cli.domain.cursor import cursor, last_of
from heygen_cli.domain.errors import NotFound
from heygen_cli.domain.event import Event
from heygen_cli.domain.video import Result, Video, VideoPage
from heygen_cli.infra.store.database import Database, of
from heygen_cli.infra.store.running import Running

_SHORTEST_INDEXED = 3  # characters; the title index holds every three in a row


class SqliteVideoStore:
    """The videos of one data folder: ``heygen.db``, and ``running/`` for the locks of renders in progress.

    It knows those of ``owner`` alone, or all where that is None.
    """

    def __init__(self, database: Database, owner: str | None = None) -> None:
        self._database = database
        self._mine = of(owner)
        self._running = Running(database.path.parent / "running")

    def add(self, video: Video) -> None:
        """Remember a new video."""
        with self._database.transaction() as connection:
            insert_video(connection, video)

    def save(self, video: Video) -> None:
        """Remember what has become of a video; raises NotFound when it was deleted meanwhile."""
        row = _to_row(video)
        changes = ", ".join(f"{column}=?" for column in row)

        def write() -> int:
            with self._database.transaction() as connection:
                mine, whose = self._mine
                values = (*row.values(), video.id, *whose)
                return connection.execute(f"UPDATE videos SET {changes} WHERE id=? AND {mine}", values).rowcount

        _must_have_found(self._database.insist(write), video.id)

    def get(self, video_id: str) -> Video:
        """The video with this id; raises NotFound."""
        mine, whose = self._mine
        rows = self._database.rows(f"SELECT * FROM videos WHERE id=? AND {mine}", (video_id, *whose))
        _must_have_found(len(rows), video_id)
        return self._videos(rows)[0]

    def page(
        self, *, limit: int, token: str | None = None, status: str | None = None, title: str | None = None
    ) -> VideoPage:
        """Videos newest first; the token is the last id shown, so new rows never shift a page."""
        conditions = (self._mine, _after(token), _with_status(status, self._running.ids()), _with_title(title))
        wheres = [where for where, _ in conditions if where]
        values = [value for _, parameters in conditions for value in parameters]
        where = f"WHERE {' AND '.join(wheres)}" if wheres else ""
        rows = self._database.rows(
            f"SELECT * FROM videos {where} ORDER BY id DESC LIMIT ?",
            (*values, limit + 1),
        )
        videos = self._videos(rows[:limit])
        return VideoPage(videos, cursor(videos[-1].id) if len(rows) > limit else None)

    def delete(self, video_id: str) -> None:
        """Forget a video; raises NotFound."""
        mine, whose = self._mine
        with self._database.transaction() as connection:
            done = connection.execute(f"DELETE FROM videos WHERE id=? AND {mine}", (video_id, *whose))
        _must_have_found(done.rowcount, video_id)

    def working(self, video_id: str) -> AbstractContextManager[None]:
        """Be the one process at work on a video, until the block or the process ends; raises Busy."""
        return self._running.working(video_id)

    def _videos(self, rows: Sequence[sqlite3.Row]) -> tuple[Video, ...]:
        running = self._running.ids()
        videos = []
        for row in rows:
            dead = row["status"] == "processing" and row["id"] not in running
            # It may have finished since the row was read: a lock goes only after the last word was written.
            again = self._database.rows("SELECT * FROM videos WHERE id=?", (row["id"],)) if dead else []
            videos.append(_from_row(again[0] if again else row, running))
        return tuple(videos)


def insert_video(connection: sqlite3.Connection, video: Video) -> None:
    """Add a video's row within somebody's transaction."""
    row = _to_row(video)
    columns, marks = ", ".join(row), ", ".join("?" * len(row))
    # The names are those of `_to_row`, never a user's.
    connection.execute(f"INSERT INTO videos ({columns}) VALUES ({marks})", tuple(row.values()))


_Condition = tuple[str, Sequence[Any]]
_ALWAYS: _Condition = ("", ())


def _after(token: str | None) -> _Condition:
    return ("id < ?", (last_of(token, "video", begins="v_"),)) if token else _ALWAYS


def _with_status(status: str | None, running: list[str]) -> _Condition:
    marks = ", ".join("?" * len(running))
    match status:
        case None:
            return _ALWAYS
        case "interrupted":
            return f"status = 'processing' AND id NOT IN ({marks})", running
        case "processing":
            return f"status = 'processing' AND id IN ({marks})", running
        case _:
            return "status = ?", (status,)


def _with_title(title: str | None) -> _Condition:
    # SQLite reads a phrase up to its first zero, and misses the end of it.
    wanted = (title or "").casefold().replace("\0", "")
    if not wanted:
        return _ALWAYS
    if len(wanted) < _SHORTEST_INDEXED:
        return "instr(search, ?)", (wanted,)
    phrase = '"' + wanted.replace('"', '""') + '"'
    return "number IN (SELECT rowid FROM videos_fts WHERE search MATCH ?)", (phrase,)


def _must_have_found(count: int, video_id: str) -> None:
    if not count:
        raise NotFound(f"There is no video {video_id}", hint="heygen video list")


def _to_row(video: Video) -> dict[str, Any]:
    return {
        "id": video.id,
        "title": video.title,
        "search": video.title.casefold(),
        "status": video.status,
        "provider": video.provider,
        "path": str(video.path),
        "batch": video.batch,
        "owner": video.owner,
        "overwrite": int(video.overwrite),
        "created_at": video.created_at,
        "completed_at": video.completed_at,
        "failure_code": video.failure_code,
        "failure_message": video.failure_message,
        "storyboard": json.dumps(video.storyboard, ensure_ascii=False),
        "result": json.dumps(asdict(video.result), default=str, ensure_ascii=False) if video.result else None,
        "events": json.dumps([event.to_json() for event in video.events], ensure_ascii=False),
    }


def _from_row(row: sqlite3.Row, running: list[str]) -> Video:
    return Video(
        id=row["id"],
        title=row["title"],
        storyboard=json.loads(row["storyboard"]),
        path=Path(row["path"]),
        created_at=row["created_at"],
        provider=row["provider"],
        batch=row["batch"],
        owner=row["owner"],
        overwrite=bool(row["overwrite"]),
        status=row["status"],
        completed_at=row["completed_at"],
        failure_code=row["failure_code"],
        failure_message=row["failure_message"],
        result=_result(json.loads(row["result"])) if row["result"] else None,
        events=tuple(Event(**event) for event in json.loads(row["events"])),
        interrupted=row["status"] == "processing" and row["id"] not in running,
    )


def _result(data: dict[str, Any]) -> Result:
    return Result(
        **{
            **data,
            "product": Path(data["product"]),
            "thumbnail": Path(data["thumbnail"]),
            "voices": tuple(data["voices"]),
            "subtitles": {kind: Path(path) for kind, path in data["subtitles"].items()},
        }
    )
