"""Logging on stderr, as text or JSON lines, without secrets."""

from __future__ import annotations

import json
import logging
import os
import re
import sys
import time

_SECRET_NAMES = re.compile(r"(KEY|TOKEN|SECRET|PASSWORD)(_|$)")
_HIDDEN = "***"
_PATTERNS = (
    # Headers that carry credentials, in any spelling that a log line or a repr gives them.
    re.compile(r"(?i)((?:x-api-key|authorization)['\"]?\s*[:=,]\s*(?:b?['\"])?(?:bearer\s+|basic\s+)?)[^\s'\",;]+"),
    # Signed links carry their signature in the query.
    re.compile(r"(https?://[^\s'\"?]+\?)[^\s'\"]+"),
)
_SHORTEST_SECRET = 6  # characters; shorter values would blank out ordinary words
# httpx logs whole URLs at INFO.
_CHATTY = ("httpx", "httpcore", "urllib3", "asyncio")


def start(level: str, form: str) -> None:
    """Log everything from ``level`` on to stderr; ``form`` is ``text`` or ``json``."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_Json() if form == "json" else _Text("%(asctime)s %(levelname)-7s %(name)s: %(message)s"))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level.upper())
    for name in _CHATTY:
        logging.getLogger(name).setLevel(level.upper() if level == "debug" else "WARNING")


def redact(text: str) -> str:
    """The text without the values of secret environment variables, credential headers and URL queries."""
    for secret in _secrets():
        text = text.replace(secret, _HIDDEN)
    for pattern in _PATTERNS:
        text = pattern.sub(rf"\g<1>{_HIDDEN}", text)
    return text


def _secrets() -> list[str]:
    found = {
        value
        for name, value in os.environ.items()
        if _SECRET_NAMES.search(name.upper()) and len(value) >= _SHORTEST_SECRET
    }
    return sorted(found, key=len, reverse=True)


class _Text(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        # One record, one line: a newline in a title must not look like another record.
        return redact(super().format(record)).replace("\n", "\n    ")


class _Json(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        moment = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(record.created))
        fields = {
            "time": f"{moment}.{int(record.msecs):03d}Z",
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": redact(record.getMessage()),
            **getattr(record, "fields", {}),
        }
        if record.exc_info:
            fields["error"] = redact(self.formatException(record.exc_info))
        return json.dumps(fields, ensure_ascii=False)
