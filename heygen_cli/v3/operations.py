"""HeyGen's operations as ``operations.txt`` lists them."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

Place = Literal["query", "body", "file"]
_FLAG = re.compile(
    r"(?P<place>[?@]?)(?P<name>[a-z0-9-]+)(?:>(?P<field>\w+))?(?::(?P<type>int|float|bool|list))?"
    r"(?:\((?P<options>[^)]*)\))?(?:=(?P<default>[^!]*))?(?P<required>!?)"
)
_PLACES: dict[str, Place] = {"?": "query", "@": "file", "": "body"}


@dataclass(frozen=True)
class Flag:
    """An option of a command, and where its value goes. ``default`` is what HeyGen assumes; it is not sent."""

    name: str
    field: str
    place: Place
    type: str
    options: tuple[str, ...]
    default: str | None
    required: bool


@dataclass(frozen=True)
class Operation:
    """One operation and its command."""

    command: str
    method: str
    path: str
    body: Literal["json", "file", "-"]
    flags: tuple[Flag, ...]
    columns: tuple[str, ...]
    help: str

    @property
    def arguments(self) -> list[str]:
        """The names in the path, in order."""
        return re.findall(r"\{(\w+)\}", self.path)

    @property
    def paginated(self) -> bool:
        """Whether it answers with pages."""
        return self.method == "GET" and {"limit", "token"} <= {flag.name for flag in self.flags}

    @property
    def destructive(self) -> bool:
        """Whether it deletes something."""
        return self.method == "DELETE"


@cache
def _lines() -> tuple[str, ...]:
    return tuple(Path(__file__).with_name("operations.txt").read_text("utf-8").splitlines())


@cache
def explanations() -> dict[str, str]:
    """What each flag and argument is for, by its name."""
    pairs = (line.removeprefix("%").partition(": ") for line in _lines() if line.startswith("%"))
    return {name: about for name, _, about in pairs}


@cache
def operations() -> tuple[Operation, ...]:
    """All of them, in the order of the table."""
    lines = _lines()
    comments = " ".join(line[2:] for line in lines[: lines.index("", 10)] if line.startswith("# "))
    events = tuple(comments.partition("events: ")[2].split())
    return tuple(_operation(line, events) for line in lines if line and line[0] not in "#%")


def groups() -> dict[str, list[Operation]]:
    """The operations by the first word of their commands."""
    found: dict[str, list[Operation]] = {}
    for operation in operations():
        found.setdefault(operation.command.split()[0], []).append(operation)
    return found


def schema(command: str, kind: Literal["request", "response"]) -> dict[str, Any]:
    """The JSON Schema of what a command sends or gets; an empty one where nothing is said about it."""
    schemas = json.loads(Path(__file__).with_name("schemas.json").read_text("utf-8"))
    found: dict[str, Any] = schemas[command].get(kind) or {"type": "object"}
    return found


def _operation(line: str, events: tuple[str, ...]) -> Operation:
    command, method, path, body, flags, columns, about = (part.strip() for part in line.split("|"))
    return Operation(
        command=command,
        method=method,
        path=path,
        body=body,  # type: ignore[arg-type]
        flags=tuple(_flag(word, events) for word in flags.split()),
        columns=tuple(filter(None, columns.split(","))),
        help=about,
    )


def _flag(word: str, events: tuple[str, ...]) -> Flag:
    found = _FLAG.fullmatch(word)
    if found is None:
        raise ValueError(f"operations.txt: {word!r} is no flag")
    options = found["options"] or ""
    return Flag(
        name=found["name"],
        field=found["field"] or found["name"].replace("-", "_"),
        place=_PLACES[found["place"]],
        type=found["type"] or "text",
        options=events if options == "events" else tuple(filter(None, options.split(","))),
        default=found["default"],
        required=bool(found["required"]),
    )
