"""Who one is in HeyGen's cloud: a key that is kept, checked and forgotten, and never shown."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Protocol

from heygen_cli.domain.errors import AuthRequired, InvalidInput
from heygen_cli.services.cloud import Client

KEY = "HEYGEN_API_KEY"


class Keys(Protocol):
    """Where credentials are kept."""

    def find(self, name: str) -> tuple[str, str] | None:
        """A credential and where it is from."""
        ...

    def keep(self, name: str, value: str) -> str:
        """Keep a credential and return where."""
        ...

    def forget(self, name: str) -> bool:
        """Forget a credential that was kept; whether there was one."""
        ...


class SessionService:
    """Signs in and out."""

    def __init__(self, *, keys: Keys, client: Callable[[], Client]) -> None:
        self._keys = keys
        self._client = client

    def login(self, key: str) -> dict[str, Any]:
        """Keep a key; raises InvalidInput for one that cannot be one. HeyGen is not asked: one may be offline."""
        key = key.strip()
        if not key or not key.isascii() or not key.isprintable() or " " in key:
            hint = "copy it from HeyGen's settings, without spaces"
            raise InvalidInput("This is no key", hint=hint, param="--api-key")
        return {"signed_in": True, "credential": {"source": self._keys.keep(KEY, key)}}

    def status(self) -> dict[str, Any]:
        """The account, and where its key is from; raises AuthRequired when there is none or it is refused."""
        found = self._keys.find(KEY)
        if found is None:
            raise AuthRequired("You are not signed in to HeyGen", hint="heygen auth login, or set HEYGEN_API_KEY")
        answer = self._client().request("GET", "/v3/users/me").data
        account = answer.get("data", answer) if isinstance(answer, Mapping) else {}
        return {"data": account, "credential": {"type": "api_key", "source": found[1]}}

    def logout(self) -> dict[str, Any]:
        """Forget the key that was kept; one in the environment stays."""
        gone, found = self._keys.forget(KEY), self._keys.find(KEY)
        return {"signed_out": found is None, "forgotten": gone, "remains": found[1] if found else None}
