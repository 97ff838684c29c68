"""Numbers from a CSV file, with clear words for what cannot be read."""

from __future__ import annotations

import csv
import math
import re
from dataclasses import dataclass
from pathlib import Path

from heygen_cli.domain.errors import InvalidInput, Location
from heygen_cli.domain.fields import suggestion
from heygen_cli.domain.panel import Chart

ROWS, BYTES = 60, 1_000_000
_DECORATION = re.compile(r"[\s\u00a0\u202f'_%€$£¥]")


@dataclass(frozen=True)
class Series:
    """One column of numbers; None where a cell is empty."""

    name: str
    values: tuple[float | None, ...]


@dataclass(frozen=True)
class Table:
    """Labels, and one or more columns of numbers beside them."""

    labels: tuple[str, ...]
    series: tuple[Series, ...]

    @property
    def values(self) -> list[float]:
        """Every number that is there."""
        return [value for column in self.series for value in column.values if value is not None]


def read(chart: Chart) -> Table:
    """The columns that a chart asks for; raises InvalidInput with the place of what cannot be read."""
    rows = _rows(chart.file)
    head, body = rows[0], rows[1:]
    if not body:
        raise _fault(chart.file, 1, "has no rows below its names")
    if len(body) > ROWS:
        raise _fault(chart.file, ROWS + 2, f"has {len(body)} rows; a chart shows at most {ROWS}", "sum them up first")
    label = _column(chart.file, head, chart.x) if chart.x else 0
    wanted = [_column(chart.file, head, name) for name in chart.y] or [at for at in range(len(head)) if at != label]
    if not wanted:
        raise _fault(chart.file, 1, "has only one column", "add a column of numbers")
    if len(wanted) > 5:
        raise _fault(chart.file, 1, f"has {len(wanted)} columns of numbers; a chart shows at most 5", "choose with y")
    if chart.kind == "pie" and len(wanted) > 1:
        raise _fault(chart.file, 1, "has several columns of numbers; a pie shows one", f"y: {head[wanted[0]]}")
    series = tuple(
        Series(head[at], tuple(_number(chart.file, row, at, line) for line, row in enumerate(body, 2))) for at in wanted
    )
    table = Table(tuple(row[label] for row in body), series)
    if not table.values:
        raise _fault(chart.file, 2, "holds no numbers")
    if chart.kind == "pie" and (min(table.values) < 0 or sum(table.values) <= 0):
        raise _fault(chart.file, 2, "has negative numbers or only zeros; a pie cannot show them", "kind: bar")
    return table


def _rows(path: Path) -> list[list[str]]:
    try:
        data = path.read_bytes()
        if len(data) > BYTES:
            raise _fault(path, 1, f"is larger than {BYTES // 1000} kB")
        text = data.decode("utf-8-sig")
        dialect = csv.Sniffer().sniff(text[:4096], ",;\t|") if len(text.splitlines()[:1]) else csv.excel
    except (OSError, UnicodeDecodeError) as problem:
        raise _fault(path, 1, "cannot be read as UTF-8 text") from problem
    except csv.Error:
        dialect = csv.excel
    rows = [[cell.strip() for cell in row] for row in csv.reader(text.splitlines(), dialect) if any(row)]
    if not rows:
        raise _fault(path, 1, "is empty")
    for line, row in enumerate(rows, 1):
        if len(row) != len(rows[0]):
            raise _fault(path, line, f"has {len(row)} cells in this row and {len(rows[0])} names on top")
    return rows


def _column(path: Path, head: list[str], name: str) -> int:
    if name not in head:
        raise _fault(path, 1, f'has no column "{name}"', suggestion(name, head))
    return head.index(name)


def _number(path: Path, row: list[str], at: int, line: int) -> float | None:
    written = _DECORATION.sub("", row[at])
    if not written:
        return None
    # 1,234.5 and 1.234,5 are the same number; the last mark decides.
    if "," in written and "." in written:
        thousands = "," if written.rfind(".") > written.rfind(",") else "."
        written = written.replace(thousands, "").replace(",", ".")
    elif written.count(",") == 1 and len(written.rpartition(",")[2]) != 3:
        written = written.replace(",", ".")
    try:
        value = float(written.replace(",", ""))
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        raise _fault(path, line, f'"{row[at]}" is not a number')
    return value


def _fault(path: Path, line: int, message: str, hint: str | None = None) -> InvalidInput:
    return InvalidInput(f"{path.name} {message}", hint=hint, param="chart", location=Location(str(path), line))
