"""``heygen script``: have scripts written, translated and rewritten by a language model."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from heygen_cli.cli import spending
from heygen_cli.cli.commands import Commands
from heygen_cli.cli.console import Column
from heygen_cli.cli.output import agreed
from heygen_cli.cli.session import console, progress, toolkit
from heygen_cli.cli.spending import MaxCost, UnknownCost, usd

app = Commands(help="Have scripts written, translated and rewritten by a language model.")

Topic = Annotated[str, typer.Argument(metavar="TOPIC", help="What it should be about")]
Source = Annotated[str, typer.Argument(metavar="SOURCE", help="A web address, or a file: HTML, PDF, Markdown, text")]
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
    _written(Brief(topic, scenes, tone, seconds, language), model=model, output=output, force=force)


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
