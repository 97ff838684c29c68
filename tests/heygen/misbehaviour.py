"""What can go wrong between a client and HeyGen, as values that a test queues."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Kind = Literal[
    "status",  # this status in place of the work, in HeyGen's envelope (or with `body` as it stands)
    "reset before",  # the connection dies, and nothing was done
    "reset after",  # the work is done (and billed), then the connection dies
    "hang after",  # the work is done, and no answer comes
    "slow",  # the answer trickles, `seconds` between pieces
    "truncated",  # the answer ends after `size` bytes of what was announced
    "malformed",  # the work is done, and the answer is half a JSON text
    "html",  # the work is done, and the answer is a web page with status 200
    "expired",  # for links: 403 as an object store says it
]


@dataclass(frozen=True)
class Misbehaviour:
    """One fault."""

    kind: Kind
    status: int = 503
    body: bytes | None = None
    headers: tuple[tuple[str, str], ...] = ()
    seconds: float = 0.02
    size: int = 10


def busy(seconds: float | str = 0) -> Misbehaviour:
    """429 with Retry-After."""
    return Misbehaviour("status", 429, headers=(("Retry-After", str(seconds)),))


def down(status: int = 503, seconds: float | str | None = None) -> Misbehaviour:
    """A 5xx; with Retry-After when ``seconds`` are given."""
    return Misbehaviour("status", status, headers=(("Retry-After", str(seconds)),) if seconds is not None else ())


def refusal(status: int, body: bytes | None = None) -> Misbehaviour:
    """Any status; in HeyGen's envelope unless a body is given."""
    return Misbehaviour("status", status, body)


RESET_BEFORE = Misbehaviour("reset before")
RESET_AFTER = Misbehaviour("reset after")
HANG_AFTER = Misbehaviour("hang after")
SLOW = Misbehaviour("slow")
MALFORMED = Misbehaviour("malformed")
HTML = Misbehaviour("html")
EXPIRED = Misbehaviour("expired")


@dataclass
class Weather:
    """Faults that come by chance: what goes wrong, how often, the same for the same seed."""

    ratios: Mapping[Misbehaviour, float]
    seed: int = 1

    def __post_init__(self) -> None:
        self._dice = random.Random(self.seed)

    def draw(self) -> Misbehaviour | None:
        """What happens to the next request."""
        roll = self._dice.random()
        for fault, ratio in self.ratios.items():
            roll -= ratio
            if roll < 0:
                return fault
        return None


def truncated(size: int) -> Misbehaviour:
    """An answer that ends after so many bytes."""
    return Misbehaviour("truncated", size=size)
