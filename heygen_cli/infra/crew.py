"""Worker processes: started, kept alive, stopped."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

_PATIENCE_S = 5.0  # for handing a job back: a film in the making stops within one of its pictures


class Processes:
    """The workers of one command. They end when it does, however it ends: their standard input is a pipe from it.

    ``jobs`` is how many scenes each may draw at once; ``nice`` is how far they step back behind other programs;
    ``environ`` is laid over the environment they inherit.
    """

    def __init__(self, log: Path, *, jobs: int = 0, nice: int = 0, environ: Mapping[str, str] | None = None) -> None:
        self._log = log
        self._jobs = jobs
        self._nice = nice
        self._environ = dict(environ or {})
        self._wanted: list[str] = []
        self._count = 0
        self._running: list[subprocess.Popen[bytes]] = []

    def start(self, workers: int, *, batch: str | None = None) -> None:
        """Begin; with ``batch`` they work on that alone and end when nothing of it is left."""
        self._count = workers
        self._wanted = ["--batch", batch, "--until-idle"] if batch else []
        self.tend()

    def tend(self) -> int:
        """Start anew those that died; returns how many live. Who ended in peace had nothing left to do."""
        for process in list(self._running):
            if process.poll() is not None:
                self._running.remove(process)
                if process.returncode == 0:
                    self._count -= 1
        while len(self._running) < self._count:
            self._running.append(self._begin(self._wanted, subprocess.PIPE))
        return len(self._running)

    def stop(self) -> None:
        """Have all of them hand back what they are at, and end."""
        for process in self._running:
            process.terminate()
        for process in self._running:
            try:
                process.wait(_PATIENCE_S)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
            if process.stdin:
                process.stdin.close()
        self._running, self._count = [], 0

    def detach(self) -> None:
        """Start a worker that goes on after this command, and ends when there is nothing left to do."""
        self._begin(["--detached", "--until-idle"], subprocess.DEVNULL)

    def _begin(self, options: list[str], stdin: int) -> subprocess.Popen[bytes]:
        self._log.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        environ = {**os.environ, **self._environ, **({"HEYGEN_JOBS": str(self._jobs)} if self._jobs else {})}
        command = [sys.executable, "-m", "heygen_cli.worker", "--nice", str(self._nice), *options]
        with self._log.open("ab") as log:
            return subprocess.Popen(
                # A session of its own: Ctrl-C reaches the command alone, which then stops its workers in order.
                command,
                stdin=stdin,
                stdout=log,
                stderr=log,
                env=environ,
                start_new_session=True,
            )
