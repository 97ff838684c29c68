"""What arms and hands can do: poses as data, and how they follow each other in time."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from heygen_cli.domain.speech import SpeechTrack
from heygen_cli.studio.presenter.hand import HandShape

Curve = NDArray[np.float32]
Choice = NDArray[np.uint8]

# Raising, holding and lowering a hand, in seconds; it arrives when the word is heard.
_RISE, _HOLD, _FALL, _EARLY = 0.55, 1.2, 0.7, 0.3
# Hands that beat time stay up for a few words, then rest.
_BEAT_HOLD, _BEAT_REST = (1.4, 3.2), (0.8, 3.2)
_STROKE, _DIP = 0.16, 3.5


@dataclass(frozen=True)
class Gesture:
    """A pose of the arm on the picture's right; the other arm mirrors it.

    ``lift`` turns the upper arm outwards from hanging down, in degrees. ``wrist`` is where the wrist comes, from the
    body's middle and the drawing's top; ``hand`` the direction of the hand, -90 inwards, -180 up, -270 outwards.
    ``span`` is how far the hand reaches outwards of the wrist, so that narrow pictures can move it in. ``swing`` is
    how far the hand turns with the wobble, in degrees, and ``bob`` how far it moves down, in units.
    """

    lift: float
    wrist: tuple[float, float]
    hand: float
    shape: HandShape
    span: float = 95
    swing: float = 0.0
    bob: float = 0.0


REST = Gesture(13, (92, 1566), -76, "rest")
GESTURES = {
    "rest": REST,
    "beat": Gesture(16, (236, 1452), -112, "rest", swing=5, bob=34),
    "open beat": Gesture(19, (372, 1440), -196, "palm", 110, swing=6, bob=30),
    "palm": Gesture(20, (425, 1100), -208, "palm", 150, swing=3, bob=8),
    "wave": Gesture(22, (420, 1010), -186, "palm", 110, swing=17),
    "point out": Gesture(14, (520, 1075), -247, "one", 250, swing=3, bob=6),
    "point up": Gesture(17, (330, 1060), -180, "one", swing=3, bob=8),
    "one": Gesture(17, (330, 1060), -180, "one", swing=2, bob=8),
    "two": Gesture(17, (330, 1060), -180, "two", swing=2, bob=8),
    "three": Gesture(17, (330, 1060), -180, "three", swing=2, bob=8),
    "four": Gesture(17, (330, 1060), -180, "four", swing=2, bob=8),
    "five": Gesture(17, (330, 1060), -180, "palm", 110, swing=2, bob=8),
    "thumb": Gesture(15, (300, 1120), -172, "thumb", swing=3, bob=10),
}
NAMES = tuple(GESTURES)
# Gestures made below the chest, for pictures that show them.
LOW = frozenset({"rest", "beat", "open beat"})
_RIGHT, _LEFT, _BOTH = (1,), (0,), (0, 1)
_DIRECTED: dict[str, tuple[tuple[int, ...], str]] = {
    "open palm": (_RIGHT, "palm"),
    "open palms": (_BOTH, "palm"),
    "point left": (_LEFT, "point out"),
    "point right": (_RIGHT, "point out"),
    "point up": (_RIGHT, "point up"),
    "wave": (_RIGHT, "wave"),
    "thumbs up": (_RIGHT, "thumb"),
    **{f"count {number}": (_RIGHT, number) for number in ("one", "two", "three", "four", "five")},
}


@dataclass(frozen=True)
class ArmCurves:
    """One arm, a value per frame: it is ``amount`` of the way ``origin`` → ``target`` (indices of ``NAMES``).

    ``wobble`` is what keeps a held hand alive: -1 to 1.
    """

    origin: Choice
    target: Choice
    amount: Curve
    wobble: Curve


@dataclass(frozen=True)
class _Move:
    """From ``start`` on, bring a gesture up, hold it until ``end``, then let it go."""

    start: float
    end: float
    name: str


def arm_curves(
    track: SpeechTrack,
    times: NDArray[np.float64],
    beats: Sequence[tuple[float, float]],
    liveliness: float,
    dice: np.random.Generator,
) -> tuple[ArmCurves, ArmCurves]:
    """The arms on the picture's left and right: what is directed, and in between hands that beat to ``beats``."""
    directed: tuple[list[_Move], list[_Move]] = ([], [])
    for direction in track.directions:
        if direction.name in _DIRECTED:
            sides, name = _DIRECTED[direction.name]
            at = max(0.0, direction.at / track.rate - _EARLY)
            for side in sides:
                directed[side].append(_Move(at, at + _RISE + _HOLD, name))
    free = _beating(beats, [move for moves in directed for move in moves], liveliness, dice)
    strokes = sum(
        (strength * np.exp(-0.5 * ((times - at - 0.05) / _STROKE) ** 2) for at, strength in beats), np.zeros_like(times)
    )
    left, right = (
        _curves(_in_turn(moves + [move for sides, move in free if side in sides]), times, strokes)
        for side, moves in enumerate(directed)
    )
    return left, right


def held(name: str) -> tuple[ArmCurves, ArmCurves]:
    """One frame of a directed gesture, for stills."""
    sides, gesture = _DIRECTED[name]
    left, right = (
        ArmCurves(
            np.zeros(1, np.uint8),
            np.full(1, NAMES.index(gesture) if side in sides else 0, np.uint8),
            np.ones(1, np.float32),
            np.zeros(1, np.float32),
        )
        for side in (0, 1)
    )
    return left, right


def _in_turn(moves: list[_Move]) -> list[_Move]:
    """Moves in order, none before the one ahead of it has reached its pose."""
    queue: list[_Move] = []
    for move in sorted(moves, key=lambda move: move.start):
        start = max(move.start, queue[-1].start + _RISE) if queue else move.start
        queue.append(replace(move, start=start, end=max(move.end, start + _RISE)))
    return queue


def _beating(
    beats: Sequence[tuple[float, float]], directed: list[_Move], liveliness: float, dice: np.random.Generator
) -> list[tuple[tuple[int, ...], _Move]]:
    """Now and then, hands come up for some words; never while something else was asked of them."""
    found: list[tuple[tuple[int, ...], _Move]] = []
    until = 0.0
    for at, _ in beats:
        start, end = at - _RISE, at + dice.uniform(*_BEAT_HOLD)
        chance, sides, name = dice.random(), (_BOTH, _RIGHT, _LEFT)[int(dice.integers(3))], "beat"
        if dice.random() < 0.3:
            name, sides = "open beat", _BOTH
        busy = any(start < move.end + _FALL and move.start < end + _FALL for move in directed)
        if start > until and not busy and chance < 0.45 * liveliness:
            found.append((sides, _Move(max(0.0, start), end, name)))
            until = end + _FALL + dice.uniform(*_BEAT_REST) / max(liveliness, 0.1)
    return found


def _curves(moves: list[_Move], times: NDArray[np.float64], strokes: NDArray[np.float64]) -> ArmCurves:
    origin, target = np.zeros(len(times), np.uint8), np.zeros(len(times), np.uint8)
    amount = np.zeros_like(times)
    wobble = np.zeros_like(times)
    for index, move in enumerate(moves):
        following = moves[index + 1] if index + 1 < len(moves) else None
        before = moves[index - 1] if index else None
        joined = before is not None and move.start < before.end + _FALL
        name = NAMES.index(move.name)
        up = times >= move.start
        origin[up], target[up] = (NAMES.index(before.name) if joined and before else 0), name
        amount[up] = _raised((times[up] - move.start) / _RISE)
        waving = np.sin(2 * np.pi * 2.1 * (times[up] - move.start)) if move.name == "wave" else strokes[up]
        wobble[up] = waving * np.clip((times[up] - move.start) / _RISE, 0, 1)
        if joined:  # a hand that stays where it is dips while its fingers change
            wobble[up] += _DIP * np.exp(-0.5 * ((times[up] - move.start - _RISE / 2) / 0.1) ** 2)
        if following is None or following.start >= move.end + _FALL:
            down = times >= move.end
            origin[down], target[down] = name, 0
            amount[down] = _lowered((times[down] - move.end) / _FALL)
            wobble[down] *= 1 - np.clip((times[down] - move.end) / _FALL, 0, 1)
            settled = times >= move.end + _FALL
            origin[settled], amount[settled] = 0, 0
    return ArmCurves(origin, target, amount.astype(np.float32), wobble.astype(np.float32))


def _raised(share: NDArray[np.float64]) -> NDArray[np.float64]:
    """From 0 to 1 with a little draw back first and a little too far at the end."""
    s = np.clip(share, 0, 2)
    eased = np.clip(s, 0, 1) ** 2 * (3 - 2 * np.clip(s, 0, 1))
    before = -0.05 * np.exp(-0.5 * ((s - 0.16) / 0.09) ** 2)
    beyond = 0.045 * np.exp(-0.5 * ((s - 1.12) / 0.16) ** 2)
    lively: NDArray[np.float64] = eased + before * (s > 0) + beyond
    return lively


def _lowered(share: NDArray[np.float64]) -> NDArray[np.float64]:
    s = np.clip(share, 0, 1)
    eased: NDArray[np.float64] = s * s * s * (s * (6 * s - 15) + 10)
    return eased


@dataclass(frozen=True)
class ArmPose:
    """One arm of the picture's right side, in degrees from hanging down, positive outwards.

    ``length`` is the forearm's as a share, since one that points at the viewer looks short.
    """

    upper: float
    forearm: float
    hand: float
    length: float
    shape: HandShape


def pose(
    gesture: Gesture, shoulder: tuple[float, float], bones: tuple[float, float], edge: float, wobble: float
) -> ArmPose:
    """Resolve a gesture for a body whose shoulder lies at ``shoulder``, from its middle.

    The picture ends ``edge`` units from the middle; ``bones`` are the lengths of upper arm and forearm.
    """
    x = min(gesture.wrist[0], max(90.0, edge - gesture.span)) if gesture is not REST else gesture.wrist[0]
    y = gesture.wrist[1] + gesture.bob * wobble
    lift = gesture.lift + gesture.swing * wobble * 0.12
    turn = math.radians(lift)
    elbow = shoulder[0] + bones[0] * math.sin(turn), shoulder[1] + bones[0] * math.cos(turn)
    dx, dy = x - elbow[0], y - elbow[1]
    # Up is -180, reached by way of inwards; what lies beyond, outwards and up, is less than that.
    angle = math.degrees(math.atan2(dx, dy))
    angle = angle - 360 if angle > 60 else angle
    return ArmPose(lift, angle, gesture.hand + gesture.swing * wobble, math.hypot(dx, dy) / bones[1], gesture.shape)


def between(first: ArmPose, second: ArmPose, share: float) -> ArmPose:
    """The pose ``share`` of the way; the hand changes its shape half way, when it is fastest."""

    def mean(a: float, b: float) -> float:
        return a + (b - a) * share

    return ArmPose(
        mean(first.upper, second.upper),
        mean(first.forearm, second.forearm),
        mean(first.hand, second.hand),
        mean(first.length, second.length),
        first.shape if share < 0.5 else second.shape,
    )
