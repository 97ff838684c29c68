"""Storyboards before they are videos: planned, checked and previewed in every format, and nothing else written."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from heygen_cli.domain.errors import FileExists, InvalidInput
from heygen_cli.domain.storyboard import Output, Scene, Storyboard
from heygen_cli.services.storyboard import StoryboardService
from tests.fakes import FakeProgress, FakeRenderer

HELLO = Storyboard("Hello", (Scene("Hello, world."),))


@pytest.fixture
def renderer(tmp_path: Path) -> FakeRenderer:
    return FakeRenderer(tmp_path / "products")


@pytest.fixture
def storyboards(renderer: FakeRenderer) -> StoryboardService:
    return StoryboardService(renderer=lambda: renderer)


def test_a_plan_covers_every_format(storyboards: StoryboardService, tmp_path: Path) -> None:
    plans = storyboards.plan(replace(HELLO, formats=(Output("9:16"), Output("1:1"))))
    assert [[node.kind for node in plan.nodes] for plan in plans] == [["film"]] * 3
    assert list(tmp_path.iterdir()) == []


def test_a_bad_storyboard_is_refused_before_it_is_planned(storyboards: StoryboardService) -> None:
    with pytest.raises(InvalidInput, match="no avatar"):
        storyboards.plan(replace(HELLO, avatar="nobody"))


def test_a_remark_that_holds_in_every_format_is_made_once(storyboards: StoryboardService) -> None:
    board = replace(HELLO, title="Hi", formats=(Output("9:16"),))
    assert [remark.code for remark in storyboards.lint(board, progress=FakeProgress())] == ["title"]
    assert storyboards.lint(HELLO, progress=FakeProgress()) == []


def test_a_preview_never_replaces_a_file_unasked(storyboards: StoryboardService, tmp_path: Path) -> None:
    def preview(scene: int, *, overwrite: bool = False) -> Path:
        return storyboards.preview(
            HELLO, tmp_path / "a.png", scene=scene, seconds=1.0, progress=FakeProgress(), overwrite=overwrite
        )

    assert preview(1).read_bytes() == b"PNG"
    with pytest.raises(FileExists):
        preview(1)
    with pytest.raises(InvalidInput, match="no such scene"):
        preview(2, overwrite=True)
    assert [path.name for path in tmp_path.iterdir()] == ["a.png"]
