from __future__ import annotations

import itertools
from dataclasses import replace

import numpy as np
import pytest

from heygen_cli.domain.acting import EXPRESSIVENESS, GESTURES, Acting, Direction
from heygen_cli.domain.staging import Staging
from heygen_cli.studio.box import Box
from heygen_cli.studio.picture import from_colour, to_bgr
from heygen_cli.studio.presenter import Cast, Performance, Puppet, hand, perform
from heygen_cli.studio.presenter.gesture import NAMES
from heygen_cli.studio.presenter.limb import Limbs
from heygen_cli.studio.presenter.portrait import pose
from heygen_cli.studio.presenter.raster import rasterise
from tests.studio.presenter.babble import FPS, RATE, track

SIZE = (640, 360)


def told(*directions: tuple[float, str], words: int = 0) -> Performance:
    spoken = track(("ɑ", 6.0), words=words)
    found = tuple(Direction(int(at * RATE), name) for at, name in directions)
    return perform(replace(spoken, directions=found), 6 * FPS, FPS, 3)


def skin(performance: Performance, index: int, staging: Staging) -> np.ndarray:
    """Which pixels show skin: hers, before blue clothes and a green background."""
    background = from_colour("#00a000", *SIZE)
    picture = background.copy()
    puppet = Puppet("mira", *SIZE, background, staging=staging)
    puppet.bind(picture)
    puppet.draw(performance, index)
    image = to_bgr(picture).astype(int)
    return (image[..., 2] > 150) & (image[..., 2] > image[..., 0] + 30)


@pytest.mark.parametrize("name", GESTURES)
@pytest.mark.parametrize("framing", ["medium", "wide"])
def test_every_gesture_brings_a_hand_into_the_picture(name: str, framing: str) -> None:
    staging = Staging(framing)  # type: ignore[arg-type]
    still, shown = (skin(pose("neutral", gesture), 0, staging) for gesture in (None, name))
    size = 100 if framing == "medium" else 60
    sides = {"left": (True, False), "palms": (True, True)}.get(name.split()[1] if " " in name else "", (False, True))
    for half, raised in zip((slice(0, 320), slice(320, 640)), sides, strict=True):
        new = (shown & ~still)[:, half].sum()
        assert (new > size) == raised


def test_fingers_are_counted() -> None:
    """Across the tips of what is raised, there are as many fingers as were asked for."""
    style = Cast().style("mira")
    shapes: list[hand.HandShape] = ["one", "two", "three", "four"]
    for wanted, shape in enumerate(shapes, 1):
        box = Box(-150, -50, 300, 360)
        shown = rasterise(style, hand.draw(style, shape), box, 1.0)[..., 3] > 128
        row = shown[185 + 50]
        assert np.count_nonzero(row[1:] & ~row[:-1]) == wanted


def test_a_gesture_comes_with_its_word_and_goes() -> None:
    arms = told((2.0, "wave")).arms
    assert arms is not None
    left, right = arms
    assert not left.target.any()
    up = right.amount * (right.target > 0)
    assert up[: int(1.6 * FPS)].max() == 0
    assert up[int(2.5 * FPS)] > 0.9
    assert right.target[-1] == right.origin[-1] == 0
    assert np.abs(np.diff(right.amount[: int(3 * FPS)])).max() < 0.2  # no jump


def test_counting_on_keeps_the_hand_up() -> None:
    arms = told((1.0, "count one"), (2.2, "count two"), (3.4, "count three")).arms
    assert arms is not None
    between = slice(int(1.6 * FPS), int(4.2 * FPS))
    assert (arms[1].target[between] > 0).all()


def test_gestures_in_quick_succession_never_jump() -> None:
    """The pose itself, not its curves: those start anew with every move."""
    performance = told((1.0, "count one"), (1.2, "wave"), (1.3, "thumbs up"), (3.4, "point right"))
    limbs = Limbs(Cast().style("mira"), 0.1, lambda *_: np.zeros((2, 2, 4), np.uint8), (900, 900))
    assert performance.arms is not None
    arm = performance.arms[1]
    poses = [
        limbs.pose(1, NAMES[first], NAMES[second], float(amount), float(wobble))
        for first, second, amount, wobble in zip(arm.origin, arm.target, arm.amount, arm.wobble, strict=True)
    ]
    for before, after in itertools.pairwise(poses):
        assert abs(after.forearm - before.forearm) < 25
        assert abs(after.hand - before.hand) < 40


def test_hands_beat_time_the_more_the_livelier() -> None:
    spoken = track(*(("ɑ", 0.2), ("s", 0.1)) * 200, words=80)
    busy = []
    for expressiveness in EXPRESSIVENESS:
        arms = perform(spoken, 60 * FPS, FPS, 5, Acting(expressiveness=expressiveness)).arms
        assert arms is not None
        busy.append(((arms[0].target > 0) | (arms[1].target > 0)).mean())
    low, medium, high = busy
    assert low == 0
    assert 0.03 < medium < high < 0.9


def test_hands_below_the_picture_cost_nothing() -> None:
    """In a medium framing, beats of the hands leave the shoulders alone."""
    spoken = track(*(("ɑ", 0.2), ("s", 0.1)) * 30, words=12)
    performance = perform(spoken, 4 * FPS, FPS, 5, Acting(expressiveness="high"))
    background = from_colour("#808080", *SIZE)
    pictures = []
    for shown in (performance, replace(performance, arms=None)):
        picture = background.copy()
        puppet = Puppet("leo", *SIZE, background)
        puppet.bind(picture)
        for index in range(0, performance.frames, 6):
            puppet.draw(shown, index)
        pictures.append(picture)
    assert np.array_equal(pictures[0].y, pictures[1].y)


def test_what_an_arm_covered_is_there_again_when_it_is_gone() -> None:
    performance = told((0.5, "open palms"), (0.5, "nod"))
    background = from_colour("#808080", *SIZE)
    picture = background.copy()
    puppet = Puppet("amara", *SIZE, background, staging=Staging("wide"))
    puppet.bind(picture)
    for index in range(4 * FPS):
        puppet.draw(performance, index)
    fresh = background.copy()
    again = Puppet("amara", *SIZE, background, staging=Staging("wide"))
    again.bind(fresh)
    again.draw(performance, 4 * FPS - 1)
    beside = np.r_[0:200, 440:640]  # where there is only background, unless an arm was left behind
    assert np.array_equal(picture.y[:, beside], fresh.y[:, beside])
