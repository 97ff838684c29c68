"""The videos one has made, and one of them."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import Response

from heygen_cli.api.dashboard.page import Sent, Visit, Visiting, go
from heygen_cli.domain.errors import HeygenError, InvalidInput, NotFound
from heygen_cli.domain.video import Video

router = APIRouter()

_ON_A_PAGE = 24


@router.get("/")
async def gallery(
    visiting: Visiting,
    title: Annotated[str, Query(max_length=200)] = "",
    token: Annotated[str | None, Query(max_length=200)] = None,
) -> Response:
    """All videos, newest first."""
    videos = visiting.here.kit.videos
    try:
        found = videos.list(limit=_ON_A_PAGE, token=token, title=title or None)
    except InvalidInput:
        return go("/")
    cards = [_card(visiting, video) for video in found.videos]
    return visiting.page("gallery.html", cards=cards, title=title, token=token, more=found.next_token)


@router.get("/videos/{video_id}")
async def one(visiting: Visiting, video_id: str) -> Response:
    """One video, to be watched, or waited for."""
    try:
        video = visiting.here.kit.videos.get(video_id)
    except NotFound as problem:
        return visiting.page("missing.html", 404, problem=problem)
    subtitle = visiting.link(f"videos/{video.id}/subtitle") if video.result and video.result.subtitles else None
    track = visiting.link(f"videos/{video.id}/track") if video.result and "vtt" in video.result.subtitles else None
    scenes = [scene.get("script") or "" for scene in video.storyboard.get("scenes") or ()]
    film = visiting.link(f"videos/{video.id}/video") if video.result else None
    links: dict[str, Any] = {"film": film, "subtitle": subtitle, "track": track}
    return visiting.page("video.html", video=video, card=_card(visiting, video), scenes=scenes, **links)


@router.post("/videos/{video_id}/delete")
async def delete(visiting: Visiting, form: Sent, video_id: str) -> Response:  # noqa: ARG001 - it is checked
    """Delete a video and its file."""
    try:
        await run_in_threadpool(visiting.here.kit.videos.delete, video_id, files=True)
    except HeygenError as problem:
        return visiting.page("missing.html", 409, problem=problem)
    return go("/")


def _card(visiting: Visit, video: Video) -> dict[str, Any]:
    status = video.shown_status
    job = None
    if status in ("queued", "processing", "interrupted"):
        try:
            job = visiting.here.kit.jobs.get(video.id)
        except NotFound:
            job = None
    result = video.result
    return {
        "id": video.id,
        "title": video.title,
        "status": status,
        "created_at": video.created_at,
        "duration": result.duration if result else None,
        "size": f"{result.width} x {result.height}".replace("x", "\u00d7") if result else None,
        "picture": visiting.link(f"videos/{video.id}/thumbnail") if result else None,
        "tall": bool(result and result.height > result.width),
        "job": job,
        "failure": video.failure_message,
    }
