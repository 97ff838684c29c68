"""``heygen worker``: keep worker processes at work on whatever is in the queue."""

from __future__ import annotations

import time
from typing import Annotated

import typer

from heygen_cli.cli.commands import Commands
from heygen_cli.cli.session import console, toolkit

app = Commands()

Concurrency = Annotated[int, typer.Option("--concurrency", "-c", min=0, max=64, help="Workers; 0 chooses")]
UntilIdle = Annotated[bool, typer.Option("--until-idle", help="End when nothing waits or runs any more")]


@app.command()
def worker(concurrency: Concurrency = 0, until_idle: UntilIdle = False) -> None:
    """Make the videos that wait in the queue, until interrupted.

    Each worker is a process of its own; one that dies is started anew, and its job is given to another.

    Examples:
      heygen worker
      heygen worker --concurrency 4 --until-idle
    """
    count = concurrency or toolkit().affordable_workers
    console().note(f"{count} worker{'s' if count > 1 else ''} at work. Ctrl-C ends.")
    toolkit().of(None).jobs.work(count, time.sleep, until_idle=until_idle)
