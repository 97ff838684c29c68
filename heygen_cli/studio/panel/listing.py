"""The lines of a program, each in coloured pieces."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import accumulate, dropwhile, groupby, takewhile
from pathlib import Path

from pygments import lexers
from pygments.lexer import Lexer
from pygments.token import Token, _TokenType
from pygments.util import ClassNotFound

from heygen_cli.domain.errors import InvalidInput
from heygen_cli.domain.panel import Code

GROUND, INK, COMMENT = "#0d1326", "#dbe4f3", "#8b9ab8"
# Each can be read on the ground (4.5 : 1 or more); the first kind that holds a token gives its colour.
COLOURS: tuple[tuple[_TokenType, str], ...] = (
    (Token.Comment, COMMENT),
    (Token.Keyword.Constant, "#f9a66c"),
    (Token.Keyword, "#c099ff"),
    (Token.Operator.Word, "#c099ff"),
    (Token.Literal.String.Interpol, "#ffc777"),
    (Token.Literal.String.Escape, "#ffc777"),
    (Token.Literal.String, "#a5e075"),
    (Token.Literal, "#f9a66c"),
    (Token.Name.Function, "#82aaff"),
    (Token.Name.Decorator, "#82aaff"),
    (Token.Name.Class, "#5fd7c4"),
    (Token.Name.Builtin, "#5fd7c4"),
    (Token.Name.Exception, "#5fd7c4"),
    (Token.Name.Tag, "#ff8796"),
    (Token.Name.Attribute, "#ffc777"),
    (Token.Name.Constant, "#f9a66c"),
    (Token.Operator, "#9fd0f2"),
    (Token.Punctuation, "#a9b8d6"),
    (Token.Generic.Deleted, "#ff8796"),
    (Token.Generic.Inserted, "#a5e075"),
    (Token.Generic.Heading, "#82aaff"),
)
# Where neither a name nor a file tells the language, the one of these that reads the program best.
_COMMON = ("python", "javascript", "json", "bash", "html", "css", "sql", "yaml", "go", "rust", "java", "c", "ruby")
_TELLING = (Token.Keyword, Token.Name.Function, Token.Name.Tag)
_LONGEST = 100_000  # characters of a file; no picture shows more
_RANGE = re.compile(r"(\d+)(?:\s*[-–]\s*(\d+))?")
# The rest of a line that is too long stands so much further in, and begins after one of these where it can.
_INDENT, _SIGNS = 4, frozenset(" ,;.({[/&?=|+")

Pieces = list[tuple[str, str]]


@dataclass(frozen=True)
class Row:
    """A line on the screen; ``number`` is None for the rest of a line that was too long."""

    number: int | None
    pieces: Pieces
    stressed: bool

    @property
    def columns(self) -> int:
        """How many letters of a monospace font it is wide."""
        return sum(_columns(char) for text, _ in self.pieces for char in text)


def rows(panel: Code) -> list[Row]:
    """The program's lines; raises InvalidInput when its file or its language is not known."""
    program = _program(panel)
    lines = list(_lines(_lexer(panel, program).get_tokens(program)))
    stressed = _stressed(panel.highlight, len(lines))
    return [Row(number, line, number in stressed) for number, line in enumerate(lines, 1)]


def wrapped(row: Row, columns: int) -> Iterator[Row]:
    """A row as rows of at most so many columns, what follows the first indented."""
    if row.columns <= columns:
        yield row
        return
    chars = [(char, colour) for text, colour in row.pieces for char in text]
    own = len(list(takewhile(lambda char: char[0] == " ", chars)))
    indent = [(" ", INK)] * min(own + _INDENT, columns // 2)
    number, line = row.number, chars
    while sum(_columns(char) for char, _ in line) > columns:
        cut = _cut(line, columns, own if number else len(indent))
        yield Row(number, _merged(line[:cut]), row.stressed)
        rest = list(dropwhile(lambda char: char[0] == " ", line[cut:]))
        number, line = None, indent + rest
    yield Row(number, _merged(line), row.stressed)


def _program(panel: Code) -> str:
    text = _contents(panel.file) if panel.file else panel.text
    lines = [line.rstrip() for line in text.expandtabs(4).splitlines()]
    while lines and not lines[-1]:
        lines.pop()
    while lines and not lines[0]:
        lines.pop(0)
    return "\n".join(lines) + "\n"


def _contents(path: Path) -> str:
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise InvalidInput(
            f"The program {path} cannot be read: {error}", hint="name a text file in UTF-8", param="show.code.file"
        ) from error
    if len(text) > _LONGEST:
        raise InvalidInput(
            f"The program {path} is too long to be shown",
            hint="put the lines that matter in text",
            param="show.code.file",
        )
    return text


def _lexer(panel: Code, program: str) -> Lexer:
    if panel.language:
        return _named(panel.language)
    for name in (panel.file.name if panel.file else "", panel.heading):
        try:
            return lexers.get_lexer_for_filename(name, program, stripnl=False)
        except ClassNotFound:
            continue
    return max((lexers.get_lexer_by_name(name, stripnl=False) for name in _COMMON), key=lambda it: _reads(it, program))


def _named(language: str) -> Lexer:
    try:
        return lexers.get_lexer_by_name(language.lower(), stripnl=False)
    except ClassNotFound:
        known = [alias for _, aliases, _, _ in lexers.get_all_lexers() for alias in aliases]
        near = get_close_matches(language.lower(), known, 1)
        raise InvalidInput(
            f'No program language "{language}" is known',
            hint=f"did you mean {near[0]}?" if near else "such as python, javascript, bash; or text for none",
            param="show.code.language",
        ) from None


def _reads(lexer: Lexer, program: str) -> int:
    """How well a lexer makes sense of a program."""
    kinds = [kind for kind, text in lexer.get_tokens(program) if text.strip()]
    sense = sum(any(_within(kind, group) for group in _TELLING) for kind in kinds)
    return sense - 4 * sum(_within(kind, Token.Error) for kind in kinds)


def _lines(tokens: Iterator[tuple[_TokenType, str]]) -> Iterator[Pieces]:
    """The tokens cut at line ends."""
    line: Pieces = []
    for kind, text in tokens:
        first, *others = text.split("\n")
        line.append((first, _colour(kind)))
        for part in others:
            yield _merged(line)
            line = [(part, _colour(kind))]
    if any(text for text, _ in line):
        yield _merged(line)


def _colour(kind: _TokenType) -> str:
    return next((colour for group, colour in COLOURS if _within(kind, group)), INK)


def _within(kind: _TokenType, group: _TokenType) -> bool:
    """Whether a kind of token is one of a group's; both are tuples of names."""
    return kind[: len(group)] == group


def _merged(pieces: Pieces) -> Pieces:
    """Neighbours of one colour as one piece."""
    groups = groupby((piece for piece in pieces if piece[0]), key=lambda piece: piece[1])
    return [("".join(text for text, _ in group), colour) for colour, group in groups]


def _stressed(ranges: Sequence[str], count: int) -> frozenset[int]:
    """The numbers that ``3`` and ``5-8`` mean."""
    found: set[int] = set()
    for text in ranges:
        match = _RANGE.fullmatch(text.strip())
        first, last = (int(match[1]), int(match[2] or match[1])) if match else (0, 0)
        if not 1 <= first <= last <= count:
            raise InvalidInput(
                f'"{text}" are no lines of the program, which has {count}',
                hint="write a line such as 3, or lines such as 5-8",
                param="show.code.highlight",
            )
        found |= set(range(first, last + 1))
    return frozenset(found)


def _cut(line: Pieces, columns: int, indent: int) -> int:
    """Where a line of characters is broken: as far right as it may be, best after a space or a sign."""
    reached = accumulate(_columns(char) for char, _ in line)
    most = max(indent + 1, sum(1 for width in reached if width <= columns))
    good = [place + 1 for place in range(indent + (most - indent) // 2, most) if line[place][0] in _SIGNS]
    return good[-1] if good else most


def _columns(char: str) -> int:
    if unicodedata.combining(char):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1
