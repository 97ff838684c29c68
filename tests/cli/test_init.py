"""Every starter project is valid, and none replaces what is there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from heygen_cli.services.project import ABOUT
from tests.cli.conftest import Answer

Heygen = Callable[..., Answer]


@pytest.mark.parametrize("template", [name for name in ABOUT if name != "batch"])
def test_a_starter_project_can_be_planned_and_has_nothing_to_remark(heygen: Heygen, template: str) -> None:
    made = heygen("init", "talk", "--template", template)
    assert made.code == 0, made.err
    board = Path("talk") / made.data["files"][0]
    planned = heygen("video", "plan", str(board))
    assert planned.code == 0, planned.err
    assert planned.data["duration"] > 5
    checked = heygen("video", "lint", str(board))
    assert (checked.code, [remark for remark in checked.data if remark["severity"] == "error"]) == (0, [])


def test_a_starter_batch_is_valid(heygen: Heygen) -> None:
    made = heygen("init", "many", "--template", "batch")
    planned = heygen("batch", "plan", str(Path("many") / made.data["files"][0]))
    assert planned.code == 0, planned.err
    assert len(planned.data) == 3
    assert all(row["duration"] > 3 for row in planned.data)


def test_nothing_is_replaced_and_nothing_half_written(heygen: Heygen, home: Path) -> None:
    assert home
    Path("talk").mkdir()
    Path("talk/numbers.csv").write_text("mine")
    refused = heygen("init", "talk", "--template", "report")
    assert (refused.code, refused.error["code"]) == (1, "file_exists")
    assert [path.name for path in Path("talk").iterdir()] == ["numbers.csv"]


def test_templates_are_listed_and_wrong_names_corrected(heygen: Heygen) -> None:
    assert [item["name"] for item in heygen("init", "--list").data] == list(ABOUT)
    refused = heygen("init", "talk", "--template", "lanch")
    assert (refused.code, refused.error["hint"]) == (2, 'did you mean "launch"?')
    assert not Path("talk").exists()
