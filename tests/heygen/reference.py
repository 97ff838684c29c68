"""What the vendor's reference says about each operation, and whether a request keeps to it."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import best_match

_DATA = Path(__file__).with_name("operations.json")
_KEY = re.compile(r"[A-Za-z0-9_\-:.]{1,255}")
_FOREIGN = re.compile(r"'(\w+)' (?:was|were) unexpected")


class Refused(Exception):
    """An answer other than 2xx, in HeyGen's envelope."""

    def __init__(self, status: int, code: str, message: str, param: str | None = None, **headers: str) -> None:
        super().__init__(message)
        self.status, self.headers = status, {name.replace("_", "-"): value for name, value in headers.items()}
        self.error = {
            "code": code,
            "message": message,
            **({"param": param} if param else {}),
            "doc_url": f"https://developers.heygen.com/docs/error-codes#{code.replace('_', '-')}",
        }


@dataclass(frozen=True)
class Operation:
    """One of the API's operations."""

    command: str
    method: str
    path: str
    args: tuple[Mapping[str, str], ...]
    flags: tuple[Mapping[str, Any], ...]
    body: str | None
    paginated: bool
    destructive: bool
    request_schema: Mapping[str, Any] | None
    response_schema: Mapping[str, Any] | None

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        return re.compile(re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", self.path))

    @cached_property
    def query(self) -> dict[str, Mapping[str, Any]]:
        """The query's parameters by name."""
        return {flag["field"]: flag for flag in self.flags if flag["in"] == "query"}

    @cached_property
    def _validator(self) -> Draft202012Validator:
        return Draft202012Validator(closed(self.request_schema or {}))

    @cached_property
    def answers(self) -> Draft202012Validator:
        """Validates answers."""
        return Draft202012Validator(closed(self.response_schema or {}))

    def check_query(self, query: Mapping[str, list[str]]) -> None:
        """Raises Refused for what the reference does not know or allow."""
        for name, values in query.items():
            if name not in self.query:
                raise _wrong(f"Unknown query parameter {name!r}", name)
            for value in values:
                _check(self.query[name], value)
        for name, flag in self.query.items():
            if flag["required"] and not query.get(name):
                raise _wrong(f"Query parameter {name!r} is required", name)

    def check_body(self, body: Any) -> None:
        """Raises Refused when a JSON body does not fit the schema; unknown fields do not."""
        if self.request_schema is None:
            if body not in (None, {}):
                raise _wrong("This operation takes no body", None)
            return
        fault = best_match(self._validator.iter_errors({} if body is None else body))
        if fault is None:
            return
        foreign = _FOREIGN.search(fault.message)
        missing = re.match(r"'(\w+)' is a required property", fault.message)
        last = [found[1] for found in (foreign, missing) if found]
        raise _wrong(fault.message, ".".join(str(part) for part in [*fault.absolute_path, *last]) or None)


def check_key(key: str | None) -> None:
    """Raises Refused for an Idempotency-Key that HeyGen would not take."""
    if key is not None and not _KEY.fullmatch(key):
        raise _wrong("Idempotency-Key must be 1 to 255 of A-Z a-z 0-9 _ - : .", "Idempotency-Key")


@cache
def operations() -> tuple[Operation, ...]:
    """All of them, in the reference's order."""
    found = json.loads(_DATA.read_text(encoding="utf-8"))
    return tuple(Operation(**{**each, "args": tuple(each["args"]), "flags": tuple(each["flags"])}) for each in found)


def find(method: str, path: str) -> tuple[Operation, dict[str, str]]:
    """The operation of a request and the values in its path; raises Refused where there is none."""
    matches = [(each, match) for each in operations() if (match := each.pattern.fullmatch(path))]
    if not matches:
        raise Refused(404, "not_found", f"No route {path}")
    allowed = [pair for pair in matches if pair[0].method == method]
    if not allowed:
        raise Refused(405, "method_not_allowed", f"{method} is not possible for {path}")
    # /v3/videos/statuses is not the video "statuses".
    operation, match = min(allowed, key=lambda pair: pair[0].path.count("{"))
    return operation, match.groupdict()


def closed(schema: Any) -> Any:
    """The schema with every described object closed to other fields."""
    if not isinstance(schema, Mapping):
        return schema
    found = {key: value for key, value in schema.items() if key not in ("properties", "items", "oneOf")}
    if schema.get("properties"):
        found["properties"] = {name: closed(part) for name, part in schema["properties"].items()}
        found["additionalProperties"] = False
    if "items" in schema:
        found["items"] = closed(schema["items"])
    if "oneOf" in schema:
        found["oneOf"] = [closed(part) for part in schema["oneOf"]]
    return found


def _check(flag: Mapping[str, Any], value: str) -> None:
    name = flag["field"]
    if flag["enum"] and value not in flag["enum"]:
        raise _wrong(f"{name} must be one of {', '.join(flag['enum'])}", name)
    if flag["type"] == "int" and not re.fullmatch(r"-?\d+", value):
        raise _wrong(f"{name} must be a whole number", name)
    if flag["type"] == "float64" and not re.fullmatch(r"-?\d+(\.\d+)?", value):
        raise _wrong(f"{name} must be a number", name)
    if name == "limit" and not 1 <= int(value) <= 100:
        raise _wrong("limit must be from 1 to 100", name)


def _wrong(message: str, param: str | None) -> Refused:
    return Refused(400, "invalid_parameter", message, param)
