"""The texts of a storyboard that people hear or read, and what may become of them in other words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from heygen_cli.domain.errors import InvalidInput
from heygen_cli.domain.fields import Where, raise_faults
from heygen_cli.domain.moment import Moment
from heygen_cli.domain.prompt import Form
from heygen_cli.domain.script import plain
from heygen_cli.domain.storyboard import SCRIPT_LIMIT

Kind = Literal["spoken", "shown", "moment"]
# Fields, and the short forms of sections, that hold words for people.
_SHOWN = ("title", "description", "heading", "subtitle", "text", "role", "by", "quote", "list", "items", "code")
_MOMENTS = ("at", "until")
# Sections of which only the heading is for people.
_TECHNICAL = ("code", "chart")
# Expressions, SSML, and directions for voice and presenter. `[NGINX|engine x]` is a reading, which depends on the
# language.
_KEPT = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|</?[a-zA-Z][^<>]*>|\[[^\[\]|]*\]", re.DOTALL)
_SHARE = 9000  # characters that a model is given at once, so that its answer is not cut off

TEXTS = Form(
    "texts",
    {
        "type": "object",
        "properties": {
            "texts": {
                "type": "array",
                "items": {
                    "type": "object",
                    "properties": {"id": {"type": "integer"}, "text": {"type": "string"}},
                    "required": ["id", "text"],
                    "additionalProperties": False,
                },
            }
        },
        "required": ["texts"],
        "additionalProperties": False,
    },
)


@dataclass(frozen=True)
class Passage:
    """One text: where it stands, what it is there for, and the scene it belongs to (from 0), if any."""

    where: Where
    text: str
    kind: Kind

    @property
    def scene(self) -> int | None:
        """The scene."""
        named = self.where[0] == "scenes" and len(self.where) > 1 and isinstance(self.where[1], int)
        return int(self.where[1]) if named else None


def passages(data: Mapping[str, Any]) -> list[Passage]:
    """All texts of a document that are for people, in their order."""
    own = {key: value for key, value in data.items() if key != "variables"}
    found = [*_passages(own, ()), *_of_variables(data.get("variables"))]
    return [passage for passage in found if re.search(r"[^\W\d_]", _KEPT.sub("", passage.text))]


def _passages(value: Any, where: Where) -> Iterator[Passage]:
    if isinstance(value, Mapping):
        for key, item in value.items():
            if not (where and where[-1] in _TECHNICAL and key != "heading"):
                yield from _passages(item, (*where, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _passages(item, (*where, index))
    elif isinstance(value, str):
        kind = _kind(where)
        if kind:
            yield Passage(where, value, kind)


def _kind(where: Where) -> Kind | None:
    name = next((part for part in reversed(where) if isinstance(part, str)), "")
    if name == "script":
        return "spoken"
    if name in _MOMENTS:
        return "moment"
    return "shown" if name in _SHOWN and name not in _TECHNICAL else None


def _of_variables(declared: Any) -> Iterator[Passage]:
    """What stands for a text when nothing is given, and what people are told about variables."""
    for name, about in declared.items() if isinstance(declared, Mapping) else ():
        if isinstance(about, str):
            yield Passage(("variables", name), about, "shown")
        elif isinstance(about, Mapping):
            fields = ("default", "description") if about.get("type", "text") == "text" else ("description",)
            yield from (
                Passage(("variables", name, field), about[field], "shown")
                for field in fields
                if isinstance(about.get(field), str)
            )


def shares(found: Sequence[Passage]) -> list[list[Passage]]:
    """The passages in parts that a model can answer at once; a scene stays in one piece."""
    parts: list[list[Passage]] = [[]]
    size = 0
    for number, passage in enumerate(found):
        same = number > 0 and passage.scene is not None and passage.scene == found[number - 1].scene
        if size > _SHARE and not same:
            parts.append([])
            size = 0
        parts[-1].append(passage)
        size += len(passage.text)
    return parts


def asked(part: Sequence[Passage]) -> list[dict[str, Any]]:
    """The passages as a model is given them."""
    return [
        {"id": number, "kind": passage.kind, "text": passage.text}
        | ({} if passage.scene is None else {"scene": passage.scene + 1})
        for number, passage in enumerate(part, 1)
    ]


def read_texts(answer: Any, part: Sequence[Passage]) -> dict[Where, str]:
    """The new texts; raises InvalidInput, ManyInvalid for those that are missing or lost something."""
    rows = answer.get("texts") if isinstance(answer, Mapping) else None
    given = {
        row["id"]: row["text"]
        for row in (rows if isinstance(rows, list) else ())
        if isinstance(row, Mapping) and isinstance(row.get("id"), int) and isinstance(row.get("text"), str)
    }
    faults: list[InvalidInput] = []
    made: dict[Where, str] = {}
    for number, passage in enumerate(part, 1):
        text = _clean(given.get(number, ""), passage)
        fault = _fault(text, passage)
        if fault:
            faults.append(InvalidInput(fault, param=f"text {number}"))
        made[passage.where] = text
    raise_faults([*faults, *_lost_moments(part, made)])
    return made


def _clean(text: str, passage: Passage) -> str:
    """The text in the lines of the old one, without letters that cannot be seen."""
    if "\n" not in passage.text.strip():
        return plain(text)
    return "\n".join(plain(line) for line in text.strip().split("\n"))


def _fault(text: str, passage: Passage) -> str | None:
    if not text:
        return "it is missing"
    limit = SCRIPT_LIMIT if passage.kind == "spoken" else max(120, 3 * len(passage.text))
    if len(text) > limit:
        return f"it is longer than {limit} characters"
    kept = _KEPT.findall(passage.text) if passage.kind == "spoken" else _expressions(passage.text)
    there = _KEPT.findall(text) if passage.kind == "spoken" else _expressions(text)
    missing, added = Counter(kept) - Counter(there), Counter(there) - Counter(kept)
    if missing:
        return f"{' '.join(missing.elements())} must stand in it just as it did"
    return f"{' '.join(added.elements())} did not stand in it" if added else None


def _expressions(text: str) -> list[str]:
    return [part for part in _KEPT.findall(text) if part.startswith("{")]


def _lost_moments(part: Sequence[Passage], made: Mapping[Where, str]) -> Iterator[InvalidInput]:
    """Moments whose word is no longer spoken in their scene."""
    scripts = {passage.scene: passage for passage in part if passage.kind == "spoken"}
    for number, passage in enumerate(part, 1):
        script = scripts.get(passage.scene)
        if passage.kind != "moment" or script is None or not Moment.parse(passage.text).found_in(script.text):
            continue
        if not Moment.parse(made[passage.where]).found_in(made[script.where]):
            said = f'"{made[passage.where]}" is not spoken in scene {(passage.scene or 0) + 1}'
            yield InvalidInput(f"{said}; it must be a word of its new script", param=f"text {number}")
