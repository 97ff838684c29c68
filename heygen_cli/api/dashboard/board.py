"""A storyboard, written as text, checked while one writes, and made."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter
from fastapi.responses import JSONResponse, Response

from heygen_cli.api.dashboard.page import Sent, Visit, Visiting, go, lines_of, problems
from heygen_cli.api.orders import aside, from_mapping, remember
from heygen_cli.domain.errors import HeygenError, InvalidInput
from heygen_cli.domain.job import Job
from heygen_cli.domain.price import Offer
from heygen_cli.domain.storyboard import Storyboard
from heygen_cli.domain.video import Video
from heygen_cli.infra.documents import read_document

router = APIRouter()

_EXAMPLE = """title: Our new opening hours
aspect_ratio: "16:9"
avatar: mira
captions: burn
scenes:
  - script: Hello! From Monday on we are open longer.
  - script: Here is when you find us.
    show:
      list: ["Monday to Friday, 8 to 20", "Saturday, 9 to 16"]
  - script: See you soon!
"""
_NAME = "storyboard.yaml"


@router.get("/board")
async def editor(visiting: Visiting) -> Response:
    """The editor."""
    return _page(visiting, _EXAMPLE)


@router.post("/board/check")
async def check(visiting: Visiting, form: Sent) -> Response:
    """What is wrong with a storyboard, line by line; or how long its film will be."""
    text = lines_of(form, "board")
    try:
        _, video = await aside(lambda: _prepared(visiting, text))
    except HeygenError as problem:
        return JSONResponse({"faults": [_fault(each) for each in problems(problem)]})
    scenes = video.storyboard.get("scenes") or []
    return JSONResponse({"faults": [], "title": video.title, "scenes": len(scenes)})


@router.post("/board")
async def make(visiting: Visiting, form: Sent) -> Response:
    """Have the film of a storyboard made."""
    text = lines_of(form, "board")
    try:
        job, video = await aside(lambda: _prepared(visiting, text))
        await remember(visiting.here, [(job, video)])
    except HeygenError as problem:
        return _page(visiting, text, 400, faults=[_fault(each) for each in problems(problem)])
    return go(f"/videos/{video.id}")


@router.post("/board/estimate")
async def estimate(visiting: Visiting, form: Sent) -> Response:
    """How long the film of a storyboard will be, and what it would cost here and elsewhere."""
    text = lines_of(form, "board")

    def offered() -> list[Offer]:
        _, video = _prepared(visiting, text)
        return visiting.here.kit.estimates.offers(Storyboard.from_json(video.storyboard))[1]

    try:
        offers = await aside(offered)
    except HeygenError as problem:
        return _page(visiting, text, 400, faults=[_fault(each) for each in problems(problem)])
    return _page(visiting, text, offers=offers)


def _page(visiting: Visit, text: str, status: int = 200, **data: Any) -> Response:
    return visiting.page("board.html", status, **{"text": text, "faults": [], "offers": [], **data})


def _prepared(visiting: Visit, text: str) -> tuple[Job, Video]:
    document = read_document(text, _NAME)
    if not isinstance(document.data, dict):
        raise InvalidInput("A storyboard begins with scenes:", hint="scenes: [{script: Hello.}]")
    return from_mapping(visiting.here, document.data, document.marks, allowed=set())


def _fault(fault: HeygenError) -> dict[str, Any]:
    line = fault.location.line if fault.location else None
    return {"line": line, "message": fault.message, "hint": fault.hint}
