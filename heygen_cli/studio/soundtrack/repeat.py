"""Sound that begins again at its end."""

from __future__ import annotations

import numpy as np

from heygen_cli.studio.soundtrack.level import Curve
from heygen_cli.studio.soundtrack.reel import Reel, Samples

# Silence at either end of a piece, this far below its loudest millisecond, would be heard as a stop.
_QUIET = 10 ** (-60 / 10)


def trimmed(power: Curve) -> tuple[int, int]:
    """The first millisecond in which something is heard, and the one after the last."""
    heard = np.flatnonzero(power > power.max(initial=0.0) * _QUIET)
    return (int(heard[0]), int(heard[-1]) + 1) if heard.size else (0, len(power))


class Repeat:
    """A stretch of a reel, from sample ``origin`` of the film on; again and again unless ``seam`` is None.

    In ``seam`` samples, at most a quarter of the stretch, its end becomes its beginning, at the same power.
    """

    def __init__(self, reel: Reel, first: int, last: int, seam: int | None, origin: int = 0) -> None:
        self._reel, self._first, self._origin = reel, first, origin
        self.length = last - first
        self._endless = seam is not None
        self._seam = min(seam or 0, self.length // 4)
        self._period = self.length - self._seam

    def read(self, at: int, count: int) -> Samples:
        """So many samples from a sample of the film on; silence before the origin."""
        block: Samples = np.zeros((count, self._reel.channels), np.float32)
        done = max(0, self._origin - at)
        while done < count:
            turn, place = (
                divmod(at + done - self._origin, self._period) if self._endless else (0, at + done - self._origin)
            )
            left = (self._period if self._endless else self.length) - place
            if left <= 0:
                break
            piece = block[done : done + left]
            piece += self._piece(turn, place, len(piece))
            done += len(piece)
        return block

    def _piece(self, turn: int, place: int, count: int) -> Samples:
        piece = self._reel.read(self._first + place, count)
        over = min(count, self._seam - place)
        if turn and over > 0:
            angle = ((place + np.arange(over, dtype=np.float32) + 0.5) / self._seam * (np.pi / 2))[:, None]
            ending = self._reel.read(self._first + self._period + place, over)
            piece[:over] = piece[:over] * np.sin(angle) + ending * np.cos(angle)
        return piece
