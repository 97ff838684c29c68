"""The files of a manifest: itself, the storyboards and tables it names."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from heygen_cli.domain.errors import InvalidInput
from heygen_cli.domain.fields import Marks
from heygen_cli.domain.manifest import Manifest, read_manifest
from heygen_cli.domain.recipe import Board, Surroundings
from heygen_cli.domain.table import Table
from heygen_cli.infra.documents import read_document
from heygen_cli.infra.intake import read_storyboard
from heygen_cli.infra.intake.tables import read_table
from heygen_cli.infra.templating import render


class ManifestFiles:
    """Reads manifests. ``template`` finds a kept template by its name; ``pictures`` is for those of slides."""

    def __init__(self, defaults: Mapping[str, Any], template: Callable[[str], Board | None], pictures: Path) -> None:
        self._defaults = defaults
        self._template = template
        self._pictures = pictures

    def read(self, path: Path) -> Manifest:
        """A manifest with everything it names; raises InvalidInput, ManyInvalid."""
        data, marks = self.manifest(path)
        return read_manifest(data, marks, path, Surroundings(self, render, self._defaults, os.environ))

    def manifest(self, path: Path) -> tuple[object, Marks]:
        """A manifest as it was written."""
        document = read_document(_read(path), str(path))
        return document.data, document.marks

    def board(self, name: str, base: Path) -> Board:
        """A storyboard file, or a template by its name."""
        path = base / name
        if not path.is_file():
            kept = self._template(name) if not Path(name).suffix else None
            if kept is None:
                raise InvalidInput(f"There is no file {path}", hint="heygen template list")
            return kept
        document, events = read_storyboard(str(path), lambda: _read(path), self._pictures)
        if not isinstance(document.data, Mapping):
            raise document.marks.fault((), f"{name} holds no storyboard", "begin it with scenes:")
        title = path.stem.replace("_", " ").strip() or None
        return Board(document.data, document.marks, path.parent, title, tuple(events))

    def table(self, path: Path) -> Table:
        """The rows of a CSV, JSON or JSON Lines file."""
        return read_table(path)


def _read(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except FileNotFoundError as problem:
        raise InvalidInput(f"There is no file {path}", hint="heygen batch init") from problem
    except IsADirectoryError as problem:
        raise InvalidInput(f"{path} is a folder") from problem
    except UnicodeDecodeError as problem:
        raise InvalidInput(f"{path} is not UTF-8 text", hint="save it as UTF-8") from problem
