"""The bundled fonts, and which font of this machine draws what they cannot."""

from __future__ import annotations

import functools
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from heygen_cli.studio.fonts.machine import installed

FOLDER = Path(__file__).parent
BUNDLED = FOLDER / "Inter-SemiBold.otf"
FAMILY = "Inter Semi Bold"
# Shaping controls and variation selectors have no glyph of their own: no font is asked for them.
INVISIBLE = frozenset("\u200b\u200c\u200d\u200e\u200f\u061c\u2060\ufe0e\ufe0f")


@dataclass(frozen=True)
class Run:
    """A stretch of text that one font draws; ``family`` is None where no font on this machine can."""

    text: str
    family: str | None


def runs(text: str) -> list[Run]:
    """Split ``text`` by the font that draws it: the bundled one first, then the first of the system that can."""
    found: list[Run] = []
    for char in text:
        family = _family_for(char, found[-1].family if found else FAMILY)
        if found and found[-1].family == family:
            found[-1] = Run(found[-1].text + char, family)
        else:
            found.append(Run(char, family))
    return found


def lost(text: str) -> str:
    """The characters that no font on this machine can draw, each once."""
    found = dict.fromkeys(char for run in runs(text) if run.family is None for char in run.text.strip())
    return "".join(char for char in found if char not in INVISIBLE)


def width(text: str) -> float:
    """How wide a line of ``text`` is in the bundled font, in ems; a character it lacks counts as one em."""
    return sum(_advances().get(ord(char), 0.0 if char in INVISIBLE else 1.0) for char in text)


def _family_for(char: str, previous: str | None) -> str | None:
    if char in INVISIBLE or unicodedata.category(char).startswith("M") or char.isspace():
        return previous
    if ord(char) in _advances():
        return FAMILY
    return _system_family(ord(char))


@functools.cache
def _advances() -> dict[int, float]:
    """The advance of every character of the bundled font, in ems."""
    import uharfbuzz

    face = uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(BUNDLED)))
    font = uharfbuzz.Font(face)
    return {code: font.get_glyph_h_advance(font.get_nominal_glyph(code)) / face.upem for code in face.unicodes}


@functools.cache
def _system_family(code: int) -> str | None:
    return next((font.own_family for font in installed() if code in font.codes), None)
