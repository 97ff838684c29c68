"""``/v3/webhooks``: addresses that are told when something is done, and what they were told."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request
from fastapi.concurrency import run_in_threadpool
from pydantic import BaseModel, Field

from heygen_cli.api.errors import Refused
from heygen_cli.api.paging import Limit, Token
from heygen_cli.api.paging import page as paged
from heygen_cli.api.site import Site, site
from heygen_cli.domain.endpoint import EVENT_TYPES, Endpoint

router = APIRouter()

Here = Annotated[Site, Depends(site)]
Url = Annotated[str, Field(min_length=8, max_length=2000)]
Events = Annotated[list[str], Field(max_length=50)]


class Order(BaseModel):
    """Who is to be told of what."""

    url: Url
    events: Events | None = None
    entity_id: str | None = Field(default=None, max_length=200)


class Change(BaseModel):
    """What is to be otherwise."""

    url: Url | None = None
    events: Events | None = None


@router.post("/v3/webhooks/endpoints")
async def create(request: Request, here: Here, asked: Order) -> dict[str, Any]:
    """Have an address told of events; the secret is shown this once."""
    endpoints, base = here.kit.endpoints, str(request.base_url)
    made = await run_in_threadpool(endpoints.create, asked.url, asked.events, base=base)
    return {"data": {**_shown(made), "secret": made.secret}}


@router.get("/v3/webhooks/endpoints")
async def page(here: Here, limit: Limit = 10, token: Token = None) -> dict[str, Any]:
    """One's endpoints, newest first."""
    found = [each for each in here.kit.endpoints.list() if token is None or each.id < token]
    more = found[limit - 1].id if len(found) > limit else None
    return paged([_shown(each) for each in found[:limit]], more)


@router.patch("/v3/webhooks/endpoints/{endpoint_id}")
async def update(here: Here, endpoint_id: str, asked: Change) -> dict[str, Any]:
    """Change an endpoint."""
    changed = await run_in_threadpool(here.kit.endpoints.update, endpoint_id, url=asked.url, events=asked.events)
    return {"data": _shown(changed)}


@router.post("/v3/webhooks/endpoints/{endpoint_id}/rotate-secret")
async def rotate(here: Here, endpoint_id: str) -> dict[str, Any]:
    """Give an endpoint a new secret, shown this once."""
    changed = await run_in_threadpool(here.kit.endpoints.rotate, endpoint_id)
    return {"data": {"endpoint_id": changed.id, "secret": changed.secret}}


@router.delete("/v3/webhooks/endpoints/{endpoint_id}")
async def delete(here: Here, endpoint_id: str) -> dict[str, Any]:
    """Forget an endpoint."""
    await run_in_threadpool(here.kit.endpoints.delete, endpoint_id)
    return {"data": {"endpoint_id": endpoint_id}}


@router.get("/v3/webhooks/event-types")
async def event_types() -> dict[str, Any]:
    """The kinds of events that happen here."""
    data = [{"event_type": kind, "description": words} for kind, words in EVENT_TYPES.items()]
    return paged(data, None)


@router.get("/v3/webhooks/events")
async def events(
    here: Here,
    limit: Limit = 10,
    token: Token = None,
    event_type: Annotated[str | None, Query(max_length=100)] = None,
    entity_id: Annotated[str | None, Query(max_length=200)] = None,
) -> dict[str, Any]:
    """Events that happened, newest first."""
    found = here.kit.endpoints.events(limit=limit + 1, before=_number(token), kind=event_type)
    shown = [each for each in found[:limit] if entity_id in (None, *each["data"].values())]
    return paged([_event(each) for each in shown], str(found[limit - 1]["number"]) if len(found) > limit else None)


@router.get("/webhooks/deliveries")
async def deliveries(here: Here, limit: Limit = 20, token: Token = None) -> dict[str, Any]:
    """What was sent or is to be, newest first, and how it went."""
    found = here.kit.endpoints.deliveries(limit=limit + 1, before=_number(token))
    return paged([each.to_json() for each in found[:limit]], str(found[limit - 1].id) if len(found) > limit else None)


@router.post("/webhooks/deliveries/{delivery_id}/replay")
async def replay(here: Here, delivery_id: Annotated[int, Field(ge=1, lt=2**62)]) -> dict[str, Any]:
    """Have something sent once more."""
    return {"data": (await run_in_threadpool(here.kit.endpoints.replay, delivery_id)).to_json()}


async def call_back(request: Request, here: Site, subject: str, body: Any) -> None:
    """Remember the address that a request wants told, if it names one."""
    url = body.get("callback_url") if isinstance(body, dict) else None
    if isinstance(url, str) and url:
        callback_id, base = body.get("callback_id"), str(request.base_url)
        await run_in_threadpool(here.kit.endpoints.call_back, subject, url, callback_id, base=base)


def _shown(endpoint: Endpoint) -> dict[str, Any]:
    return {
        "endpoint_id": endpoint.id,
        "url": endpoint.url,
        "events": None if endpoint.events is None else list(endpoint.events),
        "status": "enabled",
        "created_at": _moment(endpoint.created_at),
        "secret": None,
    }


def _event(event: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "event_id": event["id"],
        "event_type": event["kind"],
        "event_data": event["data"],
        "created_at": _moment(event["created_at"]),
    }


def _moment(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds")


def _number(token: str | None) -> int | None:
    if token is None:
        return None
    if not (token.isascii() and token.isdecimal() and len(token) < 19):
        raise Refused(400, "This token was not made by this list", param="token")
    return int(token)
