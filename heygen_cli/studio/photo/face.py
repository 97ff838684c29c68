"""Find faces, the points of a face, and the person in a picture, with MediaPipe's networks (Apache-2.0, ``models/``).

Sources: https://github.com/google-ai-edge/mediapipe, modules face_detection, face_landmark and selfie_segmentation.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

Image = NDArray[np.uint8]
Points = NDArray[np.float32]
Shades = NDArray[np.float32]

DETECTOR = "MediaPipe face_detection_short_range and face_landmark 0.10.21 (Apache-2.0)"
_FOLDER = Path(__file__).with_name("models")
# The detector looks at 128 × 128 pixels in cells of 8 and 16; each has this many anchors.
_DETECT, _CELLS = 128, ((8, 2), (16, 6))
_LIKELY, _OVERLAP = 0.6, 0.3
# The points are found in 192 × 192 pixels around a face with room about it.
_LANDMARK, _ROOM = 192, 1.5
_SEGMENT = 256
COUNT = 468

# Points of MediaPipe's face mesh, from the corner on the picture's left to the one on its right.
UPPER_LIP = (78, 191, 80, 81, 82, 13, 312, 311, 310, 415, 308)
LOWER_LIP = (78, 95, 88, 178, 87, 14, 317, 402, 318, 324, 308)
OUTER_UPPER_LIP = (61, 185, 40, 39, 37, 0, 267, 269, 270, 409, 291)
OUTER_LOWER_LIP = (61, 146, 91, 181, 84, 17, 314, 405, 321, 375, 291)
EYES = (
    ((33, 246, 161, 160, 159, 158, 157, 173, 133), (33, 7, 163, 144, 145, 153, 154, 155, 133)),
    ((362, 398, 384, 385, 386, 387, 388, 466, 263), (362, 382, 381, 380, 374, 373, 390, 249, 263)),
)
BROWS = ((70, 63, 105, 66, 107), (336, 296, 334, 293, 300))
NOSE, CHIN, FOREHEAD, LEFT_CHEEK, RIGHT_CHEEK, UNDER_NOSE = 1, 152, 10, 234, 454, 2


@dataclass(frozen=True)
class Found:
    """A face: the corner and size of its box in pixels, the eyes in it, and how sure the detector is."""

    x: float
    y: float
    size: float
    eyes: tuple[tuple[float, float], tuple[float, float]]
    score: float


def detect(image: Image) -> list[Found]:
    """All faces of a BGR picture, the surest first. The whole picture is looked at, and its parts for small faces."""
    height, width = image.shape[:2]
    found = _detect_in(image, 0, 0)
    step = min(height, width) // 2
    if not found and step >= _DETECT:
        for y in range(0, height - step, max(1, step // 2)):
            for x in range(0, width - step, max(1, step // 2)):
                found += _detect_in(np.ascontiguousarray(image[y : y + step, x : x + step]), x, y)
    return _separate(found)


def landmarks(image: Image, face: Found) -> tuple[Points, float]:
    """The 468 points of a face (x, y in pixels, z about in pixels, towards the viewer negative), and how sure they are.

    Looked for twice: the second time around the points themselves, which is where the network expects a face to be.
    """
    (ax, ay), (bx, by) = face.eyes
    angle = math.atan2(by - ay, bx - ax)
    centre = (face.x + face.size / 2, face.y + face.size / 2)
    points, _ = _points_in(image, centre, face.size * _ROOM, angle)
    left, right = points[33, :2], points[263, :2]
    angle = math.atan2(right[1] - left[1], right[0] - left[0])
    low, high = points[:, :2].min(axis=0), points[:, :2].max(axis=0)
    middle = (low + high) / 2
    return _points_in(image, (float(middle[0]), float(middle[1])), float((high - low).max()) * _ROOM, angle)


def person(image: Image) -> Image:
    """How much of each pixel is the person, 0 to 255, with the edge drawn along the edges of the picture."""
    small = cv2.resize(image, (_SEGMENT, _SEGMENT), interpolation=cv2.INTER_AREA)
    blob = cv2.cvtColor(small, cv2.COLOR_BGR2RGB).astype(np.float32).transpose(2, 0, 1)[None] / 255
    net = _net("selfie_segmentation")
    net.setInput(blob)
    rough = np.asarray(net.forward()).reshape(_SEGMENT, _SEGMENT).astype(np.float32)
    height, width = image.shape[:2]
    mask = np.asarray(cv2.resize(rough, (width, height), interpolation=cv2.INTER_CUBIC), np.float32)
    guide = np.asarray(cv2.cvtColor(image, cv2.COLOR_BGR2GRAY), np.float32) / np.float32(255)
    fine = _guided(guide, mask, max(2, min(height, width) // 60))
    sharp = np.clip((fine - 0.5) * 2.2 + 0.5, 0, 1)
    return np.asarray(sharp * sharp * (3 - 2 * sharp) * 255, np.uint8)


def _detect_in(image: Image, left: int, top: int) -> list[Found]:
    height, width = image.shape[:2]
    side = max(height, width)
    square = np.zeros((side, side, 3), np.uint8)
    x0, y0 = (side - width) // 2, (side - height) // 2
    square[y0 : y0 + height, x0 : x0 + width] = image
    small = cv2.cvtColor(cv2.resize(square, (_DETECT, _DETECT), interpolation=cv2.INTER_AREA), cv2.COLOR_BGR2RGB)
    net = _net("face_detection_short_range")
    net.setInput(small.astype(np.float32).transpose(2, 0, 1)[None] / 127.5 - 1)
    boxes, scores = (np.asarray(part)[0] for part in net.forward(["regressors", "classificators"]))
    sure = 1 / (1 + np.exp(-np.clip(scores[:, 0], -50, 50)))
    found = []
    for index in np.flatnonzero(sure > _LIKELY):
        values = boxes[index].reshape(8, 2) / _DETECT
        centre, size, keys = values[0] + _anchors()[index], values[1], values[2:] + _anchors()[index]
        where = (np.vstack([centre - size / 2, keys[:2]]) * side) - (x0, y0) + (left, top)
        found.append(
            Found(
                float(where[0, 0]),
                float(where[0, 1]),
                float(size.max() * side),
                ((float(where[1, 0]), float(where[1, 1])), (float(where[2, 0]), float(where[2, 1]))),
                float(sure[index]),
            )
        )
    return _separate(found)


def _separate(found: list[Found]) -> list[Found]:
    """One answer for each face: of those that overlap the surest."""
    kept: list[Found] = []
    for face in sorted(found, key=lambda each: -each.score):
        if all(_overlap(face, other) < _OVERLAP for other in kept):
            kept.append(face)
    return kept


def _overlap(a: Found, b: Found) -> float:
    across = min(a.x + a.size, b.x + b.size) - max(a.x, b.x)
    down = min(a.y + a.size, b.y + b.size) - max(a.y, b.y)
    shared = max(0.0, across) * max(0.0, down)
    return shared / min(a.size, b.size) ** 2


def _points_in(image: Image, centre: tuple[float, float], side: float, angle: float) -> tuple[Points, float]:
    """The points found in a turned square of the picture, in the picture's own pixels."""
    scale = _LANDMARK / side
    cos, sin = math.cos(angle) * scale, math.sin(angle) * scale
    turn = np.array([[cos, sin, 0], [-sin, cos, 0]])
    turn[:, 2] = _LANDMARK / 2 - turn[:, :2] @ centre
    square = cv2.warpAffine(
        image, turn, (_LANDMARK, _LANDMARK), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
    )
    net = _net("face_landmark")
    net.setInput(cv2.cvtColor(square, cv2.COLOR_BGR2RGB).astype(np.float32).transpose(2, 0, 1)[None] / 255)
    score, raw = (np.asarray(part).ravel() for part in net.forward(["conv2d_31", "conv2d_21"]))
    points = raw.reshape(COUNT, 3).astype(np.float32)
    back = cv2.invertAffineTransform(turn)
    points[:, :2] = points[:, :2] @ back[:, :2].T + back[:, 2]
    points[:, 2] /= scale
    return points, float(1 / (1 + np.exp(-np.clip(score[0], -50, 50))))


def _guided(guide: Shades, mask: Shades, radius: int) -> Shades:
    """He, Sun and Tang's guided filter (ECCV 2010): the mask bent to the edges of the guide."""

    def mean(values: NDArray[Any]) -> Shades:
        return np.asarray(cv2.boxFilter(values.astype(np.float32), -1, (2 * radius + 1, 2 * radius + 1)), np.float32)

    around, inside = mean(guide), mean(mask)
    slope = (mean(guide * mask) - around * inside) / (mean(guide * guide) - around * around + 1e-3)
    return np.asarray(mean(slope) * guide + mean(inside - slope * around), np.float32)


@cache
def _anchors() -> NDArray[np.float32]:
    places = []
    for cell, count in _CELLS:
        side = _DETECT // cell
        grid = (np.stack(np.meshgrid(np.arange(side), np.arange(side)), axis=-1).reshape(-1, 2) + 0.5) / side
        places.append(np.repeat(grid, count, axis=0))
    return np.concatenate(places).astype(np.float32)


@cache
def _net(name: str) -> Any:
    # OpenCV's new engine loses the second output of networks that have two.
    return cv2.dnn.readNetFromTFLite(str(_FOLDER / f"{name}.tflite"), cv2.dnn.ENGINE_CLASSIC)
