"""What providers charge, and what a piece of work will cost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

from heygen_cli.domain.errors import InvalidInput

Per = Literal["character", "second", "call"]
UNITS: tuple[Per, ...] = ("character", "second", "call")
# Characters spoken in a second: 15 to 16 in English; slower voices cost more, and a guard must not reserve too little.
SPOKEN = 12.0
# Each Chinese, Japanese or Korean character is a syllable, as long as three letters.
_WIDE, _FIRST_WIDE = 3.0, "\u2e80"


class Quantity(NamedTuple):
    """How much of something is asked for."""

    characters: int = 0
    seconds: float = 0.0
    calls: int = 1

    @classmethod
    def of_text(cls, text: str, *, speed: float = 1.0) -> Quantity:
        """A text to be spoken: its characters, and about how long that will last at most."""
        weight = sum(_WIDE if letter >= _FIRST_WIDE else 1.0 for letter in text)
        return cls(characters=len(text), seconds=weight / SPOKEN / speed)


@dataclass(frozen=True)
class Price:
    """What one unit of an engine's work costs, in US dollars."""

    provider: str
    engine: str
    per: Per
    usd: float

    def of(self, quantity: Quantity) -> float:
        """What so much of it costs."""
        units = {"character": quantity.characters, "second": quantity.seconds, "call": quantity.calls}
        return self.usd * units[self.per]


@dataclass(frozen=True)
class Offer:
    """What a provider would ask for a film, made by an engine; ``cost`` is None when its price is not known."""

    provider: str
    engine: str
    seconds: float
    characters: int
    cost: float | None

    def to_json(self) -> dict[str, Any]:
        """The offer as plain JSON data."""
        return {
            "provider": self.provider,
            "engine": self.engine,
            "seconds": round(self.seconds, 2),
            "characters": self.characters,
            "cost_usd": None if self.cost is None else round(self.cost, 6),
        }


class PriceTable:
    """All known prices, and since when they are."""

    def __init__(self, prices: Mapping[tuple[str, str], Price], updated: str) -> None:
        self._prices = dict(prices)
        self.updated = updated

    def find(self, provider: str, engine: str) -> Price | None:
        """The price of an engine; of one with kinds, as ``avatar_iv/photo_avatar`` is one, that of the dearest."""
        exact = self._prices.get((provider, engine))
        if exact or provider not in self.providers:
            return exact
        kinds = [
            price
            for (owner, name), price in self._prices.items()
            if owner == provider and name.rpartition("/")[0] == engine
        ]
        return max(kinds, key=lambda price: price.usd, default=None)

    def of(self, provider: str, engine: str) -> dict[str, Price]:
        """The prices of all engines whose names begin so."""
        return {
            name: price
            for (owner, name), price in sorted(self._prices.items())
            if owner == provider and name.startswith(engine)
        }

    def cost(self, provider: str, engine: str, quantity: Quantity) -> float | None:
        """What so much of an engine's work costs; None when its price is not known, nothing for this machine's work."""
        if provider == "local":
            return 0.0
        price = self.find(provider, engine)
        return price.of(quantity) if price else None

    @property
    def providers(self) -> frozenset[str]:
        """Who charges."""
        return frozenset(owner for owner, _ in self._prices)

    def with_prices(self, other: PriceTable) -> PriceTable:
        """These prices with others over them."""
        return PriceTable({**self._prices, **other._prices}, max(self.updated, other.updated))


def read_prices(data: Mapping[str, Any], source: str) -> PriceTable:
    """The prices that a parsed file holds; raises InvalidInput that names ``source``."""
    prices = {}
    for provider, engines in data.items():
        if provider == "updated":
            continue
        if not isinstance(engines, Mapping):
            raise InvalidInput(f"{source}: {provider} must be a table of engines")
        for engine, told in engines.items():
            if engine != "source":
                prices[provider, engine] = _price(provider, engine, told, source)
    return PriceTable(prices, str(data.get("updated", "")))


def _price(provider: str, engine: str, told: Any, source: str) -> Price:
    fields = told if isinstance(told, Mapping) else {}
    per, usd = fields.get("per"), fields.get("usd")
    if per not in UNITS or isinstance(usd, bool) or not isinstance(usd, (int, float)) or not 0 <= usd < 1e6:
        raise InvalidInput(
            f"{source}: the price of {provider} {engine} is not one",
            hint=f'"{engine}" = {{ per = "{UNITS[0]}", usd = 0.000016 }}, per one of {", ".join(UNITS)}',
        )
    return Price(provider, engine, per, float(usd))
