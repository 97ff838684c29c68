"""What belongs to one run of the program: its flags, and what is made from them when first asked for."""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

from heygen_cli import config
from heygen_cli.cli.console import Console, style
from heygen_cli.domain.errors import AuthRequired, HeygenError

if TYPE_CHECKING:
    from pathlib import Path

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

        kit = Toolkit(self.settings)
        token = _signed_in(self.settings)
        return kit.of(_user_of(kit, token)) if token else kit

    def close(self) -> None:
        """Let go of what the services hold open, if any were asked for."""
        if "toolkit" in vars(self):
            self.toolkit.close()


_current = Session({})


def sign_in(email: str, password: str, times: tuple[float, float]) -> None:
    """Be somebody with an account in all commands from now on; who was signed in stays it if this is refused.

    Raises AuthRequired, TooMany.
    """
    from heygen_cli.bootstrap import Toolkit

    # Not as whoever is signed in, whose session may have ended.
    token = Toolkit(_current.settings).accounts.login(email, password, times=times).access
    sign_out()
    path = _session_file(_current.settings)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY | os.O_CLOEXEC, 0o600), "w") as file:
        file.write(token)
    vars(_current).pop("toolkit", None)


def sign_out() -> None:
    """Be the person of this machine again."""
    from heygen_cli.bootstrap import Toolkit

    token = _signed_in(_current.settings)
    if token:
        accounts = Toolkit(_current.settings).accounts
        found = accounts.who(token)
        if found:
            accounts.logout(found.by)
        _session_file(_current.settings).unlink(missing_ok=True)
    vars(_current).pop("toolkit", None)


def _session_file(settings: config.Settings) -> Path:
    return settings.folders.state / "session"


def _signed_in(settings: config.Settings) -> str | None:
    try:
        return _session_file(settings).read_text("ascii").strip() or None
    except OSError:
        return None


def _user_of(kit: Toolkit, token: str) -> str:
    found = kit.accounts.who(token)
    if found is None:
        raise AuthRequired(
            "Your session is over", hint="heygen user login EMAIL, or heygen user logout", code="unauthorized"
        )
    return found.user.id


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
