"""Checking whether this machine can do the work."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Protocol

from heygen_cli.domain.errors import HeygenError


class Outcome(Protocol):
    """What looking found. The status is ``ok``, ``warn``, or ``fail``: no video can be made."""

    @property
    def status(self) -> str:
        """How bad it is."""
        ...

    @property
    def detail(self) -> str:
        """What is there."""
        ...

    @property
    def fix(self) -> str | None:
        """What to do about it."""
        ...


@dataclass(frozen=True)
class Finding:
    """The outcome of one check, under the check's name."""

    name: str
    status: str
    detail: str
    fix: str | None = None

    def to_json(self) -> dict[str, Any]:
        """The finding as JSON data."""
        return asdict(self)


@dataclass(frozen=True)
class Check:
    """One thing to look at, under the name it is shown by."""

    name: str
    look: Callable[[], Outcome]


class Doctor:
    """Runs the checks it was given. One that breaks is itself a finding, and never hides the others."""

    def __init__(self, checks: Sequence[Check]) -> None:
        self._checks = checks

    def examine(self) -> list[Finding]:
        """Look at everything."""
        return [_look(check) for check in self._checks]


def _look(check: Check) -> Finding:
    try:
        outcome = check.look()
        return Finding(check.name, outcome.status, outcome.detail, outcome.fix)
    except HeygenError as problem:
        return Finding(check.name, "fail", problem.message, problem.hint)
    except Exception as problem:  # noqa: BLE001 - whatever is wrong here is exactly what was asked about
        return Finding(check.name, "fail", f"{type(problem).__name__}: {problem}", "reinstall heygen-cli")
