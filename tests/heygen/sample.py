"""Values that fit a schema: full of everything the schema names, the same each time."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

NOON = 1_790_000_000
ISO_NOON = "2026-09-21T13:33:20Z"


def sample(schema: Mapping[str, Any], name: str = "value", site: str = "https://files.example.com") -> Any:
    """A value of this schema; ``name`` colours texts, links lead to ``site``."""
    if "const" in schema:
        return schema["const"]
    if "oneOf" in schema:
        return sample(schema["oneOf"][0], name, site)
    if schema.get("enum"):
        return schema["enum"][0]
    kind = schema.get("type", "object")
    kind = kind[0] if isinstance(kind, list) else kind
    if kind == "object":
        return {key: sample(part, key, site) for key, part in schema.get("properties", {}).items()}
    if kind == "array":
        return [sample(schema.get("items", {"type": "string"}), name.removesuffix("s"), site)]
    numbers = {"integer": NOON if name.endswith("_at") else 1, "number": 1.5, "boolean": True}
    return numbers[kind] if kind in numbers else _text(name, site)


def _text(name: str, site: str) -> str:
    if name == "url" or name.endswith("_url"):
        return f"{site}/files/samples/{name}"
    if name.endswith("_at"):
        return ISO_NOON
    return {"data": "aGVsbG8=", "media_type": "image/png", "checksum_sha256": "ab" * 32}.get(
        name, f"some {name}".replace("_", " ")
    )


def laid_over(value: Any, fields: Mapping[str, Any]) -> Any:
    """A sample with known fields in place of invented ones; what the sample lacks stays out."""
    if not isinstance(value, dict):
        return value
    return {key: _chosen(old, fields[key]) if key in fields else old for key, old in value.items()}


def _chosen(old: Any, new: Any) -> Any:
    if isinstance(old, dict) and old and isinstance(new, Mapping):
        return laid_over(old, new)
    # A request's field may have the name of an answer's and another shape.
    return old if isinstance(old, (dict, list)) and new is not None and type(new) is not type(old) else new
