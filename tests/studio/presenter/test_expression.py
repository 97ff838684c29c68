from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from heygen_cli.domain.acting import EXPRESSIONS, EXPRESSIVENESS, Acting, Direction
from heygen_cli.domain.staging import Staging
from heygen_cli.studio.picture import from_colour
from heygen_cli.studio.presenter import Performance, Puppet, perform
from heygen_cli.studio.presenter.portrait import pose
from tests.studio.presenter.babble import FPS, RATE, sentence, track


def told(*directions: tuple[float, str], acting: Acting | None = None) -> Performance:
    found = tuple(Direction(int(at * RATE), name) for at, name in directions)
    return perform(replace(track(("", 6.0)), directions=found), 6 * FPS, FPS, 3, acting)


def at(curve: np.ndarray, second: float) -> float:
    return float(curve[int(second * FPS)])


def test_every_expression_looks_different() -> None:
    background = from_colour("#808080", 360, 360)
    faces = {}
    for name in EXPRESSIONS:
        picture = background.copy()
        puppet = Puppet("helen", 360, 360, background, staging=Staging("close"))
        puppet.bind(picture)
        puppet.draw(replace(pose(name), roll=np.zeros(1, np.float32), pitch=np.zeros(1, np.float32)), 0)
        faces[name] = picture.y.astype(int)
    for first in EXPRESSIONS:
        for second in EXPRESSIONS:
            if first != second:
                assert (np.abs(faces[first] - faces[second]) > 12).sum() > 150, (first, second)


def test_an_expression_holds_until_the_next() -> None:
    played = told((2.0, "sad"), (4.0, "happy"), acting=Acting("smile"))
    assert at(played.smile, 1.0) > 0.7
    assert at(played.smile, 3.0) < -0.5
    assert at(played.smile, 5.9) > 0.7
    assert at(played.inner, 3.0) > 0.9
    assert at(played.inner, 5.0) == 0


@pytest.mark.parametrize(
    ("name", "curve", "sign"),
    [("look left", "gaze_x", -1), ("look right", "gaze_x", 1), ("look up", "gaze_y", -1), ("look down", "gaze_y", 1)],
)
def test_a_look_goes_there_and_comes_back(name: str, curve: str, sign: int) -> None:
    looking = getattr(told((2.0, name)), curve)
    assert sign * at(looking, 2.7) > 0.8
    assert abs(at(looking, 4.5)) < 0.65


def test_looking_at_the_camera_ends_pondering() -> None:
    pondering = told((2.0, "look at camera"), acting=Acting("thinking"))
    assert abs(at(pondering.gaze_x, 2.7)) < 0.1
    assert abs(at(pondering.gaze_y, 2.7)) < 0.1


@pytest.mark.parametrize(
    ("name", "curve", "size"), [("nod", "pitch", 1.0), ("shake head", "yaw", 1.0), ("tilt head", "roll", 4.0)]
)
def test_the_head_moves_when_asked(name: str, curve: str, size: float) -> None:
    moved, still = (getattr(told(*directions), curve) for directions in (((2.0, name),), ()))
    difference = np.abs(moved - still)
    assert difference[2 * FPS : 4 * FPS].max() > size
    assert difference[int(4.5 * FPS) :].max() < 0.01


def test_a_wink_shuts_one_eye() -> None:
    winking = told((2.0, "wink"))
    assert at(winking.wink, 2.2) > 0.95
    assert at(winking.lid, 2.2) > 0.9
    assert winking.wink[3 * FPS :].max() == 0


def test_a_mood_never_opens_lips_that_a_sound_needs_shut() -> None:
    spoken = sentence()
    for mood in ("happy", "surprised"):
        played = perform(spoken, 6 * FPS, FPS, 1, Acting(mood))
        for phone in spoken.phones:
            if phone.ipa in "pbm":
                around = slice(int(phone.start / RATE * FPS), int(phone.end / RATE * FPS) + 1)
                assert played.opening[around].min() < 0.1
        assert played.opening[-10] > 0.2  # but in silence it shows


def test_expressiveness_scales_what_is_stressed() -> None:
    spoken = track(*(("ɑ", 0.2), ("s", 0.1)) * 60, words=24)
    low, medium, high = (
        float(np.std(perform(spoken, 18 * FPS, FPS, 5, Acting(expressiveness=how)).pitch)) for how in EXPRESSIVENESS
    )
    assert low < 0.8 * medium < 0.8 * high


def test_recordings_without_marks_of_stress_are_accented_where_words_are_long() -> None:
    spoken = track(("ɑ", 6.0), words=6)
    unmarked = replace(spoken, phones=tuple(replace(phone, stress=0) for phone in spoken.phones))
    plain = perform(track(("ɑ", 6.0)), 6 * FPS, FPS, 1)
    assert perform(unmarked, 6 * FPS, FPS, 1).pitch.max() > plain.pitch.max() + 0.2
