"""Every example renders as a draft, in all its formats, and passes the check before publishing."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.e2e.conftest import Program

pytestmark = pytest.mark.slow
EXAMPLES = Path(__file__).parents[2] / "examples"
FLAGS = {".txt": "--script-file", ".json": "-d"}
STORYBOARDS = (".yaml", ".md", ".pptx")


@pytest.mark.parametrize("name", sorted(path.name for path in EXAMPLES.iterdir() if path.is_file()))
def test_an_example_renders_and_is_right(program: Program, name: str) -> None:
    path = EXAMPLES / name
    flag, target = FLAGS.get(path.suffix, "--storyboard"), f"example-{path.stem}.mp4"
    made = program.data("video", "create", flag, str(path), "--quality", "draft", "--output", target)
    films = made if isinstance(made, list) else [made]
    for film in films:
        assert film["status"] == "completed"
        assert film["duration"] > 5
        assert {event["code"] for event in film["events"] if event["kind"] != "reuse"} <= {"slides_rebuilt"}
    against = ["--against", str(path), "--quality", "draft"] if path.suffix in STORYBOARDS else []
    checked = program.data("video", "check", films[0]["path"], *against)
    assert checked["ok"], [finding for finding in checked["findings"] if finding["status"] == "fail"]
    for film in films[1:]:
        assert program.data("video", "check", film["path"])["ok"]


@pytest.mark.parametrize("name", sorted(path.name for path in EXAMPLES.iterdir() if path.suffix in STORYBOARDS))
def test_an_example_has_no_errors_to_remark(program: Program, name: str) -> None:
    found = program.data("video", "lint", str(EXAMPLES / name))
    assert [remark for remark in found if remark["severity"] == "error"] == []


def test_the_example_of_a_batch_runs(program: Program) -> None:
    shutil.copytree(EXAMPLES / "people", program.folder / "people")
    made = program.data("batch", "run", "people/videos.yaml")
    assert made["batch"]["done"] == 6
    assert made["reused"] >= 8  # the second part of each shape, for two people of three
    checked = program.data("video", "check", made["items"][0]["path"])
    assert checked["ok"], [finding for finding in checked["findings"] if finding["status"] == "fail"]
