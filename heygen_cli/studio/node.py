"""A node of the build graph: one thing to make, named by the hash of all it depends on."""

from __future__ import annotations

import functools
import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from heygen_cli.ports import Progress

Make = Callable[[Path, "Inputs", Progress], None]
Inputs = Mapping[str, Path]


@dataclass(frozen=True)
class Node:
    """One thing to make. ``make`` writes files into the empty folder it is given.

    ``params`` is plain JSON data; ``needs`` maps a name of the maker's choice to another node, whose product folder
    reaches the maker under that name. ``version`` is raised by hand whenever the maker's result changes. A node that
    works mostly in another process is made ``aside``, while the ones after it are made here.
    """

    kind: str
    name: str
    version: int
    params: Mapping[str, Any]
    make: Make
    needs: Mapping[str, Node] = field(default_factory=dict)
    aside: bool = False

    @functools.cached_property
    def key(self) -> str:
        """SHA-256 of the declared inputs, as hex."""
        declared = {
            "kind": self.kind,
            "version": self.version,
            "params": self.params,
            "needs": {name: node.key for name, node in self.needs.items()},
        }
        text = json.dumps(declared, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()
