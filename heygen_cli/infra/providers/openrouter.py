"""Language models of OpenRouter, and of every server that speaks OpenAI's chat completions (``HEYGEN_LLM_BASE``).

Source: https://openrouter.ai/docs/api-reference/chat-completion and https://platform.openai.com/docs/api-reference/chat
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from functools import cached_property
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from heygen_cli.domain.errors import AuthRequired, HeygenError, InvalidInput, RenderFailed, TimedOut
from heygen_cli.domain.prompt import Form, Message, Reply
from heygen_cli.infra.secrets import Secrets

if TYPE_CHECKING:
    from heygen_cli.infra.http import Service

BASE_URL = "https://openrouter.ai/api/v1"
MODEL = "openai/gpt-4.1-mini"
# A model may think for a while before its first word; OpenRouter sends a sign of life every few seconds meanwhile.
PATIENCE = 180.0
DEADLINE = 900.0  # seconds for a whole answer, however many signs of life there are
LOOPBACK = ("localhost", "127.0.0.1", "::1")
LONGEST = 1_000_000  # characters; no script is as long, and a model that never ends must not fill the memory
# What a server says that, or whose model, does not know how to keep to a schema.
_UNABLE = ("response_format", "schema", "structured output", "additionalproperties", "no endpoints found")


class OpenRouter:
    """Asks through ``POST /chat/completions``, streamed; ``model`` comes before ``HEYGEN_LLM_MODEL``."""

    def __init__(self, secrets: Secrets, environ: Mapping[str, str] = os.environ, *, model: str | None = None) -> None:
        self._secrets = secrets
        self._url = environ.get("HEYGEN_LLM_BASE") or BASE_URL
        self._own = urlsplit(self._url).hostname == urlsplit(BASE_URL).hostname
        # OpenRouter's key is for OpenRouter alone.
        self._key_name = "OPENROUTER_API_KEY" if self._own else "HEYGEN_LLM_API_KEY"
        self._model = model or environ.get("HEYGEN_LLM_MODEL") or MODEL
        self._keeps_to_schema = True

    @property
    def provider(self) -> str:
        """Who is paid: OpenRouter, the host that was named, or nobody."""
        host = urlsplit(self._url).hostname or "llm"
        return "openrouter" if self._own else "local" if host in LOOPBACK else host

    def ask(self, messages: Sequence[Message], form: Form, heard: Callable[[int], None]) -> Reply:
        """An answer to a conversation.

        A model that cannot be held to a schema is shown it instead. Raises AuthRequired without a key, and whatever
        ``Service.lines`` raises.
        """
        if self._own and not self._key:
            raise AuthRequired(
                "Writing scripts needs a key of OpenRouter",
                hint=f"get one at https://openrouter.ai/keys, then: export {self._key_name}=… ; for a server of your"
                " own: export HEYGEN_LLM_BASE=http://localhost:11434/v1",
            )
        try:
            return self._ask(messages, form, heard)
        except HeygenError as refused:
            unable = isinstance(refused, InvalidInput) and any(sign in refused.message.lower() for sign in _UNABLE)
            if not self._keeps_to_schema or not unable:
                refused.hint = refused.hint or _remedy(refused)
                raise
        self._keeps_to_schema = False
        return self._ask(messages, form, heard)

    def _ask(self, messages: Sequence[Message], form: Form, heard: Callable[[int], None]) -> Reply:
        body = json.dumps(self._request(messages, form), ensure_ascii=False).encode()
        headers = {"Content-Type": "application/json", "Accept": "text/event-stream", "X-Title": "heygen"}
        if self._key:
            headers["Authorization"] = f"Bearer {self._key}"
        answer = _Answer(self._model)
        # Closed as soon as an answer is not read on, or the connection would stay open.
        with closing(self._service.lines("/chat/completions", body, headers)) as lines:
            for pieces, event in enumerate(events(self._in_time(lines)), 1):
                self._check(event)
                try:
                    answer.take(event)
                except (AttributeError, TypeError, ValueError) as problem:
                    raise _strange(json.dumps(event)) from problem
                heard(pieces)
        return answer.reply(self._service.name)

    def _in_time(self, lines: Iterable[str]) -> Iterator[str]:
        end = time.monotonic() + DEADLINE
        for line in lines:
            if time.monotonic() > end:
                raise TimedOut(f"{self._service.name} came to no end within {DEADLINE / 60:g} minutes")
            yield line

    def _request(self, messages: Sequence[Message], form: Form) -> dict[str, Any]:
        told = [{"role": message.role, "content": message.text} for message in messages]
        request: dict[str, Any] = {"model": self._model, "stream": True, "stream_options": {"include_usage": True}}
        if self._keeps_to_schema:
            schema = {"name": form.name, "strict": True, "schema": form.schema}
            request["response_format"] = {"type": "json_schema", "json_schema": schema}
        else:
            shown = json.dumps(form.schema, ensure_ascii=False)
            told[0]["content"] += f"\n\nAnswer with JSON alone, which follows this schema:\n{shown}"
        if self._own:
            request["usage"] = {"include": True}
            request["provider"] = {"require_parameters": True}
        return {**request, "messages": told}

    def _check(self, event: Mapping[str, Any]) -> None:
        """Raise what a server says when it fails in the middle of an answer."""
        error = event.get("error")
        if not error:
            return
        told = error.get("message", error) if isinstance(error, Mapping) else error
        code = error.get("code") if isinstance(error, Mapping) else None
        raise RenderFailed(
            f"{self._service.name} broke off its answer: {told}" + (f" ({code})" if code else ""),
            hint="run the same command again, or choose another --model",
            code="rate_limited" if code == 429 else "provider_failed",
        )

    @cached_property
    def _key(self) -> str | None:
        return self._secrets.get(self._key_name)

    @cached_property
    def _service(self) -> Service:
        from heygen_cli.infra.http import Service  # httpx takes its time

        name = "OpenRouter" if self._own else urlsplit(self._url).netloc.rpartition("@")[2] or self._url
        secrets = (self._key,) if self._key else ()
        return Service(name, self._url, secrets=secrets, key=self._key_name, timeout=PATIENCE)


class _Answer:
    """What has come of an answer so far."""

    def __init__(self, model: str) -> None:
        self._model = model
        self._text: list[str] = []
        self._refusal: list[str] = []
        self._finish: str | None = None
        self._usage: Mapping[str, Any] = {}
        self._size = 0

    def take(self, event: Mapping[str, Any]) -> None:
        """Add what an event brings; the whole of an answer that is not streamed has a message in place of a delta."""
        self._model = event.get("model") or self._model
        self._usage = dict(event.get("usage") or self._usage)
        for choice in event.get("choices") or ():
            said = choice.get("delta") or choice.get("message") or {}
            self._text.append(str(said.get("content") or ""))
            self._refusal.append(str(said.get("refusal") or ""))
            self._finish = choice.get("finish_reason") or self._finish
            self._size += len(self._text[-1])
        if self._size > LONGEST:
            raise RenderFailed("The model's answer does not end", hint="choose another --model", code="answer_unusable")

    def reply(self, service: str) -> Reply:
        """The whole; raises RenderFailed for one without an end."""
        text, refusal = "".join(self._text), "".join(self._refusal)
        if self._finish is None:
            raise RenderFailed(
                f"{service} broke off its answer", hint="run the same command again", code="provider_failed"
            )
        refused = bool(refusal) or self._finish == "content_filter"
        return Reply(
            text=refusal or text,
            model=self._model,
            stated="refusal" if refused else "length" if self._finish == "length" else "stop",
            tokens_in=int(_number(self._usage.get("prompt_tokens")) or 0),
            tokens_out=int(_number(self._usage.get("completion_tokens")) or 0),
            cost=_number(self._usage.get("cost")),
        )


def _number(told: Any) -> float | None:
    """A number that a service tells; what is none, or less than nothing, it has not told."""
    told = told if isinstance(told, int | float) and not isinstance(told, bool) else None
    return float(told) if told is not None and 0 <= told < 1e9 else None


def events(lines: Iterable[str]) -> Iterator[dict[str, Any]]:
    """The JSON of server-sent events; also that of a server which answers all at once.

    Raises RenderFailed for what is neither.
    """
    rest: list[str] = []
    for line in lines:
        name, mark, value = line.partition(":")
        if not mark or name not in ("data", "", "event", "id", "retry"):
            rest.append(line)
        elif name == "data" and value.strip() != "[DONE]":
            yield _json(value)
    if any(line.strip() for line in rest):
        yield _json("\n".join(rest))


def _json(text: str) -> dict[str, Any]:
    try:
        found = json.loads(text)
    except json.JSONDecodeError:
        found = None
    if not isinstance(found, dict):
        raise _strange(text)
    return found


def _strange(text: str) -> RenderFailed:
    return RenderFailed(
        f"What came is not an answer of a language model: {' '.join(text.split())[:80]}",
        hint="HEYGEN_LLM_BASE must be the address before /chat/completions, such as http://localhost:11434/v1",
        code="provider_failed",
    )


def _remedy(refused: HeygenError) -> str | None:
    if isinstance(refused, InvalidInput) and "model" in refused.message.lower():
        return "choose one that it has: --model NAME, or export HEYGEN_LLM_MODEL=…"
    return "add credits: https://openrouter.ai/settings/credits" if " 402:" in refused.message else None
