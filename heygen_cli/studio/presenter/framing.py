"""Where a presenter stands in a picture of any format."""

from __future__ import annotations

from dataclasses import dataclass

from heygen_cli.domain.errors import InvalidInput
from heygen_cli.domain.staging import Staging
from heygen_cli.studio.presenter.outfit import FLOOR

# The crown of a head without hair, and half the widths of a head with hair and of shoulders with arms.
_CROWN, _HALF_HEAD, _HALF_BODY = 126, 230, 440
# However large, a face with some space around it is seen whole: its width and height.
_FACE = (430, 670)
SMALLEST = 64
_MIDDLE = {"left": 1 / 3, "center": 1 / 2, "right": 2 / 3}


@dataclass(frozen=True)
class _Cut:
    """Pixels per drawing unit in a picture of 1080 lines, the most for one 1080 pixels wide, and the space above.

    A phone held upright shows the shoulders cut by its edges, as a self-made video does. The space above the crown is
    a share of the picture's height.
    """

    by_height: float
    by_width: float
    headroom: float


_CUTS = {"close": _Cut(1.24, 1.72, 0.125), "medium": _Cut(0.90, 1.40, 0.095), "wide": _Cut(0.535, 0.90, 0.075)}


@dataclass(frozen=True)
class Framing:
    """Pixels per drawing unit, and where the drawing's origin lies in the picture (even numbers).

    ``left`` and ``right`` are how far the picture goes on either side of the presenter's middle, in drawing units.
    """

    scale: float
    x: int
    y: int
    left: float
    right: float


def frame(width: int, height: int, staging: Staging | None = None) -> Framing:
    """What fits format and staging, the body reaching the lower edge; raises InvalidInput for an odd size."""
    if width % 2 or height % 2 or min(width, height) < SMALLEST:
        raise InvalidInput(
            f"A picture of {width} × {height} cannot be drawn",
            hint=f"width and height must be even and at least {SMALLEST}",
            param="resolution",
        )
    staging = staging or Staging()
    cut = _CUTS[staging.framing or "medium"]
    full = cut.by_height * height / 1080
    fitting = min(full, cut.by_width * width / 1080)
    headroom = (cut.headroom + 0.5 * (1 - fitting / full)) * height
    lowest = min(FLOOR - 20, _CROWN + (height - headroom) / fitting)
    scale = min(fitting * staging.size, width / _FACE[0], height / _FACE[1])
    # A smaller presenter is cut at the same line and stands at the lower edge, a larger one keeps the space above.
    top = max(headroom - _CROWN * scale, height - lowest * scale)
    middle = _middle(width, scale, staging)
    return Framing(scale, _even(middle - 500 * scale), _even(top), middle / scale, (width - middle) / scale)


def _middle(width: int, scale: float, staging: Staging) -> float:
    """At a third or in the middle, and no shoulder cut that fits."""
    half = _HALF_BODY * scale
    if 2 * half > width:
        half = min(_HALF_HEAD * scale, width / 2)
    return max(half, min(width - half, width * _MIDDLE[staging.position]))


def _even(value: float) -> int:
    return round(value / 2) * 2
