"""Who may ask: whoever sends the server's key."""

from __future__ import annotations

import hmac

from starlette.requests import HTTPConnection

from heygen_cli.domain.errors import AuthRequired


async def permitted(request: HTTPConnection) -> None:
    """Refuse a request without the key; ``X-Api-Key`` or a bearer token. Raises AuthRequired."""
    key = request.app.state.site.key
    if key is None:
        return
    given = request.headers.get("x-api-key") or request.headers.get("authorization", "").removeprefix("Bearer ").strip()
    if not given or not hmac.compare_digest(given.encode(), key.encode()):
        raise AuthRequired(
            "The API key is missing or wrong", hint="send it as X-Api-Key", code="unauthorized", param="X-Api-Key"
        )
