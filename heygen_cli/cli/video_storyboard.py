"""``heygen video`` on storyboards: what they would become, one picture of them, and the film itself."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from heygen_cli.cli import video_options as opt
from heygen_cli.cli.commands import Commands
from heygen_cli.cli.console import Column
from heygen_cli.cli.output import agreed
from heygen_cli.cli.session import console, progress, toolkit
from heygen_cli.cli.spending import MaxCost, UnknownCost, limit
from heygen_cli.cli.video_making import make, read, show_plan
from heygen_cli.domain.errors import HeygenError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from heygen_cli.cli.video_request import Request
    from heygen_cli.domain.remark import Remark

app = Commands()

Board = Annotated[str, typer.Argument(metavar="STORYBOARD", help="A YAML or JSON file, Markdown, slides; - is stdin")]
Why = Annotated[bool, typer.Option("--why", help="Say for each part why it must be made")]
SceneNumber = Annotated[int, typer.Option("--scene", "-s", min=1, help="Which scene, counted from 1")]
Second = Annotated[float, typer.Option("--frame", "-t", metavar="SECONDS", min=0, help="Which moment of it")]
Strict = Annotated[bool, typer.Option("--strict", help="Fail for warnings too")]

REMARKS = (
    Column("severity", "Kind"),
    Column("where", "Where"),
    Column("message", "What"),
    Column("hint", "What to do"),
)
# How often `watch` looks whether something was saved, in seconds.
_LOOK = 0.4
_MADE = (".mp4", ".webm", ".mov", ".srt", ".vtt")


@app.command()
def plan(storyboard: Board, variables: opt.Variables = None, quality: opt.Quality = None, why: Why = False) -> None:
    """Show what a render would make and reuse.

    About how long the film will be and how long rendering takes is said too.

    Examples:
      heygen video plan video.yaml
      heygen video plan video.yaml --why
    """
    show_plan(_read(storyboard, variables, quality=quality).storyboard, why=why)


@app.command()
def render(
    storyboard: Board,
    output: opt.Output = None,
    variables: opt.Variables = None,
    quality: opt.Quality = None,
    force: opt.Force = False,
    strict: opt.Strict = False,
    max_cost: MaxCost = None,
    unknown_cost: UnknownCost = False,
    open_it: opt.OpenIt = False,
) -> None:
    """Make the film of a storyboard, in all its formats; the same as create --storyboard.

    Examples:
      heygen video render video.yaml
      heygen video render video.yaml --quality draft --output draft.mp4 --force
    """
    limit(max_cost, allow_unknown=unknown_cost)
    make(_read(storyboard, variables, quality=quality), output, force=force, strict=strict, open_it=open_it)


@app.command()
def preview(
    storyboard: Board,
    scene: SceneNumber = 1,
    second: Second = 1.0,
    output: opt.Output = None,
    variables: opt.Variables = None,
    force: opt.Force = False,
) -> None:
    """Draw one picture of one scene, without making the film.

    Examples:
      heygen video preview video.yaml --scene 3
      heygen video preview video.yaml --scene 3 --frame 2.5 --output third.png
    """
    request = _read(storyboard, variables)
    target = Path(output if output is not None else f"scene-{scene}.png")
    with progress() as reporter:
        path = toolkit().storyboards.preview(
            request.storyboard,
            target,
            scene=scene,
            seconds=second,
            progress=reporter,
            overwrite=agreed(target, force=force),
        )
    console().show({"path": str(path), "scene": scene, "second": second}, (Column("path", "Picture"),))


@app.command()
def lint(storyboard: Board, variables: opt.Variables = None, strict: Strict = False) -> None:
    """Find what is wrong or unwise: text that does not fit, weak contrast, hasty captions, small pictures.

    Nothing is rendered, but what is said is spoken, to know how long it takes. The exit code is 1 for errors.

    Examples:
      heygen video lint video.yaml
      heygen video lint video.yaml --strict --json
    """
    request = _read(storyboard, variables)
    with progress() as reporter:
        found = toolkit().storyboards.lint(request.storyboard, progress=reporter)
    _show_remarks(found)
    if any(remark.severity == "error" or strict for remark in found):
        raise typer.Exit(1)


@app.command()
def watch(
    storyboard: Board,
    output: opt.Output = None,
    variables: opt.Variables = None,
    quality: opt.Quality = "draft",
) -> None:
    """Render a storyboard again whenever it or a file beside it is saved, until you stop it.

    Examples:
      heygen video watch video.yaml
      heygen video watch video.yaml --quality standard --output video.mp4
    """
    last: dict[Path, int] = {}
    while True:
        now = dict(_stamps(Path(storyboard)))
        if now != last:
            last = now
            try:
                make(_read(storyboard, variables, quality=quality), output, force=True, strict=False, open_it=False)
            except HeygenError as problem:
                console().error(problem)
            console().note("Waiting for a change. Ctrl-C ends.")
        time.sleep(_LOOK)


def _read(storyboard: str, variables: list[str] | None, **flags: Any) -> Request:
    return read(flags, storyboard=storyboard, variables=variables)


def _show_remarks(found: Iterable[Remark]) -> None:
    console().show_list([remark.to_json() for remark in found], REMARKS, empty="Nothing to remark.")


def _stamps(storyboard: Path) -> Iterable[tuple[Path, int]]:
    """The files that may matter, and when they were written; what is made of them does not."""
    for path in (storyboard, *storyboard.absolute().parent.rglob("*")):
        if path.suffix.lower() not in _MADE and ".heygen-" not in path.name and path.is_file():
            yield path, path.stat().st_mtime_ns
