"""A still picture of a look, for lists and previews."""

from __future__ import annotations

import re

import cv2
import numpy as np

from heygen_cli.domain.errors import InvalidInput
from heygen_cli.studio.picture import from_colour, to_bgr
from heygen_cli.studio.presenter.performance import Performance
from heygen_cli.studio.presenter.puppet import Puppet

_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")


def png(look_id: str, width: int, height: int, background: str) -> bytes:
    """The look, smiling at the viewer; raises InvalidInput for a look, size or colour that cannot be."""
    if not _COLOUR.fullmatch(background):
        raise InvalidInput(f"{background!r} is not a colour", hint='write it as "#dfe4ea"', param="background")
    puppet = Puppet(look_id, width, height, from_colour(background, width, height))
    frame = from_colour(background, width, height)
    puppet.bind(frame)
    puppet.draw(smiling(), 0)
    _, data = cv2.imencode(".png", to_bgr(frame))
    return data.tobytes()


def smiling() -> Performance:
    """One frame of friendly rest."""
    rest = dict.fromkeys(Performance.__dataclass_fields__, 0.0) | {"lid": 1.0, "smile": 0.8, "wide": 0.25, "teeth": 0.5}
    return Performance(**{name: np.array([value], np.float32) for name, value in rest.items()})
