"""Everyone who can present a film on this machine: drawn presenters, and portraits that were taught to speak."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple, Protocol

from heygen_cli.studio.presenter import Cast

if TYPE_CHECKING:
    from pathlib import Path

    from heygen_cli.domain.avatar import Avatar, Look
    from heygen_cli.domain.errors import InvalidInput
    from heygen_cli.domain.staging import Staging
    from heygen_cli.studio.photo import Gallery
    from heygen_cli.studio.picture import Planes
    from heygen_cli.studio.presenter import Performance


_STILL_BACKGROUND = "#dfe4ea"


class Performer(Protocol):
    """Someone who acts in pictures of one size."""

    def bind(self, frame: Planes) -> None:
        """Take the arrays to draw in, and put the background there."""
        ...

    def draw(self, performance: Performance, index: int, *, background: Planes | None = None) -> None:
        """Draw one frame in place; ``background`` is this frame's own one when the background moves."""
        ...


class Voiceover(NamedTuple):
    """What a performer says: a sound file that is heard after ``lead`` seconds of a scene of so many frames."""

    sound: Path
    lead: float
    frames: int
    fps: int


class Casting:
    """Finds who a look belongs to. Looking and listing are cheap; drawing libraries are loaded by ``performer``."""

    def __init__(self, cast: Cast | None = None, gallery: Gallery | None = None, stills: Path | None = None) -> None:
        self._cast = cast or Cast()
        self._gallery = gallery
        self._stills = stills

    def avatars(self) -> Sequence[Avatar]:
        """All presenters: the user's portraits first, then those that are drawn."""
        return [*(self._gallery.avatars() if self._gallery else ()), *self._cast.avatars()]

    def faults(self) -> Sequence[InvalidInput]:
        """What is wrong with files of the user's own presenters; these are not among the avatars."""
        return self._cast.faults()

    def look(self, look_id: str) -> Look:
        """The look with this id; raises InvalidInput with the one that was probably meant."""
        for avatar in self._gallery.avatars() if self._gallery else ():
            if avatar.id == look_id:
                return avatar.looks[0]
        return self._cast.look(look_id)

    def fingerprint(self, look_id: str) -> str:
        """A short hash of all that decides how a look is drawn, for the key of a render."""
        photo = self._photo(look_id)
        return photo.fingerprint(look_id) if photo else self._cast.fingerprint(look_id)

    def still(self, look_id: str, width: int, height: int, *, staging: Staging | None = None) -> bytes:
        """A PNG picture of a look, facing the viewer; kept in the folder of stills, where there is one."""
        if self._stills is None:
            return self._drawn(look_id, width, height, staging)
        what = f"{look_id} {self.fingerprint(look_id)} {width} {height} {staging}"
        path = self._stills / f"{hashlib.sha256(what.encode()).hexdigest()[:32]}.png"
        if path.is_file():
            return path.read_bytes()
        picture = self._drawn(look_id, width, height, staging)
        self._stills.mkdir(parents=True, exist_ok=True)
        part = path.with_suffix(f".{os.urandom(4).hex()}")
        part.write_bytes(picture)
        part.replace(path)
        return picture

    def _drawn(self, look_id: str, width: int, height: int, staging: Staging | None) -> bytes:
        photo = self._photo(look_id)
        if photo:
            from heygen_cli.studio.photo import still

            return still.png(photo.home(look_id), width, height, staging)
        from heygen_cli.studio.presenter.portrait import png

        return png(look_id, width, height, _STILL_BACKGROUND, staging=staging, cast=self._cast)

    def sheet(self, rows: Sequence[Sequence[tuple[str, bytes]]]) -> bytes:
        """A PNG page of rows of (name, picture)."""
        from heygen_cli.studio.sheet import sheet

        return sheet(rows)

    def performer(
        self,
        look_id: str,
        width: int,
        height: int,
        background: Planes,
        staging: Staging,
        *,
        moving: bool = False,
        cutout: bool = False,
        voice: Voiceover | None = None,
    ) -> Performer:
        """Someone who acts in pictures of this size.

        ``moving`` when each picture has its own background; ``cutout`` when a portrait is to leave its own. Networks
        listen to the ``voice`` for themselves.
        """
        photo = self._photo(look_id)
        if photo:
            from heygen_cli.studio.photo import PhotoPuppet

            heard = None
            if voice and photo.lipsync(look_id):
                from heygen_cli.studio.photo import neural

                heard = neural.heard(*voice)
            home = photo.home(look_id)
            return PhotoPuppet(home, width, height, background, staging=staging, cutout=cutout, heard=heard)
        from heygen_cli.studio.presenter import Puppet

        return Puppet(look_id, width, height, background, cast=self._cast, moving_background=moving, staging=staging)

    def _photo(self, look_id: str) -> Gallery | None:
        return self._gallery if self._gallery and self._gallery.has(look_id) else None
