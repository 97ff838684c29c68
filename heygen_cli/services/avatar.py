"""Presenters: who there is, what they look like, and portraits that become one."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterable, Sequence
from difflib import get_close_matches
from pathlib import Path

from heygen_cli.domain.avatar import CONSENT, Avatar, Consent, ConsentWay, Look, Preview
from heygen_cli.domain.captions import Captions
from heygen_cli.domain.errors import ConfirmationRequired, InvalidInput
from heygen_cli.domain.naming import slug
from heygen_cli.domain.storyboard import FORMATS, Scene, Storyboard
from heygen_cli.domain.voice import Gender
from heygen_cli.ports import Artist, AvatarCatalogue, Clock, Portraits, Progress, Renderer
from heygen_cli.services.delivery import check_target, deliver
from heygen_cli.services.page import Page, cut

STILLS, CLIPS = (".png",), (".mp4", ".webm", ".mov")
GREETING = "Hello! My name is {name}. This is how I look, and this is how I speak."
SHEET_SIDE = 320


class AvatarService:
    """Presenters, their looks, pictures and clips of them, and portraits of the user's own."""

    def __init__(
        self,
        *,
        catalogue: AvatarCatalogue,
        artist: Artist,
        portraits: Portraits,
        renderer: Callable[[], Renderer],
        clock: Clock,
    ) -> None:
        self._catalogue = catalogue
        self._artist = artist
        self._portraits = portraits
        self._renderer = renderer
        self._clock = clock

    def list(self, *, limit: int = 20, token: str | None = None, ownership: str | None = None) -> Page[Avatar]:
        """A page of presenters; ``private`` finds the user's own."""
        found = [avatar for avatar in self._catalogue.avatars() if _belongs(avatar, ownership)]
        return cut(found, limit=limit, token=token, key=lambda avatar: avatar.id)

    def faults(self) -> Sequence[InvalidInput]:
        """What keeps presenters of the user's own from being listed."""
        return self._catalogue.faults()

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
        found = [
            look
            for avatar in owners
            if _belongs(avatar, ownership)
            for look in avatar.looks
            if avatar_type in (None, look.avatar_type)
        ]
        return cut(found, limit=limit, token=token, key=lambda look: look.id)

    def look(self, look_id: str) -> Look:
        """The look with this id, or the default look of the presenter with this id; raises InvalidInput."""
        avatars = self._catalogue.avatars()
        known = {look.id: look for avatar in avatars for look in avatar.looks}
        known.update({avatar.id: avatar.looks[0] for avatar in avatars if avatar.id not in known})
        if look_id not in known:
            raise _unknown("avatar", look_id, known, "heygen avatar looks list")
        return known[look_id]

    def still(self, look_id: str, preview: Preview) -> bytes:
        """A PNG picture of a look."""
        return self._artist.still(self.look(look_id).id, preview.width, preview.height, staging=preview.staging)

    def save_preview(
        self, look_id: str, output: Path, preview: Preview, *, progress: Progress, overwrite: bool = False
    ) -> Path:
        """Write a picture of a look, or a clip of five seconds in which they greet, as the file's name asks.

        Returns where it is; raises FileExists unless overwriting was agreed to.
        """
        look = self.look(look_id)
        target = check_target(output, overwrite=overwrite, suffixes=STILLS + CLIPS)
        if target.suffix.lower() in STILLS:
            self._save(self.still(look.id, preview), target, overwrite=overwrite)
        else:
            film = self._renderer().render(_greeting(look, target, preview), progress)
            deliver(film.path, target, overwrite=overwrite)
        return target

    def sheet(
        self, output: Path, avatar_ids: Sequence[str] = (), *, progress: Progress, overwrite: bool = False
    ) -> Path:
        """Write one page with every look of every presenter, or of those named; returns where it is."""
        target = check_target(output, overwrite=overwrite, suffixes=STILLS)
        avatars = [self.get(avatar_id) for avatar_id in avatar_ids] or self._catalogue.avatars()
        progress.stage("draw", sum(len(avatar.looks) for avatar in avatars), "pictures")
        rows, done = [], 0
        for avatar in avatars:
            row = []
            for look in avatar.looks:
                row.append((look.id, self._artist.still(look.id, SHEET_SIDE, SHEET_SIDE)))
                done += 1
                progress.advance(done)
            rows.append(row)
        self._save(self._artist.sheet(rows), target, overwrite=overwrite)
        return target

    def create(
        self,
        photo: Path,
        *,
        name: str,
        consented: ConsentWay | None,
        gender: Gender = "neutral",
        voice: str | None = None,
        lipsync: Path | None = None,
    ) -> Avatar:
        """Make a presenter of a portrait; ``consented`` is how the person shown has agreed.

        ``lipsync`` is a network that moves its lips.

        Raises:
            ConfirmationRequired: Without that agreement.
            InvalidInput: When the name is taken or empty, or the picture does not show one clear face.
        """
        if consented is None:
            raise ConfirmationRequired(
                "A portrait speaks only with the consent of the person it shows",
                code="consent_required",
                param="--consent",
                hint=f"add --consent to say: {CONSENT}",
            )
        avatar_id = slug(name)
        if not name.strip():
            raise InvalidInput("The presenter needs a name", param="--name", hint='--name "Ada"')
        if avatar_id in {avatar.id for avatar in self._catalogue.avatars()}:
            raise InvalidInput(
                f'There is a presenter "{avatar_id}" already',
                code="avatar_exists",
                param="--name",
                hint=f"choose another name, or remove that one: heygen avatar delete {avatar_id}",
            )
        consent = Consent(self._clock.now(), consented)
        return self._portraits.create(
            photo,
            avatar_id=avatar_id,
            name=name.strip(),
            gender=gender,
            voice=voice,
            consent=consent,
            lipsync=lipsync,
        )

    def propose(self, photo: Path, *, name: str, gender: Gender = "neutral", voice: str | None = None) -> Avatar:
        """Make a presenter of a portrait that waits for the consent of the person it shows."""
        if not name.strip():
            raise InvalidInput("The presenter needs a name", param="name")
        avatar_id = slug(name)
        if avatar_id in {avatar.id for avatar in self._catalogue.avatars()}:
            avatar_id = f"{avatar_id}-{os.urandom(3).hex()}"
        return self._portraits.create(
            photo, avatar_id=avatar_id, name=name.strip(), gender=gender, voice=voice, consent=None
        )

    def agree(self, avatar_id: str, consented: ConsentWay) -> Avatar:
        """Note that the person of a portrait has agreed, which lets it speak; raises NotFound."""
        return self._portraits.agree(avatar_id, Consent(self._clock.now(), consented))

    def find(self, avatar_id: str) -> Avatar:
        """The presenter with this id, also one that waits for consent; raises InvalidInput."""
        return self._portraits.waiting(avatar_id) or self.get(avatar_id)

    def rename(self, look_id: str, name: str) -> Look:
        """Call a portrait of the user's own otherwise; raises InvalidInput for a drawn presenter."""
        self._own(self.get(self.look(look_id).avatar_id))
        if not name.strip():
            raise InvalidInput("The presenter needs a name", param="name")
        return self._portraits.rename(look_id, name.strip()).looks[0]

    def made_of(self, photo: Path) -> Avatar | None:
        """The presenter that was made of a photograph; None when there is none, or no such file."""
        return self._portraits.made_of(photo) if photo.is_file() else None

    def delete(self, avatar_id: str) -> Avatar:
        """Remove a portrait of the user's own; built-in presenters and drawn ones stay."""
        avatar = self.find(avatar_id)
        self._own(avatar)
        self._portraits.remove(avatar_id)
        return avatar

    def _own(self, avatar: Avatar) -> None:
        if avatar.looks[0].avatar_type != "photo_avatar":
            raise InvalidInput(
                f"{avatar.id} is a drawn presenter and cannot be deleted or changed here",
                param="avatar",
                hint="only photo avatars can: heygen avatar list --ownership private",
            )

    def _save(self, data: bytes, target: Path, *, overwrite: bool) -> None:
        with tempfile.NamedTemporaryFile(prefix="heygen-", suffix=".png") as file:
            file.write(data)
            file.flush()
            deliver(Path(file.name), target, overwrite=overwrite)


def _belongs(avatar: Avatar, ownership: str | None) -> bool:
    return ownership is None or avatar.private == (ownership == "private")


def _greeting(look: Look, target: Path, preview: Preview) -> Storyboard:
    name = look.name.partition(",")[0]
    width, height = preview.width, preview.height
    shape = "1:1" if width == height else "16:9" if width > height else "9:16"
    return Storyboard(
        title=look.name,
        scenes=(Scene(script=GREETING.format(name=name)),),
        resolution="720p" if min(width, height) <= 720 else "1080p",
        aspect_ratio=shape,
        avatar=look.id,
        captions=Captions("off"),
        staging=preview.staging,
        format=next((name for name in FORMATS if target.suffix.lower() == f".{name}"), "mp4"),
    )


def _unknown(what: str, given: str, known: Iterable[str], listing: str) -> InvalidInput:
    near = get_close_matches(given, list(known), n=1)
    meant = f"Did you mean {near[0]!r}? " if near else ""
    return InvalidInput(
        f"There is no {what} {given!r}", code=f"{what}_not_found", param=what, hint=f"{meant}List them: {listing}"
    )
