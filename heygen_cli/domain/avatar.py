"""A presenter and the looks they appear in."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

from heygen_cli.domain.staging import Staging
from heygen_cli.domain.voice import Gender

AvatarType = Literal["studio_avatar", "photo_avatar"]
ConsentWay = Literal["flag", "terminal", "request"]
# What a person agrees to before their portrait speaks; the version is kept with the answer.
CONSENT_VERSION = "2026-11"
CONSENT = "The person in this picture is me, or has agreed that I let their portrait speak."


@dataclass(frozen=True)
class Consent:
    """That the person shown has agreed: when, to which version of the words, and how that was told."""

    at: float
    given: ConsentWay
    version: str = CONSENT_VERSION


@dataclass(frozen=True)
class Look:
    """One appearance of a presenter: ``mira`` (their default look) or ``mira/casual``."""

    id: str
    avatar_id: str
    name: str
    gender: Gender
    tags: tuple[str, ...] = ()
    default_voice: str | None = None
    avatar_type: AvatarType = "studio_avatar"

    def to_json(self) -> dict[str, Any]:
        """The look in HeyGen's v3 shape, with our own fields after it."""
        return {
            "id": self.id,
            "name": self.name,
            "avatar_type": self.avatar_type,
            "group_id": self.avatar_id,
            "gender": self.gender,
            "default_voice_id": self.default_voice,
            "preferred_orientation": "landscape",
            "preview_image_url": None,
            "preview_video_url": None,
            "status": "completed",
            "tags": list(self.tags),
            "supported_api_engines": [],
            "provider": "local",
        }


@dataclass(frozen=True)
class Avatar:
    """A presenter with at least one look; the first look is the default."""

    id: str
    name: str
    gender: Gender
    looks: tuple[Look, ...]
    description: str = ""
    default_voice: str | None = None
    licence: str = "Apache-2.0"
    private: bool = False
    created_at: float = 0.0
    consent: Consent | None = None
    pending: bool = False

    def to_json(self) -> dict[str, Any]:
        """The avatar in HeyGen's v3 shape, with our own fields after it."""
        return {
            "id": self.id,
            "name": self.name,
            "gender": self.gender,
            "default_voice_id": self.default_voice,
            "looks_count": len(self.looks),
            "created_at": int(self.created_at),
            "status": "pending_consent" if self.pending else "completed",
            "consent_status": "approved" if self.consent else "pending" if self.pending else None,
            "preview_image_url": None,
            "preview_video_url": None,
            "provider": "local",
            "description": self.description,
            "licence": self.licence,
        }


@dataclass(frozen=True)
class Preview:
    """How a preview of a look is to be drawn."""

    width: int
    height: int
    staging: Staging = field(default_factory=Staging)
