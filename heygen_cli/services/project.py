"""Starter projects: a storyboard with comments, and what it needs beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from heygen_cli.domain.errors import FileExists, InvalidInput
from heygen_cli.domain.fields import suggestion
from heygen_cli.services.delivery import storage_errors, writing

ABOUT = {
    "basic": "three scenes, a list, a variable",
    "launch": "a product launch with a brand, also for phones",
    "short": "a vertical short with words that jump out",
    "report": "numbers of a quarter as charts",
    "notes": "a film written in Markdown",
    "batch": "many videos from one table",
}


@dataclass(frozen=True)
class Project:
    """A project that was written: its folder, its files, the storyboard first."""

    folder: Path
    files: tuple[str, ...]


class ProjectService:
    """Writes starter projects from the templates in a folder of the package."""

    def __init__(self, *, templates: Path) -> None:
        self._templates = templates

    def templates(self) -> Sequence[tuple[str, str]]:
        """The names of the templates, and what each is."""
        return list(ABOUT.items())

    def begin(self, folder: Path, template: str) -> Project:
        """Write a project into a folder, which may be new; no file is ever replaced.

        Raises:
            InvalidInput: When there is no such template.
            FileExists: When a file of the project is there already; nothing is written then.
        """
        if template not in ABOUT:
            raise InvalidInput(
                f'There is no template "{template}"', param="--template", hint=suggestion(template, tuple(ABOUT))
            )
        home = self._templates / template
        files = sorted(
            (path for path in home.iterdir() if path.is_file()), key=lambda path: not path.stem.startswith("video")
        )
        for path in files:
            if (folder / path.name).exists():
                raise FileExists(
                    f"{folder / path.name} exists already", param="FOLDER", hint="name a new folder: heygen init FOLDER"
                )
        with storage_errors(folder):
            folder.mkdir(parents=True, exist_ok=True)
        for path in files:
            with writing(folder / path.name, overwrite=False) as part:
                part.write_bytes(path.read_bytes())
        return Project(folder.absolute(), tuple(path.name for path in files))
