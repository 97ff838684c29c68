"""Usage entries in SQLite, and their sums, which the database makes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict

from heygen_cli.domain.usage import Dimension, Failure, Place, Totals, UsageEntry
from heygen_cli.domain.user import LOCAL
from heygen_cli.infra.store.database import Database, of

_DAY = "date(at, 'unixepoch', 'localtime')"
# What each dimension is called in SQL: the only words of ours that queries are made of.
_COLUMNS: dict[Dimension, str] = {
    "day": "''",  # each sum is that of a day anyway
    "batch": "batch",
    "avatar": "avatar",
    "voice": "voice",
    "provider": "provider",
    "user": "user",
}
_SUMS = """
count(*) AS entries, sum(kind = 'render' AND status = 'ok') AS videos, sum(status = 'failed') AS failed,
sum(status = 'canceled') AS canceled, sum(CASE kind WHEN 'render' THEN seconds ELSE 0.0 END) AS seconds,
sum(CASE kind WHEN 'render' THEN size ELSE 0 END) AS size,
sum(CASE kind WHEN 'render' THEN wall ELSE 0.0 END) AS wall, sum(rendered) AS rendered, sum(reused) AS reused,
sum(characters) AS characters, total(cost) AS cost, sum(cost IS NULL) AS unpriced"""
# The names are those above, never a user's.
_TOTALS = "SELECT {day}, coalesce({column}, ''), {sums} FROM usage WHERE at >= ? AND {mine} GROUP BY 1, 2 ORDER BY 1, 2"
_PACES = """
SELECT {day}, coalesce({column}, ''), wall / seconds FROM usage
WHERE at >= ? AND {mine} AND kind = 'render' AND status = 'ok' AND seconds > 0"""
# SQLite takes the other columns from the row of the greatest `at`.
_FAILURES = """
SELECT coalesce(failure_code, 'unknown') AS code, count(*) AS count, max(at) AS last_at, subject,
  coalesce(failure_message, '') AS message
FROM usage WHERE at >= ? AND {mine} AND status = 'failed' GROUP BY code ORDER BY count DESC, code"""


class SqliteUsageLog:
    """The entries of one data folder; what they add up to for ``user`` alone, or for all where that is None."""

    def __init__(self, database: Database, user: str | None = None) -> None:
        self._database = database
        self._user = user or LOCAL
        self._mine = of(user, "user")

    def record(self, entry: UsageEntry) -> None:
        """Keep an entry."""
        row = {**asdict(entry), "user": entry.user or self._user}
        columns, marks = ", ".join(row), ", ".join("?" * len(row))
        with self._database.transaction() as connection:
            # The names are those of the entry's fields.
            connection.execute(f"INSERT INTO usage ({columns}) VALUES ({marks})", tuple(row.values()))

    def totals(self, since: float, by: Dimension) -> Mapping[Place, Totals]:
        """The sums of the entries since a time, for each day and each value of a dimension, in their order."""
        mine, whose = self._mine
        sql = _TOTALS.format(day=_DAY, column=_COLUMNS[by], sums=_SUMS, mine=mine)
        rows = self._database.rows(sql, (since, *whose))
        return {Place(row[0], row[1]): Totals(*tuple(row)[2:]) for row in rows}

    def paces(self, since: float, by: Dimension) -> list[tuple[str, str, float]]:
        """The day, the value of a dimension and the pace of each finished render since a time."""
        # Sorting 80,000 of them by who asks takes a third of the time of window functions here.
        mine, whose = self._mine
        rows = self._database.rows(_PACES.format(day=_DAY, column=_COLUMNS[by], mine=mine), (since, *whose))
        return [(row[0], row[1], row[2]) for row in rows]

    def failures(self, since: float) -> list[Failure]:
        """What went wrong since a time, the most frequent first."""
        mine, whose = self._mine
        return [Failure(*row) for row in self._database.rows(_FAILURES.format(mine=mine), (since, *whose))]
