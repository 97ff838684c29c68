"""Webhooks that go out: where somebody wants to be told, what they are told, and how often it is tried."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from heygen_cli.domain.errors import InvalidInput

# What happens here. HeyGen has more kinds; what does not happen is never sent.
EVENT_TYPES: Mapping[str, str] = {
    "avatar_video.success": "A video is done",
    "avatar_video.fail": "A video failed or was canceled",
    "batch.finished": "Every video of a batch has ended",
}
# Kinds of HeyGen's that may be asked for and do not happen here.
NEVER = frozenset(
    ("avatar_video_gif", "video_translate", "video_translate.preflight", "personalized_video", "instant_avatar",
     "photo_avatar_generation", "photo_avatar_train", "photo_avatar_add_motion", "proofread_creation", "live_avatar",
     "avatar_video_caption", "video_agent", "hyperframes_video", "ai_clipping")
)  # fmt: skip
# Seconds until each further attempt: about a day in all.
PAUSES = (10.0, 60.0, 300.0, 1800.0, 7200.0, 21600.0, 50000.0)

State = Literal["pending", "delivered", "failed"]


@dataclass(frozen=True)
class Endpoint:
    """An address that is told of events, of all kinds where ``events`` is None.

    ``base`` is the address under which it knows this server.
    """

    id: str
    owner: str
    url: str
    secret: str
    base: str
    created_at: float
    events: tuple[str, ...] | None = None

    def wants(self, kind: str) -> bool:
        """Whether it is to be told of a kind of event."""
        return self.events is None or kind in self.events


@dataclass(frozen=True)
class Callback:
    """An address that is told of one video alone."""

    video: str
    owner: str
    url: str
    base: str
    callback_id: str | None = None


@dataclass(frozen=True)
class Delivery:
    """An event on its way to an address. ``secret`` signs it; ``status`` is what the other side answered last."""

    id: int
    event: str
    kind: str
    owner: str
    data: Mapping[str, Any]
    url: str
    base: str
    secret: str | None
    created_at: float
    state: State = "pending"
    attempts: int = 0
    next_at: float = 0.0
    status: int | None = None
    error: str | None = None

    def to_json(self) -> dict[str, Any]:
        """The delivery as plain JSON data, without the secret."""
        return {
            "id": self.id,
            "event_id": self.event,
            "event_type": self.kind,
            "url": self.url,
            "status": self.state,
            "attempts": self.attempts,
            "next_attempt_at": int(self.next_at) if self.state == "pending" else None,
            "response_status": self.status,
            "error": self.error,
            "created_at": int(self.created_at),
        }


def event_types_of(names: list[str] | None) -> tuple[str, ...] | None:
    """The kinds of these names; raises InvalidInput for one that HeyGen does not have."""
    if not names:
        return None
    for name in names:
        known = name in EVENT_TYPES or name.rpartition(".")[0] in NEVER
        if not known:
            hint = f"choose from {', '.join(EVENT_TYPES)}"
            raise InvalidInput(f'There is no event "{name}"', param="events", hint=hint)
    return tuple(dict.fromkeys(names))


def pause_after(attempts: int) -> float | None:
    """Seconds until the next attempt; None when there were enough."""
    return PAUSES[attempts - 1] if attempts <= len(PAUSES) else None
