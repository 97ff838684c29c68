"""Routes of HeyGen's first and second API, for callers that its removal left behind. Deprecated from the start."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from typing import Annotated, Any

from anyio import to_thread
from fastapi import APIRouter, Depends, Request, Response
from fastapi.concurrency import run_in_threadpool

from heygen_cli.api.assets import LARGEST
from heygen_cli.api.errors import Refused
from heygen_cli.api.orders import aside, body_of, from_mapping, remember, with_uploads
from heygen_cli.api.replay import answer_to
from heygen_cli.api.site import Site, site
from heygen_cli.api.templates import generated
from heygen_cli.api.videos import shown
from heygen_cli.api.webhooks import Order, call_back
from heygen_cli.domain.endpoint import Endpoint
from heygen_cli.domain.fields import Marks
from heygen_cli.domain.job import Job
from heygen_cli.domain.video import Video
from heygen_cli.v3.template import TemplateVideo

router = APIRouter(deprecated=True)

Here = Annotated[Site, Depends(site)]
_LARGEST_SIDE = 8192  # pixels
_SUNSET = {"Deprecation": "true", "Link": '</v3/videos>; rel="successor-version"'}
_RATIOS = {(16, 9): "16:9", (9, 16): "9:16", (1, 1): "1:1", (4, 5): "4:5", (5, 4): "5:4"}


@router.post("/v2/video/generate")
async def generate(request: Request, response: Response, here: Here) -> dict[str, Any]:
    """Have a video made of scenes in the words of version 2."""
    response.headers.update(_SUNSET)
    body = await body_of(request)
    job, video = await aside(lambda: _prepared(here, body))
    await call_back(request, here, video.id, body)
    told = _made(video)
    await remember(here, [(job, video)], answer_to(request, told))
    return told


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


@router.post("/v1/asset")
async def upload(request: Request, response: Response, here: Here) -> dict[str, Any]:
    """Upload a file as the whole body; its content type says what it is."""
    response.headers.update(_SUNSET)
    service = here.kit.assets
    with ExitStack() as stack:
        arriving = stack.enter_context(service.taking(None, request.headers.get("content-type"), LARGEST))
        async for block in request.stream():
            await to_thread.run_sync(arriving.write, block)
        await to_thread.run_sync(stack.close)
    asset = service.get(arriving.asset.id)
    link = here.link(request, f"assets/{asset.id}")
    data = {"id": asset.id, "name": asset.name, "file_type": asset.kind, "folder_id": "", "url": link}
    return {"code": 100, "message": None, "msg": None, "data": {**data, "created_ts": int(asset.created_at)}}


@router.get("/v2/templates")
async def templates(response: Response, here: Here) -> dict[str, Any]:
    """All templates."""
    response.headers.update(_SUNSET)
    found = here.kit.templates.list(limit=100).items
    made = [{"template_id": each.id, "name": each.name, "thumbnail_image_url": None} for each in found]
    return {"error": None, "data": {"templates": made}}


@router.get("/v2/template/{template_id}")
async def template(response: Response, here: Here, template_id: str) -> dict[str, Any]:
    """One template's variables."""
    response.headers.update(_SUNSET)
    return {"error": None, "data": {"variables": here.kit.templates.details(template_id)["variables"]}}


@router.post("/v2/template/{template_id}/generate")
async def fill(request: Request, response: Response, here: Here, template_id: str) -> dict[str, Any]:
    """Have a film made of a template."""
    response.headers.update(_SUNSET)
    body = _known(await body_of(request))
    return await generated(request, here, template_id, body, _made)


@router.post("/v1/webhook/endpoint.add")
async def add_endpoint(request: Request, response: Response, here: Here, asked: Order) -> dict[str, Any]:
    """Have an address told of events."""
    response.headers.update(_SUNSET)
    endpoints, base = here.kit.endpoints, str(request.base_url)
    made = await run_in_threadpool(endpoints.create, asked.url, asked.events, base=base)
    return _success({**_endpoint(made), "secret": made.secret})


@router.get("/v1/webhook/endpoint.list")
async def list_endpoints(response: Response, here: Here) -> dict[str, Any]:
    """Everybody who is told."""
    response.headers.update(_SUNSET)
    return _success([_endpoint(each) for each in here.kit.endpoints.list()])


@router.delete("/v1/webhook/endpoint.delete")
async def delete_endpoint(response: Response, here: Here, endpoint_id: str) -> dict[str, Any]:
    """Forget an address."""
    response.headers.update(_SUNSET)
    await run_in_threadpool(here.kit.endpoints.delete, endpoint_id)
    return _success(None)


def _made(video: Video) -> dict[str, Any]:
    return {"error": None, "data": {"video_id": video.id}}


def _endpoint(endpoint: Endpoint) -> dict[str, Any]:
    told = {"endpoint_id": endpoint.id, "url": endpoint.url, "status": "enabled"}
    return {**told, "events": list(endpoint.events or ()), "created_at": int(endpoint.created_at)}


def _success(data: Any) -> dict[str, Any]:
    return {"code": 100, "message": "Success", "data": data}


def _prepared(here: Site, body: Any) -> tuple[Job, Video]:
    allowed: set[Path] = set()
    data = _storyboard(body)
    for scene in data["scenes"]:
        for name in ("audio", "background"):
            if isinstance(scene.get(name), dict):
                scene[name] = with_uploads(here, scene[name], allowed)["asset_id"]
    return from_mapping(here, data, Marks(), allowed=allowed)


def _known(body: Any) -> Any:
    """A request for a template without what version 3 has no word for."""
    if not isinstance(body, dict):
        return body
    return {name: value for name, value in body.items() if name in TemplateVideo.model_fields}


def _storyboard(body: Any) -> dict[str, Any]:
    """A request of version 2 as a storyboard of ours, its files still named by the ids of assets; raises Refused."""
    inputs = body.get("video_inputs") if isinstance(body, dict) else None
    if not isinstance(inputs, list) or not inputs or not all(isinstance(item, dict) for item in inputs):
        raise Refused(400, "video_inputs must be a list of scenes", param="video_inputs")
    speeds = {_part(item, "voice", place).get("speed") for place, item in enumerate(inputs)} - {None}
    if len(speeds) > 1:
        raise Refused(400, "One speed goes for the whole film here", param="video_inputs.0.voice.speed")
    made = {
        "title": body.get("title"),
        "captions": "sidecar" if body.get("caption") else None,
        "voice_settings": {"speed": speeds.pop()} if speeds else None,
        **_size(body.get("dimension")),
        "scenes": [_scene(item, place) for place, item in enumerate(inputs)],
    }
    return {name: value for name, value in made.items() if value is not None}


def _scene(item: dict[str, Any], place: int) -> dict[str, Any]:
    character, voice, background = (_part(item, name, place) for name in ("character", "voice", "background"))
    made = {
        "avatar": character.get("avatar_id") or character.get("talking_photo_id"),
        "script": voice.get("input_text"),
        "voice": voice.get("voice_id"),
        "audio": _asset(voice.get("audio_asset_id")),
        "background": background.get("value") if background.get("type") == "color" else None,
    }
    if background.get("type") == "image":
        made["background"] = _asset(background.get("image_asset_id"))
    return {name: value for name, value in made.items() if value is not None}


def _asset(asset_id: Any) -> dict[str, Any] | None:
    return None if asset_id is None else {"asset_id": asset_id}


def _part(item: dict[str, Any], name: str, place: int) -> dict[str, Any]:
    part = item.get(name) or {}
    if not isinstance(part, dict):
        raise Refused(400, f"{name} must be an object", param=f"video_inputs.{place}.{name}")
    return part


def _size(dimension: Any) -> dict[str, str]:
    """The shape and the resolution nearest to a width and a height; raises Refused."""
    if dimension is None:
        return {}
    given = dimension if isinstance(dimension, dict) else {}
    width, height = (_side(given.get(name)) for name in ("width", "height"))
    ratio = min(_RATIOS, key=lambda pair: abs(pair[0] / pair[1] - width / height))
    short = min(width, height)
    return {
        "aspect_ratio": _RATIOS[ratio],
        "resolution": "4k" if short > 1080 else "1080p" if short > 720 else "720p",
    }


def _side(pixels: Any) -> int:
    if not isinstance(pixels, int) or not 0 < pixels <= _LARGEST_SIDE:
        raise Refused(400, f"dimension needs a width and a height of 1 to {_LARGEST_SIDE}", param="dimension")
    return pixels
