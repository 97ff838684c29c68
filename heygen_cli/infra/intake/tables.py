"""Tables of values: CSV, JSON and JSON Lines."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from heygen_cli.domain.errors import InvalidInput, Location
from heygen_cli.domain.fields import kind_of
from heygen_cli.domain.table import Row, Table
from heygen_cli.domain.variables import is_name

SIZE_LIMIT = 64 * 1024 * 1024  # bytes; 100,000 rows of scripts
ROW_LIMIT = 100_000
_SUFFIXES = (".csv", ".tsv", ".json", ".jsonl", ".ndjson")


def read_table(path: Path) -> Table:
    """The rows of a file. Raises InvalidInput with file and line."""
    suffix = path.suffix.lower()
    if suffix not in _SUFFIXES:
        raise InvalidInput(f"{path.name} is not a table", hint=f"tables end in {', '.join(_SUFFIXES)}")
    text = _text(path)
    rows = list(_csv(text, path) if suffix in (".csv", ".tsv") else _json(text, path, lines=suffix != ".json"))
    if not rows:
        raise InvalidInput(f"{path.name} has no rows", location=Location(str(path)))
    if len(rows) > ROW_LIMIT:
        raise InvalidInput(f"{path.name} has more than {ROW_LIMIT:,} rows", location=Location(str(path)))
    columns = tuple(dict.fromkeys(name for row in rows for name in row.values))
    for place, name in enumerate(columns, 1):
        _check_name(name, Location(str(path), 1, place))
    return Table(str(path), columns, tuple(rows))


def _text(path: Path) -> str:
    if path.stat().st_size > SIZE_LIMIT:
        raise InvalidInput(f"{path.name} is larger than {SIZE_LIMIT // 2**20} MiB", location=Location(str(path)))
    try:
        return path.read_text("utf-8-sig")
    except UnicodeDecodeError as problem:
        line = path.read_bytes()[: problem.start].count(b"\n") + 1
        raise InvalidInput(
            f"{path.name} is not UTF-8 text", hint="save it as UTF-8", location=Location(str(path), line)
        ) from problem


def _csv(text: str, path: Path) -> Iterator[Row]:
    first = text.partition("\n")[0]
    mark = "\t" if path.suffix.lower() == ".tsv" else max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True)
    try:
        header = [name.strip() for name in next(reader, [])]
        if len(set(header)) < len(header):
            twice = next(name for name in header if header.count(name) > 1)
            raise InvalidInput(f'The column "{twice}" appears twice', location=Location(str(path), 1))
        line = reader.line_num + 1
        for cells in reader:
            if any(cell.strip() for cell in cells):
                if len(cells) != len(header):
                    raise InvalidInput(
                        f"This row has {len(cells)} cells; there are {len(header)} columns",
                        hint="put text that holds the separator in quotes",
                        location=Location(str(path), line),
                    )
                yield Row(line, dict(zip(header, cells, strict=True)))
            line = reader.line_num + 1
    except csv.Error as problem:
        raise InvalidInput(
            f"{path.name} is not valid CSV: {problem}", location=Location(str(path), reader.line_num)
        ) from problem


def _json(text: str, path: Path, *, lines: bool) -> Iterator[Row]:
    if lines:
        numbered = [(number, line) for number, line in enumerate(text.splitlines(), 1) if line.strip()]
        items = [(number, _parsed(line, path, number)) for number, line in numbered]
    else:
        data = _parsed(text, path, None)
        if not isinstance(data, list):
            raise InvalidInput(f"{path.name} must hold a list, not {kind_of(data)}", location=Location(str(path)))
        items = list(enumerate(data, 1))
    for number, item in items:
        where = Location(str(path), number)
        if not isinstance(item, dict):
            raise InvalidInput(f"A row must hold fields, not {kind_of(item)}", location=where)
        for name, value in item.items():
            if not isinstance(value, str | int | float | bool):
                hint = "write text, a number, true or false"
                raise InvalidInput(f"{name} must be one value, not {kind_of(value)}", hint=hint, location=where)
        yield Row(number, item)


def _parsed(text: str, path: Path, line: int | None) -> Any:
    try:
        return json.loads(text)
    except (json.JSONDecodeError, RecursionError) as problem:
        place = Location(str(path), line or getattr(problem, "lineno", None), getattr(problem, "colno", None))
        raise InvalidInput(f"{path.name} is not valid JSON: {problem}", location=place) from problem


def _check_name(name: str, where: Location) -> None:
    if not is_name(name):
        shown = f'The column "{name}"' if name else "A column without a name"
        raise InvalidInput(f"{shown} cannot be used as a variable", hint="letters, digits and _", location=where)
