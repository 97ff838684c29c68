"""``heygen config``: settings, and where each comes from."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated, Any

import typer

from heygen_cli import config
from heygen_cli.cli.commands import Commands
from heygen_cli.cli.console import Column
from heygen_cli.cli.session import console, toolkit

app = Commands(help="Read and change settings.")

COLUMNS = (
    Column("key", "Setting"),
    Column("value", "Value"),
    Column("source", "From"),
    Column("help", "What it is"),
)
Key = Annotated[str, typer.Argument(metavar="KEY", help="Name of a setting, as `heygen config list` shows it.")]


@app.command("list")
def list_settings() -> None:
    """List every setting with its value and where that comes from.

    A flag wins over HEYGEN_<NAME>, that over the project's heygen.toml, that over your config.toml.

    Examples:
      heygen config list
      heygen config list --json | jq '.data[] | select(.source != "default")'
    """
    console().show_list([_shown(name) for name in config.SETTINGS], COLUMNS)


@app.command("get")
def get_setting(key: Key) -> None:
    """Show one setting.

    Examples:
      heygen config get voice
    """
    config.setting(key)
    console().show(_shown(key), COLUMNS)


@app.command("set")
def set_setting(
    key: Key,
    value: Annotated[str, typer.Argument(metavar="VALUE", help="Its new value.")],
    project: Annotated[bool, typer.Option("--project", help="Write ./heygen.toml instead of your own file.")] = False,
) -> None:
    """Change one setting; comments and everything else in the file stay as they are.

    Examples:
      heygen config set avatar leo
      heygen config set captions karaoke --project
    """
    folder = Path.cwd() if project else config.folders(os.environ).config
    path = folder / (config.PROJECT_FILE if project else config.USER_FILE)
    config.write(path, key, value)
    console().show({"key": key, "value": value, "source": str(path)}, COLUMNS)


@app.command("path")
def show_paths() -> None:
    """Show the files and folders in use.

    Examples:
      heygen config path
      cd "$(heygen config path | jq -r .data.data)"
    """
    places = config.folders(os.environ)
    project = config.project_file(Path.cwd())
    shown = {
        "user": str(places.config / config.USER_FILE),
        "project": str(project) if project else None,
        "data": str(places.data),
        "cache": str(places.cache),
        "state": str(places.state),
    }
    console().show(shown)


def _shown(name: str) -> dict[str, Any]:
    settings = toolkit().settings
    known = config.SETTINGS[name]
    return {
        "key": name,
        "value": getattr(settings, name),
        "source": settings.source(name),
        "help": known.help,
        "choices": list(known.choices),
        "variable": known.variable,
    }
