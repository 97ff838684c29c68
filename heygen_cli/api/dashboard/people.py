"""Everyone who has an account, for admins."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import Response

from heygen_cli.api.dashboard.page import Sent, Visit, Visiting, text_of
from heygen_cli.domain.errors import Forbidden, HeygenError
from heygen_cli.domain.user import ROLES, role_of

router = APIRouter()


@router.get("/studio/people")
async def page(visiting: Visiting) -> Response:
    """Everyone."""
    return _people(visiting)


@router.post("/studio/people")
async def invite(visiting: Visiting, form: Sent) -> Response:
    """Make an account, and show the link with which it is entered."""
    accounts = visiting.here.kit.accounts
    email, name = text_of(form, "email", 300), text_of(form, "name", 200)

    def made() -> str:
        user = accounts.register(email, role=role_of(text_of(form, "role", 20)), name=name)
        return accounts.invite(user.id)

    return await _change(visiting, made)


@router.post("/studio/people/{user_id}/{act}")
async def change(visiting: Visiting, form: Sent, user_id: str, act: str) -> Response:
    """Shut somebody out, let them in again, give them another role or a new link."""
    accounts = visiting.here.kit.accounts

    def changed() -> str | None:
        if act == "link":
            return accounts.invite(user_id)
        if act == "role":
            accounts.update(user_id, role=role_of(text_of(form, "role", 20)))
        else:
            accounts.disable(user_id, disabled=act == "disable")
        return None

    return await _change(visiting, changed)


async def _change(visiting: Visit, work: Any) -> Response:
    try:
        _check(visiting)
        token = await run_in_threadpool(work)
    except HeygenError as problem:
        return _people(visiting, 400, problem=problem)
    base = str(visiting.request.base_url).rstrip("/")
    return _people(visiting, link=f"{base}/welcome?token={token}" if token else None)


def _people(visiting: Visit, status: int = 200, **data: Any) -> Response:
    try:
        _check(visiting)
    except Forbidden as problem:
        return visiting.page("missing.html", 403, problem=problem)
    found, _ = visiting.here.kit.accounts.list(limit=100)
    return visiting.page("people.html", status, **{"people": found, "roles": ROLES, "link": None, **data})


def _check(visiting: Visit) -> None:
    if "admin" not in visiting.caller.scopes:
        raise Forbidden("Only an admin may do this")
