"""Users, their sessions and their keys; passwords."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

# For the types alone: a command that needs one of these does not pay for the others.
if TYPE_CHECKING:
    from heygen_cli.domain.user import ApiKey, Identity, User


class UserStore(Protocol):
    """Where users are remembered. Tokens and keys come as digests: what is stored lets nobody in."""

    def add(self, user: User, password: str | None) -> None:
        """Remember a user with the hash of a password; raises FileExists when the address is taken."""
        ...

    def save(self, user: User) -> None:
        """Remember what has changed; raises NotFound, FileExists."""
        ...

    def set_password(self, user_id: str, password: str) -> None:
        """Put a new hash in the place of the old one; sessions and links end."""
        ...

    def get(self, user: str) -> User:
        """The user with this id or address; raises NotFound."""
        ...

    def page(self, *, limit: int, token: str | None = None) -> tuple[list[User], str | None]:
        """Users, the first one first, and the token that continues the list."""
        ...

    def password_of(self, email: str) -> tuple[User | None, str | None]:
        """The user with an address and the hash of the password, for who signs in."""
        ...

    def attempt(self, places: Sequence[str], now: float, *, free: int) -> float:
        """Count an attempt to sign in for each place; returns seconds to wait, 0 when it may go on."""
        ...

    def succeeded(self, place: str, *, host: str | None = None) -> None:
        """Forget the attempts of a place, and of the host's the one that succeeded."""
        ...

    def open_session(
        self, session: str, user: str, access: str, refresh: str, *, now: float, times: tuple[float, float]
    ) -> None:
        """Remember a session; ``times`` are the seconds that its access token and it live."""
        ...

    def renew(self, refresh: str, access: str, following: str, *, now: float, times: tuple[float, float]) -> str | None:
        """Give a session new tokens and return its id; one whose refresh token was used before ends."""
        ...

    def close_session(self, session: str) -> None:
        """End a session."""
        ...

    def by_access(self, digest: str, now: float) -> Identity | None:
        """Who an access token belongs to."""
        ...

    def by_key(self, digest: str, now: float) -> Identity | None:
        """Who an API key belongs to."""
        ...

    def add_key(self, key: ApiKey, digest: str) -> None:
        """Remember a key."""
        ...

    def keys(self, user: str) -> list[ApiKey]:
        """A user's keys, the newest first."""
        ...

    def revoke(self, user: str, key_id: str, now: float) -> ApiKey:
        """End a key; raises NotFound."""
        ...

    def add_link(self, digest: str, user: str, until: float) -> None:
        """Remember a link with which somebody sets a password; earlier ones of theirs end."""
        ...

    def link(self, digest: str, now: float) -> str | None:
        """The user of a link that is still good; setting a password uses it up."""
        ...


class Passwords(Protocol):
    """Makes and compares hashes of passwords."""

    def hash(self, password: str) -> str:
        """A hash to be kept."""
        ...

    def matches(self, kept: str | None, password: str) -> bool:
        """Whether a password is the one; takes as long where there is no hash."""
        ...
