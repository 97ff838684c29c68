"""A contact sheet: pictures of a film at even distances, each with its time."""

from __future__ import annotations

from pathlib import Path

from heygen_cli.domain.errors import InvalidInput
from heygen_cli.domain.footage import ContactSheet, Outcome
from heygen_cli.ports import Progress
from heygen_cli.studio.footage import frames
from heygen_cli.studio.footage.source import Source
from heygen_cli.studio.sheet import sheet

# A page of this width shows four pictures well; more make each smaller, to a limit.
_PAGE, _NARROWEST, _WIDEST = 2000, 160, 480
_MOST = 400


def make(task: ContactSheet, sources: list[Source], dest: Path, progress: Progress) -> Outcome:
    """Write the page as a PNG."""
    (film,) = sources
    moments = times(task, film.duration)
    width = min(film.width, max(_NARROWEST, min(_WIDEST, _PAGE // task.columns)))
    if film.height > film.width:
        width = max(_NARROWEST, width * 9 // 16)
    progress.stage("Pictures", len(moments), "pictures")
    cells = []
    with frames.reading(film) as pictures:
        for count, seconds in enumerate(moments, 1):
            picture = frames.scaled(frames.chequered(pictures.at(seconds)), width)
            cells.append((clock(seconds, film.duration), frames.encoded(picture, ".png")))
            progress.advance(count)
    page = sheet([cells[first : first + task.columns] for first in range(0, len(cells), task.columns)])
    dest.write_bytes(page)
    return Outcome(film.duration, details={"pictures": len(cells)})


def times(task: ContactSheet, duration: float) -> list[float]:
    """When the pictures are taken: the middles of equal parts, or every so many seconds from the start on."""
    if task.every is None:
        count = task.columns * task.rows
        return [duration * (index + 0.5) / count for index in range(count)]
    count = max(1, int(duration / task.every - 1e-9) + 1)
    if count > _MOST:
        raise InvalidInput(
            f"A picture for every {task.every:g} s would make {count}; a page holds {_MOST}",
            param="--every",
            hint=f"--every {duration / _MOST:.0f} or more",
        )
    return [index * task.every for index in range(count)]


def clock(seconds: float, duration: float) -> str:
    """A time as players show it, with tenths for films of less than ten minutes."""
    whole = int(seconds)
    tenths = f".{int(seconds * 10) % 10}" if duration < 600 else ""
    hours = f"{whole // 3600}:{whole // 60 % 60:02}" if duration >= 3600 else f"{whole // 60}"
    return f"{hours}:{whole % 60:02}{tenths}"
