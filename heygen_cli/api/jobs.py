"""Our own routes: jobs, what happens to them as it happens, health, figures for Prometheus."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Iterator
from itertools import chain
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request, Response, WebSocket, WebSocketDisconnect
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import StreamingResponse

from heygen_cli.api.figures import KIND, Figures, page, series
from heygen_cli.api.live import PING, Live, Told
from heygen_cli.api.site import Site, site
from heygen_cli.domain.job import STATES

router = APIRouter()
health = APIRouter()

Here = Annotated[Site, Depends(site)]


@router.get("/jobs")
async def jobs(
    here: Here, limit: Annotated[int, Query(ge=1, le=100)] = 20, token: str | None = None, status: str | None = None
) -> dict[str, Any]:
    """Jobs, newest first."""
    found, more = here.kit.jobs.list(limit=limit, token=token, state=status)
    return {"data": [job.to_json() for job in found], "has_more": more is not None, "next_token": more}


@router.get("/jobs/events", response_class=StreamingResponse, responses={200: {"content": {"text/event-stream": {}}}})
async def events(request: Request, here: Here, after: int = -1) -> StreamingResponse:
    """What happens to jobs, as server-sent events; ``Last-Event-ID`` or ``after`` goes on from there."""
    last = request.headers.get("last-event-id", "")
    live: Live = request.app.state.live
    told = live.follow(here.kit.owner, int(last) if last.isdecimal() else after)
    headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    return StreamingResponse(_lines(told), media_type="text/event-stream", headers=headers)


async def _lines(told: AsyncIterator[Told]) -> AsyncIterator[str]:
    async for each in told:
        if each is PING:
            yield ": still here\n\n"
        else:
            number = "" if each.number is None else f"id: {each.number}\n"
            yield f"{number}event: {each.kind}\ndata: {each.text}\n\n"


@router.get("/jobs/{job_id}")
async def job(here: Here, job_id: str) -> dict[str, Any]:
    """One job, by its id or its video's."""
    return {"data": here.kit.jobs.get(job_id).to_json()}


@router.post("/jobs/{job_id}/cancel")
async def cancel(here: Here, job_id: str) -> dict[str, Any]:
    """Stop a job."""
    return {"data": (await run_in_threadpool(here.kit.jobs.cancel, job_id)).to_json()}


@router.post("/jobs/{job_id}/retry")
async def retry(here: Here, job_id: str) -> dict[str, Any]:
    """Have a job done again."""
    return {"data": (await run_in_threadpool(here.kit.jobs.retry, job_id)).to_json()}


@router.websocket("/ws/jobs")
async def socket(link: WebSocket, here: Here, after: int = -1) -> None:
    """The same events for websockets."""
    await link.accept()

    async def listen() -> None:
        # Whoever only sends never learns that the other side has gone, and would keep the server from stopping.
        with contextlib.suppress(WebSocketDisconnect):
            while True:
                await link.receive_text()

    async def send() -> None:
        live: Live = link.app.state.live
        async for told in live.follow(here.kit.owner, after):
            await link.send_text(told.text)

    sides = [asyncio.create_task(listen()), asyncio.create_task(send())]
    _, rest = await asyncio.wait(sides, return_when=asyncio.FIRST_COMPLETED)
    for side in rest:
        side.cancel()
    await asyncio.gather(*sides, return_exceptions=True)


@health.get("/healthz")
async def healthz() -> dict[str, str]:
    """Whether the process answers."""
    return {"status": "ok"}


@health.get("/readyz")
async def readyz(here: Here) -> dict[str, str]:
    """Whether it can do its work: the database answers."""
    here.kit.jobs.newest_event()
    return {"status": "ready"}


@health.get("/metrics", response_class=Response, responses={200: {"content": {"text/plain": {}}}})
async def metrics(request: Request, here: Here) -> Response:
    """Figures for Prometheus."""
    figures: Figures = request.app.state.figures
    live: Live = request.app.state.live
    # Counting takes 70 ms for 200,000 jobs, too long for the others who ask.
    kept = await run_in_threadpool(lambda: [*_kept(here)])
    told = "Websockets and event streams that are open."
    heard = series("heygen_sockets", "gauge", told, {"": live.listeners})
    return Response(page(chain(kept, figures.lines(), heard)), media_type=KIND)


def _kept(here: Site) -> Iterator[str]:
    """What the services know."""
    jobs, sent, found = here.kit.jobs.counts(), here.kit.endpoints.counts(), here.kit.answers.answers
    states = {f'state="{state}"': jobs.get(state, 0) for state in STATES}
    yield from series("heygen_jobs", "gauge", "Jobs by state.", states)
    deliveries = {f'state="{state}"': count for state, count in sorted(sent.items())}
    yield from series("heygen_deliveries", "gauge", "Webhooks by how far they are.", deliveries)
    about = "Where answers were found; none had to be looked up."
    layers = {f'layer="{layer}"': count for layer, count in sorted(found.items())}
    yield from series("heygen_cache_answers_total", "counter", about, layers)
