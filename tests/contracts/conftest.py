"""The program against the stand-in for HeyGen."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from _pytest.terminal import TerminalReporter

from tests.cli.conftest import heygen, home
from tests.heygen.fake import KEY, FakeHeyGen, serve

__all__ = ["heygen", "home"]


@pytest.fixture
def cloud(home: object, monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeHeyGen]:
    """A fake that the program takes for HeyGen."""
    with serve() as fake:
        monkeypatch.setenv("HEYGEN_PROVIDER", "heygen")
        monkeypatch.setenv("HEYGEN_API_BASE", fake.url)
        monkeypatch.setenv("HEYGEN_API_KEY", KEY)
        yield fake


def pytest_terminal_summary(terminalreporter: TerminalReporter) -> None:
    """How many of HeyGen's operations our commands ask for as the reference has them; with -v, which."""
    outcome: dict[str, str] = {}
    for state in ("passed", "failed", "error"):
        for report in terminalreporter.stats.get(state, []):
            told = dict(getattr(report, "user_properties", ()))
            if "operation" in told:
                outcome[told["operation"]] = state
    if not outcome:
        return
    right = sum(state == "passed" for state in outcome.values())
    terminalreporter.write_sep("=", f"HeyGen's operations: {right} of {len(outcome)}")
    if terminalreporter.verbosity > 0:
        for operation, state in sorted(outcome.items()):
            terminalreporter.write_line(f"{state:7} {operation}")
