"""A small file of ids and names that TAB reads instead of asking the engines."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable
from pathlib import Path


def remember(path: Path, known: Iterable[tuple[str, str]]) -> None:
    """Write the list, one id and name a line. It only saves time, so a failure to write it is no failure."""
    text = "".join(f"{key}\t{' '.join(name.split())}\n" for key, name in known)
    with contextlib.suppress(OSError):
        if path.exists() and path.read_text(encoding="utf-8") == text:
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_suffix(".part")
        part.write_text(text, encoding="utf-8")
        part.replace(path)
