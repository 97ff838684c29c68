"""Find the words of an English script in its recording, with pocketsphinx."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from heygen_cli.studio.speech import catalogue, engine, phones
from heygen_cli.studio.speech.audio import resampled
from heygen_cli.studio.speech.engine import Sentence
from heygen_cli.studio.speech.sound import Samples, from_pcm, to_pcm

if TYPE_CHECKING:
    from pocketsphinx import Decoder

RATE = 16000
# Mean error of word starts against the exact times of flite and espeak.
ERROR_MS = 14.0
# The aligner counts in frames of 10 ms.
_FRAME = 100
_PEAK = 0.7
_NOISE = 10 ** (-50 / 20)


@dataclass(frozen=True)
class Heard:
    """A word where it was found, in seconds, with its sounds (ARPABET) and their times."""

    start: float
    end: float
    sounds: tuple[tuple[str, float, float], ...]


def align(samples: Samples, rate: int, words: Sequence[str]) -> list[Heard] | None:
    """Where each word is heard, None when the words do not fit the sound.

    Tried on the sound as it is and then with noise 50 dB down, which helps after denoisers and digital silence.
    """
    spelled = [_key(word) for word in words]
    if not all(spelled):
        return None
    sound = resampled(samples, rate, RATE) if rate != RATE else samples
    sound = sound * np.float32(_PEAK / (float(np.abs(sound).max()) + 1e-9))
    noise = np.random.default_rng(1).normal(0, _NOISE * _PEAK, len(sound)).astype(np.float32)
    for attempt in (sound, sound + noise):
        found = _attempt(to_pcm(attempt), spelled)
        if found and len(found) == len(words):
            return found
    return None


def _key(word: str) -> str:
    return re.sub(r"[^a-z']", "", word.lower().replace("’", "'")).strip("'")


def _attempt(pcm: bytes, words: list[str]) -> list[Heard] | None:
    """One pass; after a failure a decoder is of no more use, so each pass makes its own."""
    from pocketsphinx import Decoder

    # Dither saves it from digital silence. The search for a better path through its lattice is left out: it loses the
    # end of the sentence and then fails, on one short text in four.
    decoder = Decoder(lm=None, samprate=RATE, dither=True, bestpath=False, loglevel="FATAL")
    try:
        _teach(decoder, sorted({word for word in words if decoder.lookup_word(word) is None}))
        decoder.set_align_text(" ".join(words))
        _listen(decoder, pcm)
        decoder.set_alignment()
        _listen(decoder, pcm)
        return [_heard(item) for item in decoder.get_alignment() if item.name[0] not in "<["]
    except (RuntimeError, TypeError, ValueError):
        # How pocketsphinx says that the text cannot be found in the sound.
        return None


def _listen(decoder: Decoder, pcm: bytes) -> None:
    decoder.start_utt()
    decoder.process_raw(pcm, full_utt=True)
    decoder.end_utt()


def _heard(item: Any) -> Heard:
    sounds = tuple((part.name, part.start / _FRAME, (part.start + part.duration) / _FRAME) for part in item)
    return Heard(item.start / _FRAME, (item.start + item.duration) / _FRAME, sounds)


def _teach(decoder: Decoder, unknown: list[str]) -> None:
    """Give the decoder the sounds of words that are not in its dictionary, as a speech engine would say them."""
    if not unknown:
        return
    voice, _ = catalogue.Voices().resolve("auto", "en")
    name = voice.id.partition("/")[2]
    sentences = [Sentence(name, (f"{word}.",), 1.0) for word in unknown]
    spoken = engine.speak_all(voice.engine, catalogue.library(voice), sentences)
    for index, (word, utterance) in enumerate(zip(unknown, spoken, strict=True)):
        symbols = [item.symbol for item in utterance.sounds if item.word is not None]
        if voice.engine in phones.ARPABET_ENGINES:
            sounds = [{"ax": "AH"}.get(symbol, symbol.upper()) for symbol in symbols]
        else:
            sounds = [part for symbol in symbols for part in phones.to_aligner(phones.from_espeak(symbol)[0])]
        decoder.add_word(word, " ".join(sounds), update=index == len(unknown) - 1)


def transcribe(samples: Samples, rate: int) -> list[str]:
    """The words that pocketsphinx believes to hear: a judge of intelligibility for tests and benchmarks."""
    from pocketsphinx import Decoder

    decoder = Decoder(samprate=RATE, dither=True, loglevel="FATAL")
    sound = resampled(samples, rate, RATE) if rate != RATE else samples
    sound = from_pcm(to_pcm(sound * np.float32(_PEAK / (float(np.abs(sound).max()) + 1e-9))))
    _listen(decoder, to_pcm(sound))
    hypothesis = decoder.hyp()
    return hypothesis.hypstr.split() if hypothesis else []
