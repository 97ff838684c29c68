"""How a presenter moves while speaking: one value per frame for every part of the face, head, chest and arms."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from heygen_cli.domain.acting import Acting
from heygen_cli.domain.speech import SpeechTrack, Word
from heygen_cli.studio import lipsync
from heygen_cli.studio.presenter import life
from heygen_cli.studio.presenter.expression import mood_curves
from heygen_cli.studio.presenter.gesture import ArmCurves, arm_curves

Curve = NDArray[np.float32]
_Curve = NDArray[np.float64]

# How large movements are, and how often hands join in.
_SCALE = {"low": 0.5, "medium": 1.0, "high": 1.5}
_HANDS = {"low": 0.0, "medium": 0.6, "high": 1.6}
# At most one beat of head and brows in this many seconds, or emphasis turns into bobbing.
_BEAT_GAP = 0.9
# A silence this long between words closes a phrase.
_PHRASE_GAP = 0.18
# How long a look aside lasts, and the movements of the head that a script can ask for.
_LOOK = 1.5
_LOOKS = {
    "look left": (-0.95, 0.0),
    "look right": (0.95, 0.0),
    "look up": (0.0, -1.0),
    "look down": (0.0, 0.95),
    "look at camera": (0.0, 0.0),
}


@dataclass(frozen=True)
class Performance:
    """Float32 arrays, one value per frame.

    ``opening`` to ``teeth`` are the mouth of ``visemes.Mouth``, ``smile`` to ``squint`` the face of ``Expression``;
    ``lid`` is 1 for an open eye, 0 for a shut one, ``wink`` shuts one more; ``gaze_x``, ``gaze_y``, ``yaw``,
    ``pitch`` and ``sway`` lie about -1 to 1, right and down; ``roll`` is in degrees; ``breath`` goes from 0 to 1.
    ``arms`` are the one on the picture's left and the one on its right; None keeps them at rest.
    """

    opening: Curve
    wide: Curve
    round: Curve
    press: Curve
    tuck: Curve
    tongue: Curve
    teeth: Curve
    smile: Curve
    skew: Curve
    lid: Curve
    wink: Curve
    squint: Curve
    gaze_x: Curve
    gaze_y: Curve
    brow: Curve
    inner: Curve
    tilt: Curve
    yaw: Curve
    pitch: Curve
    roll: Curve
    breath: Curve
    sway: Curve
    arms: tuple[ArmCurves, ArmCurves] | None = None

    @property
    def frames(self) -> int:
        """How many frames there are."""
        return len(self.opening)


CURVES = tuple(field.name for field in fields(Performance) if field.name != "arms")


def perform(track: SpeechTrack, frames: int, fps: int, seed: int, acting: Acting | None = None) -> Performance:
    """Act a track out. The same arguments give the same bytes; a track without words is listened to."""
    acting = acting or Acting()
    scale = _SCALE[acting.expressiveness]
    mouth = lipsync.mouth_curves(track, frames, fps)
    dice = np.random.default_rng(seed)
    times = np.arange(frames) / fps
    mood = mood_curves(track, times, acting.expression)
    accents = _accents(track, dice)
    moves = _movement(track, times, fps, accents, scale, dice)
    for name in ("gaze_x", "gaze_y"):
        moves[name] += _pondering(mood[name], times, dice)
    for name in ("brow", "roll", "pitch"):
        moves[name] += mood[name]
    _direct(track, times, moves, scale)
    moves["brow"] = np.clip(moves["brow"], -1.0, 1.15)
    moves["lid"] = moves["lid"] * mood["lid"] + np.clip(moves["brow"] - 0.6, 0, 0.4) * 0.12 * (moves["lid"] > 0.9)
    face = {name: mood[name] for name in ("skew", "inner", "tilt", "squint")}
    free = lipsync.pauses(track, frames, fps).astype(np.float64)
    shown = {**_expressive_mouth(mouth, mood, _soften(moves.pop("smile"), 0.3, fps), free), **moves, **face}
    arms = arm_curves(track, times, accents, _HANDS[acting.expressiveness], dice)
    return Performance(**{name: np.asarray(shown[name], np.float32) for name in CURVES}, arms=arms)


def _movement(
    track: SpeechTrack,
    times: _Curve,
    fps: int,
    accents: Sequence[tuple[float, float]],
    scale: float,
    dice: np.random.Generator,
) -> dict[str, _Curve]:
    """Everything but the mouth, before moods and directions."""
    beats = sum((strength * life.pulse(times, at + 0.12, 0.16) for at, strength in accents), np.zeros_like(times))
    # Not every accent raises the brows.
    brows = sum(
        (strength * life.pulse(times, at + 0.1, 0.2) for at, strength in accents if strength > 0.6),
        np.zeros_like(times),
    )
    ends = _sentence_ends(track)
    nods = sum((life.pulse(times, end - 0.05, 0.2) for end in ends), np.zeros_like(times))
    nods += sum((0.5 * life.pulse(times, end, 0.16) for end in _phrase_ends(track, ends)), np.zeros_like(times))
    idle = 0.6 + 0.4 * scale
    yaw = idle * (life.drift(times, 0.33, 0.42, dice) + life.drift(times, 0.9, 0.12, dice))
    gaze_x, gaze_y = life.gaze(times, fps, dice)
    weight = life.sway(times, dice)
    return {
        "lid": life.lids(times, ends, dice),
        "wink": np.zeros_like(times),
        "gaze_x": gaze_x - 0.22 * yaw,  # the eyes stay with the viewer while the head turns
        "gaze_y": gaze_y,
        "yaw": yaw,
        "pitch": idle * life.drift(times, 0.4, 0.24, dice) + scale * (0.6 * beats + 0.7 * nods),
        "roll": idle * life.drift(times, 0.28, 0.9, dice) + 0.3 * yaw - 0.5 * weight,
        "brow": np.clip(life.drift(times, 0.5, 0.12, dice) + 0.75 * scale * brows, -0.3, 1.0),
        "smile": life.drift(times, 0.2, 0.12, dice),
        "breath": life.breath(times, dice),
        "sway": idle * weight,
    }


def _expressive_mouth(
    mouth: Mapping[str, Curve], mood: Mapping[str, _Curve], smile: _Curve, free: _Curve
) -> dict[str, _Curve]:
    """The speaking mouth with a mood: what sounds need comes first, where it is ``free`` it follows the mood."""
    shown = {name: curve.astype(np.float64) for name, curve in mouth.items()}
    happiness = np.clip(mood["part"] * mood["smile"], 0, 1)
    shown["opening"] = np.maximum(shown["opening"], mood["part"] * free)
    shown["round"] = np.maximum(shown["round"], mood["rounded"] * free)
    shown["press"] = np.maximum(shown["press"], mood["press"] * free)
    shown["wide"] += 0.3 * happiness * free
    shown["teeth"] = np.clip(np.maximum(shown["teeth"], 4 * happiness), 0, 1)
    shown["smile"] = np.clip(mood["smile"] + (smile + 0.12) * free, -1.0, 1.0)
    return shown


def _accents(track: SpeechTrack, dice: np.random.Generator) -> list[tuple[float, float]]:
    """When stressed content words begin and how strong they are: 'the' gets nothing, 'beautiful' may."""
    pace = _seconds_per_phone(track)
    accents: list[tuple[float, float]] = []
    last = -_BEAT_GAP
    for word in track.words:
        start, weight = word.start / track.rate, _weight(track, word, pace)
        if start - last < _BEAT_GAP or weight < 1 or dice.random() < 0.25:
            continue
        last = start
        accents.append((start, float(dice.uniform(0.5, 0.75) + min(0.35, 0.2 * (weight - 1)))))
    return accents


def _weight(track: SpeechTrack, word: Word, pace: float) -> float:
    """How much a word matters, 1 and more being worth an accent.

    Recordings come without marks of stress; a speaker who means a word makes it longer than its sounds need.
    """
    phones = track.phones[slice(*word.phones)]
    stressed = any(phone.stress == 1 for phone in phones)
    letters = len(word.spoken) / (5 if stressed else 7)
    drawn_out = (word.end - word.start) / track.rate / (pace * max(1, len(phones)))
    return letters * min(1.4, max(0.8, drawn_out))


def _seconds_per_phone(track: SpeechTrack) -> float:
    spoken = sum(word.end - word.start for word in track.words)
    phones = sum(word.phones[1] - word.phones[0] for word in track.words)
    return spoken / track.rate / phones if spoken and phones else 0.08


def _sentence_ends(track: SpeechTrack) -> list[float]:
    """When each sentence ends, in seconds."""
    ends = {token.sentence: token.end / track.rate for token in track.tokens}
    return list(ends.values())


def _phrase_ends(track: SpeechTrack, sentence_ends: Sequence[float]) -> list[float]:
    """When the speaker pauses within a sentence."""
    pauses = [
        word.end / track.rate
        for word, following in zip(track.words, track.words[1:], strict=False)
        if (following.start - word.end) / track.rate > _PHRASE_GAP
    ]
    return [pause for pause in pauses if all(abs(pause - end) > 0.4 for end in sentence_ends)]


def _pondering(away: _Curve, times: _Curve, dice: np.random.Generator) -> _Curve:
    """A mood's gaze: held for a while, then back to the viewer for a glance."""
    glances = np.zeros_like(times)
    clock = dice.uniform(2.4, 3.6)
    while len(times) and clock < times[-1]:
        length = dice.uniform(0.6, 1.1)
        glances = np.maximum(glances, life.spell(times, clock, clock + length, 0.08))
        clock += length + dice.uniform(2.0, 3.8)
    return away * (1 - glances)


def _direct(track: SpeechTrack, times: _Curve, moves: dict[str, _Curve], scale: float) -> None:
    """Looks and movements of the head that the script asks for."""
    size = 0.75 + 0.25 * scale
    for direction in track.directions:
        at = direction.at / track.rate
        if direction.name in _LOOKS:
            _look(times, moves, at, _LOOKS[direction.name])
        elif direction.name == "nod":
            moves["pitch"] += size * (1.5 * life.pulse(times, at + 0.2, 0.1) - 0.4 * life.pulse(times, at + 0.4, 0.09))
            moves["pitch"] += size * 1.1 * life.pulse(times, at + 0.62, 0.11)
        elif direction.name == "shake head":
            since = times - at
            swing = np.sin(2 * np.pi * 1.9 * since) * life.spell(times, at, at + 1.35, 0.3)
            moves["yaw"] += size * 1.25 * swing
            moves["gaze_x"] -= size * 0.3 * swing
        elif direction.name == "tilt head":
            moves["roll"] += size * 5.5 * life.spell(times, at, at + 1.6, 0.45)
        elif direction.name == "wink":
            moves["wink"] = np.maximum(moves["wink"], 1 - life.blink(times, at, shut=0.22))
            moves["lid"] = np.where(np.abs(times - at - 0.2) < 0.5, np.maximum(moves["lid"], 0.98), moves["lid"])
            moves["smile"] += 0.3 * life.pulse(times, at + 0.2, 0.25)


def _look(times: _Curve, moves: dict[str, _Curve], at: float, point: tuple[float, float]) -> None:
    """Eyes go first and all the way, the head follows a little."""
    eyes = life.spell(times, at, at + _LOOK, 0.09)
    head = life.spell(times, at + 0.1, at + _LOOK + 0.1, 0.4)
    for name, aim in zip(("gaze_x", "gaze_y"), point, strict=True):
        moves[name] += (aim - moves[name]) * eyes
    moves["yaw"] += 0.55 * point[0] * head
    moves["pitch"] += 0.5 * point[1] * head


def _soften(curve: _Curve, seconds: float, fps: int) -> _Curve:
    """A moving mean, so that a change of mind does not look like a twitch."""
    width = max(1, round(seconds * fps)) | 1
    return np.convolve(np.pad(curve, width // 2, "edge"), np.full(width, 1 / width), "valid")
