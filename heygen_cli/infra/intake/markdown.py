"""Markdown as a storyboard: headings and rules part the scenes, paragraphs are spoken, all else is shown.

The front matter holds what a storyboard says of the whole film, and a comment such as ``<!-- layout: left -->`` what it
says of a scene. A list is spoken only where a scene has no other words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from heygen_cli.domain.errors import InvalidInput
from heygen_cli.domain.fields import Marks, Where
from heygen_cli.infra.documents import Document, read_document

if TYPE_CHECKING:
    from markdown_it.token import Token

_FENCE = "---"
_COMMENT = re.compile(r"<!--(.*?)-->", re.DOTALL)
_AUTHOR = re.compile(r"^\s*(?:—|–|--)\s*(.+)$")
_TITLES = ("h1", "h2")


def read_markdown(text: str, name: str) -> Document:
    """A Markdown file as a storyboard, with the line of everything; raises InvalidInput."""
    from markdown_it import MarkdownIt

    text = text.removeprefix("\ufeff")
    front, body, first = _parted(text, name)
    tokens = MarkdownIt("commonmark").parse(body)
    scenes = _Scenes(name, first)
    for index, token in enumerate(tokens):
        if token.level == 0 or token.type == "inline":
            scenes.take(token, tokens, index)
    data, places = scenes.finished()
    if not data:
        raise InvalidInput(f"{name} has no words to speak and nothing to show", hint="write a paragraph")
    marks = {**front.marks.places, **places}
    return Document({**_mapping(front, name), "scenes": data}, Marks(name, marks))


def _mapping(front: Document, name: str) -> dict[str, Any]:
    if front.data is None:
        return {}
    if not isinstance(front.data, dict) or "scenes" in front.data:
        raise front.marks.fault((), f"The front matter of {name} must hold fields of the film, without scenes")
    return front.data


def _parted(text: str, name: str) -> tuple[Document, str, int]:
    """The front matter, the rest, and how many lines come before it."""
    lines = text.split("\n")
    if lines[0].strip() != _FENCE:
        return Document(None, Marks(name)), text, 0
    ends = [at for at, line in enumerate(lines[1:], 1) if line.strip() in (_FENCE, "...")]
    if not ends:
        raise InvalidInput(f"The front matter of {name} does not end", hint="close it with a line of three dashes")
    # Its first line stays, as an empty one: the lines of its values are then those of the file.
    front = read_document("\n".join(["", *lines[1 : ends[0]]]), f"{name}")
    return front, "\n".join(lines[ends[0] + 1 :]), ends[0] + 1


@dataclass
class _Scene:
    """A scene in the making."""

    line: int
    data: dict[str, Any] = field(default_factory=dict)
    words: list[str] = field(default_factory=list)
    items: list[str] = field(default_factory=list)
    places: dict[Where, tuple[int, int]] = field(default_factory=dict)
    heading: str = ""


class _Scenes:
    """Sorts the parts of a document into scenes."""

    def __init__(self, name: str, first: int) -> None:
        self._name, self._first = name, first
        self._scenes: list[_Scene] = []
        self._inside = ""  # the list or quotation that is being read

    def take(self, token: Token, tokens: list[Token], index: int) -> None:
        """One block of the document."""
        kind = token.type
        if kind == "hr":
            self._begin(token)
        elif kind == "heading_open":
            self._heading(token, tokens[index + 1])
        elif kind in ("bullet_list_open", "ordered_list_open"):
            self._show(token, "list", {"items": [], **({"numbered": True} if kind[0] == "o" else {})})
            self._inside = "list"
        elif kind == "blockquote_open":
            self._show(token, "quote", {"text": ""})
            self._inside = "quote"
        elif kind in ("bullet_list_close", "ordered_list_close", "blockquote_close"):
            self._inside = ""
        elif kind in ("fence", "code_block"):
            language = token.info.split()[0] if token.info.strip() else ""
            self._show(token, "code", {"text": token.content, **({"language": language} if language else {})})
        elif kind == "html_block":
            self._comment(token)
        elif kind == "inline" and tokens[index - 1].type == "paragraph_open":
            self._paragraph(token)

    def finished(self) -> tuple[list[dict[str, Any]], dict[Where, tuple[int, int]]]:
        """The scenes as plain data, and where everything stands."""
        data: list[dict[str, Any]] = []
        places: dict[Where, tuple[int, int]] = {}
        for scene in self._scenes:
            if made := _made(scene):
                number = len(data)
                data.append(made)
                places["scenes", number] = (scene.line, 1)
                for where, place in scene.places.items():
                    places["scenes", number, *where] = place
        return data, places

    def _heading(self, token: Token, inline: Token) -> None:
        text = _plain(inline)
        if token.tag in _TITLES:
            scene = self._begin(token)
            scene.data["title"], scene.heading = text, text
            scene.places["title",] = (self._line(token), 1)
        else:
            self._current(token).heading = text

    def _paragraph(self, token: Token) -> None:
        scene = self._current(token)
        if self._inside == "list":
            scene.data["show"]["list"]["items"].append(_plain(token))
            return
        if self._inside == "quote":
            _quote(scene.data["show"]["quote"], _plain(token))
            return
        pictures = [child for child in token.children or () if child.type == "image"]
        if pictures and not _plain(token):
            for picture in pictures:
                self._show(token, "image", {"file": str(picture.attrs["src"])})
            return
        scene.words.append(_plain(token))
        scene.places.setdefault(("script",), (self._line(token), 1))

    def _comment(self, token: Token) -> None:
        scene = self._current(token)
        for comment in _COMMENT.finditer(token.content):
            if ":" not in comment[1]:
                continue  # a note to oneself
            settings = read_document(comment[1], self._name).data
            if not isinstance(settings, dict):
                continue
            for name in settings:
                scene.places[str(name),] = (self._line(token), 1)
            scene.data |= settings

    def _show(self, token: Token, name: str, content: dict[str, Any]) -> None:
        """What a scene shows; a second thing begins a scene of its own."""
        scene = self._current(token)
        if "show" in scene.data:
            heading = scene.heading
            scene = self._begin(token)
            scene.heading = heading
        scene.data["show"] = {name: content}
        scene.places["show",] = (self._line(token), 1)

    def _begin(self, token: Token) -> _Scene:
        scene = _Scene(self._line(token))
        self._scenes.append(scene)
        return scene

    def _current(self, token: Token) -> _Scene:
        return self._scenes[-1] if self._scenes else self._begin(token)

    def _line(self, token: Token) -> int:
        return self._first + (token.map[0] if token.map else 0) + 1


def _made(scene: _Scene) -> dict[str, Any] | None:
    data, script = dict(scene.data), "\n\n".join(scene.words)
    show = data.get("show", {})
    shown = show.get("list") if isinstance(show, dict) else None
    if shown is not None:
        if scene.heading:
            shown.setdefault("heading", scene.heading)
        script = script or ". ".join(item.rstrip(".") for item in shown["items"]) + "."
    if script:
        data["script"] = script
    elif not show and scene.heading:
        data["show"] = {"title": scene.heading}  # a heading alone is a card
    return data if {"script", "show", "background", "duration"} & data.keys() else None


def _quote(quote: dict[str, Any], text: str) -> None:
    """Add a paragraph to a quotation; a line that begins with a dash names who said it."""
    lines = text.split("\n")
    if author := _AUTHOR.match(lines[-1]):
        quote["by"], lines = author[1], lines[:-1]
    quote["text"] = "\n\n".join(part for part in (quote["text"], " ".join(lines)) if part)


def _plain(token: Token) -> str:
    """The words of a paragraph: emphasis, links and code without their marks, pictures left out."""
    words = []
    for child in token.children or ():
        if child.type in ("text", "code_inline"):
            words.append(child.content)
        elif child.type in ("softbreak", "hardbreak"):
            words.append("\n")
    return "".join(words).strip()
