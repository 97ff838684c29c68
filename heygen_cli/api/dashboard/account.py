"""Oneself: name, address and password, keys for programs, and who is told when something is done."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from fastapi import APIRouter
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import Response

from heygen_cli.api.dashboard.page import Sent, Visit, Visiting, drop_to_door, go, text_of
from heygen_cli.domain.endpoint import EVENT_TYPES
from heygen_cli.domain.errors import HeygenError
from heygen_cli.domain.user import SCOPES, scopes_of

router = APIRouter()


@router.get("/studio/keys")
async def keys(visiting: Visiting) -> Response:
    """One's keys."""
    return _keys(visiting)


@router.post("/studio/keys")
async def create_key(visiting: Visiting, form: Sent) -> Response:
    """Make a key, and show it this once."""
    accounts, caller = visiting.here.kit.accounts, visiting.caller
    try:
        chosen = scopes_of([str(value) for value in form.getlist("scopes")]) & caller.scopes
        days = text_of(form, "days", 10)
        key, secret = await run_in_threadpool(
            accounts.create_key,
            caller.user,
            text_of(form, "name", 200),
            scopes=chosen,
            days=float(days) if days.isdecimal() and int(days) else None,
        )
    except HeygenError as problem:
        return _keys(visiting, 400, problem=problem)
    return _keys(visiting, made=key, secret=secret)


@router.post("/studio/keys/{key_id}/revoke")
async def revoke_key(visiting: Visiting, form: Sent, key_id: str) -> Response:  # noqa: ARG001 - it is checked
    """End a key."""
    return await _done(visiting, _keys, "/studio/keys", visiting.here.kit.accounts.revoke, visiting.caller.user, key_id)


@router.get("/studio/webhooks")
async def webhooks(visiting: Visiting) -> Response:
    """One's endpoints, and what was sent to them."""
    return _webhooks(visiting)


@router.post("/studio/webhooks")
async def create_endpoint(visiting: Visiting, form: Sent) -> Response:
    """Have an address told of events."""
    endpoints, base = visiting.here.kit.endpoints, str(visiting.request.base_url)
    kinds = [str(value) for value in form.getlist("events")]
    try:
        made = await run_in_threadpool(endpoints.create, text_of(form, "url", 2000), kinds, base=base)
    except HeygenError as problem:
        return _webhooks(visiting, 400, problem=problem, url=text_of(form, "url", 2000))
    return _webhooks(visiting, made=made)


@router.post("/studio/webhooks/{endpoint_id}/delete")
async def delete_endpoint(visiting: Visiting, form: Sent, endpoint_id: str) -> Response:  # noqa: ARG001
    """Forget an endpoint."""
    return await _done(visiting, _webhooks, "/studio/webhooks", visiting.here.kit.endpoints.delete, endpoint_id)


@router.post("/studio/deliveries/{delivery_id}/replay")
async def replay(visiting: Visiting, form: Sent, delivery_id: int) -> Response:  # noqa: ARG001
    """Have something sent once more."""
    return await _done(visiting, _webhooks, "/studio/webhooks", visiting.here.kit.endpoints.replay, delivery_id)


@router.get("/studio/account")
async def account(visiting: Visiting) -> Response:
    """Oneself."""
    return _account(visiting)


@router.post("/studio/account")
async def update(visiting: Visiting, form: Sent) -> Response:
    """Change one's name or address."""
    email, name = text_of(form, "email", 300), text_of(form, "name", 200)
    return await _done(
        visiting,
        _account,
        "/studio/account",
        lambda: visiting.here.kit.accounts.update(visiting.caller.user, email=email or None, name=name),
    )


@router.post("/studio/password")
async def password(visiting: Visiting, form: Sent) -> Response:
    """Change one's password, which ends all sessions."""
    accounts = visiting.here.kit.accounts
    current, new = str(form.get("current") or ""), str(form.get("new") or "")
    try:
        await run_in_threadpool(accounts.change_password, visiting.caller.user, current, new)
    except HeygenError as problem:
        return _account(visiting, 400, problem=problem)
    return drop_to_door()


async def _done(visiting: Visit, again: Any, path: str, work: Callable[..., object], *words: object) -> Response:
    """Do something and show the page anew, or what was wrong."""
    try:
        await run_in_threadpool(work, *words)
    except HeygenError as problem:
        return again(visiting, 400, problem=problem)  # type: ignore[no-any-return]
    return go(path)


def _keys(visiting: Visit, status: int = 200, **data: Any) -> Response:
    kept = visiting.here.kit.accounts.keys(visiting.caller.user)
    scopes = [scope for scope in SCOPES if scope in visiting.caller.scopes]
    return visiting.page("keys.html", status, **{"made": None, "secret": None, "keys": kept, "scopes": scopes, **data})


def _webhooks(visiting: Visit, status: int = 200, **data: Any) -> Response:
    endpoints = visiting.here.kit.endpoints
    told = {"endpoints": endpoints.list(), "deliveries": endpoints.deliveries(limit=20), "kinds": EVENT_TYPES}
    return visiting.page("webhooks.html", status, **{"made": None, "url": "", **told, **data})


def _account(visiting: Visit, status: int = 200, **data: Any) -> Response:
    return visiting.page(
        "account.html", status, **{"user": visiting.here.kit.accounts.get(visiting.caller.user), **data}
    )
