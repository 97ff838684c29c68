"""A portrait placed in a picture of any format: the whole photograph, or the person cut out of it."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from heygen_cli.domain.errors import InvalidInput
from heygen_cli.domain.staging import Staging
from heygen_cli.studio.photo import face
from heygen_cli.studio.photo.face import Image, Points
from heygen_cli.studio.photo.portrait import Portrait

SMALLEST = 64
# The height of the face, forehead to chin, as a share of the picture's, and where its middle lies.
_FACE = {"close": 0.52, "medium": 0.40, "wide": 0.29}
_EYE_LINE = 0.42
# To fill the picture a photograph may be enlarged by this much more than the framing asks for.
_MORE = 1.35
_MIDDLE = {"left": 1 / 3, "center": 1 / 2, "right": 2 / 3}

Motion = NDArray[np.float64]


@dataclass(frozen=True)
class Staged:
    """The whole picture in BGR, the face's points in it, and how much of each pixel is the person (0 to 255)."""

    image: Image
    points: Points
    person: Image


def stage(portrait: Portrait, width: int, height: int, staging: Staging, *, cutout: bool) -> Staged:
    """Place a portrait; without a cut-out, what the photograph does not reach is a soft, dark enlargement of itself.

    Raises InvalidInput for an odd size.
    """
    if width % 2 or height % 2 or min(width, height) < SMALLEST:
        raise InvalidInput(
            f"A picture of {width} × {height} cannot be drawn",
            hint=f"width and height must be even and at least {SMALLEST}",
            param="resolution",
        )
    if staging.mirrored:
        portrait = _mirrored(portrait)
    scale, left, top = _place(portrait, width, height, staging, cutout=cutout)
    move = np.array([[scale, 0, left], [0, scale, top]])
    method = cv2.INTER_AREA if scale < 0.7 else cv2.INTER_CUBIC
    size = (width, height)
    image, person = (
        np.asarray(cv2.warpAffine(_sized(each, scale, method), _after(move, scale), size), np.uint8)
        for each in (portrait.image, portrait.person)
    )
    if not cutout:
        image = _extended(image, portrait.image, move, size)
    points = portrait.points * np.float32(scale) + np.array([left, top, 0], np.float32)
    return Staged(image, points.astype(np.float32), person)


def _place(
    portrait: Portrait, width: int, height: int, staging: Staging, *, cutout: bool
) -> tuple[float, float, float]:
    """Scale, and the photograph's corner in the picture."""
    points, (tall, across) = portrait.points, portrait.image.shape[:2]
    forehead, chin = points[face.FOREHEAD, :2], points[face.CHIN, :2]
    face_height = float(np.linalg.norm(chin - forehead))
    wanted = _FACE[staging.framing or "medium"] * height / face_height * staging.size
    # In upright formats the width is what is scarce: a face takes at most half of it.
    wanted = min(wanted, 0.62 * width * staging.size / portrait.face_width)
    filling = max(width / across, height / tall)
    scale = filling if wanted < filling <= wanted * _MORE and not cutout else wanted
    middle = (forehead + chin) / 2 * scale
    left = width * _MIDDLE[staging.position] - float(middle[0])
    top = height * _EYE_LINE - float(middle[1])
    if across * scale >= width and not cutout:
        left = min(0.0, max(width - across * scale, left))
    lowest = height - tall * scale  # here the shoulders stand on the lower edge
    return scale, left, min(0.0, max(lowest, top)) if lowest <= 0 else lowest


def _sized(image: Image, scale: float, method: int) -> Image:
    return np.asarray(cv2.resize(image, None, fx=scale, fy=scale, interpolation=method), np.uint8)


def _after(move: Motion, scale: float) -> Motion:
    """The motion that is left when the photograph has already been brought to its size."""
    rest = move.copy()
    rest[:, :2] /= scale
    return rest


def _extended(image: Image, photo: Image, move: Motion, size: tuple[int, int]) -> Image:
    width, height = size
    tall, across = photo.shape[:2]
    left, top, scale = move[0, 2], move[1, 2], move[0, 0]
    right, bottom = left + across * scale, top + tall * scale
    if left <= 0 and top <= 0 and right >= width and bottom >= height:
        return image
    fill = max(width / across, height / tall)
    large = cv2.resize(photo, None, fx=fill / 8, fy=fill / 8, interpolation=cv2.INTER_AREA)
    y, x = (large.shape[0] - height // 8) // 2, (large.shape[1] - width // 8) // 2
    part = large[max(0, y) : max(0, y) + height // 8 + 1, max(0, x) : max(0, x) + width // 8 + 1]
    soft = cv2.resize(cv2.GaussianBlur(part, (0, 0), 6), size, interpolation=cv2.INTER_CUBIC).astype(np.float32) * 0.55
    inside = np.zeros((height, width), np.float32)
    inside[max(0, round(top)) : max(0, round(bottom)), max(0, round(left)) : max(0, round(right))] = 1
    mixed = soft * (1 - inside[..., None]) + image * inside[..., None]
    return np.asarray(np.clip(mixed + 0.5, 0, 255), np.uint8)


def _mirrored(portrait: Portrait) -> Portrait:
    """The portrait as in a mirror. Points keep their numbers' places: a left eye is still on the left."""
    image, person = portrait.image[:, ::-1], portrait.person[:, ::-1]
    points = portrait.points.copy()
    points[:, 0] = portrait.image.shape[1] - 1 - points[:, 0]
    return Portrait(np.ascontiguousarray(image), points[_partners(portrait.points)], np.ascontiguousarray(person))


def _partners(points: Points) -> NDArray[np.intp]:
    """For every point the one on the other side of the face, found as the nearest to its mirror image."""
    axis = points[[face.FOREHEAD, face.CHIN], :2]
    along = (axis[1] - axis[0]) / np.linalg.norm(axis[1] - axis[0])
    across = np.array([along[1], -along[0]])
    flat = np.stack([(points[:, :2] - axis[0]) @ across, (points[:, :2] - axis[0]) @ along], axis=1)
    distance = np.linalg.norm(flat[None] - (flat * (-1, 1))[:, None], axis=2)
    return np.asarray(np.argmin(distance, axis=1), np.intp)
