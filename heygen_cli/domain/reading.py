"""From what a person wrote to the dataclasses that declare what may be written, with every fault told at once."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import MISSING, Field, dataclass
from dataclasses import fields as declared_fields
from functools import cache
from pathlib import Path
from typing import Annotated, Any, TypeVar, get_args, get_origin, get_type_hints
from urllib.parse import unquote, urlsplit

from heygen_cli.domain.fields import Fields, kind_of, suggestion
from heygen_cli.domain.kinds import (
    FONTS,
    IMAGES,
    NAME_LIMIT,
    VIDEOS,
    Backdrop,
    Choice,
    Colour,
    File,
    Flag,
    Font,
    Items,
    Kind,
    Number,
    OneOf,
    Section,
    Text,
    When,
    Where,
)
from heygen_cli.domain.moment import Moment
from heygen_cli.domain.place import PLACES, Place

_COLOUR = re.compile(r"#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})")
_URL = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]+://")

Type = TypeVar("Type")


@dataclass(frozen=True)
class Declared:
    """A field as a class declares it: ``key`` is its attribute, ``name`` what people write."""

    key: str
    name: str
    kind: Kind
    help: str
    required: bool
    default: Any


@cache
def declarations(cls: Any) -> tuple[Declared, ...]:
    """The fields of a class, in the order in which they stand there."""
    hints = get_type_hints(cls, include_extras=True)
    names: Mapping[str, str] = getattr(cls, "NAMES", {})
    found = []
    for item in declared_fields(cls):
        hint = hints[item.name]
        if get_origin(hint) is not Annotated:
            raise TypeError(f"{cls.__name__}.{item.name} does not say what it may hold")
        _, kind, text = get_args(hint)
        found.append(Declared(item.name, names.get(item.name, item.name), kind, text, _required(item), _default(item)))
    return tuple(found)


def _required(item: Field[Any]) -> bool:
    return item.default is MISSING and item.default_factory is MISSING


def _default(item: Field[Any]) -> Any:
    return item.default_factory() if item.default_factory is not MISSING else item.default


class Reader:
    """Reads sections. Relative paths are taken from ``base``; a file must exist as far as ``exists`` knows.

    ``lasting`` are parts of several documents, the very same objects in all of them: one that has no faults is read
    once.
    """

    def __init__(
        self, base: Path, exists: Callable[[Path], bool] = Path.is_file, lasting: Iterable[object] = ()
    ) -> None:
        self._base = base
        self._exists = exists
        self._lasting = {id(item): item for item in lasting}
        self._read: dict[tuple[type, int], Any] = {}

    def read(self, cls: type[Type], section: Fields) -> Type | None:
        """A section as ``cls``; None when it cannot be made, and the section's faults then say why."""
        if not section.usable:
            return None
        layout = _layout(cls)  # type: ignore[arg-type]
        section.only(*layout.names)
        given = {}
        for item in layout.items:
            if section.raw(item.name) is not None or isinstance(item.kind, OneOf):
                value = self._field(section, item)
                if value is not None:
                    given[item.key] = value
        missing = [item for item in layout.required if item.key not in given]
        for item in missing:
            if not section.has(item.name) and not isinstance(item.kind, OneOf):
                section.fault(
                    (item.name,), f"{item.name} is missing", item.help[:1].lower() + item.help[1:].rstrip(".")
                )
        _check_exclusive(cls, section)
        return None if missing else cls(**given)

    def _field(self, section: Fields, item: Declared) -> Any:
        if isinstance(item.kind, OneOf):
            inner = section if item.kind.inline else _beneath(section, item.name)
            return None if inner is None else self._one_of(inner, item.kind, item.name)
        return self.value(section, item.name, item.kind)

    def value(self, section: Fields, name: str | int, kind: Kind) -> Any:
        """One value of a section; None when it is not there or not usable."""
        return _READERS[type(kind)](self, section, name, kind)

    def _number(self, section: Fields, name: str | int, kind: Number) -> float | None:
        if kind.whole:
            return section.whole_number(name, round(kind.low), round(kind.high))
        return section.number(name, kind.low, kind.high)

    def _choice(self, section: Fields, name: str | int, kind: Choice) -> str | None:
        return section.choice(name, kind.options)

    def _flag(self, section: Fields, name: str | int, _: Flag) -> bool | None:
        return section.flag(name)

    def _text(self, section: Fields, name: str | int, kind: Text) -> str | None:
        if kind.blank and section.raw(name) == "":
            return ""
        if kind.words and isinstance(section.raw(name), int | float) and not isinstance(section.raw(name), bool):
            return str(section.raw(name))
        return section.text(name, limit=kind.limit, too_long=kind.too_long)

    def _section(self, section: Fields, name: str | int, kind: Section | Backdrop) -> Any:
        cls = kind.type
        value = section.raw(name)
        if value is None:
            return None
        if (cls, id(value)) in self._read:
            return self._read[cls, id(value)]
        before = section.faults
        short: str | None = getattr(cls, "SHORT", None)
        plain = short is not None and not isinstance(value, Mapping)
        made = self.read(cls, section.wrapped(name, short) if plain and short else section.section(name))
        if id(value) in self._lasting and section.faults == before:
            self._read[cls, id(value)] = made
        return made

    def _backdrop(self, section: Fields, name: str | int, kind: Backdrop) -> Any:
        cls = kind.type
        value = section.raw(name)
        if not isinstance(value, str):
            return self._section(section, name, kind)
        suffix = Path(value).suffix.lower()
        if value.startswith("#"):
            return self.read(cls, section.wrapped(name, "color"))
        for field, suffixes in (("image", IMAGES), ("video", VIDEOS)):
            if suffix in suffixes:
                return self.read(cls, section.wrapped(name, field))
        section.fault(
            (name,),
            f'"{value}" is neither a colour nor an image or video file',
            f'a colour is written "#1e293b"; files end in {", ".join(IMAGES + VIDEOS)}',
        )
        return None

    def _items(self, section: Fields, name: str | int, kind: Items) -> tuple[Any, ...] | None:
        value = section.raw(name)
        if value is None:
            return None
        if not isinstance(value, list):
            alone = self.value(section, name, kind.of)
            return None if alone is None else (alone,)
        if len(value) < kind.least:
            section.fault((name,), f"{name} is empty; there must be at least one")
            return None
        if len(value) > kind.most:
            section.fault((name,), f"{name} has {len(value):,} items; at most {kind.most:,} are allowed")
            return None
        inner = section.numbered(name)
        read = [self.value(inner, index, kind.of) for index in range(len(value))]
        for index, item in enumerate(value):
            if item is None:
                inner.fault((index,), f"{name} has an empty item", "write something, or remove it")
        return tuple(item for item in read if item is not None)

    def _one_of(self, section: Fields, kind: OneOf, name: str) -> Any:
        present = [option for option in kind.options if section.has(option)]
        known = kind.inline or section.only(*kind.options)
        if len(present) == 1:
            (option,) = present
            return self.value(section, option, kind.options[option])
        if len(present) > 1:
            section.fault((present[1],), f"{' and '.join(present)} do not go together", "keep one of them")
        elif section.usable and known:
            section.fault((), f"It is not said what to show as {name}", f"choose from {', '.join(kind.options)}")
        return None

    def _colour(self, section: Fields, name: str | int, _: Colour) -> str | None:
        value = section.text(name, limit=NAME_LIMIT)
        if value is None:
            return None
        if not _COLOUR.fullmatch(value):
            section.fault((name,), f'"{value}" is not a colour', 'write six hexadecimal digits: "#1e293b"')
            return None
        digits = value[1:].lower()
        return "#" + ("".join(digit * 2 for digit in digits) if len(digits) == 3 else digits)

    def _file(self, section: Fields, name: str | int, kind: File) -> Path | None:
        value = section.text(name, limit=NAME_LIMIT * 8)
        if value is None:
            return None
        if kind.suffixes and Path(value).suffix.lower() not in kind.suffixes:
            section.fault((name,), f'"{value}" cannot be used here', f"files end in {', '.join(kind.suffixes)}")
            return None
        if value.startswith("file://"):
            value = unquote(urlsplit(value).path)
        elif _URL.match(value):
            section.fault((name,), f"{value} is not a local file", "download it first; rendering needs no network")
            return None
        place = Path(value).expanduser() if value.startswith("~/") else Path(value)
        path = Path(os.path.abspath(self._base / place))  # noqa: PTH100 - resolve() would replace the user's links
        if not self._exists(path):
            section.fault((name,), f"There is no file {path}")
            return None
        return path

    def _font(self, section: Fields, name: str | int, _: Font) -> str | None:
        value = section.raw(name)
        if isinstance(value, str) and Path(value).suffix.lower() in FONTS:
            path = self._file(section, name, File(FONTS))
            return None if path is None else str(path)
        return section.text(name, limit=NAME_LIMIT)

    def _moment(self, section: Fields, name: str | int, _: When) -> Moment | None:
        if isinstance(section.raw(name), str):
            word = section.text(name, limit=NAME_LIMIT)
            moment = Moment.parse(word) if word else None
            if moment and moment.nth < 1:
                section.fault((name,), f'"{word}" counts from 1', f'write "{moment.word}#1"')
                return None
            return moment
        seconds = section.number(name, 0, 86_400)
        return None if seconds is None else Moment(seconds)

    def _place(self, section: Fields, name: str | int, _: Where) -> Place | None:
        value = section.raw(name)
        if isinstance(value, list) and len(value) == 2:
            pair = section.numbered(name)
            x, y = (pair.number(index, -0.5, 1.5) for index in (0, 1))
            return None if x is None or y is None else Place(x, y, free=True)
        if value is None:
            return None
        place = Place.named(value) if isinstance(value, str) else None
        if place is None:
            written = f'"{value}"' if isinstance(value, str) else kind_of(value)
            hint = suggestion(str(value), tuple(PLACES)) + ", or give two shares: [0.5, 0.9]"
            section.fault((name,), f"{name} cannot be {written}", hint)
        return place


_READERS: Mapping[type, Callable[..., Any]] = {
    Text: Reader._text,
    Number: Reader._number,
    Choice: Reader._choice,
    Flag: Reader._flag,
    Colour: Reader._colour,
    File: Reader._file,
    Font: Reader._font,
    When: Reader._moment,
    Where: Reader._place,
    Section: Reader._section,
    Backdrop: Reader._backdrop,
    Items: Reader._items,
}


def _beneath(section: Fields, name: str) -> Fields | None:
    return section.section(name) if section.has(name) else None


@dataclass(frozen=True)
class _Layout:
    """The declarations of a class as reading needs them; ``names`` are those that its section may hold."""

    items: tuple[Declared, ...]
    names: tuple[str, ...]
    required: tuple[Declared, ...]


@cache
def _layout(cls: Any) -> _Layout:
    items = declarations(cls)
    names: list[str] = []
    for item in items:
        names += item.kind.options if isinstance(item.kind, OneOf) and item.kind.inline else [item.name]
    return _Layout(items, tuple(names), tuple(item for item in items if item.required))


def _check_exclusive(cls: type, section: Fields) -> None:
    exactly: tuple[str, ...] = getattr(cls, "EXACTLY_ONE", ())
    present = [name for name in exactly if section.has(name)]
    if exactly and len(present) != 1:
        message = (
            f"{' and '.join(present)} do not go together" if present else f"One of {', '.join(exactly)} is missing"
        )
        section.fault((present[1],) if present else (), message, None if not present else "keep one of them")
    both = [name for name in getattr(cls, "NOT_BOTH", ()) if section.has(name)]
    if len(both) > 1:
        section.fault((both[1],), f"{' and '.join(both)} do not go together", "keep one of them")
