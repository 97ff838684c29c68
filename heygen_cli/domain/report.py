"""A report as data: figures, what happened on each day, and a table. Every form of it is made of the same."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from math import ceil
from typing import Any, Literal, NamedTuple

from heygen_cli.domain.budget import dollars

Unit = Literal["text", "count", "seconds", "bytes", "share", "usd", "pace", "time"]
NUMBERS: frozenset[Unit] = frozenset({"count", "seconds", "bytes", "share", "usd", "pace"})
_BARS = "▁▂▃▄▅▆▇█"


class Figure(NamedTuple):
    """One number that matters, ``None`` when there is none."""

    key: str
    label: str
    unit: Unit
    value: float | None


class Column(NamedTuple):
    """A column of the table."""

    key: str
    label: str
    unit: Unit


class Series(NamedTuple):
    """A value for each day of a report."""

    key: str
    label: str
    unit: Unit
    values: tuple[float, ...]


@dataclass(frozen=True)
class Report:
    """What happened from ``since`` to ``until``; ``days`` name the values of each series, ``by`` the table's rows."""

    name: str
    title: str
    by: str
    since: float
    until: float
    days: tuple[str, ...]
    figures: tuple[Figure, ...]
    series: tuple[Series, ...]
    columns: tuple[Column, ...]
    rows: tuple[dict[str, Any], ...]
    notes: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """The report as plain JSON data, numbers in seconds, bytes and US dollars."""
        return {
            "report": self.name,
            "by": self.by,
            "since": int(self.since),
            "until": int(self.until),
            "figures": {figure.key: _exact(figure.value) for figure in self.figures},
            "days": [
                {"day": day, **{series.key: _exact(series.values[place]) for series in self.series}}
                for place, day in enumerate(self.days)
            ],
            "rows": [{column.key: _exact(row.get(column.key)) for column in self.columns} for row in self.rows],
            "notes": list(self.notes),
        }


def shown(value: Any, unit: Unit) -> str:
    """A value as people read it; nothing for None."""
    return "" if value is None else _SHOWN[unit](value)


def sparkline(values: tuple[float, ...], width: int = 60) -> str:
    """Bars of one line, the highest for the largest value; a space where there is nothing.

    Where there are more values than fit, a bar stands for the mean of some.
    """
    each = ceil(len(values) / width) or 1
    groups = [values[max(0, end - each) : end] for end in range(len(values), 0, -each)][::-1]
    means = [sum(group) / len(group) for group in groups]
    most = max(means, default=0.0)
    return "".join(_BARS[min(7, int(mean / most * 8))] if mean > 0 else " " for mean in means)


def _seconds(value: float) -> str:
    if value < 60:
        return f"{value:.1f} s" if value else "0 s"
    minutes, seconds = divmod(round(value), 60)
    if minutes < 60:
        return f"{minutes} min {seconds} s" if seconds else f"{minutes} min"
    hours, minutes = divmod(minutes, 60)
    if hours >= 100:
        return f"{hours:,} h"
    return f"{hours} h {minutes} min" if minutes else f"{hours} h"


def _bytes(value: float) -> str:
    for unit in ("B", "kB", "MB", "GB"):
        if value < 1000:
            return f"{value:.0f} {unit}" if unit == "B" else f"{value:.1f} {unit}"
        value /= 1000
    return f"{value:.1f} TB"


def _time(value: float) -> str:
    return datetime.fromtimestamp(value).astimezone().strftime("%Y-%m-%d %H:%M")


_SHOWN: dict[Unit, Callable[[Any], str]] = {
    "text": str,
    "count": lambda value: f"{value:,.0f}",
    "seconds": _seconds,
    "bytes": _bytes,
    "share": lambda value: f"{value * 100:.0f} %",
    "usd": dollars,
    "pace": lambda value: f"{value:.2f}",
    "time": _time,
}


def _exact(value: Any) -> Any:
    return round(value, 6) if isinstance(value, float) else value
