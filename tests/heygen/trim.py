"""Makes ``operations.json`` of the vendor's reference: the facts without the prose, a line for each operation.

``python -m tests.heygen.trim heygen-v3.json`` is run again when the reference changes.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

TARGET = Path(__file__).with_name("operations.json")
# What a variant of a union calls itself stands in the prose of the property that tells the variants apart.
_SAID = re.compile(r"(?:Must be|Always) '(\w+)'")
# The variants of an input file are told apart by what they need.
_NEEDED = {"url": "url", "asset_id": "asset_id", "data": "base64"}


def trimmed(schema: Any) -> Any:
    """The same schema as plain JSON Schema: no prose, null as a type, the variants of a union named by a constant."""
    if not isinstance(schema, dict):
        return schema
    found: dict[str, Any] = {}
    if "type" in schema:
        found["type"] = [schema["type"], "null"] if schema.get("nullable") else schema["type"]
    if "enum" in schema:
        found["enum"] = [*schema["enum"], None] if schema.get("nullable") else schema["enum"]
    if schema.get("required"):
        found["required"] = schema["required"]
    if "properties" in schema:
        found["properties"] = {name: trimmed(part) for name, part in schema["properties"].items()}
    if "items" in schema:
        found["items"] = trimmed(schema["items"])
    if "oneOf" in schema:
        variants = [_named(variant, schema.get("discriminator")) for variant in schema["oneOf"]]
        found["oneOf"] = [*variants, {"type": "null"}] if schema.get("nullable") else variants
    return found


def _named(variant: dict[str, Any], discriminator: dict[str, Any] | None) -> dict[str, Any]:
    found: dict[str, Any] = trimmed(variant)
    if not discriminator:
        return found
    teller = discriminator["propertyName"]
    said = _SAID.search(variant["properties"][teller].get("description", ""))
    name = said[1] if said else next(_NEEDED[need] for need in variant["required"] if need in _NEEDED)
    assert name in discriminator["mapping"], (name, discriminator)
    found["properties"][teller] = {"const": name}
    found["required"] = sorted({*found.get("required", ()), teller})
    return found


def main(source: str) -> None:
    operations = json.loads(Path(source).read_text(encoding="utf-8"))["operations"]
    for operation in operations:
        for part in ("request_schema", "response_schema"):
            operation[part] = trimmed(operation[part])
    lines = ",\n".join(json.dumps(operation, separators=(",", ":")) for operation in operations)
    TARGET.write_text(f"[\n{lines}\n]\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
