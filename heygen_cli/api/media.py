"""Files behind signed links that work for a day: films in ranges, subtitles, pictures, speech, uploads."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Depends, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import FileResponse

from heygen_cli.api.avatars import png, still
from heygen_cli.api.errors import Refused
from heygen_cli.api.site import Site, site
from heygen_cli.domain.video import Video

router = APIRouter()

Here = Annotated[Site, Depends(site)]


_ANY = {"content": {"*/*": {}}, "description": "The file, or the part of it that was asked for"}


@router.get("/media/{kind}/{rest:path}", response_class=Response, responses={200: _ANY, 206: _ANY})
async def media(here: Here, kind: str, rest: str, expires: int = 0, signature: str = "") -> Response:
    """A file, if the link is one of ours and still good."""
    if not here.permits(f"{kind}/{rest}", expires, signature):
        raise Refused(403, "This link is wrong or has expired", code="forbidden")
    if kind == "looks":
        return png(await run_in_threadpool(still, here, rest))
    name, _, asset = rest.partition("/")
    if kind == "sounds":
        return _file((await run_in_threadpool(here.kit.library.sound, rest)).path)
    if kind == "logos":
        logos = {kit.id: kit.logo for kit in await run_in_threadpool(here.kit.library.kits)}
        return _file(logos.get(rest) or Path("-"))
    if kind == "videos":
        return _file(_of_video(here.kit.videos.get(name), asset))
    folders = {"speech": here.kit.settings.folders.cache / "speech", "assets": here.assets}
    if kind not in folders or asset:
        raise Refused(404, "There is nothing here")
    # Signed paths are made of our own names; a glob cannot leave its folder.
    found = sorted(folders[kind].glob(f"{name}.*")) if name.replace("_", "").isalnum() else []
    return _file(found[0] if found else Path("-"))


def _of_video(video: Video, asset: str) -> Path:
    result = video.result
    if result is None:
        raise Refused(404, "This video has no files yet")
    film = video.path if video.path.is_file() else result.product
    beside = video.path.with_suffix(".srt")
    subtitle = beside if beside.is_file() else result.subtitles.get("srt", Path("-"))
    places = {"video": film, "captioned_video": film, "thumbnail": result.thumbnail, "subtitle": subtitle}
    places["track"] = result.subtitles.get("vtt", Path("-"))  # what browsers show over a film
    return places.get(asset, Path("-"))


def _file(path: Path) -> Response:
    if not path.is_file():
        raise Refused(404, "This file is gone")
    return FileResponse(path, headers={"Cache-Control": "private, max-age=3600", "X-Content-Type-Options": "nosniff"})
