"""A picture of a program: enlarged where it is spoken of, with frames around what matters."""

from __future__ import annotations

import cv2
import numpy as np

from heygen_cli.domain.panel import Screenshot
from heygen_cli.studio import media, vector
from heygen_cli.studio.box import Box
from heygen_cli.studio.element import Element, Span
from heygen_cli.studio.layer import over
from heygen_cli.studio.patch import Cover, Patch
from heygen_cli.studio.picture import Plane, Planes, from_bgr
from heygen_cli.studio.theme import Theme, mixed
from heygen_cli.studio.timing import Timing

# How long the camera moves, and a frame takes to appear, in seconds.
_MOVE, _APPEAR = 0.9, 0.25
_STROKE, _CORNER, _DIM = 8, 14, 0.32
_ROOM = 0.07  # share of the box that stays free around the picture


def elements(panel: Screenshot, box: Box, theme: Theme, timing: Timing) -> list[Element]:
    """The picture on a plain ground; raises InvalidInput when it cannot be read."""
    return [_Camera(panel, box, theme, timing)]


class _Camera:
    """An element that fills its box; it changes only while the camera moves or a frame appears."""

    def __init__(self, panel: Screenshot, box: Box, theme: Theme, timing: Timing) -> None:
        self._box, self._theme = box, theme
        ground = mixed(theme.brand.colors.background, theme.brand.colors.secondary, 0.5)
        blue, green, red = reversed(bytes.fromhex(ground.removeprefix("#")))
        self._ground = (blue, green, red)
        self._image = media.pixels(panel.file, "show.screenshot")
        self._zoom = (panel.zoom, timing.span(panel.zoom.at, until=panel.zoom.until)) if panel.zoom else None
        self._marks = [(spot, timing.span(spot.at, until=spot.until)) for spot in panel.highlights]
        self._shown: tuple[tuple[float, ...], Cover] | None = None

    def at(self, seconds: float) -> Patch | None:
        """The picture at a moment."""
        near = _presence(self._zoom[1], seconds, _MOVE) if self._zoom else 0.0
        marks = [_presence(span, seconds, _APPEAR) for _, span in self._marks]
        state = (near, *marks)
        if self._shown is None or self._shown[0] != state:
            self._shown = state, Cover(self._drawn(near, marks), self._box)
        return self._shown[1]

    def _drawn(self, near: float, marks: list[float]) -> Planes:
        width, height = self._box.width, self._box.height
        scale, x, y = self._view(near)
        motion = np.array([[scale, 0, x], [0, scale, y]])
        if near in (0.0, 1.0):
            # At rest it is made smaller in one step: a fine picture would otherwise flicker.
            size = (max(1, round(self._image.shape[1] * scale)), max(1, round(self._image.shape[0] * scale)))
            fine = cv2.resize(self._image, size, interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC)
            picture = _pasted(np.asarray(fine, np.uint8), round(x), round(y), self._box, self._ground)
        else:
            moved = cv2.warpAffine(self._image, motion, (width, height), borderValue=self._ground)
            picture = np.asarray(moved, np.uint8)
        if any(marks):
            picture = self._marked(picture, marks, scale, x, y)
        return from_bgr(picture)

    def _view(self, near: float) -> tuple[float, float, float]:
        """Scale and place of the picture: whole with some room around, or its spot filling the box."""
        tall, wide = self._image.shape[:2]
        width, height = self._box.width, self._box.height
        whole = min(width * (1 - 2 * _ROOM) / wide, height * (1 - 2 * _ROOM) / tall)
        far = (whole, (width - wide * whole) / 2, (height - tall * whole) / 2)
        if self._zoom is None or near == 0:
            return far
        spot = self._zoom[0]
        close = min(width / (spot.width * wide), height / (spot.height * tall), 4 * whole)
        middle_x, middle_y = (spot.x + spot.width / 2) * wide, (spot.y + spot.height / 2) * tall
        target = (close, width / 2 - middle_x * close, height / 2 - middle_y * close)
        # The scale grows by factors, so that the way looks even.
        scale = whole * (close / whole) ** near
        share = (scale - whole) / (close - whole) if close != whole else near
        return scale, far[1] + (target[1] - far[1]) * share, far[2] + (target[2] - far[2]) * share

    def _marked(self, picture: Plane, marks: list[float], scale: float, x: float, y: float) -> Plane:
        """Frames around the spots; what lies outside of all of them is darker."""
        tall, wide = self._image.shape[:2]
        boxes = [
            (
                spot.x * wide * scale + x,
                spot.y * tall * scale + y,
                spot.width * wide * scale,
                spot.height * tall * scale,
            )
            for spot, _ in self._marks
        ]
        unit, shown = self._theme.unit, max(marks)
        corner, colour = _CORNER * unit, self._theme.brand.colors.accent
        holes = np.zeros(picture.shape[:2], np.float32)
        frames = ""
        for (left, top, width, height), mark in zip(boxes, marks, strict=True):
            shape = f'x="{left:.1f}" y="{top:.1f}" width="{width:.1f}" height="{height:.1f}" rx="{corner:.1f}"'
            line = f'stroke="{colour}" stroke-width="{_STROKE * unit:.1f}" opacity="{mark:.3f}"'
            frames += f'<rect {shape} fill="none" {line}/>'
            hole = vector.rasterise(f'<rect {shape} fill="#fff"/>', picture.shape[1], picture.shape[0])
            holes = np.maximum(holes, hole[..., 3].astype(np.float32) / 255 * mark)
        dark = 1 - _DIM * shown * (1 - holes[..., None])
        dimmed = np.asarray(picture * dark, np.uint8)
        drawn = vector.rasterise(frames, picture.shape[1], picture.shape[0])
        return np.ascontiguousarray(over(np.dstack([dimmed, np.full(dimmed.shape[:2], 255, np.uint8)]), drawn)[..., :3])


def _presence(span: Span, seconds: float, length: float) -> float:
    """How much of something is there, 0 to 1, eased; it comes and goes in ``length`` seconds."""
    coming = (seconds - span.start) / length if span.start else 1.0
    going = (span.end - seconds) / length if span.end is not None else 1.0
    share = min(1.0, max(0.0, min(coming, going)))
    return share * share * (3 - 2 * share)


def _pasted(image: Plane, x: int, y: int, box: Box, ground: tuple[int, int, int]) -> Plane:
    canvas = np.full((box.height, box.width, 3), ground, np.uint8)
    left, top = max(0, x), max(0, y)
    right, bottom = min(box.width, x + image.shape[1]), min(box.height, y + image.shape[0])
    canvas[top:bottom, left:right] = image[top - y : bottom - y, left - x : right - x]
    return canvas
