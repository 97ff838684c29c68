"""What was made, what it cost, how fast it went and what went wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from heygen_cli.domain.errors import InvalidInput
from heygen_cli.domain.report import Column, Figure, Report, Series, Unit
from heygen_cli.domain.usage import DIMENSIONS, Dimension, Pace, Totals
from heygen_cli.ports import Clock, UsageSums
from heygen_cli.services.delivery import check_target, writing

LONGEST = 3660  # days
_NOTHING = {"batch": "no batch", "user": "no user", "avatar": "no avatar", "voice": "no voice"}


class ReportService:
    """Adds the usage log up; ``forms`` write a report as text, ``budgets`` say how much of them is left."""

    def __init__(
        self,
        *,
        sums: UsageSums,
        clock: Clock,
        forms: Mapping[str, Callable[[Report], str]],
        budgets: Callable[[], Sequence[Figure]] = tuple,
    ) -> None:
        self._sums = sums
        self._clock = clock
        self._forms = forms
        self._budgets = budgets

    def write(self, report: Report, form: str) -> str:
        """The report in one of the forms; raises InvalidInput."""
        if form not in self._forms:
            hint = f"choose from {', '.join(self._forms)}"
            raise InvalidInput(f'There is no report as "{form}"', param="--format", hint=hint)
        return self._forms[form](report)

    def save(self, report: Report, form: str, target: Path, *, overwrite: bool = False) -> Path:
        """Put the report in a file, whole or not at all, and return its absolute path."""
        text = self.write(report, form)
        target = check_target(target, overwrite=overwrite)
        with writing(target, overwrite=overwrite) as part:
            part.write_text(text, encoding="utf-8")
        return target

    def usage(self, *, days: int = 30, by: str | None = None) -> Report:
        """What was made."""
        return self._report("usage", days, by or "day", _usage)

    def costs(self, *, days: int = 30, by: str | None = None) -> Report:
        """What was paid, and how much of the budgets is left."""
        report = self._report("costs", days, by or "provider", _costs)
        return replace(report, figures=(*report.figures, *self._budgets()))

    def performance(self, *, days: int = 30, by: str | None = None) -> Report:
        """How fast it went, and how much was there already."""
        return self._report("performance", days, by or "day", _performance)

    def failures(self, *, days: int = 30, by: str | None = None) -> Report:
        """What went wrong; without ``by`` for each kind of failure, with its last example."""
        return self._report("failures", days, by or "code", _failures)

    def _report(self, name: str, days: int, by: str, parts: Callable[[_Period], _Parts]) -> Report:
        known = (*DIMENSIONS, "code") if name == "failures" else DIMENSIONS
        if by not in known:
            raise InvalidInput(f'There is no "{by}" to add up by', param="--by", hint=f"choose from {', '.join(known)}")
        if not 1 <= days <= LONGEST:
            raise InvalidInput(f"A report covers 1 to {LONGEST} days, not {days}", param="--days")
        period = _Period(self._sums, self._clock.now(), days, by)
        figures, series, columns, rows, notes = parts(period)
        return Report(
            name=name,
            title=_TITLES[name],
            by=by,
            since=period.since,
            until=period.until,
            days=period.days,
            figures=figures,
            series=series,
            columns=columns,
            rows=rows,
            notes=notes,
        )


_Parts = tuple[tuple[Figure, ...], tuple[Series, ...], tuple[Column, ...], tuple[dict[str, Any], ...], tuple[str, ...]]
_TITLES = {"usage": "Usage", "costs": "Costs", "performance": "Performance", "failures": "Failures"}


class _Period:
    """Some days that end today, and what the log says about them."""

    def __init__(self, sums: UsageSums, now: float, days: int, by: str) -> None:
        today = datetime.fromtimestamp(now).date()
        first = today - timedelta(days=days - 1)
        self.sums, self.by = sums, by
        self.since, self.until = _midnight(first), now
        self.days = tuple((first + timedelta(days=number)).isoformat() for number in range(days))
        self.totals = sums.totals(self.since, _dimension(by))
        self.daily = _gathered((place.day, sums) for place, sums in self.totals.items())
        self.all = sum(self.daily.values(), Totals())

    @property
    def grouped(self) -> Mapping[str, Totals]:
        """The sums for each row of the table."""
        if self.by == "day":
            return self.daily
        return _gathered((place.name, sums) for place, sums in self.totals.items())

    def paces(self) -> tuple[dict[str, Pace], dict[str, Pace]]:
        """The paces of each day, and of each row of the table."""
        daily: dict[str, list[float]] = {}
        grouped: dict[str, list[float]] = {}
        for day, name, pace in self.sums.paces(self.since, _dimension(self.by)):
            daily.setdefault(day, []).append(pace)
            grouped.setdefault(name, []).append(pace)
        days = {day: Pace.of(paces) for day, paces in sorted(daily.items())}
        return days, days if self.by == "day" else {name: Pace.of(paces) for name, paces in grouped.items()}

    def series(self, key: str, label: str, unit: Unit, value: Callable[[Totals], float | None]) -> Series:
        """A value for each day, 0 where there was nothing."""
        return Series(key, label, unit, tuple(value(self.daily.get(day, Totals())) or 0.0 for day in self.days))

    def name(self, key: str) -> str:
        """What a row is called."""
        return key or _NOTHING.get(self.by, "none")

    def rows(self, cells: Callable[[Totals], dict[str, Any]]) -> list[dict[str, Any]]:
        """A row for each value of the dimension."""
        return [{"name": self.name(key), **cells(sums)} for key, sums in self.grouped.items()]

    def first(self) -> Column:
        """The column that names the rows."""
        return Column("name", self.by.capitalize(), "text")


def _gathered(sums: Iterable[tuple[str, Totals]]) -> dict[str, Totals]:
    found: dict[str, Totals] = {}
    for name, each in sums:
        found[name] = found[name] + each if name in found else each
    return found


def _dimension(by: str) -> Dimension:
    """The dimension to add up by; failures are listed by their codes, and summed by day."""
    return next((dimension for dimension in DIMENSIONS if dimension == by), "day")


def _midnight(day: date) -> float:
    return datetime(day.year, day.month, day.day).timestamp()


def _sorted(rows: Sequence[dict[str, Any]], by: str, key: str) -> tuple[dict[str, Any], ...]:
    """Days in their order, anything else by what matters most."""
    return tuple(rows if by == "day" else sorted(rows, key=lambda row: -(row[key] or 0)))


def _usage(period: _Period) -> _Parts:
    columns = (
        *(period.first(), Column("videos", "Videos", "count"), Column("seconds", "Length", "seconds")),
        *(Column("bytes", "Size", "bytes"), Column("reuse", "Reused", "share")),
        *(Column("wall_seconds", "Work", "seconds"), Column("failed", "Failed", "count")),
    )
    total = period.all
    figures = (
        Figure("videos", "Videos", "count", total.videos),
        Figure("seconds", "Length of them", "seconds", total.seconds),
        Figure("bytes", "Size of them", "bytes", total.size),
        Figure("reuse", "Parts reused", "share", total.reuse),
        Figure("wall_seconds", "Time worked", "seconds", total.wall),
        Figure("failed", "Failed", "count", total.failed),
    )
    series = (
        period.series("seconds", "Length of videos", "seconds", lambda sums: sums.seconds),
        period.series("videos", "Videos", "count", lambda sums: float(sums.videos)),
    )
    return figures, series, columns, _sorted(period.rows(Totals.to_json), period.by, "seconds"), ()


def _costs(period: _Period) -> _Parts:
    def cells(sums: Totals) -> dict[str, Any]:
        return {**sums.to_json(), "per_minute": _per_minute(sums)}

    columns = (
        *(period.first(), Column("cost_usd", "Cost", "usd"), Column("videos", "Videos", "count")),
        *(Column("seconds", "Length", "seconds"), Column("per_minute", "Per minute", "usd")),
        *(Column("characters", "Letters", "count"), Column("unpriced", "Unpriced", "count")),
    )
    total = period.all
    figures = (
        Figure("cost_usd", "Paid", "usd", total.cost),
        Figure("per_minute", "Per minute of video", "usd", _per_minute(total)),
        Figure("videos", "Videos", "count", total.videos),
        Figure("characters", "Letters spoken", "count", total.characters),
        Figure("unpriced", "Without a price", "count", total.unpriced),
    )
    series = (period.series("cost_usd", "Paid", "usd", lambda sums: sums.cost),)
    notes = ("What is without a price is not in the sums: somebody charges for it who does not say how much.",)
    rows = _sorted(period.rows(cells), period.by, "cost_usd")
    return figures, series, columns, rows, notes if total.unpriced else ()


def _performance(period: _Period) -> _Parts:
    daily, paces = period.paces()
    grouped = period.grouped
    rows = [
        {"name": period.name(key), **pace.to_json(), "reuse": grouped[key].reuse, "seconds": grouped[key].seconds}
        for key, pace in paces.items()
    ]
    columns = (
        *(period.first(), Column("renders", "Renders", "count"), Column("seconds", "Length", "seconds")),
        *(Column("median", "Median", "pace"), Column("p95", "95 of 100", "pace")),
        *(Column("slowest", "Slowest", "pace"), Column("reuse", "Reused", "share")),
    )
    total = period.all
    pace = total.wall / total.seconds if total.seconds else None
    figures = (
        Figure("pace", "Work per second of video, on average", "pace", pace),
        Figure("reuse", "Parts reused", "share", total.reuse),
        Figure("wall_seconds", "Time worked", "seconds", total.wall),
        Figure("seconds", "Length of videos", "seconds", total.seconds),
    )
    medians = tuple(daily[day].median if day in daily else 0.0 for day in period.days)
    series = (
        Series("median", "Median seconds of work for a second of video", "pace", medians),
        period.series("reuse", "Parts reused", "share", lambda sums: sums.reuse),
    )
    notes = (
        "Median, 95 of 100 and slowest are seconds of work for a second of video; below 1 is faster than it plays.",
    )
    return figures, series, columns, _sorted(rows, period.by, "seconds"), notes if rows else ()


def _failures(period: _Period) -> _Parts:
    total = period.all
    kinds = period.sums.failures(period.since)
    figures = (
        Figure("failed", "Failed", "count", total.failed),
        Figure("rate", "Of all work", "share", total.failed / total.entries if total.entries else None),
        Figure("canceled", "Stopped by the user", "count", total.canceled),
        Figure("kinds", "Kinds of failure", "count", len(kinds)),
    )
    series = (period.series("failed", "Failures", "count", lambda sums: float(sums.failed)),)
    if period.by == "code":
        rows = tuple({**each.to_json(), "share": each.count / total.failed} for each in kinds)
        return figures, series, _EXAMPLES, rows, ()
    columns = (
        *(period.first(), Column("entries", "Attempts", "count"), Column("failed", "Failed", "count")),
        *(Column("rate", "Rate", "share"), Column("canceled", "Stopped", "count")),
    )
    rates = period.rows(lambda sums: {**sums.to_json(), "rate": sums.failed / sums.entries})
    return figures, series, columns, _sorted(rates, period.by, "failed"), ()


_EXAMPLES = (
    *(Column("code", "Failure", "text"), Column("count", "Count", "count"), Column("share", "Share", "share")),
    *(Column("last_at", "Last", "time"), Column("subject", "Example", "text"), Column("message", "Reason", "text")),
)


def _per_minute(sums: Totals) -> float | None:
    return sums.cost / sums.seconds * 60 if sums.seconds else None
