"""How open a mouth should be, from phonetics and the times of the sounds alone, and how well a film's mouth agrees."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

FPS = 30
# How far the jaw is open, by phonetics alone: from closures (0) to open vowels (1).
HEIGHTS = {1.0: "ɑ æ a", 0.7: "ɛ ʌ ɔ e o", 0.5: "ə ɐ", 0.35: "i u ɪ ʊ h k ɡ ŋ j ɝ", 0.1: "f v", 0.0: "p b m"}
HEIGHTS |= {0.25: "s z ʃ ʒ t d n l θ ð ɹ tʃ dʒ w"}
HEIGHT = {sound: height for height, sounds in HEIGHTS.items() for sound in sounds.split()}
DIPHTHONGS = {"aɪ", "aʊ", "eɪ", "oʊ", "ɔɪ"}


def expected(speech: dict[str, Any], frames: int) -> NDArray[np.float64]:
    """The height of each sound over its time, smoothed over a sixth of a second as a jaw's mass does."""
    fine = np.zeros(frames * 10)
    for phone in speech["phones"]:
        sound = phone["ipa"].strip("ˈˌ")
        first, last = (round(phone[edge] / speech["rate"] * FPS * 10) for edge in ("start", "end"))
        turn = first + (last - first) * 6 // 10 if sound in DIPHTHONGS else last
        fine[first:turn] = HEIGHT[sound[0] if sound in DIPHTHONGS else sound]
        fine[turn:last] = HEIGHT.get(sound[-1], 0)
    kernel = np.hanning(52)
    return np.convolve(fine, kernel / kernel.sum(), "same").reshape(frames, 10).mean(axis=1)


def agreement(opening: NDArray[np.float64], speech: dict[str, Any]) -> tuple[int, float]:
    """The lag in frames at which the opening follows the sound best, and the correlation there."""
    wanted = expected(speech, len(opening))
    lags = list(range(-5, 6))
    scores = [float(np.corrcoef(opening[6:-6], np.roll(wanted, lag)[6:-6])[0, 1]) for lag in lags]
    best = int(np.argmax(scores))
    return lags[best], scores[best]
