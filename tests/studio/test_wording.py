"""Letters and fonts that are not there are told before anything is rendered, and refused under --strict."""

from __future__ import annotations

from pathlib import Path

import pytest

from heygen_cli.domain.brand import Brand
from heygen_cli.domain.overlay import Label, LowerThird, Overlay
from heygen_cli.domain.panel import Bullets, Chart, Code, Panel, Quote, Title
from heygen_cli.domain.storyboard import Scene
from heygen_cli.studio.wording import remarks

STRANGE = "\U00012000"  # a cuneiform sign


@pytest.mark.parametrize("panel", [Title(STRANGE), Quote("x", STRANGE), Bullets(("x", STRANGE))])
def test_letters_that_no_font_has_are_told(panel: Panel) -> None:
    (event,) = remarks(Scene(show=panel), Brand())
    assert (event.kind, event.code) == ("fallback", "font_missing")
    assert "titles and labels" in event.message


def test_labels_of_charts_and_programs_in_files_are_looked_at(tmp_path: Path) -> None:
    file = tmp_path / "numbers.csv"
    file.write_text(f"month,sold\n{STRANGE},3\n", encoding="utf-8")
    for panel in (Chart(file), Code(file=file)):
        assert [event.code for event in remarks(Scene(show=panel), Brand())] == ["font_missing"]
    assert remarks(Scene(show=Chart(tmp_path / "gone.csv")), Brand()) == []


def test_overlays_are_looked_at_too() -> None:
    scene = Scene("Hello", overlays=(Overlay(LowerThird("Ada", STRANGE)), Overlay(Label("x"))))
    assert [event.code for event in remarks(scene, Brand())] == ["font_missing"]


def test_a_font_that_is_not_here_is_told_once() -> None:
    brand = Brand(font="No Such Font", heading_font="No Such Font")
    assert [event.code for event in remarks(Scene(show=Title("Hello")), brand)] == ["font_unknown"]
    assert remarks(Scene("Only spoken"), brand) == []


def test_ordinary_words_need_nothing() -> None:
    assert remarks(Scene(show=Title("Hello", "naïve façades — “quotes”")), Brand(heading_font="monospace")) == []
