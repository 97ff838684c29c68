"""The user's portraits on disk: a folder each, with the picture, what was found in it, and the consent."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import shutil
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from heygen_cli.domain.avatar import Avatar, Consent, Look
from heygen_cli.domain.errors import NotFound, StorageFailed
from heygen_cli.domain.user import LOCAL
from heygen_cli.domain.voice import Gender

if TYPE_CHECKING:
    from heygen_cli.studio.photo.portrait import Portrait

# Part of every clip's key: raise it when the same portrait is moved differently.
PHOTO_VERSION = 2
_FACTS, _PICTURE, _PERSON, _POINTS = "avatar.json", "portrait.png", "person.png", "points.json"
_NETWORK = "lipsync.onnx"


class Gallery:
    """The portraits in a folder: those of ``owner``, or everyone's where that is None.

    Listing them reads small files only.
    """

    def __init__(self, folder: Path, owner: str | None = LOCAL) -> None:
        self._folder = folder
        self._owner = owner

    def avatars(self) -> Sequence[Avatar]:
        """All portraits, by id; a folder that is not whole is passed over."""
        homes = sorted(self._folder.glob("[!.]*")) if self._folder.is_dir() else []
        read = ((home.name, self._facts(home)) for home in homes)
        return [_avatar(avatar_id, facts) for avatar_id, facts in read if facts]

    def _facts(self, home: Path) -> dict[str, Any] | None:
        """What is kept about a portrait; None when it is damaged, or somebody else's."""
        facts = _facts(home)
        mine = facts is not None and self._owner in (None, facts.get("owner", LOCAL))
        return facts if mine else None

    def has(self, avatar_id: str) -> bool:
        """Whether there is a portrait with this id."""
        plain = Path(avatar_id).name == avatar_id and not avatar_id.startswith(".")
        return plain and self._facts(self.home(avatar_id)) is not None

    def home(self, avatar_id: str) -> Path:
        """The folder of a portrait."""
        return self._folder / avatar_id

    def made_of(self, photo: Path) -> Avatar | None:
        """The portrait that was made of a photograph."""
        source = hashlib.sha256(photo.read_bytes()).hexdigest()
        found = ((home.name, self._facts(home)) for home in sorted(self._folder.glob("[!.]*")))
        return next((_avatar(name, facts) for name, facts in found if facts and facts["source"] == source), None)

    def fingerprint(self, avatar_id: str) -> str:
        """A short hash of all that decides how a portrait is drawn, for the key of a render."""
        facts = _facts(self.home(avatar_id))
        if facts is None:
            raise NotFound(f'The photo avatar "{avatar_id}" is damaged', hint="delete it and create it again")
        network = facts.get("lipsync", "")
        return hashlib.sha256(f"{PHOTO_VERSION}\n{facts['source']}{network}".encode()).hexdigest()[:16]

    def lipsync(self, avatar_id: str) -> bool:
        """Whether a network of the user's own moves a portrait's lips."""
        facts = _facts(self.home(avatar_id))
        return facts is not None and "lipsync" in facts

    def create(
        self,
        image: Path,
        *,
        avatar_id: str,
        name: str,
        gender: Gender,
        voice: str | None,
        consent: Consent | None,
        lipsync: Path | None = None,
    ) -> Avatar:
        """Examine a picture and keep what speaking needs; the folder is there whole or not at all.

        Without a consent it waits for one, and cannot present anything.

        Raises:
            InvalidInput: When the picture cannot be read, or does not show one clear face that looks at the viewer, or
                when ``lipsync`` is no network that moves lips.
        """
        from heygen_cli.studio.photo import face
        from heygen_cli.studio.photo.portrait import examine

        portrait = examine(image)
        network = {"lipsync": hashlib.sha256(_examined(lipsync)).hexdigest()} if lipsync else {}
        facts = {
            "name": name,
            "gender": gender,
            "voice": voice,
            "consent": asdict(consent) if consent else None,
            "created_at": time.time(),
            "source": hashlib.sha256(image.read_bytes()).hexdigest(),
            "found_by": face.DETECTOR,
            "owner": self._owner or LOCAL,
            **network,
        }
        avatar_id = self._free(avatar_id)
        self._folder.mkdir(parents=True, exist_ok=True)
        folder = Path(tempfile.mkdtemp(prefix=".making-", dir=self._folder))
        try:
            _keep(portrait, folder)
            if lipsync:
                shutil.copyfile(lipsync, folder / _NETWORK)
                _examined(folder / _NETWORK)  # it must not need files that lay beside it
            (folder / _FACTS).write_text(json.dumps(facts, ensure_ascii=False, indent=1), encoding="utf-8")
            folder.chmod(0o755)
            folder.rename(self.home(avatar_id) if consent else self._waiting(avatar_id))
        except OSError as problem:
            shutil.rmtree(folder, ignore_errors=True)
            raise StorageFailed(
                f"The portrait cannot be kept in {self.home(avatar_id)}: {problem.strerror or problem}",
                code="disk_full" if problem.errno == errno.ENOSPC else None,
                hint="free some space, or choose another name",
            ) from problem
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise
        return _avatar(avatar_id, facts)

    def _free(self, avatar_id: str) -> str:
        """The id, or one like it when somebody else's portrait has it."""
        taken = self.home(avatar_id).exists() or self._waiting(avatar_id).exists()
        return f"{avatar_id}-{os.urandom(4).hex()}" if taken else avatar_id

    def waiting(self, avatar_id: str) -> Avatar | None:
        """The portrait of this id that waits for consent."""
        plain = Path(avatar_id).name == avatar_id
        facts = self._facts(self._waiting(avatar_id)) if plain else None
        return _avatar(avatar_id, facts) if facts else None

    def agree(self, avatar_id: str, consent: Consent) -> Avatar:
        """Let a portrait that waited for consent speak; raises NotFound."""
        if self.waiting(avatar_id) is None:
            raise NotFound(f'No portrait "{avatar_id}" waits for consent')
        folder = self._waiting(avatar_id)
        facts = self._note(folder, consent=asdict(consent))
        folder.rename(self.home(avatar_id))
        return _avatar(avatar_id, facts)

    def rename(self, avatar_id: str, name: str) -> Avatar:
        """Call a portrait otherwise; raises NotFound."""
        if not self.has(avatar_id):
            raise NotFound(f'There is no photo avatar "{avatar_id}"')
        return _avatar(avatar_id, self._note(self.home(avatar_id), name=name))

    def _note(self, folder: Path, **changes: Any) -> dict[str, Any]:
        facts = {**(_facts(folder) or {}), **changes}
        part = folder / f".{os.urandom(4).hex()}"
        part.write_text(json.dumps(facts, ensure_ascii=False, indent=1), encoding="utf-8")
        part.replace(folder / _FACTS)
        return facts

    def _waiting(self, avatar_id: str) -> Path:
        return self._folder / f".waiting-{avatar_id}"

    def remove(self, avatar_id: str) -> None:
        """Forget a portrait and delete its files; raises NotFound."""
        if self.waiting(avatar_id):
            shutil.rmtree(self._waiting(avatar_id))
            return
        if not self.has(avatar_id):
            raise NotFound(f'There is no photo avatar "{avatar_id}"', hint="heygen avatar list --ownership private")
        home = self.home(avatar_id)
        grave = Path(tempfile.mkdtemp(prefix=".gone-", dir=self._folder))
        home.rename(grave / avatar_id)  # at once, however long deleting takes
        shutil.rmtree(grave)


def _keep(portrait: Portrait, folder: Path) -> None:
    import cv2

    for file, picture in ((_PICTURE, portrait.image), (_PERSON, portrait.person)):
        (folder / file).write_bytes(cv2.imencode(".png", picture)[1].tobytes())
    points = [[round(float(value), 2) for value in point] for point in portrait.points]
    (folder / _POINTS).write_text(json.dumps(points), encoding="utf-8")


def _examined(network: Path) -> bytes:
    """What is in a network's file; it is opened once, so that one that does not fit is refused now."""
    from heygen_cli.studio.photo.neural import LipSync

    LipSync(network)
    return network.read_bytes()


def _facts(home: Path) -> dict[str, Any] | None:
    """What is kept about a portrait; None when its file is missing or damaged."""
    try:
        facts: dict[str, Any] = json.loads((home / _FACTS).read_text("utf-8"))
    except (OSError, ValueError):
        return None
    return facts if {"name", "gender", "voice", "consent", "source"} <= facts.keys() else None


def _avatar(avatar_id: str, facts: dict[str, Any]) -> Avatar:
    consent = Consent(**facts["consent"]) if facts["consent"] else None
    voice = facts["voice"]
    look = Look(avatar_id, avatar_id, facts["name"], facts["gender"], ("photo",), voice, "photo_avatar")
    return Avatar(
        avatar_id,
        facts["name"],
        facts["gender"],
        (look,),
        description="A portrait that speaks.",
        default_voice=voice,
        licence="yours",
        private=True,
        created_at=consent.at if consent else facts["created_at"],
        consent=consent,
        pending=consent is None,
    )
