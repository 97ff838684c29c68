"""Who uses the program: people with an e-mail address, a role, and rows that are theirs alone."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Any, Literal, get_args

from heygen_cli.domain.errors import InvalidInput

# The person whose machine it is: whoever may run commands on it without signing in.
LOCAL = "local"

Role = Literal["admin", "creator", "viewer"]
ROLES: tuple[Role, ...] = get_args(Role)
Scope = Literal["read", "write", "admin"]
SCOPES: tuple[Scope, ...] = get_args(Scope)
# What somebody may do at most; a key may have less.
_MAY: dict[Role, frozenset[Scope]] = {
    "admin": frozenset(SCOPES),
    "creator": frozenset({"read", "write"}),
    "viewer": frozenset({"read"}),
}

SHORTEST_PASSWORD, LONGEST_PASSWORD = 10, 200  # characters
_LONGEST_NAME = 100
_LOCAL_PART = re.compile(r"[^\s@\"(),:;<>\[\\\]\x00-\x1f\x7f]{1,64}")
_LABEL = re.compile(r"[^\W_](?:[\w-]{0,61}[^\W_])?")
_LONGEST_EMAIL = 254  # RFC 5321, 4.5.3.1


@dataclass(frozen=True)
class Email:
    """An e-mail address, in one spelling whatever was typed."""

    address: str

    @classmethod
    def of(cls, text: str) -> Email:
        """The address that a text is; raises InvalidInput."""
        address = unicodedata.normalize("NFC", text).strip().casefold()
        name, _, domain = address.rpartition("@")
        sound = _LOCAL_PART.fullmatch(name) and all(_LABEL.fullmatch(label) for label in domain.split("."))
        if not sound or len(address) > _LONGEST_EMAIL:
            raise InvalidInput(
                "This is no e-mail address", param="email", hint="it looks like ada@example.org", code="invalid_email"
            )
        return cls(address)

    def __str__(self) -> str:
        return self.address


@dataclass(frozen=True)
class User:
    """Somebody with an account. ``email`` is None for the person of this machine until they have given one."""

    id: str
    email: str | None
    role: Role
    created_at: float
    name: str = ""
    disabled_at: float | None = None

    @property
    def may(self) -> frozenset[Scope]:
        """What the role allows; nothing once the account is disabled."""
        return _MAY[self.role] if self.disabled_at is None else frozenset()

    def to_json(self) -> dict[str, Any]:
        """The user as plain JSON data."""
        return {
            "id": self.id,
            "email": self.email,
            "name": self.name,
            "role": self.role,
            "status": "active" if self.disabled_at is None else "disabled",
            "created_at": int(self.created_at),
        }


@dataclass(frozen=True)
class ApiKey:
    """A key of a user's for programs. Of itself only its first letters are known."""

    id: str
    user: str
    name: str
    prefix: str
    scopes: frozenset[Scope]
    created_at: float
    until: float | None = None
    used_at: float | None = None
    revoked_at: float | None = None

    def to_json(self) -> dict[str, Any]:
        """The key as plain JSON data."""
        return {
            "id": self.id,
            "name": self.name,
            "prefix": self.prefix,
            "scopes": sorted(self.scopes),
            "status": "active" if self.revoked_at is None else "revoked",
            "created_at": int(self.created_at),
            "expires_at": _whole(self.until),
            "last_used_at": _whole(self.used_at),
            "revoked_at": _whole(self.revoked_at),
        }


@dataclass(frozen=True)
class Tokens:
    """What somebody who has signed in holds: one token for requests, and one for the next pair."""

    session: str
    access: str
    refresh: str
    until: float

    def to_json(self, now: float) -> dict[str, Any]:
        """The tokens as OAuth 2 writes them (RFC 6749, 5.1)."""
        return {
            "token_type": "Bearer",
            "access_token": self.access,
            "refresh_token": self.refresh,
            "expires_in": int(self.until - now),
        }


@dataclass(frozen=True)
class Identity:
    """Who a token or key belongs to, and what may be done with it. ``by`` is the id of the session or key."""

    user: User
    scopes: frozenset[Scope]
    by: str


def check_password(password: str, email: str | None = None) -> None:
    """Refuse a password that is too easy; raises InvalidInput."""
    hint = "a sentence that only you know is a good one"
    if not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
        problem = f"A password has {SHORTEST_PASSWORD} to {LONGEST_PASSWORD} characters"
    elif email and password.casefold() in (email, email.rpartition("@")[0]):
        problem = "The password is the e-mail address"
    elif len(set(password)) < SHORTEST_PASSWORD // 2:
        problem = "The password is the same few characters again and again"
    else:
        return
    raise InvalidInput(problem, param="password", hint=hint, code="weak_password")


def check_name(name: str) -> str:
    """The name without blanks around it; raises InvalidInput for one that cannot be printed."""
    name = name.strip()
    if len(name) > _LONGEST_NAME or not name.isprintable():
        raise InvalidInput(f"A name has up to {_LONGEST_NAME} printable characters", param="name")
    return name


def role_of(text: str) -> Role:
    """The role of this name; raises InvalidInput."""
    for role in ROLES:
        if role == text:
            return role
    raise InvalidInput(f'There is no role "{text}"', param="role", hint=f"choose from {', '.join(ROLES)}")


def scopes_of(names: list[str]) -> frozenset[Scope]:
    """The scopes of these names; raises InvalidInput."""
    wrong = [name for name in names if name not in SCOPES]
    if wrong or not names:
        told = f'There is no scope "{wrong[0]}"' if wrong else "A key needs a scope"
        raise InvalidInput(told, param="scopes", hint=f"choose from {', '.join(SCOPES)}")
    return frozenset(scope for scope in SCOPES if scope in names)


def _whole(moment: float | None) -> int | None:
    return None if moment is None else int(moment)
