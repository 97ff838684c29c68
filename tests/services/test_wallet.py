"""What is left at HeyGen, read from a stand-in for its API."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from heygen_cli.domain.errors import AuthRequired
from heygen_cli.services import wallet
from tests.cli.conftest import Answer, heygen, home
from tests.heygen.fake import KEY, serve

__all__ = ["heygen", "home"]  # fixtures of the command line's own tests


@pytest.mark.parametrize(
    ("account", "told"),
    [
        ({"wallet": {"currency": "usd", "remaining_balance": 12.5}}, ("usd", 12.5)),
        ({"wallet": {"currency": "credits", "remaining_balance": 40}}, ("count", 40)),
        ({"wallet": None, "usage_based": {"spending_cap_usd": 10.0, "spending_current_usd": 12.0}}, ("usd", 0.0)),
        (
            {"subscription": {"credits": {"premium_credits": {"remaining": 3}, "add_on_credits": {"remaining": 4}}}},
            ("count", 7),
        ),
    ],
)
def test_each_way_to_pay_says_what_is_left(account: dict[str, Any], told: tuple[str, float]) -> None:
    (figure,) = wallet.left(lambda: account)
    assert (figure.unit, figure.value) == told


@pytest.mark.parametrize("account", [{}, {"wallet": {"currency": "usd"}}, {"subscription": {"plan": "free"}}])
def test_an_account_that_says_nothing_is_no_figure(account: dict[str, Any]) -> None:
    assert wallet.left(lambda: account) == []


def test_an_account_that_cannot_be_read_spoils_no_report() -> None:
    def refused() -> dict[str, Any]:
        raise AuthRequired("No key")

    (figure,) = wallet.left(refused)
    assert (figure.label, figure.value) == ("Left at HeyGen (auth_error)", None)


def test_costs_name_the_wallet_for_who_works_in_the_cloud(
    heygen: Callable[..., Answer], monkeypatch: pytest.MonkeyPatch
) -> None:
    with serve() as fake:
        monkeypatch.setenv("HEYGEN_API_BASE", fake.url)
        monkeypatch.setenv("HEYGEN_API_KEY", KEY)
        assert "heygen_left" not in heygen("report", "costs").data["figures"]
        monkeypatch.setenv("HEYGEN_PROVIDER", "heygen")
        assert heygen("report", "costs").data["figures"]["heygen_left"] > 0
