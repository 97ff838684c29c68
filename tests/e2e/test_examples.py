"""Every example renders, as a draft where time matters."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.e2e.conftest import Program

pytestmark = pytest.mark.slow
EXAMPLES = Path(__file__).parents[2] / "examples"
FLAGS = {".txt": "--script-file", ".yaml": "--storyboard", ".json": "-d"}


@pytest.mark.parametrize("name", sorted(path.name for path in EXAMPLES.iterdir()))
def test_an_example_renders(program: Program, name: str) -> None:
    path = EXAMPLES / name
    target = f"example-{path.stem}.mp4"
    data = program.data("video", "create", FLAGS[path.suffix], str(path), "--quality", "draft", "--output", target)
    assert data["status"] == "completed"
    assert data["duration"] > 5
    assert not [event for event in data["events"] if event["kind"] != "reuse"]
    assert (program.folder / target).is_file()
