"""Decide how a script is read: which words, in which breaths, with which pauses between them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from heygen_cli.domain.errors import InvalidInput
from heygen_cli.studio.speech import reading, script, ssml
from heygen_cli.studio.speech.pronunciation import Lexicon
from heygen_cli.studio.speech.script import Script
from heygen_cli.studio.speech.span import MANNERS
from heygen_cli.studio.speech.tokens import SourceToken, tokenise

SENTENCE_PAUSE = 0.35
PARAGRAPH_PAUSE = 0.7
CLAUSE_PAUSE = 0.2
# An engine takes a sentence as a whole; beyond this many letters it is cut where it can breathe.
LONGEST_CHUNK = 320


@dataclass(frozen=True)
class SpokenWord:
    """A word as it is said, the token it belongs to, the punctuation after it, and whether a space follows."""

    text: str
    token: int
    mark: str = ""
    space: bool = True

    @property
    def written(self) -> str:
        """The word as an engine is given it."""
        return self.text + self.mark + (" " if self.space else "")


class Manner(NamedTuple):
    """How words are said: factors of speed and loudness, and semitones."""

    rate: float = 1.0
    pitch: float = 0.0
    volume: float = 1.0


_PLAIN = Manner()


@dataclass(frozen=True)
class Chunk:
    """Words said in one go, ``pause`` seconds after the chunk before, in one manner."""

    words: tuple[SpokenWord, ...]
    pause: float = 0.0
    manner: Manner = _PLAIN


@dataclass(frozen=True)
class Plan:
    """All tokens of a script, the chunks in which it is read, and the silence asked for at its end.

    ``directions`` are (offset in the script, name); ``unknown`` are its tags that mean nothing.
    """

    tokens: tuple[SourceToken, ...]
    chunks: tuple[Chunk, ...]
    tail: float = 0.0
    directions: tuple[tuple[int, str], ...] = ()
    unknown: tuple[str, ...] = ()


def make(source: str, language: str, *, markup: bool = False, lexicon: Lexicon | None = None) -> Plan:
    """Plan the reading of a script; ``lexicon`` says how the user wants words read.

    Raises:
        InvalidInput: For malformed markup, and when the script has nothing that can be spoken.
    """
    text = ssml.read(source) if markup else script.read(source)
    tokens = tokenise(text)
    spoken = reading.spoken(tokens, text.spans, language, lexicon or Lexicon())
    chunks = [part for chunk in _chunks(tokens, spoken, text) for part in _breaths(chunk)]
    if not chunks:
        raise InvalidInput(
            "There is nothing to say in the script", param="script", hint="Write at least one word that can be spoken."
        )
    first, last = chunks[0], chunks[-1].words[-1].token
    lead = _paused(text, 0, tokens[first.words[0].token].start)
    tail = _paused(text, tokens[last].end, len(text.text))
    return Plan(tuple(tokens), (replace(first, pause=lead), *chunks[1:]), tail, text.directions, text.unknown)


def _chunks(tokens: Sequence[SourceToken], spoken: list[list[str]], text: Script) -> Iterator[Chunk]:
    """Sentences, cut where a pause is asked for or the manner changes."""
    words: list[SpokenWord] = []
    pause, manner = 0.0, _PLAIN
    before: SourceToken | None = None
    for index, token in enumerate(tokens):
        if not spoken[index]:
            continue
        here = _manner(text, token)
        gap, cut = _gap(text, before, token, tokens)
        if words and (cut or here != manner):
            assert before
            yield Chunk(tuple(_closed(words, "," if before.sentence == token.sentence else ".")), pause, manner)
            words, pause = [], gap
        words += _words(tokens, index, spoken[index])
        manner, before = here, token
    if words:
        yield Chunk(tuple(_closed(words, ".")), pause, manner)


def _gap(
    text: Script, before: SourceToken | None, token: SourceToken, tokens: Sequence[SourceToken]
) -> tuple[float, bool]:
    """How long to be silent between two spoken tokens, and whether a new chunk begins."""
    if before is None:
        return 0.0, False
    asked = _paused(text, before.end, token.start)
    if before.sentence == token.sentence:
        return asked, asked > 0
    between = (item for item in tokens if before.end <= item.start <= token.start)
    natural = PARAGRAPH_PAUSE if any(item.paragraph for item in between) else SENTENCE_PAUSE
    return max(asked, natural), True


def _paused(text: Script, start: int, end: int) -> float:
    return sum(seconds for offset, seconds in text.pauses if start <= offset <= end)


def _manner(text: Script, token: SourceToken) -> Manner:
    rate, pitch, volume = _PLAIN
    for span in text.spans:
        if span.kind in MANNERS and span.start <= token.start < span.end:
            value = float(span.value)
            rate *= value if span.kind == "rate" else 1
            pitch += value if span.kind == "pitch" else 0
            volume *= value if span.kind == "volume" else 1
    return Manner(rate, pitch, volume)


def _words(tokens: Sequence[SourceToken], index: int, texts: list[str]) -> list[SpokenWord]:
    token = tokens[index]
    after = tokens[index + 1] if index + 1 < len(tokens) else None
    mark = token.mark
    if mark == "." and after and after.sentence == token.sentence:
        mark = ""  # an abbreviation
    glued = after is not None and after.start == token.end and not token.core.isascii()
    *head, last = texts
    return [*(SpokenWord(text, index) for text in head), SpokenWord(last, index, mark, not glued)]


def _closed(words: list[SpokenWord], mark: str) -> list[SpokenWord]:
    """The words, the last one with a mark, so that the voice knows whether to fall."""
    last = words[-1]
    return [*words[:-1], replace(last, mark=last.mark or mark)]


def _breaths(chunk: Chunk) -> Iterator[Chunk]:
    """A chunk in pieces that an engine can take, cut after commas where there are some."""
    words, pause = list(chunk.words), chunk.pause
    while sum(len(word.text) for word in words) > LONGEST_CHUNK:
        length, fits, comma = 0, 1, 0
        for index, word in enumerate(words, 1):
            length += len(word.text)
            if length > LONGEST_CHUNK:
                break
            fits, comma = index, index if word.mark else comma
        cut = comma or fits
        yield Chunk(tuple(words[:cut]), pause, chunk.manner)
        words, pause = words[cut:], CLAUSE_PAUSE if comma else 0.0
    if words:
        yield Chunk(tuple(words), pause, chunk.manner)
