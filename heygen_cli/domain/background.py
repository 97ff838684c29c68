"""What stands behind everything in a scene."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, ClassVar, Literal

from heygen_cli.domain.kinds import IMAGES, VIDEOS, Choice, Colour, File, Flag, Items, Number
from heygen_cli.domain.panel import FITS, ZOOMS, Fit, Zoom

BackgroundKind = Literal["color", "gradient", "image", "video"]


@dataclass(frozen=True)
class Background:
    """A colour, a gradient, an image or a film; exactly one of the first four is set."""

    EXACTLY_ONE: ClassVar = ("color", "gradient", "image", "video")
    color: Annotated[str | None, Colour(), "One colour."] = None
    gradient: Annotated[tuple[str, ...], Items(Colour(), 4), "Two to four colours that run into each other."] = ()
    image: Annotated[Path | None, File(IMAGES), "An image."] = None
    video: Annotated[Path | None, File(VIDEOS), "A film."] = None
    angle: Annotated[float, Number(-360, 360), "The direction of a gradient: 0 upwards, 90 to the right."] = 135.0
    fit: Annotated[Fit, Choice(FITS), "Fill the picture and cut what hangs over, or show all of it."] = "cover"
    zoom: Annotated[Zoom, Choice(ZOOMS), "A slow movement of the camera over an image (Ken Burns)."] = "none"
    blur: Annotated[float, Number(0, 1), "From sharp to very soft."] = 0.0
    start: Annotated[float, Number(0, 86_400), "Seconds to leave out at a film's beginning."] = 0.0
    end: Annotated[float | None, Number(0, 86_400), "Where a film ends, in its own seconds."] = None
    loop: Annotated[bool, Flag(), "Begin a film again at its end; otherwise its last picture stays."] = True

    @property
    def kind(self) -> BackgroundKind:
        """Which of the four it is."""
        if self.gradient:
            return "gradient"
        return "image" if self.image else "video" if self.video else "color"

    @property
    def file(self) -> Path | None:
        """The image or film."""
        return self.image or self.video
