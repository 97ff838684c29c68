"""Putting the values of an order into a template, so that whatever is wrong with any of them is told at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from heygen_cli.domain.errors import InvalidInput
from heygen_cli.domain.fields import Marks, Where, dotted
from heygen_cli.domain.storyboard import DEFAULT_AVATAR, DEFAULT_VOICE
from heygen_cli.domain.template import Order, Template
from heygen_cli.domain.variables import FILES, Render, Sheet, Value, Variable, VariableType, texts, used

# What stands for a value that is not known, so that everything else can be looked over.
_SAMPLES: Mapping[VariableType, Value] = {
    **{"number": 1, "boolean": True, "color": "#808080", "avatar": DEFAULT_AVATAR, "voice": DEFAULT_VOICE},
    **{"image": "/no/such/file.png", "video": "/no/such/file.mp4", "audio": "/no/such/file.wav"},
}


@dataclass(frozen=True)
class Filling:
    """A template with values in it.

    ``undecided`` are the variables, and the texts, for which a sample stands there; ``broken`` when a text could not be
    worked out, so that it makes no sense to read on.
    """

    data: Mapping[str, Any]
    marks: Marks
    faults: tuple[InvalidInput, ...]
    undecided: frozenset[Where]
    broken: bool


def filling(template: Template, order: Order, render: Render) -> Filling:
    """Put the values of an order into a template."""
    faults = list(order.faults)
    data = template.choose(order.scene_ids, order.marks, faults)
    variables = template.variables
    if order.scene_ids is not None:
        # Variables of scenes that are left out need no values, and may have them.
        spare = set(variables) - _names_used(data, render)
        data["variables"] = {name: value for name, value in (data.get("variables") or {}).items() if name not in spare}
    else:
        spare = set()
    sheet = Sheet(data, template.marks, render)
    given = {
        name: sample(sheet.declared.get(name)) if value is None else _placed(name, value, sheet.declared, order)
        for name, value in order.variables.items()
        if name not in spare
    }
    values = sheet.values(given, faults, order.marks)
    unread = {name for name, value in order.variables.items() if value is None}
    guessed = {name for name in sheet.declared if name in unread or name not in values}
    values |= {name: sample(sheet.declared[name]) for name in guessed}
    open_texts = undecided(data, sheet.declared, guessed, render)
    before = len(faults)
    made = filled_in(sheet, values, open_texts, faults)
    broken = len(faults) > before
    faults += sheet.unused()
    marks = replace(
        template.marks,
        origins=_origins(data, sheet.declared, guessed, render),
        flags={where: flag for where, flag in order.marks.flags.items() if where[:1] != ("variables",)},
    )
    return Filling(made, marks, tuple(faults), open_texts | {("variables", name) for name in guessed}, broken)


def filled_in(
    sheet: Sheet, values: Mapping[str, Value], open_texts: Iterable[Where], faults: list[InvalidInput]
) -> dict[str, Any]:
    """The document with these values. A text that is open and cannot be worked out becomes any text."""
    found: list[InvalidInput] = []
    made = sheet.fill(values, found)
    faults += [fault for fault in found if not is_open(fault, open_texts)]
    for where in open_texts:
        holder: Any = made
        for part in where[:-1]:
            holder = holder[part]
        if holder[where[-1]] is None:
            holder[where[-1]] = "…"
    return made


def sample(variable: Variable | None) -> Value:
    """What may stand for the value of a variable."""
    if variable is None:
        return ""
    return variable.choices[0] if variable.choices else _SAMPLES.get(variable.type, variable.name)


def is_sample(path: Path) -> bool:
    """Whether a file stands for one that is not known."""
    return str(path) in _SAMPLES.values()


def undecided(
    data: Mapping[str, Any], variables: Mapping[str, Variable], names: Iterable[str], render: Render
) -> frozenset[Where]:
    """The texts in which the samples of these variables say nothing: those of texts and numbers.

    What should be a scene, or all of them, is none of these: a value never becomes one.
    """
    unknown = {name for name in names if variables[name].type in ("text", "number")}
    found = (where for where, text in _own_texts(data) if used(text, render) & unknown)
    return frozenset(where for where in found if where[0] != "scenes" or len(where) > 2)


def is_open(fault: InvalidInput, texts: Iterable[Where]) -> bool:
    """Whether a fault may come from one of these texts that are not decided yet.

    So may a moment of a scene: the word that it waits for can be in a script that is not known yet.
    """
    path = fault.param or ""
    if path in map(dotted, texts):
        return True
    scripts = [where for where in texts if where[-1] == "script"]
    within = any(path.startswith(dotted(where[:-1])) for where in scripts)
    return within and path.rstrip("0123456789[]").endswith((".at", ".until"))


def casts(where: Where) -> bool:
    """Whether a text says who presents or speaks, or in which letters: what must be at hand for a film."""
    return not {"avatar", "look", "voice", "font", "heading_font"}.isdisjoint(where)


def _placed(name: str, value: Value, variables: Mapping[str, Variable], order: Order) -> Value:
    """A value as it was given, or the place of the file that it names."""
    if name not in variables or variables[name].type not in FILES or not isinstance(value, str) or "://" in value:
        return value
    on_the_line = ("variables", name) in order.marks.flags
    return str((Path.cwd() if on_the_line else order.base) / Path(value).expanduser())


def _origins(
    data: Mapping[str, Any], variables: Iterable[str], guessed: set[str], render: Render
) -> dict[Where, Where]:
    """For each text that uses variables one of them: where a fault of the text was caused."""
    known = set(variables)
    found: dict[Where, Where] = {}
    for where, text in _own_texts(data):
        names = sorted(used(text, render) & known, key=lambda name: (name not in guessed, text.find(name)))
        if names:
            found[where] = ("variables", names[0])
    return found


def _names_used(data: Mapping[str, Any], render: Render) -> set[str]:
    return {name for _, text in _own_texts(data) for name in used(text, render)}


def _own_texts(data: Mapping[str, Any]) -> Iterator[tuple[Where, str]]:
    return texts({name: value for name, value in data.items() if name != "variables"})
