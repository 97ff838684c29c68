"""How much may run in the cloud at once: a number of slots that all processes of a user share."""

from __future__ import annotations

import fcntl
import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from heygen_cli.domain.errors import Canceled

_LOOK_S = 0.2


class Slots:
    """Locked files, one for each slot: who dies gives its slot back."""

    def __init__(self, folder: Path, count: int, sleep: Callable[[float], None] = time.sleep) -> None:
        self._folder = folder
        self._count = count
        self._sleep = sleep

    @contextmanager
    def taken(self, stopped: threading.Event | None = None) -> Iterator[None]:
        """Hold a slot, waiting for one; raises Canceled when ``stopped`` is set meanwhile."""
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        while (descriptor := self._take()) is None:
            if stopped and stopped.is_set():
                raise Canceled("Stopped by the user")
            self._sleep(_LOOK_S)
        try:
            yield
        finally:
            os.close(descriptor)

    def _take(self) -> int | None:
        for number in range(self._count):
            path = self._folder / f"{number}.slot"
            descriptor = os.open(path, os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                os.close(descriptor)
            else:
                return descriptor
        return None
