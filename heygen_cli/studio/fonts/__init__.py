"""Fonts for captions: the bundled one, and which font of this machine draws what it cannot."""

from __future__ import annotations

import functools
import os
import sys
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fontTools.ttLib import TTFont

BUNDLED = Path(__file__).parent / "Inter-SemiBold.otf"
FAMILY = "Inter Semi Bold"
# Shaping controls and variation selectors have no glyph of their own: no font is asked for them.
INVISIBLE = frozenset("\u200b\u200c\u200d\u200e\u200f\u2060\ufe0e\ufe0f")


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


def width(text: str) -> float:
    """How wide a line of ``text`` is in the bundled font, in ems; a character it lacks counts as one em."""
    return sum(_advances().get(ord(char), 0.0 if char in INVISIBLE else 1.0) for char in text)


def _family_for(char: str, previous: str | None) -> str | None:
    if char in INVISIBLE or unicodedata.combining(char) or char.isspace():
        return previous
    if ord(char) in _advances():
        return FAMILY
    return _system_family(ord(char))


@functools.cache
def _advances() -> dict[int, float]:
    """The advance of every character of the bundled font, in ems."""
    with _open(BUNDLED) as font:
        unit = font["head"].unitsPerEm
        metrics = font["hmtx"].metrics
        return {code: metrics[glyph][0] / unit for code, glyph in font.getBestCmap().items()}


@functools.cache
def _system_family(code: int) -> str | None:
    return next((family for family, codes in _system_fonts() if code in codes), None)


@functools.cache
def _system_fonts() -> tuple[tuple[str, frozenset[int]], ...]:
    """Family and characters of every font of the system; read only when a text needs more than the bundled font."""
    return tuple(_readable(path for folder in _font_folders() for path in sorted(folder.rglob("*.[toTO][tT][fFcC]"))))


def _readable(paths: Iterator[Path]) -> Iterator[tuple[str, frozenset[int]]]:
    from fontTools.ttLib import TTLibError

    for path in paths:
        try:
            with _open(path) as font:
                name = font["name"].getDebugName(1)
                if name and "bitmap" not in name.lower():
                    yield name, frozenset(font.getBestCmap() or ())
        except (TTLibError, OSError, KeyError):
            continue  # a damaged font of the system is no fault of the user's video


def _open(path: Path) -> TTFont:
    from fontTools.ttLib import TTFont

    return TTFont(path, lazy=True, fontNumber=0)


def _font_folders() -> list[Path]:
    if sys.platform == "darwin":
        folders = ["/System/Library/Fonts", "/Library/Fonts", "~/Library/Fonts"]
    elif sys.platform == "win32":
        folders = [os.path.expandvars(r"%WINDIR%\Fonts")]
    else:
        folders = ["/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts"]
    return [path for path in (Path(folder).expanduser() for folder in folders) if path.is_dir()]
