"""Coming in and going out."""

from __future__ import annotations

import hmac
import secrets
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import Response

from heygen_cli.api.auth import csrf_of, identified, keep_session
from heygen_cli.api.dashboard.page import Sent, Visiting, drop_to_door, go, page, text_of
from heygen_cli.api.site import Site
from heygen_cli.domain.errors import Forbidden, HeygenError, TooMany
from heygen_cli.domain.user import Tokens
from heygen_cli.services.account import BROWSER

router = APIRouter()

Next = Annotated[str, Query(max_length=500)]
_DOOR = "heygen_door"  # a cookie that only forms of our own know


@router.get("/sign-in")
async def sign_in_page(request: Request, next: Next = "/") -> Response:
    """The door."""
    if identified(request):
        return go(_inside(next))
    return _door(request, "sign-in.html", next=_inside(next))


@router.post("/sign-in")
async def sign_in(request: Request) -> Response:
    """Come in."""
    form = await request.form(max_files=0, max_fields=10)
    email, wanted = text_of(form, "email", 300), _inside(text_of(form, "next", 500) or "/")
    site: Site = request.app.state.site
    password, host = str(form.get("password") or ""), request.client.host if request.client else ""
    try:
        _check_door(request, str(form.get("csrf") or ""))
        accounts = site.kit.accounts
        tokens = await run_in_threadpool(accounts.login, email, password, host=host, times=BROWSER)
    except HeygenError as problem:
        status = 429 if isinstance(problem, TooMany) else 403 if isinstance(problem, Forbidden) else 401
        return _door(request, "sign-in.html", status, problem=problem, email=email, next=wanted)
    return _in(request, tokens, wanted)


@router.get("/welcome")
async def welcome_page(request: Request, token: Annotated[str, Query(max_length=100)] = "") -> Response:
    """Where a link leads that was given to somebody."""
    site: Site = request.app.state.site
    try:
        user = site.kit.accounts.invited(token)
    except HeygenError as problem:
        return _door(request, "welcome.html", 401, problem=problem, token="", user=None)
    return _door(request, "welcome.html", token=token, user=user)


@router.post("/welcome")
async def welcome(request: Request) -> Response:
    """Set the first password, and come in."""
    form = await request.form(max_files=0, max_fields=10)
    token, email = text_of(form, "token", 100), text_of(form, "email", 300)
    site: Site = request.app.state.site
    accounts = site.kit.accounts
    user = None
    try:
        user = accounts.invited(token)
        _check_door(request, str(form.get("csrf") or ""))
        password = str(form.get("password") or "")
        claimed = await run_in_threadpool(accounts.claim, token, password, email=email or None)
        tokens = accounts.begin(claimed, times=BROWSER)
    except HeygenError as problem:
        return _door(request, "welcome.html", 400, problem=problem, token=token if user else "", user=user, email=email)
    return _in(request, tokens, "/")


@router.get("/register")
async def register_page(request: Request) -> Response:
    """Where strangers make an account, if they may."""
    return _door(request, "register.html", 200 if request.app.state.site.open else 403, done=False)


@router.post("/register")
async def register(request: Request) -> Response:
    """Make an account."""
    form = await request.form(max_files=0, max_fields=10)
    site: Site = request.app.state.site
    email = text_of(form, "email", 300)
    try:
        _check_door(request, str(form.get("csrf") or ""))
        if not site.open:
            raise Forbidden("Only an admin makes accounts on this server")
        await run_in_threadpool(
            site.kit.accounts.sign_up,
            email,
            str(form.get("password") or ""),
            name=text_of(form, "name", 100),
            host=request.client.host if request.client else "",
        )
    except HeygenError as problem:
        return _door(request, "register.html", 400, problem=problem, email=email, done=False)
    return _door(request, "register.html", done=True)


@router.post("/sign-out")
async def sign_out(visiting: Visiting, form: Sent) -> Response:  # noqa: ARG001 - it is checked
    """Go out."""
    if visiting.caller.session:
        await run_in_threadpool(visiting.here.kit.accounts.logout, visiting.caller.session)
    return drop_to_door()


def _door(request: Request, name: str, status: int = 200, **data: object) -> Response:
    """A page before the door. Its form is known by a cookie, so that nobody is signed in as somebody else."""
    site: Site = request.app.state.site
    key = request.cookies.get(_DOOR) or secrets.token_urlsafe(24)
    told = {"email": "", "open": site.open, **data}
    answer = page(request, name, status, **{**told, "csrf": csrf_of(site, key)})
    answer.set_cookie(_DOOR, key, httponly=True, samesite="strict", secure=_secure(request), path="/")
    return answer


def _check_door(request: Request, given: str) -> None:
    key = request.cookies.get(_DOOR, "")
    right = csrf_of(request.app.state.site, key)
    if not key or not hmac.compare_digest(given.encode(), right.encode()):
        raise Forbidden("The page was open for too long; try again", code="csrf")


def _in(request: Request, tokens: Tokens, path: str) -> Response:
    answer = go(path)
    keep_session(answer, tokens.access, secure=_secure(request))
    answer.delete_cookie(_DOOR, httponly=True, samesite="strict", path="/")
    return answer


def _secure(request: Request) -> bool:
    return request.url.scheme == "https"


def _inside(path: str) -> str:
    """A path of this server, whatever was asked for."""
    return path if path.startswith("/") and not path.startswith(("//", "/\\")) and "\n" not in path else "/"
