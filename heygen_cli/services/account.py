"""Accounts: who there is, who is signed in, and the keys they give to their programs."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace

from heygen_cli.domain.errors import AuthRequired, FileExists, Forbidden, InvalidInput, TooMany
from heygen_cli.domain.user import (
    LOCAL,
    ApiKey,
    Email,
    Identity,
    Role,
    Scope,
    Tokens,
    User,
    check_name,
    check_password,
)
from heygen_cli.domain.video import new_id
from heygen_cli.ports import Clock, Passwords, UserStore

PAGE_LIMIT = 100
LINK_LIFE_S = 24 * 3600.0
# Programs renew their tokens; a browser keeps one for as long as its cookie lives.
PROGRAM = (15 * 60.0, 30 * 24 * 3600.0)
BROWSER = (14 * 24 * 3600.0, 14 * 24 * 3600.0)
_FREE_FOR_ADDRESS, _FREE_FOR_HOST = 5, 30  # attempts before one has to wait
_KEY, _ACCESS, _REFRESH, _LINK = "hk_", "hs_", "hr_", "hl_"
_PREFIX = 8  # letters of a key that stay known
_DAY_S = 24 * 3600.0


@dataclass(frozen=True)
class AccountService:
    """The one place where people come in, for the command line, the API and the browser."""

    users: UserStore
    passwords: Passwords
    clock: Clock

    # -- coming in -------------------------------------------------------------------------------------------------

    def register(self, email: str, password: str | None = None, *, role: Role = "creator", name: str = "") -> User:
        """Make an account; without a password it is entered by a link. Raises InvalidInput, FileExists."""
        address = str(Email.of(email))
        if password is not None:
            check_password(password, address)
        now = self.clock.now()
        user = User(new_id("u", now), address, role, now, check_name(name))
        self.users.add(user, None if password is None else self.passwords.hash(password))
        return user

    def sign_up(self, email: str, password: str, *, name: str = "", host: str = "") -> None:
        """Make an account for a stranger, who does not get to know whether the address had one already."""
        self._attempt([f"host {host}"], _FREE_FOR_HOST)  # hashing costs more than asking
        try:
            self.register(email, password, name=name)
        except FileExists:
            return

    def login(self, email: str, password: str, *, host: str = "", times: tuple[float, float] = PROGRAM) -> Tokens:
        """Sign in; raises AuthRequired, whatever of it was wrong, and TooMany after too many attempts."""
        address = email.strip().casefold()
        places = [f"address {_digest(address)}"]
        self._attempt(places, _FREE_FOR_ADDRESS)
        if host:
            self._attempt([f"host {host}"], _FREE_FOR_HOST)
        user, kept = self.users.password_of(address)
        if not self.passwords.matches(kept, password) or user is None or not user.may:
            raise AuthRequired("The address or the password is wrong", code="unauthorized")
        self.users.succeeded(places[0], host=f"host {host}")
        return self.begin(user, times=times)

    def _attempt(self, places: Sequence[str], free: int) -> None:
        wait = self.users.attempt(places, self.clock.now(), free=free)
        if wait:
            raise TooMany("There were too many attempts to sign in", after=wait)

    def begin(self, user: User, *, times: tuple[float, float] = PROGRAM) -> Tokens:
        """Open a session for somebody who has shown who they are."""
        now = self.clock.now()
        tokens = Tokens(new_id("e", now), _new(_ACCESS), _new(_REFRESH), now + times[0])
        digests = (_digest(tokens.access), _digest(tokens.refresh))
        self.users.open_session(tokens.session, user.id, *digests, now=now, times=times)
        return tokens

    def refresh(self, refresh: str, *, times: tuple[float, float] = PROGRAM) -> Tokens:
        """New tokens for old ones; raises AuthRequired."""
        now = self.clock.now()
        access, following = _new(_ACCESS), _new(_REFRESH)
        digests = (_digest(refresh), _digest(access), _digest(following))
        session = self.users.renew(*digests, now=now, times=times)
        if session is None:
            raise AuthRequired("This session is over", hint="sign in again", code="unauthorized")
        return Tokens(session, access, following, now + times[0])

    def logout(self, session: str) -> None:
        """End a session."""
        self.users.close_session(session)

    def who(self, token: str) -> Identity | None:
        """Who an access token or an API key belongs to; None when it is neither, or over."""
        find = {_KEY: self.users.by_key, _ACCESS: self.users.by_access}.get(token[: len(_KEY)])
        return find(_digest(token), self.clock.now()) if find else None

    # -- links -----------------------------------------------------------------------------------------------------

    def invite(self, user_id: str) -> str:
        """A token that lets somebody set a password, once, within a day."""
        user = self.users.get(user_id)
        token = _new(_LINK)
        self.users.add_link(_digest(token), user.id, self.clock.now() + LINK_LIFE_S)
        return token

    def first_link(self) -> str | None:
        """An invitation for the person of this machine, as long as they have no address to sign in with."""
        return self.invite(LOCAL) if self.users.get(LOCAL).email is None else None

    def claim(self, token: str, password: str, *, email: str | None = None) -> User:
        """Set the password that a link is for, and the address where there is none; raises AuthRequired."""
        check_password(password, email)
        address = str(Email.of(email)) if email else None
        user = self.invited(token)
        if user.email is None:
            if address is None:
                raise InvalidInput("An e-mail address is needed to sign in with", param="email")
            user = replace(user, email=address)
            self.users.save(user)
        self.users.set_password(user.id, self.passwords.hash(password))
        return user

    def invited(self, token: str) -> User:
        """Whom a link is for; raises AuthRequired when it was used or is too old."""
        user_id = self.users.link(_digest(token), self.clock.now())
        if user_id is None:
            raise AuthRequired("This link was used, or is too old", code="unauthorized")
        return self.users.get(user_id)

    # -- accounts --------------------------------------------------------------------------------------------------

    def get(self, user: str) -> User:
        """A user, by id or address; raises NotFound."""
        return self.users.get(user if user == LOCAL else user.strip().casefold())

    def list(self, *, limit: int = 20, token: str | None = None) -> tuple[list[User], str | None]:
        """Users, and the token that continues the list."""
        if not 1 <= limit <= PAGE_LIMIT:
            raise InvalidInput(f"A page holds 1 to {PAGE_LIMIT} users, not {limit}", param="limit")
        return self.users.page(limit=limit, token=token)

    def update(
        self, user_id: str, *, email: str | None = None, name: str | None = None, role: Role | None = None
    ) -> User:
        """Change what was given; raises FileExists when the address is another's."""
        user = self.get(user_id)
        if role not in (None, "admin") and user.id == LOCAL:
            raise Forbidden("The person of this machine is its admin", param="role")
        changed = replace(
            user,
            email=str(Email.of(email)) if email is not None else user.email,
            name=check_name(name) if name is not None else user.name,
            role=role or user.role,
        )
        self.users.save(changed)
        return changed

    def disable(self, user_id: str, *, disabled: bool = True) -> User:
        """Shut somebody out, with all their sessions and keys, or let them in again; their rows stay."""
        user = self.get(user_id)
        if user.id == LOCAL:
            raise Forbidden("The person of this machine cannot be shut out of it")
        changed = replace(user, disabled_at=self.clock.now() if disabled else None)
        self.users.save(changed)
        return changed

    def change_password(self, user_id: str, current: str, new: str) -> None:
        """Set a new password, which ends all sessions; raises AuthRequired when the current one is wrong."""
        user = self.get(user_id)
        self._attempt([f"change {user.id}"], _FREE_FOR_ADDRESS)
        _, kept = self.users.password_of(user.email or "")
        if not self.passwords.matches(kept, current):
            raise AuthRequired("The current password is wrong", code="unauthorized", param="current_password")
        check_password(new, user.email)
        self.users.set_password(user.id, self.passwords.hash(new))
        self.users.succeeded(f"change {user.id}")

    def set_password(self, user_id: str, new: str) -> None:
        """Set a password without knowing the one before: for whoever may run commands on this machine."""
        user = self.get(user_id)
        check_password(new, user.email)
        self.users.set_password(user.id, self.passwords.hash(new))

    # -- keys ------------------------------------------------------------------------------------------------------

    def create_key(
        self, user_id: str, name: str, *, scopes: frozenset[Scope] | None = None, days: float | None = None
    ) -> tuple[ApiKey, str]:
        """A key for a program, and its secret, which nobody can show again; raises Forbidden for more than one may."""
        user = self.get(user_id)
        wanted = user.may & {"read", "write"} if scopes is None else scopes
        if wanted - user.may:
            raise Forbidden(f"A {user.role} may not {', '.join(sorted(wanted - user.may))}", param="scopes")
        now, secret = self.clock.now(), _new(_KEY)
        until = None if days is None else now + days * _DAY_S
        name = check_name(name)
        if not name:
            raise InvalidInput("A key needs a name", param="name")
        key = ApiKey(new_id("k", now), user.id, name, secret[:_PREFIX], wanted, now, until)
        self.users.add_key(key, _digest(secret))
        return key, secret

    def keys(self, user_id: str) -> Sequence[ApiKey]:
        """A user's keys, the newest first."""
        return self.users.keys(self.get(user_id).id)

    def revoke(self, user_id: str, key_id: str) -> ApiKey:
        """End a key; raises NotFound."""
        return self.users.revoke(self.get(user_id).id, key_id, self.clock.now())


def _new(kind: str) -> str:
    return kind + secrets.token_urlsafe(32)


def _digest(token: str) -> str:
    """What is stored of a token: with 256 random bits a plain hash is enough."""
    return hashlib.sha256(token.encode()).hexdigest()
