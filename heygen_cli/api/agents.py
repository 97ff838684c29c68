"""``/v3/video-agents``: films of a wish, written by the configured language model."""

from __future__ import annotations

import asyncio
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Request
from fastapi.concurrency import run_in_threadpool
from pydantic import BaseModel, Field

from heygen_cli.api.errors import Refused
from heygen_cli.api.orders import from_mapping
from heygen_cli.api.paging import Limit, Token
from heygen_cli.api.paging import page as paged
from heygen_cli.api.site import Site, site
from heygen_cli.api.videos import shown
from heygen_cli.domain.agent import Session
from heygen_cli.domain.errors import NotFound
from heygen_cli.infra.documents import read_document
from heygen_cli.services.script import Script

router = APIRouter()

Here = Annotated[Site, Depends(site)]
Words = Annotated[str, Field(min_length=1, max_length=10_000)]
Id = Annotated[str | None, Field(max_length=200)]
_RATIOS = {"landscape": "16:9", "portrait": "9:16", None: None}
_working: set[asyncio.Task[None]] = set()  # asyncio itself would forget them


class Wish(BaseModel):
    """What somebody wants to see."""

    prompt: Words
    avatar_id: Id = None
    voice_id: Id = None
    orientation: Literal["landscape", "portrait"] | None = None
    mode: Literal["generate", "chat"] = "generate"
    callback_url: Annotated[str | None, Field(max_length=2000)] = None
    callback_id: Id = None


class Answer(BaseModel):
    """What else somebody wants."""

    message: Words


@router.post("/v3/video-agents")
async def create(request: Request, here: Here, asked: Wish) -> dict[str, Any]:
    """Have a film written and made; answered at once."""
    if asked.callback_url:  # a model is not asked for a film that nobody can be told of
        await run_in_threadpool(here.kit.endpoints.check, asked.callback_url)
    chosen = {"avatar": asked.avatar_id, "voice": asked.voice_id, "aspect_ratio": _RATIOS[asked.orientation]}
    session = await run_in_threadpool(here.kit.agents.begin, asked.prompt, chosen)
    _begin(request, here, session, asked)
    return {"data": {**session.to_json(), "status": "thinking"}}


@router.get("/v3/video-agents")
async def page(here: Here, limit: Limit = 20, token: Token = None) -> dict[str, Any]:
    """One's sessions, newest first."""
    found = here.kit.agents.list(limit=limit + 1, before=token)
    more = found[limit - 1].id if len(found) > limit else None
    return paged([session.to_json() for session in found[:limit]], more)


@router.get("/v3/video-agents/styles")
async def styles(limit: Limit = 20, tag: Id = None) -> dict[str, Any]:  # noqa: ARG001
    """Styles; there are none here: a brand kit or a template says how films look."""
    return paged([], None)


@router.get("/v3/video-agents/{session_id}")
async def get(here: Here, session_id: str) -> dict[str, Any]:
    """One session: what was said, and how far its film is."""
    session = here.kit.agents.get(session_id)
    status, progress = _status(here, session)
    messages = [
        {
            "role": each.role,
            "type": each.type,
            "content": each.content,
            "created_at": int(each.at),
            "resource_ids": None,
        }
        for each in session.said
    ]
    return {"data": {**session.to_json(), "status": status, "progress": progress, "messages": messages}}


@router.post("/v3/video-agents/{session_id}")
async def send(request: Request, here: Here, session_id: str, asked: Answer) -> dict[str, Any]:
    """Say more, and have another film made of it all."""
    session = await run_in_threadpool(here.kit.agents.answer, session_id, asked.message)
    _begin(request, here, session)
    return {"data": {"session_id": session.id, "run_id": f"{session.id}-{len(session.said)}", "title": session.title}}


@router.post("/v3/video-agents/{session_id}/stop")
async def stop(here: Here, session_id: str) -> dict[str, Any]:
    """Give up what is being written or made."""
    session = await run_in_threadpool(here.kit.agents.stop, session_id)
    for video in session.videos[-1:]:
        job = here.kit.jobs.get(video)
        if not job.ended:
            await run_in_threadpool(here.kit.jobs.cancel, video)
    return {"data": {"session_id": session.id}}


@router.get("/v3/video-agents/{session_id}/videos")
async def videos(request: Request, here: Here, session_id: str) -> dict[str, Any]:
    """The films of a session, the last one first."""
    found = []
    for video in reversed(here.kit.agents.get(session_id).videos):
        try:
            found.append(shown(request, here, here.kit.videos.get(video)))
        except NotFound:
            continue
    return paged(found, None)


@router.get("/v3/video-agents/{session_id}/resources/{resource_id}")
async def resource(here: Here, session_id: str, resource_id: str) -> dict[str, Any]:
    """Something the agent made; here it makes films and nothing else."""
    here.kit.agents.get(session_id)
    raise Refused(404, f"There is no resource {resource_id}: an agent of this server makes films alone")


def _begin(request: Request, here: Site, session: Session, asked: Wish | None = None) -> None:
    base = str(request.base_url)

    def make(script: Script) -> str:
        document = read_document(script.text, "script.yaml")
        assert isinstance(document.data, dict)
        job, video = from_mapping(here, document.data, document.marks, allowed=set())
        if asked and asked.callback_url:
            here.kit.endpoints.call_back(video.id, asked.callback_url, asked.callback_id, base=base)
        here.writer.add([(job, video)]).result()
        return video.id

    task = asyncio.create_task(run_in_threadpool(here.kit.agents.work, session, make))
    _working.add(task)
    task.add_done_callback(_working.discard)


def _status(here: Site, session: Session) -> tuple[str, int]:
    if session.state != "generating":
        return session.state, 0
    try:
        status = here.kit.videos.get(session.videos[-1]).shown_status
        job = here.kit.jobs.get(session.videos[-1])
    except NotFound:
        return "failed", 0
    if status == "completed":
        return "completed", 100
    share = job.stage.share if job.stage else None
    return ("failed", 0) if status in ("failed", "canceled") else ("generating", int(100 * (share or 0)))
