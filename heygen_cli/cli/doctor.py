"""``heygen doctor``: whether this machine can do the main job."""

from __future__ import annotations

from heygen_cli.cli.commands import Commands
from heygen_cli.cli.console import Column
from heygen_cli.cli.session import console, toolkit

app = Commands()

COLUMNS = (
    Column("status", "Status"),
    Column("name", "What"),
    Column("detail", "Found"),
    Column("fix", "Fix"),
)


@app.command("doctor")
def doctor() -> int:
    """Check that this machine can make videos, and say how to mend what is missing.

    The exit code is 1 when the main job cannot be done.

    Examples:
      heygen doctor
      heygen doctor --json | jq '.data[] | select(.status != "ok")'
    """
    findings = toolkit().doctor.examine()
    console().show_list([finding.to_json() for finding in findings], COLUMNS)
    return int(any(finding.status == "fail" for finding in findings))
