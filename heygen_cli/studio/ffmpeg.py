"""Find FFmpeg and run it: the one place where the program is started."""

from __future__ import annotations

import functools
import os
import shutil
import subprocess
import sys
import weakref
from collections.abc import Sequence
from pathlib import Path
from typing import IO

from heygen_cli.domain.errors import EngineMissing, RenderFailed, StorageFailed

# Every input is a local file: nothing in a media file may make FFmpeg open a URL or another path.
SAFE_INPUT = ("-protocol_whitelist", "file,pipe")
# How long FFmpeg may take to end after being asked to, in seconds.
GRACE = 2.0
# PR_SET_PDEATHSIG is 1 (<sys/prctl.h>); a parent that died before it was set has left another one in its place.
_TIE = """
import ctypes, os, signal, sys
ctypes.CDLL(None).prctl(1, signal.SIGKILL)
if os.getppid() != int(sys.argv[1]):
    sys.exit(1)
os.execv(sys.argv[2], sys.argv[2:])
"""
_running: weakref.WeakSet[subprocess.Popen[bytes]] = weakref.WeakSet()


@functools.cache
def executable() -> Path:
    """The FFmpeg to use: ``HEYGEN_FFMPEG`` when set, else the one that came with the package.

    Raises:
        EngineMissing: When the named program does not exist, or the package has none for this platform.
    """
    named = os.environ.get("HEYGEN_FFMPEG")
    if named:
        found = shutil.which(named)
        if not found:
            raise EngineMissing(
                f"HEYGEN_FFMPEG names {named!r}, which is not a program", hint="Unset it to use the built-in FFmpeg."
            )
        return Path(found)
    import imageio_ffmpeg

    try:
        return Path(imageio_ffmpeg.get_ffmpeg_exe())
    except RuntimeError as problem:
        raise EngineMissing(
            "There is no FFmpeg for this platform in imageio-ffmpeg",
            hint="Install FFmpeg and set HEYGEN_FFMPEG to its path.",
        ) from problem


def run(args: Sequence[str], *, stdin: bytes | None = None) -> str:
    """Run FFmpeg to its end and return what it wrote to stderr (reports such as ebur128's are there).

    ``args`` come after ``ffmpeg -nostdin -hide_banner``. Whatever ends this process, FFmpeg ends with it.

    Raises:
        RenderFailed: When FFmpeg fails, with the last lines of its report.
        StorageFailed: When it failed because the disk is full.
    """
    with start(args, stdin=subprocess.PIPE if stdin else subprocess.DEVNULL, stdout=subprocess.DEVNULL) as process:
        try:
            _, report = process.communicate(stdin)
        except BaseException:
            stop(process)
            raise
    text = report.decode("utf-8", "replace")
    check(process.returncode, text)
    return text


def start(
    args: Sequence[str], *, stdin: int, stdout: int, stderr: int | IO[bytes] = subprocess.PIPE
) -> subprocess.Popen[bytes]:
    """Start FFmpeg; the caller reads its pipes, waits for it, and calls ``stop`` when something goes wrong."""
    command = [str(executable()), "-nostdin", "-hide_banner", *args]
    process = subprocess.Popen(_tied(command), stdin=stdin, stdout=stdout, stderr=stderr)
    _running.add(process)
    return process


def stop(process: subprocess.Popen[bytes]) -> None:
    """End FFmpeg, politely first; afterwards it is gone."""
    if process.poll() is None:
        process.terminate()
        try:
            process.wait(GRACE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def stop_all() -> None:
    """End every FFmpeg that this process has started, whichever thread waits for it."""
    for process in list(_running):
        stop(process)


def check(code: int, report: str) -> None:
    """Raise what a failed run means; does nothing when it succeeded."""
    if code == 0:
        return
    if "No space left on device" in report:
        raise StorageFailed("The disk is full", code="disk_full", hint="Free some space and run the command again.")
    tail = " | ".join(line.strip() for line in report.strip().splitlines()[-3:])
    raise RenderFailed(f"FFmpeg failed ({code}): {tail}")


def quoted(path: Path) -> str:
    """A path inside a filter graph: quoted for the graph's parser, then for the filter's (ffmpeg-filters, "Notes")."""
    inner = str(path).replace("\\", "\\\\").replace("'", r"\'").replace(":", r"\:")
    return "'" + inner.replace("'", r"'\''") + "'"


@functools.cache
def filters() -> frozenset[str]:
    """The names of the filters this FFmpeg has."""
    listing = subprocess.run([executable(), "-hide_banner", "-filters"], capture_output=True, text=True, check=True)
    rows = (line.split() for line in listing.stdout.splitlines())
    return frozenset(row[1] for row in rows if len(row) > 2 and "->" in row[2])


@functools.cache
def version() -> str:
    """What FFmpeg calls itself, for example ``9.0.2-static``."""
    listing = subprocess.run([executable(), "-version"], capture_output=True, text=True, check=True)
    return listing.stdout.split()[2]


def _tied(command: list[str]) -> list[str]:
    """The command, started by a step that ties its life to ours: ``kill -9`` then leaves no FFmpeg behind (Linux).

    A ``preexec_fn`` would do the same without the 15 ms, but what runs between fork and exec in a process with
    threads can wait for ever for a lock that another thread held.
    """
    if sys.platform != "linux":
        return command
    return [sys.executable, "-I", "-S", "-c", _TIE, str(os.getpid()), *command]
