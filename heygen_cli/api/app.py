"""The application: routes, failures, and what every answer carries."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from anyio import to_thread
from fastapi import Depends, FastAPI

from heygen_cli import __version__
from heygen_cli.api import (
    accounts,
    agents,
    assets,
    avatars,
    catalogue,
    dashboard,
    description,
    errors,
    jobs,
    legacy,
    library,
    media,
    orders,
    reports,
    rest,
    templates,
    videos,
    webhooks,
)
from heygen_cli.api.auth import permitted
from heygen_cli.api.figures import Figures
from heygen_cli.api.limits import limited
from heygen_cli.api.live import Live
from heygen_cli.api.middleware import Around
from heygen_cli.api.replay import Replays
from heygen_cli.api.site import Site


def create_app(site: Site) -> FastAPI:
    """The server for a site."""
    live = Live(site.kit)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        beside = [asyncio.create_task(live.watch()), asyncio.create_task(to_thread.run_sync(orders.warm, site))]
        yield
        for task in beside:
            task.cancel()
        site.writer.close()

    app = FastAPI(
        title="heygen",
        version=__version__,
        description="HeyGen's API on one's own machine: films are made here, offline.",
        lifespan=lifespan,
        docs_url=None,
        redoc_url=None,
        # Nobody listens to it, and it takes a quarter of the requests that a core can answer.
        telemetry={"tracing": False, "metrics": False, "logs": False},
    )
    app.state.site = site
    app.state.live = live
    app.state.figures = Figures()
    guarded = [Depends(permitted), Depends(limited)]
    heygens = [part.router for part in (videos, templates, avatars, catalogue, assets, library, agents, webhooks)]
    for router in (*heygens, jobs.router):
        app.include_router(router, dependencies=guarded)
    if site.legacy:
        app.include_router(legacy.router, dependencies=guarded)
    for router in (accounts.router, accounts.people, reports.router):
        app.include_router(router, dependencies=guarded)
    app.include_router(accounts.entrance)
    app.include_router(assets.uploads)
    app.include_router(media.router)
    app.include_router(jobs.health)
    dashboard.install(app)
    app.include_router(rest.router(heygens), dependencies=guarded)
    errors.install(app)
    description.install(app)
    app.add_middleware(Replays, site=site)
    app.add_middleware(Around, figures=app.state.figures)
    return app
