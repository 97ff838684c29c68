"""Reading YAML and JSON that people wrote: plain data, and the line and column of every value in it.

YAML here is 1.2: ``no`` and ``12:30`` are text. Repeated keys, aliases, tags and depth without end are refused, so a
small file cannot grow large in memory.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from heygen_cli.domain.errors import InvalidInput, Location
from heygen_cli.domain.fields import Marks, Where

SIZE_LIMIT = 1024 * 1024  # bytes; 1,000 scenes of ordinary scripts are a quarter of it
DEPTH_LIMIT = 32

# The YAML 1.2 core schema (yaml.org/spec/1.2.2, section 10.3.2).
_PLAIN: tuple[tuple[re.Pattern[str], Callable[[str], Any]], ...] = (
    (re.compile(r"(?:~|null|Null|NULL)?"), lambda _: None),
    (re.compile(r"true|True|TRUE"), lambda _: True),
    (re.compile(r"false|False|FALSE"), lambda _: False),
    (re.compile(r"[-+]?[0-9]{1,300}"), int),
    (re.compile(r"0x[0-9a-fA-F]{1,32}|0o[0-7]{1,32}"), lambda text: int(text, 0)),
    (re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?"), float),
    (re.compile(r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)"), lambda text: float(text.replace(".", ""))),
)
_TEXT_TAG = "tag:yaml.org,2002:str"


@dataclass(frozen=True)
class Document:
    """What a file says, and where it says it."""

    data: Any
    marks: Marks


def read_document(text: str, name: str) -> Document:
    """Read YAML or JSON; ``name`` is what errors call it. Raises InvalidInput with line and column.

    What begins with a brace or a bracket is JSON, unless its name says that it is YAML.
    """
    if len(text.encode(errors="replace")) > SIZE_LIMIT:
        raise InvalidInput(f"{name} is larger than {SIZE_LIMIT // 1024:,} KiB", location=Location(name))
    if text.lstrip("\ufeff \t\r\n")[:1] in ("{", "[") and not name.endswith((".yaml", ".yml")):
        return _json(text.removeprefix("\ufeff"), name)
    return _yaml(text, name)


def _json(text: str, name: str) -> Document:
    try:
        data = json.loads(text, object_pairs_hook=_Unrepeated(name))
    except json.JSONDecodeError as error:
        raise InvalidInput(
            f"{name} is not valid JSON: {error.msg}", location=Location(name, error.lineno, error.colno)
        ) from error
    except RecursionError as error:
        raise _too_deep(name, None) from error
    try:
        # JSON is YAML but for a few escapes; when YAML stumbles over one the values stand, only their places are lost.
        marks = _yaml(text, name).marks
    except InvalidInput:
        marks = Marks(name)
    return Document(data, marks)


@dataclass(frozen=True)
class _Unrepeated:
    """Makes the objects of a JSON document and refuses repeated keys."""

    name: str

    def __call__(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        data = dict(pairs)
        if len(data) < len(pairs):
            keys = [key for key, _ in pairs]
            twice = next(key for key in keys if keys.count(key) > 1)
            raise InvalidInput(f'The key "{twice}" appears twice', location=Location(self.name), param=twice)
        return data


def _yaml(text: str, name: str) -> Document:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        return _Builder(name, iter(yaml.parse(text, Loader=loader))).document()
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or "it holds a character that YAML does not allow"
        place = Location(name, mark.line + 1, mark.column + 1) if mark else Location(name)
        raise InvalidInput(f"{name} is not valid YAML: {problem}", location=place) from error


@dataclass
class _Builder:
    """Builds data from the events of the parser, which needs neither nodes nor recursion without end."""

    name: str
    events: Iterator[Any]
    places: dict[Where, tuple[int, int]] = field(default_factory=dict)

    def document(self) -> Document:
        data: Any = None
        documents = 0
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise self._fault(event, "there must be only one document in the file")
                data = self._value(next(self.events), ())
        return Document(data, Marks(self.name, self.places))

    def _value(self, event: Any, where: Where) -> Any:
        self.places.setdefault(where, _place(event))
        if len(where) > DEPTH_LIMIT:
            raise _too_deep(self.name, event)
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise self._fault(event, "anchors and aliases are not allowed", "write the value out")
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event)
        if event.tag not in (None, "!"):
            raise self._fault(event, f"the tag {event.tag} is not allowed", "leave it out")
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(where)
        return self._mapping(where)

    def _sequence(self, where: Where) -> list[Any]:
        items: list[Any] = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            items.append(self._value(event, (*where, len(items))))
        return items

    def _mapping(self, where: Where) -> dict[str, Any]:
        data: dict[str, Any] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            if not isinstance(event, yaml.ScalarEvent):
                raise self._fault(event, "a key must be a plain word")
            key = event.value
            if key in data:
                raise self._fault(event, f'the key "{key}" appears twice', "remove one of the two")
            self.places[(*where, key)] = _place(event)
            data[key] = self._value(next(self.events), (*where, key))
        return data

    def _scalar(self, event: Any) -> Any:
        if event.tag not in (None, "!", _TEXT_TAG):
            raise self._fault(event, f"the tag {event.tag} is not allowed", "leave it out")
        if event.tag or event.style not in (None, ""):
            return event.value
        for pattern, make in _PLAIN:
            if pattern.fullmatch(event.value):
                return make(event.value)
        return event.value

    def _fault(self, event: Any, message: str, hint: str | None = None) -> InvalidInput:
        line, column = _place(event)
        return InvalidInput(f"In {self.name}, {message}", hint=hint, location=Location(self.name, line, column))


def _place(event: Any) -> tuple[int, int]:
    return event.start_mark.line + 1, event.start_mark.column + 1


def _too_deep(name: str, event: Any) -> InvalidInput:
    place = Location(name, *_place(event)) if event else Location(name)
    return InvalidInput(f"{name} is nested more than {DEPTH_LIMIT} levels deep", location=place)
