"""The application: routes, failures, and what every answer carries."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from fastapi import Depends, FastAPI, Request, Response
from fastapi.responses import JSONResponse

from heygen_cli import __version__
from heygen_cli.api import assets, catalogue, errors, jobs, legacy, media, replay, rest, videos
from heygen_cli.api.auth import permitted
from heygen_cli.api.site import Site

LARGEST_BODY = 1024 * 1024  # bytes, of JSON; files come as forms
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "DENY",
    "Content-Security-Policy": "default-src 'self'; frame-ancestors 'none'",
}


def create_app(site: Site) -> FastAPI:
    """The server for a site."""

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        yield
        site.writer.close()

    app = FastAPI(
        title="heygen",
        version=__version__,
        description="HeyGen's API on one's own machine: films are made here, offline.",
        lifespan=lifespan,
        docs_url=None,
        redoc_url=None,
    )
    app.state.site = site
    app.state.answered = Counter()
    guarded = [Depends(permitted)]
    for router in (videos.router, catalogue.router, assets.router, jobs.router):
        app.include_router(router, dependencies=guarded)
    if site.legacy:
        app.include_router(legacy.router, dependencies=guarded)
    app.include_router(media.router)
    app.include_router(jobs.health)
    rest.install(app)
    errors.install(app)
    app.middleware("http")(_dressed)
    return app


async def _dressed(request: Request, follow: Callable[[Request], Awaitable[Response]]) -> Response:
    """Limit bodies, repeat answers for repeated keys, and give every answer its id and headers."""
    number = uuid.uuid4().hex
    if _too_large(request):
        body = errors.envelope("payload_too_large", f"A body may have {LARGEST_BODY:,} bytes")
        answer: Response = JSONResponse(body, 413)
    else:
        answer = await replay.answered(request, follow)
    answer.headers["X-Request-Id"] = number
    for name, value in _HEADERS.items():
        answer.headers.setdefault(name, value)
    request.app.state.answered[answer.status_code] += 1
    return answer


def _too_large(request: Request) -> bool:
    length = request.headers.get("content-length")
    if request.method not in ("POST", "PUT", "PATCH"):
        return False
    if request.headers.get("content-type", "").startswith("multipart/"):
        return bool(length and length.isdecimal() and int(length) > assets.LARGEST + LARGEST_BODY)
    return length is None or not length.isdecimal() or int(length) > LARGEST_BODY
