"""Text to glyphs: each stretch of one font, script and direction is shaped by HarfBuzz."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

import uharfbuzz

from heygen_cli.studio.typeset import bidi
from heygen_cli.studio.typeset.typeface import Face, Typeface

_LATIN_ENDS = 0x24F
_HIRAGANA, _KATAKANA_ENDS = 0x3040, 0x30FF
_HAN, _HAN_ENDS = 0x4E00, 0x9FFF
# Scripts whose letters join: widening the gaps between them would tear words apart.
_JOINED = frozenset({"ARABIC", "SYRIAC", "NKO", "MANDAIC", "MONGOLIAN", "DEVANAGARI", "BENGALI"})


@dataclass(frozen=True, slots=True)
class Glyph:
    """A glyph of a line: where it stands from the line's beginning, in ems, and the character it belongs to."""

    face: Face
    number: int
    cluster: int
    x: float
    y: float
    advance: float


@dataclass(frozen=True)
class _Item:
    """A stretch of text that is shaped at once."""

    start: int
    stop: int
    face: Face
    level: int
    script: str


class Shaper:
    """A paragraph without newlines, itemised once; any part of it becomes a line of glyphs."""

    def __init__(self, text: str, typeface: Typeface, tracking: float = 0.0, features: dict[str, bool] | None = None):
        self.text = text
        self.base = int(bidi.leads_left(text))
        self._levels = bidi.levels(text)
        self._faces = typeface.faces(text)
        self._scripts = _scripts(text)
        self._language = _language(text)
        self._tracking = tracking
        self._features = features or {}

    def line(self, start: int, stop: int) -> list[Glyph]:
        """The glyphs of a part of the text, from left to right."""
        items = list(self._items(start, stop))
        glyphs: list[Glyph] = []
        x = 0.0
        for index in bidi.visual([item.level for item in items]):
            for glyph in self._shaped(items[index]):
                glyphs.append(Glyph(glyph.face, glyph.number, glyph.cluster, x + glyph.x, glyph.y, glyph.advance))
                x += glyph.advance
        return glyphs

    def advances(self) -> dict[int, float]:
        """The indexes at which something begins that must not be torn apart, and how far each moves the pen, in ems."""
        found: dict[int, float] = {}
        for item in self._items(0, len(self.text)):
            for glyph in self._shaped(item):
                found[glyph.cluster] = found.get(glyph.cluster, 0.0) + glyph.advance
        return found

    def _items(self, start: int, stop: int) -> Iterator[_Item]:
        levels = bidi.trimmed(self._levels[start:stop], self.text[start:stop], self.base)

        def key(index: int) -> tuple[int, int, str]:
            return id(self._faces[index]), levels[index - start], self._scripts[index]

        for (_, level, script), group in groupby(range(start, stop), key):
            indexes = list(group)
            yield _Item(indexes[0], indexes[-1] + 1, self._faces[indexes[0]], level, script)

    def _shaped(self, item: _Item) -> Iterator[Glyph]:
        buffer = uharfbuzz.Buffer()
        # The whole text goes in as context: letters join across the ends of items.
        buffer.add_str(self.text, item.start, item.stop - item.start)
        buffer.direction = "rtl" if item.level % 2 else "ltr"
        buffer.language = self._language
        buffer.guess_segment_properties()
        buffer.not_found_glyph = item.face.empty
        uharfbuzz.shape(item.face.font, buffer, self._features)
        unit = item.face.unit
        tracking = 0.0 if item.script in _JOINED or item.face.coloured else self._tracking
        for info, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
            moved = place.x_advance / unit + (tracking if place.x_advance else 0.0)
            yield Glyph(item.face, info.codepoint, info.cluster, place.x_offset / unit, place.y_offset / unit, moved)


def _scripts(text: str) -> list[str]:
    """The script of each character; signs and marks belong to the letter before them."""
    found: list[str] = []
    script = next((_script(char) for char in text if char.isalpha()), "LATIN")
    for char in text:
        script = _script(char) if char.isalpha() else script
        found.append(script)
    return found


@lru_cache(4096)
def _script(char: str) -> str:
    if ord(char) <= _LATIN_ENDS:
        return "LATIN"
    name = unicodedata.name(char, "").split(" ")[0]
    return "CJK" if name in ("HIRAGANA", "KATAKANA", "CJK", "KATAKANA-HIRAGANA") else name


def _language(text: str) -> str:
    """The language that decides between the national forms of Chinese characters."""
    codes: Sequence[int] = [ord(char) for char in text]
    if any(_HIRAGANA <= code <= _KATAKANA_ENDS for code in codes):
        return "ja"
    return "zh-Hans" if any(_HAN <= code <= _HAN_ENDS for code in codes) else "en"
