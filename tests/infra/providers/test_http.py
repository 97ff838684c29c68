"""A web service that fails in every way: what is tried again, what is not, and what the user is told."""

from __future__ import annotations

import email.utils
import logging
import time

import pytest

from heygen_cli.domain.errors import AuthRequired, Forbidden, HeygenError, InvalidInput, RenderFailed, TimedOut
from heygen_cli.infra.http import Service
from tests.infra.providers.conftest import Answer, Loopback

KEY = "sk-very-secret-key"


@pytest.fixture
def waits() -> list[float]:
    return []


@pytest.fixture
def service(server: Loopback, waits: list[float]) -> Service:
    return Service("The service", server.url, secrets=(KEY,), key="MY_KEY", timeout=5.0, sleep=waits.append)


def test_a_busy_service_is_asked_again_when_it_says(server: Loopback, service: Service, waits: list[float]) -> None:
    server.answers = [Answer(429, headers={"retry-after": "7"}), Answer(503), Answer(200, b"done")]
    assert service.post("/x", b"body", {}) == b"done"
    assert [heard.body for heard in server.heard] == [b"body"] * 3
    assert waits[0] == 7
    assert len(waits) == 2


def test_patience_ends(server: Loopback, service: Service, waits: list[float]) -> None:
    server.answers = [Answer(500, b'{"error": {"message": "on fire"}}', {"x-request-id": "r-1"})]
    with pytest.raises(RenderFailed, match=r"answered 500: on fire \(request r-1\)"):
        service.post("/x", b"", {})
    assert len(server.heard) == 5
    assert len(waits) == 4


def test_a_long_wait_is_the_users_to_decide(server: Loopback, service: Service) -> None:
    server.answers = [Answer(429, b"come back tomorrow", {"retry-after": "86400"})]
    with pytest.raises(RenderFailed, match="come back tomorrow"):
        service.post("/x", b"", {})
    assert len(server.heard) == 1


@pytest.mark.parametrize(
    ("status", "kind"), [(401, AuthRequired), (403, Forbidden), (400, InvalidInput), (422, InvalidInput)]
)
def test_a_refusal_is_final(
    server: Loopback, service: Service, status: int, kind: type[HeygenError], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    server.answers = [Answer(status, f'{{"message": "bad key {KEY}"}}'.encode())]
    with pytest.raises(kind) as caught:
        service.post("/x", b"", {"Authorization": f"Bearer {KEY}"})
    assert len(server.heard) == 1
    assert KEY not in f"{caught.value!r} {caught.value.hint} {caplog.text}"
    assert "***" in caught.value.message
    assert caught.value.hint == ("Check MY_KEY" if status in (401, 403) else None)


def test_the_waits_end_with_the_deadline(server: Loopback) -> None:
    server.answers = [Answer(429, headers={"retry-after": "30"})]
    with pytest.raises(RenderFailed, match="429"):
        Service("It", server.url, deadline=20.0, sleep=lambda _: None).post("/", b"", {})
    assert len(server.heard) == 1


def test_a_server_may_name_the_moment(server: Loopback, service: Service, waits: list[float]) -> None:
    then = email.utils.formatdate(time.time() + 40, usegmt=True)
    server.answers = [Answer(503, headers={"retry-after": then}), Answer(200, b"done")]
    assert service.post("/x", b"", {}) == b"done"
    assert 20 < waits[0] <= 40


def test_silence_has_an_end(server: Loopback) -> None:
    server.answers = [Answer(held=True)]
    with pytest.raises(TimedOut, match=r"gave no answer within 0\.2 s"):
        Service("It", server.url, timeout=0.2).post("/", b"", {})
    assert len(server.heard) == 1


def test_a_key_that_was_only_a_placeholder(server: Loopback) -> None:
    with pytest.raises(AuthRequired, match="letter") as caught:
        Service("It", server.url, secrets=("sk-…",), key="MY_KEY").post("/", b"", {"Authorization": "Bearer sk-…"})
    assert not server.heard
    assert caught.value.hint == "Check MY_KEY"


def test_a_redirect_does_not_carry_the_key_away(server: Loopback, service: Service) -> None:
    server.answers = [Answer(307, headers={"location": "/elsewhere"}), Answer(200, b"taken")]
    with pytest.raises(RenderFailed, match="307"):
        service.post("/x", b"", {"Authorization": f"Bearer {KEY}"})
    assert [heard.path for heard in server.heard] == ["/x"]
    assert server.heard[0].headers["user-agent"].startswith("heygen-cli/")


def test_what_may_have_been_paid_for_is_not_asked_again(server: Loopback, service: Service) -> None:
    server.answers = [Answer(200, b"half a ", cut=True)]
    with pytest.raises(RenderFailed, match="broke off"):
        service.post("/x", b"", {})
    assert len(server.heard) == 1


def test_nobody_listens(waits: list[float]) -> None:
    with pytest.raises(RenderFailed, match="cannot be reached"):
        Service("It", "http://127.0.0.1:9", attempts=2, sleep=waits.append).post("/", b"", {})
    assert len(waits) == 1


@pytest.mark.parametrize("url", ["http://example.com", "ftp://example.com", "example.com"])
def test_nothing_is_sent_in_the_clear(url: str) -> None:
    with pytest.raises(InvalidInput, match="https://"):
        Service("It", url).post("/", b"", {})
