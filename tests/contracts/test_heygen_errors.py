"""What goes wrong at HeyGen's end or on the way has the code and the exit code that scripts rely on."""

from __future__ import annotations

import socket
import subprocess
import sys
from collections.abc import Callable

import pytest

from heygen_cli.infra.providers.heygen.client import LIMITS
from tests.cli.conftest import Answer
from tests.heygen.fake import KEY, TOKEN, FakeHeyGen
from tests.heygen.misbehaviour import (
    HANG_AFTER,
    HTML,
    MALFORMED,
    RESET_BEFORE,
    SLOW,
    Misbehaviour,
    busy,
    down,
    refusal,
    truncated,
)

Run = Callable[..., Answer]
# Status, the code where HeyGen says nothing usable, exit code.
STATUSES = (
    (400, "unclassified_client_error", 1),
    (401, "unauthorized", 3),
    (402, "insufficient_credit", 1),
    (403, "forbidden", 3),
    (404, "not_found", 1),
    (409, "conflict", 1),
    (413, "payload_too_large", 1),
    (418, "unclassified_client_error", 1),
    (422, "validation_error", 1),
    (429, "rate_limit_exceeded", 1),
    (500, "unclassified_server_error", 1),
    (502, "unclassified_server_error", 1),
    (503, "unclassified_server_error", 1),
    (504, "unclassified_server_error", 1),
)
VIDEO = '{"type": "avatar", "avatar_id": "a_1", "script": "Hello."}'


@pytest.fixture
def once(monkeypatch: pytest.MonkeyPatch) -> None:
    """No second tries."""
    monkeypatch.setenv("HEYGEN_MAX_RETRIES", "0")


@pytest.mark.parametrize(("status", "code", "exit_code"), STATUSES)
def test_a_status_without_a_usable_body_has_its_code(
    heygen: Run, cloud: FakeHeyGen, once: None, status: int, code: str, exit_code: int
) -> None:
    for body in (b"", b"<html>Oops</html>", b"[1]", b'{"error": null}', b"\xff\xfe"):
        cloud.misbehave(refusal(status, body))
        answer = heygen("user", "me", "get")
        assert (answer.code, answer.out) == (exit_code, "")
        assert answer.error["code"] == code
        assert answer.error["request_id"].startswith("req_")
        assert KEY not in answer.err


@pytest.mark.parametrize(("status", "exit_code"), [(status, code) for status, _, code in STATUSES])
def test_heygens_own_words_are_passed_through(
    heygen: Run, cloud: FakeHeyGen, once: None, status: int, exit_code: int
) -> None:
    told = b'{"error": {"code": "its_own", "message": "So it is.", "param": "script", "doc_url": "https://x.example"}}'
    cloud.misbehave(refusal(status, told))
    answer = heygen("video", "list")
    assert answer.code == exit_code
    said = {name: answer.error[name] for name in ("code", "message", "param", "doc_url")}
    assert said == {"code": "its_own", "message": "So it is.", "param": "script", "doc_url": "https://x.example"}


def test_what_the_api_finds_wrong_is_told_with_the_field(heygen: Run, cloud: FakeHeyGen, once: None) -> None:
    answer = heygen("api", "POST", "/v3/webhooks/endpoints", "-d", '{"url": "https://example.com", "colour": 1}')
    assert (answer.code, answer.error["code"], answer.error["param"]) == (1, "invalid_parameter", "colour")


def test_what_is_not_there_is_not_found(heygen: Run, cloud: FakeHeyGen) -> None:
    answer = heygen("video", "get", "v_none")
    assert (answer.code, answer.error["code"], len(cloud.requests)) == (1, "not_found", 1)


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        (MALFORMED, "cli_response_parse_error"),
        (HTML, "cli_response_parse_error"),
        (RESET_BEFORE, "network_error"),
        (truncated(5), "network_error"),
    ],
)
def test_a_broken_answer_has_its_code(
    heygen: Run, cloud: FakeHeyGen, once: None, fault: Misbehaviour, code: str
) -> None:
    cloud.misbehave(fault)
    answer = heygen("video", "list")
    assert (answer.code, answer.error["code"]) == (1, code)


def test_a_slow_answer_is_an_answer(heygen: Run, cloud: FakeHeyGen) -> None:
    cloud.misbehave(SLOW)
    assert heygen("video", "list").code == 0


def test_no_answer_in_time_is_a_time_out(
    heygen: Run, cloud: FakeHeyGen, once: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(LIMITS, "read", 0.2)  # type: ignore[arg-type]
    cloud.misbehave(HANG_AFTER)
    answer = heygen("video", "list")
    assert (answer.code, answer.error["code"]) == (4, "timeout")


def test_nobody_there_is_a_network_error(
    heygen: Run, cloud: FakeHeyGen, once: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as gone:
        port = gone.getsockname()[1]
    monkeypatch.setenv("HEYGEN_API_BASE", f"http://127.0.0.1:{port}")
    answer = heygen("video", "list")
    assert (answer.code, answer.error["code"]) == (1, "network_error")


def test_without_a_key_nothing_is_sent(heygen: Run, cloud: FakeHeyGen, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HEYGEN_API_KEY")
    answer = heygen("video", "list")
    assert (answer.code, answer.error["code"], cloud.requests) == (3, "auth_error", [])


def test_a_wrong_key_is_told_without_repeating_it(cloud: FakeHeyGen, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HEYGEN_API_KEY", "sk_wrong_canary")
    # A process of its own: what -vv logs goes to the stderr that was there when logging began.
    done = subprocess.run(
        [sys.executable, "-m", "heygen_cli", "video", "list", "-vv"], capture_output=True, check=False
    )
    assert done.returncode == 3
    assert b'"unauthorized"' in done.stderr
    assert b"canary" not in done.stdout + done.stderr


def test_a_token_is_sent_as_a_bearer(heygen: Run, cloud: FakeHeyGen, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HEYGEN_API_KEY")
    monkeypatch.setenv("HEYGEN_ACCESS_TOKEN", TOKEN)
    assert heygen("video", "list").code == 0
    assert cloud.requests[0].headers["authorization"] == f"Bearer {TOKEN}"


def test_a_key_does_not_go_out_in_the_clear(heygen: Run, cloud: FakeHeyGen, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HEYGEN_API_BASE", "http://heygen.invalid")
    answer = heygen("video", "list")
    assert answer.code != 0
    assert "HEYGEN_ALLOW_HTTP" in answer.error["hint"]


@pytest.mark.parametrize("fault", [busy(0), down(500, 0), down(502, 0), down(503, 0), down(504, 0)])
@pytest.mark.parametrize("words", [("video", "list"), ("video", "create", "-d", VIDEO)], ids=["read", "create"])
def test_what_passes_is_tried_twice_more(
    heygen: Run, cloud: FakeHeyGen, words: tuple[str, ...], fault: Misbehaviour
) -> None:
    cloud.misbehave(fault, fault)
    assert heygen(*words).code == 0
    assert len(cloud.requests) == 3
    assert len({request.headers.get("idempotency-key") for request in cloud.requests}) == 1
    cloud.requests.clear()
    cloud.misbehave(fault, fault, fault)
    assert heygen(*words).code == 1
    assert len(cloud.requests) == 3


@pytest.mark.parametrize("status", [400, 401, 402, 403, 404, 409, 413, 422])
def test_what_stays_wrong_is_not_tried_again(heygen: Run, cloud: FakeHeyGen, status: int) -> None:
    cloud.misbehave(refusal(status))
    assert heygen("video", "create", "-d", VIDEO).code in (1, 3)
    assert len(cloud.requests) == 1
    assert cloud.billed == []
