"""Variables of a storyboard: declared with a type, filled from outside, put into its texts as ``{{ name }}``."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from heygen_cli.domain.errors import InvalidInput
from heygen_cli.domain.fields import Fields, Marks, Where, kind_of, raise_faults, suggestion

VariableType = Literal["text", "number", "boolean", "choice", "color", "image", "video", "audio", "avatar", "voice"]
TYPES: tuple[VariableType, ...] = (
    *("text", "number", "boolean", "choice", "color", "image", "video", "audio", "avatar", "voice"),
)
FILES: tuple[VariableType, ...] = ("image", "video", "audio")
_NAME = re.compile(r"[a-z_][a-z0-9_]{0,39}", re.IGNORECASE)
_COLOUR = re.compile(r"#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})")
_LIMIT = 5000
REFUSED = "template_refused"  # the code of an error about what an expression may hold
_TRUTH = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}

Value = str | int | float | bool
# Where the faults of values are told that the line gives.
_FROM_LINE = Marks(flags={(): "--var"})
# Renders a text with the values of variables, or tells what is wrong with it; the names it uses are added to the set.
Render = Callable[[str, Mapping[str, Value], set[str]], Value]


@dataclass(frozen=True)
class Variable:
    """One variable; without a ``default`` it must be given."""

    name: str
    type: VariableType = "text"
    default: Value | None = None
    description: str = ""
    choices: tuple[str, ...] = ()

    def read(self, given: Value) -> Value:
        """The value that a line gives as text, or JSON as what it is; raises ValueError with what was expected."""
        if self.type == "number" and isinstance(given, str):
            return _number(given)
        if self.type == "boolean" and isinstance(given, str):
            if given.lower() not in _TRUTH:
                raise ValueError("true or false")
            return _TRUTH[given.lower()]
        if self.type in FILES and isinstance(given, str) and "://" not in given:
            return str(Path(given).expanduser().absolute())
        if self.type == "text" and isinstance(given, int | float) and not isinstance(given, bool):
            return str(given)
        return self.checked(given)

    def checked(self, value: Value) -> Value:
        """A value that is of this type; raises ValueError with what was expected."""
        if self.type == "number" and (isinstance(value, bool) or not isinstance(value, int | float)):
            raise ValueError("a number")
        if self.type == "boolean" and not isinstance(value, bool):
            raise ValueError("true or false")
        if self.type not in ("number", "boolean") and not isinstance(value, str):
            raise ValueError("text")
        if self.type == "choice" and value not in self.choices:
            raise ValueError(f"one of {', '.join(self.choices)}")
        if self.type == "color" and not _COLOUR.fullmatch(str(value)):
            raise ValueError('a colour such as "#1e293b"')
        if len(str(value)) > _LIMIT:
            raise ValueError(f"at most {_LIMIT:,} characters")
        return value


def is_name(text: str) -> bool:
    """Whether a variable may be called so."""
    return _NAME.fullmatch(text) is not None


def filled(
    data: Mapping[str, Any], marks: Marks, given: Mapping[str, Value], render: Render, source: Marks = _FROM_LINE
) -> dict[str, Any]:
    """The document with its variables put in, and without their declarations.

    ``source`` knows where each value of ``given`` stands, as ``("variables", name)``.

    Raises:
        InvalidInput, ManyInvalid: For variables that are not declared, not used, not given or of another type, each
            with its place.
    """
    faults: list[InvalidInput] = []
    sheet = Sheet(data, marks, render)
    made = sheet.fill(sheet.values(given, faults, source), faults)
    raise_faults([*faults, *sheet.unused()])
    return made


class Sheet:
    """A document with variables, to be filled once or many times.

    Variables that somebody else declares come in addition to its own. Raises InvalidInput, ManyInvalid for
    declarations that are wrong.
    """

    def __init__(
        self, data: Mapping[str, Any], marks: Marks, render: Render, others: Mapping[str, Variable] | None = None
    ) -> None:
        faults: list[InvalidInput] = []
        self.declared = {**(others or {}), **declarations(data, marks, faults)}
        raise_faults(faults)
        self._own = _declared(data)
        self._data = {name: value for name, value in data.items() if name != "variables"}
        self._marks = marks
        self._render = render
        self.used: set[str] = set()

    def values(
        self, given: Mapping[str, Value], faults: list[InvalidInput], source: Marks = _FROM_LINE
    ) -> dict[str, Value]:
        """The values of all variables; ``source`` knows where those of ``given`` stand."""
        return _values(self.declared, given, faults, self._marks, source)

    def fill(self, values: Mapping[str, Value], faults: list[InvalidInput]) -> dict[str, Any]:
        """The document with the values put in. Parts without expressions are the same objects every time."""
        filler = _Filler(self.declared, values, self._marks, faults, self._render, self.used)
        return {name: filler.fill(value, (name,)) for name, value in self._data.items()}

    def unused(self) -> list[InvalidInput]:
        """A fault for each variable of the document that nothing has used so far."""
        return [
            self._marks.fault(("variables", name), f'The variable "{name}" is not used', "remove it")
            for name in self._own
            if name not in self.used
        ]


def declarations(data: Mapping[str, Any], marks: Marks, faults: list[InvalidInput]) -> dict[str, Variable]:
    """The variables that a document declares, by their names."""
    section = Fields(data, (), marks, faults).section("variables")
    return {name: _declaration(section, name) for name in _declared(data)}


def _declared(data: Mapping[str, Any]) -> list[str]:
    found = data.get("variables")
    return [str(name) for name in found] if isinstance(found, Mapping) else []


def texts(value: Any, where: Where = ()) -> Iterator[tuple[Where, str]]:
    """Every text of a document into which values are put, and where it stands."""
    inner = value.items() if isinstance(value, Mapping) else enumerate(value) if isinstance(value, list) else ()
    for key, item in inner:
        yield from texts(item, (*where, key))
    if isinstance(value, str) and "{{" in value:
        yield where, value


def used(text: str, render: Render) -> set[str]:
    """The names that a text uses, declared or not."""
    names: set[str] = set()
    with suppress(InvalidInput):
        render(text, {}, names)
    return names


def _declaration(section: Fields, name: str) -> Variable:
    value = section.raw(name)
    if not is_name(name):
        section.fault((name,), f'"{name}" cannot be the name of a variable', "letters, digits and _, a letter first")
    if not isinstance(value, Mapping):  # only its default
        return Variable(name, _type_of(value), value if isinstance(value, str | int | float) else None)
    fields = section.section(name)
    fields.only("type", "default", "description", "choices")
    kind = fields.choice("type", TYPES) or "text"
    options = fields.raw("choices")
    choices = tuple(str(item) for item in options) if isinstance(options, list) else ()
    if options is not None and not isinstance(options, list):
        fields.fault(("choices",), f"choices must be a list, not {kind_of(options)}", "choices: [one, two]")
    elif kind == "choice" and not choices:
        fields.fault((), "A choice needs choices", "choices: [one, two]")
    variable = Variable(name, kind, fields.raw("default"), fields.text("description", limit=500) or "", choices)
    if variable.default is not None:
        try:
            variable.checked(variable.default)
        except ValueError as problem:
            fields.fault(("default",), f"The default of {name} must be {problem}")
    return variable


def _type_of(value: object) -> VariableType:
    if isinstance(value, bool):
        return "boolean"
    return "number" if isinstance(value, int | float) else "text"


def _values(
    declared: Mapping[str, Variable],
    given: Mapping[str, Value],
    faults: list[InvalidInput],
    marks: Marks,
    source: Marks,
) -> dict[str, Value]:
    values = {name: variable.default for name, variable in declared.items() if variable.default is not None}
    for name, value in given.items():
        where = ("variables", name)
        if name not in declared:
            hint = suggestion(name, tuple(declared)) if declared else "declare it under variables"
            faults.append(source.fault(where, f'There is no variable "{name}"', hint))
            continue
        try:
            values[name] = declared[name].read(value)
        except ValueError as problem:
            faults.append(source.fault(where, f'{name} must be {problem}, not "{value}"'))
    named = {*values, *given}
    for name, variable in declared.items():
        if name not in named:
            hint = f"--var {name}=…" + (f" ({variable.description})" if variable.description else "")
            faults.append(marks.fault(("variables", name), f'The variable "{name}" was not given', hint))
    return values


@dataclass
class _Filler:
    """Walks a document and renders every text in it."""

    declared: Mapping[str, Variable]
    values: Mapping[str, Value]
    marks: Marks
    faults: list[InvalidInput]
    render: Render
    used: set[str]

    def fill(self, value: Any, where: Where) -> Any:
        if isinstance(value, Mapping):
            fields = {name: self.fill(item, (*where, str(name))) for name, item in value.items()}
            return fields if any(fields[name] is not value[name] for name in fields) else value
        if isinstance(value, list):
            items = [self.fill(item, (*where, index)) for index, item in enumerate(value)]
            return items if any(new is not old for new, old in zip(items, value, strict=True)) else value
        return self._text(value, where) if isinstance(value, str) and "{{" in value else value

    def _text(self, text: str, where: Where) -> Value | None:
        names: set[str] = set()
        try:
            made = self.render(text, self.values, names)
        except InvalidInput as problem:
            self.used |= names
            unknown = [name for name in names if name not in self.declared]
            if unknown and problem.error_code != REFUSED:
                hint = suggestion(unknown[0], tuple(self.declared)) if self.declared else "declare it under variables"
                self.faults.append(self.marks.fault(where, f'There is no variable "{unknown[0]}"', hint))
            elif problem.error_code == REFUSED or names <= set(self.values):
                self.faults.append(self.marks.fault(where, problem.message, problem.hint))
            return None
        self.used |= names
        return made


def _number(text: str) -> int | float:
    try:
        value = float(text)
    except ValueError:
        raise ValueError("a number") from None
    if value != value or value in (float("inf"), float("-inf")):
        raise ValueError("a number")
    return int(value) if value.is_integer() and "." not in text and "e" not in text.lower() else value


def schema() -> dict[str, Any]:
    """The JSON Schema of ``variables``."""
    plain = {"type": ["string", "number", "boolean"]}
    properties = {
        "type": {"enum": list(TYPES), "default": "text"},
        "default": plain,
        "description": {"type": "string"},
        "choices": {"type": "array", "items": {"type": "string"}},
    }
    declaration = {"type": "object", "properties": properties, "additionalProperties": False}
    return {
        "type": "object",
        "description": "Filled with --var name=value, and put into texts as {{ name }}.",
        "additionalProperties": {"anyOf": [plain, declaration]},
    }
