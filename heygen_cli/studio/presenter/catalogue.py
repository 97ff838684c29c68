"""Who can present: the built-in presenters and the user's own, one TOML file each, named by the presenter's id."""

from __future__ import annotations

import hashlib
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from heygen_cli.domain.errors import InvalidInput, Location
from heygen_cli.domain.fields import nearest

if TYPE_CHECKING:
    from heygen_cli.domain.avatar import Avatar, Look
    from heygen_cli.studio.presenter.role import Role
    from heygen_cli.studio.presenter.style import Style

FOLDER = Path(__file__).with_name("cast")
# Part of every clip's key: raise it when the same data is drawn or moved differently.
DRAWING_VERSION = 3


class Cast:
    """Everyone who can present a video. The first look of a presenter goes by the presenter's own id.

    ``own`` is a folder of the user's own presenters, which need not exist; a faulty file there hides no other one.
    """

    def __init__(self, folder: Path = FOLDER, *, own: Path | None = None) -> None:
        self._folder = folder
        self._own = own

    def ids(self) -> list[str]:
        """The presenters' ids, from file names alone."""
        return sorted(self._files())

    def avatars(self) -> list[Avatar]:
        """All presenters whose files are sound, by id; ``faults`` tells of the others."""
        return [role.avatar for role in self._roles()]

    def faults(self) -> list[InvalidInput]:
        """What is wrong with presenters' files: the first fault of each, with its place."""
        found = self._misnamed()
        for path in self._files().values():
            try:
                _read(path)
            except InvalidInput as fault:
                found.append(fault)
        return found

    def look(self, look_id: str) -> Look:
        """The look with this id; raises InvalidInput with the one that was probably meant, or the file's fault."""
        for look in self._role(look_id).avatar.looks:
            if look.id == look_id:
                return look
        raise self._unknown(look_id)

    def style(self, look_id: str) -> Style:
        """How to draw a look; raises InvalidInput for an unknown look or a faulty file."""
        styles = self._role(look_id).styles
        if look_id not in styles:
            raise self._unknown(look_id)
        return styles[look_id]

    def fingerprint(self, look_id: str) -> str:
        """A short hash of all that decides how a look is drawn, for the key of a render."""
        told = f"{DRAWING_VERSION}\n{look_id}\n{self.style(look_id)}"
        return hashlib.sha256(told.encode()).hexdigest()[:16]

    def _role(self, look_id: str) -> Role:
        files = self._files()
        avatar_id = look_id.partition("/")[0]
        if avatar_id not in files:
            raise self._unknown(look_id)
        return _read(files[avatar_id])

    def _roles(self) -> list[Role]:
        roles = []
        for avatar_id, path in sorted(self._files().items()):
            try:
                roles.append(_read(path))
            except InvalidInput:
                if avatar_id in self._built_in:
                    raise
        return roles

    @cached_property
    def _built_in(self) -> dict[str, Path]:
        return {path.stem: path for path in self._folder.glob("*.toml")}

    def _files(self) -> dict[str, Path]:
        """Every presenter's file by id; one's own cannot replace a built-in one."""
        own = {path.stem: path for path in self._own_files() if _is_name(path.stem)}
        return own | self._built_in

    def _own_files(self) -> list[Path]:
        return sorted(self._own.glob("*.toml")) if self._own else []

    def _misnamed(self) -> list[InvalidInput]:
        faults, taken = [], self._built_in
        for path in self._own_files():
            where = Location(str(path))
            if path.stem in taken:
                message = f'"{path.stem}" is the id of a built-in presenter'
                faults.append(InvalidInput(message, hint="give the file another name", location=where))
            elif not _is_name(path.stem):
                hint = "use small letters, digits and hyphens only, such as my-host.toml"
                faults.append(InvalidInput(f'"{path.stem}" cannot be an id', hint=hint, location=where))
        return faults

    def _unknown(self, look_id: str) -> InvalidInput:
        meant = nearest(look_id, [look.id for role in self._roles() for look in role.avatar.looks])
        hint = f'did you mean "{meant}"? ' if meant else ""
        return InvalidInput(
            f'There is no presenter "{look_id}"',
            hint=f"{hint}See them all with: heygen avatar list",
            param="avatar",
            code="avatar_not_found",
        )


def _read(path: Path) -> Role:
    from heygen_cli.studio.presenter.role import read

    return read(path)


def _is_name(word: str) -> bool:
    from heygen_cli.studio.presenter.role import NAME

    return NAME.fullmatch(word) is not None
