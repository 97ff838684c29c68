"""Usage entries in SQLite, and their sums, which the database makes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict

from heygen_cli.domain.usage import Dimension, Failure, Pace, Totals, UsageEntry
from heygen_cli.infra.store.database import Database

# What each dimension is called in SQL: the only words of ours that queries are made of.
_COLUMNS: dict[Dimension, str] = {
    "day": "date(at, 'unixepoch', 'localtime')",
    "batch": "batch",
    "avatar": "avatar",
    "voice": "voice",
    "provider": "provider",
    "user": "user",
}
_SUMS = """
count(*) AS entries, sum(kind = 'render' AND status = 'ok') AS videos, sum(status = 'failed') AS failed,
sum(status = 'canceled') AS canceled, sum(CASE kind WHEN 'render' THEN seconds ELSE 0.0 END) AS seconds,
sum(CASE kind WHEN 'render' THEN size ELSE 0 END) AS size, sum(wall) AS wall, sum(rendered) AS rendered,
sum(reused) AS reused, sum(characters) AS characters, total(cost) AS cost, sum(cost IS NULL) AS unpriced"""
_PACES = """
WITH paces AS (
  SELECT {column} AS name, wall / seconds AS pace FROM usage
  WHERE at >= ? AND kind = 'render' AND status = 'ok' AND seconds > 0
), ranked AS (
  SELECT name, pace, row_number() OVER (PARTITION BY name ORDER BY pace) AS place,
    count(*) OVER (PARTITION BY name) AS count
  FROM paces
)
SELECT name, count, max(CASE WHEN place = (count + 1) / 2 THEN pace END) AS median,
  max(CASE WHEN place = (count * 95 + 99) / 100 THEN pace END) AS p95, max(pace) AS slowest
FROM ranked GROUP BY name ORDER BY name"""
# SQLite takes the other columns from the row of the greatest `at`.
_FAILURES = """
SELECT coalesce(failure_code, 'unknown') AS code, count(*) AS count, max(at) AS last_at, subject,
  coalesce(failure_message, '') AS message
FROM usage WHERE at >= ? AND status = 'failed' GROUP BY code ORDER BY count DESC, code"""


class SqliteUsageLog:
    """The entries of one data folder. What has no value in a dimension is summed under ``""``."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def record(self, entry: UsageEntry) -> None:
        """Keep an entry."""
        row = asdict(entry)
        columns, marks = ", ".join(row), ", ".join("?" * len(row))
        with self._database.transaction() as connection:
            # The names are those of the entry's fields.
            connection.execute(f"INSERT INTO usage ({columns}) VALUES ({marks})", tuple(row.values()))  # noqa: S608

    def totals(self, since: float, by: Dimension) -> Mapping[str, Totals]:
        """The sums of the entries since a time, for each value of a dimension."""
        rows = self._database.rows(
            f"SELECT {_COLUMNS[by]} AS name, {_SUMS} FROM usage WHERE at >= ? GROUP BY 1 ORDER BY 1",  # noqa: S608
            (since,),
        )
        return {row["name"] or "": Totals(*tuple(row)[1:]) for row in rows}

    def paces(self, since: float, by: Dimension) -> Mapping[str, Pace]:
        """How fast videos were made since a time, for each value of a dimension."""
        rows = self._database.rows(_PACES.format(column=_COLUMNS[by]), (since,))
        return {row["name"] or "": Pace(*tuple(row)[1:]) for row in rows}

    def failures(self, since: float) -> list[Failure]:
        """What went wrong since a time, the most frequent first."""
        return [Failure(*row) for row in self._database.rows(_FAILURES, (since,))]
