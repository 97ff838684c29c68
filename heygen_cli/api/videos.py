"""``/v3/videos``: made by workers, listed, shown, deleted."""

from __future__ import annotations

from collections import Counter
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request
from fastapi.concurrency import run_in_threadpool
from pydantic import BaseModel, Field

from heygen_cli.api.errors import Refused
from heygen_cli.api.orders import all_prepared, aside, body_of, prepared, remember
from heygen_cli.api.replay import answer_to
from heygen_cli.api.site import Site, site
from heygen_cli.api.webhooks import call_back
from heygen_cli.domain.errors import NotFound
from heygen_cli.domain.video import Video

router = APIRouter()

Here = Annotated[Site, Depends(site)]
# HeyGen has fewer words for how far a video is.
_STATUSES = {"queued": "pending", "interrupted": "processing", "canceled": "failed"}
_MOST_IN_BATCH = 100
_ITEM_STATUSES = {
    **{"queued": "queued", "running": "processing", "done": "completed"},
    **{"failed": "failed", "canceled": "failed"},
}
Limit = Annotated[int, Query(ge=1, le=100)]
Token = Annotated[str | None, Query(max_length=200)]
_FILES = ("video", "captioned_video", "thumbnail", "subtitle")


class Batch(BaseModel):
    """Many videos."""

    videos: list[Any] = Field(min_length=1, max_length=_MOST_IN_BATCH)
    title: str | None = Field(default=None, max_length=300)
    callback_url: str | None = Field(default=None, max_length=2000)


@router.post("/v3/videos")
async def create(request: Request, here: Here) -> dict[str, Any]:
    """Have a video made; answered at once."""
    body = await body_of(request)
    job, video = await aside(lambda: prepared(here, body))
    told = {"data": {"video_id": video.id, "status": "waiting", "output_format": video.storyboard["format"]}}
    await call_back(request, here, video.id, body)
    await remember(here, [(job, video)], answer_to(request, told))
    return told


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
async def statuses(here: Here, video_ids: str = "", batch_ids: str = "") -> dict[str, Any]:
    """How far several videos are; whoever asks for what is not theirs is told that there is no such thing."""
    data = [_status(here, video_id) for video_id in _ids(video_ids)]
    for batch_id in _ids(batch_ids):
        try:
            here.kit.batches.find(batch_id)
        except NotFound:
            data.append(_told(None, "not_found", batch_id))
        else:
            data += [{**item, "batch_id": batch_id} for item in _items(here, batch_id)]
    return {"data": data, "has_more": False, "next_token": None}


@router.post("/v3/videos/batches")
async def create_batch(request: Request, here: Here, asked: Batch) -> dict[str, Any]:
    """Have many videos made; when one of the requests is wrong, none is taken."""
    batch = await run_in_threadpool(here.kit.batches.collect, asked.title or "")
    told = {"data": {"batch_id": batch.id, "status": "processing", "total_items": len(asked.videos)}}
    try:
        await call_back(request, here, batch.id, {"callback_url": asked.callback_url})
        items = await all_prepared(here, asked.videos, batch.id)
        await remember(here, items, answer_to(request, told))
    except BaseException:
        await run_in_threadpool(here.kit.batches.forget, batch)
        raise
    return told


@router.get("/v3/videos/batches/{batch_id}")
async def get_batch(here: Here, batch_id: str, limit: Limit = 100, token: Token = None) -> dict[str, Any]:
    """One batch, and a page of its videos."""
    batch = here.kit.batches.find(batch_id)
    items = _items(here, batch.id)
    counts = Counter(item["status"] for item in items)
    begin = _place(token)
    more = begin + limit < len(items)
    left = counts["queued"] + counts["processing"]
    return {
        "data": {
            "batch_id": batch.id,
            "title": batch.title or None,
            "status": "processing" if left else "completed" if counts["completed"] else "failed",
            "created_at": int(batch.created_at),
            "total_items": len(items),
            "counts_by_status": dict(counts),
            "items": items[begin : begin + limit],
            "has_more": more,
            "next_token": f"i{begin + limit}" if more else None,
        }
    }


@router.get("/v3/videos/{video_id}")
async def get(request: Request, here: Here, video_id: str) -> dict[str, Any]:
    """One video."""
    return {"data": shown(request, here, here.kit.videos.get(video_id))}


@router.delete("/v3/videos/{video_id}")
async def delete(here: Here, video_id: str) -> dict[str, Any]:
    """Forget a video and delete its file."""
    await run_in_threadpool(here.kit.videos.delete, video_id, files=True)
    return {"data": {"id": video_id, "video_id": video_id}}


def _status(here: Site, video_id: str) -> dict[str, Any]:
    try:
        video = here.kit.videos.get(video_id)
    except NotFound:
        return _told(video_id, "not_found")
    error = {"code": video.failure_code, "message": video.failure_message} if video.failure_code else None
    return _told(video_id, _STATUSES.get(video.shown_status, video.shown_status), error=error)


def _items(here: Site, batch_id: str) -> list[dict[str, Any]]:
    """The videos of a batch as its items."""
    return [
        {
            "item_index": number,
            "video_id": line.job.video,
            "status": _ITEM_STATUSES[line.job.state],
            "error": {"code": line.job.failure_code, "message": line.job.failure_message}
            if line.job.failure_code
            else None,
        }
        for number, line in enumerate(here.kit.batches.report(here.kit.batches.find(batch_id)).lines)
    ]


def _told(
    video_id: str | None, status: str, batch_id: str | None = None, error: dict[str, Any] | None = None
) -> dict[str, Any]:
    return {"video_id": video_id, "status": status, "error": error, "batch_id": batch_id, "item_index": None}


def _ids(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]


def _place(token: str | None) -> int:
    if token is None:
        return 0
    if not (token.startswith("i") and token[1:].isdecimal()):
        raise Refused(400, "This token was not made by a batch", param="token")
    return int(token[1:])


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
