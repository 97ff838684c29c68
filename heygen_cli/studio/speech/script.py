"""A script as it is to be read: its text without markup, and where pauses, breaks and manners of speaking lie."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from heygen_cli.studio.speech import tags
from heygen_cli.studio.speech.span import PAD, Span

# Control sequences of terminals: CSI (colours, cursor), OSC (titles, links), and two-character escapes.
_ANSI = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)?|[@-Z\\-_])|\x9b[0-?]*[ -/]*[@-~]")


@dataclass(frozen=True)
class Script:
    """``text`` is exactly as long as the source, markup blanked out, so that offsets in it are offsets in the source.

    ``pauses`` are (offset, seconds); ``breaks`` are offsets at which a paragraph ends, ``sentence_breaks`` a sentence.
    ``directions`` are (offset, name) for the presenter; ``unknown`` are tags that mean nothing.
    """

    text: str
    pauses: tuple[tuple[int, float], ...] = ()
    breaks: tuple[int, ...] = ()
    sentence_breaks: tuple[int, ...] = ()
    spans: tuple[Span, ...] = ()
    directions: tuple[tuple[int, str], ...] = ()
    unknown: tuple[str, ...] = ()


def read(source: str) -> Script:
    """Read plain text with tags in brackets; a blank line ends a paragraph.

    Raises:
        InvalidInput: For a tag with an impossible value, or one that is not closed.
    """
    found = tags.read(clean(source.replace(PAD, " ")))
    breaks = tuple(each.start() for each in re.finditer(r"\n[^\S\n]*\n", found.text))
    return Script(
        found.text,
        tuple(found.pauses),
        breaks,
        spans=tuple(found.spans),
        directions=tuple(found.directions),
        unknown=tuple(found.unknown),
    )


def clean(text: str) -> str:
    """The text with terminal escapes, control characters and noncharacters blanked, except PAD; its length stays."""
    text = _ANSI.sub(lambda found: " " * len(found[0]), text)
    return "".join(" " if _unprintable(char) else char for char in text)


def _unprintable(char: str) -> bool:
    return char not in ("\n", PAD) and unicodedata.category(char) in ("Cc", "Cs", "Cn", "Co")
