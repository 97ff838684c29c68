"""Planning, previewing, checking and watching storyboards from the command line, with real drawing."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import pytest

from tests.cli.conftest import Answer

Heygen = Callable[..., Answer]

BOARD = """
title: Talk
quality: draft
transition: dissolve
scenes:
  - {title: One, script: Hello there.}
  - {background: "#225588", duration: 0.5, layout: none}
"""


@pytest.fixture
def here(home: Path) -> Path:
    """The current folder, with a home of its own beside it."""
    assert home
    return Path.cwd()


@pytest.fixture
def board(here: Path) -> Path:
    path = here / "talk.yaml"
    path.write_text(BOARD)
    return path


def test_a_plan_says_what_would_be_made_and_after_an_edit_why(heygen: Heygen, board: Path) -> None:
    planned = heygen("video", "plan", str(board)).data
    assert [node["reused"] for node in planned["nodes"]] == [False] * len(planned["nodes"])
    assert planned["duration"] > 1
    assert heygen("video", "render", str(board)).code == 0
    after = heygen("video", "plan", str(board)).data
    assert all(node["reused"] for node in after["nodes"])
    assert (after["work"], after["exact"]) == (0, True)
    made = heygen("video", "list").data[0]
    assert after["duration"] == pytest.approx(made["duration"], abs=0.05)

    board.write_text(BOARD.replace("#225588", "#885522"))
    edited = heygen("video", "plan", str(board), "--why").data["nodes"]
    again = {(node["kind"], node["name"]): node["reason"] for node in edited if not node["reused"]}
    assert set(again) == {("clip", "scene 2"), ("transition", "after scene 1"), ("film", "Talk 16:9")}
    assert 'from "#225588" to "#885522"' in again["clip", "scene 2"]
    assert again["transition", "after scene 1"] == "clip of scene 2 changed"


def test_a_preview_is_a_picture_of_the_scene(heygen: Heygen, board: Path) -> None:
    answer = heygen("video", "preview", str(board), "--scene", "2", "--frame", "0.2")
    picture = cv2.imread(answer.data["path"])
    assert picture.shape == (360, 640, 3)
    # The file is blue, green, red, as OpenCV reads it.
    assert np.abs(picture[100, 100].astype(int) - (0x88, 0x55, 0x22)).max() < 4
    missing = heygen("video", "preview", str(board), "--scene", "9", "-o", "x.png")
    assert (missing.code, missing.error["param"]) == (2, "--scene")


def test_lint_finds_hasty_captions_and_small_pictures(heygen: Heygen, here: Path) -> None:
    cv2.imwrite(str(here / "tiny.png"), np.full((36, 64, 3), 90, np.uint8))
    path = here / "talk.yaml"
    path.write_text(
        "captions: {reading_speed: 6}\nscenes: [{script: Incomprehensibilities notwithstanding., background: tiny.png}]"
    )
    answer = heygen("video", "lint", str(path))
    assert answer.code == 0
    assert {remark["code"] for remark in answer.data} == {"reading_speed", "low_resolution"}
    assert heygen("video", "lint", str(path), "--strict").code == 1


def test_lint_fails_for_a_scene_that_is_too_short_for_its_words(heygen: Heygen, here: Path) -> None:
    path = here / "talk.yaml"
    path.write_text("scenes: [{script: This takes much longer than half a second to say., duration: 0.5}]")
    answer = heygen("video", "lint", str(path))
    assert answer.code == 1
    (remark,) = [remark for remark in answer.data if remark["severity"] == "error"]
    assert "is to last 0.5 s" in remark["message"]
    refused = heygen("video", "render", str(path))
    assert (refused.code, refused.error["param"]) == (2, "duration")


def test_further_formats_become_files_of_their_own(heygen: Heygen, here: Path) -> None:
    path = here / "talk.yaml"
    path.write_text(f'formats: ["9:16"]{BOARD}')
    answer = heygen("video", "render", str(path), "-o", "talk.mp4")
    assert [(Path(made["path"]).name, made["width"], made["height"]) for made in answer.data] == [
        ("talk.mp4", 640, 360),
        ("talk-9x16.mp4", 360, 640),
    ]


def test_the_schema_is_printed_for_editors(heygen: Heygen) -> None:
    schema = json.loads(heygen("video", "create", "--storyboard-schema").out)
    assert schema["properties"]["scenes"]


def test_watching_renders_again_when_the_file_is_saved(board: Path) -> None:
    line = [sys.executable, "-m", "heygen_cli", "video", "watch", str(board), "-o", str(board.parent / "out.mp4")]
    with subprocess.Popen(line, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr
        assert process.stdout
        try:
            first = json.loads(process.stdout.readline())["data"]
            board.write_text(BOARD.replace("0.5", "1.5"))
            second = json.loads(process.stdout.readline())["data"]
            assert second["duration"] == pytest.approx(first["duration"] + 1)
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(timeout=20)
    assert process.returncode == 130
