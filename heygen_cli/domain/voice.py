"""A voice that can speak a script."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

Gender = Literal["female", "male", "neutral"]
# Best first; `auto` walks down this ladder and says so when it has to.
QUALITY_CLASSES = ("neural", "natural", "clear", "robotic")


@dataclass(frozen=True)
class Voice:
    """One voice of one engine. ``id`` is ``engine/name``; ``rate`` is the engine's own sample rate in Hz.

    A ``provider`` other than ``local`` is a service that is paid for what it speaks.
    """

    id: str
    name: str
    engine: str
    language: str
    gender: Gender
    quality: str
    licence: str
    rate: int
    available: bool = True
    style: str | None = None
    install_hint: str | None = None
    provider: str = "local"

    @property
    def tariff(self) -> str:
        """What its provider's prices are listed under: the model, else the class of voice."""
        return self.style or self.quality

    def to_json(self) -> dict[str, Any]:
        """The voice in HeyGen's v3 shape, with our own fields after it."""
        return {
            "voice_id": self.id,
            "name": self.name,
            "language": self.language,
            "gender": self.gender,
            "type": "public",
            "support_pause": True,
            "support_locale": False,
            "preview_audio_url": None,
            "provider": self.provider,
            "engine": self.engine,
            "quality": self.quality,
            "licence": self.licence,
            "sample_rate": self.rate,
            "style": self.style,
            "available": self.available,
            "install_hint": self.install_hint,
        }
