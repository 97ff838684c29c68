"""A voice that can be installed: the files of a neural network and what may be done with them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from heygen_cli.domain.voice import Gender

# Licences under which a film may be sold. What is not known is treated as if it might not be.
FREE_LICENCES = ("public-domain", "CC0-1.0", "Apache-2.0", "MIT", "BSD-3-Clause", "CC-BY-4.0")


@dataclass(frozen=True)
class ModelFile:
    """One file: where it comes from, and the size and digest it must have where they are known.

    A voice can speak without the ``optional`` ones.
    """

    name: str
    url: str
    size: int | None = None
    sha256: str | None = None
    optional: bool = False


@dataclass(frozen=True)
class VoiceModel:
    """One installable voice, or a family of voices in one network. ``megabytes`` is about what is downloaded."""

    name: str
    engine: str
    title: str
    language: str
    gender: Gender
    licence: str
    megabytes: int
    files: tuple[ModelFile, ...]
    installed: bool = False

    @property
    def free(self) -> bool:
        """Whether the licence allows films made with it to be used for any purpose."""
        return self.licence in FREE_LICENCES

    @property
    def by_hand(self) -> str:
        """How to install it where there is no network."""
        urls = " and ".join(file.url for file in self.files if not file.optional)
        return f"Download {urls} elsewhere, then run: heygen voice install {self.name} --from FOLDER"

    def to_json(self) -> dict[str, Any]:
        """The model as plain JSON data."""
        return {
            "name": self.name,
            "engine": self.engine,
            "title": self.title,
            "language": self.language,
            "gender": self.gender,
            "licence": self.licence,
            "megabytes": self.megabytes,
            "installed": self.installed,
        }


@dataclass(frozen=True)
class InstalledModel:
    """What an install left behind: where it lies, and the voices that can speak from now on.

    ``changed`` are the files that are not those of the install before.
    """

    name: str
    path: str
    licence: str
    voices: tuple[str, ...]
    bytes: int
    changed: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """The install as plain JSON data."""
        return {
            "name": self.name,
            "path": self.path,
            "licence": self.licence,
            "voices": list(self.voices),
            "bytes": self.bytes,
        }
