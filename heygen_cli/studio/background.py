"""What stands behind a scene: colours, gradients, images under a slow camera, films."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from heygen_cli.domain.background import Background
from heygen_cli.domain.panel import Fit, Zoom
from heygen_cli.studio import media, movie
from heygen_cli.studio.movie import Cut
from heygen_cli.studio.picture import KB, KG, KR, Planes, from_bgr, from_colour

# How far a full blur reaches, as a share of the picture's shorter side.
_BLUR = 0.045
# How much larger the picture is at the near end of a camera's way, and how far it drifts, as shares of its size.
_NEAR, _DRIFT = 1.16, 0.03
# Noise that keeps a gradient from showing steps, in values of 0 to 255, and how finely its colours are worked out.
_DITHER, _STEPS = 0.4, 4096
# BGR of 0 to 255 to limited-range Y, U and V without their offsets (BT.709).
_TO_YUV = (
    np.array(
        [
            [KB * 219, (1 - KB) * 224 / (2 * (1 - KB)), -KB * 224 / (2 * (1 - KR))],
            [KG * 219, -KG * 224 / (2 * (1 - KB)), -KG * 224 / (2 * (1 - KR))],
            [KR * 219, -KR * 224 / (2 * (1 - KB)), (1 - KR) * 224 / (2 * (1 - KR))],
        ]
    )
    / 255
)


@dataclass(frozen=True)
class Backdrop:
    """The first picture, and for one that moves the pictures of all frames, the first among them."""

    still: Planes
    pictures: Iterator[Planes] | None = None


def backdrop(wanted: Background, width: int, height: int, fps: int, frames: int, seed: int) -> Backdrop:
    """The background as pictures for a scene of so many frames; raises InvalidInput when a file cannot be read."""
    if wanted.color:
        return Backdrop(from_colour(wanted.color, width, height))
    if wanted.gradient:
        return Backdrop(gradient(wanted.gradient, wanted.angle, width, height))
    path, blur = wanted.file, wanted.blur * _BLUR * min(width, height)
    assert path
    if media.kind(path) == "image":  # what it is, whatever its name says
        return image(
            media.pixels(path), width, height, fit=wanted.fit, zoom=wanted.zoom, blur=blur, frames=frames, seed=seed
        )
    cut = Cut(wanted.start, wanted.end, wanted.loop)
    found = (
        movie.softened(picture, blur) for picture in movie.pictures(path, width, height, fps, fit=wanted.fit, cut=cut)
    )
    first = next(found)
    return Backdrop(first, _with(first, found))


def _with(first: Planes, rest: Iterator[Planes]) -> Iterator[Planes]:
    yield first
    yield from rest


def gradient(colours: tuple[str, ...], angle: float, width: int, height: int) -> Planes:
    """Colours that run into each other; ``angle`` as in CSS: 0 upwards, 90 to the right."""
    stops = np.array([list(bytes.fromhex(colour.removeprefix("#")))[::-1] for colour in colours], np.float32)
    places, steps = np.linspace(0, 1, len(stops)), np.linspace(0, 1, _STEPS)
    ramp = np.dstack([np.interp(steps, places, stops[:, channel]) for channel in range(3)])[0]
    table = ramp @ _TO_YUV + (16, 128, 128)
    noise = np.random.default_rng(1).uniform(-_DITHER, _DITHER, (height, width)).astype(np.float32)
    planes = []
    for channel, half in enumerate((1, 2, 2)):
        place = _along(math.radians(angle), width // half, height // half)
        values = table[:, channel].astype(np.float32)[place]
        # Steps are seen in the light alone, and noise in the colours would cost the encoder a third more.
        values = values + noise if half == 1 else values
        planes.append(np.clip(values + 0.5, 0, 255).astype(np.uint8))
    return Planes(*planes)


def _along(angle: float, width: int, height: int) -> NDArray[np.intp]:
    """For every pixel how far along the gradient it lies, in steps of the table."""
    across, up = math.sin(angle), math.cos(angle)
    x, y = np.arange(width) + 0.5 - width / 2, height / 2 - np.arange(height) - 0.5
    length = abs(width * across) + abs(height * up)
    share = (x * across / length).astype(np.float32)[None, :] + (y * up / length).astype(np.float32)[:, None] + 0.5
    return np.asarray(np.clip(share, 0, 1) * (_STEPS - 1), np.intp)


def image(
    pixels: NDArray[np.uint8],
    width: int,
    height: int,
    *,
    fit: Fit = "cover",
    zoom: Zoom = "none",
    blur: float = 0.0,
    frames: int = 1,
    seed: int = 0,
) -> Backdrop:
    """An image in its space, still or under a slow camera."""
    if zoom == "none":
        return Backdrop(movie.softened(_fitted(pixels, width, height, fit), blur))
    # Drawn larger than it is ever shown, and moved by fractions of a pixel, so that nothing trembles.
    wide, tall = (round(side * _NEAR / 2) * 2 for side in (width, height))
    large = movie.softened(_fitted(pixels, wide, tall, fit), blur * _NEAR)
    camera = _camera(large, width, height, zoom, frames, seed)
    first = next(camera)
    return Backdrop(first, _with(first, camera))


def _fitted(pixels: NDArray[np.uint8], width: int, height: int, fit: Fit) -> Planes:
    if fit == "cover":
        return from_bgr(media.filled(pixels, width, height))
    scale = min(width / pixels.shape[1], height / pixels.shape[0])
    size = tuple(max(2, round(side * scale / 2) * 2) for side in (pixels.shape[1], pixels.shape[0]))
    method = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    small = np.asarray(cv2.resize(pixels, size, interpolation=method), np.uint8)
    return movie.stood_in(from_bgr(small), width, height)


def _camera(large: Planes, width: int, height: int, zoom: Zoom, frames: int, seed: int) -> Iterator[Planes]:
    """From far to near or back, drifting a little to one side."""
    drift = np.random.default_rng(seed).uniform(-1, 1, 2) * _DRIFT
    last = max(1, frames - 1)
    for index in range(frames):
        share = index / last
        eased = share * share * (3 - 2 * share) if zoom == "in" else 1 - share * share * (3 - 2 * share)
        scale = (1 / _NEAR) * _NEAR**eased
        # What hangs over on each side is what the drift may use up.
        free = np.array([large.width * scale - width, large.height * scale - height]) / 2
        offset = np.clip(drift * np.array([width, height]) * eased, -free, free)
        planes = []
        for plane, half in zip(large, (1, 2, 2), strict=True):
            x, y = (offset - free) / half
            # The middle of the first chroma pixel lies half a luma pixel from that of the first luma pixel.
            centre = (scale - 1) / 2
            motion = np.array([[scale, 0, x + centre], [0, scale, y + centre]])
            size = (width // half, height // half)
            moved = cv2.warpAffine(plane, motion, size, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
            planes.append(np.asarray(moved, np.uint8))
        yield Planes(*planes)
    while True:
        yield Planes(*planes)
