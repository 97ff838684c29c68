"""Who may ask, and for what: by an API key, by the token of a session, or by the cookie of a browser."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from typing import TYPE_CHECKING

from starlette.requests import HTTPConnection
from starlette.responses import Response

from heygen_cli.domain.errors import AuthRequired, Forbidden
from heygen_cli.domain.user import LOCAL, SCOPES, Identity, Role, Scope
from heygen_cli.services.account import BROWSER

if TYPE_CHECKING:
    from heygen_cli.api.site import Site

COOKIE = "heygen_session"
_LOOPBACK = ("localhost", "127.0.0.1", "[::1]")
CSRF_HEADER = "x-csrf-token"
ANYONE = "anyone"  # what limits are counted by where nobody has a key
_READING = ("GET", "HEAD", "OPTIONS")


@dataclass(frozen=True)
class Caller:
    """Who asks. ``user`` is the id whose rows are seen, ``key`` what limits are counted by.

    ``session`` is the session's id where there is one, and ``csrf`` what a browser must send with its cookie.
    """

    user: str
    role: Role
    scopes: frozenset[Scope]
    key: str
    session: str | None = None
    csrf: str | None = None


async def permitted(connection: HTTPConnection) -> None:
    """Find out who asks, and refuse what they may not; raises AuthRequired, Forbidden."""
    caller = identified(connection)
    if caller is None:
        raise AuthRequired(
            "The API key is missing or wrong", hint="send it as X-Api-Key", code="unauthorized", param="X-Api-Key"
        )
    connection.state.caller = caller
    method = connection.scope.get("method", "GET")
    check_machine(connection, caller)
    if caller.csrf is not None and not _from_our_page(connection, caller, method):
        raise Forbidden("This request did not come from a page of this server", code="csrf")
    needed: Scope = "read" if method in _READING else "write"
    if needed not in caller.scopes:
        raise Forbidden(f"This key or account may not {needed}", param="X-Api-Key")


async def admin(connection: HTTPConnection) -> None:
    """Refuse whoever may not look after other people's accounts; raises Forbidden."""
    if "admin" not in connection.state.caller.scopes:
        raise Forbidden("Only an admin may do this")


def identified(connection: HTTPConnection) -> Caller | None:
    """Who asks; None when that is nobody we know."""
    site: Site = connection.app.state.site
    if site.key is None:
        return Caller(LOCAL, "admin", frozenset(SCOPES), ANYONE)
    headers = connection.headers
    given = headers.get("x-api-key") or headers.get("authorization", "").removeprefix("Bearer ").strip()
    if given:
        if hmac.compare_digest(given.encode(), site.key.encode()):
            return Caller(LOCAL, "admin", frozenset(SCOPES), "server")
        return _caller(site.kit.accounts.who(given))
    cookie = connection.cookies.get(COOKIE)
    found = _caller(site.kit.accounts.who(cookie)) if cookie else None
    if found is None or found.session is None:
        return None
    return Caller(found.user, found.role, found.scopes, found.key, found.session, csrf_of(site, found.session))


def _caller(found: Identity | None) -> Caller | None:
    if found is None:
        return None
    session = found.by if found.by.startswith("e_") else None
    return Caller(found.user.id, found.user.role, found.scopes, found.by, session)


def csrf_of(site: Site, session: str) -> str:
    """What pages of a session send along, and pages of others cannot know."""
    return hmac.new(site.secret, f"csrf {session}".encode(), hashlib.sha256).hexdigest()


def _from_our_page(connection: HTTPConnection, caller: Caller, method: str) -> bool:
    if connection.scope["type"] == "websocket":
        # Browsers let any page open a socket, with the cookies of its target.
        return connection.headers.get("origin", "").partition("://")[2] == connection.headers.get("host")
    if method in _READING:
        return True
    given = connection.headers.get(CSRF_HEADER, "")
    return hmac.compare_digest(given.encode(), (caller.csrf or "").encode())


def check_machine(connection: HTTPConnection, caller: Caller) -> None:
    """Where nobody has a key, refuse pages of others; raises Forbidden."""
    if caller.key == ANYONE and not _from_this_machine(connection):
        raise Forbidden("Without keys only programs and pages of this machine are answered", code="foreign_page")


def _from_this_machine(connection: HTTPConnection) -> bool:
    """Whether a request came by a name of this machine and, if a page sent it, from one of ours.

    Any page that somebody looks at may ask localhost, under a name of its own that leads here.
    """
    host = connection.headers.get("host", "")
    name = host.rpartition(":")[0] if host.rpartition(":")[2].isdecimal() else host
    origin = connection.headers.get("origin")
    return name in _LOOPBACK and (origin is None or origin.partition("://")[2] == host)


def keep_session(response: Response, token: str, *, secure: bool) -> None:
    """Give a browser the cookie of its session, which no script can read and no other site can use."""
    life = int(BROWSER[1])
    response.set_cookie(COOKIE, token, max_age=life, httponly=True, samesite="strict", secure=secure, path="/")


def drop_session(response: Response) -> None:
    """Take the cookie away."""
    response.delete_cookie(COOKIE, httponly=True, samesite="strict", path="/")
