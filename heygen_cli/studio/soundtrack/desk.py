"""The mixing desk: everything that is heard, laid on the film's clock with a gain for every millisecond."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Protocol

import numpy as np

from heygen_cli.domain.errors import InvalidInput, RenderFailed
from heygen_cli.domain.music import Music
from heygen_cli.studio.soundtrack import gain, source
from heygen_cli.studio.soundtrack.level import Curve, Filter, Levels, heard_loudness, levels, loudness
from heygen_cli.studio.soundtrack.parts import Placed, Sound
from heygen_cli.studio.soundtrack.reel import CHUNK, RATE, TICK, Reel, Samples, in_chunks, ticks
from heygen_cli.studio.soundtrack.repeat import Repeat, trimmed

# An effect is as loud as its file in a film of this loudness, LUFS.
_AS_IT_IS = -14.0
_RUMBLE = ("highpass", "f=70:precision=f64")
_VOICE_PEAK = -2.5  # dBTP
_UNDER_SPEECH = 10.0  # dB by which footage is softer while someone speaks
_BOOST = 12.0  # dB; footage of a quiet place stays quiet
_SEAM = 0.5  # seconds in which the end of music becomes its beginning
_EDGE = 5  # ms, so that a cut is not heard as a click


class Readable(Protocol):
    """Samples at any place."""

    def read(self, at: int, count: int) -> Samples:
        """So many samples from a place on."""
        ...


class Desk:
    """Tracks that are mixed. ``length`` is the film's in samples, ``target`` its loudness in LUFS."""

    def __init__(self, folder: Path, length: int, target: float) -> None:
        self._folder, self._length, self._target = folder, length, target
        self._open = ExitStack()
        self._tracks: list[tuple[Readable, Curve]] = []
        self._speaking = np.zeros(ticks(length), np.bool_)
        self._heard = self._speaking
        self._window = (0, length)
        self._levelled = False
        self.channels = 1

    def __enter__(self) -> Desk:
        return self

    def __exit__(self, *_: object) -> None:
        self._open.close()

    def lay_speech(self, parts: Sequence[Placed]) -> None:
        """Scenes end to end: rumble cut, each brought to the common level, loud and soft words evened out."""
        reel, high_pass = self._reel(1), Filter(_RUMBLE, channels=1)
        reel.append(high_pass(block) for block in in_chunks(_end_to_end(parts, self._length)))
        measured = levels(reel.blocks(), 1, peaks=True)
        power = measured.power
        curve = np.ones(len(power), np.float32)
        for part in parts:
            first, last = part.first // TICK, ticks(part.last)
            level = heard_loudness(power[first:last])
            if np.isfinite(level):
                edges = gain.span(last - first, 0, last - first)
                curve[first:last] = gain.factor(self._target - level) * edges
        curve *= gain.compression(power * curve**2, self._target)
        # Limited by itself, so that music does not tremble with the voice.
        curve *= gain.mastering(power * curve**2, measured.peak * curve, self._target, _VOICE_PEAK)
        if np.isfinite(heard_loudness(power)):
            self._levelled = True
            self._speaking = self._heard = gain.presence(power * curve**2, self._target)
            self._tracks.append((reel, curve))

    def lay_sounds(self, sounds: Sequence[Sound]) -> None:
        """Sounds of one kind."""
        if not sounds:
            return
        self.channels = 2
        reel = self._reel(2)
        reel.extend(self._length)
        for sound in sounds:
            self._lay(sound, reel)
        curve = np.ones(ticks(self._length), np.float32)
        if sounds[0].kind != "effect":
            if sounds[0].kind == "footage":
                curve = gain.ducking(self._speaking, _UNDER_SPEECH)
            power = levels(reel.blocks(), 2).power * curve**2
            self._levelled = self._levelled or bool(np.isfinite(heard_loudness(power)))
            self._heard = self._heard | gain.presence(power, self._target)
        self._tracks.append((reel, curve))

    def lay_music(self, music: Music) -> None:
        """Music between the intro and the outro: softer than speech, softer still while something is said."""
        first, last = self._window
        if last <= first:
            return
        take, power = self._take(music.file, "music", music.start, (last - first) / RATE)
        level = _overall(power)
        if not np.isfinite(level):
            raise InvalidInput(f"{music.file.name} is silent", param="music", hint="Choose another piece.")
        if music.loop and take.length < last - first:
            begin, end = trimmed(power)
            tune = Repeat(take, begin * TICK, min(end * TICK, take.length), round(_SEAM * RATE), first)
        else:
            tune = Repeat(take, 0, take.length, None, first)
        if not music.loop:
            last = min(last, first + tune.length)
        wanted = self._target + (music.volume if self._levelled else 0.0)
        fades = round(music.fade_in * 1000), round(music.fade_out * 1000)
        curve = gain.span(ticks(self._length), first // TICK, ticks(last), *(max(_EDGE, fade) for fade in fades))
        curve *= gain.ducking(self._heard, music.duck) * gain.factor(wanted - level)
        self.channels, self._levelled = 2, True
        self._tracks.append((tune, curve))

    def blocks(self) -> Iterator[Samples]:
        """The mix from the beginning."""
        for at in range(0, self._length, CHUNK):
            count = min(CHUNK, self._length - at)
            mixed: Samples = np.zeros((count, self.channels), np.float32)
            for track, curve in self._tracks:
                mixed += gain.applied(track.read(at, count), curve, at)
            yield mixed

    def mastered(self, mixed: Levels, ceiling: float) -> Iterator[Samples]:
        """The mix as it was measured, brought to its loudness and held below the ceiling in dBTP.

        Effects alone are left as loud as they are.
        """
        target = self._target if self._levelled else loudness(mixed.power)
        curve = gain.mastering(mixed.power, mixed.peak, target, ceiling)
        for number, block in enumerate(self.blocks()):
            yield gain.applied(block, curve, number * CHUNK)

    def _lay(self, sound: Sound, reel: Reel) -> None:
        first = round(sound.at * RATE)
        last = self._length if sound.seconds is None else min(self._length, first + round(sound.seconds * RATE))
        if last <= first or (sound.kind != "effect" and not source.has_sound(sound.file)):
            return  # a film without sound is silent
        end = sound.end if sound.end is not None or not sound.loop else source.picture_end(sound.file)
        most = (last - first) / RATE if not sound.loop else None
        if end is not None:
            most = min(end - sound.start, most or end)
        take, power = self._take(sound.file, sound.param, sound.start, most)
        if sound.loop and most:
            take.extend(round(most * RATE))  # the picture may go on without sound
        decibels = sound.volume
        if sound.kind == "effect":
            decibels += self._target - _AS_IT_IS
        else:
            level = heard_loudness(power)
            decibels += min(self._target - level, _BOOST) if np.isfinite(level) else 0.0
            if sound.kind == "bookend":
                self._keep_clear(first, last)
        tune = Repeat(take, 0, take.length, 0 if sound.loop else None)
        last = last if sound.loop else min(last, first + tune.length)
        count = last - first
        curve = gain.span(ticks(count), 0, ticks(count), _EDGE, _EDGE) * gain.factor(decibels)
        for at in range(0, count, CHUNK):
            block = tune.read(at, min(CHUNK, count - at))
            reel.add(first + at, gain.applied(block, curve, at))

    def _keep_clear(self, first: int, last: int) -> None:
        """No music where the film begins or ends with its own."""
        begin, end = self._window
        self._window = (max(begin, last), end) if first <= begin else (begin, min(end, first))

    def _take(self, file: Path, param: str, start: float, seconds: float | None) -> tuple[Reel, Curve]:
        reel = self._reel(2)
        limit = self._length / RATE + 1 if seconds is None else seconds
        reel.append(source.blocks(file, 2, param, start=start, seconds=limit))
        if not reel.length:
            rest = f" after {start:g} s" if start else ""
            raise InvalidInput(f"{file.name} holds no sound{rest}", param=param, hint=source.HINT)
        return reel, levels(reel.blocks(), 2).power

    def _reel(self, channels: int) -> Reel:
        return self._open.enter_context(Reel(self._folder, channels))


def _end_to_end(parts: Sequence[Placed], length: int) -> Iterator[Samples]:
    """Every part at its place, silence between them, ``length`` samples in all."""
    done = 0
    for part in parts:
        yield from _silence(part.first - done)
        done = part.first
        try:
            for block in source.blocks(part.file, 1, "audio", seconds=(part.last - part.first) / RATE):
                yield block
                done += len(block)
        except InvalidInput as problem:
            raise RenderFailed(f"The speech in {part.file} cannot be read: {problem}") from problem
    yield from _silence(length - done)


def _silence(count: int) -> Iterator[Samples]:
    for at in range(0, count, CHUNK):
        yield np.zeros((min(CHUNK, count - at), 1), np.float32)


def _overall(power: Curve) -> float:
    """Integrated loudness, also of what is too short for it."""
    whole = loudness(power)
    return whole if np.isfinite(whole) else heard_loudness(power)
