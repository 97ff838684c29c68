"""Sessions with agents in SQLite."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import asdict

from heygen_cli.domain.agent import Saying, Session
from heygen_cli.domain.errors import NotFound
from heygen_cli.infra.store.database import Database, of


class SqliteSessionStore:
    """The sessions of ``owner``, or everyone's where that is None."""

    def __init__(self, database: Database, owner: str | None) -> None:
        self._database = database
        self._mine = of(owner)

    def save(self, session: Session) -> None:
        """Remember a session as it is now."""
        row = (
            session.id,
            session.owner,
            session.created_at,
            json.dumps([asdict(each) for each in session.said], ensure_ascii=False),
            json.dumps(dict(session.chosen)),
            session.process,
            session.state,
            session.title,
            json.dumps(session.videos),
        )
        with self._database.transaction() as connection:
            connection.execute(f"INSERT OR REPLACE INTO agent_sessions VALUES ({', '.join('?' * len(row))})", row)

    def get(self, session_id: str) -> Session:
        """The session of an id; raises NotFound."""
        mine, whose = self._mine
        rows = self._database.rows(f"SELECT * FROM agent_sessions WHERE id = ? AND {mine}", (session_id, *whose))
        if not rows:
            raise NotFound(f"There is no session {session_id}", code="session_not_found")
        return _session(rows[0])

    def page(self, *, limit: int, before: str | None = None) -> list[Session]:
        """Sessions, newest first, older than one."""
        mine, whose = self._mine
        rows = self._database.rows(
            f"SELECT * FROM agent_sessions WHERE {mine} AND id < ? ORDER BY id DESC LIMIT ?",
            (*whose, before or "~", limit),
        )
        return [_session(row) for row in rows]


def _session(row: sqlite3.Row) -> Session:
    said = tuple(Saying(**each) for each in json.loads(row["said"]))
    lists = {"said": said, "chosen": json.loads(row["chosen"]), "videos": tuple(json.loads(row["videos"]))}
    return Session(**{**dict(row), **lists})
