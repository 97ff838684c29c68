"""What a presenter is told to do: a mood for a scene, and directions written into its script."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Expressiveness = Literal["low", "medium", "high"]
EXPRESSIVENESS: tuple[Expressiveness, ...] = ("low", "medium", "high")

# An expression holds until the next one or the end of the scene; the others are over after a moment.
EXPRESSIONS = ("neutral", "smile", "happy", "serious", "surprised", "sad", "thinking")
GAZES = ("look left", "look right", "look up", "look down", "look at camera")
HEAD_MOVES = ("nod", "shake head", "tilt head", "wink")
GESTURES = (
    *("open palm", "open palms", "point left", "point right", "point up", "wave", "thumbs up"),
    *("count one", "count two", "count three", "count four", "count five"),
)
DIRECTIONS = (*EXPRESSIONS, *GAZES, *HEAD_MOVES, *GESTURES)
_ALIASES = {
    "look straight": "look at camera",
    "look ahead": "look at camera",
    "thumb up": "thumbs up",
    "open hand": "open palm",
    "shake": "shake head",
    "tilt": "tilt head",
    "surprise": "surprised",
    **{f"count {number}": f"count {word}" for number, word in enumerate(("one", "two", "three", "four", "five"), 1)},
}


@dataclass(frozen=True)
class Direction:
    """Something to do from sample ``at`` of a speech track on; ``name`` is one of ``DIRECTIONS``."""

    at: int
    name: str


@dataclass(frozen=True)
class Acting:
    """How a whole scene is played: its first expression, and how large every movement is."""

    expression: str = "neutral"
    expressiveness: Expressiveness = "medium"


def direction(tag: str) -> str | None:
    """The direction that ``[Look-Left]`` or ``[count 2]`` means, given without brackets; None for any other tag."""
    name = " ".join(tag.lower().replace("-", " ").replace("_", " ").split())
    name = _ALIASES.get(name, name)
    return name if name in DIRECTIONS else None
