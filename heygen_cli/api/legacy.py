"""Routes of HeyGen's first and second API, for callers that its removal left behind. Deprecated from the start."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request, Response

from heygen_cli.api.errors import Refused
from heygen_cli.api.orders import submit
from heygen_cli.api.site import Site, site
from heygen_cli.api.videos import shown

router = APIRouter(deprecated=True)

Here = Annotated[Site, Depends(site)]
_SUNSET = {"Deprecation": "true", "Link": '</v3/videos>; rel="successor-version"'}
_RATIOS = {(16, 9): "16:9", (9, 16): "9:16", (1, 1): "1:1", (4, 5): "4:5", (5, 4): "5:4"}


@router.post("/v2/video/generate")
async def generate(request: Request, response: Response, here: Here) -> dict[str, Any]:
    """Have a video made of scenes in the words of version 2."""
    response.headers.update(_SUNSET)
    try:
        body = await request.json()
    except ValueError as problem:
        raise Refused(400, "The body is no JSON") from problem
    video = await submit(here, _translated(body))
    return {"error": None, "data": {"video_id": video.id}}


@router.get("/v1/video_status.get")
async def status(request: Request, response: Response, here: Here, video_id: str) -> dict[str, Any]:
    """How far a video is."""
    response.headers.update(_SUNSET)
    data = shown(request, here, here.kit.videos.get(video_id))
    error = {"code": data["failure_code"], "message": data["failure_message"]} if data["failure_code"] else None
    return {"code": 100, "message": "Success", "data": {**data, "error": error}}


@router.get("/v1/video.list")
async def listed(request: Request, response: Response, here: Here, limit: int = 10, token: str = "") -> dict[str, Any]:
    """Videos, newest first."""
    response.headers.update(_SUNSET)
    found = here.kit.videos.list(limit=max(1, min(100, limit)), token=token or None)
    videos = [{**shown(request, here, video), "video_id": video.id, "type": "GENERATED"} for video in found.videos]
    return {"code": 100, "message": "Success", "data": {"videos": videos, "token": found.next_token}}


@router.get("/v2/avatars")
async def avatars(request: Request, response: Response, here: Here) -> dict[str, Any]:
    """All presenters."""
    response.headers.update(_SUNSET)
    found = here.kit.avatars.looks(limit=100).items
    made = [
        {
            "avatar_id": look.id,
            "avatar_name": look.name,
            "gender": look.gender,
            "preview_image_url": here.link(request, f"looks/{look.id}"),
            "preview_video_url": None,
        }
        for look in found
    ]
    return {"error": None, "data": {"avatars": made, "talking_photos": []}}


@router.get("/v2/voices")
async def voices(response: Response, here: Here) -> dict[str, Any]:
    """All voices."""
    response.headers.update(_SUNSET)
    return {"error": None, "data": {"voices": [voice.to_json() for voice in here.kit.voices.list(limit=100).items]}}


@router.get("/v2/user/remaining_quota")
async def quota(response: Response) -> dict[str, Any]:
    """There is no quota here; callers that check one go on."""
    response.headers.update(_SUNSET)
    return {"error": None, "data": {"remaining_quota": 10**9, "details": {"api": 10**9}}}


def _translated(body: Any) -> dict[str, Any]:
    """A request of version 2 as one of version 3."""
    inputs = body.get("video_inputs") if isinstance(body, dict) else None
    if not isinstance(inputs, list) or not inputs or not all(isinstance(item, dict) for item in inputs):
        raise Refused(400, "video_inputs must be a list of scenes", param="video_inputs")
    output = {"title": body.get("title"), **_size(body.get("dimension"))}
    if body.get("caption"):
        output["caption"] = {"file_format": "srt", "style": "default"}
    if len(inputs) == 1:
        return {"type": "avatar", **output, **_scene(inputs[0])}
    scenes = [{"type": "avatar_video", "source": {"type": "avatar", **_scene(item)}} for item in inputs]
    return {"type": "studio", **output, "scenes": scenes}


def _scene(item: dict[str, Any]) -> dict[str, Any]:
    character, voice = item.get("character") or {}, item.get("voice") or {}
    made = {
        "avatar_id": character.get("avatar_id") or character.get("talking_photo_id"),
        "script": voice.get("input_text"),
        "voice_id": voice.get("voice_id"),
        "audio_asset_id": voice.get("audio_asset_id"),
    }
    if voice.get("speed"):
        made["voice_settings"] = {"speed": voice["speed"]}
    background = item.get("background") or {}
    if background.get("type") == "color":
        made["background"] = {"type": "color", "value": background.get("value")}
    elif background.get("type") == "image":
        made["background"] = {"type": "image", "asset_id": background.get("image_asset_id")}
    return {name: value for name, value in made.items() if value is not None}


def _size(dimension: Any) -> dict[str, str]:
    if not isinstance(dimension, dict) or not dimension.get("width") or not dimension.get("height"):
        return {}
    width, height = int(dimension["width"]), int(dimension["height"])
    ratio = min(_RATIOS, key=lambda pair: abs(pair[0] / pair[1] - width / height))
    short = min(width, height)
    return {
        "aspect_ratio": _RATIOS[ratio],
        "resolution": "4k" if short > 1080 else "1080p" if short > 720 else "720p",
    }
