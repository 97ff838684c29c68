"""``/reports``: what was made, what it cost, how fast it went and what went wrong."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Query, Response
from fastapi.concurrency import run_in_threadpool

from heygen_cli.api.site import Site, site
from heygen_cli.services.report import LONGEST

router = APIRouter(tags=["reports"])

Here = Annotated[Site, Depends(site)]
Name = Literal["usage", "costs", "performance", "failures"]
Form = Literal["json", "csv", "md", "html"]
_KINDS = {"json": "application/json", "csv": "text/csv", "md": "text/markdown", "html": "text/html"}


@router.get(
    "/reports/{name}", response_class=Response, responses={200: {"content": {kind: {} for kind in _KINDS.values()}}}
)
async def report(
    here: Here,
    name: Name,
    days: Annotated[int, Query(ge=1, le=LONGEST)] = 30,
    by: Annotated[str | None, Query(max_length=20)] = None,
    format: Form = "json",
) -> Response:
    """One's own report of so many days."""
    reports = here.kit.reports
    make = {
        "usage": reports.usage,
        "costs": reports.costs,
        "performance": reports.performance,
        "failures": reports.failures,
    }[name]

    def written() -> str:
        return reports.write(make(days=days, by=by), format)

    return Response(await run_in_threadpool(written), media_type=_KINDS[format])
