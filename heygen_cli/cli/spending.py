"""Whether what a line asks for may be paid: its limits, and a question before large sums."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from heygen_cli.cli.session import console, override, toolkit
from heygen_cli.domain.errors import Canceled, ConfirmationRequired

if TYPE_CHECKING:
    from heygen_cli.domain.storyboard import Storyboard

MaxCost = Annotated[
    float | None, typer.Option("--max-cost", metavar="USD", min=0, help="Stop before it would cost more than this")
]
UnknownCost = Annotated[
    bool, typer.Option("--allow-unknown-cost", help="Pay for work although nobody says what it costs")
]


def usd(value: Any) -> str:
    """An amount as people write it."""
    from heygen_cli.domain.report import shown

    return "unknown" if value is None else shown(value, "usd")


def limit(max_cost: float | None, *, allow_unknown: bool) -> None:
    """Have the limits of this line be what its flags say; called before anything else."""
    flags = {"max_cost": max_cost, "unknown_cost": "allow" if allow_unknown else None}
    given = {name: value for name, value in flags.items() if value is not None}
    if given:
        override(given)


def agree(storyboard: Storyboard, *, force: bool) -> None:
    """Ask before a film that costs more than `confirm_cost`; raises Forbidden when the budget does not allow it."""
    kit = toolkit()
    if not kit.estimates.may_cost(storyboard):
        return
    cost = kit.estimates.cost(storyboard)
    kit.spending.check("this film", "", cost)
    threshold = kit.settings.confirm_cost
    if force or cost is None or threshold is None or cost <= threshold:
        return
    try:
        agreed = console().confirm(f"This film costs up to {usd(cost)}. Make it?")
    except ConfirmationRequired:
        return  # budgets guard where nobody can answer
    if not agreed:
        raise Canceled("Nothing was made, and nothing is to be paid")
