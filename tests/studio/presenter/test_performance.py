from __future__ import annotations

import numpy as np
import pytest

from heygen_cli.studio.presenter import Performance, perform
from heygen_cli.studio.presenter.performance import CURVES
from tests.studio.presenter.babble import FPS, sentence, track


def minute(seed: int = 5) -> Performance:
    return perform(track(*(("ɑ", 0.2), ("s", 0.1)) * 200, words=80), 60 * FPS, FPS, seed)


def curves(performance: Performance) -> dict[str, np.ndarray]:
    """Every curve of a performance by name, those of the arms too."""
    arms = {
        f"arm {side} {name}": curve
        for side, arm in enumerate(performance.arms or ())
        for name, curve in vars(arm).items()
    }
    return {name: getattr(performance, name) for name in CURVES} | arms


def test_the_same_seed_gives_the_same_bytes_and_another_does_not() -> None:
    first, again, other = (curves(minute(seed)) for seed in (5, 5, 6))
    for name, curve in first.items():
        assert curve.dtype == (np.uint8 if name.endswith(("origin", "target")) else np.float32)
        assert curve.shape == (60 * FPS,)
        assert np.isfinite(curve).all()
        assert curve.tobytes() == again[name].tobytes()
    assert first["yaw"].tobytes() != other["yaw"].tobytes()


@pytest.mark.parametrize("seed", range(6))
def test_blinks_are_as_many_as_people_make_and_irregular(seed: int) -> None:
    shut = minute(seed).lid < 0.3
    starts = np.flatnonzero(shut[1:] & ~shut[:-1])
    gaps = np.diff(starts) / FPS
    assert 10 <= len(starts) <= 26
    assert gaps.std() > 0.4
    assert gaps.min() > 0.8


@pytest.mark.parametrize("listening", [True, False])
def test_idle_motion_does_not_repeat(listening: bool) -> None:
    idle = perform(track(("", 60.0)), 60 * FPS, FPS, 5) if listening else minute()
    for name in ("yaw", "pitch", "roll", "sway", "gaze_x", "brow"):
        curve = getattr(idle, name)
        centred = curve - curve.mean()
        for lag in range(4 * FPS, 30 * FPS, 2):
            assert np.corrcoef(centred[:-lag], centred[lag:])[0, 1] < 0.8, (name, lag)


def test_weight_shifts_now_and_then_and_slowly() -> None:
    sway = minute().sway
    moving = np.abs(np.diff(sway)) > 1e-4
    assert 0.05 < moving.mean() < 0.5
    assert np.abs(np.diff(sway)).max() * FPS < 3.5


def test_head_and_brows_stress_words() -> None:
    plain = perform(track(("ɑ", 6.0)), 6 * FPS, FPS, 1)
    stressed = perform(track(("ɑ", 6.0), words=6), 6 * FPS, FPS, 1)
    assert stressed.brow.max() > plain.brow.max() + 0.3
    assert stressed.pitch.max() > plain.pitch.max() + 0.2


@pytest.mark.parametrize("frames", [1, 2, 7])
def test_a_scene_may_be_as_short_as_a_frame(frames: int) -> None:
    assert perform(sentence(), frames, FPS, 1).frames == frames
