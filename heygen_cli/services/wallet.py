"""What is left at HeyGen, as its account says it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from heygen_cli.domain.errors import HeygenError
from heygen_cli.domain.report import Figure

_KEY, _CREDITS = "heygen_left", "Credits left at HeyGen"


def left(account: Callable[[], Mapping[str, Any]]) -> list[Figure]:
    """Money or credits of the way in which the account pays; one that cannot be read spoils no report."""
    try:
        told = account()
    except HeygenError as error:
        return [Figure(_KEY, f"Left at HeyGen ({error.error_code})", "usd", None)]
    wallet, usage = told.get("wallet") or {}, told.get("usage_based") or {}
    if wallet.get("remaining_balance") is not None:
        if wallet.get("currency") == "usd":
            return [Figure(_KEY, "Left in HeyGen's wallet", "usd", wallet["remaining_balance"])]
        return [Figure(_KEY, _CREDITS, "count", wallet["remaining_balance"])]
    if usage.get("spending_cap_usd") is not None:
        rest = max(0.0, usage["spending_cap_usd"] - (usage.get("spending_current_usd") or 0.0))
        return [Figure(_KEY, "Left of HeyGen's spending cap", "usd", rest)]
    credits = (told.get("subscription") or {}).get("credits") or {}
    remaining = [kind["remaining"] for kind in credits.values() if kind and kind.get("remaining") is not None]
    return [Figure(_KEY, _CREDITS, "count", sum(remaining))] if remaining else []
