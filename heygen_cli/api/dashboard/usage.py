"""What was made, what it cost, how fast it went and what went wrong, as charts."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import Response
from markupsafe import Markup

from heygen_cli.api.dashboard.page import Visiting
from heygen_cli.domain.report import shown
from heygen_cli.infra.reports import chart

router = APIRouter()

_NAMES = ("usage", "performance", "failures", "costs")


@router.get("/studio/usage")
async def page(
    visiting: Visiting,
    name: Annotated[str, Query(max_length=20)] = "usage",
    days: Annotated[int, Query(ge=1, le=366)] = 30,
) -> Response:
    """One of the reports."""
    name = name if name in _NAMES else "usage"
    reports = visiting.here.kit.reports
    make = {
        "usage": reports.usage,
        "performance": reports.performance,
        "failures": reports.failures,
        "costs": reports.costs,
    }[name]
    report = await run_in_threadpool(make, days=days)
    # The chart escapes what it is made of.
    charts = [(series.label, Markup(chart.bars(series, report.days))) for series in report.series]  # noqa: S704
    rows = [[shown(row.get(column.key), column.unit) for column in report.columns] for row in report.rows]
    figures = [(figure.label, shown(figure.value, figure.unit) or "\u2013") for figure in report.figures]
    return visiting.page(
        "usage.html", report=report, chosen=name, names=_NAMES, days=days, charts=charts, rows=rows, figures=figures
    )
