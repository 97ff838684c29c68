"""Spoken sentences, kept so that a change of one sentence does not have the others spoken again."""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

from heygen_cli.studio.speech.engine import Sentence, Sound, Utterance

# Raised by hand whenever an engine's worker makes another sound of the same sentence.
VERSION = 1

Speak = Callable[[Sequence[Sentence]], Sequence[Utterance]]


def speak_all(folder: Path, voice: Mapping[str, str], sentences: Sequence[Sentence], speak: Speak) -> list[Utterance]:
    """The sentences, from ``folder`` where they are there, else from ``speak``, which gets all missing ones at once.

    ``voice`` is whatever the sound depends on besides the sentence.
    """
    paths = [folder / _name(voice, sentence) for sentence in sentences]
    kept = {path: utterance for path in dict.fromkeys(paths) if (utterance := _read(path))}
    missing = {path: sentence for path, sentence in zip(paths, sentences, strict=True) if path not in kept}
    for path, utterance in zip(missing, speak(list(missing.values())) if missing else (), strict=True):
        _keep(path, utterance)
        kept[path] = utterance
    return [kept[path] for path in paths]


def _name(voice: Mapping[str, str], sentence: Sentence) -> str:
    told = json.dumps([VERSION, sorted(voice.items()), asdict(sentence)], ensure_ascii=False)
    return f"{hashlib.sha256(told.encode()).hexdigest()}.speech"


def _read(path: Path) -> Utterance | None:
    """A line of JSON and the samples after it; None for a file that is not there or not whole."""
    try:
        head, _, pcm = path.read_bytes().partition(b"\n")
        facts = json.loads(head)
        if len(pcm) != facts["bytes"]:
            return None
        return Utterance(pcm, facts["rate"], tuple(Sound(*sound) for sound in facts["sounds"]), facts["exact"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _keep(path: Path, utterance: Utterance) -> None:
    sounds = [[sound.symbol, sound.start, sound.end, sound.word, sound.stress] for sound in utterance.sounds]
    facts = {"rate": utterance.rate, "exact": utterance.exact, "bytes": len(utterance.pcm), "sounds": sounds}
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, suffix=".tmp", delete=False) as file:
        file.write(json.dumps(facts).encode() + b"\n" + utterance.pcm)
    Path(file.name).replace(path)
