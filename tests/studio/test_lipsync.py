from __future__ import annotations

import numpy as np
import pytest

from heygen_cli.studio import visemes
from heygen_cli.studio.lipsync import mouth_curves
from tests.studio.presenter.babble import FPS, track


def curves(*sounds: tuple[str, float], fps: int = FPS) -> dict[str, np.ndarray]:
    spoken = track(*sounds)
    return mouth_curves(spoken, int(spoken.seconds * fps), fps)


@pytest.mark.parametrize(
    ("ipa", "keys"),
    [("p", ("PP",)), ("aɪ", ("aa", "ih")), ("tʃ", ("CH",)), ("oʊ", ("oh", "ou")), ("iː", ("ih",)), ("", ("sil",))],
)
def test_a_sound_has_its_visemes(ipa: str, keys: tuple[str, ...]) -> None:
    assert visemes.of_ipa(ipa) == keys


def test_an_unknown_sound_still_moves_the_mouth() -> None:
    assert visemes.of_ipa("☃") == ("kk",)


@pytest.mark.parametrize("fps", [24, 25, 30, 60])
@pytest.mark.parametrize("closure", ["p", "b", "m"])
def test_lips_touch_however_short_the_closure(closure: str, fps: int) -> None:
    mouth = curves(("ɑ", 0.2), (closure, 0.04), ("ɑ", 0.2), fps=fps)
    around = slice(int(0.17 * fps), int(0.27 * fps) + 1)
    assert mouth["opening"][around].min() < 0.1
    assert mouth["press"][around].max() > 0.7


def test_teeth_rest_on_the_lip_for_f_and_tongue_shows_for_th() -> None:
    assert curves(("ɑ", 0.2), ("f", 0.1), ("ɑ", 0.2))["tuck"][6:9].max() > 0.8
    assert curves(("ɑ", 0.2), ("θ", 0.1), ("ɑ", 0.2))["tongue"][6:9].max() > 0.4


def test_lips_round_before_the_vowel_is_heard() -> None:
    rounded = curves(("s", 0.12), ("t", 0.08), ("u", 0.2))["round"]
    assert rounded[5] > 0.4  # during the t, which is not round itself
    assert rounded[5] > curves(("s", 0.12), ("t", 0.08), ("i", 0.2))["round"][5] + 0.3


def test_the_mouth_is_shut_in_silence() -> None:
    opening = curves(("", 0.5), ("ɑ", 0.3), ("", 0.5), ("ɑ", 0.3), ("", 0.6))["opening"]
    assert opening[:12].max() < 0.02
    assert opening[28:36].max() < 0.02
    assert opening[52:].max() < 0.02
    assert opening[19] > 0.8


def test_a_track_without_phones_keeps_the_mouth_shut() -> None:
    assert curves(("", 2.0))["opening"].max() == 0


def test_a_wide_vowel_opens_more_than_a_narrow_one() -> None:
    assert curves(("ɑ", 0.3))["opening"].max() > 2 * curves(("i", 0.3))["opening"].max()
