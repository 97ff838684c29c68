"""What `heygen doctor` looks at on this machine, beside the engines themselves."""

from __future__ import annotations

import os
import shutil
import sqlite3
import sys
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from heygen_cli.domain.errors import InvalidInput
from heygen_cli.domain.voice import Voice

# Below this a minute of 1080p may not fit with its parts: about 60 MB of clips, 40 MB of film, room to copy.
SCARCE = 500 * 1024**2
TIGHT = 2 * 1024**3
# A bug in SQLite before this version can damage a database that two processes check-point at the same instant.
SAFE_SQLITE = (3, 51, 3)

NEEDED_FILTERS = ("ass", "ebur128", "loudnorm")


class Outcome(NamedTuple):
    """What a check found; the three grades are those of ``services.doctor.Finding``."""

    status: str
    detail: str
    fix: str | None = None


def python() -> Outcome:
    """Which Python runs this."""
    return Outcome("ok", f"{sys.version.split()[0]} ({sys.executable})")


def writable(folder: Path) -> Outcome:
    """Whether files can be made in a folder, or the folder itself where it is missing."""
    there = next(path for path in (folder, *folder.parents) if path.exists())
    try:
        with tempfile.TemporaryFile(dir=there):
            pass
    except OSError as problem:
        fix = f"give yourself the right to write in {there}, or set HEYGEN_HOME to another folder"
        return Outcome("fail", f"{folder}: {problem.strerror}", fix)
    return Outcome("ok", str(folder) if there == folder else f"{folder} (made when needed)")


def presenters(count: int, faults: Sequence[InvalidInput]) -> Outcome:
    """Whether all presenters can be read, the user's own among them."""
    if faults:
        first = faults[0]
        return Outcome("warn", f"{len(faults)} cannot be read; {first.location}: {first.message}", first.hint)
    return Outcome("ok", f"{count} presenters")


def installed_voices(unfinished: Sequence[Path]) -> Outcome:
    """Whether every neural voice was installed to its end."""
    if unfinished:
        name = unfinished[0].name
        return Outcome("warn", f"{name} is only half installed", f"heygen voice install {name}")
    return Outcome("ok", "nothing left half done")


def current_folder() -> Outcome:
    """Whether a video can be written here when no other place is named; it can always go elsewhere."""
    found = writable(Path.cwd())
    return found if found.status == "ok" else Outcome("warn", found.detail, "name another place with --output")


def space(folder: Path) -> Outcome:
    """How much room is left on the disk that holds a folder."""
    there = next(path for path in (folder, *folder.parents) if path.exists())
    free = shutil.disk_usage(there).free
    detail = f"{free / 1e9:.1f} GB free for {folder}"
    if free >= TIGHT:
        return Outcome("ok", detail)
    return Outcome("fail" if free < SCARCE else "warn", detail, "free some space, or set HEYGEN_HOME to another disk")


def store(path: Path) -> Outcome:
    """Whether the database is intact; it is only read."""
    if not path.exists():
        return Outcome("ok", f"{path} (made with the first video)")
    connection = sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True, timeout=1)
    try:
        verdict = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        videos = connection.execute("SELECT count(*) FROM videos").fetchone()[0]
    except sqlite3.Error as problem:
        return Outcome("fail", f"{path}: {problem}", f"move it away to start a new list: mv '{path}' '{path}.damaged'")
    finally:
        connection.close()
    if verdict != "ok":
        return Outcome("fail", f"{path}: {verdict}", f"move it away to start a new list: mv '{path}' '{path}.damaged'")
    return Outcome("ok", f"{path}: {videos} videos, version {version}")


def sqlite() -> Outcome:
    """Which SQLite Python was built with."""
    version = sqlite3.sqlite_version
    if sqlite3.sqlite_version_info >= SAFE_SQLITE:
        return Outcome("ok", version)
    return Outcome("ok", f"{version}; 3.51.3 mends a rare fault when several programs write at once")


def command_path(environ: Mapping[str, str], own: Path) -> Outcome:
    """Whether typing ``heygen`` starts this program: the vendor's has the same name."""
    found = [path for folder in environ.get("PATH", "").split(os.pathsep) if (path := _program(folder))]
    if not found:
        return Outcome("warn", "no heygen on PATH", f"add {own} to PATH, or call {own / 'heygen'}")
    first, *others = dict.fromkeys(path.resolve() for path in found)
    if first.parent != own.resolve():
        return Outcome(
            "warn", f"heygen is {first}, not this program", "call this one heygen-cli, or change PATH's order"
        )
    if others:
        return Outcome(
            "warn", f"{first}; there is another: {others[0]}", "this one is found first; nothing needs doing"
        )
    return Outcome("ok", str(first))


def _program(folder: str) -> Path | None:
    path = Path(folder or ".") / "heygen"
    return path if path.is_file() and os.access(path, os.X_OK) else None


def settings(sources: Mapping[str, str]) -> Outcome:
    """Where settings come from."""
    by_source: dict[str, list[str]] = {}
    for name, source in sources.items():
        by_source.setdefault(source, []).append(name)
    found = "; ".join(f"{source}: {', '.join(names)}" for source, names in by_source.items())
    return Outcome("ok", found or "all at their defaults")


def ffmpeg(program: Path, version: str, filters: Iterable[str]) -> Outcome:
    """Whether FFmpeg has the filters that captions and sound need."""
    missing = [name for name in NEEDED_FILTERS if name not in filters]
    if missing:
        fix = "unset HEYGEN_FFMPEG to use the built-in FFmpeg, or install a full one"
        return Outcome("fail", f"{program} ({version}) lacks {', '.join(missing)}", fix)
    return Outcome("ok", f"{version} ({program})")


def voices(found: Sequence[Voice]) -> Outcome:
    """Whether anybody can speak, and whether better than a robot."""
    here = [voice for voice in found if voice.available]
    if not here:
        return Outcome("fail", "no voice works", "reinstall heygen-cli")
    engines = ", ".join(dict.fromkeys(f"{voice.engine} ({voice.quality})" for voice in here))
    better = next((voice.install_hint for voice in found if not voice.available and voice.install_hint), None)
    if all(voice.quality == "robotic" for voice in here):
        return Outcome("warn", f"only robotic ones: {engines}", better)
    return Outcome("ok", engines)


def font(path: Path) -> Outcome:
    """Whether the caption font is where the package put it."""
    if path.is_file():
        return Outcome("ok", path.name)
    return Outcome("fail", f"{path} is missing", "reinstall heygen-cli")
