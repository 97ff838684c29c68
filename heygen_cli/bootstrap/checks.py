"""What the doctor looks at."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from heygen_cli.bootstrap import Toolkit
    from heygen_cli.infra.checks import Outcome
    from heygen_cli.services.doctor import Check


# Encodes a few black pictures with silence, which proves more than a list of encoders does.
_TRIAL = (
    *("-f", "lavfi", "-i", "color=s=64x64:d=0.1", "-f", "lavfi", "-i", "anullsrc=d=0.1"),
    *("-c:v", "libx264", "-c:a", "aac", "-f", "null", "-"),
)


def checks_of(kit: Toolkit) -> list[Check]:
    """What the doctor looks at, the most important first."""
    from heygen_cli.infra import checks
    from heygen_cli.services.doctor import Check

    folders = kit.settings.folders
    looks = {
        "FFmpeg": _check_ffmpeg,
        "Encoder": _check_encoder,
        "Voices": lambda: _check_voices(kit),
        "Installed voices": lambda: _check_installed(kit),
        "Presenters": lambda: checks.presenters(len(kit.avatars.list(limit=100).items), kit.avatars.faults()),
        "Caption font": _check_font,
        "Data folder": lambda: checks.writable(folders.data),
        "Cache folder": lambda: checks.writable(folders.cache),
        "This folder": checks.current_folder,
        "Disk space": lambda: checks.space(folders.cache),
        "Database": lambda: checks.store(folders.data / "heygen.db"),
        "SQLite": checks.sqlite,
        "Settings": lambda: checks.settings(kit.settings.sources),
        "Command": lambda: checks.command_path(os.environ, Path(sys.executable).parent),
        "Python": checks.python,
    }
    return [Check(name, look) for name, look in looks.items()]


def _check_ffmpeg() -> Outcome:
    from heygen_cli.infra import checks
    from heygen_cli.studio import ffmpeg

    found = checks.ffmpeg(ffmpeg.executable(), ffmpeg.version(), ffmpeg.filters())
    if found.status == "ok":
        ffmpeg.run(_TRIAL)
    return found


def _check_encoder() -> Outcome:
    import av

    from heygen_cli.infra.checks import Outcome

    av.codec.Codec("libx264", "w")
    return Outcome("ok", f"libx264 in PyAV {av.__version__}")


def _check_voices(kit: Toolkit) -> Outcome:
    from heygen_cli.infra import checks

    return checks.voices(kit.voices.list(limit=100).items)


def _check_installed(kit: Toolkit) -> Outcome:
    from heygen_cli.infra import checks
    from heygen_cli.studio.speech.shelf import Shelf

    return checks.installed_voices(Shelf(kit.settings.folders.data / "voices").unfinished())


def _check_font() -> Outcome:
    from heygen_cli.infra import checks
    from heygen_cli.studio import fonts

    return checks.font(Path(fonts.__file__).with_name("Inter-SemiBold.otf"))
