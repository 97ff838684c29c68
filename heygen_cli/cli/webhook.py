"""``heygen webhook``: hear from HeyGen when something is done."""

from __future__ import annotations

import json
import re
import shlex
import shutil
import sys
from collections.abc import Mapping
from typing import Annotated, Any

import typer

from heygen_cli.cli.commands import Commands
from heygen_cli.cli.session import console, toolkit
from heygen_cli.cli.words import read_text
from heygen_cli.domain.errors import AuthRequired, InvalidInput

app = Commands(help="Hear from HeyGen when something is done.")

SECRET = "HEYGEN_WEBHOOK_SECRET"  # noqa: S105 - a name

Port = Annotated[int, typer.Option(min=0, max=65535, help="Where to listen; 0 takes any that is free.")]
Host = Annotated[str, typer.Option(metavar="ADDRESS", help="Who is heard: only this machine unless said otherwise.")]
SecretEnv = Annotated[
    str | None,
    typer.Option("--secret-env", "--secret", metavar="NAME|-", help="Variable with the secret; - reads it from stdin."),
]
Exec = Annotated[str | None, typer.Option("--exec", metavar="COMMAND", help="Run with each event on its stdin.")]
Once = Annotated[bool, typer.Option("--once", help="End after the first event.")]


@app.callback()
def webhook() -> None:
    """Hear from HeyGen when something is done."""
    # A group of one command would become that command, and the cloud's commands would have no place.


@app.command("listen")
def listen(
    port: Port = 8790, host: Host = "127.0.0.1", secret_env: SecretEnv = None, command: Exec = None, once: Once = False
) -> None:
    """Receive HeyGen's events and print each as a line of JSON.

    Signatures are checked against the endpoint's secret, which is in HEYGEN_WEBHOOK_SECRET unless another variable is
    named. An event that came before is not printed again. A command that fails makes HeyGen send the event once more.

    Examples:
      heygen webhook listen --port 8790
      heygen webhook listen --exec "python done.py" --secret-env MY_SECRET
      heygen webhook listen --once --secret-env - < secret.txt
    """
    words = _words(command) if command else ()
    secret = _secret(secret_env)
    if not secret:
        console().note(f"No secret: whoever reaches this port is believed. Put the endpoint's secret into {SECRET}.")
    toolkit().webhooks.listen(
        host,
        port,
        _show,
        secret=secret,
        command=words,
        started=lambda url: console().note(f"Listening on {url}"),
        refused=lambda why: console().note(f"Refused, {why}"),
        once=once,
    )


def _show(event: Mapping[str, Any]) -> None:
    console().text(json.dumps(event))
    sys.stdout.flush()  # whoever reads a pipe wants each event when it comes


def _words(command: str) -> tuple[str, ...]:
    """A command line as a list of words; no shell sees it."""
    try:
        words = tuple(shlex.split(command))
    except ValueError as problem:
        raise InvalidInput(f"Cannot read the command: {problem}", param="--exec") from problem
    if not words or shutil.which(words[0]) is None:
        raise InvalidInput(f"There is no program {words[0] if words else ''!r}", param="--exec")
    return words


def _secret(name: str | None) -> str | None:
    if name == "-":
        return read_text("-", "--secret-env").strip() or None
    if name and not re.fullmatch(r"[A-Za-z_][A-Za-z0-9_]*", name.removeprefix("whsec_")):
        raise InvalidInput("This is no name of a variable", param="--secret-env", hint=f"export {SECRET}=…")
    if name and name.startswith("whsec_"):
        raise InvalidInput(
            "A secret does not belong on a command line, where others can read it",
            param="--secret-env",
            hint=f"export {SECRET}=…, or pipe it in with --secret-env -",
        )
    found = toolkit().secret(name or SECRET)
    if name and not found:
        raise AuthRequired(f"{name} is not set", hint=f"export {name}=…")
    return found
