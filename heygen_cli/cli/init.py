"""``heygen init``: a project to begin with."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from heygen_cli.cli.commands import Commands
from heygen_cli.cli.console import Column
from heygen_cli.cli.session import console, toolkit

app = Commands()

Folder = Annotated[str, typer.Argument(metavar="[FOLDER]", help="Where to; by default this folder")]
Template = Annotated[
    str, typer.Option("--template", "-t", metavar="NAME", help="basic | launch | short | report | notes | batch")
]
Listed = Annotated[bool, typer.Option("--list", help="Show the templates")]

TEMPLATES = (Column("name", "Template"), Column("about", "What it is"))
PROJECT = (Column("folder", "Folder"), Column("files", "Files", lambda files: ", ".join(files)))


@app.command("init")
def init(folder: Folder = ".", template: Template = "basic", listed: Listed = False) -> None:
    """Write a storyboard to begin with; its comments say what can be changed.

    Examples:
      heygen init talk && heygen video render talk/video.yaml
      heygen init launch --template launch
      heygen init --list
    """
    projects = toolkit().projects
    if listed:
        console().show_list([{"name": name, "about": about} for name, about in projects.templates()], TEMPLATES)
        return
    made = projects.begin(Path(folder), template)
    console().show({"folder": str(made.folder), "files": list(made.files)}, PROJECT)
    verb = "batch run" if template == "batch" else "video render"
    console().note(f"Next: heygen {verb} {Path(folder) / made.files[0]}")
