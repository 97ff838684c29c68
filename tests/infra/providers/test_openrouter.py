"""Language models over a real connection: streams, and everything that can go wrong with them."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from heygen_cli.domain.errors import AuthRequired, Forbidden, HeygenError, InvalidInput, RenderFailed, TimedOut
from heygen_cli.domain.prompt import Message, Reply
from heygen_cli.domain.script import DRAFT
from heygen_cli.domain.wording import TEXTS
from heygen_cli.infra.providers import openrouter
from heygen_cli.infra.providers.openrouter import OpenRouter, events
from heygen_cli.infra.secrets import Secrets
from tests.chat import Chat, Say, serve

KEY = "sk-or-very-secret"
TALK = [Message("system", "You write."), Message("user", "Write.")]


@pytest.fixture
def chat() -> Iterator[Chat]:
    with serve() as chat:
        yield chat


def model(chat: Chat, **environ: str) -> OpenRouter:
    settings = {"HEYGEN_LLM_BASE": chat.url, **environ}
    return OpenRouter(Secrets(settings, ask_keyring=lambda *_: None), settings)


def ask(chat: Chat, **environ: str) -> Reply:
    return model(chat, **environ).ask(TALK, DRAFT, lambda _: None)


def test_an_answer_comes_in_pieces_and_says_what_it_took(chat: Chat) -> None:
    chat.answers = [Say('{"title": "Bienen summen – überall"}')]
    heard: list[int] = []
    reply = model(chat, HEYGEN_LLM_MODEL="some/model").ask(TALK, DRAFT, heard.append)
    assert reply == Reply('{"title": "Bienen summen – überall"}', "some/model", "stop", 200, 100, 0.0012)
    assert heard == list(range(1, len(heard) + 1))
    assert len(heard) > 4
    assert chat.asked[0]["messages"][1] == {"role": "user", "content": "Write."}
    assert chat.asked[0]["stream"] is True


@pytest.mark.parametrize("form", [DRAFT, TEXTS], ids=lambda form: form.name)
def test_strict_models_accept_the_schemas(chat: Chat, form: object) -> None:
    chat.answers = [Say("{}")]
    assert model(chat).ask(TALK, form, lambda _: None).text == "{}"  # type: ignore[arg-type]
    assert len(chat.asked) == 1


def test_a_server_that_does_not_stream_is_understood(chat: Chat) -> None:
    chat.answers = [Say('{"a": 1}', whole=True)]
    assert ask(chat).text == '{"a": 1}'


def test_a_model_that_knows_no_schemas_is_shown_it_instead(chat: Chat) -> None:
    chat.knows_schemas = False
    chat.answers = [Say("{}")]
    assert ask(chat).text == "{}"
    assert [("response_format" in request) for request in chat.asked] == [True, False]
    assert json.dumps(DRAFT.schema) in chat.asked[1]["messages"][0]["content"]


def test_a_cost_nobody_tells_is_not_guessed(chat: Chat) -> None:
    chat.answers = [Say("{}", usage=None)]
    assert ask(chat).cost is None


@pytest.mark.parametrize("cost", [float("nan"), -1, True, "0.1", 1e300])
def test_a_cost_that_is_none_is_not_believed(chat: Chat, cost: object) -> None:
    chat.answers = [Say("{}", usage={"cost": cost, "prompt_tokens": cost, "completion_tokens": None})]
    assert ask(chat).cost is None


def test_what_helps_is_said(chat: Chat) -> None:
    chat.answers = [Say(status=404, raw=b'{"error": "model \'x\' not found"}')]
    with pytest.raises(InvalidInput) as caught:
        ask(chat)
    assert "--model" in (caught.value.hint or "")
    chat.answers = [Say(status=402, raw=b'{"error": {"message": "Insufficient credits"}}')]
    with pytest.raises(RenderFailed) as unpaid:
        ask(chat)
    assert "credits" in (unpaid.value.hint or "")


@pytest.mark.parametrize(
    ("say", "stated"),
    [
        (Say("half an ans", finish="length"), "length"),
        (Say("", refusal="I cannot help with that."), "refusal"),
        (Say("", finish="content_filter"), "refusal"),
    ],
)
def test_why_an_answer_ended_is_known(chat: Chat, say: Say, stated: str) -> None:
    chat.answers = [say]
    assert ask(chat).stated == stated


@pytest.mark.parametrize(
    ("say", "told"),
    [
        (Say("x" * 100, cut=3), "broke off"),
        (Say("x" * 100, finish=None), "broke off"),
        (Say("x", error={"code": 502, "message": "Provider returned error"}), r"Provider returned error \(502\)"),
        (Say("x", error={"code": 429, "message": "Rate limit exceeded"}), "Rate limit exceeded"),
        (Say(raw=b"<html>Welcome to nginx</html>"), "not an answer of a language model"),
        (Say(raw=b"data: {not json\n\n"), "not an answer of a language model"),
        (Say(raw=b"data: [1, 2]\n\n"), "not an answer of a language model"),
        (Say(raw=b'data: {"choices": [null]}\n\n'), "not an answer of a language model"),
        (Say(raw=b'data: {"choices": 7, "usage": "x"}\n\n'), "not an answer of a language model"),
        (Say(raw=b""), "broke off"),
        (Say("x", error={"code": 400, "message": "schema not supported"}), "schema not supported"),
    ],
)
def test_a_broken_answer_is_told_and_not_asked_for_again(chat: Chat, say: Say, told: str) -> None:
    chat.answers = [say]
    with pytest.raises(RenderFailed, match=told) as caught:
        ask(chat)
    assert caught.value.hint or "broke off" in caught.value.message
    assert len(chat.asked) == 1


def test_a_model_that_never_ends_is_stopped(chat: Chat, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(openrouter, "LONGEST", 1000)
    chat.answers = [Say("round and round " * 1000)]
    with pytest.raises(RenderFailed, match="does not end"):
        ask(chat)


def test_signs_of_life_are_no_end(chat: Chat, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(openrouter, "DEADLINE", -1.0)
    chat.answers = [Say(raw=b": OPENROUTER PROCESSING\n\n" * 3)]
    with pytest.raises(TimedOut):
        ask(chat)


def test_a_busy_model_is_asked_again(chat: Chat) -> None:
    chat.answers = [
        Say(status=429, headers={"retry-after": "0"}),
        Say(status=503, headers={"retry-after": "0"}),
        Say("{}"),
    ]
    assert ask(chat).text == "{}"
    assert len(chat.asked) == 3


@pytest.mark.parametrize(
    ("status", "kind"),
    [(401, AuthRequired), (402, RenderFailed), (403, Forbidden), (404, InvalidInput), (400, InvalidInput)],
)
def test_a_refusal_names_the_reason_and_never_the_key(chat: Chat, status: int, kind: type[HeygenError]) -> None:
    chat.answers = [Say(status=status, raw=f'{{"error": {{"message": "No: {KEY}"}}}}'.encode())]
    with pytest.raises(kind) as caught:
        ask(chat, HEYGEN_LLM_API_KEY=KEY)
    assert str(status) in caught.value.message
    assert "No: ***" in caught.value.message
    assert chat.headers[0]["authorization"] == f"Bearer {KEY}"


def test_the_key_of_openrouter_is_for_openrouter_alone(chat: Chat) -> None:
    chat.answers = [Say("{}")]
    ask(chat, OPENROUTER_API_KEY=KEY)
    assert "authorization" not in chat.headers[0]


def test_without_a_key_nothing_is_asked() -> None:
    nothing = OpenRouter(Secrets({}, ask_keyring=lambda *_: None), {})
    assert nothing.provider == "openrouter"
    with pytest.raises(AuthRequired) as caught:
        nothing.ask(TALK, DRAFT, lambda _: None)
    assert "https://openrouter.ai/keys" in (caught.value.hint or "")
    assert "OPENROUTER_API_KEY" in (caught.value.hint or "")


@pytest.mark.parametrize(
    ("url", "provider"),
    [
        ("https://openrouter.ai/api/v1", "openrouter"),
        ("http://localhost:11434/v1", "local"),
        ("https://api.openai.com/v1", "api.openai.com"),
        ("https://openrouter.ai.evil.example/v1", "openrouter.ai.evil.example"),
    ],
)
def test_who_is_paid(url: str, provider: str) -> None:
    assert OpenRouter(Secrets({}), {"HEYGEN_LLM_BASE": url}).provider == provider


def test_a_script_is_not_sent_in_the_clear() -> None:
    settings = {"HEYGEN_LLM_BASE": "http://models.example/v1"}
    with pytest.raises(InvalidInput, match="https"):
        OpenRouter(Secrets(settings, ask_keyring=lambda *_: None), settings).ask(TALK, DRAFT, lambda _: None)


def test_signs_of_life_and_other_fields_are_no_answers() -> None:
    lines = [
        ": OPENROUTER PROCESSING",
        "",
        "event: message",
        "id: 1",
        'data: {"a": 1}',
        "",
        'data:{"b": 2}',
        "data: [DONE]",
    ]
    assert list(events(lines)) == [{"a": 1}, {"b": 2}]
