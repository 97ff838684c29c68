"""Moving a figure in the encoder's own frame: only what moves is touched, and nothing is converted on the way."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from heygen_cli.studio.picture import Plane, Planes
from heygen_cli.studio.presenter.catalogue import Cast
from heygen_cli.studio.presenter.eyes import EyePose
from heygen_cli.studio.presenter.figure import Figure
from heygen_cli.studio.presenter.framing import frame as framing
from heygen_cli.studio.presenter.mouth import MouthPose
from heygen_cli.studio.presenter.performance import Performance
from heygen_cli.studio.presenter.raster import Box, Pixels, to_yuva

# The head turns about the base of the neck; all lengths below are drawing units.
_PIVOT = (500.0, 700.0)
_HEAD_SHIFT, _HEAD_NOD, _HEAD_BREATH = 5.0, 4.0, 4.5
# Features move further than the outline: that is what makes a turn of a slide.
_TURN, _TILT = 8.0, 5.5
# Breathing lifts the shoulders by this share of their height, in this many steps.
_BREATH_LIFT, _BREATH_WIDEN, _BREATH_STEPS = 0.0075, 0.003, 24
# Steps to which poses are rounded, so that a patch is drawn once and used often.
_MOUTH_STEPS = {"open": 16, "wide": 4, "round": 4, "press": 2, "tuck": 2, "tongue": 2, "teeth": 3, "smile": 3}
_EYE_STEPS = {"lid": 6, "gaze_x": 8, "gaze_y": 6, "brow": 6, "smile": 2}


@dataclass(frozen=True)
class _Layer:
    """A premultiplied picture in three planes, and how much of what lies below each pixel lets through."""

    colours: tuple[Plane, Plane, Plane]
    veil: Plane
    half_veil: Plane

    def onto(self, below: Planes, target: Planes, place: Box) -> None:
        """Blend over ``below`` into ``target``, both whole pictures, which may be one."""
        for source, colour, veil, into in zip(_cut(below, place), self.colours, self._veils(), _cut(target, place), strict=True):
            cv2.multiply(source, veil, dst=into, scale=1 / 255)
            cv2.add(into, colour, dst=into)

    def _veils(self) -> tuple[Plane, Plane, Plane]:
        return self.veil, self.half_veil, self.half_veil


class Puppet:
    """A look that acts in pictures of one size. Bind it to a frame, then draw the performance's frames in order.

    Patches of mouth and eyes stay cached, so one puppet serves all scenes that share look, size and background.
    """

    def __init__(
        self,
        look_id: str,
        width: int,
        height: int,
        background: Planes,
        *,
        cast: Cast | None = None,
        moving_background: bool = False,
    ) -> None:
        # The encoder's own threads use the other cores; OpenCV's would only take turns with them.
        cv2.setNumThreads(1)
        place = framing(width, height)
        self._x, self._y, self._scale = place.x, place.y, place.scale
        self._figure = Figure((cast or Cast()).style(look_id), place.scale)
        self._background = background
        self._moving = moving_background
        self._stage = background.copy()
        self._frame = self._stage
        self._features = self._figure.features.copy()
        self._bodies: dict[int, _Layer] = {}
        self._sets: dict[int, Planes] = {}
        self._shown: tuple[object, ...] = ()
        self._breath = -1
        self._face: tuple[MouthPose | None, EyePose | None] = (None, None)
        box, pixels = self._figure.body
        self._body_box, self._body = _inside(self._placed(box), pixels, width, height)

    @property
    def patches(self) -> int:
        """How many patches of mouth and eyes have been drawn so far."""
        return self._figure.patches

    def bind(self, frame: Planes) -> None:
        """Take the arrays to draw in, and put the background there."""
        self._frame = frame
        frame.copy_from(self._background)
        self._stage.copy_from(self._background)
        self._shown, self._breath = (), -1

    def draw(self, performance: Performance, index: int, *, background: Planes | None = None) -> None:
        """Draw one frame in place; ``background`` is this frame's own one when the background moves."""
        breath = round(float(performance.breath[index]) * (_BREATH_STEPS - 1))
        pose = self._pose(performance, index, breath)
        faces = _mouth_pose(performance, index), _eye_pose(performance, index)
        if background is not None:
            self._frame.copy_from(background)
            self._body_layer(breath).onto(self._frame, self._frame, self._body_box)
            below = self._frame
        elif (pose, faces) == self._shown:
            return
        else:
            self._set(breath)
            below = self._stage
        self._shown = (pose, faces)
        self._make_face(*faces)
        head, turn = self._affine(*pose)
        self._blend(self._figure.head, self._figure.head_box, head, below)
        self._blend(self._features, self._figure.features_box, head, self._frame, turn)

    def _pose(self, performance: Performance, index: int, breath: int) -> tuple[float, float, float, float]:
        """Yaw, pitch, roll and breath, rounded to what moves no pixel by more than an eighth at 1080p."""
        yaw, pitch, roll = (float(getattr(performance, name)[index]) for name in ("yaw", "pitch", "roll"))
        return round(yaw * 96) / 96, round(pitch * 96) / 96, round(roll * 80) / 80, breath / (_BREATH_STEPS - 1)

    def _affine(self, yaw: float, pitch: float, roll: float, breath: float) -> tuple[NDArray[np.float64], tuple[float, float]]:
        """The head's motion in pixels of the drawing, and the features' motion beyond it."""
        scale = self._scale
        angle = math.radians(roll)
        cos, sin = math.cos(angle), math.sin(angle)
        px, py = _PIVOT[0] * scale, _PIVOT[1] * scale
        dx = yaw * _HEAD_SHIFT * scale
        dy = (pitch * _HEAD_NOD - breath * _HEAD_BREATH) * scale
        matrix = np.array([[cos, -sin, px - cos * px + sin * py + dx], [sin, cos, py - sin * px - cos * py + dy]])
        return matrix, (yaw * _TURN * scale, pitch * _TILT * scale)

    def _blend(
        self, pixels: Pixels, box: Box, motion: NDArray[np.float64], below: Planes, shift: tuple[float, float] = (0, 0)
    ) -> None:
        matrix = motion.copy()
        # From the drawing's coordinates to those of the layer's own rectangle.
        matrix[:, 2] += motion[:, :2] @ (box.x, box.y) - (box.x, box.y) + shift
        moved = cv2.warpAffine(pixels, matrix, (box.width, box.height), flags=cv2.INTER_LINEAR)
        _split(moved).onto(below, self._frame, self._placed(box))

    def _make_face(self, mouth: MouthPose, eyes: EyePose) -> None:
        figure = self._figure
        if mouth != self._face[0]:
            self._features[figure.jaw_box.within(figure.features_box)] = figure.mouth(mouth)
        if eyes != self._face[1]:
            self._features[figure.eyes_box.within(figure.features_box)] = figure.eyes(eyes)
        self._face = (mouth, eyes)

    def _placed(self, box: Box) -> Box:
        return Box(box.x + self._x, box.y + self._y, box.width, box.height)

    def _set(self, breath: int) -> None:
        """Bring background and body to this moment of the breath, on the stage and in the frame."""
        if breath == self._breath:
            return
        self._breath = breath
        if breath not in self._sets:
            for here, there in zip(_cut(self._stage, self._body_box), _cut(self._background, self._body_box), strict=True):
                np.copyto(here, there)
            self._body_layer(breath).onto(self._stage, self._stage, self._body_box)
            self._sets[breath] = Planes(*(plane.copy() for plane in _cut(self._stage, self._body_box)))
        ready = self._sets[breath]
        for picture in (self._stage, self._frame):
            for into, plane in zip(_cut(picture, self._body_box), (ready.y, ready.u, ready.v), strict=True):
                np.copyto(into, plane)

    def _body_layer(self, breath: int) -> _Layer:
        if breath in self._bodies:
            return self._bodies[breath]
        lift = breath / (_BREATH_STEPS - 1)
        wide, tall = 1 + _BREATH_WIDEN * lift, 1 + _BREATH_LIFT * lift
        height, width = self._body.shape[:2]
        matrix = np.array([[wide, 0, (1 - wide) * width / 2], [0, tall, (1 - tall) * height]])
        moved = cv2.warpAffine(self._body, matrix, (width, height), borderMode=cv2.BORDER_REPLICATE)
        layer = _split(to_yuva(moved))
        if self._moving:
            self._bodies[breath] = layer
        return layer


def _split(yuva: Pixels) -> _Layer:
    y, u, v, alpha = cv2.split(yuva)
    half = (y.shape[1] // 2, y.shape[0] // 2)
    veil = cv2.bitwise_not(alpha)
    u, v, half_veil = (cv2.resize(plane, half, interpolation=cv2.INTER_AREA) for plane in (u, v, veil))
    return _Layer((y, u, v), veil, half_veil)


def _cut(picture: Planes, box: Box) -> Iterator[Plane]:
    """The rectangle of a picture, as views of its three planes."""
    rows, columns = slice(box.y, box.y + box.height), slice(box.x, box.x + box.width)
    yield picture.y[rows, columns]
    half = slice(rows.start // 2, rows.stop // 2), slice(columns.start // 2, columns.stop // 2)
    yield picture.u[half]
    yield picture.v[half]


def _inside(box: Box, pixels: Pixels, width: int, height: int) -> tuple[Box, Pixels]:
    """The part of a layer that lies in the picture."""
    left, top = max(0, box.x), max(0, box.y)
    inner = Box(left, top, min(width, box.x + box.width) - left, min(height, box.y + box.height) - top)
    return inner, np.ascontiguousarray(pixels[inner.within(box)])


def _rounded(performance: Performance, index: int, steps: dict[str, int]) -> dict[str, float]:
    return {name: round(float(getattr(performance, name)[index]) * step) / step for name, step in steps.items()}


def _mouth_pose(performance: Performance, index: int) -> MouthPose:
    values = _rounded(performance, index, _MOUTH_STEPS)
    if values["open"] == 0:  # nobody sees behind closed lips
        values["tongue"] = values["teeth"] = 0.0
    return MouthPose(**values)


def _eye_pose(performance: Performance, index: int) -> EyePose:
    return EyePose(**_rounded(performance, index, _EYE_STEPS))
