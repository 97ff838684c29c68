"""What lies ready to be used again: finished parts of films."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Part:
    """One finished part: its key, what it is, its size in bytes, and when it was last used."""

    key: str
    kind: str
    name: str
    size: int
    used: float


def summary(parts: Iterable[Part]) -> list[dict[str, Any]]:
    """How many parts of each kind there are and how large they are together, the largest kind first."""
    kinds: dict[str, dict[str, Any]] = {}
    for part in parts:
        row = kinds.setdefault(part.kind, {"kind": part.kind, "parts": 0, "size": 0})
        row["parts"] += 1
        row["size"] += part.size
    return sorted(kinds.values(), key=lambda row: -row["size"])


def superfluous(parts: Iterable[Part], now: float, *, days: float | None, size: int | None) -> list[Part]:
    """The parts to delete: those unused for so long, then the least used, until the rest is small enough.

    What was used within the last hour stays: a render may be at it.
    """
    idle = sorted((part for part in parts if part.used < now - 3600), key=lambda part: part.used)
    rest = sum(part.size for part in parts) if size is not None else 0
    gone = []
    for part in idle:
        if (days is not None and part.used < now - days * 86_400) or (size is not None and rest > size):
            gone.append(part)
            rest -= part.size
    return gone
