"""What belongs to one run of the program: its flags, and what is made from them when first asked for."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

from heygen_cli import config
from heygen_cli.cli.console import Console, style
from heygen_cli.domain.errors import HeygenError

if TYPE_CHECKING:
    from heygen_cli.bootstrap import Toolkit
    from heygen_cli.cli.progress import ConsoleProgress


class Session:
    """Settings, console and services of one command line."""

    def __init__(self, flags: Mapping[str, str]) -> None:
        self.flags: dict[str, Any] = dict(flags)
        self.debug = self.flags.pop("debug", "") == "yes"
        self.quiet = self.flags.pop("quiet", "") == "yes"

    @cached_property
    def settings(self) -> config.Settings:
        """The settings with this line's flags over them."""
        return config.load(self.flags)

    @cached_property
    def console(self) -> Console:
        """The printer for this line. It must be able to tell what is wrong with the settings, so it needs none."""
        try:
            output, color = self.settings.output, self.settings.color
        except HeygenError:
            output, color = self.flags.get("output", "auto"), self.flags.get("color", "auto")
        return Console(style(output=output, quiet=self.quiet, color=color))

    @cached_property
    def toolkit(self) -> Toolkit:
        """The services."""
        from heygen_cli.bootstrap import Toolkit

        return Toolkit(self.settings)

    def close(self) -> None:
        """Let go of what the services hold open, if any were asked for."""
        if "toolkit" in vars(self):
            self.toolkit.close()


_current = Session({})


def begin(flags: Mapping[str, str]) -> Session:
    """Start a run; what this module hands out belongs to it from now on."""
    global _current
    _current = Session(flags)
    return _current


def override(flags: Mapping[str, Any]) -> None:
    """Let flags of a command count as settings of this run; to be called before the services are asked for."""
    _current.flags.update(flags)
    for made in ("settings", "toolkit"):
        vars(_current).pop(made, None)


def console() -> Console:
    """The printer of this run."""
    return _current.console


def provider() -> str:
    """Who makes the videos; this computer while the settings cannot be read, so that they can be repaired."""
    try:
        return _current.settings.provider
    except HeygenError:
        return "local"


def toolkit() -> Toolkit:
    """The services of this run."""
    return _current.toolkit


def progress(*, strict: bool = False) -> ConsoleProgress:
    """Where work reports how far it is; used as a context, which cleans the terminal up afterwards."""
    from heygen_cli.cli.progress import ConsoleProgress

    return ConsoleProgress(_current.console, strict=strict)
