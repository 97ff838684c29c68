"""A stretch of a script that is read in a way of its own, told by a tag or by SSML."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

# Stands where inline markup stood, so that every offset still points at the source. A Unicode noncharacter: XML
# cannot contain it, and it is removed from plain text.
PAD = "\ufdd0"

Kind = Literal["rate", "pitch", "volume", "alias", "say-as"]
MANNERS: tuple[Kind, ...] = ("rate", "pitch", "volume")


@dataclass(frozen=True)
class Span:
    """A stretch of text, ``[start, end)``, with a way of reading it.

    ``rate`` and ``volume`` are factors and ``pitch`` is in semitones, all as text in ``value``; ``alias`` is read
    instead of the text; ``say-as`` is ``characters``, ``digits``, ``ordinal``, ``cardinal`` or ``telephone``.
    """

    start: int
    end: int
    kind: Kind
    value: str
