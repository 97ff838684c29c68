"""``heygen completion``: TAB for four shells."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated, Literal

import typer

from heygen_cli.cli.commands import Commands
from heygen_cli.cli.session import console
from heygen_cli.cli.shells import SHELLS, place
from heygen_cli.domain.errors import InvalidInput

app = Commands(help="Complete commands, options and ids with TAB.")

ShellName = Literal["bash", "zsh", "fish", "powershell"]


@app.command("bash")
def bash() -> None:
    """Print the script for bash.

    Examples:
      source <(heygen completion bash)
    """
    console().text(SHELLS["bash"].script)


@app.command("zsh")
def zsh() -> None:
    """Print the script for zsh.

    Examples:
      heygen completion zsh > "${fpath[1]}/_heygen"
    """
    console().text(SHELLS["zsh"].script)


@app.command("fish")
def fish() -> None:
    """Print the script for fish.

    Examples:
      heygen completion fish | source
    """
    console().text(SHELLS["fish"].script)


@app.command("powershell")
def powershell() -> None:
    """Print the script for PowerShell.

    Examples:
      heygen completion powershell | Out-String | Invoke-Expression
    """
    console().text(SHELLS["powershell"].script)


@app.command("install")
def install(
    shell: Annotated[
        ShellName | None, typer.Argument(metavar="[SHELL]", help="The shell; yours when left out.")
    ] = None,
) -> None:
    """Put the script where the shell finds it by itself.

    Examples:
      heygen completion install
      heygen completion install fish
    """
    name = shell or _own_shell()
    target = place(name, os.environ, Path.home())
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(SHELLS[name].script, encoding="utf-8")
    afterwards = SHELLS[name].afterwards.format(path=target, folder=target.parent)
    console().show({"shell": name, "path": str(target)})
    console().note(afterwards)


def _own_shell() -> str:
    name = Path(os.environ.get("SHELL", "")).name
    if name not in SHELLS:
        raise InvalidInput(
            "Cannot tell which shell this is",
            param="SHELL",
            hint=f"Name it: heygen completion install {'|'.join(SHELLS)}",
        )
    return name
