"""What a look at a storyboard, before it is rendered, finds to be wrong or unwise."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Literal

Severity = Literal["error", "warning"]


@dataclass(frozen=True)
class Remark:
    """An ``error`` stops a render or spoils the film, a ``warning`` may be meant so; ``code`` is stable."""

    severity: Severity
    code: str
    where: str
    message: str
    hint: str | None = None

    def to_json(self) -> dict[str, Any]:
        """The remark as plain JSON data."""
        return asdict(self)
