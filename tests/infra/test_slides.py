"""PowerPoint and PDF as storyboards, with LibreOffice and without."""

from __future__ import annotations

import shutil
from pathlib import Path

import cv2
import pypdfium2
import pytest
from pptx import Presentation
from pptx.util import Inches

from heygen_cli.domain.errors import InvalidInput
from heygen_cli.domain.panel import Bullets, Picture, Title
from heygen_cli.domain.parse import storyboard_from_mapping
from heygen_cli.domain.storyboard import Storyboard
from heygen_cli.infra.intake import read_storyboard

EXAMPLE = Path(__file__).parents[2] / "examples" / "lesson.pptx"


def board(path: Path, folder: Path) -> tuple[Storyboard, list[str]]:
    document, events = read_storyboard(str(path), lambda: "", folder)
    made = storyboard_from_mapping(document.data, document.marks, path.parent)
    return made, [event.code for event in events]


@pytest.fixture
def without_libreoffice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)


@pytest.mark.usefixtures("without_libreoffice")
def test_slides_are_built_anew_and_that_is_told(tmp_path: Path) -> None:
    made, events = board(EXAMPLE, tmp_path)
    assert events == ["slides_rebuilt"]
    kinds = [type(scene.show) for scene in made.scenes]
    assert kinds == [Bullets, Bullets, Picture, Bullets]  # the hidden one is left out
    lesson = made.scenes[1].show
    assert lesson == Bullets(("Roots take up water", "The stem carries it up", "Leaves let it go"), "Three parts")
    assert [scene.title for scene in made.scenes][1:3] == ["Three parts", "A morning outside"]
    assert made.scenes[0].script.startswith("Welcome to lesson one.")
    picture = made.scenes[2].show
    assert isinstance(picture, Picture)
    assert cv2.imread(str(picture.file)) is not None


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_with_libreoffice_slides_look_as_they_were_made(tmp_path: Path) -> None:
    made, events = board(EXAMPLE, tmp_path)
    assert events == []
    files = [scene.show.file for scene in made.scenes if isinstance(scene.show, Picture)]
    assert len(files) == 4
    assert cv2.imread(str(files[0])).shape[1] == 1920
    stamps = [path.stat().st_mtime_ns for path in files]
    board(EXAMPLE, tmp_path)
    assert [path.stat().st_mtime_ns for path in files] == stamps  # converted once


@pytest.mark.usefixtures("without_libreoffice")
def test_a_slide_without_notes_rests_and_one_without_words_is_a_card(tmp_path: Path) -> None:
    deck = Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[5])
    slide.shapes.title.text = "Pause"
    box = deck.slides.add_slide(deck.slide_layouts[6]).shapes.add_textbox(0, 0, Inches(2), Inches(1))
    box.text_frame.text = "x" * 400
    path = tmp_path / "deck.pptx"
    deck.save(str(path))
    made, _ = board(path, tmp_path)
    assert (made.scenes[0].show, made.scenes[0].duration) == (Title("Pause"), 4.0)
    assert isinstance(made.scenes[1].show, Bullets)
    assert len(made.scenes[1].show.items[0]) == 190


@pytest.mark.parametrize("name", ["deck.pptx", "pages.pdf"])
@pytest.mark.parametrize("content", [b"", b"just words", b"PK\x03\x04" + b"\0" * 200, b"%PDF-1.7\n" + b"\0" * 50])
def test_what_is_no_document_is_refused(tmp_path: Path, name: str, content: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(InvalidInput) as caught:
        board(path, tmp_path / "kept")
    assert name in caught.value.message


def test_a_missing_file_and_a_deck_without_slides(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="Cannot read"):
        board(tmp_path / "gone.pptx", tmp_path)
    path = tmp_path / "empty.pptx"
    Presentation().save(str(path))
    with pytest.raises(InvalidInput, match="no slides"):
        board(path, tmp_path)


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    document = pypdfium2.PdfDocument.new()
    for _ in range(3):
        document.new_page(800, 450)
    path = tmp_path / "talk.pdf"
    document.save(str(path))
    return path


def test_pages_are_shown_while_their_notes_are_spoken(pages: Path, tmp_path: Path) -> None:
    pages.with_suffix(".txt").write_text("One.\n---\n\n---\nThree,\nand the end.")
    made, _ = board(pages, tmp_path / "kept")
    assert [scene.script for scene in made.scenes] == ["One.", "", "Three,\nand the end."]
    assert [scene.duration for scene in made.scenes] == [None, 4.0, None]
    shown = made.scenes[0].show
    assert isinstance(shown, Picture)
    assert cv2.imread(str(shown.file)).shape[:2] == (1080, 1920)


def test_notes_must_be_there_and_agree_with_the_pages(pages: Path, tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="no notes beside"):
        board(pages, tmp_path / "kept")
    pages.with_suffix(".md").write_text("One.\n---\nTwo.")
    with pytest.raises(InvalidInput, match=r"3 pages and talk\.md 2 parts"):
        board(pages, tmp_path / "kept")
