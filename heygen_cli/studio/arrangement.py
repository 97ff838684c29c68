"""Where presenter and content of a scene lie in a picture of any format."""

from __future__ import annotations

from dataclasses import dataclass, replace

from heygen_cli.domain.layout import Layout
from heygen_cli.domain.staging import Staging
from heygen_cli.studio.box import Box
from heygen_cli.studio.element import even

DIAMETER = 0.36  # of a round presenter, as a share of the picture's shorter side
MARGIN = 0.06  # share of the picture's shorter side that stays free around content
# Beside each other in a wide picture, above each other in a tall one: the presenter's share.
_BESIDE, _BELOW, _HALF = 0.42, 0.62, 0.5


@dataclass(frozen=True)
class Arrangement:
    """``presenter`` is their own window, or None; ``content`` is where the rest goes, ``bleeds`` when to the edges.

    ``clear`` is the part of it that neither a presenter in a corner nor the captions cover.
    """

    presenter: Box | None
    staging: Staging
    content: Box
    clear: Box
    bleeds: bool = False


def arrange(layout: Layout, staging: Staging, width: int, height: int, *, captions: int = 0) -> Arrangement:
    """Lay a scene out anew for this size; ``captions`` is the height of the strip at the bottom that they need."""
    whole = Box(0, 0, width, height)
    if layout == "none":
        return Arrangement(None, staging, whole, whole, bleeds=True)
    if layout == "presenter":
        return Arrangement(whole, staging, whole, whole)
    if layout == "corner":
        side = staging.position if staging.position != "center" else "right"
        clear = _beside_circle(width, height, captions, staging.size, left=side == "right")
        return Arrangement(whole, replace(staging, shape="circle", position=side), whole, clear, bleeds=True)
    share = _HALF if layout == "split" else _BESIDE if width >= height else _BELOW
    first = layout == "left" or (layout == "split" and staging.position != "right")
    own, other = _parts(width, height, share, first=first)
    staging = replace(staging, position="center")
    inner = _inner(other, width, height, captions)
    return Arrangement(own, staging, other if layout == "split" else inner, inner, bleeds=layout == "split")


def _beside_circle(width: int, height: int, captions: int, size: float, *, left: bool) -> Box:
    """What a circle in a lower corner leaves: the part beside it in a wide picture, the part above it in a tall one."""
    taken = even((DIAMETER * size + MARGIN) * min(width, height))
    if width < height:
        return _inner(Box(0, 0, width, height - taken - captions), width, height, 0)
    return _inner(Box(0 if left else taken, 0, width - taken, height), width, height, captions)


def _parts(width: int, height: int, share: float, *, first: bool) -> tuple[Box, Box]:
    """The presenter's part and the rest; in a tall picture the presenter is always below."""
    if width < height:
        cut = even(height * (1 - share))
        return Box(0, cut, width, height - cut), Box(0, 0, width, cut)
    cut = even(width * share)
    if first:
        return Box(0, 0, cut, height), Box(cut, 0, width - cut, height)
    return Box(width - cut, 0, cut, height), Box(0, 0, width - cut, height)


def _inner(box: Box, width: int, height: int, captions: int) -> Box:
    """The part of a box that keeps the margins free, and the captions where it reaches down to them."""
    margin = even(MARGIN * min(width, height))
    bottom = max(margin, captions) if box.y + box.height == height else margin // 2
    return Box(box.x + margin, box.y + margin, box.width - 2 * margin, box.height - margin - even(bottom))
