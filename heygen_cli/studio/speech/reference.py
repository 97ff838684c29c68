"""A script as eSpeak reads it: which sounds it has, in any language, and roughly how they follow each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from heygen_cli.domain.voice import Voice
from heygen_cli.studio.speech import catalogue, engine, sound
from heygen_cli.studio.speech.engine import Sentence, Sound
from heygen_cli.studio.speech.language import primary
from heygen_cli.studio.speech.plan import Chunk
from heygen_cli.studio.speech.sound import Samples


class Reference(NamedTuple):
    """A whole reading: its samples, and its sounds, whose ``word`` counts the words of all chunks."""

    samples: Samples
    rate: int
    sounds: tuple[Sound, ...]


def read(language: str, chunks: Sequence[Chunk], variant: str = "") -> Reference:
    """Have eSpeak read the chunks, without the pauses between them; ``variant`` is another of its voices (``+f3``)."""
    voice = reader(language)
    name = voice.id.partition("/")[2] + variant
    asked = [Sentence(name, tuple(word.written for word in chunk.words), 1.0) for chunk in chunks]
    pieces: list[Samples] = []
    sounds: list[Sound] = []
    length = words = rate = 0
    for chunk, utterance in zip(chunks, engine.speak_all("espeak", catalogue.library(voice), asked), strict=True):
        rate = utterance.rate
        heard = [item for item in utterance.sounds if item.word is not None and item.end > item.start]
        if heard:
            first, last = heard[0].start, heard[-1].end
            pieces.append(sound.from_pcm(utterance.pcm)[first:last])
            sounds += [_moved(item, length - first, words) for item in heard]
            length += len(pieces[-1])
        words += len(chunk.words)
    return Reference(np.concatenate(pieces) if pieces else np.zeros(0, np.float32), rate, tuple(sounds))


def reader(language: str) -> Voice:
    """The eSpeak voice that reads a language; English for one it does not know."""
    known = [voice for voice in catalogue.Voices().voices() if voice.engine == "espeak" and not voice.style]
    fitting = [voice for voice in known if primary(voice.language) == primary(language)]
    exact = [voice for voice in fitting if voice.language.lower() == language.lower()]
    return (exact or fitting or known)[0]


def _moved(item: Sound, by: int, words: int) -> Sound:
    assert item.word is not None
    return replace(item, start=item.start + by, end=item.end + by, word=item.word + words)
