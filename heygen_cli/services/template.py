"""Templates: storyboards kept under a name, and the films that are made of them."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from heygen_cli.domain.errors import FileExists, InvalidInput, ManyInvalid
from heygen_cli.domain.event import Event
from heygen_cli.domain.fields import Marks, raise_faults
from heygen_cli.domain.filling import casts, filled_in, filling, is_open, is_sample, sample, undecided
from heygen_cli.domain.parse import captions_beside, storyboard_from_mapping, with_defaults
from heygen_cli.domain.storyboard import Storyboard
from heygen_cli.domain.template import NAME_LIMIT, Order, Template, relocated
from heygen_cli.domain.variables import Render, Sheet, Value, Variable
from heygen_cli.domain.video import new_id
from heygen_cli.ports import Clock, Renderer, TemplateStore
from heygen_cli.services.page import LARGEST, Page


class TemplateService:
    """Saves storyboards with all that they need, and fills them."""

    def __init__(
        self,
        *,
        store: TemplateStore,
        renderer: Callable[[], Renderer],
        render: Render,
        defaults: Mapping[str, Any],
        clock: Clock,
    ) -> None:
        self._store = store
        self._renderer = renderer
        self._render = render
        self._defaults = defaults
        self._clock = clock

    def save(self, name: str, data: object, marks: Marks, base: Path, *, overwrite: bool = False) -> Template:
        """Keep a storyboard under a name; relative files lie below ``base`` and are copied.

        One that has the name already keeps its id. Raises FileExists unless overwriting was agreed to, and InvalidInput
        or ManyInvalid with every fault of the storyboard that shows before its variables have values.
        """
        name = _checked_name(name)
        namesake = self._store.find(name)
        if namesake is not None and not overwrite:
            raise FileExists(f'There is a template "{namesake.name}" already', hint="--force replaces it")
        files = self._files(data, marks, base)
        now = self._clock.now()
        assert isinstance(data, Mapping)
        template = Template(new_id("t", now), name, data, base, created_at=now, updated_at=now)
        if namesake is not None:
            template = replace(template, id=namesake.id, name=namesake.name, created_at=namesake.created_at)
        return self._store.save(template, files)

    def list(self, *, limit: int = 10, token: str | None = None) -> Page[Template]:
        """A page of templates, newest first."""
        if not 1 <= limit <= LARGEST:
            raise InvalidInput(f"--limit must be from 1 to {LARGEST}", param="--limit")
        found, more = self._store.page(limit=limit, token=token)
        return Page(tuple(found), more)

    def find(self, name: str) -> Template | None:
        """The template with this id or name, if there is one."""
        return self._store.find(_spelled(name))

    def get(self, name: str) -> Template:
        """The template with this id or name; raises NotFound."""
        return self._store.get(_spelled(name))

    def details(self, name: str) -> dict[str, Any]:
        """The same with its variables and scenes, in HeyGen's shape."""
        return self._store.get(_spelled(name)).details(self._render)

    def delete(self, name: str) -> Template:
        """Forget a template and the copies of its files; raises NotFound."""
        template = self._store.get(_spelled(name))
        self._store.delete(template.id)
        return template

    def storyboard(self, name: str, order: Order) -> tuple[Storyboard, tuple[Event, ...]]:
        """What a template becomes with the values of an order, and what the user should know about it.

        Raises:
            NotFound: When there is no such template.
            InvalidInput, ManyInvalid: With every fault of the order.
        """
        template = self._store.get(_spelled(name))
        made = filling(template, order, self._render)
        faults = list(made.faults)

        def exists(path: Path) -> bool:
            return path in template.files or bool(made.undecided and is_sample(path)) or order.exists(path)

        if made.broken:
            raise_faults(faults)
        try:
            storyboard = storyboard_from_mapping(
                with_defaults({**made.data, **order.changes}, self._defaults),
                made.marks,
                template.base,
                exists=exists,
                title=template.name,
            )
        except InvalidInput as problem:
            raise_faults(faults + [fault for fault in _each(problem) if not is_open(fault, made.undecided)])
            raise
        raise_faults(faults)
        return captions_beside(relocated(storyboard, template.files))

    def _files(self, data: object, marks: Marks, base: Path) -> tuple[Path, ...]:
        """The files that a storyboard needs, whatever is chosen in it; raises its faults."""
        if not isinstance(data, Mapping):
            raise marks.fault((), "There is no storyboard in it", "begin it with scenes:")
        sheet = Sheet(data, marks, self._render)
        required = [name for name, variable in sheet.declared.items() if variable.default is None]
        open_texts = undecided(data, sheet.declared, required, self._render)
        needed: dict[Path, None] = {}
        found: dict[str, InvalidInput] = {}
        for given in _fillings(sheet.declared):
            faults: list[InvalidInput] = []
            made = filled_in(sheet, sheet.values(given, faults), open_texts, faults)
            try:
                raise_faults(faults)
                board = storyboard_from_mapping(made, marks, base, exists=lambda path: _is_there(path, needed))
                if not any(map(casts, open_texts)):
                    self._renderer().check(board)
            except InvalidInput as problem:
                found |= {f"{fault.location} {fault.message}": fault for fault in _each(problem)}
        raise_faults([*(fault for fault in found.values() if not is_open(fault, open_texts)), *sheet.unused()])
        return tuple(needed)


def _checked_name(name: str) -> str:
    name = _spelled(name)
    if not name or len(name) > NAME_LIMIT or not name.isprintable():
        raise InvalidInput(
            f"A template's name is a line of 1 to {NAME_LIMIT} characters",
            param="NAME",
            hint="heygen template save welcome FILE",
        )
    return name


def _spelled(name: str) -> str:
    """A name without needless blanks, in the one of Unicode's spellings that all systems can read."""
    return unicodedata.normalize("NFC", " ".join(name.split()))


def _fillings(variables: Mapping[str, Variable]) -> Iterator[dict[str, Value]]:
    """Values with which to look a template over: samples, and each choice once."""
    samples: dict[str, Value] = {}
    options: dict[str, tuple[Value, ...]] = {}
    for name, variable in variables.items():
        options[name] = (True, False) if variable.type == "boolean" else variable.choices
        if variable.default is None:
            samples[name] = sample(variable)
    yield samples
    for name, choices in options.items():
        for choice in choices:
            yield {**samples, name: choice}


def _is_there(path: Path, needed: dict[Path, None]) -> bool:
    """Whether there is a file; every one that is asked for and is there counts as needed."""
    if is_sample(path):
        return True
    there = path.is_file()
    if there:
        needed[path] = None
    return there


def _each(problem: InvalidInput) -> tuple[InvalidInput, ...]:
    return problem.faults if isinstance(problem, ManyInvalid) else (problem,)
