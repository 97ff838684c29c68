"""``/v3/avatars``: who can present a video, and portraits that become one once the person has agreed."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.concurrency import run_in_threadpool
from pydantic import BaseModel, ConfigDict, Field

from heygen_cli.api.errors import Refused
from heygen_cli.api.paging import Limit, Token
from heygen_cli.api.paging import page as paged
from heygen_cli.api.site import Site, site
from heygen_cli.domain.avatar import Avatar, Look, Preview
from heygen_cli.domain.errors import NotFound

router = APIRouter()

Here = Annotated[Site, Depends(site)]
Ownership = Literal["public", "private"]
_STILL = (640, 360)


class File(BaseModel):
    """A file that a request names. Only uploads can be named."""

    model_config = ConfigDict(extra="allow")
    type: str = Field(max_length=20)
    asset_id: str | None = Field(default=None, max_length=200)


class Creation(BaseModel):
    """A presenter to be made of a photograph."""

    type: str = Field(max_length=40, json_schema_extra={"enum": ["photo"]})
    name: str = Field(min_length=1, max_length=100)
    file: File | None = None


class Consent(BaseModel):
    """That the person shown has agreed, in their words or in a recording."""

    consent_text: str | None = Field(default=None, max_length=5000)
    consent_video: File | None = None
    reroute_url: str | None = Field(default=None, max_length=2000)


class Renaming(BaseModel):
    """What a look is to be called."""

    name: str | None = Field(default=None, max_length=100)


@router.get("/v3/avatars")
async def avatars(
    request: Request, here: Here, limit: Limit = 20, token: Token = None, ownership: Ownership | None = None
) -> dict[str, Any]:
    """Presenters."""
    found = await run_in_threadpool(here.kit.avatars.list, limit=limit, token=token, ownership=ownership)
    return paged([_group(request, here, item) for item in found.items], found.next_token)


@router.post("/v3/avatars")
async def create(request: Request, here: Here, asked: Creation) -> dict[str, Any]:
    """Make a presenter of an uploaded photograph. It waits for the consent of the person it shows."""
    if asked.type != "photo":
        what = {"prompt": "Presenters from a description", "digital_twin": "Digital twins"}.get(asked.type)
        if what is None:
            raise Refused(400, 'The type is "photo"', param="type")
        raise Refused(501, f"{what} are made in HeyGen's cloud only; here presenters are made of photographs")
    if asked.file is None or not asked.file.asset_id:
        raise Refused(400, "Upload the photograph as an asset, and send its id", param="file.asset_id")
    asset_id = asked.file.asset_id

    def made() -> Avatar:
        assets = here.kit.assets
        return here.kit.avatars.propose(assets.path(assets.get(asset_id)), name=asked.name)

    avatar = await run_in_threadpool(made)
    return {
        "data": {"avatar_group": _group(request, here, avatar), "avatar_item": _look(request, here, avatar.looks[0])}
    }


@router.get("/v3/avatars/looks")
async def looks(
    request: Request,
    here: Here,
    limit: Limit = 20,
    token: Token = None,
    group_id: Annotated[str | None, Query(max_length=200)] = None,
    avatar_type: Annotated[str | None, Query(max_length=40)] = None,
    ownership: Ownership | None = None,
) -> dict[str, Any]:
    """Looks of presenters."""
    wanted = {"avatar_id": group_id, "avatar_type": avatar_type, "ownership": ownership}
    found = await run_in_threadpool(here.kit.avatars.looks, limit=limit, token=token, **wanted)
    return paged([_look(request, here, item) for item in found.items], found.next_token)


@router.get("/v3/avatars/looks/{look_id:path}")
async def look(request: Request, here: Here, look_id: str) -> dict[str, Any]:
    """One look."""
    return {"data": _look(request, here, await run_in_threadpool(here.kit.avatars.look, look_id))}


@router.patch("/v3/avatars/looks/{look_id:path}")
async def rename(request: Request, here: Here, look_id: str, asked: Renaming) -> dict[str, Any]:
    """Call a look of one's own otherwise."""
    avatars = here.kit.avatars
    if asked.name is None:
        return await look(request, here, look_id)
    return {"data": _look(request, here, await run_in_threadpool(avatars.rename, look_id, asked.name))}


@router.delete("/v3/avatars/looks/{look_id:path}")
async def delete_look(here: Here, look_id: str) -> dict[str, Any]:
    """Delete a look of one's own; a portrait has one, and goes with it."""
    await run_in_threadpool(here.kit.avatars.delete, look_id)
    return {"data": {"id": look_id}}


@router.get("/v3/avatars/{group_id}")
async def avatar(request: Request, here: Here, group_id: str) -> dict[str, Any]:
    """One presenter."""
    return {"data": _group(request, here, await run_in_threadpool(here.kit.avatars.find, group_id))}


@router.delete("/v3/avatars/{group_id}")
async def delete(here: Here, group_id: str) -> dict[str, Any]:
    """Delete a presenter of one's own."""
    await run_in_threadpool(here.kit.avatars.delete, group_id)
    return {"data": {"id": group_id}}


@router.post("/v3/avatars/{group_id}/consent")
async def consent(request: Request, here: Here, group_id: str, asked: Consent) -> dict[str, Any]:
    """Say that the person shown has agreed, which lets the portrait speak."""
    if not (asked.consent_text or "").strip() and asked.consent_video is None:
        raise Refused(400, "Send the words of the consent, or a recording of it", param="consent_text")
    if asked.consent_video is not None:
        here.kit.assets.get(asked.consent_video.asset_id or "-")
    try:
        found = await run_in_threadpool(here.kit.avatars.agree, group_id, "request")
    except NotFound:
        found = await run_in_threadpool(here.kit.avatars.find, group_id)  # it has it already
    return {"data": {"avatar_group": _group(request, here, found), "url": None}}


def still(here: Site, look_id: str) -> bytes:
    """A picture of a look."""
    return here.kit.avatars.still(look_id, Preview(*_STILL))


def png(data: bytes) -> Response:
    """A picture that browsers may keep for a day."""
    return Response(data, media_type="image/png", headers={"Cache-Control": "private, max-age=86400"})


def _group(request: Request, here: Site, avatar: Avatar) -> dict[str, Any]:
    picture = None if avatar.pending else here.link(request, f"looks/{avatar.looks[0].id}")
    return {**avatar.to_json(), "preview_image_url": picture}


def _look(request: Request, here: Site, look: Look) -> dict[str, Any]:
    return {**look.to_json(), "preview_image_url": here.link(request, f"looks/{look.id}")}
