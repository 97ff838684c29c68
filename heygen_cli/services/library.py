"""The user's own music, sounds and brand kits, as folders hold them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from heygen_cli.domain.errors import InvalidInput, NotFound
from heygen_cli.domain.fields import Marks
from heygen_cli.domain.kinds import SOUNDS
from heygen_cli.domain.library import BrandKit, Sound, SoundKind
from heygen_cli.domain.parse import storyboard_from_mapping
from heygen_cli.services.page import Page, cut

_FOLDERS: dict[SoundKind, str] = {"music": "music", "sound_effects": "sounds"}


class LibraryService:
    """Looks through ``music``, ``sounds`` and ``brands`` below a folder; ``read`` reads a brand's file."""

    def __init__(self, folder: Path, *, read: Callable[[Path], Any]) -> None:
        self._folder = folder
        self._read = read

    def sounds(
        self, query: str, *, kind: SoundKind = "music", limit: int = 10, token: str | None = None, least: float = 0.7
    ) -> Page[tuple[float, Sound]]:
        """Sounds with what was asked for in their names, the best first."""
        scored = [(sound.score(query), sound) for sound in self._sounds(kind)]
        fitting = [each for each in scored if each[0] >= least and each[0] > 0]
        fitting.sort(key=lambda each: (-each[0], each[1].name))
        return cut(fitting, limit=limit, token=token, key=lambda each: each[1].id)

    def sound(self, sound_id: str) -> Sound:
        """The sound of an id; raises NotFound."""
        found = [sound for kind in _FOLDERS for sound in self._sounds(kind) if sound.id == sound_id]
        if not found:
            raise NotFound(f"There is no sound {sound_id}")
        return found[0]

    def kits(self) -> Sequence[BrandKit]:
        """The kits that can be read, by their names; a file that is wrong is passed over."""
        kits = []
        for path in sorted((self._folder / "brands").glob("*.y*ml")):
            try:
                data = {"scenes": [{"script": "Hello."}], "brand": self._read(path)}
                brand = storyboard_from_mapping(data, Marks(str(path)), path.parent).brand
            except InvalidInput:
                continue
            colors = {name: value for name, value in asdict(brand.colors).items() if value}
            kits.append(BrandKit(path.stem, path.stem.replace("-", " ").title(), colors, brand.logo))
        return kits

    def _sounds(self, kind: SoundKind) -> list[Sound]:
        folder = self._folder / _FOLDERS[kind]
        paths = sorted(path for path in folder.rglob("*") if path.suffix.lower() in SOUNDS and path.is_file())
        return [Sound(_id(path.relative_to(folder), kind), kind, path.stem, path) for path in paths]


def _id(path: Path, kind: SoundKind) -> str:
    return "s_" + hashlib.sha256(f"{kind}/{path}".encode()).hexdigest()[:20]
