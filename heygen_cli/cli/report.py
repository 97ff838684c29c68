"""``heygen report``: what was made, what it cost, how fast it went, what went wrong."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from heygen_cli.cli.commands import Commands
from heygen_cli.cli.console import Column
from heygen_cli.cli.output import agreed
from heygen_cli.cli.session import console, toolkit
from heygen_cli.domain.errors import InvalidInput

if TYPE_CHECKING:
    from heygen_cli.domain.report import Report
    from heygen_cli.services.report import ReportService

app = Commands(help="See what was made, what it cost, how fast it went and what went wrong.")

_BY = "day, batch, avatar, voice, provider, user"
Days = Annotated[int, typer.Option("--days", help="How many days, today included")]
By = Annotated[str | None, typer.Option("--by", metavar="NAME", help=f"What the rows are: {_BY}")]
ByFailure = Annotated[str | None, typer.Option("--by", metavar="NAME", help=f"What the rows are: code, {_BY}")]
Format = Annotated[
    str | None, typer.Option("--format", metavar="NAME", help="table, json, csv, md or html; by default what fits")
]
Output = Annotated[str | None, typer.Option("--output", "-o", metavar="FILE", help="Write to a file: .html, .csv, …")]
Force = Annotated[bool, typer.Option("--force", "-f", "--yes", "-y", help="Replace a file without asking")]


@app.command()
def usage(days: Days = 30, by: By = None, form: Format = None, output: Output = None, force: Force = False) -> None:
    """Report what was made, and how much was reused.

    Examples:
      heygen report usage
      heygen report usage --days 7 --by avatar
      heygen report usage --output usage.html
    """
    _show(toolkit().reports.usage(days=days, by=by), form, output, force=force)


@app.command()
def costs(days: Days = 30, by: By = None, form: Format = None, output: Output = None, force: Force = False) -> None:
    """Report what was paid, and what is left to spend.

    For speech, language models and HeyGen's cloud; what this machine makes is free.

    Examples:
      heygen report costs
      heygen report costs --days 90 --by batch --format csv
    """
    _show(toolkit().reports.costs(days=days, by=by), form, output, force=force)


@app.command()
def performance(
    days: Days = 30, by: By = None, form: Format = None, output: Output = None, force: Force = False
) -> None:
    """Report how long making a video takes.

    Seconds of work for a second of video: the median, what 95 of 100 stay below, and the slowest.

    Examples:
      heygen report performance --by voice
      heygen report performance --days 365 --output speed.html
    """
    _show(toolkit().reports.performance(days=days, by=by), form, output, force=force)


@app.command()
def failures(
    days: Days = 30, by: ByFailure = None, form: Format = None, output: Output = None, force: Force = False
) -> None:
    """Report what went wrong, with examples.

    Examples:
      heygen report failures
      heygen report failures --by batch --format md
    """
    _show(toolkit().reports.failures(days=days, by=by), form, output, force=force)


def _show(report: Report, form: str | None, output: str | None, *, force: bool) -> None:
    reports = toolkit().reports
    chosen = form or (_form_of(output) if output else "table" if console().human else "json")
    if output:
        _save(reports, report, chosen, Path(output), force=force)
    elif chosen == "table":
        _table(report)
    elif chosen == "json" and form is None:
        console().show(report.to_json())
    else:
        console().text(reports.write(report, chosen))


def _save(reports: ReportService, report: Report, form: str, target: Path, *, force: bool) -> None:
    if form == "table":
        raise InvalidInput("A table is for the terminal", param="--format", hint="choose from json, csv, md, html")
    path = reports.save(report, form, target, overwrite=agreed(target, force=force))
    console().show({"report": report.name, "format": form, "path": str(path)}, (Column("path", "Written"),))


def _form_of(output: str) -> str:
    """The form that the name of the file asks for."""
    known = {".json": "json", ".csv": "csv", ".md": "md", ".html": "html", ".htm": "html"}
    suffix = Path(output).suffix.lower()
    if suffix not in known:
        raise InvalidInput(
            f"{Path(output).name} does not say what the report is to be", param="--output", hint="add --format html"
        )
    return known[suffix]


def _table(report: Report) -> None:
    from heygen_cli.domain.report import shown, sparkline

    lines = {figure.key: shown(figure.value, figure.unit) for figure in report.figures}
    columns = [Column(figure.key, figure.label) for figure in report.figures]
    for series in report.series:
        if any(series.values):
            lines[f"days_{series.key}"] = sparkline(series.values)
            columns.append(Column(f"days_{series.key}", f"{series.label}, by day"))
    console().show(lines, columns)
    console().text("")
    show: dict[str, Callable[[object], str]] = {
        column.key: partial(_cell, unit=column.unit) for column in report.columns
    }
    table = [Column(column.key, column.label, show[column.key]) for column in report.columns]
    console().show_list(report.rows, table, empty=f"Nothing happened from {report.days[0]} to {report.days[-1]}.")
    for note in report.notes if report.rows else ():
        console().note(note)


def _cell(value: object, unit: str) -> str:
    from heygen_cli.cli.console import safe
    from heygen_cli.domain.report import shown

    return safe(shown(value, unit))  # type: ignore[arg-type]
