from pathlib import Path

import pytest

from heygen_cli.domain.errors import InvalidInput
from heygen_cli.domain.panel import Code
from heygen_cli.studio.panel.listing import COLOURS, COMMENT, GROUND, INK, Row, rows, wrapped
from heygen_cli.studio.theme import contrast


def text(row: Row) -> str:
    return "".join(part for part, _ in row.pieces)


def colour_of(found: list[Row], word: str) -> str:
    return next(colour for row in found for part, colour in row.pieces if word in part)


def test_a_program_is_coloured_by_its_language() -> None:
    found = rows(Code("def go(x):\n    return 'a' # why\n", language="python"))
    assert [text(row) for row in found] == ["def go(x):", "    return 'a' # why"]
    assert [row.number for row in found] == [1, 2]
    seen = [colour_of(found, word) for word in ("def", "go", "x", "'a'", "# why")]
    assert len(set(seen)) == 5
    assert seen[-1] == COMMENT


def test_empty_lines_and_tabs_are_kept_but_not_at_the_ends() -> None:
    assert [text(row) for row in rows(Code("\n\na\n\n\tb  \n\n", language="text"))] == ["a", "", "    b"]


@pytest.mark.parametrize(
    ("panel", "word"),
    [
        (Code("SELECT a FROM b", heading="query.sql"), "SELECT"),
        (Code("import os\nfor x in os.environ:\n    print(x)"), "import"),
        (Code("function f() { return null; }\nconst a = () => 1;"), "function"),
        (Code('#!/bin/bash\nif [ -f x ]; then\n  echo "hi"\nfi'), "then"),
    ],
)
def test_a_language_that_is_not_named_is_found(panel: Code, word: str) -> None:
    assert colour_of(rows(panel), word) not in (INK, COMMENT)


def test_a_file_is_read_and_its_name_tells_the_language(tmp_path: Path) -> None:
    path = tmp_path / "a.rs"
    path.write_text("\ufefffn main() {}\n", encoding="utf-8")
    found = rows(Code(file=path))
    assert text(found[0]) == "fn main() {}"
    assert colour_of(found, "fn") not in (INK, COMMENT)


def test_a_file_that_is_no_text_is_a_fault(tmp_path: Path) -> None:
    path = tmp_path / "a.py"
    path.write_bytes(b"\xff\xfe\x00\x80")
    with pytest.raises(InvalidInput, match="cannot be read"):
        rows(Code(file=path))
    with pytest.raises(InvalidInput, match="cannot be read"):
        rows(Code(file=tmp_path / "none.py"))


def test_an_unknown_language_is_a_fault_with_a_suggestion() -> None:
    with pytest.raises(InvalidInput, match='"pyton"') as caught:
        rows(Code("x", language="pyton"))
    assert caught.value.hint == "did you mean python?"


def test_lines_are_stressed() -> None:
    found = rows(Code("\n".join("abcdef"), language="text", highlight=("2", "4-5")))
    assert [row.number for row in found if row.stressed] == [2, 4, 5]


@pytest.mark.parametrize("lines", ["0", "3-2", "7", "two", "2-9"])
def test_lines_that_are_not_there_cannot_be_stressed(lines: str) -> None:
    with pytest.raises(InvalidInput, match="no lines of the program, which has 6"):
        rows(Code("\n".join("abcdef"), language="text", highlight=(lines,)))


def test_a_long_line_is_broken_after_a_sign_and_goes_on_further_in() -> None:
    row = Row(7, [("  call(first_argument, ", "#111111"), ("second_argument)", "#222222")], stressed=True)
    parts = list(wrapped(row, 26))
    assert [text(part) for part in parts] == ["  call(first_argument, ", "      second_argument)"]
    assert [part.number for part in parts] == [7, None]
    assert all(part.stressed and part.columns <= 26 for part in parts)


def test_nothing_is_lost_where_there_is_no_place_to_break() -> None:
    parts = list(wrapped(Row(1, [("x" * 50 + "日" * 10, INK)], stressed=False), 20))
    assert "".join(text(part).strip() for part in parts) == "x" * 50 + "日" * 10
    assert all(part.columns <= 20 for part in parts)


def test_every_colour_can_be_read() -> None:
    for _, colour in [*COLOURS, (None, INK)]:
        assert contrast(colour, GROUND) >= 4.5
