"""A session with an agent: somebody says what film they want, and a model writes it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

State = Literal["thinking", "generating", "failed"]


@dataclass(frozen=True)
class Saying:
    """What one side has said."""

    role: Literal["user", "model"]
    content: str
    at: float
    type: Literal["text", "error"] = "text"


@dataclass(frozen=True)
class Session:
    """One session. ``process`` is the one in which the model is being asked; ``videos`` are what came of it so far.

    ``chosen`` may hold an avatar, a voice and an aspect ratio.
    """

    id: str
    owner: str
    created_at: float
    said: tuple[Saying, ...]
    chosen: Mapping[str, str | None]
    process: str
    state: State = "thinking"
    title: str | None = None
    videos: tuple[str, ...] = ()

    @property
    def wish(self) -> str:
        """Everything that was wished for, one below the other."""
        return "\n".join(each.content for each in self.said if each.role == "user")

    def to_json(self) -> dict[str, Any]:
        """The session as plain JSON data."""
        return {
            "session_id": self.id,
            "title": self.title,
            "created_at": int(self.created_at),
            "video_id": self.videos[-1] if self.videos else None,
        }
