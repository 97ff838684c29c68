"""One real film, made once by the real command in an empty home, for every test that looks at a film."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

SCRIPT = (
    "Hello and welcome. My name is Mira, and my lips move with every word. "
    "Peter bought a bamboo umbrella, but Emma opened it. Thank you for watching!"
)


@dataclass
class Program:
    """The program as a user of one home folder runs it."""

    home: Path
    folder: Path

    def run(self, *args: str, **options: Any) -> subprocess.CompletedProcess[str]:
        """Run one command line to its end."""
        return subprocess.run(self.command(*args), capture_output=True, text=True, **self.place(), **options)

    def data(self, *args: str) -> Any:
        """What a command that succeeds prints under ``data``."""
        done = self.run(*args)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)["data"]

    def command(self, *args: str) -> list[str]:
        return [sys.executable, "-m", "heygen_cli", *args]

    def place(self) -> dict[str, Any]:
        """Where it runs: its own home, its own folder, nothing inherited that steers it."""
        steering = ("HEYGEN_", "GITHUB_", "COVERAGE_")  # counting lines makes films take half as long again
        kept = {key: value for key, value in os.environ.items() if not key.startswith(steering)}
        return {"cwd": self.folder, "env": {**kept, "HEYGEN_HOME": str(self.home)}}


@pytest.fixture(scope="session")
def program(tmp_path_factory: pytest.TempPathFactory) -> Program:
    """A program with a home of its own, shared by the session."""
    folder = tmp_path_factory.mktemp("work")
    return Program(tmp_path_factory.mktemp("home"), folder)


@dataclass
class Made:
    """A finished film: what the command answered, and the speech it was made from."""

    data: dict[str, Any]
    path: Path
    speech: dict[str, Any]
    seconds: float


@pytest.fixture(scope="session")
def film(program: Program) -> Made:
    """The film of SCRIPT at 720p with burned captions off, so that the face is all that moves."""
    data = program.data(
        "video", "create", SCRIPT, "--title", "First film", "--resolution", "720p", "--captions", "sidecar"
    )
    tracks = [json.loads(path.read_text("utf-8")) for path in program.home.rglob("speech.json")]
    speech = next(track for track in tracks if [token["text"] for token in track["tokens"]] == SCRIPT.split())
    return Made(data, Path(data["path"]), speech, data["duration"])
