"""Documents of any kind as storyboards: YAML and JSON as they are, Markdown, slides and PDF pages translated."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from heygen_cli.domain.event import Event
from heygen_cli.infra.documents import Document, read_document

MARKDOWN, SLIDES, PAGES = (".md", ".markdown"), (".pptx",), (".pdf",)


def read_storyboard(name: str, read_text: Callable[[], str], folder: Path) -> tuple[Document, list[Event]]:
    """The document a name stands for, and what the user should know about it.

    ``read_text`` reads it where it is text; pictures of slides and pages are kept in ``folder``. Raises InvalidInput.
    """
    suffix = Path(name).suffix.lower()
    if suffix in SLIDES:
        from heygen_cli.infra.intake.slides import read_slides

        return read_slides(Path(name), folder)
    if suffix in PAGES:
        from heygen_cli.infra.intake.pages import read_pages

        return read_pages(Path(name), folder), []
    text, place = read_text(), "standard input" if name == "-" else name
    if suffix in MARKDOWN:
        from heygen_cli.infra.intake.markdown import read_markdown

        return read_markdown(text, place), []
    return read_document(text, place), []
