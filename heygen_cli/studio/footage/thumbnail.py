"""One picture that stands for a film."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np

from heygen_cli.domain.errors import InvalidInput
from heygen_cli.domain.footage import Outcome, Thumbnail
from heygen_cli.ports import Progress
from heygen_cli.studio.footage import frames
from heygen_cli.studio.footage.frames import Frames, Image
from heygen_cli.studio.footage.source import Source
from heygen_cli.studio.photo import face

# So many pictures of the whole film are looked at, and those around the best of them.
_CANDIDATES, _FINALISTS = 24, 3
# A blink takes 0.1 to 0.4 s: within this time on either side the eyes are open.
_AROUND, _STEPS = 0.4, 3
_LOOKED_AT = 320  # pixels across: fine grain says nothing about sharpness
_DARK, _LIGHT = 30, 225


def make(task: Thumbnail, sources: list[Source], dest: Path, progress: Progress) -> Outcome:
    """Write the picture in the format that the name asks for."""
    (film,) = sources
    if task.at is not None and task.at > film.duration:
        raise InvalidInput(
            f"The film is {film.duration:.2f} s long", param="--at", hint=f"give a time before {film.duration:.2f}"
        )
    with frames.reading(film) as pictures:
        seconds, picture = (task.at, pictures.at(task.at)) if task.at is not None else best(pictures, film, progress)
    picture = frames.scaled(picture, task.width or film.width)
    frames.save(picture, dest)
    return Outcome(width=picture.shape[1], height=picture.shape[0], details={"at": round(seconds, 3)})


def best(pictures: Frames, film: Source, progress: Progress) -> tuple[float, Image]:
    """The picture that is sharp, neither dark nor pale, and in which a face has its eyes open; with its time."""
    progress.stage("Looking", _CANDIDATES + _FINALISTS, "pictures")
    rated = []
    for count in range(_CANDIDATES):
        seconds = film.duration * (count + 0.5) / _CANDIDATES
        rated.append((clarity(pictures.at(seconds)), seconds))
        progress.advance(count + 1)
    chosen = (-1.0, 0.0, pictures.at(0))
    for count, (_, middle) in enumerate(sorted(rated, reverse=True)[:_FINALISTS], 1):
        for step in range(-_STEPS, _STEPS + 1):
            seconds = min(max(0.0, middle + step * _AROUND / _STEPS), film.duration)
            picture = pictures.at(seconds)
            value = clarity(picture) * openness(picture)
            if value > chosen[0]:
                chosen = (value, seconds, picture)
        progress.advance(_CANDIDATES + count)
    return chosen[1:]


def clarity(picture: Image) -> float:
    """How much there is to see: detail, and light that is neither lacking nor too much."""
    seen = frames.opaque(picture)
    height = max(8, round(_LOOKED_AT * seen.shape[0] / seen.shape[1]))
    grey = cv2.cvtColor(cv2.resize(seen, (_LOOKED_AT, height), interpolation=cv2.INTER_AREA), cv2.COLOR_BGR2GRAY)
    detail = float(np.sqrt(cv2.Laplacian(grey, cv2.CV_32F).var()))
    spread = float(grey.std())
    light = float(grey.mean())
    fair = min(1.0, light / _DARK) * min(1.0, (255 - light) / (255 - _LIGHT))
    return fair**2 * (1 + detail) * (1 + spread)


def openness(picture: Image) -> float:
    """1 for a picture without a face, more for one whose eyes are open, less for one that blinks."""
    seen = frames.opaque(picture)
    found = face.detect(seen)
    if not found:
        return 1.0
    points, sure = face.landmarks(seen, found[0])
    if sure < 0.5:
        return 1.0
    eyes = [_open(points, upper, lower) for upper, lower in face.EYES]
    return 0.5 + 4 * min(eyes)


def _open(points: face.Points, upper: tuple[int, ...], lower: tuple[int, ...]) -> float:
    """The height of an eye as a share of its width: 0.3 when open, below 0.1 when closed."""
    across = float(np.linalg.norm(points[upper[0], :2] - points[upper[-1], :2])) or 1.0
    middle = len(upper) // 2
    return float(np.linalg.norm(points[upper[middle], :2] - points[lower[middle], :2])) / across
