"""The time of this machine."""

from __future__ import annotations

import time


class SystemClock:
    """The clock on the wall."""

    def now(self) -> float:
        """Seconds since the epoch."""
        return time.time()
