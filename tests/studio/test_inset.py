"""A presenter in a circle: inside it they act, outside it nothing changes."""

from __future__ import annotations

import numpy as np
import pytest

from heygen_cli.domain.staging import Position, Staging
from heygen_cli.studio.casting import Casting, Performer
from heygen_cli.studio.inset import Inset
from heygen_cli.studio.picture import Planes, from_colour, to_bgr, transparent
from heygen_cli.studio.presenter.portrait import pose

WIDTH, HEIGHT = 480, 270


def _drawn(background: Planes, position: Position, bottom: int = 0) -> Planes:
    def inside(width: int, height: int, behind: Planes, staging: Staging) -> Performer:
        return Casting().performer("mira", width, height, behind, staging)

    inset = Inset(
        inside,
        background,
        Staging(position=position, shape="circle"),
        own_background=lambda side: from_colour("#4060c0", side, side),
        bottom=bottom,
    )
    frame = background.copy()
    inset.bind(frame)
    for _ in range(2):  # drawing again must not pile up
        inset.draw(pose(), 0)
    return frame


@pytest.mark.parametrize(("position", "third"), [("left", 0), ("center", 1), ("right", 2)])
def test_the_circle_lies_at_its_position(position: Position, third: int) -> None:
    background = from_colour("#ffffff", WIDTH, HEIGHT)
    changed = np.abs(to_bgr(_drawn(background, position)).astype(int) - 255).max(axis=2) > 16
    assert np.argmax([part.sum() for part in np.array_split(changed, 3, axis=1)]) == third
    assert not changed[: HEIGHT // 2].any()
    area = np.pi / 4 * (0.36 * HEIGHT) ** 2
    assert 0.85 * area < changed.sum() < area


def test_captions_have_their_place_below() -> None:
    background = from_colour("#ffffff", WIDTH, HEIGHT)
    changed = np.abs(to_bgr(_drawn(background, "left", bottom=60)).astype(int) - 255).max(axis=2) > 16
    assert changed.any()
    assert not changed[-60:].any()


def test_a_transparent_film_is_solid_only_in_the_circle() -> None:
    frame = _drawn(transparent(WIDTH, HEIGHT), "right")
    assert frame.alpha is not None
    assert frame.alpha.max() == 255
    assert abs((frame.alpha > 127).sum() / (np.pi / 4 * (0.36 * HEIGHT) ** 2) - 1) < 0.03
