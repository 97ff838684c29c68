"""How one storyboard of a manifest becomes videos: its values, its file names, and what a matrix makes of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import product
from pathlib import Path
from typing import Any, Protocol

from heygen_cli.domain.errors import InvalidInput
from heygen_cli.domain.event import Event
from heygen_cli.domain.fields import Fields, Marks, Where, kind_of, raise_faults, suggestion
from heygen_cli.domain.form import StoryboardForm
from heygen_cli.domain.naming import slug
from heygen_cli.domain.parse import captions_beside, storyboard_from_mapping, with_defaults
from heygen_cli.domain.reading import Reader, declarations
from heygen_cli.domain.storyboard import FORMATS, Storyboard
from heygen_cli.domain.table import Table
from heygen_cli.domain.template import relocated
from heygen_cli.domain.variables import Render, Sheet, Value, Variable, used

DEFAULT_OUTPUT = "out/{{ title | slug }}.mp4"
# What a video of the list may say beside its storyboard.
_OF_VIDEO = ("storyboard", "variables", "output")


@dataclass(frozen=True)
class Board:
    """A storyboard document with its expressions, and what its file is called.

    ``files`` are those it names, with the places where they lie instead.
    """

    data: Mapping[str, Any]
    marks: Marks
    base: Path
    title: str | None = None
    events: tuple[Event, ...] = ()
    files: Mapping[Path, Path] = field(default_factory=dict)


class Shelf(Protocol):
    """The documents and tables that a manifest names; each raises InvalidInput."""

    def manifest(self, path: Path) -> tuple[object, Marks]:
        """Another manifest."""
        ...

    def board(self, name: str, base: Path) -> Board:
        """A storyboard file, or a template by its name."""
        ...

    def table(self, path: Path) -> Table:
        """The rows of a CSV, JSON or JSON Lines file."""
        ...


@dataclass(frozen=True)
class Surroundings:
    """What a manifest is read with: its files, the expressions' language, settings, environment variables."""

    shelf: Shelf
    render: Render
    defaults: Mapping[str, Any]
    environ: Mapping[str, str]


@dataclass(frozen=True)
class Item:
    """One video to make. ``name`` is its file as the manifest says it, ``place`` where in the input it comes from."""

    name: str
    output: Path
    storyboard: Storyboard
    place: str
    events: tuple[Event, ...] = ()


@dataclass(frozen=True)
class Filling:
    """Values for one video, where they stand, and the storyboard fields that a matrix sets."""

    given: Mapping[str, Value]
    source: Marks
    place: str
    fixed: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Recipe:
    """A storyboard, the pattern of its files' names, and values that are given for it alone."""

    board: Board
    where: Where
    output: str
    given: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True)
class Part:
    """One manifest file in the reading."""

    fields: Fields
    marks: Marks
    base: Path
    defaults: Mapping[str, Any]
    around: Surroundings

    def table(self) -> Table | None:
        """The rows."""
        name = self.fields.text("rows", limit=500)
        if name is None:
            return None
        path = self.base / name
        if not path.is_file():
            raise self.marks.fault(("rows",), f"There is no file {path}")
        return self.around.shelf.table(path)

    def axes(self) -> list[Filling]:
        """Every combination of the matrix, or a single empty one."""
        matrix = mapping(self.fields, "matrix")
        sides = [[*self._side(str(name), values)] for name, values in matrix.items()]
        combinations = []
        for steps in product(*sides) if sides else ():
            given = {name: value for step in steps for name, value in step.items()}
            fixed = {name: value for name, value in given.items() if name in _STORYBOARD_FIELDS}
            label = ", ".join(str(next(iter(step.values()))) for step in steps)
            combinations.append(Filling(given, self.marks, label, fixed))
        return combinations

    def _side(self, name: str, values: object) -> Iterator[dict[str, Value]]:
        where = ("matrix", name)
        if name == "format" and isinstance(values, list) and any(value not in FORMATS for value in values):
            raise self.marks.fault(where, "format is the kind of file", 'the shape of the picture is "aspect_ratio"')
        entries = list(values.items()) if isinstance(values, Mapping) else values
        if not isinstance(entries, list) or not entries:
            raise self.marks.fault(where, f"{name} must be a list of values", f"{name}: [one, two]")
        for number, entry in enumerate(entries):
            key, more = entry if isinstance(entry, tuple) else (entry, {})
            if not isinstance(key, str | int | float) or not isinstance(more, Mapping):
                raise self.marks.fault((*where, number), f"A value of {name} must be text or a number")
            yield {name: key, **more}

    def recipe(self, where: Where, said: object) -> Recipe:
        """The storyboard of a template or a video: a file, a template's name, or written out."""
        output = self.fields.text("output", limit=500) or DEFAULT_OUTPUT
        if isinstance(said, str):
            return Recipe(self._board(said, where), where, output)
        if not isinstance(said, Mapping):
            raise self.marks.fault(where, f"This must be a storyboard or the name of one, not {kind_of(said)}")
        given = said.get("variables") if "storyboard" in said else {}
        output = str(said.get("output") or output)
        if "storyboard" in said:
            for name in said:
                if name not in _OF_VIDEO:
                    hint = suggestion(str(name), _OF_VIDEO)
                    raise self.marks.fault((*where, str(name)), f'There is no field "{name}" here', hint)
            board = self._board(str(said["storyboard"]), (*where, "storyboard"))
            return Recipe(board, where, output, given if isinstance(given, Mapping) else {})
        data = {name: value for name, value in said.items() if name != "output"}
        return Recipe(Board(data, _within(self.marks, where), self.base), where, output)

    def _board(self, name: str, where: Where) -> Board:
        try:
            return self.around.shelf.board(name, self.base)
        except InvalidInput as fault:
            if fault.location:
                raise
            raise self.marks.fault(where, fault.message, fault.hint) from fault

    def others(self, table: Table | None, axes: Sequence[Filling]) -> dict[str, Variable]:
        """The variables that come from outside the storyboard."""
        known = [*(table.columns if table else ()), *names(self.fields, "environment")]
        made = {name: Variable(name) for name in known}
        for axis in axes:
            made |= {name: Variable(name, _type_of(value)) for name, value in axis.given.items()}
        return made

    def fillings(self, recipe: Recipe, table: Table | None, axes: Sequence[Filling]) -> Iterator[Filling]:
        """The values of each video."""
        shared = {**self._environment(), **recipe.given}
        for axis in axes or [Filling({}, self.marks, "")]:
            if table is None:
                place = _place(recipe, axis.place)
                yield Filling({**shared, **axis.given}, _within(self.marks, recipe.where), place, axis.fixed)
                continue
            for row in table.rows:
                place = f"{table.file}:{row.line}" + (f" ({axis.place})" if axis.place else "")
                given = {**shared, **row.values, **axis.given}
                yield Filling(given, table.marks(row), place, axis.fixed)

    def _environment(self) -> dict[str, str]:
        found = {}
        for name in names(self.fields, "environment"):
            value = self.around.environ.get(name)
            if value is None:
                self.fields.fault(("environment",), f"The environment variable {name} is not set", f"export {name}=…")
            found[name] = value or ""
        return found

    def unused(self, table: Table | None, used_names: set[str]) -> Iterator[InvalidInput]:
        """A fault for each column that no video uses."""
        ignored = names(self.fields, "ignore")
        for column in table.columns if table else ():
            if column not in used_names and column not in ignored:
                hint = f"use it as {{{{ {column} }}}}, or say ignore: [{column}]"
                assert table
                yield table.header().fault((column,), f'The column "{column}" is not used', hint)


class Maker:
    """Makes the items of one recipe."""

    def __init__(self, recipe: Recipe, sheet: Sheet, part: Part, exists: Callable[[Path], bool]) -> None:
        self._recipe = recipe
        self._sheet = sheet
        self._part = part
        self._exists = exists
        scenes = recipe.board.data.get("scenes")
        lasting = [*(scenes if isinstance(scenes, list) else ()), *part.defaults.values()]
        here = (lambda path: path in recipe.board.files or exists(path)) if recipe.board.files else exists
        self._reader = Reader(recipe.board.base, here, lasting)
        self.used = used(recipe.output, part.around.render)
        self._folder = part.base.absolute()
        self._index = 0

    def item(self, filling: Filling) -> list[Item]:
        """The video of some values, and its further formats. Raises InvalidInput, ManyInvalid."""
        self._index += 1
        board = self._recipe.board
        faults: list[InvalidInput] = []
        given = {name: value for name, value in filling.given.items() if name in self._sheet.declared}
        values = self._sheet.values(given, faults, filling.source)
        data = self._sheet.fill(values, faults)
        raise_faults(faults)
        data = with_defaults({**data, **filling.fixed}, self._part.defaults)
        marks = board.marks.with_flags({(name,): f"matrix.{name}" for name in filling.fixed})
        made = storyboard_from_mapping(data, marks, board.base, title=board.title, reader=self._reader)
        made, beside = captions_beside(relocated(made, board.files) if board.files else made)
        name = self._name(made, {**filling.given, **values})
        return list(self._films(made, name, filling, (*board.events, *beside)))

    def _films(self, made: Storyboard, name: str, filling: Filling, events: tuple[Event, ...]) -> Iterator[Item]:
        first = replace(made, formats=()) if made.formats else made
        yield Item(name, self._folder / name, first, filling.place, events)
        for further in made.formats:
            path = Path(name).with_stem(f"{Path(name).stem}-{further.suffix}")
            yield Item(str(path), self._folder / path, made.in_format(further), filling.place, events)

    def _name(self, made: Storyboard, values: Mapping[str, Value]) -> str:
        pattern = self._recipe.output
        known = {**values, "title": made.title, "index": self._index, "slug": slug(made.title)}
        where: Where = ("output",)
        try:
            name = str(self._part.around.render(pattern, known, set())).strip()
        except InvalidInput as fault:
            raise self._part.marks.fault(where, f"output: {fault.message}", fault.hint) from fault
        if not name or (".." in name and ".." in Path(name).parts and ".." not in pattern):
            raise self._part.marks.fault(where, f'"{name}" leads out of the folder', "write {{ name | slug }}")
        if pattern == DEFAULT_OUTPUT:
            name = str(Path(name).with_suffix(f".{made.format}"))
        return name


_STORYBOARD_FIELDS = frozenset(item.name for item in declarations(StoryboardForm)) - {"scenes", "formats"}


def mapping(fields: Fields, name: str) -> Mapping[str, Any]:
    """A field that holds fields; empty when it is not there."""
    value = fields.raw(name)
    if value is None or isinstance(value, Mapping):
        return value or {}
    fields.fault((name,), f"{name} must hold fields, not {kind_of(value)}")
    return {}


def names(fields: Fields, name: str) -> list[str]:
    """A field that holds one name or several."""
    value = fields.raw(name)
    if isinstance(value, str):
        return [value]
    return [str(item) for item in value] if isinstance(value, list) else []


def _within(marks: Marks, where: Where) -> Marks:
    """The marks of a part of a document, as if it were one of its own."""
    size = len(where)
    places = {place[size:]: mark for place, mark in marks.places.items() if place[:size] == where}
    return Marks(marks.file, places)


def _place(recipe: Recipe, combination: str) -> str:
    name = "template" if recipe.where == ("template",) else f"videos[{recipe.where[1]}]"
    return f"{name} ({combination})" if combination else name


def _type_of(value: Value) -> Any:
    if isinstance(value, bool):
        return "boolean"
    return "number" if isinstance(value, int | float) else "text"
