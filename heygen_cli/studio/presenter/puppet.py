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
from heygen_cli.studio.presenter.raster import Box, Pixels, warp

# The head turns about the base of the neck; all lengths below are drawing units.
_PIVOT = (500.0, 700.0)
_HEAD_SHIFT, _HEAD_NOD, _HEAD_BREATH = 5.0, 4.0, 4.5
# Features move further than the outline: that is what makes a turn of a slide.
_TURN, _TILT = 8.0, 5.5
# Breathing lifts the shoulders by this share of their height, in this many steps.
_BREATH_LIFT, _BREATH_WIDEN, _BREATH_STEPS = 0.0075, 0.003, 24
# Head and shoulders are redrawn when some point has moved this far since: less than half a pixel at 1080p, which nobody
# sees, and half of all frames then cost a mouth instead of a head.
_UNSEEN = 0.5
# Steps to which poses are rounded, so that a patch is drawn once and used often.
_MOUTH_STEPS = {"open": 16, "wide": 4, "round": 4, "press": 2, "tuck": 2, "tongue": 2, "teeth": 2, "smile": 3}
_EYE_STEPS = {"lid": 6, "gaze_x": 6, "gaze_y": 4, "brow": 8, "smile": 2}
# Closed lips move slowly enough for a step to be seen, and have few other ways to differ.
_SMILE_AT_REST = 12


@dataclass(frozen=True)
class _Pose:
    """Where the head is; ``breath`` counts steps."""

    yaw: float
    pitch: float
    roll: float
    breath: int

    def moved(self, other: _Pose) -> float:
        """How far the fastest point moves from one pose to the other, at most, in drawing units."""
        return (
            abs(self.yaw - other.yaw) * (_HEAD_SHIFT + _TURN)
            + abs(self.pitch - other.pitch) * (_HEAD_NOD + _TILT)
            + abs(self.roll - other.roll) * math.radians(_PIVOT[1] - 120)
            + abs(self.breath - other.breath) / (_BREATH_STEPS - 1) * _BREATH_LIFT * 700
        )


@dataclass(frozen=True)
class _Layer:
    """A premultiplied picture in three planes, and how much of what lies below each pixel lets through."""

    colours: tuple[Plane, Plane, Plane]
    veil: Plane
    half_veil: Plane

    def onto(self, below: Planes, target: Planes, place: Box) -> None:
        """Blend over ``below`` into ``target``, both whole pictures, which may be one."""
        for source, colour, veil, into in zip(
            _cut(below, place), self.colours, self._veils(), _cut(target, place), strict=True
        ):
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
        # The head without its features, as it was blended last: what a new mouth is laid over.
        self._blank_face = background.copy()
        self._bodies: dict[int, _Layer] = {}
        self._sets: dict[int, Planes] = {}
        self._pose: _Pose | None = None
        self._breath = -1
        self._mouth: MouthPose | None = None
        self._eyes: EyePose | None = None
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
        self._pose, self._breath = None, -1

    def draw(self, performance: Performance, index: int, *, background: Planes | None = None) -> None:
        """Draw one frame in place; ``background`` is this frame's own one when the background moves."""
        changed = self._make_face(_mouth_pose(performance, index), _eye_pose(performance, index))
        pose = _head_pose(performance, index)
        if background is not None:
            self._frame.copy_from(background)
            self._body_layer(pose.breath).onto(self._frame, self._frame, self._body_box)
            self._draw_head(pose, self._frame)
        elif self._pose is None or pose.moved(self._pose) > _UNSEEN:
            self._set(pose.breath)
            self._draw_head(pose, self._stage)
        else:
            for box in changed:
                self._blend_features(self._pose, box)

    def _draw_head(self, pose: _Pose, below: Planes) -> None:
        self._pose = pose
        head, features = self._figure.head_box, self._figure.features_box
        self._blend(self._figure.head, head, head, self._motion(pose), below)
        place = self._placed(features)
        for saved, drawn in zip(_cut(self._blank_face, place), _cut(self._frame, place), strict=True):
            np.copyto(saved, drawn)
        self._blend_features(pose, features)

    def _blend_features(self, pose: _Pose, part: Box) -> None:
        """Lay the features, or a part of them, over the blank face."""
        motion = self._motion(pose)
        motion[:, 2] += (pose.yaw * _TURN * self._scale, pose.pitch * _TILT * self._scale)
        self._blend(self._features, self._figure.features_box, part, motion, self._blank_face)

    def _motion(self, pose: _Pose) -> NDArray[np.float64]:
        """The head's motion in pixels of the drawing: a turn about the neck, and shifts."""
        scale, angle = self._scale, math.radians(pose.roll)
        cos, sin = math.cos(angle), math.sin(angle)
        px, py = _PIVOT[0] * scale, _PIVOT[1] * scale
        dx = pose.yaw * _HEAD_SHIFT * scale
        dy = (pose.pitch * _HEAD_NOD - pose.breath / (_BREATH_STEPS - 1) * _HEAD_BREATH) * scale
        return np.array([[cos, -sin, px - cos * px + sin * py + dx], [sin, cos, py - sin * px - cos * py + dy]])

    def _blend(self, pixels: Pixels, source: Box, target: Box, motion: NDArray[np.float64], below: Planes) -> None:
        """Move a layer that fills ``source``, and lay the part that comes to ``target`` over what is below."""
        matrix = motion.copy()
        matrix[:, 2] += motion[:, :2] @ (source.x, source.y) - (target.x, target.y)
        _split(warp(pixels, matrix, target.width, target.height)).onto(below, self._frame, self._placed(target))

    def _make_face(self, mouth: MouthPose, eyes: EyePose) -> list[Box]:
        """Bring mouth and eyes of the features up to date; returns where they must be drawn anew."""
        figure, changed = self._figure, []
        if mouth != self._mouth:
            self._features[figure.jaw_box.within(figure.features_box)] = figure.mouth(mouth)
            changed.append(self._with_margin(figure.jaw_box))
        if eyes != self._eyes:
            self._features[figure.eyes_box.within(figure.features_box)] = figure.eyes(eyes)
            changed.append(self._with_margin(figure.eyes_box))
        self._mouth, self._eyes = mouth, eyes
        return changed

    def _with_margin(self, box: Box) -> Box:
        """A part of the features with room for where the head's motion has taken it."""
        outer, room = self._figure.features_box, round(20 * self._scale / 2) * 2
        left, top = max(outer.x, box.x - room), max(outer.y, box.y - room)
        right = min(outer.x + outer.width, box.x + box.width + room)
        bottom = min(outer.y + outer.height, box.y + box.height + room)
        return Box(left, top, right - left, bottom - top)

    def _placed(self, box: Box) -> Box:
        return Box(box.x + self._x, box.y + self._y, box.width, box.height)

    def _set(self, breath: int) -> None:
        """Bring background and body to this moment of the breath, on the stage and in the frame."""
        if breath == self._breath:
            return
        self._breath = breath
        if breath not in self._sets:
            for here, there in zip(
                _cut(self._stage, self._body_box), _cut(self._background, self._body_box), strict=True
            ):
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
        layer = _split(warp(self._body, matrix, width, height, extend=True))
        if self._moving:
            self._bodies[breath] = layer
        return layer


def _split(yuva: Pixels) -> _Layer:
    y, u, v, alpha = (np.asarray(plane, np.uint8) for plane in cv2.split(yuva))
    veil = np.asarray(cv2.bitwise_not(alpha), np.uint8)
    return _Layer((y, _halved(u), _halved(v)), veil, _halved(veil))


def _halved(plane: Plane) -> Plane:
    half = (plane.shape[1] // 2, plane.shape[0] // 2)
    return np.asarray(cv2.resize(plane, half, interpolation=cv2.INTER_AREA), np.uint8)


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


def _head_pose(performance: Performance, index: int) -> _Pose:
    breath = round(float(performance.breath[index]) * (_BREATH_STEPS - 1))
    return _Pose(float(performance.yaw[index]), float(performance.pitch[index]), float(performance.roll[index]), breath)


def _rounded(performance: Performance, index: int, steps: dict[str, int]) -> dict[str, float]:
    return {name: round(float(getattr(performance, name)[index]) * step) / step for name, step in steps.items()}


def _mouth_pose(performance: Performance, index: int) -> MouthPose:
    values = _rounded(performance, index, _MOUTH_STEPS)
    if values["open"] == 0:  # nobody sees behind closed lips
        values["tongue"] = values["teeth"] = 0.0
        values["smile"] = round(float(performance.smile[index]) * _SMILE_AT_REST) / _SMILE_AT_REST
    return MouthPose(**values)


def _eye_pose(performance: Performance, index: int) -> EyePose:
    return EyePose(**_rounded(performance, index, _EYE_STEPS))
