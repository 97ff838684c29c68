"""``/v3/assets``: files that requests may name."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager, ExitStack
from typing import Annotated, Any

from anyio import to_thread
from fastapi import APIRouter, Depends, Query, Request, UploadFile
from fastapi.concurrency import run_in_threadpool
from pydantic import BaseModel, Field

from heygen_cli.api.body import LARGEST_DIRECT
from heygen_cli.api.errors import Refused
from heygen_cli.api.paging import Limit, Token
from heygen_cli.api.paging import page as paged
from heygen_cli.api.site import Site, site
from heygen_cli.domain.asset import Asset, mime_of, name_of
from heygen_cli.services.asset import Arriving, Wanted

router = APIRouter()
uploads = APIRouter()

Here = Annotated[Site, Depends(site)]
LARGEST = 32 * 1024 * 1024  # bytes, of a form
_BLOCK = 1024 * 1024
_LINK_LIFE_S = 3600


class Announcement(BaseModel):
    """A file that is about to be sent."""

    filename: str = Field(min_length=1, max_length=500)
    content_type: str = Field(min_length=1, max_length=100)
    size_bytes: int = Field(ge=1, le=LARGEST_DIRECT)
    checksum_sha256: str | None = Field(default=None, pattern="^[0-9a-fA-F]{64}$")

    def wanted(self) -> Wanted:
        """The same for the service."""
        digest = self.checksum_sha256.lower() if self.checksum_sha256 else None
        return Wanted(name_of(self.filename), mime_of(self.content_type, ""), self.size_bytes, digest)


class Announcements(BaseModel):
    """Several files that are about to be sent."""

    files: list[Announcement] = Field(min_length=1, max_length=100)
    title: str | None = Field(default=None, max_length=300)
    callback_url: str | None = Field(default=None, max_length=2000)


class Completion(BaseModel):
    """What is said when a file was sent."""

    checksum_sha256: str | None = Field(default=None, pattern="^[0-9a-fA-F]{64}$")


class BatchCompletion(BaseModel):
    """Which batch was sent."""

    batch_id: str = Field(max_length=100)


@router.post("/v3/assets")
async def create(request: Request, here: Here, file: UploadFile) -> dict[str, Any]:
    """Upload a file. Its name gives it its kind and nothing else."""
    service = here.kit.assets

    def take() -> Asset:
        with service.taking(file.filename, None, LARGEST) as arriving:
            while block := file.file.read(_BLOCK):
                arriving.write(block)
        return service.get(arriving.asset.id)

    return {"data": _made(request, here, await run_in_threadpool(take))}


@router.get("/v3/assets")
async def page(
    request: Request, here: Here, limit: Limit = 20, token: Token = None, username: str = "", folder_id: str = ""
) -> dict[str, Any]:
    """One's uploads, newest first."""
    if username not in ("", here.caller.user, "local") or folder_id:
        return paged([], None)
    found, more = here.kit.assets.list(limit=limit, token=token)
    return paged([_shown(request, here, asset) for asset in found], more)


@router.get("/v3/assets/search")
async def search(
    request: Request,
    here: Here,
    query: Annotated[str, Query(max_length=200)],
    type: Annotated[str, Query(pattern="^(image|icon)$")] = "image",
    scope: Annotated[str, Query(pattern="^(public|personal)$")] = "public",
    limit: Limit = 20,
    token: Token = None,
) -> dict[str, Any]:
    """One's own pictures by their names; this server has no public ones, and no icons."""
    if scope != "personal" or type != "image":
        return paged([], None)
    found, more = here.kit.assets.list(limit=limit, token=token, words=query, kind="image/")
    data = [
        {"type": "image", "id": asset.id, "url": _link(request, here, asset), "width": None, "height": None}
        for asset in found
    ]
    return paged(data, more)


@router.get("/v3/assets/statuses")
async def statuses(here: Here, asset_ids: str = "", batch_ids: str = "") -> dict[str, Any]:
    """How far several uploads are."""
    service = here.kit.assets
    data: list[dict[str, Any]] = [
        {"video_id": each, "status": service.status(each), "error": None, "batch_id": None, "item_index": None}
        for each in filter(None, (part.strip() for part in asset_ids.split(",")))
    ]
    for batch_id in filter(None, (part.strip() for part in batch_ids.split(","))):
        data += [{**item, "batch_id": batch_id} for item in _items(service.batch(batch_id)[1])]
    return paged(data, None)


@router.post("/v3/assets/direct-uploads")
async def expect(request: Request, here: Here, asked: Announcement) -> dict[str, Any]:
    """Get a place to send a large file to."""
    made = await run_in_threadpool(here.kit.assets.expect, [asked.wanted()], most=LARGEST_DIRECT)
    return {"data": _place(request, here, made[0])}


@router.post("/v3/assets/direct-uploads/batches")
async def expect_many(request: Request, here: Here, asked: Announcements) -> dict[str, Any]:
    """Get places for several large files."""
    files = [file.wanted() for file in asked.files]
    made = await run_in_threadpool(here.kit.assets.expect, files, most=LARGEST_DIRECT, title=asked.title, batch=True)
    return {"data": {"batch_id": made[0].batch, "items": [_place(request, here, asset) for asset in made]}}


@router.post("/v3/assets/complete/batches")
async def complete_many(here: Here, asked: BatchCompletion) -> dict[str, Any]:
    """Say that all files of a batch were sent."""
    batch, assets = here.kit.assets.batch(asked.batch_id)
    for asset in assets:
        here.kit.assets.complete(asset.id)
    return {"data": {"batch_id": batch.id, "status": "completed", "items": _items(assets)}}


@router.get("/v3/assets/batches/{batch_id}")
async def batch(here: Here, batch_id: str, limit: Limit = 100, token: Token = None) -> dict[str, Any]:
    """A batch of uploads."""
    group, assets = here.kit.assets.batch(batch_id)
    begin = int(token) if token and token.isdecimal() else 0
    items = _items(assets)
    done = sum(item["status"] == "completed" for item in items)
    more = begin + limit < len(items)
    return {
        "data": {
            "batch_id": group.id,
            "title": group.title,
            "status": "completed" if done == len(items) else "processing",
            "created_at": int(group.created_at),
            "total_items": len(items),
            "counts_by_status": {"completed": done, "processing": len(items) - done},
            "items": items[begin : begin + limit],
            "has_more": more,
            "next_token": str(begin + limit) if more else None,
        }
    }


@router.post("/v3/assets/{asset_id}/complete")
async def complete(request: Request, here: Here, asset_id: str, asked: Completion | None = None) -> dict[str, Any]:
    """Say that a file was sent."""
    asset = here.kit.assets.complete(asset_id, asked.checksum_sha256 if asked else None)
    return {"data": {**_made(request, here, asset), "status": "completed"}}


@router.get("/v3/assets/{asset_id}")
async def get(request: Request, here: Here, asset_id: str) -> dict[str, Any]:
    """One upload."""
    return {"data": _shown(request, here, here.kit.assets.get(asset_id))}


@router.delete("/v3/assets/{asset_id}")
async def delete(here: Here, asset_id: str) -> dict[str, Any]:
    """Delete an upload; films that were made with it stay."""
    await run_in_threadpool(here.kit.assets.delete, asset_id)
    return {"data": {"id": asset_id}}


@uploads.put("/media/uploads/{asset_id}")
async def receive(request: Request, here: Here, asset_id: str, expires: int = 0, signature: str = "") -> dict[str, Any]:
    """Take a large file, as it comes; its link is the permission."""
    if not here.permits(f"uploads/{asset_id}", expires, signature):
        raise Refused(403, "This link is wrong or has expired", code="forbidden")
    with ExitStack() as stack:
        coming: AbstractContextManager[Arriving] = here.kit.assets.receiving(asset_id)
        arriving = stack.enter_context(coming)
        async for block in request.stream():
            await to_thread.run_sync(arriving.write, block)
        await to_thread.run_sync(stack.close)
    return {"data": {"asset_id": asset_id}}


def _made(request: Request, here: Site, asset: Asset) -> dict[str, Any]:
    link = _link(request, here, asset)
    return {"asset_id": asset.id, "url": link, "mime_type": asset.mime, "size_bytes": asset.size}


def _shown(request: Request, here: Site, asset: Asset) -> dict[str, Any]:
    return {
        "id": asset.id,
        "name": asset.name,
        "type": asset.kind,
        "url": _link(request, here, asset),
        "owner": asset.owner,
        "space_id": asset.owner,
        "folder_id": None,
        "uploaded_at": int(asset.created_at),
    }


def _place(request: Request, here: Site, asset: Asset) -> dict[str, Any]:
    return {
        "asset_id": asset.id,
        "upload_url": here.link(request, f"uploads/{asset.id}", life=_LINK_LIFE_S),
        "upload_headers": {"Content-Type": asset.mime, "Content-Length": str(asset.size)},
        "max_bytes": asset.size,
        "expires_in_seconds": _LINK_LIFE_S,
        "status": "pending",
    }


def _items(assets: Sequence[Asset]) -> list[dict[str, Any]]:
    return [
        {
            "item_index": asset.number,
            "video_id": asset.id,
            "status": "completed" if asset.state == "ready" else "processing",
            "error": None,
        }
        for asset in assets
    ]


def _link(request: Request, here: Site, asset: Asset) -> str:
    return here.link(request, f"assets/{asset.id}")
