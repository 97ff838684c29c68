"""What a film was made of last time, so that a plan can say what has changed since."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from heygen_cli.studio.graph import Node, Products, ordered

_LONGEST = 40


class History:
    """Remembers the keys of a film's nodes by what they are called."""

    def __init__(self, folder: Path, products: Products) -> None:
        self._folder = folder / "history"
        self._products = products

    def remember(self, target: Node) -> None:
        """Keep what a film was made of."""
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        keys = {_called(node): node.key for node in ordered(target)}
        path = self._path(target)
        # Two processes may end at once; the later one wins as a whole.
        temporary = path.with_suffix(f".{target.key[:12]}")
        temporary.write_text(json.dumps(keys), encoding="utf-8")
        temporary.replace(path)

    def reasons(self, target: Node) -> dict[str, str]:
        """Why each node that is not there must be made, by its key."""
        try:
            before = json.loads(self._path(target).read_text("utf-8"))
        except (FileNotFoundError, ValueError):
            before = {}
        found = {}
        for node in ordered(target):
            if not self._products.has(node):
                found[node.key] = self._reason(node, before.get(_called(node)))
        return found

    def _reason(self, node: Node, before: str | None) -> str:
        record = self._products.record(before) if before else None
        if record is None:
            return "made for the first time"
        if before == node.key:
            return "made before, but no longer kept"
        changes = [] if record["version"] == node.version else ["this version of heygen makes it differently"]
        plain = json.loads(json.dumps(node.params))
        changes += _differing(record.get("params", {}), plain)
        old = record.get("needs", {})
        remade = [need for name, need in node.needs.items() if old.get(name) != need.key]
        changes += [f"{need.kind} of {need.name} changed" if need.kind != "film" else "changed" for need in remade]
        if len(old) != len(node.needs):
            changes.append("it has other parts")
        return ", ".join(changes[:4]) + (" …" if len(changes) > 4 else "") if changes else "not kept any longer"

    def _path(self, target: Node) -> Path:
        return self._folder / f"{hashlib.sha256(_called(target).encode()).hexdigest()[:32]}.json"


def _called(node: Node) -> str:
    return f"{node.kind} {node.name}"


def _differing(old: Any, new: Any, where: str = "") -> Iterator[str]:
    """The names of the parameters that differ, the way a person would point to them."""
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        for name in dict.fromkeys((*old, *new)):
            path = name if where in ("", "shot") else f"{where}.{name}"
            yield from _differing(old.get(name), new.get(name), str(path))
    elif old != new:
        short = [json.dumps(value, ensure_ascii=False) for value in (old, new)]
        told = f" from {short[0]} to {short[1]}" if max(map(len, short)) <= _LONGEST else ""
        yield f"{where} changed{told}"
