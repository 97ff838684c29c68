"""Our own meter against FFmpeg's: loudness and true peaks of sounds of every kind."""

import math
from pathlib import Path

import numpy as np
import pytest

from heygen_cli.studio import soundtrack
from heygen_cli.studio.soundtrack import gain, level
from heygen_cli.studio.soundtrack.reel import CHUNK, RATE, Samples
from tests.studio.test_soundtrack import buzz, write_samples

NOISE = np.random.default_rng(7)


def tone(hertz: float, seconds: float, amplitude: float, phase: float = 0.0) -> Samples:
    place = np.arange(round(seconds * RATE))
    return (amplitude * np.sin(2 * np.pi * hertz * place / RATE + phase)).astype(np.float32)[:, None]


def blocks(samples: Samples) -> list[Samples]:
    return [samples[at : at + CHUNK] for at in range(0, len(samples), CHUNK)]


SOUNDS = {
    "a tone": tone(997, 8, 0.3),
    "a low tone": tone(40, 6, 0.5),
    "between the samples": tone(RATE / 4, 3, 0.9, math.pi / 4) * np.hanning(3 * RATE).astype(np.float32)[:, None],
    "speech, longer than a block": buzz(12.3, RATE)[:, None] * np.float32(0.2),
    "noise on both sides": NOISE.normal(0, 0.05, (RATE * 4, 2)).astype(np.float32),
    "loud, then soft, then nothing": np.concatenate([tone(500, 3, 0.5), tone(500, 6, 0.01), tone(500, 3, 0)]),
}


@pytest.mark.parametrize("name", SOUNDS)
def test_it_agrees_with_the_meter_of_ffmpeg(tmp_path: Path, name: str) -> None:
    samples = SOUNDS[name]
    both = np.broadcast_to(samples, (len(samples), 2))
    there = soundtrack.measure(write_samples(tmp_path / "a.wav", both))
    here = level.levels(blocks(samples), samples.shape[1], peaks=True)
    assert level.loudness(here.power) == pytest.approx(there.integrated, abs=0.1)
    assert 20 * math.log10(here.peak.max()) == pytest.approx(there.peak, abs=0.2)


def test_silence_and_a_blink_have_no_loudness() -> None:
    for samples in (tone(500, 3, 0), tone(500, 0.3, 0.5), tone(500, 0, 0)):
        assert level.loudness(level.levels(blocks(samples), 1).power) == -math.inf


def test_a_word_of_a_fifth_of_a_second_is_heard_as_loud_as_a_long_one() -> None:
    found = [level.heard_loudness(level.levels(blocks(tone(500, length, 0.2)), 1).power) for length in (0.2, 1.0, 10.0)]
    assert found == pytest.approx([found[-1]] * 3, abs=0.3)


@pytest.mark.parametrize("target", [-12.0, -14.0, -30.0])
def test_clicks_are_limited_and_the_loudness_is_still_met(tmp_path: Path, target: float) -> None:
    samples = np.random.default_rng(3).normal(0, 0.02, (RATE * 6, 2)).astype(np.float32)
    samples[::24_001] += 0.9
    measured = level.levels(blocks(samples), 2, peaks=True)
    curve = gain.mastering(measured.power, measured.peak, target, -2.0)
    there = soundtrack.measure(write_samples(tmp_path / "a.wav", gain.applied(samples, curve, 0)))
    assert there.integrated == pytest.approx(target, abs=0.2)
    assert there.peak <= -1.9


def test_a_gain_goes_on_where_the_block_before_left_it() -> None:
    samples = np.ones((CHUNK * 2 + 77, 1), np.float32)
    curve = gain.span(CHUNK * 2 // 48 + 2, 500, 9000, 4000, 4000)
    whole = gain.applied(samples, curve, 0)
    pieces = [gain.applied(samples[at : at + CHUNK], curve, at) for at in range(0, len(samples), CHUNK)]
    assert np.array_equal(np.concatenate(pieces), whole)
    assert np.abs(np.diff(whole[:, 0])).max() < 1e-4
