"""The root command, and the one place where errors become messages and exit codes."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Any

import typer
from typer.main import get_command

from heygen_cli.cli import flags, session
from heygen_cli.cli.commands import Group
from heygen_cli.cli.session import Session, console, progress, toolkit
from heygen_cli.domain import errors

if TYPE_CHECKING:
    from typer._click import Context, HelpFormatter

__all__ = ["EXIT_CODES", "GROUPS", "Root", "console", "progress", "root", "run", "toolkit"]

# A group's module is imported when one of its commands is used. A new group needs one line here and nothing else.
GROUPS: dict[str, tuple[str | None, str]] = {
    "video": ("heygen_cli.cli.video", "Make videos, and see to those already made"),
    "avatar": ("heygen_cli.cli.avatar", "See who can present a video"),
    "voice": ("heygen_cli.cli.voice", "See who can speak, and hear them"),
    "batch": ("heygen_cli.cli.batch", "Make many videos from one manifest"),
    "job": ("heygen_cli.cli.job", "Look after videos that workers make"),
    "worker": ("heygen_cli.cli.worker", "Make the videos that wait in the queue"),
    "template": ("heygen_cli.cli.template", "Keep storyboards, and make films of them with other words"),
    "script": ("heygen_cli.cli.script", "Have scripts written by a language model"),
    "report": ("heygen_cli.cli.report", "See what was made, what it cost and what went wrong"),
    "cache": ("heygen_cli.cli.cache", "See and tidy what was rendered before"),
    "init": ("heygen_cli.cli.init", "Write a storyboard to begin with"),
    "config": ("heygen_cli.cli.config", "Read and change settings"),
    "serve": ("heygen_cli.cli.serve", "HeyGen's API on this machine, for programs written for it"),
    "auth": ("heygen_cli.cli.auth", "Sign in to HeyGen's cloud"),
    "api": ("heygen_cli.cli.api", "Ask HeyGen's API for anything"),
    "asset": (None, "HeyGen's cloud: files that were uploaded"),
    "audio": (None, "HeyGen's cloud: music and sound effects"),
    "ai-clipping": (None, "HeyGen's cloud: highlights of long videos"),
    "background-removal": (None, "HeyGen's cloud: people cut out of videos"),
    "brand": (None, "HeyGen's cloud: brand kits and glossaries"),
    "lipsync": (None, "HeyGen's cloud: other speech for videos"),
    "video-translate": (None, "HeyGen's cloud: videos in other languages"),
    "user": ("heygen_cli.cli.user", "People who use this machine's server, and their keys"),
    "video-agent": ("heygen_cli.cli.video_agent", "Have films made of a wish"),
    "webhook": ("heygen_cli.cli.webhook", "Hear from HeyGen when something is done"),
    "completion": ("heygen_cli.cli.completion", "Complete commands and ids with TAB"),
    "doctor": ("heygen_cli.cli.doctor", "Check that this machine can make videos"),
}

# The groups that have commands in HeyGen's cloud.
CLOUD = frozenset(
    ("ai-clipping", "asset", "audio", "avatar", "background-removal", "brand", "lipsync", "template", "user",
     "video-agent", "video-translate", "video", "voice", "webhook")
)  # fmt: skip
ALIASES = {"brand-kit": ["brand", "kits"]}

# A kind that is not named here has the code of the kind it derives from.
EXIT_CODES: dict[type[errors.HeygenError], int] = {
    errors.HeygenError: 1,
    errors.InvalidInput: 2,
    errors.AuthRequired: 3,
    errors.Forbidden: 3,
    errors.TimedOut: 4,
    errors.PartlyFailed: 5,
    errors.Canceled: 130,
}
BROKEN_PIPE = 141  # what a shell reports for a program that SIGPIPE ended

ABOUT = """Make talking videos: a script goes in, a video with a speaking presenter comes out.

Everything is made on this computer: no account, no network.
"""
EPILOG = """
Exit codes:
  0 ok · 1 failed · 2 wrong usage or input · 3 not permitted · 4 timed out · 5 partly failed · 130 interrupted

Examples:
  heygen video create "Hello, and welcome." --output hello.mp4
  heygen video create --script-file talk.txt --avatar mira --captions burn
  heygen voice list
"""


class Root(Group):
    """``heygen``: knows its groups by name, and imports one only when it is used."""

    def list_commands(self, ctx: Context) -> list[str]:  # noqa: ARG002 - the signature is Typer's
        """The names of the groups."""
        return list(GROUPS)

    def get_command(self, ctx: Context, cmd_name: str) -> Any:  # noqa: ARG002
        """The group of this name, imported now."""
        if cmd_name not in GROUPS:
            return None
        module, help_line = GROUPS[cmd_name]
        command = get_command(import_module(module).app) if module else None
        if cmd_name in CLOUD:
            from heygen_cli.cli import cloud

            command = cloud.merged(cmd_name, command, cloud=session.provider() == "heygen")
        assert command is not None
        command.name = cmd_name
        command.help = command.help or f"{help_line}."
        return command

    def resolve_command(self, ctx: Context, args: list[str]) -> Any:
        """Find the group, or say which one may have been meant."""
        args = [*ALIASES.get(args[0], args[:1]), *args[1:]]
        name = args[0]
        if name not in GROUPS and not name.startswith("-"):
            from difflib import get_close_matches

            near = get_close_matches(name, GROUPS)
            ctx.fail(f"No such command {name!r}." + (f" Did you mean {near[0]!r}?" if near else ""))
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: Context, formatter: HelpFormatter) -> None:  # noqa: ARG002
        """List the groups without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, help_line) for name, (_, help_line) in GROUPS.items()])

    def format_help(self, ctx: Context, formatter: HelpFormatter) -> None:
        """Write the whole page."""
        super().format_help(ctx, formatter)
        formatter.write(EPILOG)


def root() -> Root:
    """The root command."""
    return Root(
        name="heygen", help=ABOUT, rich_markup_mode=None, context_settings={"help_option_names": ["-h", "--help"]}
    )


def run(args: Sequence[str]) -> int:
    """Run one command line and return its exit code. Nothing is raised."""
    current = session.begin({})
    try:
        line = flags.split(args)
        current = session.begin(line.flags)
        _log(current)
        return _invoke(line.words, coloured=current.console.coloured)
    except BaseException as problem:  # noqa: BLE001 - this is the one place
        return _explain(problem, current)
    finally:
        current.close()


def _invoke(words: Sequence[str], *, coloured: bool) -> int:
    if session.provider() == "heygen":
        from heygen_cli.cli.cloud import go_flags

        words = go_flags(words)
    # The context is made and used by hand: Typer's own `main` would print errors and choose exit codes.
    with root().make_context("heygen", list(words), color=coloured) as context:
        result = context.command.invoke(context)
    sys.stdout.flush()
    return result if isinstance(result, int) else 0


def _log(current: Session) -> None:
    """Start logging, unless nothing would be logged anyway: most commands never need the module."""
    try:
        level, form = current.settings.log_level, current.settings.log_format
    except errors.HeygenError:
        return  # told by the first command that needs settings; `config set` must still be able to repair them
    if level != "warning":
        from heygen_cli.infra import logs

        logs.start(level, form)


def _explain(problem: BaseException, current: Session) -> int:
    """Tell the user what happened and choose the exit code."""
    if isinstance(problem, (typer.Exit, SystemExit)):
        code = problem.exit_code if isinstance(problem, typer.Exit) else problem.code
        return code if isinstance(code, int) else 1
    if isinstance(problem, OSError) and problem.errno == errno.EPIPE:
        _let_go_of_stdout()
        return BROKEN_PIPE
    from heygen_cli.cli import failure

    if current.debug or os.environ.get("HEYGEN_DEBUG"):
        failure.show_traceback(problem)
    error = failure.designed(problem)
    current.console.error(error)
    return exit_code(type(error))


def exit_code(kind: type[errors.HeygenError]) -> int:
    """The exit code for a kind of error, or for the nearest kind it derives from."""
    return next(EXIT_CODES[base] for base in kind.__mro__ if base in EXIT_CODES)


def _let_go_of_stdout() -> None:
    """Nobody reads any more: what is still buffered goes nowhere, so that Python's last flush does not complain."""
    sink = os.open(os.devnull, os.O_WRONLY)
    os.dup2(sink, sys.stdout.fileno())
    os.close(sink)
