"""What makes films of one house look alike: fonts, colours, a logo, a beginning and an end."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated

from heygen_cli.domain.kinds import IMAGES, VIDEOS, Colour, File, Font, Number, Section, Where
from heygen_cli.domain.place import Place

_TOP_RIGHT = Place(1.0, 0.0)


@dataclass(frozen=True)
class Palette:
    """Colours, each ``#rrggbb``."""

    primary: Annotated[str, Colour(), "Bars, accents and headings' marks."] = "#2563eb"
    secondary: Annotated[str, Colour(), "Large quiet surfaces."] = "#1e293b"
    accent: Annotated[str, Colour(), "What must be seen first."] = "#f59e0b"
    text: Annotated[str | None, Colour(), "Letters; otherwise what reads best on what is behind."] = None
    background: Annotated[str, Colour(), "Behind cards and lists."] = "#0f172a"


@dataclass(frozen=True)
class Watermark:
    """The logo, small, over the whole film."""

    position: Annotated[Place, Where(), "In which corner."] = _TOP_RIGHT
    opacity: Annotated[float, Number(0.05, 1), "From nearly invisible to solid."] = 0.6
    size: Annotated[float, Number(0.02, 0.5), "Its height as a share of the picture's shorter side."] = 0.08


@dataclass(frozen=True)
class Brand:
    """The kit of a house."""

    colors: Annotated[Palette, Section(Palette), "The colours."] = field(default_factory=Palette)
    font: Annotated[str, Font(), "A font file, or the name of a font of this machine."] = ""
    heading_font: Annotated[str, Font(), "The same for headings."] = ""
    logo: Annotated[Path | None, File(IMAGES), "An image, best with transparency."] = None
    watermark: Annotated[Watermark | None, Section(Watermark), "Show the logo all the time."] = None
    intro: Annotated[Path | None, File(VIDEOS), "A film before the first scene."] = None
    outro: Annotated[Path | None, File(VIDEOS), "A film after the last."] = None
