"""Piper's voices: one network from sounds to samples; runs only inside the speech worker.

Its folder holds ``model.onnx`` and ``model.onnx.json``, in the formats of the Piper project.
"""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

from heygen_cli.studio.speech import neural
from heygen_cli.studio.speech.espeak import Espeak
from heygen_cli.studio.speech.neural import Letter, Network

MODEL, CONFIG = "model.onnx", "model.onnx.json"
_PAD, _FIRST, _LAST = "_", "^", "$"
_HOP = 256


class Piper:
    """The Piper voices below a folder; ``library`` is that folder and espeak's library and data, joined by ``|``.

    A voice is called by its folder's name, and by its speaker's after ``+`` when it has several.
    """

    def __init__(self, library: str) -> None:
        folder, _, espeak = library.partition("|")
        self._folder = Path(folder)
        self._espeak = Espeak(espeak)
        self._voices: dict[str, tuple[Network, dict[str, Any]]] = {}

    def load(self, voice: str) -> None:
        """Read a voice's network once."""
        name, _, speaker = voice.partition("+")
        if name not in self._voices:
            config = json.loads((self._folder / name / CONFIG).read_text("utf-8"))
            self._voices[name] = neural.network(self._folder / name / MODEL), config
        self._espeak.load(self._voices[name][1]["espeak"]["voice"])
        if speaker and speaker not in self._voices[name][1].get("speaker_id_map", {}):
            raise ValueError(f"{name} has no speaker {speaker!r}")

    def speak(self, voice: str, words: list[str], speed: float) -> dict[str, Any]:
        """Speak one sentence; see ``worker.Engine``."""
        name, _, speaker = voice.partition("+")
        session, config = self._voices[name]
        known = config["phoneme_id_map"]
        letters = neural.spell(self._espeak, config["espeak"]["voice"], words)
        if not letters:
            raise ValueError("espeak finds no sounds in it")
        ids, counts = _ids(letters, known)
        made = session.run(None, _inputs(ids, config, speed, speaker))
        audio = np.asarray(made[0], np.float32).reshape(-1)
        # The second output are the frames of each id, where the installer could mark it.
        hop = config.get("hop_length", _HOP)
        lengths = _sums(np.asarray(made[1]).reshape(-1), counts, hop) if len(made) > 1 else None
        return neural.answer(letters, lengths, audio, config["audio"]["sample_rate"])


def _ids(letters: list[Letter], known: dict[str, list[int]]) -> tuple[list[int], list[int]]:
    """What the network reads, and how many ids come before the first letter and with each one.

    Every character has an id, and a pad follows each; characters that the voice does not know are left out.
    """
    pad = known[_PAD]
    ids = [*known[_FIRST], *pad]
    counts = [len(ids)]
    for letter in letters:
        of_letter = [number for char in letter.symbol if char in known for number in (*known[char], *pad)]
        ids += of_letter
        counts.append(len(of_letter))
    return [*ids, *known[_LAST]], counts


def _inputs(ids: list[int], config: dict[str, Any], speed: float, speaker: str) -> dict[str, Any]:
    usual = config.get("inference", {})
    scales = [usual.get("noise_scale", 0.667), usual.get("length_scale", 1.0) / speed, usual.get("noise_w", 0.8)]
    inputs = {
        "input": np.array([ids], np.int64),
        "input_lengths": np.array([len(ids)], np.int64),
        "scales": np.array(scales, np.float32),
    }
    if config.get("num_speakers", 1) > 1:
        inputs["sid"] = np.array([config.get("speaker_id_map", {}).get(speaker, 0)], np.int64)
    return inputs


def _sums(frames: Any, counts: list[int], hop: int) -> list[int]:
    """The samples of each letter; those of the last id, which ends the sentence, belong to none."""
    edges = np.cumsum([0, *counts])
    return [round(float(frames[a:b].sum())) * hop for a, b in pairwise(edges)]
