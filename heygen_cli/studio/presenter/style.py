"""The drawing data of one look: colours, hair, face and clothes, read from a presenter's TOML file."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields
from typing import Any

from heygen_cli.domain.errors import InvalidInput, Location
from heygen_cli.domain.fields import suggestion

HAIR_STYLES = ("long", "bob", "bun", "short", "crop", "afro")
OUTFITS = ("blazer", "suit", "hoodie", "shirt", "sweater")
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_CHOICES = {"hair_style": HAIR_STYLES, "outfit": OUTFITS}


@dataclass(frozen=True)
class Style:
    """How to draw a look. Colours are ``#rrggbb``; amounts lie between 0 and 1 unless they say otherwise.

    ``masculine`` widens jaw and brow and thins the lips; ``age`` draws lines; ``brow_weight`` is a factor up to 2.
    """

    skin: str
    skin_light: str
    skin_shade: str
    skin_deep: str
    blush: str
    lip: str
    lip_dark: str
    hair: str
    hair_light: str
    hair_dark: str
    brow: str
    iris: str
    iris_dark: str
    hair_style: str
    outfit: str
    cloth: str
    cloth_light: str
    cloth_dark: str
    inner: str = "#f3ede4"
    masculine: float = 0.0
    age: float = 0.0
    stubble: float = 0.0
    lashes: float = 1.0
    brow_weight: float = 1.0
    glasses: bool = False
    earrings: bool = False


def read_style(data: Mapping[str, Any], file: str, table: str) -> Style:
    """Check a style table; raises InvalidInput that names the file, the table and the field."""
    known = {field.name: field for field in fields(Style)}

    def fault(name: str, message: str, hint: str) -> InvalidInput:
        return InvalidInput(message, hint=hint, location=Location(file, path=f"{table}.{name}"))

    for name, value in data.items():
        if name not in known:
            raise fault(name, f'A look has no field "{name}"', suggestion(name, tuple(known)))
        problem = _problem(name, str(known[name].type), value)
        if problem:
            raise fault(name, f"{name} is {value!r}", problem)
    missing = [name for name, field in known.items() if field.default is MISSING and name not in data]
    if missing:
        raise fault(missing[0], f"The look lacks {', '.join(missing)}", "every presenter's [style] table names them")
    return Style(**data)


def _problem(name: str, kind: str, value: object) -> str | None:
    if name in _CHOICES:
        return None if value in _CHOICES[name] else f"choose from {', '.join(_CHOICES[name])}"
    if kind == "bool":
        return None if isinstance(value, bool) else "write true or false"
    if kind == "float":
        fits = isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= 2
        return None if fits else "write a number from 0 to 1 (2 for brow_weight)"
    return None if isinstance(value, str) and _COLOUR.fullmatch(value) else 'write a colour as "#rrggbb"'
