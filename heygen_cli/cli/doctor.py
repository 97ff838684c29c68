"""``heygen doctor``: whether this machine can do the main job."""

from __future__ import annotations

from heygen_cli.cli.commands import Commands
from heygen_cli.cli.console import Column, safe
from heygen_cli.cli.session import console, toolkit

app = Commands()

COLUMNS = (
    Column("status", "Status", colours={"ok": "green", "warn": "yellow", "fail": "red"}),
    Column("name", "What"),
    Column("found", "Found", lambda text: safe(text, keep="\n")),
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
    found = [finding.to_json() for finding in findings]
    if console().human:
        found = [{**item, "found": _advice(item["detail"], item["fix"])} for item in found]
    console().show_list(found, COLUMNS)
    return int(any(finding.status == "fail" for finding in findings))


def _advice(detail: str, fix: str | None) -> str:
    return f"{detail}\nFix: {fix}" if fix else detail
