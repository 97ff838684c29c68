from __future__ import annotations

import itertools

import numpy as np
import pytest

from heygen_cli.domain.staging import FRAMINGS, POSITIONS, SIZES, Framing, Staging
from heygen_cli.studio.box import Box
from heygen_cli.studio.picture import from_colour
from heygen_cli.studio.presenter import Puppet
from heygen_cli.studio.presenter.framing import frame
from heygen_cli.studio.presenter.outfit import FLOOR
from heygen_cli.studio.presenter.portrait import png, pose

FORMATS = [(640, 360), (360, 360), (288, 360), (202, 360)]


def drawn(width: int, height: int, staging: Staging) -> np.ndarray:
    """Where a presenter covers a plain background."""
    background = from_colour("#00ff00", width, height)
    picture = background.copy()
    puppet = Puppet("mira", width, height, background, staging=staging)
    puppet.bind(picture)
    puppet.draw(pose(), 0)
    return np.asarray(picture.y != background.y)


@pytest.mark.parametrize(("size", "framing"), list(itertools.product(FORMATS, FRAMINGS)))
def test_every_framing_shows_a_whole_head_and_a_body_to_the_lower_edge(size: tuple[int, int], framing: Framing) -> None:
    for position, factor in itertools.product(POSITIONS, (0.3, 0.6, 1.0, 2.0)):
        place = frame(*size, Staging(framing, position, factor))
        crown, chin = (place.y + y * place.scale for y in (126, 660))
        assert 0 < crown < chin < size[1]
        assert place.y + FLOOR * place.scale >= size[1]
        middle = place.x + 500 * place.scale
        assert middle - 150 * place.scale >= 0 or place.scale * 300 > size[0]
        assert middle + 150 * place.scale <= size[0] or place.scale * 300 > size[0]


def test_framings_differ_in_what_they_show() -> None:
    lowest = {name: (1080 - place.y) / place.scale for name in FRAMINGS if (place := frame(1920, 1080, Staging(name)))}
    assert lowest["close"] < 950  # shoulders
    assert 1100 < lowest["medium"] < 1400  # the chest
    assert 1850 < lowest["wide"] <= FLOOR  # hips and hands
    assert frame(1920, 1080) == frame(1920, 1080, Staging("medium"))


def test_positions_are_thirds() -> None:
    middles = [
        np.flatnonzero(drawn(640, 360, Staging("medium", position)).any(axis=0)).mean() for position in POSITIONS
    ]
    for middle, third in zip(middles, (1 / 3, 1 / 2, 2 / 3), strict=True):
        assert middle / 640 == pytest.approx(third, abs=0.02)


def test_size_is_a_factor_on_what_is_drawn() -> None:
    whole, half = (drawn(640, 360, Staging("medium", size=size)) for size in (1.0, 0.5))
    assert half.sum() / whole.sum() == pytest.approx(0.25, abs=0.02)
    assert half[-1].any()


def test_a_mirrored_presenter_is_the_mirror_image_but_looks_the_same_way() -> None:
    background = from_colour("#808080", 640, 480)
    pictures = {}
    for mirrored, gaze in ((False, 1.0), (True, 1.0), (True, -1.0)):
        looking = pose("neutral")
        looking.gaze_x[0] = gaze
        picture = background.copy()
        puppet = Puppet("leo", 640, 480, background, staging=Staging("medium", mirrored=mirrored))
        puppet.bind(picture)
        puppet.draw(looking, 0)
        pictures[mirrored, gaze] = picture.y.astype(int)
    straight = pictures[False, 1.0][:, ::-1]
    assert np.abs(pictures[True, -1.0] - straight).mean() < 0.25
    # Looking to the same side, mirrored or not: then eyes differ from those of the mirror image.
    assert np.abs(pictures[True, 1.0] - straight).max() > 40


@pytest.mark.parametrize("size", [(64, 64), (90, 160), (640, 64), (250, 444)])
@pytest.mark.parametrize("framing", FRAMINGS)
def test_even_the_smallest_can_be_drawn(size: tuple[int, int], framing: Framing) -> None:
    for factor in (SIZES[0], 0.7, SIZES[1]):
        png("kenji", *size, None, staging=Staging(framing, "left", factor), gesture="open palms")


def test_scaling_keeps_what_lies_within() -> None:
    outer, inner = Box(344, 506, 312, 172), Box(346, 508, 308, 168)
    for scale in np.linspace(0.01, 2, 997):
        large, small = outer.scaled(scale), inner.scaled(scale)
        assert large.x <= small.x
        assert small.x + small.width <= large.x + large.width
        assert large.y <= small.y
        assert small.y + small.height <= large.y + large.height
