"""Reports for other programs and for people: CSV, Markdown, JSON, and a page that needs no network."""

from __future__ import annotations

import csv
import io
import json
from datetime import datetime
from html import escape
from typing import Any

from heygen_cli.domain.report import NUMBERS, Column, Report, Series, shown
from heygen_cli.infra.reports import chart

# A spreadsheet would take a text that begins so for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_ROWS = {"code": "kind of failure"}
_STYLE = """
:root { color-scheme: light dark; --ink: #1c2330; --soft: #5b6577; --line: #e3e7ee; --paper: #fff; --back: #f5f7fa;
  --accent: #3659d9; --bar: #3659d922 }
@media (prefers-color-scheme: dark) { :root { --ink: #e8ebf2; --soft: #9aa5b8; --line: #2b3342; --paper: #171c26;
  --back: #0f131b; --accent: #8ba4ff; --bar: #8ba4ff2e } }
* { box-sizing: border-box }
body { font: 16px/1.5 system-ui, -apple-system, "Segoe UI", sans-serif; color: var(--ink); background: var(--back);
  margin: 0; padding: 2.5rem 1rem }
main { max-width: 60rem; margin: 0 auto }
h1 { font-size: 1.75rem; line-height: 1.2; margin: 0 } h2 { font-size: 1rem; margin: 0 0 .75rem }
.about, .note { color: var(--soft); margin: .25rem 0 0 }
dl { display: grid; grid-template-columns: repeat(auto-fit, minmax(9rem, 1fr)); gap: .75rem; margin: 1.5rem 0 }
dl > div, section { background: var(--paper); border: 1px solid var(--line); border-radius: .6rem;
  padding: .9rem 1.1rem }
dt { color: var(--soft); font-size: .85rem } dd { margin: .1rem 0 0; font-size: 1.25rem; font-weight: 600;
  white-space: nowrap }
section { margin-top: 1rem; overflow-x: auto } svg { display: block; width: 100%; height: auto }
svg text { font: 11px system-ui, sans-serif; fill: var(--soft) } .x { text-anchor: middle } .y { text-anchor: end }
.grid { stroke: var(--line) } .bar { fill: var(--accent) } .touch { fill: transparent }
g:hover .touch { fill: var(--bar) }
table { border-collapse: collapse; width: 100%; font-size: .92rem; font-variant-numeric: tabular-nums }
caption { text-align: left; font-weight: 600; padding-bottom: .5rem }
th, td { text-align: left; padding: .45rem 1rem .45rem 0; border-bottom: 1px solid var(--line); vertical-align: top }
th:last-child, td:last-child { padding-right: 0 } tbody tr:last-child > * { border-bottom: 0 }
thead th { color: var(--soft); font-weight: 500; white-space: nowrap } tbody th { font-weight: 500 }
.number { text-align: right; white-space: nowrap }
.share { background: linear-gradient(var(--bar), var(--bar)) no-repeat left center / var(--part) 70% }
details { margin-top: .75rem } summary { color: var(--soft); cursor: pointer; font-size: .9rem }
@media print { body { background: none; padding: 0 } section, dl > div { break-inside: avoid } }
"""


def as_json(report: Report) -> str:
    """Exact numbers with their names."""
    return json.dumps(report.to_json(), ensure_ascii=False, indent=1) + "\n"


def as_csv(report: Report) -> str:
    """The table for a spreadsheet: exact numbers, one line of names."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    data = report.to_json()["rows"]
    writer.writerow([column.key for column in report.columns])
    writer.writerows([[_harmless(row[column.key]) for column in report.columns] for row in data])
    return out.getvalue()


def as_markdown(report: Report) -> str:
    """Figures and table, for a message or a wiki."""
    figures = [f"- {figure.label}: {shown(figure.value, figure.unit) or '–'}" for figure in report.figures]
    lines = [f"# {report.title}", "", f"{_period(report)}.", "", *figures, ""]
    if report.rows:
        lines.append(_line([column.label for column in report.columns]))
        lines.append(_line(["--:" if column.unit in NUMBERS else ":--" for column in report.columns]))
        lines += [_line([_escaped(_text(row, column)) for column in report.columns]) for row in report.rows]
        lines.append("")
    lines += [line for note in report.notes for line in (note, "")]
    return "\n".join(lines)


def as_html(report: Report) -> str:
    """A page of its own with figures, charts and the table, in the colours that the reader prefers."""
    figures = "".join(
        f"<div><dt>{escape(figure.label)}</dt><dd>{escape(shown(figure.value, figure.unit) or '–')}</dd></div>"
        for figure in report.figures
    )
    charts = "".join(_chart(series, report.days) for series in report.series)
    notes = "".join(f'<p class="note">{escape(note)}</p>' for note in report.notes)
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(report.title)}, {report.days[0]} to {report.days[-1]}</title><style>{_STYLE}</style></head>"
        f'<body><main><header><h1>{escape(report.title)}</h1><p class="about">{_period(report)}</p></header>'
        f"<dl>{figures}</dl>{charts}<section>{_table(report)}{notes}</section></main></body></html>\n"
    )


def _period(report: Report) -> str:
    made = datetime.fromtimestamp(report.until).astimezone().strftime("%Y-%m-%d %H:%M %Z").strip()
    days = f"{report.days[0]} to {report.days[-1]}" if len(report.days) > 1 else report.days[0]
    return f"{days}, as of {made}"


def _chart(series: Series, days: tuple[str, ...]) -> str:
    numbers = "".join(
        f'<tr><th scope="row">{day}</th><td class="number">{escape(shown(value, series.unit))}</td></tr>'
        for day, value in zip(days, series.values, strict=True)
        if value
    )
    table = (
        f"<details><summary>The numbers</summary><table><caption>{escape(series.label)}</caption><thead><tr>"
        f'<th scope="col">Day</th><th scope="col" class="number">{escape(series.label)}</th></tr></thead>'
        f"<tbody>{numbers}</tbody></table></details>"
    )
    drawn = chart.bars(series, days) + (table if numbers else "")
    return f"<section><h2>{escape(series.label)}, by day</h2>{drawn}</section>"


def _table(report: Report) -> str:
    if not report.rows:
        return "<p>Nothing happened in these days.</p>"
    heads = "".join(f'<th scope="col"{_numeric(column)}>{escape(column.label)}</th>' for column in report.columns)
    weights = [float(row.get(_measure(report).key) or 0) for row in report.rows]
    most = max(weights, default=0.0) or 1.0
    rows = "".join(_row(report, row, weight / most) for row, weight in zip(report.rows, weights, strict=True))
    caption = f"<caption>By {escape(_ROWS.get(report.by, report.by))}</caption>"
    return f"<table>{caption}<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"


def _measure(report: Report) -> Column:
    """The column that the bars behind the rows' names show: that of the first chart, else the first number."""
    charted = {series.key for series in report.series}
    numbers = [column for column in report.columns if column.unit in NUMBERS]
    return next((column for column in numbers if column.key in charted), numbers[0])


def _row(report: Report, row: dict[str, Any], share: float) -> str:
    first, *others = report.columns
    cells = "".join(f"<td{_numeric(column)}>{escape(_text(row, column))}</td>" for column in others)
    head = f'<th scope="row" class="share" style="--part:{share:.1%}">{escape(_text(row, first))}</th>'
    return f"<tr>{head}{cells}</tr>"


def _numeric(column: Column) -> str:
    return ' class="number"' if column.unit in NUMBERS else ""


def _text(row: dict[str, Any], column: Column) -> str:
    return shown(row.get(column.key), column.unit)


def _line(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _escaped(text: str) -> str:
    return " ".join(text.split()).replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;")


def _harmless(value: Any) -> Any:
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value
