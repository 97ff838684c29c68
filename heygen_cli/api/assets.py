"""``/v3/assets``: files that requests may name."""

from __future__ import annotations

import hashlib
import os
import uuid
from pathlib import Path
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request, UploadFile
from fastapi.concurrency import run_in_threadpool

from heygen_cli.api.errors import Refused
from heygen_cli.api.site import Site, site

router = APIRouter()

Here = Annotated[Site, Depends(site)]
LARGEST = 32 * 1024 * 1024  # bytes
_BLOCK = 1024 * 1024
_KINDS = {
    **{".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".webp": "image/webp"},
    **{".mp4": "video/mp4", ".webm": "video/webm", ".mov": "video/quicktime"},
    **{".mp3": "audio/mpeg", ".wav": "audio/wav", ".m4a": "audio/mp4", ".ogg": "audio/ogg"},
}


@router.post("/v3/assets")
async def create(request: Request, here: Here, file: UploadFile) -> dict[str, Any]:
    """Upload a file. Its name gives it its kind and nothing else."""
    suffix = Path(file.filename or "").suffix.lower()
    if suffix not in _KINDS:
        raise Refused(400, f"Files end in {', '.join(_KINDS)}", param="file")
    here.assets.mkdir(mode=0o700, parents=True, exist_ok=True)
    asset_id = f"asset_{uuid.uuid4().hex}"
    part = here.assets / f".{asset_id}"
    size, digest = 0, hashlib.sha256()
    try:
        with part.open("wb") as kept:
            while block := await file.read(_BLOCK):
                size += len(block)
                if size > LARGEST:
                    raise Refused(413, f"A file may have {LARGEST:,} bytes", param="file")
                digest.update(block)
                await run_in_threadpool(kept.write, block)
            kept.flush()
            await run_in_threadpool(os.fsync, kept.fileno())
        part.replace(here.assets / f"{asset_id}{suffix}")
    finally:
        part.unlink(missing_ok=True)
    link = here.link(request, f"assets/{asset_id}")
    return {"data": {"asset_id": asset_id, "url": link, "mime_type": _KINDS[suffix], "size_bytes": size}}


@router.get("/v3/assets/{asset_id}")
async def get(request: Request, here: Here, asset_id: str) -> dict[str, Any]:
    """One upload."""
    path = _find(here, asset_id)
    stat = path.stat()
    return {
        "data": {
            "id": asset_id,
            "name": path.name,
            "type": _KINDS[path.suffix].partition("/")[0],
            "url": here.link(request, f"assets/{asset_id}"),
            "owner": "local",
            "space_id": "local",
            "folder_id": None,
            "uploaded_at": int(stat.st_mtime),
        }
    }


@router.delete("/v3/assets/{asset_id}")
async def delete(here: Here, asset_id: str) -> dict[str, Any]:
    """Delete an upload; films that were made with it stay."""
    _find(here, asset_id).unlink(missing_ok=True)
    return {"data": {"id": asset_id}}


def _find(here: Site, asset_id: str) -> Path:
    found = sorted(here.assets.glob(f"{asset_id}.*")) if asset_id.replace("_", "").isalnum() else []
    if not found:
        raise Refused(404, f"There is no asset {asset_id}", code="asset_not_found")
    return found[0]
