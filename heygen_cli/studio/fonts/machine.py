"""The fonts of this machine."""

from __future__ import annotations

import functools
import os
import sys
from collections.abc import Container, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import uharfbuzz

# Numbers of the ``name`` table (OpenType specification): family, and family without its weights.
_FAMILY, _TYPOGRAPHIC_FAMILY = 1, 16
_SPECIAL = {"mono", "condensed", "serif", "math", "emoji"}


@dataclass(frozen=True, eq=False)
class FontFile:
    """One font of a file; ``family`` is its name without weight, ``own_family`` the one libass knows it by."""

    path: Path
    index: int
    family: str
    own_family: str
    weight: int
    slanted: bool
    codes: Container[int]

    @property
    def plain(self) -> bool:
        """Whether it suits running text beside the bundled fonts: upright letters without serifs, of ordinary width."""
        return not self.slanted and not _SPECIAL & set(self.own_family.lower().split())


@functools.cache
def installed() -> tuple[FontFile, ...]:
    """Every font of the system, plain and regular ones first; read only when the bundled fonts are not enough."""
    files = sorted({path for folder in _folders() for path in folder.rglob("*.[toTO][tT][fFcC]")})
    fonts = (font for path in files for font in fonts_of(path))
    return tuple(sorted(fonts, key=lambda font: (not font.plain, abs(font.weight - 400))))


def fonts_of(path: Path) -> Iterator[FontFile]:
    """The fonts of a file; none when it is damaged or no font at all."""
    import uharfbuzz

    try:
        blob = uharfbuzz.Blob.from_file_path(str(path))
    except uharfbuzz.HarfBuzzError:
        return  # a damaged font of the system is no fault of the user's video
    for index in range(uharfbuzz.Face(blob).count):
        face = uharfbuzz.Face(blob, index)
        name = face.get_name(_FAMILY)
        if name and face.glyph_count and "bitmap" not in name.lower():
            yield _described(path, index, face, name)


def _described(path: Path, index: int, face: uharfbuzz.Face, name: str) -> FontFile:
    import uharfbuzz

    font = uharfbuzz.Font(face)
    style = uharfbuzz.StyleTag
    return FontFile(
        path,
        index,
        face.get_name(_TYPOGRAPHIC_FAMILY) or name,
        name,
        round(font.get_style_value(style.WEIGHT)),
        bool(font.get_style_value(style.ITALIC) or font.get_style_value(style.SLANT_ANGLE)),
        face.unicodes,
    )


def _folders() -> list[Path]:
    if sys.platform == "darwin":
        folders = ["/System/Library/Fonts", "/Library/Fonts", "~/Library/Fonts"]
    elif sys.platform == "win32":
        folders = [os.path.expandvars(r"%WINDIR%\Fonts"), r"~\AppData\Local\Microsoft\Windows\Fonts"]
    else:
        folders = ["/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts"]
    return [path for path in (Path(folder).expanduser() for folder in folders) if path.is_dir()]
