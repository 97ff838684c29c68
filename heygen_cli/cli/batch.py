"""``heygen batch``: many videos from one manifest."""

from __future__ import annotations

import hashlib
import json
import os
import time
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from heygen_cli.cli import video_options as opt
from heygen_cli.cli.batch_view import view
from heygen_cli.cli.commands import Commands
from heygen_cli.cli.console import Column
from heygen_cli.cli.session import console, toolkit
from heygen_cli.cli.video_making import moment, seconds
from heygen_cli.domain.errors import HeygenError, InvalidInput, PartlyFailed

if TYPE_CHECKING:
    from heygen_cli.domain.batch import Batch, Report
    from heygen_cli.services.batch import Order

app = Commands(help="Make many videos from one manifest, exactly once each.")

ManifestFile = Annotated[str, typer.Argument(metavar="MANIFEST", help="A YAML or JSON file: heygen batch init")]
Name = Annotated[str, typer.Argument(metavar="BATCH", help="A batch's id, or its manifest's file")]
Concurrency = Annotated[int | None, typer.Option("--concurrency", "-c", min=1, max=64, help="Videos made at once")]
Fresh = Annotated[bool, typer.Option("--fresh", help="Start over, as if nothing had been made")]
Replace = Annotated[bool, typer.Option("--force", "-f", "--yes", "-y", help="Replace files this batch did not make")]
Only = Annotated[str | None, typer.Option("--only", metavar="GLOB", help="Only files with such names: 'out/a*'")]
Shard = Annotated[str | None, typer.Option("--shard", metavar="N/M", help="Only the Nth of M parts, for many machines")]
MaxFailures = Annotated[int | None, typer.Option("--max-failures", min=0, help="Stop when more than so many failed")]
MaxCost = Annotated[float | None, typer.Option("--max-cost", min=0, help="Stop when more US dollars were spent")]
Jsonl = Annotated[bool, typer.Option("--jsonl", help="Print events as JSON, one per line")]
Junit = Annotated[str | None, typer.Option("--junit", metavar="FILE", help="Write the result as JUnit XML")]
Html = Annotated[str | None, typer.Option("--report", metavar="FILE", help="Write the result as a page")]
Watch = Annotated[bool, typer.Option("--watch", help="Run again whenever a file beside the manifest is saved")]
Into = Annotated[str | None, typer.Option("--output", "-o", metavar="FILE", help="Write it there, by its suffix")]


def _money(dollars: Any) -> str:
    return "unknown" if dollars is None else f"${dollars:.2f}"


_STATES = {"failed": "red", "done": "green", "running": "cyan"}
LIST = (
    *(Column("id", "Id"), Column("title", "Batch"), Column("status", "Status", colours=_STATES)),
    *(Column("total", "Videos"), Column("done", "Done"), Column("failed", "Failed")),
    *(Column("started_at", "Last run", moment), Column("manifest", "Manifest")),
)
DETAILS = (
    *(Column("title", "Batch"), Column("status", "Status"), Column("total", "Videos"), Column("done", "Done")),
    *(Column("failed", "Failed"), Column("queued", "Waiting"), Column("running", "Running")),
    *(Column("canceled", "Canceled"), Column("manifest", "Manifest"), Column("id", "Id")),
)
PLAN = (
    *(Column("name", "Video"), Column("duration", "Length", seconds), Column("reused", "Reused")),
    *(
        Column("rendered", "To render"),
        Column("work", "Takes", seconds),
        Column("cost", "Costs", lambda c: f"${c:.2f}"),
    ),
)
FAILURES = (Column("name", "Video"), Column("status", "Status"), Column("place", "Row"), Column("reason", "Reason"))


@app.command()
def init(folder: Annotated[str, typer.Argument(metavar="[FOLDER]", help="Where to")] = ".") -> None:
    """Write a manifest to begin with, and a table for it.

    Examples:
      heygen batch init greetings
    """
    project = toolkit().projects.begin(Path(folder), "batch")
    data = {"folder": str(project.folder), "files": list(project.files)}
    console().show(data, (Column("folder", "Folder"), Column("files", "Written")))
    console().note(f"Next: heygen batch run {Path(folder) / 'videos.yaml'}")


@app.command()
def schema() -> None:
    """Print the JSON Schema of manifests, for editors.

    Examples:
      heygen batch schema > manifest.schema.json
    """
    from heygen_cli.domain.schema import manifest_schema

    console().text(json.dumps(manifest_schema(), ensure_ascii=False))


@app.command()
def validate(manifest: ManifestFile) -> None:
    """Find every fault of a manifest, its rows and its files, without rendering.

    Examples:
      heygen batch validate videos.yaml
    """
    found = toolkit().batches.read(Path(manifest))
    console().show({"valid": True, "videos": len(found.items)}, (Column("videos", "Videos"),))


@app.command()
def plan(manifest: ManifestFile, only: Only = None, shard: Shard = None) -> None:
    """Show for each video what would be reused, how long it is, and how long rendering takes.

    Examples:
      heygen batch plan videos.yaml
      heygen batch plan videos.yaml --only 'out/a*' --json
    """
    found = toolkit().batches.read(Path(manifest))
    order = _order(found.concurrency, only=only, shard=shard)
    rows: list[dict[str, Any]] = []
    for index, (item, planned) in enumerate(toolkit().batches.plans(found)):
        if order.takes(index, item):
            reused = sum(node.reused for node in planned.nodes)
            rendered = len(planned.nodes) - reused
            figures = {"duration": round(planned.duration, 3), "exact": planned.exact, "work": round(planned.work, 1)}
            cost = toolkit().estimates.cost_of([planned])
            rows.append({"name": item.name, **figures, "reused": reused, "rendered": rendered, "cost": cost})
    console().show_list(rows, PLAN)
    total, work = sum(row["duration"] for row in rows), sum(row["work"] for row in rows)
    console().note(f"{len(rows)} videos of {total:.0f} s in all; rendering takes at most {work:.0f} s of one worker.")


@app.command()
def run(
    manifest: ManifestFile,
    concurrency: Concurrency = None,
    only: Only = None,
    shard: Shard = None,
    fresh: Fresh = False,
    force: Replace = False,
    strict: opt.Strict = False,
    max_failures: MaxFailures = None,
    max_cost: MaxCost = None,
    jsonl: Jsonl = False,
    junit: Junit = None,
    report: Html = None,
    watch: Watch = False,
) -> None:
    """Make all videos of a manifest; run again, it goes on where it stopped.

    What was made stays, unless its row, its storyboard or one of its files changed. The exit code is 0 only when every
    video is made. manifest.json beside the videos says what has become of each.

    Examples:
      heygen batch run videos.yaml
      heygen batch run videos.yaml --concurrency 4 --max-failures 10 --junit junit.xml
      heygen batch run videos.yaml --shard 2/5 --jsonl
    """
    limits = {"max_failures": max_failures, "max_cost": max_cost}
    flags = {"fresh": fresh, "force": force, "strict": strict, "only": only, "shard": shard, **limits}
    written = {"junit": junit, "html": report}
    if not watch:
        _run(Path(manifest), concurrency, flags, written, jsonl=jsonl)
        return
    last: dict[Path, int] = {}
    while True:
        now = dict(_stamps(Path(manifest)))
        if now != last:
            last = now
            try:
                _run(Path(manifest), concurrency, flags, written, jsonl=jsonl)
            except HeygenError as problem:
                console().error(problem)
            console().note("Waiting for a change. Ctrl-C ends.")
        time.sleep(0.4)


@app.command()
def status(batch: Name) -> None:
    """Show how far a batch is, and what failed.

    Examples:
      heygen batch status videos.yaml
      heygen batch status b_01kb3m9x2t7h4qac --json
    """
    found = toolkit().batches.find(batch)
    data = found.to_json(toolkit().batches.counts(found))
    report = toolkit().batches.report(found)
    failed = [_failure(line.to_json()) for line in report.lines if line.job.state in ("failed", "canceled")]
    if not console().human:
        console().show({**data, "failures": failed})
        return
    console().show(data, DETAILS)
    if failed:
        console().text("")
        console().show_list(failed, FAILURES)


@app.command()
def resume(batch: Name, concurrency: Concurrency = None, jsonl: Jsonl = False) -> None:
    """Go on with a batch as it was begun, without reading its manifest again.

    Examples:
      heygen batch resume b_01kb3m9x2t7h4qac
    """
    found = toolkit().batches.find(batch)
    order = _order(concurrency or found.settings.get("workers"))
    _follow(found, order, {}, jsonl=jsonl)


@app.command()
def retry(batch: Name, concurrency: Concurrency = None, jsonl: Jsonl = False) -> None:
    """Make again what failed or was canceled.

    Examples:
      heygen batch retry videos.yaml
    """
    found = toolkit().batches.find(batch)
    toolkit().batches.retry(found)
    _follow(found, _order(concurrency or found.settings.get("workers")), {}, jsonl=jsonl)


@app.command()
def cancel(batch: Name) -> None:
    """Stop everything of a batch that waits or runs; what is made stays.

    Examples:
      heygen batch cancel videos.yaml
    """
    count = toolkit().batches.cancel(toolkit().batches.find(batch))
    console().show({"canceled": count}, (Column("canceled", "Stopped videos"),))


@app.command("list")
def list_batches() -> None:
    """List batches, the latest first.

    Examples:
      heygen batch list
    """
    rows = [batch.to_json(counts) for batch, counts in toolkit().batches.list()]
    console().show_list(rows, LIST, empty="No batches found. Begin with: heygen batch init")


@app.command()
def report(batch: Name, output: Into = None) -> None:
    """Show the result of a batch, or write it as a page, as JUnit XML or as JSON.

    Examples:
      heygen batch report videos.yaml --output report.html
      heygen batch report b_01kb3m9x2t7h4qac --json
    """
    found = toolkit().batches.report(toolkit().batches.find(batch), digest_of)
    if output is None:
        _show(found)
        return
    kind = {".html": "html", ".xml": "junit", ".json": "json"}.get(Path(output).suffix.lower())
    if kind is None:
        raise InvalidInput(f"Cannot write {output}", param="--output", hint="it ends in .html, .xml or .json")
    _write(found, {kind: output})
    console().show({"path": str(Path(output).absolute())}, (Column("path", "Written"),))


def digest_of(path: Path) -> str:
    """SHA-256 of a film, as hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _run(
    path: Path, concurrency: int | None, flags: Mapping[str, Any], written: Mapping[str, str | None], *, jsonl: bool
) -> None:
    manifest = toolkit().batches.read(path)
    limits = {"max_cost": flags["max_cost"] if flags["max_cost"] is not None else manifest.budget}
    if manifest.on_failure == "stop" and flags["max_failures"] is None:
        limits["max_failures"] = 0
    order = _order(concurrency or manifest.concurrency, **{**flags, **limits})
    batch = toolkit().batches.begin(path, manifest, order)
    results = _results([item.output for item in manifest.items], flags["shard"])
    _follow(batch, order, {**written, "json": str(results)}, jsonl=jsonl, notify=manifest.notify)


def _follow(batch: Batch, order: Order, written: Mapping[str, str | None], *, jsonl: bool, notify: Any = None) -> None:
    console().note(f"Batch {batch.id}: {order.workers} at once. If it stops: heygen batch run {batch.manifest}")
    try:
        with view(console(), jsonl=jsonl) as shown:
            for standing in toolkit().batches.follow(batch, order, time.sleep):
                shown.show(standing)
    finally:
        found = toolkit().batches.report(batch, digest_of)
        _write(found, written)
    if jsonl:
        console().text(json.dumps({"event": "ended", **found.batch.to_json(found.counts)}, ensure_ascii=False))
    else:
        _show(found)
    if notify is not None and (notify.url or notify.command):
        toolkit().tell(notify, found.to_json())
    _judge(found)


def _judge(report: Report) -> None:
    counts, total = report.counts, len(report.lines)
    missing = total - counts.get("done", 0)
    if missing:
        again = f"when the cause is mended: heygen batch retry {report.batch.id}"
        raise PartlyFailed(f"{missing} of {total} videos were not made", hint=again)


def _show(report: Report) -> None:
    data = report.to_json()
    if not console().human:
        console().show(data)
        return
    counts = report.counts
    parts = [f"{counts[state]} {state}" for state in ("done", "failed", "canceled", "queued") if counts.get(state)]
    money = f", ${report.cost:.2f}" if report.cost else ""
    shared = f"{data['rendered']} parts rendered, {data['reused']} reused"
    console().text(f"{', '.join(parts)}; {data['duration']:.1f} s of video{money}; {shared}")
    failed = [_failure(item) for item in data["items"] if item["status"] in ("failed", "canceled")]
    if failed:
        console().show_list(failed, FAILURES)


def _failure(item: Mapping[str, Any]) -> dict[str, Any]:
    error = item["error"] or {}
    return {**{key: item[key] for key in ("name", "status", "place")}, **error, "reason": error.get("message")}


def _write(report: Report, targets: Mapping[str, str | None]) -> None:
    from heygen_cli.infra.reports import batch as pages
    from heygen_cli.services.delivery import writing

    makers = {"json": pages.as_json, "junit": pages.as_junit, "html": pages.as_html}
    for kind, target in targets.items():
        if target is not None:
            path = Path(target).absolute()
            with writing(path, overwrite=True) as part:
                part.write_text(makers[kind](report), "utf-8")


def _order(workers: int | None, **flags: Any) -> Order:
    from heygen_cli.services.batch import Order

    shard = flags.pop("shard", None)
    return Order(workers=workers or toolkit().affordable_workers, shard=_shard(shard), **flags)


def _shard(text: str | None) -> tuple[int, int] | None:
    if text is None:
        return None
    which, mark, many = text.partition("/")
    if not (mark and which.isdecimal() and many.isdecimal() and 1 <= int(which) <= int(many)):
        raise InvalidInput(f'"{text}" is no shard', param="--shard", hint="--shard 2/5")
    return int(which), int(many)


def _results(outputs: list[Path], shard: str | None) -> Path:
    """Where the result manifest goes: into the folder that holds all videos."""
    folder = Path(os.path.commonpath([path.parent for path in outputs]))
    folder.mkdir(parents=True, exist_ok=True)
    return folder / (f"manifest-{shard.replace('/', '-of-')}.json" if shard else "manifest.json")


def _stamps(manifest: Path) -> list[tuple[Path, int]]:
    made = (".mp4", ".webm", ".mov", ".srt", ".vtt", ".json", ".html", ".xml")
    paths = [path for path in manifest.absolute().parent.rglob("*") if path.suffix.lower() not in made]
    return [(path, path.stat().st_mtime_ns) for path in paths if ".heygen-" not in path.name and path.is_file()]
