"""What a scene shows beside or in place of its presenter."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, ClassVar, Literal

from heygen_cli.domain.kinds import (
    IMAGES,
    TABLES,
    VIDEOS,
    Choice,
    File,
    Flag,
    Items,
    Number,
    OneOf,
    Section,
    Text,
    When,
)
from heygen_cli.domain.moment import AT_ONCE, Moment

Fit = Literal["cover", "contain"]
Zoom = Literal["none", "in", "out"]
ChartKind = Literal["bar", "line", "pie"]
FITS, ZOOMS, CHARTS = ("cover", "contain"), ("none", "in", "out"), ("bar", "line", "pie")
_SHARE = Number(0, 1)


@dataclass(frozen=True)
class Title:
    """A heading in large letters."""

    SHORT: ClassVar = "heading"
    heading: Annotated[str, Text(200), "The large line."]
    subtitle: Annotated[str, Text(300), "A smaller line below it."] = ""


@dataclass(frozen=True)
class Quote:
    """Words of somebody."""

    SHORT: ClassVar = "text"
    text: Annotated[str, Text(600), "What is quoted, without quotation marks."]
    by: Annotated[str, Text(120), "Who said it."] = ""


@dataclass(frozen=True)
class Bullets:
    """A list whose items appear as they are spoken of."""

    SHORT: ClassVar = "items"
    items: Annotated[tuple[str, ...], Items(Text(200, words=True), 9, 1), "One to nine short lines."]
    heading: Annotated[str, Text(120), "A line above them."] = ""
    numbered: Annotated[bool, Flag(), "Numbers in place of dots."] = False
    at: Annotated[
        tuple[Moment, ...], Items(When(), 9), "When each appears; otherwise with its first words, or evenly."
    ] = ()


@dataclass(frozen=True)
class Picture:
    """An image."""

    SHORT: ClassVar = "file"
    file: Annotated[Path, File(IMAGES), "The image."]
    fit: Annotated[Fit, Choice(FITS), "Fill the space and cut what hangs over, or show all of it."] = "cover"
    zoom: Annotated[Zoom, Choice(ZOOMS), "A slow movement of the camera (Ken Burns)."] = "none"


@dataclass(frozen=True)
class Footage:
    """A film inside the film."""

    SHORT: ClassVar = "file"
    file: Annotated[Path, File(VIDEOS), "The film."]
    fit: Annotated[Fit, Choice(FITS), "Fill the space and cut what hangs over, or show all of it."] = "cover"
    start: Annotated[float, Number(0, 86_400), "Seconds to leave out at its beginning."] = 0.0
    end: Annotated[float | None, Number(0, 86_400), "Where it ends, in its own seconds."] = None
    loop: Annotated[bool, Flag(), "Begin again at its end; otherwise its last picture stays."] = True
    sound: Annotated[bool, Flag(), "Let its own sound be heard."] = False


@dataclass(frozen=True)
class Code:
    """A program, coloured by its language."""

    SHORT: ClassVar = "text"
    EXACTLY_ONE: ClassVar = ("text", "file")
    text: Annotated[str, Text(4000), "The program itself."] = ""
    file: Annotated[Path | None, File(), "A file that holds it."] = None
    language: Annotated[str, Text(40), "Such as python; otherwise guessed."] = ""
    heading: Annotated[str, Text(120), "What stands in the window's title, such as a file name."] = ""
    highlight: Annotated[tuple[str, ...], Items(Text(20, words=True), 20), "Lines to stress: 3, or 5-8."] = ()


@dataclass(frozen=True)
class Chart:
    """Numbers of a table as a picture."""

    SHORT: ClassVar = "file"
    file: Annotated[Path, File(TABLES), "A CSV file with a line of names on top."]
    kind: Annotated[ChartKind, Choice(CHARTS), "How the numbers are drawn."] = "bar"
    heading: Annotated[str, Text(120), "A line above it."] = ""
    x: Annotated[str, Text(120), "The column of labels; otherwise the first."] = ""
    y: Annotated[tuple[str, ...], Items(Text(120), 5), "The columns of numbers; otherwise all others."] = ()
    unit: Annotated[str, Text(20), "What stands behind each number, such as % or k."] = ""


@dataclass(frozen=True)
class Spot:
    """A part of a picture, as shares of its width and height, and when it matters."""

    x: Annotated[float, _SHARE, "Its left edge."]
    y: Annotated[float, _SHARE, "Its upper edge."]
    width: Annotated[float, Number(0.01, 1), "Its width."]
    height: Annotated[float, Number(0.01, 1), "Its height."]
    at: Annotated[Moment, When(), "When: seconds, or a spoken word."] = AT_ONCE
    until: Annotated[Moment | None, When(), "Until when; otherwise to the end."] = None


@dataclass(frozen=True)
class Screenshot:
    """A picture of a program, enlarged and marked where it is spoken of."""

    SHORT: ClassVar = "file"
    file: Annotated[Path, File(IMAGES), "The image."]
    zoom: Annotated[Spot | None, Section(Spot), "The part to enlarge."] = None
    highlights: Annotated[tuple[Spot, ...], Items(Section(Spot), 9), "Parts to mark."] = ()


@dataclass(frozen=True)
class Countdown:
    """Seconds that run down to zero."""

    SHORT: ClassVar = "start"
    start: Annotated[int, Number(1, 60, whole=True), "The first number."] = 5


Panel = Title | Quote | Bullets | Picture | Footage | Code | Chart | Screenshot | Countdown

PANELS: dict[str, type] = {
    "title": Title,
    "quote": Quote,
    "list": Bullets,
    "image": Picture,
    "video": Footage,
    "code": Code,
    "chart": Chart,
    "screenshot": Screenshot,
    "countdown": Countdown,
}
SHOW = OneOf({name: Section(kind) for name, kind in PANELS.items()})
