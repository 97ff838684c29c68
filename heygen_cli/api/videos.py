"""``/v3/videos``: made by workers, listed, shown, deleted."""

from __future__ import annotations

import asyncio
import uuid
from pathlib import Path
from typing import Annotated, Any

from anyio import CapacityLimiter, to_thread
from fastapi import APIRouter, Depends, Query, Request
from fastapi.concurrency import run_in_threadpool

from heygen_cli.api.errors import Refused
from heygen_cli.api.site import Site, site
from heygen_cli.domain.errors import NotFound
from heygen_cli.domain.fields import Marks
from heygen_cli.domain.parse import captions_beside, storyboard_from_mapping, with_defaults
from heygen_cli.domain.video import Video
from heygen_cli.services.job import job_for

router = APIRouter()

Here = Annotated[Site, Depends(site)]
# HeyGen has fewer words for how far a video is.
_STATUSES = {"queued": "pending", "interrupted": "processing", "canceled": "failed"}
# Several threads would only take each other's turns, and the event loop's: with eight a request took three times as long.
_PREPARING = CapacityLimiter(1)
_FILES = ("video", "captioned_video", "thumbnail", "subtitle")


@router.post("/v3/videos")
async def create(request: Request, here: Here) -> dict[str, Any]:
    """Have a video made; answered at once."""
    body = await _json(request)
    video = await submit(here, body)
    return {"data": {"video_id": video.id, "status": "waiting", "output_format": video.storyboard["format"]}}


@router.get("/v3/videos")
async def page(
    request: Request,
    here: Here,
    limit: Annotated[int, Query(ge=1, le=100)] = 10,
    token: str | None = None,
    title: str | None = None,
) -> dict[str, Any]:
    """Videos, newest first."""
    found = here.kit.videos.list(limit=limit, token=token, title=title)
    data = [shown(request, here, video) for video in found.videos]
    return {"data": data, "has_more": found.next_token is not None, "next_token": found.next_token}


@router.get("/v3/videos/statuses")
async def statuses(here: Here, video_ids: str = "") -> dict[str, Any]:
    """How far several videos are."""
    data = []
    for video_id in filter(None, video_ids.split(",")):
        video = here.kit.videos.get(video_id.strip())
        status = _STATUSES.get(video.shown_status, video.shown_status)
        data.append({"video_id": video.id, "status": status, "error": None, "batch_id": None, "item_index": None})
    return {"data": data}


@router.get("/v3/videos/{video_id}")
async def get(request: Request, here: Here, video_id: str) -> dict[str, Any]:
    """One video."""
    return {"data": shown(request, here, here.kit.videos.get(video_id))}


@router.delete("/v3/videos/{video_id}")
async def delete(here: Here, video_id: str) -> dict[str, Any]:
    """Forget a video and delete its file."""
    await run_in_threadpool(here.kit.videos.delete, video_id, files=True)
    return {"data": {"id": video_id, "video_id": video_id}}


async def submit(here: Site, body: Any) -> Video:
    """Put the video of a request into the queue; it is on the disk when this returns."""
    video, job = await to_thread.run_sync(_prepared, here, body, limiter=_PREPARING)
    await asyncio.wrap_future(here.writer.add([(job, video)]))
    return video


def _prepared(here: Site, body: Any) -> tuple[Video, Any]:
    from heygen_cli.v3.storyboard import from_body

    allowed: set[Path] = set()
    made = from_body(_with_uploads(here, body, allowed), Marks())
    data = with_defaults(made.data, here.kit.settings.storyboard)
    board = storyboard_from_mapping(data, made.marks, here.assets, exists=lambda path: path in allowed)
    board, beside = captions_beside(board)
    here.films.mkdir(mode=0o700, parents=True, exist_ok=True)
    target = here.films / f"{uuid.uuid4().hex}.{board.format}"
    video = here.kit.videos.prepare(board, target, notes=(*made.events, *beside))
    return video, job_for(video)


def warm(here: Site) -> None:
    """Import what a first request would wait for: half a second."""
    _prepared(here, {"type": "avatar", "avatar_id": here.kit.settings.avatar, "script": "Hello."})


def _with_uploads(here: Site, value: Any, allowed: set[Path]) -> Any:
    """The request with the places of uploads for their ids. No other file of this machine can be named."""
    if isinstance(value, list):
        return [_with_uploads(here, item, allowed) for item in value]
    if not isinstance(value, dict):
        return value
    made = {}
    for name, item in value.items():
        if name in ("asset_id", "audio_asset_id") and isinstance(item, str):
            made[name] = str(_upload(here, item, allowed))
        elif name in ("url", "audio_url", "image_url") and isinstance(item, str):
            raise Refused(400, "This server fetches nothing: upload the file as an asset, and send its id", param=name)
        elif name == "data" and value.get("type") == "base64":
            raise Refused(400, "Upload the file as an asset, and send its id", param=name)
        else:
            made[name] = _with_uploads(here, item, allowed)
    return made


def _upload(here: Site, asset_id: str, allowed: set[Path]) -> Path:
    try:
        path = here.kit.assets.path(here.kit.assets.get(asset_id))
    except NotFound as missing:
        raise Refused(400, missing.message, code="asset_not_found", param="asset_id") from None
    allowed.add(path)
    return path


def shown(request: Request, here: Site, video: Video) -> dict[str, Any]:
    """A video in HeyGen's shape, its files as links."""
    data = video.to_json()
    data["status"] = _STATUSES.get(data["status"], data["status"])
    for name in _FILES:
        if data.get(f"{name}_url"):
            data[f"{name}_url"] = here.link(request, f"videos/{video.id}/{name}")
    data.update({"folder_id": None, "gif_url": None, "output_language": None, "video_page_url": None})
    for ours in ("path", "voices", "timings", "rendered", "reused", "events", "batch_id", "provider"):
        data.pop(ours, None)
    return data


async def _json(request: Request) -> Any:
    try:
        return await request.json()
    except ValueError as problem:
        raise Refused(400, "The body is no JSON") from problem
