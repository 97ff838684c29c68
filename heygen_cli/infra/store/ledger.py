"""Money in SQLite: reserved in the transaction that looks at the budgets, and on the disk before anything is asked."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import asdict, replace

from heygen_cli.domain.budget import Hold, Spent
from heygen_cli.domain.errors import NotFound
from heygen_cli.infra.store.database import Database

# What is held by a process that died counts on: it may have been asked for, and be paid.
_COUNTED = "coalesce(settled, amount, 0.0)"
_SPENT = f"""
SELECT total(CASE WHEN at >= ?1 THEN {_COUNTED} END), total(CASE WHEN at >= ?2 THEN {_COUNTED} END),
  total(CASE WHEN scope = ?3 AND scope != '' THEN {_COUNTED} END)
FROM ledger WHERE state != 'released' AND (at >= ?2 OR scope = ?3)"""


class SqliteLedger:
    """The ledger of one data folder."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def reserve(self, hold: Hold, *, day: float, month: float, admit: Callable[[Spent], None]) -> Hold:
        """Keep a hold once ``admit`` lets pass what was spent; the one that its key has is returned as it is."""
        with self._database.transaction() as connection:
            known = connection.execute(
                "SELECT * FROM ledger WHERE key = ? AND state != 'released'", (hold.key,)
            ).fetchone()
            if known:
                return _hold(known)
            admit(Spent(*connection.execute(_SPENT, (day, month, hold.scope)).fetchone()))
            row = asdict(hold)
            columns, marks = ", ".join(row), ", ".join("?" * len(row))
            # The names are those of the hold's fields.
            connection.execute(f"INSERT INTO ledger ({columns}) VALUES ({marks})", tuple(row.values()))
        return hold

    def settle(self, hold_id: str, amount: float | None) -> Hold:
        """Note what a hold came to; once that is known it stays. Raises NotFound."""
        with self._database.transaction() as connection:
            hold = _get(connection, hold_id)
            if hold.state == "settled":
                return hold
            connection.execute("UPDATE ledger SET state = 'settled', settled = ? WHERE id = ?", (amount, hold_id))
        return replace(hold, state="settled", settled=amount)

    def release(self, hold_id: str) -> None:
        """Give a hold back: nothing was asked for. One that was settled stays. Raises NotFound."""
        with self._database.transaction() as connection:
            _get(connection, hold_id)
            connection.execute(
                "UPDATE ledger SET state = 'released', key = NULL WHERE id = ? AND state = 'held'", (hold_id,)
            )

    def spent(self, *, day: float, month: float, scope: str = "") -> Spent:
        """What was spent or is reserved since the two times, and for a scope."""
        return Spent(*self._database.rows(_SPENT, (day, month, scope))[0])


def _get(connection: sqlite3.Connection, hold_id: str) -> Hold:
    row = connection.execute("SELECT * FROM ledger WHERE id = ?", (hold_id,)).fetchone()
    if row is None:
        raise NotFound(f"There is no reservation {hold_id}")
    return _hold(row)


def _hold(row: sqlite3.Row) -> Hold:
    return Hold(**{name: row[name] for name in row.keys()})  # noqa: SIM118 - a Row is no dict
