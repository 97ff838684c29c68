"""The mouth of a portrait: lips and jaw by warping the photograph, what is behind them drawn in its light."""

from __future__ import annotations

from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from heygen_cli.studio.box import Box
from heygen_cli.studio.photo import face
from heygen_cli.studio.photo.chart import Chart, Values, smooth, window
from heygen_cli.studio.photo.face import Image, Points

# Of half the mouth's width: how far the lips part at most, and how much of that the upper lip does.
_WIDEST, _UPPER_SHARE = 0.78, 0.16
# A photograph whose lips are this far apart shows its own teeth.
_SHOWS_TEETH = 0.10
_TEETH = 0.30


class MouthPose(NamedTuple):
    """The mouth of a performance, rounded so that few patches are needed."""

    opening: float = 0.0
    wide: float = 0.0
    round: float = 0.0
    press: float = 0.0
    tuck: float = 0.0
    tongue: float = 0.0
    teeth: float = 0.0
    smile: float = 0.0


class Mouth:
    """Makes patches of the lower face. ``points`` are in pixels of ``image``, the whole picture."""

    def __init__(self, image: Image, points: Points) -> None:
        height, width = image.shape[:2]
        self._chart = Chart.between(points[61], points[291])
        chin = float(self._chart.local(points[[face.CHIN]])[1][0])
        nose = float(self._chart.local(points[[face.UNDER_NOSE]])[1][0])
        self.box: Box = self._chart.box(-2.3, nose + 0.02, 2.3, chin + 1.15, width, height)
        self._image = np.ascontiguousarray(image[self.box.y : self.box.y + self.box.height,
                                                 self.box.x : self.box.x + self.box.width])  # fmt: skip
        self._u, self._v = self._chart.grid(self.box)
        self._chin = chin
        self._upper, self._lower = (
            self._chart.curve(points, line, self._u) for line in (face.UPPER_LIP, face.LOWER_LIP)
        )
        self._lower = np.maximum(self._lower, self._upper)
        self._window = window(self.box)
        # What of a pose depends on the place only.
        self._near = np.exp(-_fourth(self._u / 1.2)) * np.exp(-_fourth((self._v - 0.1) / 0.8))
        self._jaw = np.exp(-_fourth(self._u / 1.9))
        self._own_gap = float((self._lower - self._upper)[np.abs(self._u) < 0.4].mean()) if self._u.size else 0.0
        self._tone = _Tone(image, points)
        self._grain = self._tone.grain(self._v.shape)

    def patch(self, pose: MouthPose) -> Image:
        """The lower face in ``box``, in BGR."""
        u, v, upper_photo, lower_photo = self._u, self._v, self._upper, self._lower
        near = self._near
        stretch = 1 + (0.10 * pose.wide - 0.32 * pose.round - 0.03 * pose.tuck) * near
        across = u / stretch
        bow = np.asarray(cv2.pow(np.clip(1 - (across / 0.96) ** 2, 0, 1), 0.85 - 0.25 * pose.round), np.float32)
        gap = (pose.opening * _WIDEST * (1 - 0.12 * pose.round) + 0.12 * pose.tuck) * bow
        line = upper_photo + 0.2 * (lower_photo - upper_photo)
        upper, lower = line - _UPPER_SHARE * gap, line + (1 - _UPPER_SHARE) * gap
        side = np.minimum(np.abs(across), 1.3)
        lift = 0.10 * (pose.smile - 0.5) * side * np.sqrt(side) * near
        above = v + (upper_photo - upper) * np.exp(-(((v - upper) / 0.34) ** 2))
        depth = v - lower
        # The chin follows the lower lip, also upwards when lips that were apart in the photograph close.
        jaw = ((1 - _UPPER_SHARE) * pose.opening * _WIDEST - 0.75 * self._own_gap) * self._jaw
        deep = smooth(depth, 0.1, 0.8)
        shift = (lower - lower_photo) * (1 - deep) + jaw * deep
        fade = smooth(depth, self._chin + 0.95, self._chin - 0.1)
        pressed = 1 + 0.25 * max(pose.press, pose.tuck) * np.exp(-((depth / 0.22) ** 2)) * bow
        below = lower + depth * pressed - shift * fade
        below = np.where(depth * pressed - shift * fade < lower_photo - lower, lower_photo, below)
        source_v = np.where(v < (upper + lower) / 2, np.minimum(above, upper_photo), below) + lift
        du, dv = (across - u) * self._window, (source_v - v) * self._window
        x, y = self._chart.shifted(np.asarray(u + du, np.float32), np.asarray(v + dv, np.float32))
        warped = cv2.remap(
            self._image, x - self.box.x, y - self.box.y, cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE
        )
        pixel = np.float32(self._chart.half)
        cover = np.clip((v - upper) * pixel + 0.5, 0, 1) * np.clip((lower - v) * pixel + 0.5, 0, 1)
        cover = np.asarray(cover * np.clip(gap * pixel, 0, 1), np.float32)
        left, top, wide, tall = cv2.boundingRect((cover > 0).astype(np.uint8))
        if wide and tall:  # only there anything is seen between the lips
            where = (slice(top, top + tall), slice(left, left + wide))
            seen = (np.asarray(values[where], np.float32) for values in (across, upper, lower, gap))
            inside = self._inside(pose, where, *seen)
            shown = _over(warped[where].astype(np.float32), inside, cover[where])
            warped[where] = np.clip(shown + 0.5, 0, 255)
        return np.asarray(warped, np.uint8)

    def _inside(
        self, pose: MouthPose, where: tuple[slice, slice], u: Values, upper: Values, lower: Values, gap: Values
    ) -> Values:
        """What is seen between the lips: darkness, tongue, teeth; the upper teeth are the photograph's own, if any."""
        v, tone = self._v[where], self._tone
        depth = (v - upper) / np.maximum(gap, 1e-3)
        colour = np.asarray(tone.dark[None, None] * (0.55 + 0.5 * depth[..., None]), np.float32)
        size = max(0.05, float(gap.max()))
        rise = 0.38 + 0.45 * pose.tongue
        tongue = smooth(((u / 0.62) ** 2 + ((v - lower) / (rise * size + 0.02)) ** 2).astype(np.float32), 1.0, 0.55)
        flesh = np.asarray(tone.tongue * (0.75 + 0.25 * tongue[..., None]), np.float32)
        colour = _over(colour, flesh, np.asarray(tongue * min(1.0, size * 3), np.float32))
        shown = min(1.0, size * 8)
        # Rounded lips cover the teeth, and what shows of them hangs lower the more teeth there are to be seen.
        row = _TEETH * min(1.0, 0.45 + 0.55 * max(pose.teeth, pose.tuck)) * (1 - 0.55 * pose.round)
        edge = upper + min(row, 0.75 * size + 0.02) * (1 - 0.35 * u**2)
        pixel = np.float32(self._chart.half)
        teeth = np.clip((edge - v) * pixel * 0.6 + 0.5, 0, 1) * smooth(np.abs(u), 0.97, 0.7) * shown
        colour = _over(colour, self._teeth(where, u, upper), np.asarray(teeth, np.float32))
        if pose.opening > 0.55 or pose.wide > 0.4:
            low = lower - 0.12 * (1 - u**2)
            lower_row = np.clip((v - low) * pixel * 0.5 + 0.5, 0, 1) * smooth(np.abs(u), 0.75, 0.45) * 0.5 * shown
            colour = _over(colour, tone.teeth * np.float32(0.72), np.asarray(lower_row, np.float32))
        # The lips throw a shadow on what lies behind them, deepest at the corners.
        shade = (0.55 + 0.45 * smooth(v - upper, 0, 0.14)) * (1 - 0.45 * np.clip(np.abs(u), 0, 1) ** 3)
        return np.asarray(colour * shade[..., None] + self._grain[where][..., None], np.float32)

    def _teeth(self, where: tuple[slice, slice], u: Values, upper: Values) -> Values:
        tone, v = self._tone, self._v[where]
        if self._own_gap > _SHOWS_TEETH:
            own = self._upper[where] + np.clip(v - upper, 0, None) * 1.0
            own = np.minimum(own, self._lower[where] - 0.02)
            x, y = self._chart.shifted(u, np.asarray(own, np.float32))
            taken = cv2.remap(self._image, x - self.box.x, y - self.box.y, cv2.INTER_LINEAR)
            return np.asarray(taken, np.float32)
        gaps = 1 - 0.10 * np.exp(-((np.mod(u * 5.2 + 0.5, 1) - 0.5) ** 2) / 0.004)
        round_ = 0.82 + 0.18 * np.sin(np.clip((v - upper) / _TEETH, 0, 1) * np.pi * 0.8 + 0.3)
        return np.asarray(tone.teeth * (gaps * round_)[..., None], np.float32)


class _Tone:
    """The light of a portrait: colours for what it does not show, and its grain."""

    def __init__(self, image: Image, points: Points) -> None:
        low, high = points[:, :2].min(axis=0).astype(int), points[:, :2].max(axis=0).astype(int)
        part = image[max(0, low[1]) : high[1], max(0, low[0]) : high[0]].astype(np.float32)
        skin = np.median(part.reshape(-1, 3), axis=0)
        x, y = points[[14, 17], :2].mean(axis=0).astype(int)  # the middle of the lower lip
        radius = max(2, int((high[0] - low[0]) / 80))
        lips = image[y - radius : y + radius, x - 2 * radius : x + 2 * radius].reshape(-1, 3).mean(axis=0)
        # Flesh is redder than the lips of any portrait.
        flesh = lips * 0.25 + np.array([0.40, 0.36, 0.78]) * float(lips.max()) * 0.75
        light = float(skin @ (0.114, 0.587, 0.299))
        # Teeth are a little lighter than skin and nearly without colour; they take a tint of the light.
        tint = skin / max(light, 1.0)
        self.teeth: NDArray[np.float32] = np.minimum(light * 1.12, 228) * (0.78 + 0.22 * tint).astype(np.float32)
        self.dark: NDArray[np.float32] = (flesh * 0.17).astype(np.float32)
        self.tongue: NDArray[np.float32] = (flesh * 0.86).astype(np.float32)
        fine = part - cv2.GaussianBlur(part, (0, 0), 1.2)
        self._noise = float(np.median(np.abs(fine)))

    def grain(self, shape: tuple[int, ...]) -> Values:
        """Noise as the photograph has it, always the same."""
        return np.random.default_rng(7).normal(0, self._noise, shape).astype(np.float32)


def _fourth(values: Values) -> Values:
    """The fourth power, twenty times faster than ``**`` gives it."""
    return np.square(np.square(values))


def _over(below: NDArray[np.float32], above: NDArray[np.float32], cover: Values) -> NDArray[np.float32]:
    amount = cover[..., None]
    return np.asarray(below * (1 - amount) + above * amount, np.float32)
