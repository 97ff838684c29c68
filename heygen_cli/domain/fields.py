"""Reading what a person wrote: every fault is collected, with its place and the likely remedy."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from heygen_cli.domain.errors import InvalidInput, Location, ManyInvalid

Where = tuple[str | int, ...]
Word = TypeVar("Word", bound=str)
Value = TypeVar("Value")


@dataclass(frozen=True)
class Marks:
    """Where each value of a document stands, and which values came from a flag instead.

    ``places`` holds lines and columns counted from 1; ``flags`` maps a value to the flag that set it; ``origins`` maps
    a value to the one it was made from, when the document had another form.
    """

    file: str | None = None
    places: Mapping[Where, tuple[int, int]] = field(default_factory=dict)
    flags: Mapping[Where, str] = field(default_factory=dict)
    origins: Mapping[Where, Where] = field(default_factory=dict)

    def fault(self, where: Where, message: str, hint: str | None = None) -> InvalidInput:
        """An error that points to a value, by the flag that set it or by file, line, column and path."""
        flag = _longest(where, self.flags)
        origin = _longest(where, self.origins)
        if flag is None and origin is not None:
            where = origin
        path = dotted(where) or None
        if flag or self.file is None:
            return InvalidInput(message, hint=hint, param=flag or path)
        line, column = _longest(where, self.places) or (None, None)
        return InvalidInput(message, hint=hint, param=path, location=Location(self.file, line, column, path))

    def with_flags(self, flags: Mapping[Where, str]) -> Marks:
        """The same marks after flags were laid over the document."""
        return replace(self, flags={**self.flags, **flags})


def _longest(where: Where, known: Mapping[Where, Value]) -> Value | None:
    """What is known about a value, or else about the nearest one that holds it."""
    return next((known[where[:size]] for size in range(len(where), -1, -1) if where[:size] in known), None)


def dotted(where: Where) -> str:
    """The path of a value as people write it: ``scenes[2].background``."""
    text = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in where)
    return text.removeprefix(".")


def nearest(word: str, options: Iterable[str]) -> str | None:
    """The option that was probably meant, or ``None``."""
    from difflib import get_close_matches

    lowered = {option.casefold(): option for option in options}
    found = get_close_matches(word.casefold(), lowered, n=1, cutoff=0.6)
    return lowered[found[0]] if found else None


def suggestion(word: str, options: Sequence[str]) -> str:
    """A hint for a word that is not among the options."""
    meant = nearest(word, options)
    return f'did you mean "{meant}"?' if meant else f"choose from {', '.join(options)}"


def raise_faults(faults: list[InvalidInput]) -> None:
    """Raise one fault as it is, several together, and none not at all."""
    if len(faults) == 1:
        raise faults[0]
    if faults:
        raise ManyInvalid(faults)


class Fields:
    """One mapping of a document. Asking for a field gives a usable value or ``None``, and notes what is wrong."""

    def __init__(self, data: object, where: Where, marks: Marks, faults: list[InvalidInput]) -> None:
        self._where = where
        self._marks = marks
        self._faults = faults
        self._data: Mapping[Any, Any] = data if isinstance(data, Mapping) else {}
        self.usable = data is None or isinstance(data, Mapping)
        if not self.usable:
            self.fault((), f"{dotted(where) or 'This'} must hold fields, not {kind_of(data)}")

    @property
    def faults(self) -> int:
        """How many faults the whole document has so far."""
        return len(self._faults)

    def fault(self, name: Where, message: str, hint: str | None = None) -> None:
        """Note a fault of this mapping or of one of its fields."""
        self._faults.append(self._marks.fault(self._where + name, message, hint))

    def has(self, name: str | int) -> bool:
        """Whether the field is there and not null."""
        return self._data.get(name) is not None

    def raw(self, name: str | int) -> Any:
        """The field as it was written."""
        return self._data.get(name)

    def only(self, *names: str) -> bool:
        """Note every field that has none of these names; whether there is none."""
        others = [name for name in self._data if name not in names]
        for name in others:
            self.fault((str(name),), f'There is no field "{name}" here', suggestion(str(name), names))
        return not others

    def text(self, name: str | int, *, limit: int, too_long: str = "") -> str | None:
        """A string that is not blank, of at most ``limit`` characters; ``too_long`` is the remedy for a longer one."""
        value = self._data.get(name)
        if value is None:
            return None
        if not isinstance(value, str):
            self.fault(
                (name,), f"The {_label(name)} must be text, not {kind_of(value)}", f'put it in quotes: "{value}"'
            )
        elif not value.strip():
            self.fault((name,), f"The {_label(name)} is empty", "write some text, or leave the field out")
        elif len(value) > limit:
            self.fault(
                (name,),
                f"The {_label(name)} has {len(value):,} characters; at most {limit:,} are allowed",
                too_long or None,
            )
        elif not _is_unicode(value):
            self.fault((name,), f"The {_label(name)} is not valid Unicode text", "save it as UTF-8")
        else:
            return value
        return None

    def choice(self, name: str | int, options: Sequence[Word]) -> Word | None:
        """One of a few words."""
        value = self._data.get(name)
        if value is None:
            return None
        for option in options:
            if option == value:
                return option
        self.fault((name,), f'{_label(name)} cannot be "{value}"', suggestion(str(value), options))
        return None

    def flag(self, name: str | int) -> bool | None:
        """True or false."""
        value = self._data.get(name)
        if value is None or isinstance(value, bool):
            return value
        self.fault((name,), f"{_label(name)} must be true or false, not {kind_of(value)}")
        return None

    def number(self, name: str | int, low: float, high: float) -> float | None:
        """A number between two bounds."""
        value = self._data.get(name)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int | float):
            self.fault((name,), f"{_label(name)} must be a number, not {kind_of(value)}")
        elif not low <= value <= high:  # also refuses NaN
            self.fault((name,), f"{_label(name)} is {value:g}; it must lie between {low:g} and {high:g}")
        else:
            return float(value)
        return None

    def whole_number(self, name: str | int, low: int, high: int) -> int | None:
        """An integer between two bounds."""
        value = self.number(name, low, high)
        if value is None:
            return None
        if not value.is_integer():
            self.fault((name,), f"{_label(name)} is {value:g}; it must be a whole number")
            return None
        return int(value)

    def wrapped(self, name: str | int, inner: str) -> Fields:
        """A plain value as if it stood in a section under ``inner``; its faults point to the value itself."""
        return _Wrapped({inner: self._data.get(name)}, (*self._where, name), self._marks, self._faults)

    def numbered(self, name: str | int) -> Fields:
        """A list as a mapping of numbers to its items."""
        items = dict(enumerate(self._data.get(name) or ()))
        return Fields(items, (*self._where, name), self._marks, self._faults)

    def section(self, name: str | int) -> Fields:
        """A mapping inside this one; an empty one when it is not there."""
        return Fields(self._data.get(name), (*self._where, name), self._marks, self._faults)

    def items(self, name: str, *, most: int) -> list[Fields]:
        """A list of mappings with at least one and at most ``most`` of them."""
        value = self._data.get(name)
        if value is None or value == []:
            self.fault((name,), f"{name} is empty; there must be at least one")
            return []
        if not isinstance(value, list):
            self.fault((name,), f"{name} must be a list, not {kind_of(value)}", "begin each item with a dash")
            return []
        if len(value) > most:
            self.fault((name,), f"{name} has {len(value):,} items; at most {most:,} are allowed")
            return []
        return [
            Fields(item, (*self._where, name, index), self._marks, self._faults) for index, item in enumerate(value)
        ]


class _Wrapped(Fields):
    """A value that stands for a whole section: what is wrong with its one field is wrong with it."""

    def fault(self, name: Where, message: str, hint: str | None = None) -> None:  # noqa: ARG002
        super().fault((), message, hint)


def _label(name: str | int) -> str:
    return f"item {name + 1}" if isinstance(name, int) else name


def kind_of(value: object) -> str:
    """What a value is, in the words of someone who writes YAML or JSON."""
    if isinstance(value, bool):
        return "true or false"
    kinds = {str: "text", int: "a number", float: "a number", list: "a list", dict: "fields", type(None): "nothing"}
    return kinds.get(type(value), type(value).__name__)


def _is_unicode(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
