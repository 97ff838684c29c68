"""What a process is at work on, told by locks that the system itself takes away when the process dies."""

from __future__ import annotations

import fcntl
import os
import time
import uuid
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from functools import cached_property
from pathlib import Path

from heygen_cli.domain.errors import Busy
from heygen_cli.infra.store.database import explained

# Someone who looks holds the lock for microseconds; someone who works holds it throughout.
_ATTEMPTS, _PAUSE_S = 10, 0.01


class Running:
    """A folder with one locked file per video in the making, or per worker; the file holds the process's number.

    The lock needs no clock and no heartbeat, and a SIGKILL cannot leave it behind.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @contextmanager
    def working(self, video_id: str) -> Iterator[None]:
        """Hold the lock of one video or worker; raises Busy when another process has it."""
        path = self._folder / f"{video_id}.lock"
        with explained(path):
            # One by one: `parents=True` would leave the data folder open to everyone.
            for folder in (self._folder.parent, self._folder):
                folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            descriptor = _acquire(path, video_id)
        try:
            yield
        finally:
            path.unlink(missing_ok=True)
            os.close(descriptor)

    def process(self, name: str) -> int | None:
        """The number of the living process that holds a lock."""
        path = self._folder / f"{name}.lock"
        try:
            number = int(path.read_text() or 0) if _is_held(path) else 0
        except (FileNotFoundError, ValueError):
            return None
        return number or None

    def lives(self, name: str) -> bool:
        """Whether a living process holds a lock."""
        return _is_held(self._folder / f"{name}.lock")

    def ids(self) -> list[str]:
        """The videos that living processes are at work on; files left by dead ones are swept away."""
        if not self._folder.is_dir():
            return []
        return [path.stem for path in sorted(self._folder.glob("*.lock")) if _is_held(path)]


class Presence:
    """This process under a name of its own, by which others see whether it still lives.

    Its number would not do: numbers are used again, and in a container the next server has that of the last.
    """

    def __init__(self, folder: Path) -> None:
        self._running = Running(folder)
        self._held = ExitStack()

    @cached_property
    def name(self) -> str:
        """What to write down for this process. From now on others see that it lives, until it ends."""
        self._running.ids()  # sweeps away what dead ones left
        name = uuid.uuid4().hex
        self._held.enter_context(self._running.working(name))
        return name

    def lives(self, name: str) -> bool:
        """Whether the process that wrote this name down lives."""
        return self._running.lives(name)


def _acquire(path: Path, video_id: str) -> int:
    for _ in range(_ATTEMPTS):
        # Close-on-exec: an ffmpeg that inherited the descriptor would keep a dead render looking alive.
        descriptor = os.open(path, os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)
        with suppress(BlockingIOError, FileNotFoundError):
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            # The file may have been swept away between opening and locking it: then this lock guards nothing.
            if os.fstat(descriptor).st_ino == path.stat().st_ino:
                os.truncate(descriptor, 0)
                os.pwrite(descriptor, str(os.getpid()).encode(), 0)
                return descriptor
        os.close(descriptor)
        time.sleep(_PAUSE_S)
    raise Busy(f"Another process is making video {video_id}", hint=f"heygen video get {video_id}")


def _is_held(path: Path) -> bool:
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CLOEXEC)
    except FileNotFoundError:
        return False
    try:
        # Shared, so that two who look at once do not take each other for someone at work.
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    else:
        path.unlink(missing_ok=True)
        return False
    finally:
        os.close(descriptor)
