"""``heygen auth``: sign in to HeyGen's cloud."""

from __future__ import annotations

import getpass
import json
import sys
from typing import Annotated

import typer

from heygen_cli.cli.commands import Commands
from heygen_cli.cli.console import Column
from heygen_cli.cli.session import console, toolkit
from heygen_cli.domain.errors import InvalidInput

app = Commands(help="Sign in to HeyGen's cloud.")

Typed = Annotated[bool, typer.Option("--api-key", help="Type the key; it is not shown")]
OAuth = Annotated[bool, typer.Option("--oauth", help="Sign in with the browser")]

DONE = (Column("where", "Key kept in"),)
OUT = (Column("signed_out", "Signed out"), Column("forgotten", "Key forgotten"), Column("remains", "Still there"))


@app.command()
def login(typed: Typed = False, oauth: OAuth = False) -> None:
    """Keep the key of an account: in the system's keyring, or in a file that only you may read.

    The key is read from standard input, or typed; never give it on the command line.

    Examples:
      heygen auth login < key.txt
      heygen auth login --api-key
    """
    if oauth:
        raise InvalidInput(
            "Signing in with the browser needs an application registered with HeyGen, which this program is not",
            param="--oauth",
            hint="heygen auth login --api-key, or set HEYGEN_ACCESS_TOKEN",
        )
    key = getpass.getpass("HeyGen API key: ") if typed or sys.stdin.isatty() else sys.stdin.readline()
    answer = toolkit().session.login(key)
    if console().human:
        console().show({"where": answer["credential"]["source"]}, DONE)
    else:
        console().show(answer)


@app.command()
def status() -> None:
    """Show the account, and where its key comes from; never the key.

    Examples:
      heygen auth status
    """
    answer = toolkit().session.status()
    if console().human:
        account = {**answer["data"], "key from": answer["credential"]["source"]}
        console().show({name: value for name, value in account.items() if not isinstance(value, dict)})
    else:
        console().text(json.dumps(answer, ensure_ascii=False))


@app.command()
def logout() -> None:
    """Forget the key that was kept.

    Examples:
      heygen auth logout
    """
    console().show(toolkit().session.logout(), OUT)
