"""Torso and resting arms before the background, as breath and weight move them: made once per moment, then copied."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass

import numpy as np

from heygen_cli.studio.box import Box, Motion, common, union
from heygen_cli.studio.layer import Layer, Pixels, Region, over, split, warp
from heygen_cli.studio.presenter.figure import BODY, Figure, trimmed
from heygen_cli.studio.presenter.limb import Limbs
from heygen_cli.studio.presenter.outfit import FLOOR

# Breathing lifts and widens the shoulders by this share of their distance from the floor and from the middle.
_LIFT, _WIDEN, _BREATH_STEPS = 0.0036, 0.003, 16
# Weight on one foot moves the drawing's top this far, in drawing units; the feet stay.
_LEAN, _SWAY_STEPS = 15.0, 24
# How much of a moment's pixels may be kept.
_KEPT_BYTES = 36_000_000


@dataclass(frozen=True)
class Stance:
    """A moment of the body, in steps of breath and sway, and which arms (left, right) are not at rest."""

    breath: int
    sway: int
    raised: tuple[bool, ...]

    @classmethod
    def of(cls, breath: float, sway: float, raised: tuple[bool, ...]) -> Stance:
        """The nearest moment to breath from 0 to 1 and sway from -1 to 1."""
        return cls(round(breath * (_BREATH_STEPS - 1)), round(sway * _SWAY_STEPS / 2), raised)

    @property
    def lift(self) -> float:
        """How full the chest is, 0 to 1."""
        return self.breath / (_BREATH_STEPS - 1)

    @property
    def lean(self) -> float:
        """Where the weight is, -1 to 1."""
        return self.sway / (_SWAY_STEPS / 2)

    def moved(self, other: Stance) -> tuple[float, float]:
        """How far the neck moves from one to the other, across and up, in drawing units."""
        return abs(self.lean - other.lean) * _LEAN * 0.7, abs(self.lift - other.lift) * _LIFT * (FLOOR - 700)


class Body:
    """The body of a figure. ``keep`` its pictures before the background when that stands still."""

    def __init__(self, figure: Figure, limbs: Limbs, background: Region, *, keep: bool) -> None:
        self._figure, self._limbs, self._background, self._keep = figure, limbs, background, keep
        self._floor, self._middle = FLOOR * figure.scale, 500 * figure.scale
        self._dressed: dict[tuple[bool, ...], tuple[Box, Pixels]] = {}
        self._stills: OrderedDict[Stance, Region] = OrderedDict()
        self._layers: OrderedDict[Stance, tuple[Box, Layer]] = OrderedDict()
        room = round(20 * figure.scale / 2) * 2
        head = figure.head_box
        wide = Box(head.x - room, head.y, head.width + 2 * room, head.height)
        within = (common(box, background.box) for box in (BODY.scaled(figure.scale), wide))
        self._box = union(box for box in within if box)

    def motion(self, stance: Stance) -> Motion:
        """What breath and weight do to a point of the body (2 × 3, in pixels of the drawing)."""
        wide, tall = 1 + _WIDEN * stance.lift, 1 + _LIFT * stance.lift
        lean = stance.lean * _LEAN * self._figure.scale
        return np.array(
            [[wide, -lean / self._floor, (1 - wide) * self._middle + lean], [0, tall, (1 - tall) * self._floor]]
        )

    def carried(self, motion: Motion, stance: Stance) -> Motion:
        """The motion of something that hangs on the body."""
        own = self.motion(stance)
        return np.hstack([own[:, :2] @ motion[:, :2], own[:, :2] @ motion[:, 2:] + own[:, 2:]])

    def onto(self, frame: Region, stance: Stance) -> None:
        """Blend the body over what is in the frame."""
        box, layer = self._layer(stance)
        place = frame.at(box)
        layer.onto(place, place)

    def still(self, stance: Stance) -> Region:
        """The body before the background, with room for the head."""
        if stance not in self._stills:
            region = Region(self._background.at(self._box).copy(), self._box)
            self.onto(region, stance)
            self._stills[stance] = region
            size = sum(plane.nbytes for plane in region.planes)
            while len(self._stills) > max(1, _KEPT_BYTES // size):
                self._stills.popitem(last=False)
        self._stills.move_to_end(stance)
        return self._stills[stance]

    def _layer(self, stance: Stance) -> tuple[Box, Layer]:
        if stance in self._layers:
            return self._layers[stance]
        box, pixels = self._body(stance.raised)
        matrix = self.motion(stance)
        matrix[:, 2] += matrix[:, :2] @ (box.x, box.y) - (box.x, box.y)
        layer = split(warp(pixels, matrix, box.width, box.height, extend=True))
        if not self._keep:
            self._layers[stance] = box, layer
            while len(self._layers) > max(1, _KEPT_BYTES // (3 * pixels.nbytes)):
                self._layers.popitem(last=False)
        return box, layer

    def _body(self, raised: tuple[bool, ...]) -> tuple[Box, Pixels]:
        """Torso and those arms that rest, without motion."""
        if raised not in self._dressed:
            view = self._background.box
            box = common(BODY.scaled(self._figure.scale), view) or view
            pixels = self._figure.torso(box)
            for side, is_raised in enumerate(raised):
                if not is_raised:
                    pixels = self._with_arm(pixels, box, side)
            # Room for the sway, unless the picture ends before.
            self._dressed[raised] = trimmed(box, pixels, round(16 * self._figure.scale))
        return self._dressed[raised]

    def _with_arm(self, pixels: Pixels, box: Box, side: int) -> Pixels:
        rest = self._limbs.rest(side)
        for sprite in (self._limbs.upper(side, rest), *self._limbs.lower(side, rest)):
            matrix = sprite.motion.copy()
            matrix[:, 2] += sprite.motion[:, :2] @ (sprite.box.x, sprite.box.y) - (box.x, box.y)
            pixels = over(pixels, warp(sprite.pixels, matrix, box.width, box.height))
        return pixels
