"""How the user wants words to be read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from heygen_cli.domain.errors import InvalidInput

Alphabet = Literal["words", "ipa", "arpabet"]
ALPHABETS: tuple[Alphabet, ...] = ("words", "ipa", "arpabet")
_LONGEST = 200


@dataclass(frozen=True)
class Pronunciation:
    """A word, and what is said for it: other words (``engine x``), or sounds in IPA or ARPABET.

    It holds for every language, unless one is named; ``place`` is the file it stands in.
    """

    word: str
    said: str
    alphabet: Alphabet = "words"
    language: str | None = None
    place: str | None = None

    def __post_init__(self) -> None:
        """Refuse what nobody could say."""
        if len(self.word.split()) != 1:
            raise InvalidInput(f'"{self.word}" must be one word', param="word")
        if not any(char.isalnum() for char in self.said):
            raise InvalidInput(f'What is said for "{self.word}" must be words, such as "engine x"', param="said")
        if len(self.said) > _LONGEST:
            raise InvalidInput(f'What is said for "{self.word}" is too long', param="said")

    def to_json(self) -> dict[str, Any]:
        """The entry as plain JSON data."""
        return {
            "word": self.word,
            "said": self.said,
            "alphabet": self.alphabet,
            "language": self.language,
            "path": self.place,
        }
