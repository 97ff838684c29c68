"""``heygen video-agent``: films made of a wish: a language model writes the storyboard, this computer renders it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from heygen_cli.cli import spending
from heygen_cli.cli import video_options as opt
from heygen_cli.cli.commands import Commands
from heygen_cli.cli.output import agreed
from heygen_cli.cli.script import Language, Length, Model, Scenes, Tone
from heygen_cli.cli.session import console, progress, toolkit
from heygen_cli.cli.spending import MaxCost, UnknownCost
from heygen_cli.cli.video_making import make, read
from heygen_cli.domain.errors import InvalidInput

if TYPE_CHECKING:
    from heygen_cli.domain.script import Brief

app = Commands(help="Have films made of a wish: a language model writes the storyboard, this computer renders it.")

# What each orientation of HeyGen's request is as a shape.
ORIENTATIONS = {"landscape": "16:9", "portrait": "9:16"}

Words = Annotated[str | None, typer.Argument(metavar="PROMPT", help="What the film should be about, and for whom")]
Prompt = Annotated[str | None, typer.Option("--prompt", metavar="TEXT", help="The same, as HeyGen's program has it")]
AvatarId = Annotated[
    str | None, typer.Option("--avatar-id", "--avatar", metavar="ID", help="Who presents: heygen avatar list")
]
VoiceId = Annotated[
    str | None, typer.Option("--voice-id", "--voice", metavar="ID", help="Who speaks: heygen voice list")
]
Orientation = Annotated[str | None, typer.Option(metavar="NAME", help="landscape | portrait")]
Output = Annotated[
    str | None,
    typer.Option("--output", "-o", metavar="FILE", help="Where to; by default ./TITLE.mp4; the storyboard lies beside"),
]
Wait = Annotated[bool, typer.Option("--wait", hidden=True, help="It is always waited for")]


@app.callback()
def _group() -> None:
    """Have films made of a wish: a language model writes the storyboard, this computer renders it."""


@app.command()
def create(
    words: Words = None,
    prompt: Prompt = None,
    avatar_id: AvatarId = None,
    voice_id: VoiceId = None,
    orientation: Orientation = None,
    scenes: Scenes = None,
    tone: Tone = None,
    length: Length = None,
    language: Language = None,
    model: Model = None,
    quality: opt.Quality = None,
    output: Output = None,
    force: opt.Force = False,
    open_it: opt.OpenIt = False,
    max_cost: MaxCost = None,
    allow_unknown_cost: UnknownCost = False,
    wait: Wait = False,  # noqa: ARG001 - scripts written for the cloud give it
) -> None:
    """Have a film written and rendered; its storyboard is kept beside it, to change and render again.

    Examples:
      heygen video-agent create "A 30-second welcome for new colleagues of a bakery"
      heygen video-agent create "Why sleep matters" --orientation portrait --length 45s --quality draft
    """
    from heygen_cli.domain.script import Brief, read_length

    if (words is None) == (prompt is None):
        what = "Nobody says what the film should be about" if words is None else "There are two prompts"
        raise InvalidInput(what, param="PROMPT", hint='heygen video-agent create "A welcome for new colleagues"')
    if orientation is not None and orientation not in ORIENTATIONS:
        raise InvalidInput(
            f'There is no orientation "{orientation}"', param="--orientation", hint="landscape or portrait"
        )
    spending.limit(max_cost, allow_unknown=allow_unknown_cost)
    brief = Brief(words or prompt or "", scenes, tone, read_length(length) if length else None, language)
    flags = {"avatar": avatar_id, "voice": voice_id, "quality": quality}
    flags["aspect_ratio"] = ORIENTATIONS[orientation] if orientation else None
    board = _written(brief, model=model, output=output, flags=flags, force=force)
    make(
        read(flags, storyboard=str(board)),
        output or str(board.with_suffix(".mp4")),
        force=force,
        strict=False,
        open_it=open_it,
    )
    console().note(f"Change it: {board}, then heygen video create --storyboard {board}")


def _written(brief: Brief, *, model: str | None, output: str | None, flags: dict[str, str | None], force: bool) -> Path:
    """The storyboard of a film, written before the film is made; what can be wrong about the film is told first."""
    film = Path(output) if output is not None else None
    target = film.with_suffix(".yaml") if film else None
    kit = toolkit()
    # A film that cannot be made should not cost a script.
    trial = read(flags, words="Hello.").storyboard
    kit.videos.prepare(trial, film or Path("video-agent.mp4"), overwrite=film is None or agreed(film, force=force))
    with progress() as reporter:
        script = kit.scripts.write(
            brief,
            output=target,
            overwrite=agreed(target, force=force) if target else force,
            progress=reporter,
            model=model,
            chosen=flags,
        )
    assert script.path
    return script.path
