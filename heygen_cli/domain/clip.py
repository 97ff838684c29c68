"""A clip that HeyGen makes: one presenter who says one text before one background."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from heygen_cli.domain.naming import title_from
from heygen_cli.domain.price import Quantity
from heygen_cli.domain.storyboard import Scene, Storyboard, VoiceSettings

LOCAL_VOICES = ("auto", "espeak/", "flite/", "festival/", "piper/", "kokoro/", "polly/", "openai/")
# What a presenter costs is known by engine; this is the one HeyGen takes when none is named.
ENGINE = "avatar_iv"


@dataclass(frozen=True)
class ClipOrder:
    """What is asked for. ``voice`` is None for the presenter's own."""

    avatar: str
    script: str
    voice: str | None = None
    audio: Path | None = None
    color: str | None = None
    image: Path | None = None
    resolution: str = "1080p"
    aspect_ratio: str = "16:9"
    settings: VoiceSettings = field(default_factory=VoiceSettings)

    @property
    def engine(self) -> str:
        """What its price is known by."""
        return f"{ENGINE}/studio_avatar/4k" if self.resolution == "4k" else ENGINE

    @property
    def quantity(self) -> Quantity:
        """About how much of it there will be."""
        return Quantity.of_text(self.script, speed=self.settings.speed)

    def body(self, *, audio: str | None, image: str | None) -> dict[str, Any]:
        """The request, with the ids of the files that were sent before."""
        background = {"type": "color", "value": self.color} if self.color else None
        background = {"type": "image", "asset_id": image} if image else background
        spoken = {"audio_asset_id": audio} if audio else {"script": self.script}
        tuned = self.settings != VoiceSettings()
        voice = {"speed": self.settings.speed, "pitch": self.settings.pitch, "volume": self.settings.volume}
        given = {
            "type": "avatar",
            "title": title_from(self.script) if self.script else None,
            "avatar_id": self.avatar,
            **spoken,
            "voice_id": None if audio else self.voice,
            "voice_settings": voice if tuned and not audio else None,
            "background": background,
            "resolution": self.resolution,
            "aspect_ratio": self.aspect_ratio,
        }
        return {name: value for name, value in given.items() if value is not None}

    def digest(self, hashes: dict[Path, str]) -> str:
        """What tells it from others: everything that is asked for, and the content of its files."""
        files = [hashes.get(path) if path else None for path in (self.audio, self.image)]
        declared = self.body(audio=files[0], image=files[1])
        return hashlib.sha256(json.dumps(declared, sort_keys=True).encode()).hexdigest()


def order_for(board: Storyboard, scene: Scene, *, avatar: str, voice: str | None) -> ClipOrder:
    """The clip of a scene."""
    background = scene.background or board.background
    return ClipOrder(
        avatar=avatar,
        script=scene.script,
        voice=voice,
        audio=scene.audio,
        color=background.color if background else None,
        image=background.image if background else None,
        resolution="720p" if board.quality == "draft" else board.resolution,
        aspect_ratio=board.aspect_ratio,
        settings=board.voice_settings,
    )


def is_local_voice(voice: str) -> bool:
    """Whether a voice belongs to this machine or another provider: the cloud has never heard of it."""
    return any(voice == name or voice.startswith(name) for name in LOCAL_VOICES)
