"""When something happens in a scene: at a second, or on a spoken word."""

from __future__ import annotations

import re
from dataclasses import dataclass

from heygen_cli.domain.speech import SpeechTrack, Token

_EDGES = re.compile(r"^\W+|\W+$")


@dataclass(frozen=True)
class Moment:
    """``seconds`` from the start of the scene, or the ``nth`` time that ``word`` is spoken in it."""

    seconds: float = 0.0
    word: str = ""
    nth: int = 1

    @classmethod
    def parse(cls, text: str) -> Moment:
        """The moment that ``first`` or ``first#2`` means."""
        word, mark, number = text.rpartition("#")
        return cls(word=word.strip(), nth=int(number)) if mark and number.isdigit() and word else cls(word=text.strip())

    def __str__(self) -> str:
        if not self.word:
            return f"{self.seconds:g} s"
        return f'"{self.word}"' if self.nth == 1 else f'"{self.word}#{self.nth}"'

    def found_in(self, script: str) -> bool:
        """Whether a script says the word often enough; always true for seconds."""
        return not self.word or len(_places(_bare_words(script), self.word)) >= max(1, self.nth)

    def within(self, track: SpeechTrack) -> float | None:
        """Seconds from the start of the speech; None when the word is not spoken (often enough)."""
        if not self.word:
            return self.seconds
        token = self._token(track.tokens)
        return None if token is None else token.start / track.rate

    def _token(self, tokens: tuple[Token, ...]) -> Token | None:
        places = _places([bare(token.text) for token in tokens], self.word)
        return tokens[places[self.nth - 1]] if 0 < self.nth <= len(places) else None


AT_ONCE = Moment()


def bare(text: str) -> str:
    """A word as it is compared: no punctuation around it, no capitals."""
    return _EDGES.sub("", text).casefold()


def _bare_words(text: str) -> list[str]:
    return [bare(word) for word in text.split()]


def _places(words: list[str], wanted: str) -> list[int]:
    """Where the wanted word or words begin."""
    parts = _bare_words(wanted)
    return [index for index in range(len(words) - len(parts) + 1) if words[index : index + len(parts)] == parts]
