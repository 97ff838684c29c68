"""A part of a film: to the frame by encoding again, or at once by copying from the key picture before."""

from __future__ import annotations

from itertools import accumulate
from pathlib import Path

from heygen_cli.domain.errors import InvalidInput, RenderFailed
from heygen_cli.domain.footage import Outcome, Trim
from heygen_cli.ports import Progress
from heygen_cli.studio.footage import formats
from heygen_cli.studio.footage.conversion import convert
from heygen_cli.studio.footage.source import Scan, Source, proven, scan, size

# Times in files are rounded, some to whole milliseconds; a cut lies between two pictures, never on one.
_HAIR = 0.001
_AHEAD = 3 / 23


def make(task: Trim, sources: list[Source], dest: Path, progress: Progress) -> Outcome:
    """Write the part and say which times it really took."""
    (film,) = sources
    found = scan(film)
    if task.start >= found.end:
        raise InvalidInput(f"The film is {found.end:.2f} s long", param="--start")
    start, end = task.start, min(task.end or found.end, found.end)
    if task.exact:
        start, end = on_pictures(film, start, end)
        codec = formats.chosen(film, dest)
        for event in formats.loss(film, codec):
            progress.event(event)
        convert(encoded(film, start, end, codec, dest), stage="Encoding", seconds=end - start, progress=progress)
    else:
        if not formats.fits(film, dest):
            raise InvalidInput(
                f"The pictures and sound of {film.path.name} cannot be copied into a {dest.suffix[1:]} file",
                param="--fast",
                hint=f"use --exact, or name the output {film.path.suffix}",
            )
        start = key_before(found, start)
        end, pictures = closed_end(found, start, end)
        convert(copied(film, start, end, pictures, dest), stage="Copying", seconds=end - start, progress=progress)
    made = proven(dest, end - start)
    length = made.end - made.start
    if not task.exact and abs(length - (end - start)) > 1.5 / film.fps:
        raise RenderFailed(
            f"The cut came out {length:.2f} s long, not {end - start:.2f} s",
            hint="the film's key pictures are not where its index says: use --exact",
        )
    return Outcome(
        length,
        *size(film),
        {
            "start": round(start, 3),
            "end": round(start + length, 3),
            "method": "encoded" if task.exact else "copied",
            "pictures": made.pictures,
        },
    )


def on_pictures(film: Source, start: float, end: float) -> tuple[float, float]:
    """The times moved to where a picture begins, so that sound and picture are cut at the same place."""
    first = round(start * film.fps)
    last = max(first + 1, round(end * film.fps))
    return float(first / film.fps), float(last / film.fps)


def key_before(found: Scan, start: float) -> float:
    """The last time at or before ``start`` where a copy can begin."""
    return max((time for time in found.keys if time <= start + _HAIR), default=found.start)


def closed_end(found: Scan, start: float, end: float) -> tuple[float, int]:
    """Where a copy from ``start`` can end, not before ``end``, and how many pictures it has then.

    A picture may lean on one that is shown later and stored before it: these are not parted.
    """
    times = found.times[found.times.index(start) :]
    coming = [*accumulate(reversed(times), min)][::-1][1:]  # the earliest of those stored after each
    latest = accumulate(times, max)
    for count, (shown, following) in enumerate(zip(latest, coming, strict=False), 1):
        if shown < following and following >= end - _HAIR:
            return following, count
    return found.end, len(times)


def encoded(film: Source, start: float, end: float, codec: str, dest: Path) -> list[str]:
    """FFmpeg arguments: FFmpeg reads from the key picture before and drops what comes before the start."""
    part = film.input("-ss", f"{max(0.0, start - _HAIR):.6f}")
    length = ["-t", f"{end - start:.6f}"]
    look = formats.resized(film, *size(film), codec)
    picture = formats.picture(codec, "standard", alpha=film.alpha, fps=float(film.fps))
    return [
        *part,
        "-map",
        "0:V:0",
        "-map",
        "0:a:0?",
        *look,
        *picture,
        *formats.sound(film, dest),
        *length,
        *formats.written(dest),
    ]


def copied(film: Source, start: float, end: float, pictures: int, dest: Path) -> list[str]:
    """FFmpeg arguments for a copy of so many pictures, which begins with the key picture at ``start``."""
    # In films with reordered pictures FFmpeg looks for the key picture so much earlier, and would find the one before.
    seek = start + (_AHEAD if film.reordered and start > _HAIR else 0)
    place = ["-ss", f"{seek:.6f}"] if start > _HAIR else []
    part = film.input(*place, "-t", f"{max(_HAIR, end - seek - _HAIR):.6f}")
    both = ["-map", "0:V:0", "-map", "0:a:0?", *formats.copied_picture(film, dest), "-c:a", "copy"]
    until = ["-frames:v", str(pictures), "-output_ts_offset", f"{seek - start:.6f}"]
    return [*part, *both, *until, *formats.written(dest)]
