"""A stretch of a script that is read in a way of its own, told by a tag or by SSML."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

# Stands where inline markup stood, so that every offset still points at the source. A Unicode noncharacter: XML
# cannot contain it, and it is removed from plain text.
PAD = "\ufdd0"

Kind = Literal["rate", "pitch", "volume", "alias", "say-as", "lang"]
SAY_AS = ("characters", "digits", "telephone", "cardinal", "ordinal", "date", "time", "currency")
MANNERS: tuple[Kind, ...] = ("rate", "pitch", "volume")


# A voice stresses a word by time first, then by pitch and force.
EMPHASIS: dict[str, tuple[tuple[Kind, str], ...]] = {
    "strong": (("rate", "0.85"), ("pitch", "1.5"), ("volume", "1.25")),
    "moderate": (("rate", "0.92"), ("pitch", "1"), ("volume", "1.1")),
    "reduced": (("rate", "1.06"), ("volume", "0.85")),
    "none": (),
}


@dataclass(frozen=True)
class Span:
    """A stretch of text, ``[start, end)``, with a way of reading it.

    ``rate`` and ``volume`` are factors and ``pitch`` is in semitones, all as text in ``value``; ``alias`` is read
    instead of the text; ``say-as`` is one of ``SAY_AS``, a date with its order after a colon (``date:dmy``); ``lang``
    is the language the text is in.
    """

    start: int
    end: int
    kind: Kind
    value: str
