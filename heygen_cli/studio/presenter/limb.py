"""The arms of a look as cut-out pictures: each part is drawn once per size, then turned about its joint."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from heygen_cli.studio.box import Box, Motion
from heygen_cli.studio.layer import Pixels
from heygen_cli.studio.presenter import arm, hand, outfit
from heygen_cli.studio.presenter.gesture import GESTURES, REST, ArmPose, Gesture, between, pose
from heygen_cli.studio.presenter.hand import HandShape
from heygen_cli.studio.presenter.style import Style

Raster = Callable[[str, Box], Pixels]

_UPPER = Box(-100, -100, 200, arm.UPPER + 200)
_FOREARM = Box(-90, -90, 180, arm.FOREARM + 130)
_HAND = Box(-144, -46, 288, 346)
_MIDDLE = 500


@dataclass(frozen=True)
class Sprite:
    """A part of an arm, the rectangle it fills about its joint, and where it goes (2 × 3, to pixels of the drawing)."""

    pixels: Pixels
    box: Box
    motion: Motion

    @property
    def reach(self) -> Box:
        """The smallest rectangle on the even grid that holds it."""
        return self.box.moved(self.motion)


class Limbs:
    """Both arms of a look.

    ``raster`` draws SVG; ``edges`` are how far the picture goes left and right of the body, in drawing units.
    """

    def __init__(self, style: Style, scale: float, raster: Raster, edges: tuple[float, float]) -> None:
        self._style, self._scale, self._raster, self._edges = style, scale, raster, edges
        self._sleeve = outfit.sleeve(style)
        x, y = outfit.shoulder(style)
        self._shoulder = x - _MIDDLE, y
        self._parts: dict[str, tuple[Pixels, Box]] = {}

    def pose(self, side: int, origin: str, target: str, amount: float, wobble: float) -> ArmPose:
        """The arm on the picture's left (0) or right (1), ``amount`` of the way from one gesture to another."""
        first, second = (self._resolved(side, GESTURES[name], wobble) for name in (origin, target))
        return between(first, second, amount)

    def rest(self, side: int) -> ArmPose:
        """The arm when nothing is asked of it."""
        return self._resolved(side, REST, 0.0)

    def upper(self, side: int, arm_pose: ArmPose) -> Sprite:
        """The upper arm."""
        return self._part("upper", _UPPER, self._at(side, self._shoulder, arm_pose.upper))

    def lower(self, side: int, arm_pose: ArmPose) -> Iterator[Sprite]:
        """The hand, and the forearm whose sleeve lies over its wrist."""
        elbow = _along(self._shoulder, arm_pose.upper, arm.UPPER)
        wrist = _along(elbow, arm_pose.forearm, arm.FOREARM * arm_pose.length)
        yield self._part(arm_pose.shape, _HAND, self._at(side, wrist, arm_pose.hand))
        yield self._part("forearm", _FOREARM, self._at(side, elbow, arm_pose.forearm, arm_pose.length))

    def _resolved(self, side: int, gesture: Gesture, wobble: float) -> ArmPose:
        return pose(gesture, self._shoulder, (arm.UPPER, arm.FOREARM), self._edges[side], wobble)

    def _at(self, side: int, joint: tuple[float, float], angle: float, length: float = 1.0) -> Motion:
        """The motion that puts a part's joint at a point and turns it; the left side is the mirror image."""
        turn, scale = math.radians(angle), self._scale
        cos, sin = math.cos(turn), math.sin(turn)
        mirror = 1 if side else -1
        return np.array(
            [
                [mirror * cos, mirror * sin * length, (_MIDDLE + mirror * joint[0]) * scale],
                [-sin, cos * length, joint[1] * scale],
            ]
        )

    def _part(self, name: str | HandShape, box: Box, motion: Motion) -> Sprite:
        if name not in self._parts:
            place = box.scaled(self._scale)
            self._parts[name] = self._raster(self._drawing(name), place), place
        pixels, place = self._parts[name]
        return Sprite(pixels, place, motion)

    def _drawing(self, name: str) -> str:
        if name == "upper":
            return arm.upper(self._style, self._sleeve)
        if name == "forearm":
            return arm.forearm(self._style, self._sleeve)
        return hand.draw(self._style, name)  # type: ignore[arg-type]


def _along(start: tuple[float, float], angle: float, length: float) -> tuple[float, float]:
    turn = math.radians(angle)
    return start[0] + math.sin(turn) * length, start[1] + math.cos(turn) * length
