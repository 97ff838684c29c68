"""A script as it is to be read: its text without markup, and where pauses, breaks and manners of speaking lie."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Literal

from heygen_cli.domain.errors import InvalidInput

# Stands where inline markup stood, so that every offset still points at the source. A Unicode noncharacter: XML
# cannot contain it, and it is removed from plain text.
PAD = "\ufdd0"
LONGEST_PAUSE = 30.0
_PAUSE = re.compile(r"\[pause(?:[ :=]+(?P<number>\d+(?:\.\d+)?)\s*(?P<unit>ms|s)?)?\s*\]", re.IGNORECASE)
_DEFAULT_PAUSE = 0.5
# Control sequences of terminals: CSI (colours, cursor), OSC (titles, links), and two-character escapes.
_ANSI = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)?|[@-Z\\-_])|\x9b[0-?]*[ -/]*[@-~]")


@dataclass(frozen=True)
class Span:
    """A stretch of text, ``[start, end)``, with a way of reading it.

    ``rate`` is a factor in ``value``; ``alias`` is read instead of the text; ``say-as`` is ``characters``,
    ``digits`` or ``ordinal``.
    """

    start: int
    end: int
    kind: Literal["rate", "alias", "say-as"]
    value: str


@dataclass(frozen=True)
class Script:
    """``text`` is exactly as long as the source, markup blanked out, so that offsets in it are offsets in the source.

    ``pauses`` are (offset, seconds); ``breaks`` are offsets at which a paragraph ends, ``sentence_breaks`` a sentence.
    """

    text: str
    pauses: tuple[tuple[int, float], ...] = ()
    breaks: tuple[int, ...] = ()
    sentence_breaks: tuple[int, ...] = ()
    spans: tuple[Span, ...] = ()


def read(source: str) -> Script:
    """Read plain text: ``[pause 0.8s]`` is silence, a blank line ends a paragraph.

    Raises:
        InvalidInput: For a pause longer than 30 seconds.
    """
    text = clean(source.replace(PAD, " "))
    pauses = tuple((found.start(), _seconds(found)) for found in _PAUSE.finditer(text))
    text = _PAUSE.sub(lambda found: " " * len(found[0]), text)
    return Script(text, pauses, tuple(found.start() for found in re.finditer(r"\n[^\S\n]*\n", text)))


def clean(text: str) -> str:
    """The text with terminal escapes, control characters and noncharacters blanked, except PAD; its length stays."""
    text = _ANSI.sub(lambda found: " " * len(found[0]), text)
    return "".join(" " if _unprintable(char) else char for char in text)


def _unprintable(char: str) -> bool:
    return char not in ("\n", PAD) and unicodedata.category(char) in ("Cc", "Cs", "Cn", "Co")


def _seconds(found: re.Match[str]) -> float:
    if not found["number"]:
        return _DEFAULT_PAUSE
    return pause_length(float(found["number"]) / (1000 if (found["unit"] or "s").lower() == "ms" else 1))


def pause_length(seconds: float) -> float:
    """``seconds`` when that is a sensible pause; raises InvalidInput."""
    if seconds > LONGEST_PAUSE:
        raise InvalidInput(
            f"A pause of {seconds:g} s is too long",
            param="script",
            hint=f"A pause lasts at most {LONGEST_PAUSE:g} s; use several scenes for longer silence.",
        )
    return seconds
