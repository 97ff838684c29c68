"""Have a text spoken and say when each of its tokens, words and sounds is heard."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import numpy as np

from heygen_cli.domain.acting import Direction
from heygen_cli.domain.errors import InvalidInput
from heygen_cli.domain.speech import Phone, SpeechRequest, SpeechTrack, Token, Word
from heygen_cli.domain.voice import Voice
from heygen_cli.studio.speech import engine, phones, plan, remote, sentences, sound
from heygen_cli.studio.speech.catalogue import Voices
from heygen_cli.studio.speech.engine import Sentence, Sound, Utterance
from heygen_cli.studio.speech.language import detect, primary
from heygen_cli.studio.speech.plan import Chunk, Plan
from heygen_cli.studio.speech.pronunciation import Lexicon
from heygen_cli.studio.speech.tokens import SourceToken

LONGEST_TEXT = 5000
LEAD_IN, TAIL = 0.25, 0.4
# Kept around the sounds of a sentence when its own silence is cut away, in seconds.
_BEFORE, _AFTER = 0.03, 0.06
# Shorter rests within a sentence are no pauses: the mouth does not close for them.
_REST = 0.05
_SPEEDS, _PITCHES, _VOLUMES = (0.5, 2.0), (-12.0, 12.0), (0.0, 4.0)


class Kept(NamedTuple):
    """Folders in which spoken sentences are kept: those of providers, and those of this machine's engines."""

    recitals: Path | None = None
    sentences: Path | None = None


def synthesise(
    request: SpeechRequest, folder: Path, voices: Voices, lexicon: Lexicon, kept: Kept | None = None
) -> SpeechTrack:
    """Speak ``request`` into ``folder`` with one of ``voices``; see the package."""
    kept = kept or Kept()
    _check(request)
    voice, _ = voices.resolve(request.voice, request.language or detect(request.text))
    language = _language(request, voice)
    reading = plan.make(request.text, language, markup=request.ssml, lexicon=lexicon)
    asked = [
        Sentence(
            voice.id.partition("/")[2], tuple(word.written for word in chunk.words), request.speed * chunk.manner.rate
        )
        for chunk in reading.chunks
    ]
    if provider := voices.provider(voice):
        utterances = remote.speak_all(provider, voice, asked, kept.recitals)
    else:
        utterances = _spoken_here(voice, voices, asked, kept.sentences)
    folder.mkdir(parents=True, exist_ok=True)
    shaped = [_shaped(*pair, folder) for pair in zip(reading.chunks, utterances, strict=True)]
    assembly = _assemble(reading, shaped, voice.engine)
    if not assembly.words:
        raise _foreign(voice, detect(request.text))
    chain = sound.filters(voice.engine, request.pitch, request.volume)
    samples = sound.treated(assembly.samples(), assembly.rate, chain, folder / "speech.wav")
    sound.write_wav(folder / "speech.wav", sound.with_noise(samples), assembly.rate)
    tokens = timed_tokens(reading.tokens, assembly.words)
    track = SpeechTrack(
        pcm="speech.wav",
        rate=assembly.rate,
        length=len(samples),
        language=language,
        engine=voice.engine,
        voice=voice.id,
        licence=voice.licence,
        timing="native" if all(utterance.exact for utterance in utterances) else "estimated",
        tokens=tokens,
        words=tuple(assembly.words),
        phones=tuple(assembly.phones),
        directions=placed(reading.directions, tokens, len(samples)),
        notes=_notes(reading, voice, language),
    )
    write(track, folder)
    return track


def _spoken_here(voice: Voice, voices: Voices, asked: Sequence[Sentence], folder: Path | None) -> list[Utterance]:
    library = voices.library(voice)
    speak = partial(engine.speak_all, voice.engine, library)
    if folder is None:
        return speak(asked)
    # The library's real name ends in its version.
    depends = {"engine": voice.engine, "library": os.path.realpath(library.partition("|")[0])}
    return sentences.speak_all(folder, depends | voices.identity(voice), asked, speak)


def write(track: SpeechTrack, folder: Path) -> None:
    """Put the track's times beside its sound."""
    (folder / "speech.json").write_text(json.dumps(track.to_json(), ensure_ascii=False), "utf-8")


@dataclass
class _Assembly:
    """Speech as it grows, sentence after sentence."""

    rate: int
    pieces: list[sound.Samples] = field(default_factory=list)
    words: list[Word] = field(default_factory=list)
    phones: list[Phone] = field(default_factory=list)
    length: int = 0

    def silence(self, seconds: float) -> None:
        """Add silence."""
        self.add(np.zeros(max(0, round(seconds * self.rate)), np.float32))

    def add(self, samples: sound.Samples) -> None:
        """Add sound."""
        self.pieces.append(samples)
        self.length += len(samples)

    def samples(self) -> sound.Samples:
        """All of it."""
        return np.concatenate(self.pieces)


def _shaped(chunk: Chunk, utterance: Utterance, folder: Path) -> Utterance:
    """The utterance in the pitch and loudness that a part of the script asks for."""
    _, pitch, volume = chunk.manner
    if not pitch and volume == 1:
        return utterance
    samples = sound.from_pcm(utterance.pcm)
    if pitch:
        samples = sound.treated(samples, utterance.rate, sound.pitched(pitch), folder / "part.wav")
        (folder / "part.wav").unlink()
    return replace(utterance, pcm=sound.to_pcm(samples * np.float32(volume)))


def _assemble(reading: Plan, utterances: Sequence[Utterance], engine_name: str) -> _Assembly:
    made = _Assembly(utterances[0].rate)
    made.silence(LEAD_IN)
    for chunk, utterance in zip(reading.chunks, utterances, strict=True):
        made.silence(chunk.pause - (_BEFORE + _AFTER if made.phones else 0))
        _place(made, chunk, utterance, engine_name)
    made.silence(reading.tail + TAIL - _AFTER)
    return made


def _place(made: _Assembly, chunk: Chunk, utterance: Utterance, engine_name: str) -> None:
    """Add a sentence without its edges, its sounds at their place in the whole."""
    heard = [item for item in utterance.sounds if item.word is not None and item.end > item.start]
    spoken = joined(heard, round(_REST * utterance.rate))
    samples = sound.from_pcm(utterance.pcm)
    if not spoken:
        return
    first = spoken[0].start - round(_BEFORE * made.rate)
    made.silence(-first / made.rate)  # espeak begins at once
    first = max(0, first)
    last = min(len(samples), spoken[-1].end + round(_AFTER * made.rate))
    shift = made.length - first
    by_word: dict[int, list[Phone]] = {}
    for item in spoken:
        assert item.word is not None
        ipa, stress = _ipa(item, engine_name)
        if ipa:
            where = len(made.words) + len(by_word) - (item.word in by_word)
            phone = Phone(item.start + shift, item.end + shift, ipa, item.symbol, stress, where)
            by_word.setdefault(item.word, []).append(phone)
    for index, sounds in by_word.items():
        span = (len(made.phones), len(made.phones) + len(sounds))
        word = chunk.words[index]
        made.words.append(Word(sounds[0].start, sounds[-1].end, word.text, word.token, span))
        made.phones += sounds
    made.add(sound.faded(samples[first:last], made.rate))


def joined(sounds: list[Sound], rest: int) -> list[Sound]:
    """The sounds, each stretched to the next where the rest between them is shorter than ``rest`` samples."""
    ends = [after.start if after.start - item.end < rest else item.end for item, after in pairwise(sounds)]
    return [
        replace(item, end=end) for item, end in zip(sounds, [*ends, *(item.end for item in sounds[-1:])], strict=True)
    ]


def _ipa(item: Sound, engine_name: str) -> tuple[str, int]:
    if engine_name in phones.ARPABET_ENGINES:
        return phones.from_arpabet(item.symbol), item.stress
    return phones.from_espeak(item.symbol)


def timed_tokens(tokens: Sequence[SourceToken], words: Sequence[Word]) -> tuple[Token, ...]:
    """Every token with the time of its words; one that is not spoken lies where the token before it ended."""
    times: dict[int, tuple[int, int]] = {}
    for word in words:
        start, _ = times.get(word.token, (word.start, word.end))
        times[word.token] = (start, word.end)
    timed, end = [], words[0].start if words else 0
    for index, token in enumerate(tokens):
        start, end = times.get(index, (end, end))
        timed.append(Token(token.text, token.start, token.end, start, end, token.sentence))
    return tuple(timed)


def placed(directions: Sequence[tuple[int, str]], tokens: Sequence[Token], end: int) -> tuple[Direction, ...]:
    """Directions at the word they stand before, or at the ``end`` of the track."""
    starts = [(token.char_start, token.start) for token in tokens if token.end > token.start]
    return tuple(
        Direction(next((start for offset, start in starts if offset >= where), end), name) for where, name in directions
    )


def _check(request: SpeechRequest) -> None:
    if len(request.text) > LONGEST_TEXT:
        raise InvalidInput(
            f"The script has {len(request.text)} characters; at most {LONGEST_TEXT} can be spoken at once",
            param="script",
            hint="Split it over several scenes.",
        )
    for name, value, (low, high) in (
        ("speed", request.speed, _SPEEDS),
        ("pitch", request.pitch, _PITCHES),
        ("volume", request.volume, _VOLUMES),
    ):
        if not low <= value <= high:
            raise InvalidInput(f"{name} is {value:g}; it must be between {low:g} and {high:g}", param=name)


def _language(request: SpeechRequest, voice: Voice) -> str:
    """The language in which the text is read: the voice's own, in the caller's spelling of it.

    Raises:
        InvalidInput: When the voice does not speak the language asked for, or cannot read a letter of the text.
    """
    if not request.language:
        english_only = voice.engine in phones.ARPABET_ENGINES
        if english_only and not any(char.isascii() and char.isalnum() for char in request.text):
            raise _foreign(voice, detect(request.text))
        return voice.language if primary(voice.language) != "mul" else detect(request.text)
    if primary(voice.language) == "mul":
        return request.language
    if primary(request.language) != primary(voice.language):
        raise _foreign(voice, request.language)
    return request.language


def _foreign(voice: Voice, language: str) -> InvalidInput:
    other, _ = Voices().resolve("auto", language)
    return InvalidInput(
        f"The voice {voice.id} speaks {voice.language}, not {language}",
        param="voice",
        hint=f"Use --voice {other.id}, or --voice auto.",
    )


def _notes(reading: Plan, voice: Voice, language: str) -> tuple[str, ...]:
    """What the voice could not say, which is only known when the script has been read."""
    notes = []
    heard = {word.token for chunk in reading.chunks for word in chunk.words}
    unheard = [token.text for index, token in enumerate(reading.tokens) if index not in heard]
    foreign = [word for word in unheard if any(char.isalpha() for char in word) and not word.startswith("[")]
    if foreign:
        notes.append(f"{voice.id} cannot read {', '.join(foreign[:5])}.")
    text = "".join(token.text for token in reading.tokens)
    if primary(language) == "ja" and any("\u4e00" <= char <= "\u9fff" for char in text):
        notes.append("espeak cannot read kanji; write the words in kana.")
    return tuple(notes)
