"""A still picture of a portrait, for lists and previews."""

from __future__ import annotations

from pathlib import Path

import cv2

from heygen_cli.domain.staging import Staging
from heygen_cli.studio.photo.puppet import PhotoPuppet
from heygen_cli.studio.picture import blank, to_bgr
from heygen_cli.studio.presenter.portrait import pose


def png(folder: Path, width: int, height: int, staging: Staging | None = None) -> bytes:
    """The portrait kept in ``folder``, smiling a little, as a PNG file."""
    frame = blank(width, height)
    puppet = PhotoPuppet(folder, width, height, frame.copy(), staging=staging)
    puppet.bind(frame)
    puppet.draw(pose(), 0)
    _, data = cv2.imencode(".png", to_bgr(frame))
    return data.tobytes()
