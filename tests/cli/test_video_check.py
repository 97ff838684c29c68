"""``heygen video check`` on films of our own: right ones pass, and a wrong one fails with its exit code."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.cli.conftest import Answer

Heygen = Callable[..., Answer]
BOARD = """
title: Talk
transition: dissolve
captions: sidecar
scenes:
  - {title: One, script: "Hello there, and welcome to the show."}
  - {title: Two, show: {title: A card that stands}, duration: 3}
"""


@pytest.fixture
def film(heygen: Heygen, home: Path) -> Path:
    assert home
    Path("talk.yaml").write_text(BOARD)
    made = heygen("video", "render", "talk.yaml", "--quality", "draft", "-o", "talk.mp4")
    assert made.code == 0, made.err
    return Path(made.data["path"])


def test_a_film_of_ours_passes_alone_and_against_its_storyboard(heygen: Heygen, film: Path) -> None:
    alone = heygen("video", "check", str(film))
    assert (alone.code, alone.data["ok"]) == (0, True), alone.out
    held = heygen("video", "check", str(film), "--against", "talk.yaml", "--quality", "draft")
    assert (held.code, held.data["ok"]) == (0, True), held.out
    names = {finding["check"] for finding in held.data["findings"]}
    assert {"duration", "chapters", "loudness", "sync", "captions .srt words", "captions .vtt order"} <= names
    by_id = heygen("video", "check", heygen("video", "list").data[0]["id"])
    assert by_id.data["ok"]


def test_a_film_of_another_storyboard_fails(heygen: Heygen, film: Path) -> None:
    Path("other.yaml").write_text(BOARD.replace("One", "First").replace("duration: 3", "duration: 9"))
    answer = heygen(
        "video", "check", str(film), "--against", "other.yaml", "--quality", "draft", "--junit", "report.xml"
    )
    assert answer.code == 1
    assert [item["check"] for item in answer.data["findings"] if item["status"] == "fail"] == ["duration", "chapters"]
    suite = ElementTree.parse("report.xml").getroot()
    assert (suite.get("failures"), len(suite)) == ("2", len(answer.data["findings"]))
    assert "1 of" not in answer.out


def test_a_person_sees_what_is_wrong_first(heygen: Heygen, film: Path) -> None:
    shown = heygen("video", "check", str(film), "--profile", "broadcast", "--human")
    assert shown.code == 1
    lines = shown.out.splitlines()
    assert "✗" in next(line for line in lines if "✗" in line or "✓" in line)
    assert "checks failed" in shown.err


def test_what_is_not_there_is_told(heygen: Heygen, home: Path) -> None:
    assert home
    missing = heygen("video", "check", "nothing.mp4")
    assert (missing.code, missing.error["code"]) == (1, "not_found")
    Path("words.mp4").write_text("words")
    refused = heygen("video", "check", "words.mp4")
    assert refused.code == 2
