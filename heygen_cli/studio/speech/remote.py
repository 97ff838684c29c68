"""Sentences spoken by a provider: fetched side by side, kept so that none is paid for twice, and listened to."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import tempfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from pathlib import Path

import numpy as np

from heygen_cli.domain.errors import InvalidInput, RenderFailed
from heygen_cli.domain.speech import Mark, Recital
from heygen_cli.domain.voice import Voice
from heygen_cli.ports import SpeechProvider
from heygen_cli.studio.speech import aligner, audio, catalogue, engine, phones
from heygen_cli.studio.speech.engine import Sentence, Sound, Utterance
from heygen_cli.studio.speech.language import detect, primary
from heygen_cli.studio.speech.sound import Samples, to_pcm

# Requests at a time: enough to hide the network, below what any plan allows.
_AT_ONCE = 4
# What is softer than this share of the loudest sample, -40 dB, is no speech.
_QUIET = 0.01


def speak_all(
    provider: SpeechProvider, voice: Voice, sentences: Sequence[Sentence], kept: Path | None
) -> list[Utterance]:
    """Have sentences spoken, or take them from ``kept``, where every answer is put before it is used.

    Raises whatever the provider raises for the first sentence that failed; sentences not yet asked for are not.
    """
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        # In our context, which knows what the speech is for, and so who pays.
        asked = [pool.submit(copy_context().run, _heard, provider, voice, each, kept) for each in sentences]
        try:
            heard = [each.result() for each in asked]
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise
    return [_utterance(voice, sentence, *each) for sentence, each in zip(sentences, heard, strict=True)]


def _heard(provider: SpeechProvider, voice: Voice, sentence: Sentence, kept: Path | None) -> tuple[Recital, Samples]:
    """The recital of a sentence and its sound; one that holds no sound is not kept."""
    path = kept / _name(voice, sentence) if kept else None
    if path and path.exists():
        recital = _read(path)
        return recital, _decoded(recital.sound)
    recital = provider.speak(voice, _text(sentence), speed=sentence.speed)
    try:
        samples = _decoded(recital.sound)
    except InvalidInput as problem:
        raise RenderFailed(f"{voice.id} sent no sound that can be read", code="provider_failed") from problem
    if path:
        _keep(path, recital)
    return recital, samples


def _name(voice: Voice, sentence: Sentence) -> str:
    told = json.dumps([voice.id, voice.style, _text(sentence), sentence.speed], ensure_ascii=False)
    return f"{hashlib.sha256(told.encode()).hexdigest()}.json"


def _read(path: Path) -> Recital:
    data = json.loads(path.read_text("utf-8"))
    return Recital(base64.b64decode(data["sound"]), tuple(Mark(*mark) for mark in data["marks"]))


def _keep(path: Path, recital: Recital) -> None:
    """Put the file there whole: somebody has paid for what is in it."""
    marks = [[mark.char_start, mark.char_end, mark.seconds] for mark in recital.marks]
    content = json.dumps({"sound": base64.b64encode(recital.sound).decode("ascii"), "marks": marks})
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile("w", dir=path.parent, suffix=".tmp", delete=False, encoding="utf-8") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    Path(file.name).replace(path)


def _text(sentence: Sentence) -> str:
    return "".join(sentence.words).strip()


def _utterance(voice: Voice, sentence: Sentence, recital: Recital, samples: Samples) -> Utterance:
    language = voice.language if primary(voice.language) != "mul" else detect(_text(sentence))
    words = [word.strip() for word in sentence.words]
    heard = aligner.align(samples, audio.RATE, words) if primary(language) == "en" else None
    if heard:
        sounds = [
            Sound(phones.from_arpabet(name), _at(start), _at(end), index, 0)
            for index, word in enumerate(heard)
            for name, start, end in word.sounds
        ]
    else:
        sounds = _borrowed(language, sentence, recital, samples)
    return Utterance(to_pcm(samples), audio.RATE, tuple(sounds), exact=False)


def _decoded(sound: bytes) -> Samples:
    with tempfile.NamedTemporaryFile(prefix="heygen-", suffix=".sound") as file:
        file.write(sound)
        file.flush()
        return audio.decode(Path(file.name))


def _borrowed(language: str, sentence: Sentence, recital: Recital, samples: Samples) -> list[Sound]:
    """The sounds as eSpeak would make them, stretched to where each word is heard."""
    reader = _reader(language)
    asked = Sentence(reader.id.partition("/")[2], sentence.words, 1.0)
    (model,) = engine.speak_all("espeak", catalogue.library(reader), [asked])
    sounds = [sound for sound in model.sounds if sound.word is not None]
    if not sounds:
        return []
    first = {sound.word: sound.start for sound in reversed(sounds)}
    loud = np.flatnonzero(np.abs(samples) > _QUIET * float(np.abs(samples).max()))
    known = [
        (sounds[0].start, int(loud[0])),
        *_anchors(sentence, recital.marks, first),
        (sounds[-1].end, int(loud[-1])),
    ]
    theirs, ours = zip(*_rising(known), strict=True)

    def moved(sample: int) -> int:
        return round(float(np.interp(sample, theirs, ours)))

    return [Sound(phones.from_espeak(s.symbol)[0], moved(s.start), moved(s.end), s.word, s.stress) for s in sounds]


def _anchors(sentence: Sentence, marks: Sequence[Mark], first: dict[int | None, int]) -> list[tuple[int, int]]:
    """Where words begin in eSpeak's sound and in the provider's, in samples."""
    lead = len("".join(sentence.words)) - len("".join(sentence.words).lstrip())
    edges = np.cumsum([0, *(len(word) for word in sentence.words)]) - lead
    found = ((int(np.searchsorted(edges, mark.char_start, side="right")) - 1, mark.seconds) for mark in marks)
    return [(first[word], _at(seconds)) for word, seconds in found if word in first]


def _rising(points: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The points without those that would make time stand still or run backwards."""
    kept = points[:1]
    for point in points[1:]:
        if point[0] > kept[-1][0] and point[1] > kept[-1][1]:
            kept.append(point)
    return kept if len(kept) > 1 else [points[0], (points[0][0] + 1, points[0][1] + 1)]


def _reader(language: str) -> Voice:
    """The eSpeak voice that reads a language; English for one it does not know."""
    known = [voice for voice in catalogue.Voices().voices() if voice.engine == "espeak"]
    fitting = [voice for voice in known if primary(voice.language) == primary(language)]
    exact = [voice for voice in fitting if voice.language.lower() == language.lower()]
    return (exact or fitting or known)[0]


def _at(seconds: float) -> int:
    return round(seconds * audio.RATE)
