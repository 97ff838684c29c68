"""Pictures at the terminal."""

from __future__ import annotations

import shutil

WIDEST = 96  # columns; a wider picture shows no more of a face and costs a screenful


def half_blocks(png: bytes, columns: int | None = None) -> str:
    """A PNG as lines of ``▀`` in 24-bit colours: each character is two pixels, one above the other."""
    import cv2
    import numpy as np

    picture = cv2.imdecode(np.frombuffer(png, np.uint8), cv2.IMREAD_COLOR)
    assert picture is not None, "the studio makes valid PNG files"
    across = min(columns or shutil.get_terminal_size().columns, WIDEST)
    rows = max(1, round(across * picture.shape[0] / picture.shape[1] / 2))
    small = cv2.resize(picture, (across, rows * 2), interpolation=cv2.INTER_AREA)
    return "\n".join(_line(small[row * 2], small[row * 2 + 1]) for row in range(rows))


def _line(upper: object, lower: object) -> str:
    pixels = zip(upper.tolist(), lower.tolist(), strict=True)  # type: ignore[attr-defined]
    cells = (
        f"\x1b[38;2;{red};{green};{blue};48;2;{red2};{green2};{blue2}m▀"
        for (blue, green, red), (blue2, green2, red2) in pixels
    )
    return "".join(cells) + "\x1b[0m"
