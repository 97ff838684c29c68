"""``Idempotency-Key``: the first answer is kept for a day and given again; 409 while it is being made."""

from __future__ import annotations

import hashlib
import re
import time
from typing import Any

from fastapi import Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import JSONResponse
from starlette.datastructures import Headers
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from heygen_cli.api.auth import identified
from heygen_cli.api.body import whole
from heygen_cli.api.errors import envelope
from heygen_cli.api.site import Site
from heygen_cli.domain.replay import Answer, Kept

_KEY = re.compile(r"[A-Za-z0-9_:.-]{1,255}")
_DAY_S = 24 * 3600
# Answers there hold tokens and keys, which are never kept.
_SECRET = ("/auth", "/users")
_METHODS = ("POST", "PATCH", "DELETE")
_PLACE = "heygen.replay"  # in the scope of a request under a key
# Who is turned away may come again with the right key, or later.
_PASSING = (401, 403, 408, 429)


class Replays:
    """Gives a request under a key the answer which the key had before."""

    def __init__(self, app: ASGIApp, site: Site) -> None:
        self._app = app
        self._site = site

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        key = None
        if scope["type"] == "http" and scope["method"] in _METHODS and not scope["path"].startswith(_SECRET):
            key = Headers(scope=scope).get("idempotency-key")
        # Nothing is written down for somebody who will be turned away.
        caller = identified(HTTPConnection(scope)) if key is not None else None
        if key is None or caller is None:
            await self._app(scope, receive, send)
        elif not _KEY.fullmatch(key):
            told = envelope("invalid_parameter", "An Idempotency-Key has 1 to 255 of A-Z a-z 0-9 _ : . -")
            await JSONResponse(told, 400)(scope, receive, send)
        else:
            body = await whole(receive)
            place = hashlib.sha256(f"{caller.key}\n{scope['method']}\n{scope['path']}\n{key}".encode()).hexdigest()
            scope[_PLACE] = place
            answer = await self._answer(scope, receive, place, body)
            await answer(scope, receive, send)

    async def _answer(self, scope: Scope, receive: Receive, place: str, body: bytes) -> Response:
        digest = hashlib.sha256(body).hexdigest()
        replays = self._site.kit.replays
        before = await run_in_threadpool(replays.begin, place, digest, time.time(), _DAY_S)
        if before == "in flight":
            told = envelope("request_in_progress", "The first request with this key is still at work")
            return JSONResponse(told, 409)
        if before is not None:
            return _again(before, digest)
        kept = False
        try:
            answer = await self._first(scope, receive, body)
            if answer.status_code < 500 and answer.status_code not in _PASSING:
                kind = answer.headers.get("content-type", "application/json")
                await run_in_threadpool(replays.keep, Answer(place, answer.status_code, bytes(answer.body), kind))
                kept = True
        finally:
            if not kept:
                await run_in_threadpool(replays.drop, place)
        return answer

    async def _first(self, scope: Scope, receive: Receive, body: bytes) -> Response:
        """The application's answer, whole."""
        start: Message = {}
        parts: list[bytes] = []
        asked = False

        async def given() -> Message:
            nonlocal asked
            if asked:
                return await receive()
            asked = True
            return {"type": "http.request", "body": body, "more_body": False}

        async def gathered(message: Message) -> None:
            if message["type"] == "http.response.start":
                start.update(message)
            else:
                parts.append(message.get("body", b""))

        await self._app(scope, given, gathered)
        answer = Response(b"".join(parts), start["status"])
        answer.raw_headers = list(start["headers"])
        return answer


def answer_to(request: Request, told: dict[str, Any]) -> Answer | None:
    """What a route is about to answer, to be kept with what it does; None when the request has no key."""
    place = request.scope.get(_PLACE)
    return Answer(place, 200, bytes(JSONResponse(told).body), "application/json") if place else None


def _again(kept: Kept, digest: str) -> Response:
    if kept.digest != digest:
        return JSONResponse(envelope("idempotency_key_reused", "This key was used for another request"), 409)
    return Response(kept.body, kept.status, {"Idempotent-Replayed": "true"}, kept.content_type)
