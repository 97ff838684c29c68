"""How a presenter comes into a scene and leaves it."""

from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy as np

from heygen_cli.domain.staging import Entrance as Way
from heygen_cli.domain.staging import Staging
from heygen_cli.studio.box import Box
from heygen_cli.studio.casting import Performer
from heygen_cli.studio.element import even
from heygen_cli.studio.layer import Layer
from heygen_cli.studio.patch import Veil
from heygen_cli.studio.picture import Plane, Planes, transparent
from heygen_cli.studio.presenter import Performance

SECONDS = 0.6


class Entrance:
    """A performer who fades or slides in at the beginning, and out at the end.

    They act before nothing at all, and every frame is laid over the background as a whole.
    """

    def __init__(
        self, make: Callable[[Planes], Performer], background: Planes, staging: Staging, frames: int, fps: int
    ) -> None:
        self._background, self._staging = background, staging
        self._frames, self._length = frames, max(1, min(round(SECONDS * fps), frames // 3))
        self._inner = transparent(background.width, background.height)
        self._performer = make(transparent(background.width, background.height))
        self._performer.bind(self._inner)
        self._frame = background

    def bind(self, frame: Planes) -> None:
        """Take the arrays to draw in, and put the background there."""
        self._frame = frame
        frame.copy_from(self._background)

    def draw(self, performance: Performance, index: int, *, background: Planes | None = None) -> None:
        """Draw one frame in place; ``background`` is this frame's own one when the background moves."""
        self._performer.draw(performance, index)
        self._frame.copy_from(background or self._background)
        way, share = self._here(index)
        eased = 1.0 if way == "none" or share >= 1 else 1 - (1 - share) ** 3
        height = self._frame.height
        down = even((1 - eased) * height / 2) if way == "slide" else 0
        opacity = eased if way == "fade" else 1.0
        box = Box(0, down, self._frame.width, height)
        Veil(_layer(self._inner, opacity), box).lay(self._frame)

    def _here(self, index: int) -> tuple[Way, float]:
        """The way that matters now, and how far in they are."""
        coming, going = (index + 1) / self._length, (self._frames - index) / self._length
        return (self._staging.enter, coming) if coming < going else (self._staging.exit, going)


def _layer(picture: Planes, opacity: float) -> Layer:
    assert picture.alpha is not None
    y, u, v, alpha = (
        plane if opacity == 1 else np.asarray(cv2.convertScaleAbs(plane, alpha=opacity), np.uint8)
        for plane in (picture.y, picture.u, picture.v, picture.alpha)
    )
    half: Plane = np.asarray(cv2.resize(alpha, (u.shape[1], u.shape[0]), interpolation=cv2.INTER_AREA), np.uint8)
    return Layer(y, u, v, alpha, np.asarray(cv2.bitwise_not(alpha)), np.asarray(cv2.bitwise_not(half)))
