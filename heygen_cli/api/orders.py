"""From the body of a request to a video in the queue."""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

from anyio import CapacityLimiter, to_thread
from fastapi import Request

from heygen_cli.api.errors import Refused
from heygen_cli.api.site import Site
from heygen_cli.domain.errors import InvalidInput, ManyInvalid, NotFound
from heygen_cli.domain.event import Event
from heygen_cli.domain.fields import Marks
from heygen_cli.domain.job import Job
from heygen_cli.domain.parse import captions_beside, storyboard_from_mapping, with_defaults
from heygen_cli.domain.replay import Answer
from heygen_cli.domain.storyboard import Storyboard
from heygen_cli.domain.video import Video
from heygen_cli.services.job import job_for

Made = TypeVar("Made")
# Several threads would only take each other's turns, and the event loop's: with eight it took three times as long.
_PREPARING = CapacityLimiter(1)


async def body_of(request: Request) -> Any:
    """The JSON that a request brings; raises Refused."""
    try:
        return await request.json()
    except ValueError as problem:
        raise Refused(400, "The body is no JSON") from problem


async def aside(work: Callable[[], Made]) -> Made:
    """Do what takes the processor for long without holding other requests up."""
    return await to_thread.run_sync(work, limiter=_PREPARING)


async def all_prepared(here: Site, bodies: Sequence[Any], batch: str) -> list[tuple[Job, Video]]:
    """The videos of many requests as parts of a batch; raises ManyInvalid with all that is wrong."""

    def prepare() -> list[tuple[Job, Video]]:
        made, faults = [], []
        for number, body in enumerate(bodies):
            try:
                job, video = prepared(here, body)
            except InvalidInput as problem:
                faults += [_numbered(fault, number) for fault in _each(problem)]
            except Refused as problem:
                faults.append(InvalidInput(f"videos.{number}: {problem.message}", param=f"videos.{number}"))
            else:
                part = replace(job, batch=batch, name=f"{number:05}", place=f"videos.{number}")
                made.append((part, replace(video, batch=batch)))
        if faults:
            raise ManyInvalid(faults)
        return made

    return await aside(prepare)


async def remember(here: Site, items: Sequence[tuple[Job, Video]], answer: Answer | None = None) -> None:
    """Put jobs into the queue, and what their request is answered; they are on the disk when this returns."""
    await asyncio.wrap_future(here.writer.add(items, answer))


def prepared(here: Site, body: Any) -> tuple[Job, Video]:
    """The video of a request in HeyGen's words, everything about it checked."""
    from heygen_cli.v3.storyboard import from_body

    allowed: set[Path] = set()
    made = from_body(with_uploads(here, without_callbacks(body), allowed), Marks())
    data = with_defaults(made.data, here.kit.settings.storyboard)
    board = storyboard_from_mapping(data, made.marks, here.assets, exists=lambda path: path in allowed)
    board, beside = captions_beside(board)
    return ordered(here, board, (*made.events, *beside))


def from_mapping(here: Site, data: dict[str, Any], marks: Marks, *, allowed: set[Path]) -> tuple[Job, Video]:
    """The video of a storyboard of ours; of this machine's files it reads only those allowed."""
    board = storyboard_from_mapping(
        with_defaults(data, here.kit.settings.storyboard), marks, here.assets, exists=lambda path: path in allowed
    )
    board, beside = captions_beside(board)
    return ordered(here, board, beside)


def warm(here: Site) -> None:
    """Import what a first request would wait for: half a second."""
    prepared(here, {"type": "avatar", "avatar_id": here.kit.settings.avatar, "script": "Hello."})


def ordered(here: Site, board: Storyboard, notes: Sequence[Event]) -> tuple[Job, Video]:
    """The video of a storyboard, in a file of the server's."""
    here.films.mkdir(mode=0o700, parents=True, exist_ok=True)
    target = here.films / f"{uuid.uuid4().hex}.{board.format}"
    video = here.kit.videos.prepare(board, target, notes=notes)
    return job_for(video), video


def without_callbacks(body: Any) -> Any:
    """A request without what is not about the film: who is to be told of it."""
    if not isinstance(body, dict):
        return body
    return {name: value for name, value in body.items() if name not in ("callback_url", "callback_id")}


def with_uploads(here: Site, value: Any, allowed: set[Path]) -> Any:
    """The request with the places of uploads for their ids. No other file of this machine can be named."""
    if isinstance(value, list):
        return [with_uploads(here, item, allowed) for item in value]
    if not isinstance(value, dict):
        return value
    made = {}
    for name, item in value.items():
        if name in ("asset_id", "audio_asset_id") and isinstance(item, str):
            made[name] = str(_upload(here, item, allowed))
        elif name in ("url", "audio_url", "image_url") and isinstance(item, str):
            raise Refused(400, "This server fetches nothing: upload the file as an asset, and send its id", param=name)
        elif name == "data" and value.get("type") == "base64":
            raise Refused(400, "Upload the file as an asset, and send its id", param=name)
        else:
            made[name] = with_uploads(here, item, allowed)
    return made


def _upload(here: Site, asset_id: str, allowed: set[Path]) -> Path:
    try:
        path = here.kit.assets.path(here.kit.assets.get(asset_id))
    except NotFound as missing:
        raise Refused(400, missing.message, code="asset_not_found", param="asset_id") from None
    allowed.add(path)
    return path


def _each(problem: InvalidInput) -> Sequence[InvalidInput]:
    return problem.faults if isinstance(problem, ManyInvalid) else (problem,)


def _numbered(fault: InvalidInput, number: int) -> InvalidInput:
    where = f"videos.{number}"
    param = f"{where}.{fault.param}" if fault.param else where
    return InvalidInput(f"{where}: {fault.message}", hint=fault.hint, param=param, code=fault.error_code)
