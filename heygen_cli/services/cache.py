"""The parts of films that lie ready to be used again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from heygen_cli.domain.cache import Part, summary, superfluous
from heygen_cli.ports import Clock, PartStore


class CacheService:
    """Knows how much there is, deletes what nobody needs, finds what was damaged."""

    def __init__(self, *, parts: Callable[[], PartStore], clock: Clock) -> None:
        self._parts = parts
        self._clock = clock

    def info(self) -> dict[str, Any]:
        """How many parts of each kind there are, and how large they are."""
        stock = list(self._parts().stock())
        return {"parts": len(stock), "size": sum(part.size for part in stock), "kinds": summary(stock)}

    def prune(self, *, days: float | None = None, size: int | None = None) -> Sequence[Part]:
        """Delete the parts unused for so many days, and the least used until the rest takes at most ``size`` bytes."""
        store = self._parts()
        gone = superfluous(list(store.stock()), self._clock.now(), days=days, size=size)
        for part in gone:
            store.remove(part.key)
        return gone

    def verify(self, *, repair: bool = True) -> list[dict[str, str]]:
        """Read every part and find those whose files are not as they were made; ``repair`` deletes these."""
        store, found = self._parts(), []
        for part in list(store.stock()):
            harm = store.harm(part.key)
            if harm:
                found.append({"key": part.key, "kind": part.kind, "name": part.name, "harm": harm})
                if repair:
                    store.remove(part.key)
        return found
