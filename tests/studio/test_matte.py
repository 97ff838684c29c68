from __future__ import annotations

import cv2
import numpy as np
import pytest

from heygen_cli.domain.staging import Staging
from heygen_cli.studio.matte import straight, to_bgra
from heygen_cli.studio.picture import Planes, from_bgr, from_colour, to_bgr, transparent
from heygen_cli.studio.presenter import Puppet, perform, still
from tests.studio.presenter.babble import FPS, sentence

SIZE = (480, 360)


def acted(background: Planes, frames: int = 9) -> Planes:
    picture = background.copy()
    puppet = Puppet("mira", *SIZE, background, staging=Staging("wide"))
    puppet.bind(picture)
    performance = perform(sentence(), frames, FPS, 1)
    for index in range(frames):
        puppet.draw(performance, index)
    return picture


def over(colour: str, picture: Planes) -> np.ndarray:
    """What a player shows: straight colours over a plain background, in BGR."""
    below = from_colour(colour, *SIZE)
    assert picture.alpha is not None
    half = cv2.resize(picture.alpha, (SIZE[0] // 2, SIZE[1] // 2), interpolation=cv2.INTER_AREA)
    mixed = [
        np.rint(plane * (alpha / 255) + back * (1 - alpha / 255)).astype(np.uint8)
        for plane, back, alpha in zip(
            (picture.y, picture.u, picture.v), below, (picture.alpha, half, half), strict=True
        )
    ]
    return to_bgr(Planes(*mixed)).astype(np.float64)


@pytest.mark.parametrize("colour", ["#ffffff", "#000000", "#00ff00"])
def test_over_any_background_it_looks_like_drawn_there(colour: str) -> None:
    free = acted(transparent(*SIZE))
    direct = to_bgr(acted(from_colour(colour, *SIZE))).astype(np.float64)
    shown = over(colour, straight(free))
    assert free.alpha is not None
    edge = (free.alpha > 0) & (free.alpha < 255)
    difference = np.abs(shown - direct).mean(axis=2)
    assert difference[edge].mean() < 3
    assert difference[~edge].mean() < 0.6
    assert np.percentile(difference[edge], 99) < 16


def test_nothing_is_drawn_where_nobody_stands() -> None:
    free = acted(transparent(*SIZE))
    assert free.alpha is not None
    assert free.alpha[:, :60].max() == 0
    assert free.alpha[-1, 240] == 255
    assert (free.y <= free.alpha).all()  # premultiplied


def test_colours_bleed_outwards_so_that_scaling_finds_no_fringe() -> None:
    red = from_bgr(np.full((8, 8, 3), (0, 0, 255), np.uint8))
    picture = transparent(64, 64)
    picture.y[24:32, 24:32], picture.u[12:16, 12:16], picture.v[12:16, 12:16] = red.y, red.u, red.v
    assert picture.alpha is not None
    picture.alpha[24:32, 24:32] = 255
    spread = straight(picture)
    assert np.abs(spread.y.astype(int) - int(red.y[0, 0])).max() <= 1
    assert np.abs(spread.v.astype(int) - int(red.v[0, 0])).max() <= 1


def test_an_empty_picture_stays_empty() -> None:
    assert not straight(transparent(16, 16)).y.any()


def test_a_still_without_background_has_transparency() -> None:
    image = cv2.imdecode(np.frombuffer(still("leo", 320, 240, None), np.uint8), cv2.IMREAD_UNCHANGED)
    assert image is not None
    assert image.shape == (240, 320, 4)
    assert image[0, 0, 3] == 0
    assert image[120, 160, 3] == 255
    assert to_bgra(transparent(4, 4)).shape == (4, 4, 4)
