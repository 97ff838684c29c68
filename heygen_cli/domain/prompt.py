"""What is said to a language model, and what it answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple


class Message(NamedTuple):
    """One turn of a conversation."""

    role: Literal["system", "user", "assistant"]
    text: str


@dataclass(frozen=True)
class Form:
    """The JSON that is asked for: a name and a schema in which every field is required, as strict models want it."""

    name: str
    schema: Mapping[str, Any]


@dataclass(frozen=True)
class Reply:
    """What a model answered, who it was, and what it took.

    ``stated`` is why it stopped: ``stop``, ``length`` when there was no more room, ``refusal`` when it would not; the
    text then says why. ``cost`` is in US dollars, None when the service does not tell it.
    """

    text: str
    model: str
    stated: Literal["stop", "length", "refusal"] = "stop"
    tokens_in: int = 0
    tokens_out: int = 0
    cost: float | None = None


@dataclass(frozen=True)
class Bill:
    """What all the answers to one wish took. ``cost`` is None as soon as one of them is not known."""

    model: str = ""
    calls: int = 0
    tokens: int = 0
    cost: float | None = 0.0

    def __add__(self, reply: Reply) -> Bill:
        known = self.cost is not None and reply.cost is not None
        cost = (self.cost or 0.0) + (reply.cost or 0.0) if known else None
        return Bill(reply.model, self.calls + 1, self.tokens + reply.tokens_in + reply.tokens_out, cost)

    def to_json(self) -> dict[str, Any]:
        """What it took as plain JSON data."""
        cost = None if self.cost is None else round(self.cost, 6)
        return {"model": self.model, "calls": self.calls, "tokens": self.tokens, "cost_usd": cost}
