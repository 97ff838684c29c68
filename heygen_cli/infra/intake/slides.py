"""PowerPoint slides as a storyboard: their notes are spoken while they are shown.

Where LibreOffice is installed they look exactly as they were made; elsewhere they are built anew from what they hold.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from heygen_cli.domain.errors import InvalidInput
from heygen_cli.domain.event import Event
from heygen_cli.domain.fields import Marks
from heygen_cli.infra.documents import Document
from heygen_cli.infra.intake.pages import SILENT, kept, missing, page_pictures, slide_scenes, whole

if TYPE_CHECKING:
    from pptx.slide import Slide

_PATIENCE = 180  # seconds for LibreOffice
_ITEMS, _ITEM = 9, 190
_HIDDEN = "0"

REBUILT = Event(
    "fallback",
    "slides_rebuilt",
    "Slides are built anew from their words and pictures, and look different from the originals",
    hint="install LibreOffice (apt-get install libreoffice-impress), or export a PDF",
)


def read_slides(path: Path, folder: Path) -> tuple[Document, list[Event]]:
    """A presentation as a storyboard, and what the user should know about it; pictures go into ``folder``.

    Raises:
        InvalidInput: When it cannot be read, or has no slides that are shown.
    """
    home = kept(path, folder)
    slides = [slide for slide in _opened(path) if slide.element.get("show", "1") != _HIDDEN]
    if not slides:
        raise InvalidInput(f"{path.name} has no slides to show", param="--storyboard")
    words = [_notes(slide) for slide in slides]
    pictures = sorted(home.glob("page-*.png"))
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program and len(pictures) != len(slides):
        pictures = _as_made(program, path, home)
    if len(pictures) == len(slides):
        return _document(path, slide_scenes(pictures, words)), []
    scenes = [
        _content(slide, home, number) | ({"script": said} if said else {"duration": SILENT})
        for number, (slide, said) in enumerate(zip(slides, words, strict=True), 1)
    ]
    return _document(path, scenes), [REBUILT]


def _document(path: Path, scenes: list[dict[str, Any]]) -> Document:
    return Document(whole(path, scenes), Marks(path.name))


def _opened(path: Path) -> list[Slide]:
    try:
        from pptx import Presentation
    except ModuleNotFoundError as problem:
        raise missing("Slides") from problem
    try:
        return list(Presentation(str(path)).slides)
    except Exception as problem:  # the package raises whatever its XML and ZIP readers do
        raise InvalidInput(
            f"{path.name} is not a presentation, or it is damaged", param="--storyboard", hint="save it as .pptx again"
        ) from problem


def _notes(slide: Slide) -> str:
    if not slide.has_notes_slide or slide.notes_slide.notes_text_frame is None:
        return ""
    return slide.notes_slide.notes_text_frame.text.replace("\v", "\n").strip()


def _content(slide: Slide, home: Path, number: int) -> dict[str, Any]:
    """What a slide holds: its largest picture, its bullets, or its title as a card."""
    title = slide.shapes.title.text_frame.text.strip() if slide.shapes.title is not None else ""
    picture = max(
        (shape for shape in slide.shapes if hasattr(shape, "image")),
        key=lambda shape: shape.width * shape.height,
        default=None,
    )
    named = {"title": title[:190]} if title else {}
    if picture is not None:
        file = home / f"slide-{number:03}.{picture.image.ext}"
        file.write_bytes(picture.image.blob)
        return {**named, "show": {"image": {"file": str(file), "fit": "contain"}}}
    items = list(_items(slide))
    if items:
        heading = {"heading": title[:110]} if title else {}
        return {**named, "show": {"list": {**heading, "items": items[:_ITEMS]}}}
    return {**named, "show": {"title": title[:190] or f"{number}"}}


def _items(slide: Slide) -> Iterator[str]:
    from pptx.shapes.autoshape import Shape

    for shape in slide.shapes:
        if isinstance(shape, Shape) and shape != slide.shapes.title:
            for paragraph in shape.text_frame.paragraphs:
                text = paragraph.text.replace("\v", " ").strip()
                if text:
                    yield text if len(text) <= _ITEM else text[: _ITEM - 1] + "…"


def _as_made(program: str, path: Path, home: Path) -> list[Path]:
    """The slides as LibreOffice prints them; in a profile of its own, so that an open window does not matter."""
    with tempfile.TemporaryDirectory(prefix="heygen-") as name:
        profile = f"-env:UserInstallation={(Path(name) / 'profile').as_uri()}"
        line = [program, profile, "--headless", "--convert-to", "pdf", "--outdir", name, str(path.absolute())]
        try:
            subprocess.run(line, check=True, capture_output=True, stdin=subprocess.DEVNULL, timeout=_PATIENCE)
            return page_pictures(Path(name) / f"{path.stem}.pdf", home)
        except (subprocess.SubprocessError, OSError) as problem:
            raise InvalidInput(f"LibreOffice cannot read {path.name}", param="--storyboard") from problem
