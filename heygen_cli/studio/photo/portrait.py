"""From a picture to a portrait that can speak: read safely, examined, refused with the reason, cut to the person."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np

from heygen_cli.domain.errors import InvalidInput
from heygen_cli.studio import media
from heygen_cli.studio.photo import face, integrity
from heygen_cli.studio.photo.face import Image, Points

# The least width of a face that is worth enlarging, in pixels.
SMALLEST_FACE = 90
# How far the nose may lie from the middle of the face, as a share of half its width, and its tilt in degrees.
_TURNED, _TILTED = 0.42, 28.0
# How sure the landmark network is to be that these are points of a face.
_SURE = 0.5
# Another face counts when it is at least this share of the largest one's size.
_SECOND = 0.35
_DARK, _BRIGHT, _FLAT = 28.0, 240.0, 9.0
# Skin around the eyes varies in brightness; glass before them is dark and even.
_SHADED = 0.45
_BLURRED = 12.0
# The face's width in the portrait that is kept, at most; and the room about the face, in face widths.
_LARGEST_FACE = 1100.0
_ABOVE, _BELOW, _BESIDE = 1.3, 2.6, 2.6


@dataclass(frozen=True)
class Portrait:
    """A BGR picture, the 468 points of the face in it, and how much of each pixel is the person (0 to 255)."""

    image: Image
    points: Points
    person: Image

    @property
    def face_width(self) -> float:
        """The width of the face in pixels."""
        return float(np.linalg.norm(self.points[face.RIGHT_CHEEK, :2] - self.points[face.LEFT_CHEEK, :2]))


def examine(path: Path) -> Portrait:
    """Read a picture and find the one face in it.

    Raises:
        InvalidInput: When it cannot be read, and when it shows no face, several, or one that is too small, turned
            away, hidden, too dark, too bright or blurred.
    """
    image = _read(path)
    found = face.detect(image)
    if not found:
        raise _unfit("no_face", "There is no face in the picture", "take one in which the face is seen from the front")
    main = max(found, key=lambda each: each.size)
    others = [each for each in found if each is not main and each.size > _SECOND * main.size]
    if others:
        raise _unfit("several_faces", f"There are {len(others) + 1} faces in the picture", "cut it to one person")
    points, sure = face.landmarks(image, main)
    width = float(np.linalg.norm(points[face.RIGHT_CHEEK, :2] - points[face.LEFT_CHEEK, :2]))
    if width < SMALLEST_FACE:
        raise _unfit(
            "face_too_small",
            f"The face is {width:.0f} pixels wide; it must be at least {SMALLEST_FACE}",
            "use a larger picture, or one taken closer; 400 pixels and more look good at 1080p",
        )
    _check_light(image, points)  # first, because bad light makes the points unsure too
    _check_pose(points, sure)
    return _cut(image, points)


def load(folder: Path) -> Portrait:
    """The portrait that a gallery keeps in ``folder``."""
    image = cv2.imread(str(folder / "portrait.png"), cv2.IMREAD_COLOR)
    person = cv2.imread(str(folder / "person.png"), cv2.IMREAD_GRAYSCALE)
    points = np.array(json.loads((folder / "points.json").read_text("utf-8")), np.float32)
    if image is None or person is None:
        raise InvalidInput(
            f"The portrait in {folder} is damaged", param="avatar", hint="delete it and create it again from the photo"
        )
    return Portrait(np.asarray(image, np.uint8), points, np.asarray(person, np.uint8))


def _read(path: Path) -> Image:
    """The picture upright, without transparency, in 8 bits, whatever the file holds."""
    if media.recognise(path, "--photo")[0] != "image":
        raise InvalidInput(f"{path.name} is a film, not a picture", param="--photo", hint="save one frame of it")
    data = np.fromfile(path, np.uint8)
    integrity.check(path.name, data.tobytes())
    media.check(path, "--photo")
    plain = cv2.imdecode(data, cv2.IMREAD_COLOR)  # turns it as EXIF says and reduces 16 bits
    if plain is None:
        with media.opened(path, "--photo") as container:
            plain = next(container.decode(video=0)).to_ndarray(format="bgr24")
    whole = cv2.imdecode(data, cv2.IMREAD_UNCHANGED)
    if whole is not None and whole.ndim == 3 and whole.shape[2] == 4 and whole.shape[:2] == plain.shape[:2]:
        opacity = whole[..., 3:].astype(np.float32) / (65535 if whole.dtype == np.uint16 else 255)
        plain = (plain * opacity + 235 * (1 - opacity) + 0.5).astype(np.uint8)  # before light grey
    return np.asarray(plain, np.uint8)


def _check_pose(points: Points, sure: float) -> None:
    left, right, nose = (points[index, :2] for index in (face.LEFT_CHEEK, face.RIGHT_CHEEK, face.NOSE))
    across = right - left
    turned = abs(float((nose - (left + right) / 2) @ across) / float(across @ across)) * 2
    eyes = points[263, :2] - points[33, :2]
    tilted = abs(math.degrees(math.atan2(float(eyes[1]), float(eyes[0]))))
    if turned > _TURNED or sure < _SURE:
        raise _unfit("face_turned_away", "The face is turned away or partly hidden", "use one that looks at the camera")
    if tilted > _TILTED:
        raise _unfit("face_tilted", f"The head is tilted by {tilted:.0f} degrees", "turn the picture upright first")


def _check_light(image: Image, points: Points) -> None:
    low, high = points[:, :2].min(axis=0).astype(int), points[:, :2].max(axis=0).astype(int)
    part = image[max(0, low[1]) : high[1], max(0, low[0]) : high[0]]
    grey = cv2.cvtColor(part, cv2.COLOR_BGR2GRAY).astype(np.float32)
    if grey.mean() < _DARK:
        raise _unfit("too_dark", "The face is too dark", "use one with light on the face")
    if grey.mean() > _BRIGHT or grey.std() < _FLAT:
        raise _unfit("too_bright", "The face is washed out or has no contrast", "use one with softer light")
    small = cv2.resize(grey, (192, 192), interpolation=cv2.INTER_AREA)
    if cv2.Laplacian(small, cv2.CV_32F).var() < _BLURRED:
        raise _unfit("blurred", "The face is blurred", "use a sharp picture")
    if _eye_light(image, points) < _SHADED * float(np.median(grey)):
        raise _unfit("eyes_hidden", "The eyes are hidden, as by sunglasses", "use one in which the eyes are seen")


def _eye_light(image: Image, points: Points) -> float:
    """How bright the lids and the skin below the eyes are: what dark glasses cover and eyes alone do not."""
    grey = cv2.cvtColor(image, cv2.COLOR_BGR2GRAY)
    values = []
    for upper, _ in face.EYES:
        corners = points[[upper[0], upper[-1]], :2]
        middle, size = corners.mean(axis=0), float(np.linalg.norm(corners[1] - corners[0]))
        for drop in (-0.45, 0.5):
            x, y = int(middle[0]), int(middle[1] + drop * size)
            radius = max(1, int(size / 8))
            values.append(float(grey[max(0, y - radius) : y + radius, max(0, x - radius) : x + radius].mean()))
    return float(np.median(values))


def _cut(image: Image, points: Points) -> Portrait:
    """The person with room about them, at most as large as 4K needs."""
    low, high = points[:, :2].min(axis=0), points[:, :2].max(axis=0)
    middle, width = (low + high) / 2, float(high[0] - low[0])
    height, across = image.shape[:2]
    x0, x1 = max(0, int(middle[0] - _BESIDE * width)), min(across, int(middle[0] + _BESIDE * width))
    y0, y1 = max(0, int(low[1] - _ABOVE * width)), min(height, int(high[1] + _BELOW * width))
    cut, moved = image[y0:y1, x0:x1], points - np.array([x0, y0, 0], np.float32)
    scale = min(1.0, _LARGEST_FACE / width)
    if scale < 1:
        cut = np.asarray(cv2.resize(cut, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), np.uint8)
    cut = np.ascontiguousarray(cut)
    return Portrait(cut, (moved * scale).astype(np.float32), face.person(cut))


def _unfit(code: str, message: str, hint: str) -> InvalidInput:
    return InvalidInput(message, code=code, param="--photo", hint=hint)
