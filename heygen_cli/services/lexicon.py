"""The user's own ways of reading words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from heygen_cli.domain.lexicon import Pronunciation
from heygen_cli.ports import LexiconShelf


class LexiconService:
    """How words are read; ``shelf`` keeps it."""

    def __init__(self, *, shelf: LexiconShelf) -> None:
        self._shelf = shelf

    def list(self) -> Sequence[Pronunciation]:
        """Every entry, the user's own before those of the project, which win."""
        return self._shelf.entries()

    def add(self, entry: Pronunciation) -> Pronunciation:
        """Keep an entry in place of an older one; raises InvalidInput for one that cannot be said."""
        return replace(entry, place=str(self._shelf.add(entry)))

    def remove(self, word: str, language: str | None = None) -> str:
        """Forget a word; returns the file it stood in. Raises NotFound."""
        return str(self._shelf.remove(word, language))
