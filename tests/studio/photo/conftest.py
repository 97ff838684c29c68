"""A portrait in the public domain: the astronaut Eileen Collins, by NASA, as scikit-image ships it."""

from __future__ import annotations

from pathlib import Path

import cv2
import pytest

from heygen_cli.domain.avatar import Consent
from heygen_cli.studio.photo.face import Image
from heygen_cli.studio.photo.gallery import Gallery

PHOTO = Path(__file__).with_name("astronaut.jpg")


@pytest.fixture(scope="session")
def photo() -> Image:
    image = cv2.imread(str(PHOTO))
    assert image is not None
    return image.astype("uint8")


@pytest.fixture(scope="session")
def gallery(tmp_path_factory: pytest.TempPathFactory) -> Gallery:
    made = Gallery(tmp_path_factory.mktemp("gallery") / "avatars")
    made.create(PHOTO, avatar_id="eileen", name="Eileen", gender="female", voice=None, consent=Consent(1.0, "flag"))
    return made
