"""Frames of a film against pictures that were approved before."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from heygen_cli.domain.check import Finding
from heygen_cli.domain.errors import InvalidInput
from heygen_cli.studio import media, movie
from heygen_cli.studio.check.picture import one
from heygen_cli.studio.movie import Cut

# Structural similarity from which people see no difference at a glance (1 is the same picture).
ALIKE = 0.97
# The constants of Wang et al., "Image quality assessment: from error visibility to structural similarity" (2004).
_K1, _K2, _SIGMA = 0.01, 0.03, 1.5

Values = NDArray[np.floating[Any]]


def check(film: Path, folder: Path) -> Iterator[Finding]:
    """One finding for each PNG of the folder, which is named by the second of the film that it shows.

    Raises:
        InvalidInput: When there is no such folder, or no such picture in it.
    """
    pictures = sorted(folder.glob("*.png")) if folder.is_dir() else []
    if not pictures:
        raise InvalidInput(f"There are no PNG pictures in {folder}", param="--golden", hint="name them 00012.500.png")
    for path in pictures:
        try:
            seconds = float(path.stem)
        except ValueError:
            raise InvalidInput(
                f"{path.name} is not named by a second", param="--golden", hint="00012.500.png"
            ) from None
        wanted = media.pixels(path, "--golden")
        height, width = (side // 2 * 2 for side in wanted.shape[:2])
        found = next(movie.pictures(film, width, height, 30, cut=Cut(seconds, loop=False), param="FILE"))
        grey = np.asarray(cv2.cvtColor(wanted[:height, :width], cv2.COLOR_BGR2GRAY), np.float32)
        value = similarity((found.y.astype(np.float32) - 16) * 255 / 219, grey)
        yield one(f"golden {path.stem}", value >= ALIKE, f"similarity {value:.3f}", f"at least {ALIKE}", seconds)


def similarity(first: Values, second: Values) -> float:
    """The mean structural similarity of two grey pictures of one size, values 0 to 255."""
    x, y = np.asarray(first, np.float64), np.asarray(second, np.float64)
    mean_1, mean_2 = _blurred(x), _blurred(y)
    spread_1, spread_2 = _blurred(x**2) - mean_1**2, _blurred(y**2) - mean_2**2
    together = _blurred(x * y) - mean_1 * mean_2
    c1, c2 = (_K1 * 255) ** 2, (_K2 * 255) ** 2
    above = (2 * mean_1 * mean_2 + c1) * (2 * together + c2)
    return float((above / ((mean_1**2 + mean_2**2 + c1) * (spread_1 + spread_2 + c2))).mean())


def _blurred(values: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray(cv2.GaussianBlur(values, (11, 11), _SIGMA), np.float64)
