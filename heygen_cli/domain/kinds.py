"""What a field of a storyboard may hold. The reader and the JSON Schema both follow these declarations.

A field is declared as ``Annotated[type, kind, "What it is for."]``. A dataclass inside is a section, and a plain value
in its place stands for the field that the class names in ``SHORT``; ``NAMES`` gives fields other names in documents.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

IMAGES = (".png", ".jpg", ".jpeg", ".webp", ".bmp", ".gif")
VIDEOS = (".mp4", ".m4v", ".mov", ".webm", ".mkv", ".avi")
SOUNDS = (".mp3", ".m4a", ".aac", ".wav", ".flac", ".ogg", ".opus", *VIDEOS)
TABLES = (".csv", ".tsv")
FONTS = (".ttf", ".otf", ".ttc")

NAME_LIMIT = 500


@dataclass(frozen=True)
class Text:
    """A string of at most ``limit`` characters, not empty unless ``blank``; ``words`` when a number will do as well.

    ``too_long`` is the remedy for one that is.
    """

    limit: int = NAME_LIMIT
    blank: bool = False
    words: bool = False
    too_long: str = ""


@dataclass(frozen=True)
class Number:
    """A number between two bounds; ``whole`` for integers."""

    low: float
    high: float
    whole: bool = False


@dataclass(frozen=True)
class Choice:
    """One of a few words."""

    options: tuple[str, ...]


@dataclass(frozen=True)
class Flag:
    """True or false."""


@dataclass(frozen=True)
class Colour:
    """``#rgb`` or ``#rrggbb``."""


@dataclass(frozen=True)
class File:
    """A file that is there; its name ends in one of ``suffixes``, or in anything when there are none."""

    suffixes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Font:
    """The name of a font, or a font file that is there."""


@dataclass(frozen=True)
class When:
    """Seconds from the start of the scene, or a spoken word."""


@dataclass(frozen=True)
class Where:
    """One of nine places, or a point as shares of the picture."""


@dataclass(frozen=True)
class Section:
    """Fields of their own, declared by a dataclass."""

    type: type


@dataclass(frozen=True)
class Backdrop:
    """A section of which a colour or the name of an image or film is the short form."""

    type: type


@dataclass(frozen=True)
class Items:
    """A list of at least ``least`` and at most ``most`` items, all of one kind; an item alone need not be a list."""

    of: Kind
    most: int
    least: int = 0


@dataclass(frozen=True)
class OneOf:
    """Exactly one of several fields, each with a section of its own; ``inline`` when they stand beside the others."""

    options: Mapping[str, Kind]
    inline: bool = False


Kind = Text | Number | Choice | Flag | Colour | File | Font | When | Where | Section | Backdrop | Items | OneOf
