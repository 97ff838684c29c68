"""The people themselves: enough of them, all drawable, all different."""

from __future__ import annotations

import numpy as np
import pytest

from heygen_cli.studio.box import Box
from heygen_cli.studio.layer import Pixels
from heygen_cli.studio.presenter import Cast, eyewear, face, hair, outfit
from heygen_cli.studio.presenter.raster import rasterise
from heygen_cli.studio.presenter.style import CHOICES, Style

STYLES = {look.id: Cast().style(look.id) for avatar in Cast().avatars() for look in avatar.looks}
SCALE = 0.12
WHOLE = Box(0, 0, 120, 246)


def drawn(style: Style) -> Pixels:
    """A look without eyes, mouth and arms, small."""
    layers = (hair.behind(style), outfit.draw(style), hair.under(style), face.ears(style), face.skin(style))
    return rasterise(style, "".join((*layers, eyewear.front(style), hair.front(style))), WHOLE, SCALE)


@pytest.fixture(scope="module")
def pictures() -> dict[str, Pixels]:
    return {look: drawn(style) for look, style in STYLES.items()}


def test_a_creator_can_choose() -> None:
    avatars = Cast().avatars()
    assert len(avatars) >= 10
    assert all(len(avatar.looks) >= 3 for avatar in avatars)
    assert {avatar.gender for avatar in avatars} == {"female", "male"}
    assert len({avatar.name for avatar in avatars}) == len(avatars)


def test_every_choice_is_worn_by_someone() -> None:
    """A hairstyle or hat that no presenter wears would be drawn by no test."""
    for name, words in CHOICES.items():
        worn = {getattr(style, name) for style in STYLES.values()}
        if name == "neckwear":  # suits bring their own ties
            worn |= {"tie", "bow-tie"}
        assert set(words) <= worn, name


def test_no_two_looks_are_alike(pictures: dict[str, Pixels]) -> None:
    names = list(pictures)
    for index, one in enumerate(names):
        for other in names[index + 1 :]:
            difference = np.abs(pictures[one].astype(int) - pictures[other]).mean()
            assert difference > 1.5, (one, other)


def test_faces_are_of_different_people() -> None:
    """Contour and nose alone, in one colour, tell people apart."""
    owners = [avatar.id for avatar in Cast().avatars()]
    shapes = {face.outline(STYLES[owner]) for owner in owners}
    assert len(shapes) == len(owners)


@pytest.mark.parametrize("look", STYLES)
def test_clothes_reach_the_lower_edge_and_leave_the_face(look: str, pictures: dict[str, Pixels]) -> None:
    picture = pictures[look]
    lowest = picture[int((outfit.FLOOR - 30) * SCALE), :, 3]
    assert (lowest > 250).sum() > 400 * SCALE  # hips, opaque
    assert not picture[:, : int(40 * SCALE), 3].any()  # arms are drawn by others
    style = STYLES[look]
    cheek = picture[int(480 * SCALE), int(440 * SCALE), 2::-1].astype(int)
    tones = [np.array(list(bytes.fromhex(tone[1:]))) for tone in (style.skin_light, style.skin, style.skin_shade)]
    assert min(np.abs(cheek - tone).max() for tone in tones) < 40


@pytest.mark.parametrize("look", STYLES)
def test_the_shoulder_joint_lies_in_the_cloth(look: str, pictures: dict[str, Pixels]) -> None:
    x, y = outfit.shoulder(STYLES[look])
    assert pictures[look][int(y * SCALE), int(x * SCALE), 3] > 250
