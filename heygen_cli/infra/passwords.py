"""Passwords as Argon2id hashes."""

from __future__ import annotations

import threading
from functools import cached_property
from typing import TYPE_CHECKING

from heygen_cli.domain.errors import EngineMissing

if TYPE_CHECKING:
    from argon2 import PasswordHasher

# Each takes 64 MB and a tenth of a second: more of them at once would let strangers fill the memory.
_AT_ONCE = threading.BoundedSemaphore(2)


class Argon2:
    """Hashes with the parameters of RFC 9106's second choice, which are those of the library."""

    def hash(self, password: str) -> str:
        """A hash to be kept."""
        with _AT_ONCE:
            return self._hasher.hash(password)

    def matches(self, kept: str | None, password: str) -> bool:
        """Whether a password is the one; takes as long where there is no hash, so that time tells nothing."""
        from argon2.exceptions import VerifyMismatchError

        with _AT_ONCE:
            try:
                self._hasher.verify(kept or self._nobodys, password)
            except VerifyMismatchError:
                return False
        return kept is not None

    @cached_property
    def _hasher(self) -> PasswordHasher:
        try:
            from argon2 import PasswordHasher
        except ImportError as missing:
            raise EngineMissing("Accounts need argon2", hint="pip install 'heygen-cli[server]'") from missing
        return PasswordHasher()

    @cached_property
    def _nobodys(self) -> str:
        return self._hasher.hash("the password of nobody")
