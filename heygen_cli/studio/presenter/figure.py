"""One look at one size as pixels: the still layers once, patches of mouth and eyes as poses need them."""

from __future__ import annotations

from functools import cached_property

import cv2
import numpy as np

from heygen_cli.studio.box import Box
from heygen_cli.studio.layer import Pixels, over, to_yuva, weaken
from heygen_cli.studio.presenter import eyes, eyewear, face, hair, mouth, outfit, svg
from heygen_cli.studio.presenter.eyes import EyePose
from heygen_cli.studio.presenter.mouth import MouthPose
from heygen_cli.studio.presenter.raster import rasterise
from heygen_cli.studio.presenter.style import Style

_HEAD = Box(180, 40, 640, 800)
BODY = Box(-70, 180, 1140, outfit.FLOOR - 180)
_FEATURES = Box(328, 296, 344, 392)
_EYES = Box(336, 318, 328, 152)
_JAW = Box(344, 506, 312, 172)
_LIPS = Box(404, 512, 192, 124)
# The jaw moves in this many steps, each drawn once: two pixels at 1080p, less than a frame of real jaw motion.
JAW_STEPS = 8
# What the cache of patches may hold; a minute of speech at 1080p needs about 60 MB.
_CACHE_BYTES = 64_000_000


class Figure:
    """Everything of a look that depends on its size only. ``patches`` counts how many were drawn."""

    def __init__(self, style: Style, scale: float, *, mirrored: bool = False) -> None:
        self._style = style
        self._mirrored = mirrored
        self.scale = scale
        self.patches = 0
        self._held = 0
        self._cache: dict[EyePose | MouthPose, Pixels] = {}
        self._jaws: dict[int, Pixels] = {}
        self.features_box = _FEATURES.scaled(scale)
        self.eyes_box = _EYES.scaled(scale)
        self.jaw_box = _JAW.scaled(scale)
        self.lips_box = _LIPS.scaled(scale)
        self._front = self._raster(hair.front(style), _HEAD.scaled(scale))
        self.head_box, self.head = self._head_layer()

    def torso(self, box: Box) -> Pixels:
        """Shoulders, clothes and the hair behind them without arms, as YUVA: what lies in ``box``."""
        return to_yuva(self._raster(hair.behind(self._style) + outfit.draw(self._style), box))

    def part(self, drawing: str, box: Box) -> Pixels:
        """A drawing of something that turns about (0, 0), as YUVA."""
        return to_yuva(rasterise(self._style, drawing, box, self.scale))

    @cached_property
    def features(self) -> Pixels:
        """The face that turns a little further than the head, as YUVA; eyes and mouth are put in by their patches."""
        whole = over(self._open_face, self._glasses)
        return to_yuva(weaken(whole, self._mask))

    def eyes(self, pose: EyePose) -> Pixels:
        """The patch of eyes and brows, as YUVA in ``eyes_box``."""
        found = self._cache.get(pose)
        if found is None:
            skin, frames = self._around_eyes
            drawn = over(skin, self._shown(eyes.draw(self._style, pose), self.eyes_box))
            found = self._keep(pose, over(drawn, frames) if self._style.glasses != "none" else drawn)
        return found

    def mouth(self, pose: MouthPose) -> Pixels:
        """The patch of the lower face with mouth and jaw, as YUVA in ``jaw_box``."""
        found = self._cache.get(pose)
        if found is None:
            found = self._jaw(jaw_step(pose)).copy()
            place = self.lips_box.within(self.jaw_box)
            found[place] = over(found[place], self._shown(mouth.draw(self._style, pose), self.lips_box))
            self._keep(pose, found)
        return found

    def _shown(self, drawing: str, box: Box) -> Pixels:
        """A part of the features under their mask, as YUVA."""
        return to_yuva(weaken(self._raster(drawing, box), self._mask[box.within(self.features_box)]))

    def _raster(self, drawing: str, box: Box) -> Pixels:
        if self._mirrored:
            drawing = f'<g transform="translate(1000,0) scale(-1,1)">{drawing}</g>'
        return rasterise(self._style, drawing, box, self.scale)

    def _skin(self, box: Box, jaw: float = 0.0) -> Pixels:
        """The face, cut to its contour once more, since blurred shading leaves the clip path of an SVG."""
        shape = self._raster(svg.path(face.outline(self._style, jaw), "#ffffff"), box)
        return weaken(self._raster(face.skin(self._style, jaw), box), shape[..., 3])

    def _head_layer(self) -> tuple[Box, Pixels]:
        box, style = _HEAD.scaled(self.scale), self._style
        below = over(self._raster(hair.under(style) + face.ears(style), box), self._skin(box))
        whole = over(over(below, self._raster(eyewear.arms(style), box)), self._front)
        # Room for the motion of the head: the farthest corner moves by less than 18 units.
        return trimmed(box, to_yuva(whole), round(18 * self.scale))

    @cached_property
    def _open_face(self) -> Pixels:
        return self._skin(self.features_box)

    @cached_property
    def _around_eyes(self) -> tuple[Pixels, Pixels]:
        """What lies below the eyes and what lies over them, as YUVA."""
        place = self.eyes_box.within(self.features_box)
        shaded = over(self._open_face[place], self._raster(eyes.sockets(self._style), self.eyes_box))
        skin, frames = (weaken(layer, self._mask[place]) for layer in (shaded, self._glasses[place]))
        return to_yuva(skin), to_yuva(frames)

    @cached_property
    def _glasses(self) -> Pixels:
        return self._raster(eyewear.front(self._style), self.features_box)

    @cached_property
    def _mask(self) -> Pixels:
        """Where the features show: fading out on forehead and temples, and wherever hair falls over the face."""
        box, scale = self.features_box, self.scale
        x = np.abs((np.arange(box.width) + 0.5 + box.x) / scale - 500)[None, :] / 158
        y = np.maximum(0.0, 490 - (np.arange(box.height) + 0.5 + box.y) / scale)[:, None] / 190
        edge = np.clip((1.0 - (x**4 + y**4) ** 0.25) / 0.14, 0, 1)
        hairy = self._front[..., 3][box.within(_HEAD.scaled(scale))]
        near = cv2.GaussianBlur(
            cv2.dilate(hairy, np.ones((max(3, round(9 * scale)),) * 2, np.uint8)), (0, 0), 4 * scale
        )
        free = 1 - np.asarray(near, np.float64) / 255
        return np.asarray(np.rint(255 * edge * edge * (3 - 2 * edge) * free), np.uint8)

    def _jaw(self, step: int) -> Pixels:
        if step not in self._jaws:
            skin = self._skin(self.jaw_box, step / JAW_STEPS)
            self._jaws[step] = to_yuva(weaken(skin, self._mask[self.jaw_box.within(self.features_box)]))
        return self._jaws[step]

    def _keep(self, pose: EyePose | MouthPose, patch: Pixels) -> Pixels:
        self.patches += 1
        self._held += patch.nbytes
        self._cache[pose] = patch
        while self._held > _CACHE_BYTES and len(self._cache) > 1:
            self._held -= self._cache.pop(next(iter(self._cache))).nbytes
        return patch


def jaw_step(pose: MouthPose) -> int:
    """Which drawing of the jaw a mouth needs."""
    return round(min(1.0, pose.opening) * JAW_STEPS)


def trimmed(box: Box, pixels: Pixels, margin: int) -> tuple[Box, Pixels]:
    """A layer cut to what is not transparent, with a margin, on the even grid."""
    rows, columns = (np.flatnonzero(pixels[..., 3].any(axis=axis)) for axis in (1, 0))
    left, right = (max(0, columns[0] - margin) // 2 * 2, min(box.width, columns[-1] + 1 + margin))
    top, bottom = (max(0, rows[0] - margin) // 2 * 2, min(box.height, rows[-1] + 1 + margin))
    width, height = (right - left) // 2 * 2, (bottom - top) // 2 * 2
    inner = Box(int(box.x + left), int(box.y + top), int(width), int(height))
    return inner, np.ascontiguousarray(pixels[inner.within(box)])
