"""A manifest: many videos said at once, as rows of a table, combinations of a matrix and single storyboards."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any, Literal

from heygen_cli.domain.errors import InvalidInput
from heygen_cli.domain.faults import Faults
from heygen_cli.domain.fields import Fields, Marks, Where, kind_of
from heygen_cli.domain.recipe import Filling, Item, Maker, Part, Surroundings, mapping, names
from heygen_cli.domain.table import Table
from heygen_cli.domain.variables import Sheet

OnFailure = Literal["continue", "stop"]
ON_FAILURE: tuple[OnFailure, ...] = ("continue", "stop")
VERSION = 1
CONCURRENCY = (1, 64)
ITEM_LIMIT = 100_000
_FIELDS = (
    *("version", "title", "defaults", "videos", "rows", "template", "matrix", "include", "output", "environment"),
    *("ignore", "concurrency", "budget", "on_failure", "notify"),
)


@dataclass(frozen=True)
class Notify:
    """Who is told when the batch has ended: a URL gets a POST, a command the same JSON on its standard input."""

    url: str | None = None
    command: tuple[str, ...] = ()


@dataclass(frozen=True)
class Manifest:
    """Everything a manifest asks for."""

    items: tuple[Item, ...]
    title: str | None = None
    concurrency: int | None = None
    budget: float | None = None
    on_failure: OnFailure = "continue"
    notify: Notify = field(default_factory=Notify)


def read_manifest(data: object, marks: Marks, path: Path, around: Surroundings) -> Manifest:
    """Read a manifest and everything it names.

    Raises InvalidInput for one fault and ManyInvalid for several: all that were found, each with its place. A fault
    that many rows share is told once.
    """
    faults = Faults()
    reading = _Reading(around, faults)
    manifest = reading.manifest(data, marks, path, around.defaults, ())
    if not faults and not reading.items:
        faults.add(marks.fault((), "The manifest asks for no video", "add videos, or rows and a template"))
    faults.raise_all()
    return replace(manifest, items=tuple(reading.items))


class _Reading:
    """Goes through a manifest and the ones it includes, and gathers their items."""

    def __init__(self, around: Surroundings, faults: Faults) -> None:
        self._around = around
        self._faults = faults
        self.items: list[Item] = []
        self._outputs: dict[str, str] = {}
        self._exists = cache(Path.is_file)

    def manifest(
        self, data: object, marks: Marks, path: Path, defaults: Mapping[str, Any], above: tuple[Path, ...]
    ) -> Manifest:
        """Read one manifest; its items are added to those that are there."""
        found: list[InvalidInput] = []
        fields = Fields(data, (), marks, found)
        fields.only(*_FIELDS)
        if fields.usable and fields.raw("version") != VERSION:
            fields.fault(("version",), f"The version must be {VERSION}", f"version: {VERSION}")
        settings = _settings(fields)
        part = Part(fields, marks, path.parent, {**defaults, **mapping(fields, "defaults")}, self._around)
        if not found:
            self._recipes(part)
            for name in names(fields, "include"):
                self._include(name, part, (*above, path))
        for each in found:
            self._faults.add(each)
        return settings

    def _include(self, name: str, part: Part, above: tuple[Path, ...]) -> None:
        path = part.base / name
        if path in above:
            self._faults.add(part.marks.fault(("include",), f"{name} includes itself"))
            return
        try:
            data, marks = self._around.shelf.manifest(path)
        except InvalidInput as fault:
            self._faults.add(fault)
            return
        self.manifest(data, marks, path, part.defaults, above)

    def _recipes(self, part: Part) -> None:
        try:
            axes = part.axes()
            table = part.table()
        except InvalidInput as fault:
            self._faults.add(fault)
            return
        template = part.fields.raw("template")
        if template is None and table is not None:
            part.fields.fault(("rows",), "There is no template for the rows", "add template: with scenes, or a file")
        if template is not None:
            if table is None and not axes:
                part.fields.fault(("template",), "There is nothing to fill the template with", "add rows or matrix")
            self._expand(part, ("template",), template, table, axes)
        videos = part.fields.raw("videos")
        for index, video in enumerate(videos if isinstance(videos, list) else []):
            self._expand(part, ("videos", index), video, None, axes)
        if videos is not None and not isinstance(videos, list):
            part.fields.fault(("videos",), f"videos must be a list, not {kind_of(videos)}", "begin each with a dash")

    def _expand(self, part: Part, where: Where, said: object, table: Table | None, axes: Sequence[Filling]) -> None:
        """All videos of one storyboard."""
        try:
            recipe = part.recipe(where, said)
            others = part.others(table, axes)
            sheet = Sheet(recipe.board.data, recipe.board.marks, self._around.render, others)
        except InvalidInput as fault:
            self._faults.add(fault)
            return
        maker = Maker(recipe, sheet, part, self._exists)
        for filling in part.fillings(recipe, table, axes):
            if len(self.items) >= ITEM_LIMIT:
                self._faults.add(part.marks.fault(where, f"There are more than {ITEM_LIMIT:,} videos"))
                return
            try:
                self._add(maker.item(filling))
            except InvalidInput as fault:
                self._faults.add(fault, filling.place)
        for each in (*sheet.unused(), *part.unused(table, sheet.used | maker.used)):
            self._faults.add(each)

    def _add(self, items: Iterable[Item]) -> None:
        for item in items:
            key = str(item.output).casefold()
            before = self._outputs.setdefault(key, item.place)
            if before is not item.place or any(other.output == item.output for other in self.items[-1:]):
                hint = "tell them apart in output, for example with {{ index }}"
                raise InvalidInput(f"{item.name} would be made twice: for {before} too", hint=hint, param="output")
            self.items.append(item)


def _settings(fields: Fields) -> Manifest:
    title = fields.text("title", limit=500)
    concurrency = fields.whole_number("concurrency", *CONCURRENCY)
    budget = fields.number("budget", 0, 1e9)
    on_failure = fields.choice("on_failure", ON_FAILURE) or "continue"
    notify = fields.section("notify")
    notify.only("url", "command")
    command = notify.raw("command")
    words = tuple(str(word) for word in command) if isinstance(command, list) else ()
    if command is not None and not words:
        notify.fault(("command",), "The command must be a list of words", 'command: ["./tell.sh", "done"]')
    told = Notify(notify.text("url", limit=2000), words)
    return Manifest((), title, concurrency, budget, on_failure, told)
