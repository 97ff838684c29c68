"""One presenter's file, read and checked as a whole."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from heygen_cli.domain.avatar import Avatar, Look
from heygen_cli.domain.errors import InvalidInput, Location
from heygen_cli.domain.fields import kind_of, suggestion
from heygen_cli.studio.presenter.style import Style, read_style

NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_NAME_HINT = "use small letters, digits and hyphens only"
_GENDERS = ("female", "male", "neutral")
_FIELDS = ("name", "gender", "default_voice", "description", "tags", "style", "looks")
_LOOK_FIELDS = ("name", "tags", "style")


@dataclass(frozen=True)
class Role:
    """A presenter and how each of their looks, by its full id, is drawn."""

    avatar: Avatar
    styles: Mapping[str, Style]


def read(path: Path) -> Role:
    """The presenter in a file, which is read again when it changes; raises InvalidInput with the place of a fault."""
    try:
        return _read(path, path.stat().st_mtime_ns)
    except OSError as error:
        raise InvalidInput(f"The presenter's file cannot be read: {error}", location=Location(str(path))) from error


@cache
def _read(path: Path, changed: int) -> Role:  # noqa: ARG001 - part of the key of the cache
    file = _File(path)
    data = file.data
    file.only("", data, _FIELDS)
    for name in ("name", "gender", "default_voice"):
        if not isinstance(data.get(name), str) or not data[name].strip():
            raise file.fault(name, f"The presenter's file lacks {name}", f'add a line such as {name} = "…" at its top')
    if data["gender"] not in _GENDERS:
        message = f'"{data["gender"]}" is not a possible gender'
        raise file.fault("gender", message, f"choose from {', '.join(_GENDERS)}")
    if not isinstance(data.get("description", ""), str):
        raise file.fault("description", "The description is not text", "put it in quotes")
    looks = [_look(path.stem, path.stem, data["name"], data, file.tags("", data))]
    style = file.table("style", data.get("style", {}))
    styles = {path.stem: read_style(style, str(path), "style")}
    for name, changes in file.table("looks", data.get("looks", {})).items():
        where, key = f"looks.{name}", f"{path.stem}/{name}"
        if not NAME.fullmatch(name):
            raise file.fault(where, f'"{name}" cannot be the name of a look', _NAME_HINT)
        file.only(f"{where}.", file.table(where, changes), _LOOK_FIELDS)
        title = f"{data['name']}, {changes.get('name', name)}"
        looks.append(_look(key, path.stem, title, data, file.tags(f"{where}.", changes)))
        difference = file.table(f"{where}.style", changes.get("style", {}))
        styles[key] = read_style({**style, **difference}, str(path), f"{where}.style")
    description, voice = data.get("description", ""), data["default_voice"]
    avatar = Avatar(path.stem, data["name"], data["gender"], tuple(looks), description=description, default_voice=voice)
    return Role(avatar, styles)


def _look(key: str, avatar_id: str, title: str, data: Mapping[str, Any], tags: tuple[str, ...]) -> Look:
    return Look(key, avatar_id, title, data["gender"], tags, data["default_voice"])


class _File:
    """A TOML file whose faults are told with their place."""

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            self.data: dict[str, Any] = tomllib.loads(path.read_text("utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            message = f"The presenter's file is not valid TOML: {error}"
            raise InvalidInput(message, location=Location(str(path))) from error

    def fault(self, where: str, message: str, hint: str) -> InvalidInput:
        return InvalidInput(message, hint=hint, location=Location(str(self._path), path=where))

    def only(self, where: str, table: Mapping[str, Any], known: tuple[str, ...]) -> None:
        for name in table:
            if name not in known:
                raise self.fault(f"{where}{name}", f'There is no field "{name}" here', suggestion(name, known))

    def table(self, where: str, value: object) -> dict[str, Any]:
        if not isinstance(value, dict):
            raise self.fault(where, f"{where} is {kind_of(value)}", f"write it as a table: [{where}]")
        return value

    def tags(self, where: str, table: Mapping[str, Any]) -> tuple[str, ...]:
        tags = table.get("tags", [])
        if not isinstance(tags, list) or not all(isinstance(tag, str) for tag in tags):
            raise self.fault(f"{where}tags", "tags must be a list of words", 'write tags = ["business", "blazer"]')
        return tuple(tags)
