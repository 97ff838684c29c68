"""The words of HTML pages, read once from front to back, whatever somebody has put into them.

Python's own parser takes hours for some broken pages of a few megabytes (CVE-2025-6069), and is not needed for words.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from html import unescape
from typing import Literal, NamedTuple

# What is not what a page is about.
_ASIDE = {
    *("noscript", "template", "svg", "nav", "header", "footer", "aside", "form", "button", "select", "iframe"),
    *("object", "dialog", "figcaption", "sup"),
}
_VOID = {"br", "hr", "img", "input", "meta", "link", "source", "wbr", "area", "base", "col", "embed", "track", "param"}
_RAW = {tag: re.compile(f"</{tag}", re.IGNORECASE) for tag in ("script", "style", "textarea")}
_BLOCKS = {
    *("p", "div", "section", "article", "main", "ul", "ol", "li", "table", "tr", "blockquote", "pre", "dl", "dt", "dd"),
    *("h1", "h2", "h3", "h4", "h5", "h6", "br", "hr", "figure", "details", "summary"),
}
_APART = ("p", "h1", "h2", "h3", "h4", "h5", "h6")
_LEADS = {"li": "- ", "h1": "# ", "h2": "## ", "h3": "### "}
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:-]{0,40})")
_STOP = re.compile("[\"'>]")
# A page whose main part is shorter than this, in characters, has its words elsewhere.
_ENOUGH = 300


class _Token(NamedTuple):
    kind: Literal["open", "close", "text"]
    value: str


def html_text(text: str) -> tuple[str, str]:
    """The title and the words of a page, without what surrounds them."""
    page = _Page()
    for token in _tokens(text):
        page.take(token)
    main, whole = _tidy(page.main), _tidy(page.whole)
    return " ".join("".join(page.title).split()), main if len(main) >= _ENOUGH else whole


class _Page:
    """Gathers the words of a page, and apart those of its ``main`` or ``article``, which win where there are enough."""

    def __init__(self) -> None:
        self.title: list[str] = []
        self.whole: list[str] = []
        self.main: list[str] = []
        self._open: list[str] = []
        # How many of each are open: looking through all of them again and again would take hours, too.
        self._within: Counter[str] = Counter()
        self._aside = 0

    def take(self, token: _Token) -> None:
        """Go on by one token."""
        if token.kind == "open":
            self._begin(token.value)
        elif token.kind == "close":
            self._end(token.value)
        elif self._within["title"] and not self._within["svg"]:
            self.title.append(token.value)
        else:
            self._add(token.value if self._within["pre"] else re.sub(r"\s+", " ", token.value))

    def _begin(self, tag: str) -> None:
        if tag in _BLOCKS:
            self._add("\n\n" if tag in _APART else "\n")
            self._add(_LEADS.get(tag, ""))
        if tag not in _VOID:
            self._open.append(tag)
            self._within[tag] += 1
            self._aside += tag in _ASIDE

    def _end(self, tag: str) -> None:
        # Whatever was left open within it ends as well.
        while self._within[tag]:
            last = self._open.pop()
            self._within[last] -= 1
            self._aside -= last in _ASIDE
            if last == tag:
                break
        if tag in _BLOCKS:
            self._add("\n")

    def _add(self, text: str) -> None:
        if not self._aside:
            self.whole.append(text)
            if self._within["main"] or self._within["article"]:
                self.main.append(text)


def _tokens(text: str) -> Iterator[_Token]:
    """Tags and texts; a comment, script or tag without an end lasts to the end of the page."""
    unquoted: set[str] = set()
    at = 0
    while (start := text.find("<", at)) >= 0:
        if start > at:
            yield _Token("text", unescape(text[at:start]))
        tag = _TAG.match(text, start)
        if tag:
            end, name = _tag_end(text, tag.end(), unquoted), tag[2].lower()
            yield _Token("close" if tag[1] else "open", name)
            if name in _RAW and not tag[1]:
                closing = _RAW[name].search(text, end)
                end = closing.start() if closing else len(text)
        elif text.startswith(("<!", "<?", "</"), start):
            mark = "-->" if text.startswith("<!--", start) else ">"
            found = text.find(mark, start + 2)
            end = found + len(mark) if found >= 0 else len(text)
        else:
            yield _Token("text", "<")
            end = start + 1
        at = end
    yield _Token("text", unescape(text[at:]))


def _tag_end(text: str, at: int, unquoted: set[str]) -> int:
    """Where a tag ends; quoted values may hold ``>``. Quotes that nothing closes any more go into ``unquoted``."""
    while found := _STOP.search(text, at):
        mark, at = found[0], found.end()
        if mark == ">":
            return at
        closing = -1 if mark in unquoted else text.find(mark, at)
        if closing < 0:
            unquoted.add(mark)
        else:
            at = closing + 1
    return len(text)


def _tidy(words: list[str]) -> str:
    lines = (line.strip() for line in "".join(words).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(line for line in lines if line != "-")).strip()
