from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterator

import pytest

from heygen_cli.infra import logs

CANARY = "canary-0815-secret"


@pytest.fixture
def log(capsys: pytest.CaptureFixture[str]) -> Iterator[Callable[[], str]]:
    """What is written to stderr; the logging of the test run is put back afterwards."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    levels = {name: logging.getLogger(name).level for name in ("httpx", "httpcore", "urllib3", "asyncio")}
    yield lambda: capsys.readouterr().err
    root.handlers[:] = handlers
    root.setLevel(level)
    for name, old in levels.items():
        logging.getLogger(name).setLevel(old)


@pytest.mark.parametrize(
    "text",
    [
        f"key is {CANARY}",
        "X-Api-Key: abc123def",
        "{'x-api-key': 'abc123def', 'accept': '*/*'}",
        "(b'X-Api-Key', b'abc123def')",
        "Authorization: Bearer abc123def",
        '"authorization": "Basic abc123def"',
        "GET https://files.example.com/a.mp4?Signature=abc123def&Expires=1 200",
    ],
)
def test_secrets_are_hidden(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HEYGEN_API_KEY", CANARY)
    hidden = logs.redact(text)
    assert CANARY not in hidden
    assert "abc123def" not in hidden
    assert "***" in hidden


@pytest.mark.parametrize("text", ["a key to success", "https://example.com/a.mp4", "the monkey says hi"])
def test_other_text_stays(text: str) -> None:
    assert logs.redact(text) == text


def test_text_keeps_a_record_recognisable(log: Callable[[], str]) -> None:
    logs.start("info", "text")
    logging.getLogger("heygen_cli.x").info("first\n2026-01-01 forged")
    logging.getLogger("heygen_cli.x").debug("not this")
    first, second = log().splitlines()
    assert "INFO    heygen_cli.x: first" in first
    assert second.startswith("    ")


def test_json_is_one_object_a_line(log: Callable[[], str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OTHER_TOKEN", CANARY)
    logs.start("debug", "json")
    try:
        raise ValueError(CANARY)
    except ValueError:
        logging.getLogger("x").exception("broke\nwith %s", CANARY)
    record = json.loads(log())
    assert (record["level"], record["message"]) == ("error", "broke\nwith ***")
    assert "ValueError: ***" in record["error"]
    assert record["time"].endswith("Z")


def test_chatty_libraries_are_heard_only_at_debug(log: Callable[[], str]) -> None:
    logs.start("info", "text")
    logging.getLogger("httpx").info("GET https://example.com/")
    assert log() == ""
    logs.start("debug", "text")
    logging.getLogger("httpx").info("GET https://example.com/")
    assert "example.com" in log()
