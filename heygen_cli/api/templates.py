"""``/v3/templates``: storyboards kept under a name, and the films made of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request

from heygen_cli.api.orders import aside, body_of, ordered, remember, with_uploads, without_callbacks
from heygen_cli.api.replay import answer_to
from heygen_cli.api.site import Site, site
from heygen_cli.api.videos import shown
from heygen_cli.api.webhooks import call_back
from heygen_cli.domain.fields import Marks
from heygen_cli.domain.job import Job
from heygen_cli.domain.video import Video
from heygen_cli.v3.template import from_body

router = APIRouter()

Here = Annotated[Site, Depends(site)]
_OURS = ("provider", "files")


@router.get("/v3/templates")
async def page(
    here: Here,
    limit: Annotated[int, Query(ge=1, le=100)] = 10,
    token: Annotated[str | None, Query(max_length=200)] = None,
) -> dict[str, Any]:
    """One's templates, newest first."""
    found = here.kit.templates.list(limit=limit, token=token)
    data = [_without_ours(template.to_json()) for template in found.items]
    return {"data": data, "has_more": found.next_token is not None, "next_token": found.next_token}


@router.get("/v3/templates/{template_id}")
async def get(here: Here, template_id: str) -> dict[str, Any]:
    """One template, with its variables and scenes."""
    return {"data": _without_ours(here.kit.templates.details(template_id))}


@router.post("/v3/templates/{template_id}")
async def generate(request: Request, here: Here, template_id: str) -> dict[str, Any]:
    """Have a film made of a template, with values for its variables."""
    body = await body_of(request)
    return await generated(request, here, template_id, body, lambda video: {"data": shown(request, here, video)})


async def generated(
    request: Request, here: Site, template_id: str, body: Any, tell: Callable[[Video], dict[str, Any]]
) -> dict[str, Any]:
    """Put the video that a request makes of a template into the queue; the answer, which ``tell`` makes."""
    job, video = await aside(lambda: prepared(here, template_id, body))
    told = tell(video)
    await call_back(request, here, video.id, body)
    await remember(here, [(job, video)], answer_to(request, told))
    return told


def prepared(here: Site, template_id: str, body: Any) -> tuple[Job, Video]:
    """The video that a request makes of a template, everything about it checked."""
    allowed: set[Path] = set()
    wanted = from_body(with_uploads(here, without_callbacks(body), allowed), Marks(), here.assets)
    order = replace(wanted.order, exists=lambda path: path in allowed)
    board, notes = here.kit.templates.storyboard(template_id, order)
    return ordered(here, board, (*wanted.events, *notes))


def _without_ours(data: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in data.items() if name not in _OURS}
