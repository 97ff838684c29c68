"""Running the program inside the test process, with a home of its own and no settings from outside."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

import heygen_cli
from heygen_cli.cli import app


@dataclass(frozen=True)
class Answer:
    """What a run of the program left behind."""

    code: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        return json.loads(self.out)["data"]

    @property
    def error(self) -> dict[str, Any]:
        error: dict[str, Any] = json.loads(self.err.splitlines()[-1])["error"]
        return error


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty HEYGEN_HOME and current folder."""
    for name in [name for name in os.environ if name.startswith("HEYGEN_")]:
        monkeypatch.delenv(name)
    for name in ("NO_COLOR", "FORCE_COLOR", "CLICOLOR_FORCE"):
        monkeypatch.delenv(name, raising=False)
    # Processes started here find the package from any folder, installed or not.
    monkeypatch.setenv("PYTHONPATH", str(Path(heygen_cli.__file__).parents[1]))
    folder = tmp_path / "home"
    monkeypatch.setenv("HEYGEN_HOME", str(folder))
    work = tmp_path / "work"
    work.mkdir()
    monkeypatch.chdir(work)
    return folder


@pytest.fixture
def heygen(home: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., Answer]:
    """`heygen("video", "list")` runs that line and says what came of it."""

    def run(*args: str) -> Answer:
        capsys.readouterr()
        code = app.run(args)
        captured = capsys.readouterr()
        return Answer(code, captured.out, captured.err)

    return run
