"""What waits, what is being made, and what has ended."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import Response

from heygen_cli.api.dashboard.page import Sent, Visit, Visiting, go
from heygen_cli.domain.errors import HeygenError, NotFound
from heygen_cli.domain.job import STATES, Job

router = APIRouter()

_ON_A_PAGE = 50


@router.get("/studio/jobs")
async def page(
    visiting: Visiting,
    status: Annotated[str, Query(max_length=20)] = "",
    token: Annotated[str | None, Query(max_length=30)] = None,
) -> Response:
    """All jobs, newest first."""
    try:
        found, more = visiting.here.kit.jobs.list(limit=_ON_A_PAGE, token=token, state=status or None)
    except HeygenError:
        return go("/studio/jobs")
    counts = visiting.here.kit.jobs.counts()
    titles = {job.id: _title(visiting, job) for job in found}
    return visiting.page("jobs.html", jobs=found, titles=titles, more=more, chosen=status, counts=counts, states=STATES)


@router.post("/studio/jobs/{job_id}/{act}")
async def change(visiting: Visiting, form: Sent, job_id: str, act: str) -> Response:
    """Cancel a job, or have it done again."""
    jobs = visiting.here.kit.jobs
    try:
        await run_in_threadpool(jobs.retry if act == "retry" else jobs.cancel, job_id)
    except HeygenError as problem:
        return visiting.page("missing.html", 409, problem=problem)
    back = form.get("back")
    return go(back if isinstance(back, str) and back.startswith("/videos/") else "/studio/jobs")


def _title(visiting: Visit, job: Job) -> str:
    """The title of a job's video; its own name once that is deleted."""
    try:
        return visiting.here.kit.videos.get(job.video).title
    except NotFound:
        return job.name
