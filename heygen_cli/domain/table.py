"""A table of values, one row for each video."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from heygen_cli.domain.fields import Marks, Where
from heygen_cli.domain.variables import Value


@dataclass(frozen=True)
class Row:
    """One row, and the line of the file on which it begins."""

    line: int
    values: Mapping[str, Value]


@dataclass(frozen=True)
class Table:
    """The rows of a file; every row has some or all of the columns."""

    file: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]

    def header(self) -> Marks:
        """Where the columns stand."""
        return Marks(self.file, {(): (1, 1), **{(name,): (1, place) for place, name in enumerate(self.columns, 1)}})

    def marks(self, row: Row) -> Marks:
        """Where the values of a row stand, as ``("variables", name)``; the column counts cells."""
        cells: dict[Where, tuple[int, int]] = {
            ("variables", name): (row.line, place) for place, name in enumerate(self.columns, 1)
        }
        return Marks(self.file, {(): (row.line, 1), **cells})
