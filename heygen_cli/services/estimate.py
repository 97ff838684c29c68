"""What a film would cost, here and elsewhere, before anything is asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from heygen_cli.domain.film import Plan, PlannedPurchase
from heygen_cli.domain.price import Offer, PriceTable, Quantity
from heygen_cli.domain.storyboard import Storyboard

CLOUD = "heygen"
_ENGINES = "avatar_"  # those of a whole film; the others are for speech, translations and the like
Planner = Callable[[Storyboard], Sequence[Plan]]


class EstimateService:
    """Puts prices on what a render would ask for.

    ``here`` plans a film that this machine makes, ``chosen`` one that the settings have made, here or in the ``cloud``.
    """

    def __init__(self, *, here: Planner, chosen: Planner, prices: PriceTable, cloud: bool) -> None:
        self._here = here
        self._chosen = chosen
        self._cloud = cloud
        self.prices = prices

    def offers(self, storyboard: Storyboard) -> tuple[Sequence[Plan], list[Offer]]:
        """The plans of the film and of its further formats, and what each way of making all of them would cost."""
        plans = self._here(storyboard)
        seconds = sum(plan.duration for plan in plans)
        bought = _each_once(plans)
        voices = ", ".join(dict.fromkeys(f"{part.provider} {part.engine}" for part in bought))
        letters = sum(part.characters for part in bought)
        own = Offer("local", voices or "this machine", seconds, letters, self._cost(bought))
        return plans, [own, *self._engines(storyboard, seconds)]

    def cost(self, storyboard: Storyboard) -> float | None:
        """What making the film would cost at most; None when a price is not known."""
        return self.cost_of(self._chosen(storyboard)) if self.may_cost(storyboard) else 0.0

    def cost_of(self, plans: Iterable[Plan]) -> float | None:
        """The same for plans that are there; what films share is paid once."""
        return self._cost(_each_once(plans))

    def may_cost(self, storyboard: Storyboard) -> bool:
        """Whether anything is to be paid for, as far as can be told without planning."""
        named = {storyboard.voice, *(scene.voice for scene in storyboard.scenes if scene.voice)}
        return self._cloud or any(voice.partition("/")[0] in self.prices.providers for voice in named)

    def _cost(self, parts: Iterable[PlannedPurchase]) -> float | None:
        costs = [
            self.prices.cost(part.provider, part.engine, Quantity(part.characters, part.seconds)) for part in parts
        ]
        known = [cost for cost in costs if cost is not None]
        return sum(known) if len(known) == len(costs) else None

    def _engines(self, storyboard: Storyboard, seconds: float) -> list[Offer]:
        """What HeyGen's engines ask, the cheapest first; a 4K film has prices of its own where they differ."""
        found = self.prices.of(CLOUD, _ENGINES)
        large = storyboard.resolution == "4k" and storyboard.quality != "draft"
        fitting = {
            name: found.get(f"{name}/4k", price) if large else price
            for name, price in found.items()
            if not name.endswith("/4k") and price.per == "second"
        }
        offers = [Offer(CLOUD, name, seconds, 0, price.usd * seconds) for name, price in fitting.items()]
        return sorted(offers, key=lambda offer: offer.cost or 0.0)


def _each_once(plans: Iterable[Plan]) -> list[PlannedPurchase]:
    return list({part.key: part for plan in plans for part in plan.bought}.values())
