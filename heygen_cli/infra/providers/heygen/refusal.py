"""What HeyGen's refusals mean: its own words where it has some, else those that its clients have always used."""

from __future__ import annotations

import json
from typing import Any

import httpx

from heygen_cli.domain.errors import AuthRequired, Forbidden, HeygenError, ServiceFailed, TimedOut

# For statuses that come without a usable body.
_CODES = {
    401: "unauthorized",
    402: "insufficient_credit",
    403: "forbidden",
    404: "not_found",
    408: "timeout",
    409: "conflict",
    413: "payload_too_large",
    422: "validation_error",
    429: "rate_limit_exceeded",
}
_HINTS = {
    401: "heygen auth login",
    402: "the wallet is empty: heygen user me get",
    429: "wait a little; HeyGen limits how much runs at once",
}
_REQUEST_IDS = ("x-request-id", "x-amzn-requestid", "cf-ray")
_LONGEST = 500


def refusal(answer: httpx.Response) -> HeygenError:
    """The error for an answer that is no success."""
    status = answer.status_code
    body = _body(answer)
    kind = "server" if status >= 500 else "client"
    code = body.get("code") or _CODES.get(status) or f"unclassified_{kind}_error"
    message = body.get("message") or f"HeyGen answered {status} {answer.reason_phrase}".strip()
    kinds: dict[int, type[HeygenError]] = {401: AuthRequired, 403: Forbidden, 408: TimedOut}
    return kinds.get(status, ServiceFailed)(
        str(message)[:_LONGEST],
        code=str(code),
        hint=body.get("hint") or _HINTS.get(status),
        param=body.get("param"),
        doc_url=body.get("doc_url"),
        request_id=body.get("request_id") or request_id(answer),
    )


def request_id(answer: httpx.Response) -> str | None:
    """What HeyGen calls this exchange, for its support."""
    return next((answer.headers[name] for name in _REQUEST_IDS if name in answer.headers), None)


def _body(answer: httpx.Response) -> dict[str, Any]:
    """The fields of the error in any of its shapes: ``{"error": {…}}``, ``{"error": "…"}``, ``{"message": …}``."""
    try:
        data = answer.json()
    except (json.JSONDecodeError, UnicodeDecodeError):
        return {}
    if not isinstance(data, dict):
        return {}
    inner = data.get("error")
    if isinstance(inner, str):
        return {"message": inner}
    fields = inner if isinstance(inner, dict) else data
    return {name: value for name, value in fields.items() if isinstance(value, str | int) and value != ""}
