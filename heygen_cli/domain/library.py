"""What lies ready for films: music, sounds and the kits of brands."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

SoundKind = Literal["music", "sound_effects"]
_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Sound:
    """A piece of music or a sound; its name is that of its file."""

    id: str
    kind: SoundKind
    name: str
    path: Path

    def score(self, query: str) -> float:
        """How much of what was asked for is in its name, from 0 to 1."""
        asked = set(_WORD.findall(query.casefold()))
        here = _WORD.findall(str(self.name).casefold().replace("_", " "))
        found = sum(any(word.startswith(part) for word in here) for part in asked)
        return found / len(asked) if asked else 0.0


@dataclass(frozen=True)
class BrandKit:
    """How films of one house look, under a name."""

    id: str
    name: str
    colors: Mapping[str, str]
    logo: Path | None = None
