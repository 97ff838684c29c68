"""The built-in presenters: one TOML file each, named by the presenter's id."""

from __future__ import annotations

import hashlib
import tomllib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from heygen_cli.domain.avatar import Avatar, Look
from heygen_cli.domain.errors import InvalidInput, Location
from heygen_cli.domain.fields import nearest

if TYPE_CHECKING:
    from heygen_cli.studio.presenter.style import Style

FOLDER = Path(__file__).with_name("cast")
# Part of every clip's key: raise it when the same data is drawn or moved differently.
DRAWING_VERSION = 2
_GENDERS = ("female", "male", "neutral")


class Cast:
    """Everyone who can present a video. The first look of a presenter goes by the presenter's own id."""

    def __init__(self, folder: Path = FOLDER) -> None:
        self._folder = folder

    def ids(self) -> list[str]:
        """The presenters' ids, from file names alone."""
        return sorted(path.stem for path in self._folder.glob("*.toml"))

    def avatars(self) -> list[Avatar]:
        """All presenters, by id."""
        return [_avatar(avatar_id, self._data(avatar_id)) for avatar_id in self.ids()]

    def look(self, look_id: str) -> Look:
        """The look with this id; raises InvalidInput with the one that was probably meant."""
        avatar_id = look_id.partition("/")[0]
        if avatar_id in self.ids():
            for look in _avatar(avatar_id, self._data(avatar_id)).looks:
                if look.id == look_id:
                    return look
        meant = nearest(look_id, [look.id for avatar in self.avatars() for look in avatar.looks])
        hint = f'did you mean "{meant}"? ' if meant else ""
        raise InvalidInput(
            f'There is no presenter "{look_id}"',
            hint=f"{hint}See them all with: heygen avatar list",
            param="avatar",
            code="avatar_not_found",
        )

    def style(self, look_id: str) -> Style:
        """How to draw a look; raises InvalidInput for an unknown look or a faulty file."""
        from heygen_cli.studio.presenter.style import read_style

        self.look(look_id)
        avatar_id, _, name = look_id.partition("/")
        data = self._data(avatar_id)
        changes = data.get("looks", {}).get(name, {}).get("style", {}) if name else {}
        table = f"looks.{name}.style" if name else "style"
        return read_style({**data.get("style", {}), **changes}, str(self._path(avatar_id)), table)

    def fingerprint(self, look_id: str) -> str:
        """A short hash of all that decides how a look is drawn, for the key of a render."""
        told = f"{DRAWING_VERSION}\n{look_id}\n{self.style(look_id)}"
        return hashlib.sha256(told.encode()).hexdigest()[:16]

    def _path(self, avatar_id: str) -> Path:
        return self._folder / f"{avatar_id}.toml"

    def _data(self, avatar_id: str) -> dict[str, Any]:
        return _read(self._path(avatar_id))


@cache
def _read(path: Path) -> dict[str, Any]:
    try:
        data = tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InvalidInput(f"The presenter's file is not valid TOML: {error}", location=Location(str(path))) from error
    for name in ("name", "gender", "default_voice"):
        if not isinstance(data.get(name), str):
            raise InvalidInput(
                f"The presenter's file lacks {name}",
                hint=f'add a line such as {name} = "…" at its top',
                location=Location(str(path), path=name),
            )
    if data["gender"] not in _GENDERS:
        raise InvalidInput(
            f'"{data["gender"]}" is not a possible gender',
            hint=f"choose from {', '.join(_GENDERS)}",
            location=Location(str(path), path="gender"),
        )
    return data


def _avatar(avatar_id: str, data: dict[str, Any]) -> Avatar:
    def look(key: str, title: str, tags: list[str]) -> Look:
        return Look(key, avatar_id, title, data["gender"], tuple(tags), data["default_voice"])

    looks = [look(avatar_id, data["name"], data.get("tags", []))]
    for name, changes in data.get("looks", {}).items():
        title = f"{data['name']}, {changes.get('name', name)}"
        looks.append(look(f"{avatar_id}/{name}", title, changes.get("tags", [])))
    return Avatar(
        avatar_id,
        data["name"],
        data["gender"],
        tuple(looks),
        description=data.get("description", ""),
        default_voice=data["default_voice"],
    )
