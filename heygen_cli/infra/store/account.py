"""Users, their sessions and their keys in SQLite."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import replace

from heygen_cli.domain.cursor import cursor, last_of
from heygen_cli.domain.errors import FileExists, NotFound
from heygen_cli.domain.user import LOCAL, SCOPES, ApiKey, Identity, Scope, User
from heygen_cli.infra.store.database import Database

_FORGOTTEN_S = 3600.0  # after so long without an attempt the count begins again
_FIRST_WAIT_S, _LONGEST_WAIT_S = 30.0, 900.0
_NOTED_S = 600.0  # how exactly it is kept when a key was used last
# The person of this machine comes first.
_ORDER = "ORDER BY id != 'local', id"


class SqliteUserStore:
    """The users of one data folder."""

    def __init__(self, database: Database) -> None:
        self._database = database

    # -- users -----------------------------------------------------------------------------------------------------

    def add(self, user: User, password: str | None) -> None:
        """Remember a user with the hash of a password; raises FileExists when the address is taken."""
        with self._database.transaction() as connection:
            _refuse_taken(connection, user)
            connection.execute(
                "INSERT INTO users (id, email, role, name, password, created_at) VALUES (?, ?, ?, ?, ?, ?)",
                (user.id, user.email, user.role, user.name, password, user.created_at),
            )

    def save(self, user: User) -> None:
        """Remember what has changed; raises NotFound, FileExists. Whoever is disabled is signed out."""
        with self._database.transaction() as connection:
            _refuse_taken(connection, user)
            done = connection.execute(
                "UPDATE users SET email = ?, role = ?, name = ?, disabled_at = ? WHERE id = ?",
                (user.email, user.role, user.name, user.disabled_at, user.id),
            )
            if not done.rowcount:
                raise _unknown(user.id)
            if user.disabled_at is not None:
                connection.execute("DELETE FROM sessions WHERE user = ?", (user.id,))

    def set_password(self, user_id: str, password: str) -> None:
        """Put a new hash in the place of the old one; sessions and links end."""
        with self._database.transaction() as connection:
            connection.execute("UPDATE users SET password = ? WHERE id = ?", (password, user_id))
            connection.execute("DELETE FROM sessions WHERE user = ?", (user_id,))
            connection.execute("DELETE FROM links WHERE user = ?", (user_id,))

    def get(self, user: str) -> User:
        """The user with this id or address; raises NotFound."""
        rows = self._database.rows("SELECT * FROM users WHERE id = ? OR email = ?", (user, user))
        if not rows:
            raise _unknown(user)
        return _user(rows[0])

    def page(self, *, limit: int, token: str | None = None) -> tuple[list[User], str | None]:
        """Users, the person of this machine first, then by age, and the token that continues the list."""
        where, values = ("WHERE id != ? AND id > ?", (LOCAL, last_of(token, "user"))) if token else ("", ())
        rows = self._database.rows(f"SELECT * FROM users {where} {_ORDER} LIMIT ?", (*values, limit + 1))
        users = [_user(row) for row in rows[:limit]]
        return users, cursor(users[-1].id) if len(rows) > limit else None

    def password_of(self, email: str) -> tuple[User | None, str | None]:
        """The user with an address and the hash of the password, for who signs in."""
        rows = self._database.rows("SELECT * FROM users WHERE email = ?", (email,))
        return (_user(rows[0]), rows[0]["password"]) if rows else (None, None)

    # -- attempts --------------------------------------------------------------------------------------------------

    def attempt(self, places: Sequence[str], now: float, *, free: int) -> float:
        """Count an attempt for each place; returns seconds to wait, 0 when it may go on.

        It counts before the password is compared, so that many at once are no way around it.
        """
        with self._database.transaction() as connection:
            connection.execute("DELETE FROM attempts WHERE at < ?", (now - _FORGOTTEN_S,))
            marks = ", ".join("?" * len(places))
            rows = connection.execute(f"SELECT max(until) FROM attempts WHERE place IN ({marks})", tuple(places))
            wait = (rows.fetchone()[0] or 0.0) - now
            if wait > 0:
                return float(wait)
            for place in places:
                connection.execute(
                    "INSERT INTO attempts VALUES (?, 1, ?, 0)"
                    " ON CONFLICT (place) DO UPDATE SET count = count + 1, at = excluded.at",
                    (place, now),
                )
                count = connection.execute("SELECT count FROM attempts WHERE place = ?", (place,)).fetchone()[0]
                if count >= free:
                    pause = min(_LONGEST_WAIT_S, _FIRST_WAIT_S * 2 ** min(count - free, 10))
                    connection.execute("UPDATE attempts SET until = ? WHERE place = ?", (now + pause, place))
        return 0.0

    def succeeded(self, place: str, *, host: str | None = None) -> None:
        """Forget the attempts of a place, and of the host's the one that succeeded."""
        with self._database.transaction(durable=False) as connection:
            connection.execute("DELETE FROM attempts WHERE place = ?", (place,))
            connection.execute("UPDATE attempts SET count = count - 1, until = 0 WHERE place = ?", (host,))

    # -- sessions --------------------------------------------------------------------------------------------------

    def open_session(
        self, session: str, user: str, access: str, refresh: str, *, now: float, times: tuple[float, float]
    ) -> None:
        """Remember a session; those that are over are forgotten."""
        with self._database.transaction() as connection:
            connection.execute("DELETE FROM sessions WHERE until < ?", (now,))
            connection.execute(
                "INSERT INTO sessions (id, user, access, access_until, refresh, until, created_at)"
                " VALUES (?, ?, ?, ?, ?, ?, ?)",
                (session, user, access, now + times[0], refresh, now + times[1], now),
            )

    def renew(self, refresh: str, access: str, following: str, *, now: float, times: tuple[float, float]) -> str | None:
        """Give a session new tokens and return its id.

        A refresh token that comes a second time was stolen from somebody: the session ends for both.
        """
        with self._database.transaction() as connection:
            connection.execute("DELETE FROM sessions WHERE former = ?", (refresh,))
            row = connection.execute(
                "UPDATE sessions SET access = ?, access_until = ?, refresh = ?, former = refresh, until = ?"
                " WHERE refresh = ? AND until > ? RETURNING id",
                (access, now + times[0], following, now + times[1], refresh, now),
            ).fetchone()
        return row["id"] if row else None

    def close_session(self, session: str) -> None:
        """End a session."""
        with self._database.transaction() as connection:
            connection.execute("DELETE FROM sessions WHERE id = ?", (session,))

    def by_access(self, digest: str, now: float) -> Identity | None:
        """Who an access token belongs to."""
        rows = self._database.rows(
            "SELECT u.*, s.id AS by FROM sessions s JOIN users u ON u.id = s.user"
            " WHERE s.access = ? AND s.access_until > ?",
            (digest, now),
        )
        return _identity(rows[0], frozenset(SCOPES)) if rows else None

    # -- keys ------------------------------------------------------------------------------------------------------

    def by_key(self, digest: str, now: float) -> Identity | None:
        """Who an API key belongs to."""
        rows = self._database.rows(
            "SELECT u.*, k.id AS by, k.scopes, k.used_at FROM api_keys k JOIN users u ON u.id = k.user"
            " WHERE k.digest = ? AND k.revoked_at IS NULL AND (k.until IS NULL OR k.until > ?)",
            (digest, now),
        )
        if not rows:
            return None
        if (rows[0]["used_at"] or 0.0) < now - _NOTED_S:
            with self._database.transaction(durable=False) as connection:
                connection.execute("UPDATE api_keys SET used_at = ? WHERE digest = ?", (now, digest))
        return _identity(rows[0], _scopes(rows[0]))

    def add_key(self, key: ApiKey, digest: str) -> None:
        """Remember a key."""
        with self._database.transaction() as connection:
            connection.execute(
                "INSERT INTO api_keys (id, user, name, prefix, digest, scopes, created_at, until)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (key.id, key.user, key.name, key.prefix, digest, " ".join(key.scopes), key.created_at, key.until),
            )

    def keys(self, user: str) -> list[ApiKey]:
        """A user's keys, the newest first."""
        return [_key(row) for row in self._database.rows(f"{_KEYS} WHERE user = ? ORDER BY id DESC", (user,))]

    def revoke(self, user: str, key_id: str, now: float) -> ApiKey:
        """End a key; raises NotFound."""
        with self._database.transaction() as connection:
            row = connection.execute(f"{_KEYS} WHERE id = ? AND user = ?", (key_id, user)).fetchone()
            if row is None:
                raise NotFound(f"There is no key {key_id}", hint="heygen user token list")
            ended = row["revoked_at"] or now
            connection.execute("UPDATE api_keys SET revoked_at = ? WHERE id = ?", (ended, key_id))
        return replace(_key(row), revoked_at=ended)

    # -- links -----------------------------------------------------------------------------------------------------

    def add_link(self, digest: str, user: str, until: float) -> None:
        """Remember a link with which somebody sets a password; earlier ones of theirs end."""
        with self._database.transaction() as connection:
            connection.execute("DELETE FROM links WHERE user = ?", (user,))
            connection.execute("INSERT INTO links VALUES (?, ?, ?)", (digest, user, until))

    def link(self, digest: str, now: float) -> str | None:
        """The user of a link that is still good; setting a password uses it up."""
        rows = self._database.rows("SELECT user FROM links WHERE digest = ? AND until > ?", (digest, now))
        return rows[0]["user"] if rows else None


_KEYS = "SELECT id, user, name, prefix, scopes, created_at, until, used_at, revoked_at FROM api_keys"


def _refuse_taken(connection: sqlite3.Connection, user: User) -> None:
    row = connection.execute("SELECT id FROM users WHERE email = ? AND id != ?", (user.email, user.id)).fetchone()
    if row is not None:
        raise FileExists(f"{user.email} has an account already", param="email", code="email_taken")


def _unknown(user: str) -> NotFound:
    return NotFound(f"There is no user {user}", hint="heygen user list", code="user_not_found")


def _user(row: sqlite3.Row) -> User:
    return User(row["id"], row["email"], row["role"], row["created_at"], row["name"], row["disabled_at"])


def _identity(row: sqlite3.Row, scopes: frozenset[Scope]) -> Identity | None:
    user = _user(row)
    return Identity(user, scopes & user.may, row["by"]) if user.may else None


def _key(row: sqlite3.Row) -> ApiKey:
    times = (row["created_at"], row["until"], row["used_at"], row["revoked_at"])
    return ApiKey(row["id"], row["user"], row["name"], row["prefix"], _scopes(row), *times)


def _scopes(row: sqlite3.Row) -> frozenset[Scope]:
    held = row["scopes"].split()
    return frozenset(scope for scope in SCOPES if scope in held)
