"""Credentials: from the environment, else from the system's keyring. They are never written anywhere by us."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping

# The name under which the keyring keeps our entries: `keyring set heygen OPENAI_API_KEY`.
SERVICE = "heygen"


class Secrets:
    """Looks credentials up by the name of their environment variable."""

    def __init__(
        self, environ: Mapping[str, str] = os.environ, ask_keyring: Callable[[str, str], str | None] | None = None
    ) -> None:
        self._environ = environ
        self._ask_keyring = ask_keyring or _keyring

    def get(self, name: str) -> str | None:
        """The credential, or None where there is none; the environment wins."""
        return self._environ.get(name, "").strip() or (self._ask_keyring(SERVICE, name) or "").strip() or None


def _keyring(service: str, name: str) -> str | None:
    """What the system's keyring holds. Having none, or one that is locked or broken, is like having no entry."""
    try:
        import keyring
    except ImportError:
        return None
    try:
        found: str | None = keyring.get_password(service, name)
    except Exception:  # noqa: BLE001 - every backend fails in its own way, and none of them may stop a render
        return None
    return found
