"""Commands and groups of commands whose help pages read alike: usage, what it does, options, examples last."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import typer
from typer.core import TyperCommand, TyperGroup

from heygen_cli.cli.flags import FLAGS

if TYPE_CHECKING:
    # Typer carries its own copy of Click under a private name; only the types are named here.
    from typer._click import Context, HelpFormatter

_F = TypeVar("_F", bound=Callable[..., Any])
_BOLD, _PLAIN = "\x1b[1m", "\x1b[0m"


class Command(TyperCommand):
    """A command. The ``Examples:`` block that ends its docstring is shown after the options, as it was written."""

    examples = ""

    def collect_usage_pieces(self, ctx: Context) -> list[str]:
        """What follows the command's name: ``KEY`` must be given, ``[KEY]`` may."""
        return [piece.strip("{}") for piece in super().collect_usage_pieces(ctx)]

    def format_help(self, ctx: Context, formatter: HelpFormatter) -> None:
        """Write the whole page."""
        whole = self.help or ""
        self.help, _, self.examples = whole.partition("\nExamples:\n")
        try:
            _write_page(self, ctx, formatter, self.examples)
        finally:
            self.help = whole

    def get_help(self, ctx: Context) -> str:
        """The page, with bold headings where colour is wanted."""
        return _headed(super().get_help(ctx), coloured=bool(ctx.color))


class Group(TyperGroup):
    """A group of commands; alone on the line it shows its help.

    ``further`` makes the group that has the commands that this one lacks.
    """

    further: Callable[[], Any] | None = None

    def get_command(self, ctx: Context, cmd_name: str) -> Any:
        """The command of this name."""
        found = super().get_command(ctx, cmd_name)
        return self.further().commands.get(cmd_name) if found is None and self.further else found

    def parse_args(self, ctx: Context, args: list[str]) -> list[str]:
        """Read the group's own words."""
        return super().parse_args(ctx, args or ["--help"])

    def format_help(self, ctx: Context, formatter: HelpFormatter) -> None:
        """Write the whole page."""
        _write_page(self, ctx, formatter)

    def get_help(self, ctx: Context) -> str:
        """The page, with bold headings where colour is wanted."""
        return _headed(super().get_help(ctx), coloured=bool(ctx.color))


class Commands(typer.Typer):
    """What a ``cli/<noun>.py`` makes its ``app`` of, so that all commands are ours without saying so each time."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(cls=Group, add_completion=False, rich_markup_mode=None, **settings)

    def command(self, name: str | None = None, **settings: Any) -> Callable[[_F], _F]:
        """Register a function as a command."""
        settings.setdefault("cls", Command)
        return super().command(name, **settings)


def _write_page(command: Command | Group, ctx: Context, formatter: HelpFormatter, examples: str = "") -> None:
    command.format_usage(ctx, formatter)
    command.format_help_text(ctx, formatter)
    command.format_options(ctx, formatter)
    with formatter.section("Global options"):
        formatter.write_dl([(flag.usage, flag.help) for flag in FLAGS if flag.help])
    if examples:
        formatter.write(f"\nExamples:\n{examples.rstrip()}\n")


def _headed(page: str, *, coloured: bool) -> str:
    if not coloured:
        return page
    return re.sub(r"(?m)^([A-Z][a-z ]+:)", rf"{_BOLD}\1{_PLAIN}", page)
