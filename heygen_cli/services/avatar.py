"""Looking up who can present a video."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable
from difflib import get_close_matches
from pathlib import Path

from heygen_cli.domain.avatar import Avatar, Look
from heygen_cli.domain.errors import InvalidInput
from heygen_cli.ports import AvatarCatalogue
from heygen_cli.services.delivery import check_target, deliver
from heygen_cli.services.page import Page, cut

Still = Callable[[str, int, int], bytes]


class AvatarService:
    """Presenters, their looks, and pictures of them."""

    def __init__(self, *, catalogue: AvatarCatalogue, still: Still) -> None:
        self._catalogue = catalogue
        self._still = still

    def list(self, *, limit: int = 20, token: str | None = None, ownership: str | None = None) -> Page[Avatar]:
        """A page of presenters. All of them are public: ``private`` finds none."""
        found = [] if ownership == "private" else self._catalogue.avatars()
        return cut(found, limit=limit, token=token, key=lambda avatar: avatar.id)

    def get(self, avatar_id: str) -> Avatar:
        """The presenter with this id; raises InvalidInput with the one that may have been meant."""
        known = {avatar.id: avatar for avatar in self._catalogue.avatars()}
        if avatar_id not in known:
            raise _unknown("avatar", avatar_id, known, "heygen avatar list")
        return known[avatar_id]

    def looks(
        self,
        *,
        limit: int = 20,
        token: str | None = None,
        avatar_id: str | None = None,
        avatar_type: str | None = None,
        ownership: str | None = None,
    ) -> Page[Look]:
        """A page of looks, of one presenter or of all."""
        owners = [self.get(avatar_id)] if avatar_id else self._catalogue.avatars()
        ours = ownership != "private" and avatar_type in (None, "studio_avatar")
        found = [look for avatar in owners for look in avatar.looks] if ours else []
        return cut(found, limit=limit, token=token, key=lambda look: look.id)

    def look(self, look_id: str) -> Look:
        """The look with this id, or the default look of the presenter with this id; raises InvalidInput."""
        avatars = self._catalogue.avatars()
        known = {look.id: look for avatar in avatars for look in avatar.looks}
        known.update({avatar.id: avatar.looks[0] for avatar in avatars if avatar.id not in known})
        if look_id not in known:
            raise _unknown("avatar", look_id, known, "heygen avatar looks list")
        return known[look_id]

    def preview(self, look_id: str, width: int, height: int) -> bytes:
        """A PNG picture of a look."""
        return self._still(self.look(look_id).id, width, height)

    def save_preview(self, look_id: str, output: Path, *, width: int, height: int, overwrite: bool = False) -> Path:
        """Write a picture of a look, and say where; raises FileExists unless overwriting was agreed to."""
        target = check_target(output, overwrite=overwrite, suffixes=(".png",))
        with tempfile.NamedTemporaryFile(prefix="heygen-", suffix=".png") as file:
            file.write(self.preview(look_id, width, height))
            file.flush()
            deliver(Path(file.name), target, overwrite=overwrite)
        return target


def _unknown(what: str, given: str, known: Iterable[str], listing: str) -> InvalidInput:
    near = get_close_matches(given, list(known), n=1)
    meant = f"Did you mean {near[0]!r}? " if near else ""
    return InvalidInput(
        f"There is no {what} {given!r}", code=f"{what}_not_found", param=what, hint=f"{meant}List them: {listing}"
    )
