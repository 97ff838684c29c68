"""Cut a text into tokens as the author wrote them, and tokens into sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from heygen_cli.studio.speech.script import Script
from heygen_cli.studio.speech.span import PAD

# Han, kana and their neighbours are written without spaces: every character is a token of its own.
_IDEOGRAPH = r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
_CJK_CLOSING = r"[、。，．！？；：」』）】〉》…ー]"
_SPLIT = re.compile(rf"{_IDEOGRAPH}{_CJK_CLOSING}*|(?:(?!{_IDEOGRAPH}).)+?(?:[—―]+|--+|(?={_IDEOGRAPH})|$)")
_OPENING = "([{<\"'“‘„«‹¿¡*_~`「『（【〈《-–—―…" + PAD
_CLOSING = ".,;:!?…)]}>\"'”’»›*_~`—―-–|、。，．！？；：」』）】〉》،؛؟۔।" + PAD
_ENDS = ".!?…。！？؟۔।"
# After these a full stop does not end a sentence.
_TITLES = frozenset(
    ("mr", "mrs", "ms", "dr", "prof", "st", "jr", "sr", "rev", "hon", "gen", "col", "capt", "lt", "sgt", "gov",
     "sen", "rep", "no", "vs", "fig", "vol", "pp", "approx")
)  # fmt: skip
# After `p.m.` or `U.S.` only a word that commonly begins a sentence tells that one does.
_STARTERS = frozenset(
    ("The", "A", "An", "It", "This", "That", "He", "She", "We", "They", "I", "You", "In", "On", "At", "But", "And",
     "So", "There", "Then")
)  # fmt: skip
_INNER_STOPS = re.compile(r"^(?:[A-Za-z]\.)+[A-Za-z]?$|^(?:e\.g|i\.e|etc|cf|a\.m|p\.m)$", re.IGNORECASE)
_BULLET = re.compile(r"[-*•–·]|\d{1,2}[.)]")


@dataclass(frozen=True)
class SourceToken:
    """A piece of the script: ``script[start:end]``, of which ``core`` is without the punctuation around it.

    ``mark`` is the punctuation a voice should hear after it, ``""`` or one of ``, . ? !``; ``paragraph`` is True for
    the first token of one.
    """

    text: str
    start: int
    end: int
    core: str
    mark: str
    sentence: int = 0
    paragraph: bool = False


def tokenise(script: Script) -> list[SourceToken]:
    """All tokens of the script in order, with their sentences numbered from 0."""
    tokens = [token for found in re.finditer(r"\S+", script.text) for token in _pieces(found)]
    return _in_sentences(tokens, script)


def _pieces(found: re.Match[str]) -> Iterator[SourceToken]:
    for piece in _SPLIT.finditer(found[0]):
        start, end = found.start() + piece.start(), found.start() + piece.end()
        whole = piece[0]
        start += len(whole) - len(whole.lstrip(PAD))
        end -= len(whole) - len(whole.rstrip(PAD))
        text = whole.replace(PAD, "")
        if text:
            yield SourceToken(text, start, end, _core(text), _mark(text))


def _core(text: str) -> str:
    core = text.lstrip(_OPENING).rstrip(_CLOSING + _OPENING)
    if re.match(r"[-–−]\d", text.lstrip('("“')):
        return "-" + core
    # An inch mark looks like a closing quote.
    return f'{core}"' if f'{core}"' in text and re.search(r"\d'\d+$", core) else core


def _mark(text: str) -> str:
    tail = text[len(text.rstrip(_CLOSING)) :]
    for mark, signs in (("?", "?？؟"), ("!", "!！"), (".", ".。…．।۔"), (",", ",;:、，；：،؛—―)")):
        if any(sign in tail for sign in signs):
            return mark
    return "," if tail.endswith("--") else ""


def _in_sentences(tokens: list[SourceToken], script: Script) -> list[SourceToken]:
    numbered: list[SourceToken] = []
    sentence = 0
    for index, token in enumerate(tokens):
        paragraph = False
        if index:
            before = tokens[index - 1]
            paragraph = any(before.end <= offset <= token.start for offset in script.breaks)
            if paragraph or _ends(before, token) or _broken(before, token, script):
                sentence += 1
        numbered.append(replace(token, sentence=sentence, paragraph=paragraph))
    return numbered


def _broken(before: SourceToken, token: SourceToken, script: Script) -> bool:
    """Whether markup or a list item separates two tokens."""
    if any(before.end <= offset <= token.start for offset in script.sentence_breaks):
        return True
    return "\n" in script.text[before.end : token.start] and bool(_BULLET.fullmatch(token.text))


def _ends(token: SourceToken, after: SourceToken) -> bool:
    """Whether a sentence ends after ``token``."""
    signs = token.text.rstrip("\"'”’»)]}*_" + PAD)
    if not signs or signs[-1] not in _ENDS:
        return False
    if signs[-1] in "!?。！？؟۔।":
        return not after.core[:1].islower()
    core = token.core.lower().rstrip(".")
    if core in _TITLES and not signs.endswith(".."):
        return core in ("st", "no") and after.core in _STARTERS  # `on Main St. The`, `I said no. But`
    if after.core[:1].islower():
        return False
    return not _INNER_STOPS.match(token.core) or (len(core) > 1 and after.core in _STARTERS)
