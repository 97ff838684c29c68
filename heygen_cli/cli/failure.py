"""Turns whatever was raised into an error a user can act on."""

from __future__ import annotations

import errno
import os
import sys
import time
import traceback
from difflib import get_close_matches
from pathlib import Path

import typer

from heygen_cli.cli.flags import FLAGS
from heygen_cli.domain import errors

SHARED = [name for flag in FLAGS for name in flag.names]
_OS_HINTS = {
    errno.ENOSPC: ("The disk is full", "disk_full", "Free some space and run the command again."),
    errno.EDQUOT: ("The disk quota is used up", "disk_full", "Free some space and run the command again."),
    errno.EROFS: ("The file system is read-only", "cli_file_io_error", "Choose a folder that can be written to."),
    errno.EACCES: ("Permission denied", "cli_file_io_error", "Check who owns the file or folder, or choose another."),
    errno.EMFILE: ("Too many open files", "cli_file_io_error", "Raise the limit (`ulimit -n`) and run it again."),
}


def designed(problem: BaseException) -> errors.HeygenError:
    """The designed error for anything that was raised; an unexpected one leaves a report behind."""
    if isinstance(problem, errors.HeygenError):
        return problem
    if isinstance(problem, (KeyboardInterrupt, typer.Abort)):
        return errors.Canceled("Interrupted")
    if isinstance(problem, MemoryError):
        return errors.HeygenError(
            "There is not enough memory",
            code="out_of_memory",
            hint="Close other programs, or ask for a lower resolution.",
        )
    # Typer's own Click has no public name for its errors, so they are known by what they can do.
    if hasattr(problem, "format_message") and hasattr(problem, "exit_code"):
        return _usage(problem)
    if isinstance(problem, OSError) and problem.errno in _OS_HINTS:
        message, code, hint = _OS_HINTS[problem.errno]
        return errors.StorageFailed(_with_file(message, problem), code=code, hint=hint)
    return _unexpected(problem)


def show_traceback(problem: BaseException) -> None:
    """Print where an error was raised."""
    traceback.print_exception(problem, file=sys.stderr)


def _usage(problem: BaseException) -> errors.InvalidInput:
    context = getattr(problem, "ctx", None)
    message = str(problem.format_message()).rstrip(".")  # type: ignore[attr-defined]
    path = context.command_path if context else "heygen"
    message += _meant(getattr(problem, "option_name", None))
    parameter = getattr(getattr(problem, "param", None), "opts", [None])[0] or getattr(problem, "option_name", None)
    return errors.InvalidInput(message, hint=f"{path} --help", param=parameter)


def _meant(option: str | None) -> str:
    """Typer suggests the command's own options; the shared flags are known only here."""
    near = get_close_matches(option or "", SHARED, n=1)
    return f". Did you mean {near[0]!r}?" if near else ""


def _with_file(message: str, problem: OSError) -> str:
    return f"{message}: {problem.filename}" if problem.filename else message


def _unexpected(problem: BaseException) -> errors.HeygenError:
    what = f"{type(problem).__name__}: {problem}".rstrip(": ")
    report = _write_report(problem)
    if report:
        return errors.HeygenError(f"Unexpected error: {what}", hint=f"please report it, with the file {report}")
    return errors.HeygenError(f"Unexpected error: {what}", hint="run it again with --debug, and please report it")


def _write_report(problem: BaseException) -> Path | None:
    """Write what is needed to find the fault; None when even that is not possible."""
    from heygen_cli import __version__, config
    from heygen_cli.infra.logs import redact

    lines = [
        f"heygen {__version__}, Python {sys.version.split()[0]}, {sys.platform}",
        f"command: {sys.argv[1:]}",
        "",
        *traceback.format_exception(problem),
    ]
    try:
        folder = config.folders(os.environ).state / "reports"
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        path = folder / f"{time.strftime('%Y%m%d-%H%M%S')}-{os.getpid()}.txt"
        path.write_text(redact("\n".join(lines)), encoding="utf-8")
    except (OSError, errors.HeygenError):
        return None
    return path
