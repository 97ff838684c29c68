"""``heygen voice lexicon``: how words are read."""

from __future__ import annotations

from typing import Annotated

import typer

from heygen_cli.cli.commands import Commands
from heygen_cli.cli.console import Column
from heygen_cli.cli.session import console, toolkit
from heygen_cli.domain.errors import InvalidInput
from heygen_cli.domain.lexicon import Pronunciation

app = Commands(help="Teach the voices how words are read.")

COLUMNS = (
    Column("word", "Word"),
    Column("said", "Said"),
    Column("alphabet", "As"),
    Column("language", "Language"),
    Column("path", "File"),
)

Language = Annotated[str | None, typer.Option(metavar="LANGUAGE", help="Only for scripts in this language: en, de.")]


@app.command("add")
def add(
    word: Annotated[str, typer.Argument(metavar="WORD", help="The word as it is written.")],
    said: Annotated[str | None, typer.Argument(metavar="[SAID]", help="Words to say instead.")] = None,
    ipa: Annotated[str | None, typer.Option(metavar="SOUNDS", help="Its sounds in IPA, instead of words.")] = None,
    arpabet: Annotated[str | None, typer.Option(metavar="SOUNDS", help="Its sounds in ARPABET.")] = None,
    language: Language = None,
) -> None:
    """Say how a word is read. Captions keep it as it is written.

    Examples:
      heygen voice lexicon add nginx "engine x"
      heygen voice lexicon add Kubernetes koo-ber-NET-eez
      heygen voice lexicon add Kubernetes --arpabet "K UW2 B ER0 N EH1 T IY0 Z" --language en
    """
    given = [(text, alphabet) for text, alphabet in ((said, "words"), (ipa, "ipa"), (arpabet, "arpabet")) if text]
    if len(given) != 1:
        raise InvalidInput("Give words, --ipa or --arpabet, and only one of them", param="said")
    ((text, alphabet),) = given
    entry = Pronunciation(word, text, alphabet, language)  # type: ignore[arg-type]
    console().show(toolkit().lexicon.add(entry).to_json(), COLUMNS)


@app.command("list")
def list_words() -> None:
    """List the words, your own first; those of this folder's lexicon.toml win.

    Examples:
      heygen voice lexicon list
    """
    console().show_list([entry.to_json() for entry in toolkit().lexicon.list()], COLUMNS)


@app.command("remove")
def remove(
    word: Annotated[str, typer.Argument(metavar="WORD", help="The word as it is written.")],
    language: Language = None,
) -> None:
    """Forget how a word is read.

    Examples:
      heygen voice lexicon remove nginx
    """
    place = toolkit().lexicon.remove(word, language)
    console().show({"word": word, "removed": True, "path": place}, (Column("word", "Removed"), Column("path", "From")))
