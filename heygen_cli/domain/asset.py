"""Assets: files that somebody has sent, for videos to be made with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Literal

from heygen_cli.domain.errors import InvalidInput

# What may be sent, and the ending of the file that it is kept in.
KINDS: Mapping[str, str] = {
    **{"image/png": ".png", "image/jpeg": ".jpg", "image/webp": ".webp"},
    **{"video/mp4": ".mp4", "video/webm": ".webm", "video/quicktime": ".mov"},
    **{"audio/mpeg": ".mp3", "audio/wav": ".wav", "audio/mp4": ".m4a", "audio/ogg": ".ogg"},
    **{"application/pdf": ".pdf", "application/x-subrip": ".srt"},
}
_SPELLINGS = {
    "image/jpg": "image/jpeg",
    "audio/mp3": "audio/mpeg",
    "audio/x-wav": "audio/wav",
    "audio/wave": "audio/wav",
}
_ENDINGS = {**{ending: kind for kind, ending in KINDS.items()}, ".jpeg": "image/jpeg"}
# How files of each kind begin: at a place, with one of these.
_SIGNS: Mapping[str, tuple[int, tuple[bytes, ...]]] = {
    "image/png": (0, (b"\x89PNG\r\n\x1a\n",)),
    "image/jpeg": (0, (b"\xff\xd8\xff",)),
    "image/webp": (8, (b"WEBP",)),
    "video/mp4": (4, (b"ftyp",)),
    "video/quicktime": (4, (b"ftyp", b"moov", b"mdat", b"wide", b"free")),
    "video/webm": (0, (b"\x1aE\xdf\xa3",)),
    "audio/mpeg": (0, (b"ID3", b"\xff\xfb", b"\xff\xf3", b"\xff\xf2", b"\xff\xfa")),
    "audio/wav": (8, (b"WAVE",)),
    "audio/mp4": (4, (b"ftyp",)),
    "audio/ogg": (0, (b"OggS",)),
    "application/pdf": (0, (b"%PDF-",)),
}
HEAD = 16  # bytes that tell what a file is
_LONGEST_NAME = 200


@dataclass(frozen=True)
class Asset:
    """One file of somebody's. ``digest`` is the SHA-256 of what came, or of what shall come while it is awaited.

    ``batch`` and ``number`` say of which batch of uploads it is a part.
    """

    id: str
    owner: str
    name: str
    mime: str
    size: int
    created_at: float
    state: Literal["awaited", "ready"] = "ready"
    digest: str | None = None
    batch: str | None = None
    number: int | None = None

    @property
    def kind(self) -> str:
        """``image``, ``video``, ``audio`` or ``document``."""
        first = self.mime.partition("/")[0]
        return first if first in ("image", "video", "audio") else "document"

    @property
    def file(self) -> str:
        """The name under which it is kept, which is never the one it came with."""
        return self.id + KINDS[self.mime]


@dataclass(frozen=True)
class UploadBatch:
    """Several files that are sent together."""

    id: str
    owner: str
    title: str | None
    created_at: float


def mime_of(text: str | None, name: str) -> str:
    """The kind of a file by what it is said to be, else by its name; raises InvalidInput."""
    said = (text or "").partition(";")[0].strip().lower()
    said = _SPELLINGS.get(said, said)
    found = said if said in KINDS else _ENDINGS.get(PurePosixPath(name.lower()).suffix)
    if found is None:
        raise InvalidInput(
            f"Files end in {', '.join(_ENDINGS)}", param="file", code="unsupported_media_type", hint="convert it first"
        )
    return found


def check_head(mime: str, head: bytes) -> None:
    """Refuse a file that is not what it is said to be; raises InvalidInput."""
    place, signs = _SIGNS.get(mime, (0, (b"",)))
    if not head[place:].startswith(signs) or (mime == "application/x-subrip" and b"\0" in head):
        raise InvalidInput(f"This file is no {mime}", param="file", code="unsupported_media_type")


def name_of(text: str | None) -> str:
    """A name to show: the last part of what was given, without anything that cannot be printed."""
    last = (text or "").replace("\\", "/").rpartition("/")[2]
    return "".join(letter for letter in last if letter.isprintable())[:_LONGEST_NAME] or "file"
