"""What scripts are made from: the words of web pages, PDF files, Markdown and plain text."""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from heygen_cli.domain.errors import InvalidInput, StorageFailed
from heygen_cli.infra.html import html_text

if TYPE_CHECKING:
    from heygen_cli.infra.web import Page, Web

SIZE_LIMIT = 50 * 1024 * 1024  # bytes of a file
LIMIT = 60_000  # characters that a model is given, about 15,000 tokens: what stands first matters most
PAGES = 1000
_WEB = ("http://", "https://")
_HTML = ("text/html", "application/xhtml+xml")
_PDF = "application/pdf"
_SUFFIXES = {".html": "text/html", ".htm": "text/html", ".xhtml": "text/html", ".pdf": _PDF}
_CHARSET = re.compile(rb"""<meta[^>]{0,200}charset\s*=\s*["']?\s*([\w-]{1,40})""", re.IGNORECASE)


@dataclass(frozen=True)
class Material:
    """A text, what it is called, and whether some of it was left out."""

    text: str
    title: str
    source: str
    cut: bool = False


def read_material(name: str, web: Web | None = None) -> Material:
    """The words of a page, a file, or standard input for ``-``; raises InvalidInput, and what ``Web.fetch`` raises."""
    page = _fetched(name, web) if name.lower().startswith(_WEB) else _piped() if name == "-" else _file(Path(name))
    title, text = _words(page)
    text = re.sub(r"\n{3,}", "\n\n", text).strip()
    if not text:
        raise InvalidInput(
            f"There are no words in {name}",
            param="SOURCE",
            hint="pages made by scripts and scanned PDF files show words, but hold none; save them as text",
        )
    return Material(text[:LIMIT], title or Path(name).stem, page.url, cut=len(text) > LIMIT)


def _fetched(url: str, web: Web | None) -> Page:
    from heygen_cli.infra.web import Web  # httpx takes its time

    return (web or Web()).fetch(url)


def _piped() -> Page:
    from heygen_cli.infra.web import Page

    if sys.stdin is None or sys.stdin.isatty():
        raise InvalidInput("Nothing comes in on standard input", param="SOURCE", hint="pipe some text in")
    return Page("standard input", "", sys.stdin.buffer.read(SIZE_LIMIT))


def _file(path: Path) -> Page:
    from heygen_cli.infra.web import Page

    try:
        if path.stat().st_size > SIZE_LIMIT:
            raise InvalidInput(f"{path} is larger than {SIZE_LIMIT // 2**20} MiB", param="SOURCE")
        data = path.read_bytes()
    except FileNotFoundError as problem:
        raise InvalidInput(
            f"There is no file {path}", param="SOURCE", hint="web addresses begin with https://"
        ) from problem
    except IsADirectoryError as problem:
        raise InvalidInput(f"{path} is a folder, not a file", param="SOURCE") from problem
    except OSError as problem:
        raise StorageFailed(f"Cannot read {path}: {problem.strerror}", param="SOURCE") from problem
    return Page(path.name, _SUFFIXES.get(path.suffix.lower(), "text/plain"), data)


def _words(page: Page) -> tuple[str, str]:
    """The title and the text of a page."""
    if page.kind == _PDF or page.data.startswith(b"%PDF-"):
        return "", pdf_text(page.data, page.url)
    if b"\0" in page.data[:4096] or not (page.kind in ("", *_HTML) or page.kind.startswith("text/")):
        raise InvalidInput(
            f"{page.url} is not a text ({page.kind or 'of an unknown kind'})",
            param="SOURCE",
            hint="web pages, PDF, Markdown and plain text can be read",
        )
    text = _decoded(page)
    if page.kind in _HTML or (not page.kind and text.lstrip()[:1] == "<"):
        return html_text(text)
    return _heading(text), text


def _heading(text: str) -> str:
    found = re.search(r"(?m)^#\s+(.+)$", text)
    return found[1].strip() if found else ""


def _decoded(page: Page) -> str:
    named = _CHARSET.search(page.data[:4096]) if page.kind in _HTML else None
    for charset in (page.charset, named[1].decode("ascii") if named else None, "utf-8-sig", "cp1252"):
        try:
            return page.data.decode(charset or "utf-8-sig")
        except (UnicodeDecodeError, LookupError):
            continue
    return page.data.decode("utf-8", "replace")


def pdf_text(data: bytes, name: str) -> str:
    """The words of a PDF; raises InvalidInput, and EngineMissing without the package that reads it."""
    try:
        import pypdfium2
    except ModuleNotFoundError as problem:
        from heygen_cli.infra.intake.pages import missing

        raise missing("PDF pages") from problem
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as problem:
        raise InvalidInput(f"{name} is not a PDF, or it is damaged or locked", param="SOURCE") from problem
    try:
        pages = []
        for number in range(min(len(document), PAGES)):
            pages.append(document[number].get_textpage().get_text_bounded())
            if sum(map(len, pages)) > LIMIT:
                break
        return "\n\n".join(page.replace("\r\n", "\n") for page in pages)
    finally:
        document.close()
