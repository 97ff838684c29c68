"""What work costs, and whether a file of prices is one."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from heygen_cli.domain.errors import InvalidInput
from heygen_cli.domain.price import Price, PriceTable, Quantity, read_prices
from heygen_cli.infra import prices


@pytest.fixture(scope="module")
def table() -> PriceTable:
    return prices.load(Path("nowhere"))


def test_a_thousand_characters_of_polly_are_heard_and_timed(table: PriceTable) -> None:
    assert table.cost("polly", "neural", Quantity(characters=1000)) == pytest.approx(0.032)


def test_a_minute_of_openai_is_a_cent_and_a_half(table: PriceTable) -> None:
    assert table.cost("openai", "gpt-4o-mini-tts", Quantity(seconds=60)) == pytest.approx(0.015)


def test_this_machine_works_for_nothing(table: PriceTable) -> None:
    assert table.cost("local", "anything", Quantity(10**9, 1e9)) == 0.0


def test_an_engine_without_its_kind_costs_what_its_dearest_kind_does(table: PriceTable) -> None:
    assert table.cost("heygen", "avatar_iv", Quantity(seconds=10)) == pytest.approx(0.667)
    assert table.cost("heygen", "avatar_iv/photo_avatar", Quantity(seconds=10)) == pytest.approx(0.5)


@pytest.mark.parametrize(("provider", "engine"), [("polly", "generative"), ("nobody", ""), ("heygen", "avatar_i")])
def test_what_nobody_said_is_not_known(table: PriceTable, provider: str, engine: str) -> None:
    assert table.cost(provider, engine, Quantity(seconds=10)) is None


def test_every_price_of_ours_is_dated_and_says_where_it_is_from() -> None:
    path = Path(prices.__file__).parents[1] / "prices.toml"
    data = tomllib.loads(path.read_text())
    assert str(data.pop("updated")) >= "2026-11-01"
    assert all(engines["source"].startswith("https://") for engines in data.values())


def test_a_price_of_the_user_counts_in_place_of_ours(tmp_path: Path, table: PriceTable) -> None:
    own = tmp_path / "prices.toml"
    own.write_text('[polly]\nneural = { per = "character", usd = 0.00001 }\n[mine]\nx = { per = "call", usd = 2 }\n')
    mixed = prices.load(own)
    assert mixed.find("polly", "neural") == Price("polly", "neural", "character", 0.00001)
    assert mixed.cost("mine", "x", Quantity(calls=3)) == 6.0
    assert mixed.updated == table.updated


@pytest.mark.parametrize("told", [3, {}, {"per": "hour", "usd": 1}, {"per": "call", "usd": -1}, {"per": "call"}])
def test_what_is_no_price_is_refused_by_name(told: Any) -> None:
    with pytest.raises(InvalidInput, match=r"mine\.toml.*polly neural"):
        read_prices({"polly": {"neural": told}}, "mine.toml")


def test_a_file_that_is_no_toml_is_refused_by_name(tmp_path: Path) -> None:
    (tmp_path / "prices.toml").write_text("[polly")
    with pytest.raises(InvalidInput) as caught:
        prices.load(tmp_path / "prices.toml")
    assert str(caught.value.location) == str(tmp_path / "prices.toml")


def test_wide_characters_are_spoken_longer() -> None:
    english, chinese = Quantity.of_text("x" * 120), Quantity.of_text("你" * 120, speed=2.0)
    assert (english.characters, english.seconds) == (120, 10.0)
    assert (chinese.characters, chinese.seconds) == (120, 15.0)
