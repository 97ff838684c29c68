"""The background that is there when nobody asks for one: a quiet, softly lit studio wall."""

from __future__ import annotations

import cv2
import numpy as np

from heygen_cli.studio.picture import Planes, from_bgr

DEFAULT_COLOUR = "#c9d3dc"
_LIGHTS = 12


def studio_background(width: int, height: int, colour: str | None, seed: int) -> Planes:
    """A wall in ``colour`` (``#rrggbb``) with light behind the presenter, soft lamps out of focus and darker corners.

    Fine noise keeps the gradient from showing steps after 8-bit encoding. The same arguments give the same picture.
    """
    dice = np.random.default_rng(seed)
    red, green, blue = bytes.fromhex((colour or DEFAULT_COLOUR).removeprefix("#"))
    wall = np.array((blue, green, red), np.float32)
    # Drawn small and enlarged: nothing in it is sharper than this.
    small = (max(32, width // 4), max(32, height // 4))
    x, y = np.meshgrid(np.linspace(-1, 1, small[0]), np.linspace(-1, 1, small[1]))
    distance = np.hypot(x * 0.85, y * 0.9 + 0.15)
    light = np.clip(1.16 - 0.30 * distance**1.6, 0.5, 1.2)[..., None].astype(np.float32)
    scene = wall * light + _lamps(small, dice)
    large = np.asarray(cv2.resize(scene, (width, height), interpolation=cv2.INTER_CUBIC), np.float32)
    large += dice.normal(0, 0.9, (height, width, 1)).astype(np.float32)
    return from_bgr(np.clip(large, 0, 255).astype(np.uint8))


def _lamps(size: tuple[int, int], dice: np.random.Generator) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
    """Discs of light out of focus, away from the middle where the presenter stands."""
    width, height = size
    glow = np.zeros((height, width, 3), np.float32)
    unit = min(width, height)
    for _ in range(_LIGHTS):
        side = dice.choice((-1.0, 1.0))
        centre = (int(width * (0.5 + side * dice.uniform(0.2, 0.52))), int(height * dice.uniform(0.02, 0.8)))
        disc = np.zeros((height, width), np.float32)
        cv2.circle(disc, centre, int(unit * dice.uniform(0.03, 0.11)), 1.0, -1, cv2.LINE_AA)
        tint = np.array((dice.uniform(8, 15), dice.uniform(8, 15), dice.uniform(9, 18)), np.float32)
        glow += cv2.GaussianBlur(disc, (0, 0), unit * 0.008)[..., None] * tint
    return glow
