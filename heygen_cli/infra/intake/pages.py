"""PDF pages as pictures, and a storyboard of a PDF with a file of notes."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from heygen_cli.domain.errors import EngineMissing, InvalidInput
from heygen_cli.domain.fields import Marks
from heygen_cli.infra.documents import Document

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

LIMIT = 200_000_000  # bytes of a file
PAGES = 300
# Pages are drawn this many pixels wide at most, whatever size they have on paper.
_WIDTH, _HEIGHT = 1920, 1920
_PARTS = re.compile(r"^(?:---+|\f)\s*$|\f", re.MULTILINE)
NOTES = (".txt", ".md")
SILENT = 4.0


def read_pages(path: Path, folder: Path) -> Document:
    """A PDF as a storyboard: each page is shown while its part of the notes is spoken.

    The notes lie beside it under the same name, ending in .txt or .md, their parts divided by lines of three dashes.
    Pictures of the pages go into ``folder``. Raises InvalidInput.
    """
    pictures = page_pictures(path, kept(path, folder))
    notes = next((beside for suffix in NOTES if (beside := path.with_suffix(suffix)).is_file()), None)
    if notes is None:
        raise InvalidInput(
            f"There are no notes beside {path.name}",
            param="--storyboard",
            hint=f"write {path.stem}.txt: what is said on each page, parted by lines of three dashes",
        )
    parts = [part.strip() for part in _PARTS.split(notes.read_text("utf-8-sig", errors="replace"))]
    if len(parts) != len(pictures):
        raise InvalidInput(
            f"{path.name} has {len(pictures)} pages and {notes.name} {len(parts)} parts",
            param="--storyboard",
            hint="a page with nothing to say needs an empty part",
        )
    return Document(whole(path, slide_scenes(pictures, parts)), Marks(path.name))


def slide_scenes(pictures: Sequence[Path], words: Sequence[str]) -> list[dict[str, Any]]:
    """Scenes that show a picture each, and speak its words or rest for a moment."""
    scenes = []
    for picture, said in zip(pictures, words, strict=True):
        scene: dict[str, Any] = {"show": {"image": {"file": str(picture), "fit": "contain"}}}
        scenes.append(scene | ({"script": said} if said else {"duration": SILENT}))
    return scenes


def whole(path: Path, scenes: list[dict[str, Any]]) -> dict[str, Any]:
    """The storyboard of slides or pages; most of these are white, on which plain captions are hard to read."""
    return {"title": path.stem.replace("_", " "), "captions": {"style": "boxed"}, "scenes": scenes}


def page_pictures(path: Path, home: Path) -> list[Path]:
    """A picture of every page in ``home``; those that are there already are not drawn again."""
    document = _opened(path.read_bytes(), path)
    try:
        count = len(document)
        if not 1 <= count <= PAGES:
            raise InvalidInput(f"{path.name} has {count} pages; 1 to {PAGES} can be shown", param="--storyboard")
        pictures = [home / f"page-{number:03}.png" for number in range(1, count + 1)]
        for number, picture in enumerate(pictures):
            if not picture.is_file():
                _draw(document, number, picture)
    finally:
        document.close()
    return pictures


def kept(path: Path, folder: Path) -> Path:
    """Where the pictures of a file are kept: a folder named by what the file holds. Raises InvalidInput."""
    try:
        if path.stat().st_size > LIMIT:
            raise InvalidInput(f"{path.name} is larger than {LIMIT // 1_000_000} MB", param="--storyboard")
        home = folder / hashlib.sha256(path.read_bytes()).hexdigest()[:32]
    except OSError as problem:
        raise InvalidInput(f"Cannot read {path}: {problem.strerror}", param="--storyboard") from problem
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    return home


def _opened(data: bytes, path: Path) -> PdfDocument:
    try:
        import pypdfium2
    except ModuleNotFoundError as problem:
        raise missing("PDF pages") from problem
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as problem:
        locked = "password" in str(problem).lower()
        raise InvalidInput(
            f"{path.name} is locked with a password" if locked else f"{path.name} is not a PDF, or it is damaged",
            param="--storyboard",
            hint="save it without one" if locked else "open it in a viewer to see whether it is whole",
        ) from problem


def _draw(document: PdfDocument, number: int, picture: Path) -> None:
    import cv2

    page = document[number]
    width, height = page.get_size()
    scale = min(_WIDTH / max(width, 1), _HEIGHT / max(height, 1))
    pixels = page.render(scale=scale).to_numpy()
    part = picture.with_suffix(f".{os.getpid()}.png")
    part.write_bytes(cv2.imencode(".png", pixels[..., :3])[1].tobytes())
    part.replace(picture)


def missing(what: str) -> EngineMissing:
    """The error for a package that only slides need."""
    return EngineMissing(f"{what} need packages that are not installed", hint="pip install 'heygen-cli[slides]'")
