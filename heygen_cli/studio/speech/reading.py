"""In which words each token of a script is said: as the markup tells, else the lexicon, else the rules of English."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from heygen_cli.domain.lexicon import Pronunciation
from heygen_cli.studio.speech import english, numbers, respelling
from heygen_cli.studio.speech.language import primary
from heygen_cli.studio.speech.pronunciation import Lexicon
from heygen_cli.studio.speech.span import Span
from heygen_cli.studio.speech.tokens import SourceToken

_LONGEST_WORD = 60
# Joiners and direction marks, emoji and their skin tones. The degree sign is one of the few signs with a name.
_UNSPOKEN = ("Cf", "Sk")
_ALONE = english.Neighbours()
# One syllable in capitals is the stressed one; all of them are words for the voice.
_SYLLABLES = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)+")


def spoken(tokens: Sequence[SourceToken], spans: Sequence[Span], language: str, lexicon: Lexicon) -> list[list[str]]:
    """For every token the words in which it is spoken; none for what is not."""
    languages = [language] * len(tokens)
    for span in spans:
        if span.kind == "lang":
            for index in _inside(tokens, span):
                languages[index] = span.value
    words = [
        _by_lexicon(token.core, languages[index], lexicon) or _read(tokens, index, languages[index])
        for index, token in enumerate(tokens)
    ]
    for span in spans:
        inside = _inside(tokens, span)
        if inside and span.kind == "alias":
            _spread(words, inside, said(span.value, languages[inside[0]]))
        elif span.kind == "say-as":
            for index in inside:
                words[index] = _said_as(tokens[index].core, span.value, languages[index]) or words[index]
    return words


def said(text: str, language: str) -> list[str]:
    """The words of what is said instead of others: ``engine x``, ``koo-ber-NET-eez``."""
    parts = [part.lower() if _SYLLABLES.fullmatch(part) else part for part in text.split()]
    if primary(language) != "en":
        return [word for part in parts for word in part.split("-") if any(char.isalnum() for char in word)]
    return [word for part in parts for word in english.read(part.strip(".,;:!?"), _ALONE)]


def _inside(tokens: Sequence[SourceToken], span: Span) -> list[int]:
    return [index for index, token in enumerate(tokens) if span.start <= token.start < span.end]


def _by_lexicon(core: str, language: str, lexicon: Lexicon) -> list[str]:
    entry = lexicon.get(core, language)
    if entry:
        return _pronounced(entry, language)
    stem = re.sub(r"['’][sS]$", "", core)
    entry = lexicon.get(stem, language) if stem != core else None
    if not entry:
        return []
    *head, last = _pronounced(entry, language)
    return [*head, f"{last}s"]


def _pronounced(entry: Pronunciation, language: str) -> list[str]:
    text = entry.said if entry.alphabet == "words" else respelling.of(entry.said, entry.alphabet)
    return said(text, language)


def _read(tokens: Sequence[SourceToken], index: int, language: str) -> list[str]:
    core = "".join(_plain(char) for char in tokens[index].core if unicodedata.category(char) not in _UNSPOKEN)
    if primary(language) != "en":
        # espeak has rules of its own for the numbers and abbreviations of other languages.
        return _pieces(core) if any(char.isalnum() for char in core) else []
    before = tokens[index - 1].core if index else ""
    after = tokens[index + 1].core if index + 1 < len(tokens) else ""
    return english.read(core, english.Neighbours(before, after))


def _plain(char: str) -> str:
    """Full-width letters, ligatures and fractions in plain characters: ``½`` as 1/2."""
    plain = unicodedata.normalize("NFKC", char).replace("\u2044", "/")
    return (
        plain
        if "\uff00" <= char <= "\uffef" or (len(plain) > 1 and plain.isprintable() and plain[0].isalnum())
        else char
    )


def _pieces(word: str) -> list[str]:
    """The word, cut up when it is longer than those of any language."""
    return [word[at : at + _LONGEST_WORD] for at in range(0, len(word), _LONGEST_WORD)]


def _spread(words: list[list[str]], inside: list[int], instead: list[str]) -> None:
    """Words said instead of some tokens, spread evenly over them."""
    for index in inside:
        words[index] = []
    for number, word in enumerate(instead):
        words[inside[number * len(inside) // len(instead)]].append(word)


def _said_as(core: str, meaning: str, language: str) -> list[str]:
    """A token read as SSML's ``say-as`` tells; nothing where that does not fit, and it is read as usual."""
    if meaning == "characters":
        return english.spell(core) if primary(language) == "en" else [char for char in core if char.isalnum()]
    if primary(language) != "en":
        return [char for char in core if char.isdigit()] if meaning in ("digits", "telephone") else []
    kind, _, order = meaning.partition(":")
    if kind == "date":
        return english.ordered_date(core, order)
    if not re.fullmatch(r"[+-]?[\d,.\-() ]*\d", core):
        return []
    if kind in ("digits", "telephone"):
        return [*(["plus"] if core.startswith("+") else []), *numbers.digits(core)]
    if kind == "ordinal":
        return numbers.ordinal(int(re.sub(r"\D", "", core)[:15]))
    return numbers.decimal(core) if kind == "cardinal" else []
