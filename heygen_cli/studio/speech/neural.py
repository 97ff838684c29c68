"""What the neural engines share: text to sounds, the network, and sounds to times; runs only in the speech worker."""

from __future__ import annotations

import importlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from heygen_cli.studio.speech.espeak import Espeak

# The marks by which the networks know where to pause and where to raise the voice.
_MARKS = ".,;:!?…"
_SEED = 20250101


@dataclass(frozen=True)
class Letter:
    """A sound under espeak's name (``ˈoʊ``) and its word, or a mark or space between words."""

    symbol: str
    word: int | None


def spell(espeak: Espeak, language: str, words: list[str]) -> list[Letter]:
    """The sounds of a sentence as espeak pronounces it, each with its word, and the marks after the words.

    They come from the events of espeak's own speech, because its plain list of phonemes does not say which word
    each belongs to; both name the same phonemes.
    """
    spoken = espeak.sounds(language, words)
    letters: list[Letter] = []
    group: int | None = None
    for (symbol, word), origin in spoken:
        if group is not None and origin != group:
            letters += _between(words, letters[-1].word, word)
        letters.append(Letter(symbol, word))
        group = origin
    return [*letters, *_between(words, letters[-1].word, None)] if letters else []


def _between(words: list[str], before: int | None, after: int | None) -> list[Letter]:
    """What stands between two words: the marks of the first one and of silent ones after it, then a space."""
    assert before is not None
    passed = "".join(words[before : len(words) if after is None else after])
    marks = [Letter(char, None) for char in passed if char in _MARKS][-1:]
    return marks if after is None else [*marks, Letter(" ", None)]


class Network(Protocol):
    """What is used of an ``onnxruntime.InferenceSession``."""

    def get_inputs(self) -> list[Any]:
        """Its inputs, each with ``name`` and ``type``."""
        ...

    def run(self, outputs: list[str] | None, inputs: dict[str, Any]) -> list[Any]:
        """Compute."""
        ...


def network(model: Path) -> Network:
    """The network in a file, computed by one thread, so that the process can make copies of itself."""
    onnxruntime: Any = importlib.import_module("onnxruntime")  # an extra; it brings no types
    onnxruntime.set_default_logger_severity(4)
    onnxruntime.set_seed(_SEED)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    session: Network = onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])
    return session


def answer(
    letters: Sequence[Letter], lengths: Sequence[int] | None, audio: npt.NDArray[np.float32], rate: int
) -> dict[str, Any]:
    """The worker's answer. ``lengths`` are the letters' samples; without them they are guessed, and not exact.

    Silence before the first letter has a length of its own, at the head of ``lengths``.
    """
    pcm = (np.clip(audio, -1, 1) * 32767).astype("<i2")
    exact = lengths is not None
    spans = lengths if lengths is not None else _guess(letters, pcm)
    phones: list[list[Any]] = []
    start = 0
    for letter, length in zip([Letter("", None), *letters], spans, strict=True):
        end = start + length
        if end > start:
            name = letter.symbol if letter.word is not None else "pau"
            phones.append([name, start, end, letter.word, _stress(letter.symbol)])
        start = end
    return {"rate": rate, "pcm": pcm.tobytes(), "phones": _bounded(phones, len(pcm)), "exact": exact}


def _bounded(phones: Iterable[list[Any]], length: int) -> list[list[Any]]:
    """The sounds within the sound: networks may round its end off."""
    kept = [[name, start, min(end, length), word, stress] for name, start, end, word, stress in phones]
    return [phone for phone in kept if phone[2] > phone[1]]


def _stress(symbol: str) -> int:
    return 1 if "ˈ" in symbol else 2 if "ˌ" in symbol else 0


# How long sounds last beside each other, roughly: long vowels and diphthongs, short vowels, consonants, marks.
_LONG, _SHORT, _CONSONANT, _MARK = 2.2, 1.5, 1.0, 3.0
_VOWELS = "aeiouyæɐɑɒɔəɚɛɜɪʊʌᵻøœ"


def _guess(letters: Sequence[Letter], pcm: npt.NDArray[np.int16]) -> list[int]:
    """Lengths by the kind of sound, spread over what is louder than a hundredth of the loudest."""
    loud = np.flatnonzero(np.abs(pcm) > np.abs(pcm).max() / 100) if len(pcm) else np.zeros(0, int)
    first, last = (int(loud[0]), int(loud[-1]) + 1) if len(loud) else (0, len(pcm))
    ends = np.cumsum([_weight(letter) for letter in letters])
    edges = np.round(first + ends / ends[-1] * (last - first)).astype(int)
    return [first, *np.diff(edges, prepend=first).tolist()]


def _weight(letter: Letter) -> float:
    if letter.word is None:
        return 0.2 if letter.symbol == " " else _MARK
    vowels = sum(char in _VOWELS for char in letter.symbol)
    return _LONG if vowels > 1 or "ː" in letter.symbol else _SHORT if vowels else _CONSONANT
