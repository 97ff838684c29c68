"""``heygen job``: the videos that wait for workers, are being made, or have been."""

from __future__ import annotations

import json
import time
from typing import Annotated, Any

import typer

from heygen_cli.cli import video_options as opt
from heygen_cli.cli.commands import Commands
from heygen_cli.cli.console import Column
from heygen_cli.cli.session import console, toolkit
from heygen_cli.cli.video_making import moment
from heygen_cli.domain.job import STATES

app = Commands(help="Look after videos that workers make.")

JobId = Annotated[str, typer.Argument(metavar="JOB", help="A job's id, or its video's")]
Status = Annotated[str | None, typer.Option("--status", help=f"Only these: {', '.join(STATES)}")]
Batch = Annotated[str | None, typer.Option("--batch", help="Only those of one batch")]
Days = Annotated[float, typer.Option("--days", min=0, help="How long ago they must have ended")]


def _percent(share: Any) -> str:
    return f"{share:.0%}" if share is not None else ""


LIST = (
    Column("id", "Id"),
    Column("status", "Status", colours={"failed": "red", "done": "green", "running": "cyan"}),
    Column("name", "Video"),
    Column("stage", "At"),
    Column("progress", "Done", _percent),
    Column("attempts", "Tries"),
    Column("failure_message", "Reason"),
)
DETAILS = (
    *(Column("name", "Video"), Column("status", "Status"), Column("stage", "At"), Column("progress", "Done", _percent)),
    *(Column("failure_message", "Reason"), Column("failure_code", "Code"), Column("attempts", "Tries")),
    *(Column("created_at", "Created", moment), Column("started_at", "Begun", moment)),
    *(Column("finished_at", "Ended", moment), Column("batch_id", "Batch"), Column("place", "Row")),
    *(Column("video_id", "Video id"), Column("id", "Id")),
)
LOG = (Column("at", "When", moment), Column("event", "What"), Column("details", "Details"))


@app.command("list")
def list_jobs(limit: opt.Limit = 10, token: opt.Token = None, status: Status = None, batch: Batch = None) -> None:
    """List jobs, newest first.

    Examples:
      heygen job list
      heygen job list --status failed --limit 100 --json
    """
    jobs, more = toolkit().jobs.list(limit=limit, token=token, state=status, batch=batch)
    console().show_list(
        [job.to_json() for job in jobs],
        LIST,
        has_more=more is not None,
        next_token=more,
        empty="No jobs found. Make one: heygen video create … --detach",
    )


@app.command()
def get(job_id: JobId) -> None:
    """Show one job: how far it is, and what went wrong.

    Examples:
      heygen job get j_01kb3m9x2t7h4qac
    """
    console().show(toolkit().jobs.get(job_id).to_json(), DETAILS)


@app.command()
def watch(job_id: JobId) -> None:
    """Follow a job until it ends; the exit code is 1 when it failed.

    Examples:
      heygen job watch j_01kb3m9x2t7h4qac
    """
    last = None
    for job in toolkit().jobs.watch(job_id, time.sleep):
        last = job
        if console().human:
            share = f" {job.stage.share:.0%}" if job.stage and job.stage.share is not None else ""
            console().note(f"{job.state}{': ' + job.stage.name if job.stage else ''}{share}")
    assert last is not None
    console().show(last.to_json(), DETAILS)
    if last.state != "done":
        raise typer.Exit(130 if last.state == "canceled" else 1)


@app.command()
def cancel(job_id: JobId) -> None:
    """Stop a job, waiting or running.

    Examples:
      heygen job cancel j_01kb3m9x2t7h4qac
    """
    console().show(toolkit().jobs.cancel(job_id).to_json(), DETAILS)


@app.command()
def retry(job_id: JobId) -> None:
    """Have a job that failed or was canceled done again; what was rendered before is used again.

    Examples:
      heygen job retry j_01kb3m9x2t7h4qac
    """
    console().show(toolkit().jobs.retry(job_id).to_json(), DETAILS)


@app.command()
def logs(job_id: JobId) -> None:
    """Show what happened to a job, in order; for programs one JSON document per line.

    Examples:
      heygen job logs j_01kb3m9x2t7h4qac
    """
    events = toolkit().jobs.events(job_id)
    if not console().human:
        for event in events:
            console().text(json.dumps(event.to_json(), ensure_ascii=False))
        return
    rows = [{"at": item.at, "event": item.kind.replace("_", " "), "details": _details(item.data)} for item in events]
    console().show_list(rows, LOG)


@app.command()
def prune(days: Days = 30.0) -> None:
    """Forget jobs that ended long ago; their videos stay.

    Examples:
      heygen job prune --days 7
    """
    count = toolkit().jobs.prune(days * 86_400)
    console().show({"pruned": count}, (Column("pruned", "Forgotten jobs"),))


def _details(data: dict[str, Any]) -> str:
    return str(data.get("message") or ", ".join(f"{key} {value}" for key, value in data.items()))
