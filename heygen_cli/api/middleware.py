"""Around every request: a number, a limit, headers, figures, a line in the log; and an answer, whatever happens.

Plain ASGI: Starlette's middleware of functions runs each request in a task of its own, which took half of its time.
"""

from __future__ import annotations

import logging
import os
import time

from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from heygen_cli.api.body import Body
from heygen_cli.api.errors import answer, envelope
from heygen_cli.api.figures import Figures

_HEADERS = [
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"x-frame-options", b"DENY"),
    (b"content-security-policy", b"default-src 'self'; frame-ancestors 'none'"),
    (b"cross-origin-resource-policy", b"same-origin"),
]

logger = logging.getLogger(__name__)


class Around:
    """What every answer carries, and what is known of it afterwards."""

    def __init__(self, app: ASGIApp, figures: Figures) -> None:
        self._app = app
        self._figures = figures

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began, number, status = time.perf_counter(), os.urandom(16).hex(), 0

        async def dressed(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                headers = [*message.get("headers", ()), (b"x-request-id", number.encode())]
                there = {name for name, _ in headers}
                message["headers"] = headers + [each for each in _HEADERS if each[0] not in there]
            await send(message)

        try:
            await self._answer(scope, receive, dressed)
        except Exception:
            logger.exception("request %s failed", number)
            if status:
                raise  # half an answer is out: only breaking the connection can say so
            await JSONResponse(envelope("internal_error", "An unexpected error happened"), 500)(scope, receive, dressed)
        finally:
            self._note(scope, number, status, time.perf_counter() - began)

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await self._app(scope, Body(scope, receive).receive, send)
        except HTTPException as refused:
            await answer(scope, refused)(scope, receive, send)

    def _note(self, scope: Scope, number: str, status: int, seconds: float) -> None:
        # The pattern of the address, never the address itself: that may hold a signature or a token.
        method, route = scope["method"], getattr(scope.get("route"), "path", "other")
        self._figures.answered(method, route, status, seconds)
        if logger.isEnabledFor(logging.INFO):
            user = getattr(scope.get("state", {}).get("caller"), "user", None)
            fields = {"request": number, "method": method, "route": route, "status": status, "user": user}
            fields["ms"] = round(seconds * 1000, 1)
            logger.info("%s %s %s", method, route, status, extra={"fields": fields})
