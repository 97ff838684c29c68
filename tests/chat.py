"""A server on this machine that speaks chat completions as strictly as OpenAI, and can be made to misbehave."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Json = Mapping[str, Any]


@dataclass
class Say:
    """One answer: ``text`` in pieces, and how it ends. ``text`` may be made from the request.

    ``cut`` breaks off after so many pieces, ``error`` comes in place of the end, ``whole`` answers without streaming.
    """

    text: str | Callable[[Json], str] = ""
    finish: str | None = "stop"
    refusal: str = ""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    cut: int | None = None
    error: Json | None = None
    whole: bool = False
    raw: bytes | None = None
    usage: Json | None = field(default_factory=lambda: {"prompt_tokens": 200, "completion_tokens": 100, "cost": 0.0012})


class Chat:
    """Gives its answers in turn, the last one for ever, and remembers what it was asked."""

    def __init__(self) -> None:
        self.answers: list[Say] = []
        self.asked: list[dict[str, Any]] = []
        self.headers: list[dict[str, str]] = []
        self.knows_schemas = True
        self.url = ""

    def next(self) -> Say:
        """The answer to give now."""
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]


@contextmanager
def serve() -> Iterator[Chat]:
    """A server that is there until the block ends."""
    chat = Chat()
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (_Handler,), {"chat": chat}))
    chat.url = f"http://127.0.0.1:{server.server_port}/v1"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield chat
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class _Handler(BaseHTTPRequestHandler):
    chat: Chat

    def do_POST(self) -> None:
        request = json.loads(self.rfile.read(int(self.headers["content-length"])))
        self.chat.asked.append(request)
        self.chat.headers.append({name.lower(): value for name, value in self.headers.items()})
        wrong = _wrong(self.path, request, self.chat.knows_schemas)
        if wrong:
            self._all(400, json.dumps({"error": {"message": wrong, "type": "invalid_request_error"}}).encode())
            return
        say = self.chat.next()
        text = say.text if isinstance(say.text, str) else say.text(request)
        if say.raw is not None or say.status != 200:
            self._all(say.status, b'{"error": {"message": "scripted"}}' if say.raw is None else say.raw, say.headers)
        elif say.whole:
            choice = {"index": 0, "message": {"role": "assistant", "content": text}, "finish_reason": say.finish}
            body = {"model": request["model"], "choices": [choice], "usage": say.usage}
            self._all(200, json.dumps(body, indent=2).encode(), {"content-type": "application/json"})
        else:
            with suppress(ConnectionError):  # a client may leave in the middle
                self._stream(request, say, text)

    def _stream(self, request: Json, say: Say, text: str) -> None:
        self.send_response(200)
        self.send_header("content-type", "text/event-stream")
        self.send_header("transfer-encoding", "chunked")
        self.end_headers()
        self._chunk(b": OPENROUTER PROCESSING\n\n")
        pieces = [text[at : at + 7] for at in range(0, len(text), 7)]
        for number, piece in enumerate(pieces):
            if number == say.cut:
                self.close_connection = True
                return  # without the last chunk: the client sees that more should have come
            self._event(request, {"delta": {"content": piece}, "finish_reason": None})
        if say.error:
            self._data({"error": say.error, "choices": [{"delta": {"content": ""}, "finish_reason": "error"}]})
        else:
            delta = {"refusal": say.refusal} if say.refusal else {}
            self._event(request, {"delta": delta, "finish_reason": say.finish})
            if say.usage is not None:
                self._data({"model": request["model"], "choices": [], "usage": say.usage})
        self._chunk(b"data: [DONE]\n\n")
        self._chunk(b"")

    def _event(self, request: Json, choice: Json) -> None:
        self._data({"model": request["model"], "choices": [{"index": 0, **choice}]})

    def _data(self, data: Json) -> None:
        self._chunk(f"data: {json.dumps(data, ensure_ascii=False)}\n\n".encode())

    def _chunk(self, data: bytes) -> None:
        self.wfile.write(f"{len(data):x}\r\n".encode() + data + b"\r\n")

    def _all(self, status: int, body: bytes, headers: Mapping[str, str] = {}) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        pass


def _wrong(path: str, request: Json, knows_schemas: bool) -> str | None:
    """What such a server would complain about."""
    if path != "/v1/chat/completions":
        return f"Unknown path {path}"
    known = {"model", "messages", "stream", "stream_options", "response_format"}
    others = request.keys() - known
    if others:
        return f"Unrecognized request argument supplied: {', '.join(sorted(others))}"
    if not all(turn.keys() == {"role", "content"} and isinstance(turn["content"], str) for turn in request["messages"]):
        return "Invalid messages"
    if request.get("stream_options") and not request.get("stream"):
        return "stream_options is only allowed when stream is enabled"
    if "response_format" not in request:
        return None
    if not knows_schemas:
        return "response_format of type json_schema is not supported by this model"
    form = request["response_format"]["json_schema"]
    return _loose(form["schema"]) if form["strict"] else None


def _loose(schema: Any) -> str | None:
    """What strict mode does not accept: an object with other fields, or with fields that may be left out."""
    if isinstance(schema, list):
        return next((found for found in map(_loose, schema) if found), None)
    if not isinstance(schema, dict):
        return None
    if schema.get("type") == "object":
        fields = list(schema.get("properties", {}))
        if schema.get("additionalProperties") is not False or schema.get("required") != fields:
            return f"Invalid schema: an object must require all its fields and allow no others: {fields}"
    return next((found for found in map(_loose, schema.values()) if found), None)
