"""``heygen script``: have scripts written, translated and rewritten by a language model."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from heygen_cli.cli import spending
from heygen_cli.cli.commands import Commands
from heygen_cli.cli.console import Column
from heygen_cli.cli.output import agreed
from heygen_cli.cli.session import console, progress, toolkit
from heygen_cli.cli.spending import MaxCost, UnknownCost, usd
from heygen_cli.cli.words import STORYBOARD_FILES, read_text
from heygen_cli.domain.errors import InvalidInput
from heygen_cli.domain.wish import Wish, read_languages

if TYPE_CHECKING:
    from heygen_cli.services.wording import Original

app = Commands(help="Have scripts written, translated and rewritten by a language model.")

File = Annotated[str, typer.Argument(metavar="FILE", help="A storyboard: YAML, JSON, Markdown, slides; or a .txt file")]
To = Annotated[list[str], typer.Option("--to", metavar="TAGS", help="Which languages: es,de,pt-BR; repeatable")]
Instruction = Annotated[str, typer.Option("--instruction", "-i", metavar="TEXT", help="What to do with the words")]
OutputOne = Annotated[
    str | None, typer.Option("--output", "-o", metavar="FILE", help="Where to; by default beside the file")
]
Topic = Annotated[str, typer.Argument(metavar="TOPIC", help="What it should be about; - is stdin")]
Source = Annotated[
    str, typer.Argument(metavar="SOURCE", help="A web address, or a file: HTML, PDF, Markdown, text; - is stdin")
]
Scenes = Annotated[int | None, typer.Option("--scenes", "-s", help="How many scenes")]
Tone = Annotated[str | None, typer.Option(help="How it should sound: warm, matter-of-fact, funny …")]
Length = Annotated[str | None, typer.Option(metavar="TIME", help="How long it should be: 60s, 2m, 1:30")]
Language = Annotated[str | None, typer.Option(help="In which language: de, pt-BR …; by default that of the topic")]
Model = Annotated[str | None, typer.Option(metavar="NAME", help="Which model; else HEYGEN_LLM_MODEL")]
Output = Annotated[
    str | None, typer.Option("--output", "-o", metavar="FILE", help="Where to; by default ./TITLE.yaml; - is stdout")
]
Force = Annotated[bool, typer.Option("--force", "-f", "--yes", "-y", help="Replace a file without asking")]

WRITTEN = (
    Column("title", "Title"),
    Column("path", "File"),
    Column("scenes", "Scenes"),
    Column("seconds", "Length", lambda value: f"about {value} s"),
    Column("model", "Model"),
    Column("cost_usd", "Cost", usd),
)
REWORDED = (
    Column("path", "File"),
    Column("language", "Language"),
    Column("texts", "Texts"),
    Column("model", "Model"),
    Column("cost_usd", "Cost", usd),
)


@app.command()
def write(
    topic: Topic,
    scenes: Scenes = None,
    tone: Tone = None,
    length: Length = None,
    language: Language = None,
    model: Model = None,
    output: Output = None,
    force: Force = False,
    max_cost: MaxCost = None,
    allow_unknown_cost: UnknownCost = False,
) -> None:
    """Have a script written: a storyboard to look over, change and render.

    Examples:
      heygen script write "Why bees matter" --scenes 4 --length 60s --output bees.yaml
      heygen script write "How to brew good coffee" --tone warm --language de
      heygen script write "Why bees matter" --output - | heygen video create --storyboard -
    """
    from heygen_cli.domain.script import Brief, read_length

    spending.limit(max_cost, allow_unknown=allow_unknown_cost)
    seconds = read_length(length) if length is not None else None
    topic = read_text(topic, "TOPIC") if topic == "-" else topic
    _written(Brief(topic, scenes, tone, seconds, language), model=model, output=output, force=force)


@app.command()
def translate(
    file: File,
    to: To,
    output: OutputOne = None,
    model: Model = None,
    force: Force = False,
    max_cost: MaxCost = None,
    allow_unknown_cost: UnknownCost = False,
) -> None:
    """Translate a storyboard or a text: its words change, everything else stays, comments too.

    Each language becomes a file beside it, talk.yaml talk.es.yaml. Names, variables and directions are kept.

    Examples:
      heygen script translate talk.yaml --to es,de
      heygen script translate talk.yaml --to pt-BR --output talk-brasil.yaml
    """
    spending.limit(max_cost, allow_unknown=allow_unknown_cost)
    _reword(file, {tag: Wish(tag, model=model) for tag in read_languages(to)}, output, force=force)


@app.command()
def rewrite(
    file: File,
    instruction: Instruction,
    output: OutputOne = None,
    model: Model = None,
    force: Force = False,
    max_cost: MaxCost = None,
    allow_unknown_cost: UnknownCost = False,
) -> None:
    """Rewrite the words of a storyboard or a text as you wish; everything else stays, comments too.

    Examples:
      heygen script rewrite talk.yaml --instruction "half as long, and warmer"
      heygen script rewrite talk.yaml -i "for children of ten" --output talk-kids.yaml
    """
    spending.limit(max_cost, allow_unknown=allow_unknown_cost)
    _reword(file, {"rewritten": Wish(instruction=instruction, model=model)}, output, force=force)


@app.command()
def summarise(
    source: Source,
    scenes: Scenes = None,
    tone: Tone = None,
    length: Length = None,
    language: Language = None,
    model: Model = None,
    output: Output = None,
    force: Force = False,
    max_cost: MaxCost = None,
    allow_unknown_cost: UnknownCost = False,
) -> None:
    """Have a script written about a web page or a file.

    Pages, PDF files, Markdown and plain text are read; machines of your own network are not asked.

    Examples:
      heygen script summarise https://example.com/news --scenes 3
      heygen script summarise report.pdf --length 90s --tone matter-of-fact --output report.yaml
    """
    from heygen_cli.domain.script import Brief, read_length

    spending.limit(max_cost, allow_unknown=allow_unknown_cost)
    seconds = read_length(length) if length is not None else None
    found = toolkit().material(source)
    if found.cut:
        console().note(f"Only the first {len(found.text):,} characters of {found.source} are used.")
    topic = f"Summarise for viewers what matters most in: {found.title}"
    brief = Brief(topic, scenes, tone, seconds, language, material=found.text, source=found.source)
    _written(brief, model=model, output=output, force=force)


app.command("summarize", hidden=True)(summarise)


def _reword(file: str, wishes: dict[str, Wish], output: str | None, *, force: bool) -> None:
    """Have a file put into other words, once for each wish, and show what has become of it."""
    if output is not None and len(wishes) > 1:
        raise InvalidInput("--output names one file", param="--output", hint="leave it out, or name one language")
    if output is None and file == "-":
        raise InvalidInput("It is not said where to write what comes from standard input", param="--output")
    original = read_original(file)
    source = Path(file)
    targets = {
        Path(output) if output is not None else source.with_name(f"{source.stem}.{name}{original.suffix}"): wish
        for name, wish in wishes.items()
    }
    wanted = {target: replace(wish, overwrite=agreed(target, force=force)) for target, wish in targets.items()}
    with progress() as reporter:
        made = toolkit().wordings.reword(original, wanted, progress=reporter)
    if len(made) == 1:
        console().show(made[0].to_json(), REWORDED)
    else:
        console().show_list([each.to_json() for each in made], REWORDED)


def read_original(file: str) -> Original:
    """A file whose words are to change: a storyboard of any kind, or a text."""
    from heygen_cli.infra import rewording

    path = Path(file)
    if path.suffix.lower() == ".txt":
        return rewording.plain_original(read_text(file, "FILE"), path.name)
    from heygen_cli.cli.video_request import read_board

    document, _, events = read_board(file, toolkit().settings.folders.cache / "slides", "FILE")
    for event in events:
        console().event(event)
    if path.suffix.lower() in STORYBOARD_FILES:
        return rewording.yaml_original(read_text(file, "FILE"), path.name, document.data)
    return rewording.foreign_original(document.data, path.name)


def _written(brief: Any, *, model: str | None, output: str | None, force: bool) -> None:
    """Have a script written and show what it has become."""
    keep, target = output != "-", Path(output) if output not in (None, "-") else None
    overwrite = agreed(target, force=force) if target else force
    with progress() as reporter:
        script = toolkit().scripts.write(
            brief, output=target, overwrite=overwrite, progress=reporter, model=model, keep=keep
        )
    if not keep:
        console().text(script.text)
        return
    console().show(script.to_json(), WRITTEN)
    console().note(f"Next: read it, then heygen video create --storyboard {script.path}")
