"""A still picture of a look, for lists and previews."""

from __future__ import annotations

import re
from typing import Any

import cv2
import numpy as np

from heygen_cli.domain.errors import InvalidInput
from heygen_cli.domain.staging import Staging
from heygen_cli.studio.matte import to_bgra
from heygen_cli.studio.picture import from_colour, to_bgr, transparent
from heygen_cli.studio.presenter.catalogue import Cast
from heygen_cli.studio.presenter.expression import MOODS
from heygen_cli.studio.presenter.gesture import held
from heygen_cli.studio.presenter.performance import CURVES, Performance
from heygen_cli.studio.presenter.puppet import Puppet

_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")


def png(
    look_id: str,
    width: int,
    height: int,
    background: str | None,
    *,
    staging: Staging | None = None,
    expression: str = "smile",
    gesture: str | None = None,
    cast: Cast | None = None,
) -> bytes:
    """The look, facing the viewer before a plain colour, or on transparency without one.

    Raises InvalidInput for a look, size or colour that cannot be.
    """
    if background is not None and not _COLOUR.fullmatch(background):
        raise InvalidInput(f"{background!r} is not a colour", hint='write it as "#dfe4ea"', param="background")
    frame = transparent(width, height) if background is None else from_colour(background, width, height)
    puppet = Puppet(look_id, width, height, frame.copy(), staging=staging, cast=cast)
    puppet.bind(frame)
    puppet.draw(pose(expression, gesture), 0)
    _, data = cv2.imencode(".png", to_bgr(frame) if background else to_bgra(frame))
    return data.tobytes()


def pose(expression: str = "smile", gesture: str | None = None) -> Performance:
    """One frame of a silent presenter."""
    mood = MOODS[expression]
    rest = dict.fromkeys(CURVES, 0.0) | {name: float(value) for name, value in vars(mood).items() if name in CURVES}
    rest |= {"opening": mood.part, "round": mood.rounded, "wide": 0.25 * max(0.0, mood.smile)}
    rest |= {"teeth": 1.0 if mood.smile > 0 else 0.5}
    still: dict[str, Any] = {name: np.array([value], np.float32) for name, value in rest.items()}
    return Performance(**still, arms=held(gesture) if gesture else None)
