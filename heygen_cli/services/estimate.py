"""What a film would cost, here and elsewhere, before anything is asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from heygen_cli.domain.film import Plan, PlannedSpeech
from heygen_cli.domain.price import Offer, PriceTable, Quantity
from heygen_cli.domain.storyboard import Storyboard

CLOUD = "heygen"
_ENGINES = "avatar_"  # those of a whole film; the others are for speech, translations and the like


class EstimateService:
    """Puts prices on what a render would ask for."""

    def __init__(self, *, plan: Callable[[Storyboard], Sequence[Plan]], prices: PriceTable) -> None:
        self._plan = plan
        self.prices = prices

    def offers(self, storyboard: Storyboard) -> tuple[Sequence[Plan], list[Offer]]:
        """The plans of the film and of its further formats, and what each way of making all of them would cost."""
        plans = self._plan(storyboard)
        seconds = sum(plan.duration for plan in plans)
        speeches = _each_once(plans)
        here = Offer(
            "local",
            ", ".join(dict.fromkeys(f"{speech.provider} {speech.engine}" for speech in speeches)) or "this machine",
            seconds,
            sum(speech.characters for speech in speeches),
            self._cost(speeches),
        )
        return plans, [here, *self._cloud(storyboard, seconds)]

    def cost(self, storyboard: Storyboard) -> float | None:
        """What making the film here would cost at most; None when a price is not known."""
        return self.cost_of(self._plan(storyboard)) if self.may_cost(storyboard) else 0.0

    def cost_of(self, plans: Iterable[Plan]) -> float | None:
        """The same for plans that are there; what films share is paid once."""
        return self._cost(_each_once(plans))

    def may_cost(self, storyboard: Storyboard) -> bool:
        """Whether a voice is named that is none of this machine's: planning is not needed to know that none is."""
        named = {storyboard.voice, *(scene.voice for scene in storyboard.scenes if scene.voice)}
        return any(voice.partition("/")[0] in self.prices.providers for voice in named)

    def _cost(self, speeches: Iterable[PlannedSpeech]) -> float | None:
        costs = [
            self.prices.cost(speech.provider, speech.engine, Quantity(speech.characters, speech.seconds))
            for speech in speeches
        ]
        known = [cost for cost in costs if cost is not None]
        return sum(known) if len(known) == len(costs) else None

    def _cloud(self, storyboard: Storyboard, seconds: float) -> list[Offer]:
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


def _each_once(plans: Iterable[Plan]) -> list[PlannedSpeech]:
    return list({speech.key: speech for plan in plans for speech in plan.speeches}.values())
