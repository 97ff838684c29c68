"""Where results go."""

from __future__ import annotations

from pathlib import Path

from heygen_cli.cli.session import console
from heygen_cli.domain.errors import ConfirmationRequired


def agreed(target: Path, *, force: bool) -> bool:
    """Whether the file may be replaced: by --force, or by a yes at the terminal."""
    if force or not target.exists():
        return force
    try:
        return console().confirm(f"{target} exists already. Replace it?")
    except ConfirmationRequired:
        return False  # the service says it better, with the code that scripts know
