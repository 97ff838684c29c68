"""Events as HeyGen posts them."""

from __future__ import annotations

import hashlib
import hmac
import http.client
import json
import uuid
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit


def signature(secret: str, body: bytes) -> str:
    """HMAC-SHA-256 of the raw body under the endpoint's secret, in hex."""
    return hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()


def post(url: str, body: bytes, headers: Mapping[str, str]) -> int:
    """POST to a receiver; returns its status."""
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.netloc, timeout=10)
    try:
        connection.request("POST", parts.path or "/", body, dict(headers))
        return connection.getresponse().status
    finally:
        connection.close()


def deliver(
    endpoints: Sequence[Mapping[str, Any]], kind: str, data: Mapping[str, Any], *, times: int, moment: float
) -> list[int]:
    """Send an event to the endpoints that want it; repeats are the same event with the same id."""
    event = {"event_id": f"evt_{uuid.uuid4().hex[:12]}", "event_type": kind, "event_data": dict(data)}
    body = json.dumps(event).encode()
    statuses = []
    for endpoint in endpoints:
        if endpoint.get("status") == "enabled" and kind in (endpoint.get("events") or [kind]):
            headers = {"Content-Type": "application/json", "Signature": signature(endpoint["secret"], body)}
            headers["Timestamp"] = str(int(moment))
            statuses += [post(endpoint["url"], body, headers) for _ in range(times)]
    return statuses
