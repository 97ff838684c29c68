"""The sound of a film: speech, music, footage and effects on the picture's own clock, brought to a set loudness."""

from __future__ import annotations

import contextlib
import math
from collections.abc import Iterator, Sequence
from pathlib import Path

from heygen_cli.domain.errors import StorageFailed
from heygen_cli.domain.music import Music
from heygen_cli.studio.soundtrack import level, source
from heygen_cli.studio.soundtrack.desk import Desk
from heygen_cli.studio.soundtrack.level import Loudness, measure
from heygen_cli.studio.soundtrack.output import write
from heygen_cli.studio.soundtrack.parts import Part, Placed, Sound
from heygen_cli.studio.soundtrack.reel import RATE
from heygen_cli.studio.soundtrack.source import check, has_sound

__all__ = ["LOUDNESS", "PEAK", "RATE", "Loudness", "Part", "Sound", "check", "has_sound", "measure", "mix"]

LOUDNESS = -14.0  # LUFS, integrated (EBU R 128): what YouTube and most platforms play at
PEAK = -1.0  # dBTP in the finished file
_CEILING = -2.0  # dBTP before AAC and Opus, which may add something
_ATTEMPTS = 3


def mix(
    parts: Sequence[Part],
    fps: int,
    dest: Path,
    *,
    music: Music | None = None,
    sounds: Sequence[Sound] = (),
    loudness: float = LOUDNESS,
) -> float:
    """Write a film's soundtrack to ``dest``, AAC in .m4a or Opus in .webm, exactly as long as its picture.

    Returns its integrated loudness in LUFS.

    Raises:
        RenderFailed: When the speech of a part cannot be read.
        InvalidInput: When the music or a sound cannot be read, or the music is silent.
        StorageFailed: When the disk is full.
    """
    with _disk(), Desk(dest.parent, _sample(sum(part.frames for part in parts), fps), loudness) as desk:
        desk.lay_speech(_speech(parts, fps))
        for kind in ("footage", "bookend", "effect"):
            desk.lay_sounds([sound for sound in sounds if sound.kind == kind])
        if music:
            desk.lay_music(music)
        return _mastered(desk, dest)


def _mastered(desk: Desk, dest: Path) -> float:
    """Encode until the file itself keeps below the peak; that takes a second time only for very loud sound."""
    ceiling = _CEILING
    mixed = level.levels(desk.blocks(), desk.channels, peaks=True)
    for _ in range(_ATTEMPTS):
        write(dest, desk.mastered(mixed, ceiling), desk.channels)
        written = (block[:, : desk.channels] for block in source.blocks(dest, 2, "soundtrack"))
        there = level.levels(written, desk.channels, peaks=True)
        excess = 20 * math.log10(max(there.peak.max(initial=0.0), 1e-9)) - PEAK
        if excess <= 0:
            break
        ceiling -= excess + 0.1
    return level.loudness(there.power)


def _speech(parts: Sequence[Part], fps: int) -> list[Placed]:
    placed, frames = [], 0
    for part in parts:
        first, frames = frames + part.lead, frames + part.frames
        if part.wav is not None:
            placed.append(Placed(part.wav, _sample(first, fps), _sample(frames, fps)))
    return placed


def _sample(frames: int, fps: int) -> int:
    return round(frames * RATE / fps)


@contextlib.contextmanager
def _disk() -> Iterator[None]:
    try:
        yield
    except OSError as problem:
        raise StorageFailed(
            f"Cannot write the soundtrack: {problem.strerror or problem}",
            code="disk_full" if problem.errno == 28 else None,
            hint="Free some space (heygen doctor shows where) and run the command again; finished parts are kept.",
        ) from problem
