"""``heygen video estimate``: what a film would cost."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from heygen_cli.cli import video_options as opt
from heygen_cli.cli.commands import Commands
from heygen_cli.cli.console import Column
from heygen_cli.cli.session import console, toolkit
from heygen_cli.cli.spending import usd
from heygen_cli.cli.video_making import read

app = Commands()

Board = Annotated[
    str | None, typer.Argument(metavar="[STORYBOARD]", help="A YAML or JSON file, Markdown, slides; - is stdin")
]
Script = Annotated[str | None, typer.Option("--script", metavar="TEXT", help="These words in place of a storyboard")]


def _length(value: Any) -> str:
    from heygen_cli.domain.report import shown

    return shown(value, "seconds")


OFFERS = (
    *(Column("provider", "Provider"), Column("engine", "How"), Column("seconds", "Length", _length)),
    *(Column("characters", "Characters"), Column("cost_usd", "Cost", usd)),
)


@app.command()
def estimate(
    storyboard: Board = None,
    script: Script = None,
    variables: opt.Variables = None,
    voice: opt.Voice = None,
    resolution: opt.Resolution = None,
) -> None:
    """Say what a film would cost, here and in HeyGen's cloud.

    Nobody is asked for anything. What is made on this machine is free, unless a provider's voice speaks.

    Examples:
      heygen video estimate video.yaml
      heygen video estimate --script "Hello, and welcome." --voice polly/Joanna
      heygen video estimate video.yaml --resolution 4k --json
    """
    flags = {"voice": voice, "resolution": resolution}
    request = read(flags, words=script, storyboard=storyboard, variables=variables)
    service = toolkit().estimates
    plans, offers = service.offers(request.storyboard)
    rows = [offer.to_json() for offer in offers]
    updated, exact = service.prices.updated, plans[0].exact
    if not console().human:
        console().show({"offers": rows, "exact": exact, "prices_of": updated})
        return
    console().show_list(rows, OFFERS)
    about = "" if exact else " The length is a guess: nothing was spoken yet."
    console().note(f"Prices as of {updated}.{about}")
