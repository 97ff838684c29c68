"""Webhooks that go out, in SQLite: endpoints, events and their deliveries."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from typing import Any

from heygen_cli.domain.endpoint import Callback, Delivery, Endpoint, State
from heygen_cli.domain.errors import NotFound
from heygen_cli.infra.store.database import Database, of

_LEASE_S = 60.0  # longer than any attempt takes
_KEPT_S = 30 * 24 * 3600.0  # how long it is known what was sent
_ENDED = "('done', 'failed', 'canceled')"
_NEWS = f"""
SELECT e.number, e.at, e.kind, j.user, j.video, j.batch, v.title, v.failure_code, v.failure_message
FROM job_events e JOIN jobs j ON j.id = e.job JOIN videos v ON v.id = j.video
WHERE e.number > ? AND e.kind IN {_ENDED} ORDER BY e.number LIMIT 500"""
_OPEN = f"SELECT count(*) FROM jobs WHERE batch = ? AND state NOT IN {_ENDED}"
_DUE = """
UPDATE deliveries SET lease = ?, attempts = attempts + 1 WHERE id = (
  SELECT id FROM deliveries WHERE state = 'pending' AND next_at <= ? AND lease <= ?
    AND url NOT IN (SELECT url FROM deliveries WHERE state = 'pending' AND lease > ?) ORDER BY next_at LIMIT 1)
RETURNING id"""
_DELIVERY = """
SELECT d.id, d.event, e.kind, e.owner, e.data, d.url, d.base, p.secret, e.created_at, d.state, d.attempts, d.next_at,
  d.status, d.error
FROM deliveries d JOIN out_events e ON e.id = d.event LEFT JOIN endpoints p ON p.id = d.target"""


class SqliteEndpointStore:
    """The endpoints of ``owner`` and what was sent to them, or everyone's where that is None."""

    def __init__(self, database: Database, owner: str | None) -> None:
        self._database = database
        self._owner = owner
        self._mine = of(owner)

    # -- endpoints -------------------------------------------------------------------------------------------------

    def save(self, endpoint: Endpoint) -> None:
        """Remember an endpoint, in the place of the one with its id."""
        events = None if endpoint.events is None else json.dumps(endpoint.events)
        row = (endpoint.id, endpoint.owner, endpoint.url, endpoint.secret, endpoint.base, endpoint.created_at, events)
        with self._database.transaction() as connection:
            connection.execute("INSERT OR REPLACE INTO endpoints VALUES (?, ?, ?, ?, ?, ?, ?)", row)

    def get(self, endpoint_id: str) -> Endpoint:
        """The endpoint of an id; raises NotFound."""
        mine, whose = self._mine
        rows = self._database.rows(f"SELECT * FROM endpoints WHERE id = ? AND {mine}", (endpoint_id, *whose))
        if not rows:
            raise NotFound(f"There is no endpoint {endpoint_id}", code="endpoint_not_found")
        return _endpoint(rows[0])

    def all(self) -> list[Endpoint]:
        """All endpoints, newest first."""
        mine, whose = self._mine
        return [
            _endpoint(row)
            for row in self._database.rows(f"SELECT * FROM endpoints WHERE {mine} ORDER BY id DESC", whose)
        ]

    def delete(self, endpoint_id: str) -> None:
        """Forget an endpoint, and what was still to be sent there; raises NotFound."""
        self.get(endpoint_id)
        with self._database.transaction() as connection:
            connection.execute("DELETE FROM deliveries WHERE target = ? AND state = 'pending'", (endpoint_id,))
            connection.execute("DELETE FROM endpoints WHERE id = ?", (endpoint_id,))

    def add_callback(self, callback: Callback) -> None:
        """Remember an address that is told of one video."""
        row = (callback.video, callback.owner, callback.url, callback.base, callback.callback_id)
        with self._database.transaction() as connection:
            connection.execute("INSERT OR REPLACE INTO callbacks VALUES (?, ?, ?, ?, ?)", row)

    # -- sending ---------------------------------------------------------------------------------------------------

    def gather(self, now: float) -> int:
        """Turn what has happened to jobs into deliveries, each once whoever does it; returns how many there are."""
        with self._database.transaction() as connection:
            place = connection.execute("SELECT number FROM cursors WHERE name = 'webhooks'").fetchone()["number"]
            news = connection.execute(_NEWS, (place,)).fetchall()
            if not news:
                return 0
            connection.execute("UPDATE cursors SET number = ? WHERE name = 'webhooks'", (news[-1]["number"],))
            connection.execute("DELETE FROM out_events WHERE created_at < ?", (now - _KEPT_S,))
            return sum(_tell(connection, row) for row in news)

    def news(self) -> bool:
        """Whether there may be something to gather."""
        rows = self._database.rows(
            "SELECT (SELECT max(number) FROM job_events) > (SELECT number FROM cursors WHERE name = 'webhooks') AS news"
        )
        return bool(rows[0]["news"])

    def claim(self, now: float) -> Delivery | None:
        """Take a delivery that is due; nobody else takes it, or another to its address, while this one is at work."""
        with self._database.transaction(durable=False) as connection:
            row = connection.execute(_DUE, (now + _LEASE_S, now, now, now)).fetchone()
        return self.delivery(row["id"]) if row else None

    def settle(self, delivery: Delivery, state: State, next_at: float, status: int | None, error: str | None) -> None:
        """Note how an attempt ended."""
        row = (state, next_at, status, error, delivery.id, delivery.attempts)
        with self._database.transaction() as connection:
            connection.execute(
                "UPDATE deliveries SET state = ?, next_at = ?, status = ?, error = ?, lease = 0"
                " WHERE id = ? AND attempts = ?",
                row,
            )

    # -- looking ---------------------------------------------------------------------------------------------------

    def delivery(self, delivery_id: int) -> Delivery:
        """The delivery of an id; raises NotFound."""
        mine, whose = of(self._owner, "e.owner")
        rows = self._database.rows(f"{_DELIVERY} WHERE d.id = ? AND {mine}", (delivery_id, *whose))
        if not rows:
            raise NotFound(f"There is no delivery {delivery_id}")
        return _delivery(rows[0])

    def deliveries(self, *, limit: int, before: int | None = None) -> list[Delivery]:
        """What was sent or is to be, newest first."""
        mine, whose = of(self._owner, "e.owner")
        rows = self._database.rows(
            f"{_DELIVERY} WHERE {mine} AND d.id < ? ORDER BY d.id DESC LIMIT ?", (*whose, before or 2**62, limit)
        )
        return [_delivery(row) for row in rows]

    def counts(self) -> dict[str, int]:
        """How many deliveries of all users there are of each state."""
        rows = self._database.rows("SELECT state, count(*) AS number FROM deliveries GROUP BY state")
        return {row["state"]: row["number"] for row in rows}

    def replay(self, delivery_id: int, now: float) -> Delivery:
        """Have something sent once more; raises NotFound."""
        self.delivery(delivery_id)
        with self._database.transaction() as connection:
            connection.execute(
                "UPDATE deliveries SET state = 'pending', attempts = 0, next_at = ?, lease = 0 WHERE id = ?",
                (now, delivery_id),
            )
        return self.delivery(delivery_id)

    def events(self, *, limit: int, before: int | None = None, kind: str | None = None) -> list[dict[str, Any]]:
        """Events that happened, newest first."""
        mine, whose = self._mine
        part, kinds = ("AND kind = ?", (kind,)) if kind else ("", ())
        rows = self._database.rows(
            f"SELECT * FROM out_events WHERE {mine} AND number < ? {part} ORDER BY number DESC LIMIT ?",
            (*whose, before or 2**62, *kinds, limit),
        )
        return [{**row, "data": json.loads(row["data"])} for row in map(dict, rows)]


def _tell(connection: sqlite3.Connection, row: sqlite3.Row) -> int:
    """The deliveries that one thing which happened to a job leads to."""
    callback = connection.execute("SELECT * FROM callbacks WHERE video = ?", (row["video"],)).fetchone()
    failed = row["kind"] != "done"
    data = {
        "video_id": row["video"],
        "title": row["title"],
        "callback_id": callback["callback_id"] if callback else None,
        **({"msg": row["failure_message"] or "It was canceled", "code": row["failure_code"]} if failed else {}),
    }
    kind = "avatar_video.fail" if failed else "avatar_video.success"
    made = _event(connection, f"ev_{row['number']}", kind, row, data, [callback] if callback else [])
    if row["batch"] and not connection.execute(_OPEN, (row["batch"],)).fetchone()[0]:
        callback = connection.execute("SELECT * FROM callbacks WHERE video = ?", (row["batch"],)).fetchone()
        batch = {"batch_id": row["batch"], "callback_id": None}
        made += _event(connection, f"ev_{row['batch']}", "batch.finished", row, batch, [callback] if callback else [])
    return made


def _event(
    connection: sqlite3.Connection,
    event: str,
    kind: str,
    row: sqlite3.Row,
    data: dict[str, Any],
    callbacks: Sequence[sqlite3.Row],
) -> int:
    new = connection.execute(
        "INSERT OR IGNORE INTO out_events (id, owner, kind, data, created_at) VALUES (?, ?, ?, ?, ?)",
        (event, row["user"], kind, json.dumps(data, ensure_ascii=False), row["at"]),
    ).rowcount
    if not new:
        return 0
    found = connection.execute("SELECT * FROM endpoints WHERE owner = ?", (row["user"],)).fetchall()
    targets = [(each["id"], each["url"], each["base"]) for each in found if _endpoint(each).wants(kind)]
    targets += [(f"callback {each['video']}", each["url"], each["base"]) for each in callbacks]
    connection.executemany(
        "INSERT INTO deliveries (event, target, url, base) VALUES (?, ?, ?, ?)",
        [(event, *target) for target in targets],
    )
    return len(targets)


def _endpoint(row: sqlite3.Row) -> Endpoint:
    events = None if row["events"] is None else tuple(json.loads(row["events"]))
    return Endpoint(row["id"], row["owner"], row["url"], row["secret"], row["base"], row["created_at"], events)


def _delivery(row: sqlite3.Row) -> Delivery:
    return Delivery(**{**dict(row), "data": json.loads(row["data"])})
