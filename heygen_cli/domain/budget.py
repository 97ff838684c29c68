"""How much may be spent, and whether a piece of work fits."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import Literal, NamedTuple

from heygen_cli.domain.errors import Forbidden

State = Literal["held", "settled", "released"]
# Sums of dollars are off by less than this; a tenth and two tenths are three tenths.
_DUST = 1e-9


@dataclass(frozen=True)
class Limits:
    """What may be spent in US dollars, None where there is no limit.

    ``each`` is for one video, or for one batch; ``unknown`` allows work whose price nobody knows.
    """

    day: float | None = None
    month: float | None = None
    each: float | None = None
    unknown: bool = False


class Spent(NamedTuple):
    """What was spent or is reserved: today, this month, and for the same video or batch."""

    day: float = 0.0
    month: float = 0.0
    each: float = 0.0


@dataclass(frozen=True)
class Hold:
    """Money set aside for a piece of work before it is asked for.

    ``amount`` is what was reserved, ``settled`` what it came to; None where nobody knows. ``key`` tells the work from
    any other, so that asking again for the same after a crash reserves nothing more. ``scope`` is the video or batch.
    """

    id: str
    at: float
    provider: str
    engine: str
    amount: float | None
    scope: str = ""
    key: str | None = None
    state: State = "held"
    settled: float | None = None


# What each limit is called in messages, its setting, and the field of `Limits` and `Spent`.
_LIMITS = (
    ("each", "--max-cost", "max_cost"),
    ("day", "The budget of today", "budget_day"),
    ("month", "The budget of this month", "budget_month"),
)


def admit(provider: str, engine: str, amount: float | None, spent: Spent, limits: Limits) -> None:
    """Let a piece of work be paid for; raises Forbidden when its price is unknown or a limit would be passed."""
    if amount is None:
        if limits.unknown:
            return
        raise Forbidden(
            f"Nobody knows what {f'{provider} {engine}'.strip()} costs",
            hint="add its price to prices.toml beside your settings, or agree with --allow-unknown-cost",
            code="unknown_cost",
        )
    for field, name, setting in _LIMITS:
        limit, before = getattr(limits, field), getattr(spent, field)
        if limit is not None and before + amount > limit + _DUST:
            raise Forbidden(
                f"{name} is {dollars(limit)}, of which {dollars(before)} are spent or reserved;"
                f" {provider} would cost about {dollars(amount)} more",
                hint=f"raise it: {_raised(field, setting, before + amount)}",
                param="--max-cost" if field == "each" else None,
                code="over_budget",
            )


def _raised(field: str, setting: str, needed: float) -> str:
    amount = f"{ceil(needed * 100) / 100:.2f}"
    return f"--max-cost {amount}" if field == "each" else f"heygen config set {setting} {amount}"


def dollars(amount: float) -> str:
    """An amount as people write it; what a sentence costs is less than a cent."""
    if 0 < amount < 0.01:
        return f"${amount:.4f}" if amount >= 0.0001 else f"${amount:.6f}"
    return f"${amount:,.2f}"
