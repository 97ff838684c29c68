"""``Idempotency-Key``: the first answer is kept for a day and given again; 409 while it is being made."""

from __future__ import annotations

import hashlib
import re
import time
from collections.abc import Awaitable, Callable

from fastapi import Request, Response
from fastapi.responses import JSONResponse

from heygen_cli.api.errors import envelope
from heygen_cli.api.site import Site
from heygen_cli.domain.replay import Kept

_KEY = re.compile(r"[A-Za-z0-9_:.-]{1,255}")
_DAY_S = 24 * 3600


async def answered(request: Request, follow: Callable[[Request], Awaitable[Response]]) -> Response:
    """The answer to a request: made now, or the one that its key had before."""
    key = request.headers.get("idempotency-key")
    if key is None or request.method not in ("POST", "PATCH", "DELETE"):
        return await follow(request)
    if not _KEY.fullmatch(key):
        return JSONResponse(
            envelope("invalid_parameter", "An Idempotency-Key has 1 to 255 of A-Z a-z 0-9 _ : . -"), 400
        )
    site: Site = request.app.state.site
    who = request.headers.get("x-api-key") or request.headers.get("authorization") or ""
    place = hashlib.sha256(f"{who}\n{request.method}\n{request.url.path}\n{key}".encode()).hexdigest()
    digest = hashlib.sha256(await request.body()).hexdigest()
    before = site.kit.replays.begin(place, digest, time.time(), _DAY_S)
    if before == "in flight":
        return JSONResponse(envelope("request_in_progress", "The first request with this key is still at work"), 409)
    if before is not None:
        return _again(before, digest)
    kept = False
    try:
        answer = await follow(request)
        body = b"".join([part async for part in answer.body_iterator])  # type: ignore[attr-defined]
        kind = answer.headers.get("content-type", "application/json")
        if answer.status_code < 500:
            site.kit.replays.keep(place, answer.status_code, body, kind)
            kept = True
    finally:
        if not kept:
            site.kit.replays.drop(place)
    headers = {name: value for name, value in answer.headers.items() if name.lower() != "content-length"}
    return Response(body, answer.status_code, headers)


def _again(kept: Kept, digest: str) -> Response:
    if kept.digest != digest:
        return JSONResponse(envelope("idempotency_key_reused", "This key was used for another request"), 409)
    return Response(kept.body, kept.status, {"Idempotent-Replayed": "true"}, kept.content_type)
