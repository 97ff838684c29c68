"""Which processes work for a home folder."""

from __future__ import annotations

from pathlib import Path

import psutil


def processes_of(home: Path) -> list[psutil.Process]:
    """Everything that works for this home, whoever started it."""
    return [process for process in psutil.process_iter() if _works_for(process, home)]


def _works_for(process: psutil.Process, home: Path) -> bool:
    try:
        return process.environ().get("HEYGEN_HOME") == str(home) and process.status() != "zombie"
    except psutil.Error:
        return False
