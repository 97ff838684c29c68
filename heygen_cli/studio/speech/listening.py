"""Turn a recording into a speech track: its sound, and when its words and sounds are heard."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from heygen_cli.domain.speech import Phone, SpeechTrack, Word
from heygen_cli.studio.speech import aligner, audio, phones, plan, segments, sound, warping
from heygen_cli.studio.speech.language import detect, primary
from heygen_cli.studio.speech.plan import Plan, SpokenWord
from heygen_cli.studio.speech.pronunciation import Lexicon
from heygen_cli.studio.speech.sound import Samples
from heygen_cli.studio.speech.synthesis import placed, timed_tokens, write


def recording(path: Path, script: str, folder: Path, lexicon: Lexicon) -> SpeechTrack:
    """Listen to ``path``; see the package. ``lexicon`` says how words of the script are read."""
    samples = audio.decode(path)
    folder.mkdir(parents=True, exist_ok=True)
    sound.write_wav(folder / "speech.wav", samples, audio.RATE)
    language = detect(script)
    track = SpeechTrack(
        pcm="speech.wav",
        rate=audio.RATE,
        length=len(samples),
        language=language,
        engine="recording",
        voice="recording",
        licence="yours",
        timing="estimated",
        phones=segments.phones(samples, audio.RATE),
    )
    if script.strip():
        track = _with_words(track, samples, plan.make(script, language, lexicon=lexicon))
    write(track, folder)
    return track


def _with_words(track: SpeechTrack, samples: Samples, reading: Plan) -> SpeechTrack:
    words = [word for chunk in reading.chunks for word in chunk.words]
    english = _english(track)
    heard = aligner.align(samples, track.rate, [word.text for word in words]) if english else None
    warped = None if english else _warped(track, samples, reading)
    if heard:
        track = _aligned(track, words, heard)
    elif warped:
        track = warped
    else:
        note = "The words could not be found in the sound; their times are estimated from where somebody speaks."
        track = replace(_estimated(track, words), notes=(note,))
    tokens = timed_tokens(reading.tokens, track.words)
    return replace(track, tokens=tokens, directions=placed(reading.directions, tokens, track.length))


def _english(track: SpeechTrack) -> bool:
    return primary(track.language) == "en"


def _aligned(track: SpeechTrack, words: Sequence[SpokenWord], heard: Sequence[aligner.Heard]) -> SpeechTrack:
    """The track with the aligner's words and sounds in place of the guessed ones."""
    found: list[Phone] = []
    timed: list[Word] = []
    for index, (word, where) in enumerate(zip(words, heard, strict=True)):
        first = len(found)
        for name, start, end in where.sounds:
            ipa = phones.from_arpabet(name)
            found.append(Phone(_at(start, track), _at(end, track), ipa, name, 0, index))
        timed.append(Word(_at(where.start, track), _at(where.end, track), word.text, word.token, (first, len(found))))
    return replace(track, timing="aligned", error_ms=aligner.ERROR_MS, words=tuple(timed), phones=tuple(found))


def _warped(track: SpeechTrack, samples: Samples, reading: Plan) -> SpeechTrack | None:
    """The track with words laid over it from eSpeak's reading of the script."""
    stretches = segments.stretches(track.phones)
    found = warping.words(samples, track.rate, stretches, track.language, reading.chunks)
    if found is None:
        return None
    words, sounds = found
    return replace(track, timing="dtw", error_ms=warping.ERROR_MS, words=words, phones=sounds)


def _at(seconds: float, track: SpeechTrack) -> int:
    return min(track.length, round(seconds * track.rate))


def _estimated(track: SpeechTrack, words: Sequence[SpokenWord]) -> SpeechTrack:
    """Words laid over the stretches of speech by their number of letters; each sound goes to the word it lies in."""
    stretches = segments.stretches(track.phones)
    total = sum(end - start for start, end in stretches)
    letters = sum(len(word.text) + 1 for word in words)
    edges, done = [0], 0
    for word in words:
        done += len(word.text) + 1
        edges.append(round(total * done / letters))
    owner = [_owner(phone, stretches, edges) for phone in track.phones]
    timed = [
        Word(
            _place(edges[index], stretches, at_end=False),
            _place(edges[index + 1], stretches, at_end=True),
            word.text,
            word.token,
            (_first(owner, index), _first(owner, index + 1)),
        )
        for index, word in enumerate(words)
    ]
    owned = tuple(replace(phone, word=word) for phone, word in zip(track.phones, owner, strict=True))
    return replace(track, words=tuple(timed), phones=owned)


def _place(spoken: int, stretches: Sequence[tuple[int, int]], *, at_end: bool) -> int:
    """The sample at which ``spoken`` samples of speech have been heard; a stretch's end, not the next one's start."""
    for start, end in stretches:
        if spoken < end - start or (at_end and spoken == end - start):
            return start + spoken
        spoken -= end - start
    return stretches[-1][1] if stretches else 0


def _owner(phone: Phone, stretches: Sequence[tuple[int, int]], edges: Sequence[int]) -> int:
    middle = (phone.start + phone.end) // 2
    spoken = sum(min(end, middle) - start for start, end in stretches if start < middle)
    return max(0, min(len(edges) - 2, sum(edge <= spoken for edge in edges) - 1))


def _first(owner: Sequence[int], word: int) -> int:
    return next((index for index, owned in enumerate(owner) if owned >= word), len(owner))
