"""Everyone who can present a film on this machine: drawn presenters, and portraits that were taught to speak."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

from heygen_cli.studio.presenter import Cast

if TYPE_CHECKING:
    from heygen_cli.domain.avatar import Avatar, Look
    from heygen_cli.domain.staging import Staging
    from heygen_cli.studio.picture import Planes
    from heygen_cli.studio.presenter import Performance


class Performer(Protocol):
    """Someone who acts in pictures of one size."""

    def bind(self, frame: Planes) -> None:
        """Take the arrays to draw in, and put the background there."""
        ...

    def draw(self, performance: Performance, index: int, *, background: Planes | None = None) -> None:
        """Draw one frame in place; ``background`` is this frame's own one when the background moves."""
        ...


class Casting:
    """Finds who a look belongs to. Looking and listing are cheap; drawing libraries are loaded by ``performer``."""

    def __init__(self, cast: Cast | None = None) -> None:
        self._cast = cast or Cast()

    def avatars(self) -> Sequence[Avatar]:
        """All presenters, in the order in which they are shown."""
        return self._cast.avatars()

    def look(self, look_id: str) -> Look:
        """The look with this id; raises InvalidInput with the one that was probably meant."""
        return self._cast.look(look_id)

    def fingerprint(self, look_id: str) -> str:
        """A short hash of all that decides how a look is drawn, for the key of a render."""
        return self._cast.fingerprint(look_id)

    def performer(
        self, look_id: str, width: int, height: int, background: Planes, staging: Staging, *, moving: bool = False
    ) -> Performer:
        """Someone who acts in pictures of this size; ``moving`` when each picture has its own background."""
        from heygen_cli.studio.presenter import Puppet

        return Puppet(look_id, width, height, background, cast=self._cast, moving_background=moving, staging=staging)
