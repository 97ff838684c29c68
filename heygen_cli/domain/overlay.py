"""What is laid over a scene for a while."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, ClassVar, Literal

from heygen_cli.domain.kinds import (
    IMAGES,
    SOUNDS,
    VIDEOS,
    Choice,
    Colour,
    File,
    Flag,
    Items,
    Number,
    OneOf,
    Section,
    Text,
    When,
    Where,
)
from heygen_cli.domain.moment import AT_ONCE, Moment
from heygen_cli.domain.panel import FITS, Fit
from heygen_cli.domain.place import Place

Motion = Literal["none", "fade", "slide", "pop"]
ShapeName = Literal["rectangle", "circle", "line"]
MOTIONS, SHAPES = ("none", "fade", "slide", "pop"), ("rectangle", "circle", "line")
SECONDS = Number(0.1, 3600)


@dataclass(frozen=True)
class Label:
    """A line or two of text."""

    SHORT: ClassVar = "text"
    text: Annotated[str, Text(300), "What it says."]


@dataclass(frozen=True)
class LowerThird:
    """Who is speaking."""

    SHORT: ClassVar = "name"
    name: Annotated[str, Text(80), "The name."]
    role: Annotated[str, Text(120), "What they do."] = ""


@dataclass(frozen=True)
class Sticker:
    """An image over the scene."""

    SHORT: ClassVar = "file"
    file: Annotated[Path, File(IMAGES), "The image; transparent parts stay transparent."]


@dataclass(frozen=True)
class Logo:
    """The brand's logo."""

    SHORT: ClassVar = "shown"
    shown: Annotated[bool, Flag(), "true"] = True


@dataclass(frozen=True)
class Shape:
    """A plain figure."""

    SHORT: ClassVar = "name"
    name: Annotated[ShapeName, Choice(SHAPES), "Which."]
    width: Annotated[float, Number(0.01, 1), "Share of the picture's width."] = 0.2
    height: Annotated[float, Number(0.002, 1), "Share of the picture's height."] = 0.1


@dataclass(frozen=True)
class Arrow:
    """An arrow between two points."""

    NAMES: ClassVar = {"start": "from", "end": "to"}
    start: Annotated[Place, Where(), "Where it begins: [x, y] as shares of the picture."]
    end: Annotated[Place, Where(), "Where its tip is."]


@dataclass(frozen=True)
class ProgressBar:
    """How much of the scene is over."""

    SHORT: ClassVar = "shown"
    shown: Annotated[bool, Flag(), "true"] = True


Thing = Label | LowerThird | Sticker | Logo | Shape | Arrow | ProgressBar
THINGS: dict[str, type] = {
    "text": Label,
    "lower_third": LowerThird,
    "image": Sticker,
    "logo": Logo,
    "shape": Shape,
    "arrow": Arrow,
    "progress": ProgressBar,
}
_THINGS = OneOf({name: Section(kind) for name, kind in THINGS.items()}, inline=True)


@dataclass(frozen=True)
class Overlay:
    """One thing over a scene, and when and where it is seen. ``None`` stands for what suits the thing."""

    NAMES: ClassVar = {"seconds": "for"}
    NOT_BOTH: ClassVar = ("for", "until")
    thing: Annotated[Thing, _THINGS, "What it is."]
    at: Annotated[Moment, When(), "From when: seconds, or a spoken word."] = AT_ONCE
    seconds: Annotated[float | None, SECONDS, "For how long; otherwise to the end of the scene."] = None
    until: Annotated[Moment | None, When(), "Until when, in place of seconds."] = None
    position: Annotated[Place | None, Where(), "Where it stands."] = None
    size: Annotated[float, Number(0.1, 5), "A factor on its usual size."] = 1.0
    color: Annotated[str | None, Colour(), "Its colour; otherwise one of the brand's."] = None
    opacity: Annotated[float, Number(0.05, 1), "From nearly invisible to solid."] = 1.0
    enter: Annotated[Motion, Choice(MOTIONS), "How it comes."] = "fade"
    exit: Annotated[Motion, Choice(MOTIONS), "How it goes."] = "fade"


@dataclass(frozen=True)
class BRoll:
    """Footage or an image that fills the picture for a while, as the voice goes on."""

    NAMES: ClassVar = {"seconds": "for"}
    NOT_BOTH: ClassVar = ("for", "until")
    file: Annotated[Path, File((*IMAGES, *VIDEOS)), "A film or an image."]
    at: Annotated[Moment, When(), "From when: seconds, or a spoken word."] = AT_ONCE
    seconds: Annotated[float | None, SECONDS, "For how long; otherwise to the end of the scene."] = None
    until: Annotated[Moment | None, When(), "Until when, in place of seconds."] = None
    fit: Annotated[Fit, Choice(FITS), "Fill the picture, or show all of it."] = "cover"
    start: Annotated[float, Number(0, 86_400), "Seconds to leave out at the film's beginning."] = 0.0


@dataclass(frozen=True)
class SoundEffect:
    """A sound at one moment of a scene."""

    SHORT: ClassVar = "file"
    file: Annotated[Path, File(SOUNDS), "The sound."]
    at: Annotated[Moment, When(), "When: seconds, or a spoken word."] = AT_ONCE
    volume: Annotated[float, Number(-40, 12), "Louder or softer than it is, in dB."] = 0.0


OVERLAYS = Items(Section(Overlay), 50)
BROLLS = Items(Section(BRoll), 20)
EFFECTS = Items(Section(SoundEffect), 50)
