"""Things a user should see while work is going on: fallbacks, warnings, reuse."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Literal

EventKind = Literal["info", "reuse", "warning", "fallback"]


@dataclass(frozen=True)
class Event:
    """One thing worth telling.

    A ``fallback`` means that something other than what was asked for is being used (another voice, font
    or engine); ``--strict`` turns it into an error. ``code`` is stable, ``message`` is for people.
    """

    kind: EventKind
    code: str
    message: str
    hint: str | None = None

    def to_json(self) -> dict[str, Any]:
        """The event as plain JSON data, without empty fields."""
        return {key: value for key, value in asdict(self).items() if value is not None}
