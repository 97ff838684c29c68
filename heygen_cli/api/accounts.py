"""``/auth`` and ``/users``: people, their sessions and their keys."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.concurrency import run_in_threadpool
from pydantic import BaseModel, Field

from heygen_cli.api.auth import admin, drop_session, identified
from heygen_cli.api.site import Site, site
from heygen_cli.domain.errors import Forbidden
from heygen_cli.domain.user import LONGEST_PASSWORD, Role, scopes_of

entrance = APIRouter(prefix="/auth", tags=["accounts"])
router = APIRouter(prefix="/auth", tags=["accounts"])
people = APIRouter(prefix="/users", tags=["accounts"], dependencies=[Depends(admin)])

Here = Annotated[Site, Depends(site)]
Answer = dict[str, Any]
Address = Annotated[str, Field(min_length=3, max_length=254)]
Password = Annotated[str, Field(max_length=LONGEST_PASSWORD * 4)]
Token = Annotated[str, Field(max_length=100)]


class Credentials(BaseModel):
    """With what somebody signs in."""

    email: Address
    password: Password


class Registration(Credentials):
    """A new account; only an admin gives it a role."""

    name: str = Field(default="", max_length=100)
    role: Role | None = None


class Renewal(BaseModel):
    """With what a session goes on."""

    refresh_token: Token


class Claim(BaseModel):
    """What somebody does with the link they were given."""

    token: Token
    password: Password
    email: Address | None = None


class Profile(BaseModel):
    """What somebody changes about themselves."""

    email: Address | None = None
    name: str | None = Field(default=None, max_length=100)


class NewPassword(BaseModel):
    """A password in the place of another."""

    current_password: Password
    new_password: Password


class KeyOrder(BaseModel):
    """A key to be made."""

    name: str = Field(min_length=1, max_length=100)
    scopes: list[str] | None = Field(default=None, max_length=3)
    expires_in_days: int | None = Field(default=None, ge=1, le=3650)


class Change(BaseModel):
    """What an admin changes about somebody."""

    email: Address | None = None
    name: str | None = Field(default=None, max_length=100)
    role: Role | None = None
    disabled: bool | None = None


@entrance.post("/register", status_code=201)
async def register(request: Request, response: Response, here: Here, asked: Registration) -> Answer:
    """Make an account: an admin for somebody, or, where the server is open, a stranger for themselves.

    A stranger has the same answer whether the address was free or not.
    """
    caller = identified(request)
    accounts = here.kit.accounts
    if caller is not None and "admin" in caller.scopes and caller.csrf is None:
        role = asked.role or "creator"
        user = await run_in_threadpool(accounts.register, asked.email, asked.password, role=role, name=asked.name)
        return {"data": user.to_json()}
    if not here.open:
        raise Forbidden("Only an admin makes accounts on this server")
    host = request.client.host if request.client else ""
    await run_in_threadpool(accounts.sign_up, asked.email, asked.password, name=asked.name, host=host)
    response.status_code = 202
    return {"data": {"message": "If the address was free, it can sign in now"}}


@entrance.post("/login")
async def login(request: Request, here: Here, asked: Credentials) -> Answer:
    """Sign in; five wrong passwords cost half a minute, further ones more."""
    accounts = here.kit.accounts
    host = request.client.host if request.client else ""
    tokens = await run_in_threadpool(accounts.login, asked.email, asked.password, host=host)
    return {"data": tokens.to_json(accounts.clock.now())}


@entrance.post("/refresh")
async def refresh(here: Here, asked: Renewal) -> Answer:
    """New tokens; the old ones are over, and used again they end the session."""
    accounts = here.kit.accounts
    tokens = await run_in_threadpool(accounts.refresh, asked.refresh_token)
    return {"data": tokens.to_json(accounts.clock.now())}


@entrance.post("/claim")
async def claim(here: Here, asked: Claim) -> Answer:
    """Set the first password, with the link that one was given."""
    user = await run_in_threadpool(here.kit.accounts.claim, asked.token, asked.password, email=asked.email)
    return {"data": user.to_json()}


@router.post("/logout")
async def logout(response: Response, here: Here) -> Answer:
    """End this session."""
    if here.caller.session:
        await run_in_threadpool(here.kit.accounts.logout, here.caller.session)
    drop_session(response)
    return {"data": {"signed_out": here.caller.session is not None}}


@router.get("/me")
async def me(here: Here) -> Answer:
    """Who one is, and what one may do."""
    user = here.kit.accounts.get(here.caller.user)
    return {"data": {**user.to_json(), "scopes": sorted(here.caller.scopes)}}


@router.patch("/me")
async def update(here: Here, asked: Profile) -> Answer:
    """Change one's address or name."""
    _by_person(here)
    user = await run_in_threadpool(here.kit.accounts.update, here.caller.user, email=asked.email, name=asked.name)
    return {"data": user.to_json()}


@router.post("/password")
async def password(here: Here, asked: NewPassword) -> Answer:
    """Change one's password, which ends all sessions."""
    _by_person(here)
    await run_in_threadpool(
        here.kit.accounts.change_password, here.caller.user, asked.current_password, asked.new_password
    )
    return {"data": {"changed": True}}


@router.get("/keys")
async def keys(here: Here) -> Answer:
    """One's API keys, without their secrets."""
    return {"data": [key.to_json() for key in here.kit.accounts.keys(here.caller.user)]}


@router.post("/keys", status_code=201)
async def create_key(here: Here, asked: KeyOrder) -> Answer:
    """Make an API key; its secret is shown this once."""
    scopes = None if asked.scopes is None else scopes_of(asked.scopes)
    if scopes is not None and scopes - here.caller.scopes:
        raise Forbidden("A key cannot be given more than the one that asks has", param="scopes")
    wanted = here.caller.scopes & {"read", "write"} if scopes is None else scopes
    key, secret = await run_in_threadpool(
        here.kit.accounts.create_key, here.caller.user, asked.name, scopes=wanted, days=asked.expires_in_days
    )
    return {"data": {**key.to_json(), "key": secret}}


@router.delete("/keys/{key_id}")
async def revoke_key(here: Here, key_id: str) -> Answer:
    """End an API key, at once."""
    key = await run_in_threadpool(here.kit.accounts.revoke, here.caller.user, key_id)
    return {"data": key.to_json()}


@people.get("")
async def users(
    here: Here,
    limit: Annotated[int, Query(ge=1, le=100)] = 20,
    token: Annotated[str | None, Query(max_length=200)] = None,
) -> Answer:
    """Everyone who has an account."""
    found, more = here.kit.accounts.list(limit=limit, token=token)
    return {"data": [user.to_json() for user in found], "has_more": more is not None, "next_token": more}


@people.get("/{user_id}")
async def user(here: Here, user_id: str) -> Answer:
    """Somebody's account."""
    return {"data": here.kit.accounts.get(user_id).to_json()}


@people.patch("/{user_id}")
async def change(here: Here, user_id: str, asked: Change) -> Answer:
    """Change somebody's account; whoever is disabled is shut out at once."""
    accounts = here.kit.accounts

    def changed() -> Answer:
        user = accounts.update(user_id, email=asked.email, name=asked.name, role=asked.role)
        if asked.disabled is not None:
            user = accounts.disable(user.id, disabled=asked.disabled)
        return user.to_json()

    return {"data": await run_in_threadpool(changed)}


@people.post("/{user_id}/link", status_code=201)
async def link(request: Request, here: Here, user_id: str) -> Answer:
    """A link with which somebody sets a new password, once, within a day."""
    token = await run_in_threadpool(here.kit.accounts.invite, user_id)
    return {"data": {"url": f"{str(request.base_url).rstrip('/')}/welcome?token={token}"}}


def _by_person(here: Site) -> None:
    """Refuse an API key: who holds one must not be able to take the account over."""
    if here.caller.session is None and here.caller.key.startswith("k_"):
        raise Forbidden("An API key cannot change the account; sign in")
