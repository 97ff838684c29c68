"""Frozen dataclasses as plain JSON data, and back."""

from __future__ import annotations

import types
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

Type = TypeVar("Type")
# Which of several classes a value has; no field is called so.
_CLASS = "is"


def to_plain(value: Any, *, named: bool = False) -> Any:
    """Numbers, strings, lists and mappings; ``named`` where it must be told which class of several it was."""
    if value is None or isinstance(value, str | int | float):
        return value  # most of them
    if is_dataclass(value) and not isinstance(value, type):
        data = {name: to_plain(getattr(value, name), named=union) for name, union in _unions(type(value))}
        return {_CLASS: type(value).__name__, **data} if named else data
    if isinstance(value, tuple | list):
        return [to_plain(item, named=named) for item in value]
    return str(value) if isinstance(value, Path) else value


def files(value: Any) -> Iterator[Path]:
    """Every path within dataclasses and tuples of them, in order."""
    if isinstance(value, Path):
        yield value
    elif isinstance(value, tuple | list):
        for item in value:
            yield from files(item)
    elif is_dataclass(value):
        for part in fields(value):
            yield from files(getattr(value, part.name))


def from_plain(cls: type[Type], data: Any) -> Type:
    """The value that ``to_plain`` made data of; fields that are not there get their defaults.

    Raises:
        KeyError, TypeError: When the data do not belong to the class.
    """
    hints = _hints(cls)  # type: ignore[arg-type]
    return cls(**{name: _restored(hints[name], value) for name, value in data.items()})


def _restored(hint: Any, data: Any) -> Any:
    if get_origin(hint) in (Union, types.UnionType):
        options = [option for option in get_args(hint) if option is not type(None)]
        if data is None:
            return None
        if len(options) > 1:
            (hint,) = [option for option in options if option.__name__ == data[_CLASS]]
            data = {name: value for name, value in data.items() if name != _CLASS}
        else:
            (hint,) = options
    if get_origin(hint) is tuple:
        return tuple(_restored(get_args(hint)[0], item) for item in data)
    if get_origin(hint) is Literal or data is None:
        return data
    if hint is Path:
        return Path(data)
    return from_plain(hint, data) if isinstance(hint, type) and is_dataclass(hint) else data


@cache
def _hints(cls: Any) -> dict[str, Any]:
    return get_type_hints(cls)


@cache
def _unions(cls: type) -> tuple[tuple[str, bool], ...]:
    """The fields of a class, and which of them hold one of several classes."""
    hints = _hints(cls)
    return tuple((item.name, sum(map(is_dataclass, get_args(hints[item.name]))) > 1) for item in fields(cls))
