"""Where a presenter stands in a picture of any format."""

from __future__ import annotations

from dataclasses import dataclass

from heygen_cli.domain.errors import InvalidInput
from heygen_cli.studio.presenter.outfit import FLOOR

# The crown of a head without hair, and the space above it as a share of the picture's height.
_CROWN, _HEADROOM = 126, 0.095
# Pixels per drawing unit in a picture of 1080 lines, and the most for one 1080 pixels wide: a phone held upright
# shows the shoulders cut by its edges, as a self-made video does.
_BY_HEIGHT, _BY_WIDTH = 0.90, 1.40
SMALLEST = 64


@dataclass(frozen=True)
class Framing:
    """Pixels per drawing unit, and where the drawing's origin lies in the picture (even numbers)."""

    scale: float
    x: int
    y: int


def frame(width: int, height: int) -> Framing:
    """Head and shoulders in the middle, the body reaching the lower edge; raises InvalidInput for an odd size."""
    if width % 2 or height % 2 or min(width, height) < SMALLEST:
        raise InvalidInput(
            f"A picture of {width} × {height} cannot be drawn",
            hint=f"width and height must be even and at least {SMALLEST}",
            param="resolution",
        )
    full = _BY_HEIGHT * height / 1080
    scale = min(full, _BY_WIDTH * width / 1080)
    headroom = _HEADROOM + 0.5 * (1 - scale / full)
    top = max(headroom * height - _CROWN * scale, height - (FLOOR - 20) * scale)
    return Framing(scale, _even(width / 2 - 500 * scale), _even(top))


def _even(value: float) -> int:
    return round(value / 2) * 2
