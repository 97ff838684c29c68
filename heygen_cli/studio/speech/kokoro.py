"""Kokoro's voices: one network, and a table of styles for each voice; runs only inside the speech worker.

Its folder holds ``model.onnx``, ``voices.bin`` (a NumPy archive) and ``config.json`` with the network's alphabet.
"""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

from heygen_cli.studio.speech import neural
from heygen_cli.studio.speech.espeak import Espeak

MODEL, VOICES, CONFIG = "model.onnx", "voices.bin", "config.json"
RATE, _HOP = 24000, 600
_LONGEST = 510
# The first letter of a voice's name is its language. Japanese and Chinese need readers that espeak is not.
LANGUAGES = {"a": "en-us", "b": "en-gb", "e": "es", "f": "fr-fr", "h": "hi", "i": "it", "p": "pt-br"}
# The network writes some of espeak's sounds with letters of its own; English goes further than other languages.
_EVERYWHERE = {
    "aɪ": "I", "aʊ": "W", "dz": "ʣ", "dʒ": "ʤ", "eɪ": "A", "oʊ": "O", "əʊ": "Q", "ts": "ʦ", "tʃ": "ʧ", "ɔɪ": "Y",
}  # fmt: skip
_ENGLISH = {"r": "ɹ", "x": "k", "ç": "k", "ɐ": "ə", "əl": "ᵊl", "ɚ": "əɹ", "ɬ": "l", "ʔ": "t", "\u0303": "", "ʲ": ""}
_AMERICAN = {"ɜː": "ɜɹ", "ɪə": "iə", "ː": ""}
_BRITISH = {"eə": "ɛː", "iə": "ɪə"}


class Kokoro:
    """Kokoro's voices; ``library`` is the folder of its model and espeak's library and data, joined by ``|``."""

    def __init__(self, library: str) -> None:
        folder, _, espeak = library.partition("|")
        self._folder = Path(folder)
        self._espeak = Espeak(espeak)
        self._alphabet: dict[str, int] = json.loads((self._folder / CONFIG).read_text("utf-8"))["vocab"]
        self._session = neural.network(self._folder / MODEL)
        self._styles: dict[str, Any] = {}

    def load(self, voice: str) -> None:
        """Read a voice's styles once."""
        if voice not in self._styles:
            with np.load(self._folder / VOICES) as archive:
                self._styles[voice] = archive[voice].reshape(-1, 256).astype(np.float32)
        self._espeak.load(LANGUAGES[voice[0]])

    def speak(self, voice: str, words: list[str], speed: float) -> dict[str, Any]:
        """Speak one sentence; see ``worker.Engine``."""
        letters = neural.spell(self._espeak, LANGUAGES[voice[0]], words)
        spelled = [
            [self._alphabet[char] for char in _written(letter.symbol, voice[0]) if char in self._alphabet]
            for letter in letters
        ]
        ids = [number for numbers in spelled for number in numbers]
        if not 0 < len(ids) <= _LONGEST:
            raise ValueError(f"a sentence may have 1 to {_LONGEST} sounds, not {len(ids)}")
        made = self._run(ids, self._styles[voice], speed)
        audio = np.asarray(made[0], np.float32).reshape(-1)
        lengths = None
        if len(made) > 1:
            lengths = _lengths(np.asarray(made[1]).reshape(-1), [1, *map(len, spelled)], len(audio))
        return neural.answer(letters, lengths, audio, RATE)

    def _run(self, ids: list[int], styles: Any, speed: float) -> list[Any]:
        tokens, style, pace = (item.name for item in self._session.get_inputs())
        kind = np.int32 if "int" in self._session.get_inputs()[2].type else np.float32
        inputs = {
            tokens: np.array([[0, *ids, 0]], np.int64),
            style: styles[min(len(ids), len(styles) - 1)][None],  # the style depends on how much there is to say
            pace: np.array([speed], kind),
        }
        made: list[Any] = self._session.run(None, inputs)
        return made


def _written(symbol: str, language: str) -> str:
    """A sound of espeak's in the network's letters, its stress before it."""
    stress = symbol[:1] if symbol[:1] in "ˈˌ" else ""
    sound = symbol[len(stress) :]
    tables = [_EVERYWHERE]
    if language in "ab":
        tables += [_ENGLISH, _AMERICAN if language == "a" else _BRITISH]
    for table in tables:
        for old, new in table.items():
            sound = sound.replace(old, new)
    if language in "ab" and sound.endswith("\u0329"):
        sound = f"ᵊ{sound[:-1]}"
    return stress + sound


def _lengths(frames: Any, counts: list[int], samples: int) -> list[int]:
    """The samples of each letter. Some exports cut the sound a little shorter than its frames."""
    edges = np.cumsum([0, *counts])
    of_letters = [int(frames[a:b].sum()) for a, b in pairwise(edges)]
    hop = _HOP if abs(int(frames.sum()) * _HOP - samples) < 8 * _HOP else samples / max(1, int(frames.sum()))
    return [round(length * hop) for length in of_letters]
