"""``heygen video check``: whether a finished film is right, before it is published."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from xml.sax.saxutils import escape, quoteattr

import typer

from heygen_cli.cli import video_options as opt
from heygen_cli.cli.commands import Commands
from heygen_cli.cli.console import Column
from heygen_cli.cli.session import console, progress, toolkit
from heygen_cli.cli.video_making import read

if TYPE_CHECKING:
    from heygen_cli.domain.check import Finding

app = Commands()

Film = Annotated[str, typer.Argument(metavar="FILE|ID", help="A film, or the id of a video: heygen video list")]
Against = Annotated[str | None, typer.Option("--against", metavar="STORYBOARD", help="Hold it against its storyboard")]
ProfileName = Annotated[
    str, typer.Option("--profile", metavar="NAME", help="own | youtube | tiktok | linkedin | broadcast")
]
Golden = Annotated[
    str | None, typer.Option("--golden", metavar="FOLDER", help="Compare with approved frames: 00012.500.png")
]
JUnit = Annotated[str | None, typer.Option("--junit", metavar="FILE", help="Write the findings as JUnit XML too")]
Strict = Annotated[bool, typer.Option("--strict", help="Fail for warnings too")]

_MARKS = {"pass": "✓", "warning": "!", "fail": "✗"}
FINDINGS = (Column("mark", ""), Column("check", "Check"), Column("message", "Found"), Column("at", "At"))


@app.command()
def check(
    film: Film,
    against: Against = None,
    profile: ProfileName = "own",
    golden: Golden = None,
    junit: JUnit = None,
    variables: opt.Variables = None,
    quality: opt.Quality = None,
    strict: Strict = False,
) -> None:
    """Say whether a film is right: whole, in sync, not black, frozen or silent, loud enough, as planned.

    The exit code is 1 when something is wrong.

    Examples:
      heygen video check launch.mp4 --against launch.yaml
      heygen video check draft.mp4 --against launch.yaml --quality draft
      heygen video check launch.mp4 --profile youtube --junit report.xml
    """
    board = read({"quality": quality}, storyboard=against, variables=variables).storyboard if against else None
    goldens = Path(golden) if golden else None
    with progress() as reporter:
        found = toolkit().checks.check(film, profile=profile, against=board, goldens=goldens, progress=reporter)
    if junit:
        Path(junit).write_text(_junit(film, found), encoding="utf-8")
    failed = [finding for finding in found if finding.status == "fail" or (strict and finding.status == "warning")]
    if console().human:
        console().show_list([_row(finding) for finding in found], FINDINGS)
        console().note(
            f"{len(failed)} of {len(found)} checks failed." if failed else f"All {len(found)} checks passed."
        )
    else:
        console().show({"ok": not failed, "findings": [finding.to_json() for finding in found]})
    if failed:
        raise typer.Exit(1)


def _row(finding: Finding) -> dict[str, str]:
    at = f"{finding.at:.2f} s" if finding.at is not None and finding.status != "pass" else ""
    return {"mark": _MARKS[finding.status], "check": finding.check, "message": finding.message, "at": at}


def _junit(film: str, found: Sequence[Finding]) -> str:
    """A test suite with one case for each thing that was looked at."""
    failures = sum(finding.status == "fail" for finding in found)
    cases = []
    for finding in found:
        at = f" (at {finding.at:.2f} s)" if finding.at is not None else ""
        body = f"<failure message={quoteattr(finding.message + at)}/>" if finding.status == "fail" else ""
        out = f"<system-out>{escape(finding.message)}</system-out>"
        name = quoteattr(finding.check)
        cases.append(f'  <testcase classname="heygen.video.check" name={name}>{body}{out}</testcase>')
    head = f'<testsuite name={quoteattr(film)} tests="{len(found)}" failures="{failures}">'
    return "\n".join(['<?xml version="1.0" encoding="UTF-8"?>', head, *cases, "</testsuite>", ""])
