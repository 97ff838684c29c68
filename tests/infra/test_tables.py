"""Tables as people save them."""

from __future__ import annotations

from pathlib import Path

import pytest

from heygen_cli.domain.errors import InvalidInput
from heygen_cli.infra.intake.tables import read_table


def table(folder: Path, text: str | bytes, name: str = "people.csv") -> Path:
    path = folder / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("name,city\nAda,London\n", "people.csv"),
        ("\ufeffname,city\r\nAda,London\r\n", "people.csv"),
        ("name;city\nAda;London\n\n;\n", "people.csv"),
        ("name\tcity\nAda\tLondon", "people.tsv"),
        ('"name",city\nAda,London', "people.csv"),
        ('{"name": "Ada", "city": "London"}\n\n', "people.jsonl"),
        ('[{"name": "Ada", "city": "London"}]', "people.json"),
    ],
)
def test_rows_are_read_as_they_were_saved(tmp_path: Path, text: str, name: str) -> None:
    found = read_table(table(tmp_path, text, name))
    assert found.columns == ("name", "city")
    assert [dict(row.values) for row in found.rows] == [{"name": "Ada", "city": "London"}]


def test_lines_stay_right_where_a_cell_has_several(tmp_path: Path) -> None:
    found = read_table(table(tmp_path, 'name,text\nAda,"one\ntwo\nthree"\nGrace,four\n'))
    assert [row.line for row in found.rows] == [2, 5]


def test_values_of_json_keep_their_types(tmp_path: Path) -> None:
    found = read_table(table(tmp_path, '{"name": "Ada", "age": 36, "vip": true}\n', "people.jsonl"))
    assert found.rows[0].values == {"name": "Ada", "age": 36, "vip": True}


@pytest.mark.parametrize(
    ("text", "name", "line", "words"),
    [
        ("name,city\nAda\n", "people.csv", 2, "1 cells; there are 2"),
        ("name,name\nAda,x\n", "people.csv", 1, "twice"),
        ("first name,city\nAda,London\n", "people.csv", 1, "cannot be used"),
        ("name,\nAda,x\n", "people.csv", 1, "without a name"),
        ('name\n"Ada\n', "people.csv", 2, "not valid CSV"),
        (b"name\nAd\xe9\n", "people.csv", 2, "not UTF-8"),
        ("name\n", "people.csv", None, "no rows"),
        ("{}", "people.json", None, "must hold a list"),
        ('{"a": 1}\n{"a": [1]}\n', "people.jsonl", 2, "one value, not a list"),
        ('{"a": 1}\n{oops\n', "people.jsonl", 2, "not valid JSON"),
        ('{"a": 1}\n3\n', "people.jsonl", 2, "must hold fields"),
        ("x", "people.xlsx", None, "is not a table"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(
    tmp_path: Path, text: str | bytes, name: str, line: int | None, words: str
) -> None:
    with pytest.raises(InvalidInput) as caught:
        read_table(table(tmp_path, text, name))
    assert words in caught.value.message
    assert (caught.value.location.line if caught.value.location else None) == line
