"""Fonts as they are set with: opened, and chosen for each character."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Iterator
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from pathlib import Path

import uharfbuzz

from heygen_cli.domain.errors import InvalidInput
from heygen_cli.studio import fonts
from heygen_cli.studio.fonts.machine import FontFile, fonts_of, installed

MONOSPACE = "monospace"
_BOX = 0x25A1
_INTER = {400: "Inter-Regular.otf", 600: "Inter-SemiBold.otf", 700: "Inter-Bold.otf"}
_FONT_SUFFIXES = (".otf", ".ttf", ".otc", ".ttc")
# Characters that are pictures unless a variation selector says otherwise (Unicode Emoji, property Emoji_Presentation).
_PICTURE = re.compile(
    "[\u231a\u231b\u23e9-\u23ec\u23f0\u23f3\u25fd\u25fe\u2614\u2615\u2648-\u2653\u267f\u2693\u26a1\u26aa\u26ab\u26bd"
    "\u26be\u26c4\u26c5\u26ce\u26d4\u26ea\u26f2\u26f3\u26f5\u26fa\u26fd\u2705\u270a\u270b\u2728\u274c\u274e"
    "\u2753-\u2755\u2757\u2795-\u2797\u27b0\u27bf\u2b1b\u2b1c\u2b50\u2b55\U0001f004\U0001f0cf\U0001f18e"
    "\U0001f191-\U0001f19a\U0001f1e6-\U0001f1ff\U0001f201-\U0001f236\U0001f300-\U0001f64f\U0001f680-\U0001f6ff"
    "\U0001f7e0-\U0001f7eb\U0001f900-\U0001faff]"
)
_AS_TEXT, _AS_PICTURE = "\ufe0e", "\ufe0f"
_JOINER = "\u200d"
# Keycaps, tags of flags, tones of skin: they belong to the character before them, as marks do.
_BELONGING = re.compile("[\u200c\u200d\ufe0e\ufe0f\u20e3\U000e0000-\U000e007f\U0001f3fb-\U0001f3ff]")
_INVISIBLE = frozenset(map(ord, fonts.INVISIBLE))


@dataclass(frozen=True, eq=False)
class Face:
    """One opened font; lengths are in ems."""

    font: uharfbuzz.Font
    codes: Container[int]
    unit: int
    ascent: float
    descent: float
    cap_height: float
    coloured: bool

    @cached_property
    def empty(self) -> int:
        """What is drawn for a character that no font has: a box, where the font has one."""
        return self.font.get_nominal_glyph(_BOX) or 0

    @cached_property
    def painted(self) -> bool:
        """Whether its coloured glyphs are drawings (COLR) and not bitmaps."""
        face = self.font.face
        return bool(face.has_color_paint or face.has_color_layers)


@dataclass(frozen=True, eq=False)
class Typeface:
    """A font and a weight, with the fonts of this machine for all that it lacks."""

    main: Face
    weight: int

    def faces(self, text: str) -> list[Face]:
        """The face that draws each character; what no font can draw is left to the main one, as an empty box."""
        found: list[Face] = []
        for cluster in _clusters(text):
            found += [self._face(cluster, found[-1] if found else self.main)] * len(cluster)
        return found

    def _face(self, cluster: str, previous: Face) -> Face:
        """One face for a character and its marks."""
        codes = frozenset(map(ord, cluster)) - _INVISIBLE
        if (_PICTURE.match(cluster) and _AS_TEXT not in cluster) or _AS_PICTURE in cluster:
            picture = _emoji()
            if picture and ord(cluster[0]) in picture.codes:
                return picture
        # A space is drawn by the font of the word before it, so that the word is shaped with its surroundings.
        for face in (previous, self.main) if cluster.isspace() else (self.main, previous):
            if not face.coloured and all(code in face.codes for code in codes):
                return face
        return _fallback(codes, self.weight) or _fallback(frozenset({ord(cluster[0])}), self.weight) or self.main


def typeface(font: str = "", weight: int = 400) -> Typeface:
    """The face of a font file, of a family of this machine, or of the bundled family, nearest in weight."""
    path = Path(font)
    changed = path.stat().st_mtime_ns if _is_file(font) and path.is_file() else 0
    return _typeface(font, weight, changed)


@cache
def _typeface(font: str, weight: int, changed: int) -> Typeface:  # noqa: ARG001 - a file that has changed is read again
    return Typeface(_open(_found(font, weight), weight), weight)


def _clusters(text: str) -> Iterator[str]:
    """Characters, each with its marks."""
    cluster = ""
    for char in text:
        mark = unicodedata.category(char).startswith("M") or _BELONGING.match(char)
        if cluster and not mark and not cluster.endswith(_JOINER):
            yield cluster
            cluster = ""
        cluster += char
    if cluster:
        yield cluster


def is_known(font: str) -> bool:
    """Whether a font of this name is here; without, the bundled one takes its place."""
    return font in ("", MONOSPACE) or _is_file(font) or bool(_family(font))


def _found(font: str, weight: int) -> FontFile:
    if _is_file(font):
        return _of_file(Path(font))
    own = () if font == MONOSPACE else _family(font)
    if own:
        return min(own, key=lambda file: (file.slanted, abs(file.weight - weight)))
    name = "JetBrainsMono-Regular.ttf" if font == MONOSPACE else _INTER[min(_INTER, key=lambda it: abs(it - weight))]
    return _of_file(fonts.FOLDER / name)


def _is_file(font: str) -> bool:
    return font.lower().endswith(_FONT_SUFFIXES)


def _of_file(path: Path) -> FontFile:
    found = next(fonts_of(path), None)
    if found is None:
        raise InvalidInput(
            f"The font {path} cannot be read", hint="name a file ending in .otf, .ttf or .ttc that is a font"
        )
    return found


def _family(name: str) -> tuple[FontFile, ...]:
    wanted = name.casefold()
    if not wanted:
        return ()
    return tuple(file for file in installed() if wanted in (file.family.casefold(), file.own_family.casefold()))


@cache
def _open(file: FontFile, weight: int) -> Face:
    # Read, not mapped: a mapped file that is replaced while a film is made would take the program down.
    face = uharfbuzz.Face(uharfbuzz.Blob(file.path.read_bytes()), file.index)
    font = uharfbuzz.Font(face)
    if any(axis.tag == "wght" for axis in face.axis_infos):
        font.set_variations({"wght": weight})
    extents, unit = font.get_font_extents("ltr"), face.upem
    cap = font.get_glyph_extents(font.get_nominal_glyph(ord("H"))) if ord("H") in file.codes else None
    return Face(
        font,
        file.codes,
        unit,
        extents.ascender / unit,
        -extents.descender / unit,
        (cap.y_bearing if cap else extents.ascender * 0.75) / unit,
        bool(face.has_color_png or face.has_color_paint or face.has_color_layers),
    )


@lru_cache(4096)
def _fallback(codes: frozenset[int], weight: int) -> Face | None:
    """The first plain font of this machine that has all characters, in the weight of its family that is nearest."""
    able = [file for file in installed() if all(code in file.codes for code in codes)]
    if not able:
        return None
    family = (file for file in able if file.family == able[0].family)
    return _open(min(family, key=lambda file: (not file.plain, abs(file.weight - weight))), weight)


@cache
def _emoji() -> Face | None:
    opened: Iterator[Face] = (_open(file, 400) for file in installed() if "emoji" in file.family.casefold())
    return next((face for face in opened if face.coloured), None)
