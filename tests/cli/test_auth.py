"""Signing in and out, with the fake on loopback."""

from __future__ import annotations

import io
import json
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.cli.conftest import Answer
from tests.heygen.fake import KEY, FakeHeyGen, serve

Heygen = Callable[..., Answer]


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeHeyGen]:
    with serve() as running:
        monkeypatch.setenv("HEYGEN_API_BASE", running.url)
        monkeypatch.delenv("HEYGEN_API_KEY", raising=False)
        yield running


def sign_in(heygen: Heygen, monkeypatch: pytest.MonkeyPatch, key: str = KEY) -> Answer:
    monkeypatch.setattr("sys.stdin", io.StringIO(key + "\n"))
    return heygen("auth", "login")


def test_a_key_is_kept_for_its_owner_alone_used_and_forgotten(
    heygen: Heygen, fake: FakeHeyGen, monkeypatch: pytest.MonkeyPatch
) -> None:
    signed = sign_in(heygen, monkeypatch)
    assert signed.code == 0, signed.err
    place = Path(signed.data["credential"]["source"])
    assert stat.S_IMODE(place.stat().st_mode) == 0o600
    status = heygen("auth", "status")
    assert status.code == 0, status.err
    assert status.data["email"]
    assert json.loads(status.out)["credential"]["source"] == str(place)
    assert KEY not in signed.out + signed.err + status.out + status.err
    out = heygen("auth", "logout")
    assert out.data == {"signed_out": True, "forgotten": True, "remains": None}
    again = heygen("auth", "status")
    assert (again.code, again.error["code"]) == (3, "auth_error")


def test_the_environment_wins_and_stays(heygen: Heygen, fake: FakeHeyGen, monkeypatch: pytest.MonkeyPatch) -> None:
    sign_in(heygen, monkeypatch, "sk_another_key_entirely")
    monkeypatch.setenv("HEYGEN_API_KEY", KEY)
    assert "environment" in json.loads(heygen("auth", "status").out)["credential"]["source"]
    assert heygen("auth", "logout").data["remains"]


@pytest.mark.parametrize("key", ["", "two words", "schlüssel"])
def test_what_cannot_be_a_key_is_not_kept(
    heygen: Heygen, fake: FakeHeyGen, monkeypatch: pytest.MonkeyPatch, key: str
) -> None:
    assert sign_in(heygen, monkeypatch, key).code == 2


def test_the_browser_is_not_pretended(heygen: Heygen) -> None:
    answer = heygen("auth", "login", "--oauth")
    assert answer.code == 2
    assert "HEYGEN_ACCESS_TOKEN" in answer.error["hint"]
