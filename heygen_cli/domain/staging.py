"""Where a presenter stands in the picture, and how much of them is seen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Framing = Literal["close", "medium", "wide"]
Position = Literal["left", "center", "right"]
Shape = Literal["full", "circle"]
Entrance = Literal["none", "fade", "slide"]
FRAMINGS: tuple[Framing, ...] = ("close", "medium", "wide")
POSITIONS: tuple[Position, ...] = ("left", "center", "right")
SHAPES: tuple[Shape, ...] = ("full", "circle")
ENTRANCES: tuple[Entrance, ...] = ("none", "fade", "slide")
# A presenter smaller than this is not worth drawing, one larger leaves the picture.
SIZES = (0.3, 2.0)


@dataclass(frozen=True)
class Staging:
    """``framing`` is what is seen: face and shoulders, the chest, or down to the hips with the hands.

    ``None`` chooses what suits the format. ``size`` is a factor on that; ``circle`` puts the presenter into a round
    picture in the lower corner (or the lower middle) at ``position``. ``enter`` and ``exit`` say how they come and go.
    """

    framing: Framing | None = None
    position: Position = "center"
    size: float = 1.0
    mirrored: bool = False
    shape: Shape = "full"
    enter: Entrance = "none"
    exit: Entrance = "none"
