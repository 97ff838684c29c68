"""How a head turns in a flat picture: near parts move further than far ones, and what lies around gives way softly."""

from __future__ import annotations

import math

import cv2
import numpy as np

from heygen_cli.studio.box import Box
from heygen_cli.studio.photo import face
from heygen_cli.studio.photo.chart import Chart, Values, smooth
from heygen_cli.studio.photo.face import Points

Maps = tuple[Values, Values]

# Shares of the face's width: the whole head for a yaw of 1, what the nose adds to that, and the same for pitch.
_HEAD_X, _NOSE_X, _HEAD_Y, _NOSE_Y = 0.016, 0.030, 0.014, 0.024
_ROLL = 0.8
# Breathing lifts the shoulders by this share of the face's width.
_BREATH = 0.022


# The field is so smooth that a place in this many pixels each way tells all of it, to a hundredth of a pixel at 1080p.
_STEP = 8


class Field:
    """Where each pixel of ``box`` comes from, for a pose of the head and a moment of the breath."""

    def __init__(self, points: Points, width: int, height: int) -> None:
        chart = Chart.between(points[face.LEFT_CHEEK], points[face.RIGHT_CHEEK])
        self._unit = 2 * chart.half
        chin, forehead = (float(chart.local(points[[index]])[1][0]) for index in (face.CHIN, face.FOREHEAD))
        self.box = chart.box(-2.4, forehead - 1.4, 2.4, chin + 2.6, width, height)
        x, y = _places(self.box.width), _places(self.box.height)
        u, v = chart.local(np.stack(np.meshgrid(x + self.box.x, y + self.box.y), axis=-1).reshape(-1, 2))
        u, v = u.reshape(y.size, x.size), v.reshape(y.size, x.size)
        tall = chin - forehead
        middle = (chin + forehead) / 2 - 0.15 * tall
        radius = np.sqrt((u / 1.45) ** 2 + ((v - middle) / (0.95 * tall)) ** 2).astype(np.float32)
        head = smooth(radius, 1.75, 0.85)
        nose = np.exp(-(u**2) / 0.55 - ((v - middle - 0.1 * tall) / (0.55 * tall)) ** 2).astype(np.float32)
        edge = _edges(self.box, x, y, width, height)
        turn = head * edge
        self._yaw = np.asarray(self._unit * (_HEAD_X + _NOSE_X * nose) * turn, np.float32)
        self._pitch = np.asarray(self._unit * (_HEAD_Y + _NOSE_Y * nose) * turn, np.float32)
        neck_x, neck_y = chart.shifted(np.zeros(1, np.float32), np.full(1, chin + 0.5, np.float32))
        degree = math.radians(1) * _ROLL
        self._roll_x = np.asarray(-(y[:, None] + self.box.y - neck_y[0]) * degree * turn, np.float32)
        self._roll_y = np.asarray((x[None, :] + self.box.x - neck_x[0]) * degree * turn, np.float32)
        low = smooth(v, chin - 0.4, chin + 1.2) * np.exp(-((u / 2.2) ** 4))
        self._breath = np.asarray(-self._unit * _BREATH * (low + 0.35 * head) * edge, np.float32)

    def maps(self, yaw: float, pitch: float, roll: float, breath: float) -> tuple[Maps, Maps]:
        """For every pixel of the box the place in it that it shows, and the same for planes of half the size."""
        x = -(yaw * self._yaw + roll * self._roll_x)
        y = -(pitch * self._pitch + roll * self._roll_y + breath * self._breath)
        return self._whole(x, y, 1), self._whole(x, y, 2)

    def _whole(self, x: Values, y: Values, part: int) -> Maps:
        step, width, height = _STEP // part, self.box.width // part, self.box.height // part
        size = (x.shape[1] * step, x.shape[0] * step)
        far_x, far_y = (
            cv2.resize(values / part, size, interpolation=cv2.INTER_LINEAR)[:height, :width] for values in (x, y)
        )
        across, down = np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32)
        return np.asarray(far_x + across, np.float32), np.asarray(far_y + down[:, None], np.float32)

    def reach(self, yaw: float, pitch: float, roll: float, breath: float) -> float:
        """About how many pixels the fastest point has moved."""
        unit = self._unit
        return (
            abs(yaw) * unit * (_HEAD_X + _NOSE_X)
            + abs(pitch) * unit * (_HEAD_Y + _NOSE_Y)
            + abs(roll) * math.radians(_ROLL) * unit * 1.6
            + abs(breath) * unit * _BREATH
        )


def _places(length: int) -> Values:
    """Where the field is known: the middles of steps, as resizing expects."""
    return (np.arange(-(-length // _STEP), dtype=np.float32) + np.float32(0.5)) * _STEP - np.float32(0.5)


def _edges(box: Box, x: Values, y: Values, width: int, height: int) -> Values:
    """0 at the edges of the box, except where these are the picture's own."""
    room_x, room_y = 0.12 * box.width, 0.10 * box.height
    far = np.float32(1e9)
    left = x if box.x > 0 else far
    right = box.width - 1 - x if box.x + box.width < width else far
    top = y if box.y > 0 else far
    bottom = box.height - 1 - y if box.y + box.height < height else far
    across = np.minimum(left, right) / room_x * np.ones_like(x)
    down = np.minimum(top, bottom) / room_y * np.ones_like(y)
    return smooth(np.asarray(np.minimum(across[None, :], down[:, None]), np.float32), 0, 1)
