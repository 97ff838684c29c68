"""Many videos from a table: of a template, or of a column of scripts."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any

from fastapi import APIRouter
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import Response

from heygen_cli.api.dashboard.page import Sent, Visit, Visiting, file_of, go, problems, text_of
from heygen_cli.api.orders import aside, from_mapping, ordered, remember
from heygen_cli.domain.errors import HeygenError, InvalidInput, ManyInvalid, NotFound
from heygen_cli.domain.fields import Marks
from heygen_cli.domain.job import Job
from heygen_cli.domain.table import Table
from heygen_cli.domain.template import Order
from heygen_cli.domain.video import Video
from heygen_cli.infra.intake.tables import read_table

router = APIRouter()

_LARGEST = 512 * 1024  # bytes
_MOST = 500  # rows
_COLUMNS = ("script", "title", "avatar", "voice", "background", "captions", "aspect_ratio", "resolution")
_TOLD = 50  # faults


@router.get("/batch")
async def page(visiting: Visiting) -> Response:
    """The form, and the batches there are."""
    return _page(visiting)


@router.post("/batch")
async def begin(visiting: Visiting, form: Sent) -> Response:
    """Have a video made for each row, or none when one of them is wrong."""
    kit = visiting.here.kit
    try:
        found = await file_of(form, "table", _LARGEST)
        if found is None:
            raise InvalidInput("There is no table", hint="choose a CSV file")
        template = text_of(form, "template", 200)
        batch = await run_in_threadpool(kit.batches.collect, text_of(form, "title", 300) or found[0])
        try:
            items = await aside(lambda: _items(visiting, _read(*found), template, batch.id))
        except BaseException:
            await run_in_threadpool(kit.batches.forget, batch)
            raise
        await remember(visiting.here, items)
    except HeygenError as problem:
        return _page(visiting, 400, faults=problems(problem)[:_TOLD])
    return go(f"/batches/{batch.id}")


@router.get("/batches/{batch_id}")
async def one(visiting: Visiting, batch_id: str) -> Response:
    """One batch, and how far each of its videos is."""
    batches = visiting.here.kit.batches
    try:
        batch = batches.find(batch_id)
    except NotFound as problem:
        return visiting.page("missing.html", 404, problem=problem)
    counts = await run_in_threadpool(batches.counts, batch)
    lines = (await run_in_threadpool(batches.report, batch)).lines
    return visiting.page("batch-one.html", batch=batch, lines=lines, counts=counts, total=len(lines))


@router.post("/batches/{batch_id}/{act}")
async def change(visiting: Visiting, form: Sent, batch_id: str, act: str) -> Response:  # noqa: ARG001 - it is checked
    """Cancel what is left of a batch, or do again what failed."""
    batches = visiting.here.kit.batches
    try:
        batch = batches.find(batch_id)
        await run_in_threadpool(batches.retry if act == "retry" else batches.cancel, batch)
    except HeygenError as problem:
        return visiting.page("missing.html", 404, problem=problem)
    return go(f"/batches/{batch_id}")


def _read(name: str, data: bytes) -> Table:
    if len(data) > _LARGEST:
        raise InvalidInput(f"A table may have {_LARGEST // 1024} kB")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "table.csv"
        path.write_bytes(data)
        try:
            table = read_table(path)
        except InvalidInput as problem:
            raise InvalidInput(problem.message.replace(str(path), name), hint=problem.hint) from None
    if not 1 <= len(table.rows) <= _MOST:
        raise InvalidInput(f"A table has 1 to {_MOST} rows here, not {len(table.rows)}")
    return table


def _items(visiting: Visit, table: Table, template: str, batch: str) -> list[tuple[Job, Video]]:
    faults: list[InvalidInput] = []
    made: list[tuple[Job, Video]] = []
    for number, row in enumerate(table.rows):
        try:
            job, video = _item(visiting, dict(row.values), template)
        except InvalidInput as problem:
            faults += [_placed(fault, row.line) for fault in problems(problem)]  # type: ignore[arg-type]
        else:
            name = f"{number:05} {video.title}"
            made.append((replace(job, batch=batch, name=name, place=f"row {row.line}"), replace(video, batch=batch)))
    if faults:
        raise ManyInvalid(faults)
    return made


def _item(visiting: Visit, values: dict[str, Any], template: str) -> tuple[Job, Video]:
    if template:
        order = Order(variables=values, base=visiting.here.assets, exists=lambda _: False)
        board, notes = visiting.here.kit.templates.storyboard(template, order)
        return ordered(visiting.here, board, notes)
    unknown = [name for name in values if name not in _COLUMNS]
    if unknown or "script" not in values:
        problem = f'There is no column "{unknown[0]}" here' if unknown else "There is no column script"
        raise InvalidInput(problem, hint=f"columns are {', '.join(_COLUMNS)}")
    data = {name: value for name, value in values.items() if value not in ("", None) and name != "script"}
    return from_mapping(visiting.here, {**data, "scenes": [{"script": str(values["script"])}]}, Marks(), allowed=set())


def _placed(fault: InvalidInput, line: int) -> InvalidInput:
    return InvalidInput(f"Line {line}: {fault.message}", hint=fault.hint)


def _page(visiting: Visit, status: int = 200, **data: Any) -> Response:
    kit = visiting.here.kit
    told = {
        "faults": [],
        "templates": kit.templates.list(limit=100).items,
        "batches": kit.batches.list()[:20],
        "columns": _COLUMNS,
    }
    return visiting.page("batch.html", status, **{**told, **data})
