"""What a film's sound is made of."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal


@dataclass(frozen=True)
class Part:
    """A scene: its speech, how many frames of picture it lies under, and how many of them pass before it begins."""

    wav: Path | None
    frames: int
    lead: int = 0


@dataclass(frozen=True)
class Sound:
    """A sound beside the speech, heard from ``at`` seconds of the film on for ``seconds``, or to its own end.

    An effect is as loud as its file is, changed by ``volume`` dB. Footage (the sound of a film in the film) is brought
    to the speaking level, is softer while someone speaks, and music is softer while it is heard. A bookend (intro,
    outro) is footage beside which there is no music at all. ``start`` and ``end`` are seconds of the file; with
    ``loop`` it begins again at ``end``. ``param`` is who named the file.
    """

    file: Path
    at: float
    kind: Literal["effect", "footage", "bookend"] = "effect"
    volume: float = 0.0
    start: float = 0.0
    end: float | None = None
    loop: bool = False
    seconds: float | None = None
    param: str = "sounds"


@dataclass(frozen=True)
class Placed:
    """A file that is heard from one sample of the film to another."""

    file: Path
    first: int
    last: int
