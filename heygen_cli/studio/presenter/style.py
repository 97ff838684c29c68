"""The drawing data of one look: colours, face, hair and clothes, read from a presenter's TOML file."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields
from typing import Any

from heygen_cli.domain.errors import InvalidInput, Location
from heygen_cli.domain.fields import suggestion

CHOICES: dict[str, tuple[str, ...]] = {
    "hair_style": (
        "long", "wavy", "bob", "bun", "ponytail", "braids", "locs", "afro", "curly", "short", "crop", "buzz",
        "receding", "bald", "hijab", "turban",
    ),
    "outfit": (
        "blazer", "suit", "tuxedo", "coat", "shirt", "apron", "vest", "sweater", "turtleneck", "hoodie", "tee", "polo",
        "dress", "tunic", "sari", "gown",
    ),
    "glasses": ("none", "square", "round", "cat-eye"),
    "beard": ("none", "moustache", "goatee", "short", "full"),
    "headwear": ("none", "hard-hat", "knit-hat", "cap", "mortarboard", "headset"),
    "neckwear": ("none", "tie", "bow-tie", "scarf", "stethoscope", "lanyard", "medal"),
}  # fmt: skip
# Numbers lie between 0 and 1 unless they are listed here.
_BOUNDS: dict[str, tuple[float, float]] = {
    "brow_weight": (0, 2),
    "jaw": (-1, 1),
    "chin": (-1, 1),
    "cheeks": (-1, 1),
    "nose_width": (0.8, 1.4),
    "nose_length": (-1, 1),
    "eye_size": (0.85, 1.15),
    "eye_gap": (-1, 1),
    "eye_tilt": (-1, 1),
    "brow_arch": (-1, 1),
    "lips": (0.7, 1.4),
    "build": (-1, 1),
}
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")


@dataclass(frozen=True)
class Style:
    """How to draw a look. Colours are ``#rrggbb``; amounts lie between 0 and 1, differences between -1 and 1.

    ``masculine`` widens jaw and brow and thins the lips; ``age`` draws lines. ``jaw`` to ``lips`` shape the face, 0
    (or 1 for factors) being average: a wide ``jaw``, a long ``chin``, full ``cheeks``, a long nose, eyes far apart,
    outer corners up, ``eye_fold`` for lids without a crease, arched brows. ``build`` goes from slight to stout.
    ``bottom`` colours trousers or skirt, ``frames`` the glasses, ``accent`` tie, scarf, hat and trimmings.
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
    bottom: str = "#343a48"
    accent: str = "#74283a"
    headwear: str = "none"
    neckwear: str = "none"
    glasses: str = "none"
    frames: str = "#2a2326"
    earrings: bool = False
    beard: str = "none"
    stubble: float = 0.0
    freckles: float = 0.0
    age: float = 0.0
    masculine: float = 0.0
    build: float = 0.0
    jaw: float = 0.0
    chin: float = 0.0
    cheeks: float = 0.0
    nose_width: float = 1.0
    nose_length: float = 0.0
    eye_size: float = 1.0
    eye_gap: float = 0.0
    eye_tilt: float = 0.0
    eye_fold: float = 0.0
    brow_weight: float = 1.0
    brow_arch: float = 0.0
    lashes: float = 1.0
    lips: float = 1.0


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
    """What should have been written instead, if anything."""
    if name in CHOICES:
        return None if value in CHOICES[name] else _choice(name, value)
    if kind == "bool":
        return None if isinstance(value, bool) else "write true or false"
    if kind == "float":
        low, high = _BOUNDS.get(name, (0, 1))
        fits = isinstance(value, int | float) and not isinstance(value, bool) and low <= value <= high
        return None if fits else f"write a number from {low:g} to {high:g}"
    return None if isinstance(value, str) and _COLOUR.fullmatch(value) else 'write a colour as "#rrggbb"'


def _choice(name: str, value: object) -> str:
    meant = suggestion(str(value), CHOICES[name])
    listed = f"choose from {', '.join(CHOICES[name])}"
    return meant if meant == listed else f"{meant} {listed}"
