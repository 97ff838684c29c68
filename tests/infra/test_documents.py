"""Documents: what they say, where they say it, and what is refused."""

from __future__ import annotations

import json
import time
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heygen_cli.domain.errors import InvalidInput
from heygen_cli.infra.documents import read_document

JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**15), 10**15) | st.text(),
    lambda children: st.lists(children, max_size=4) | st.dictionaries(st.text(), children, max_size=4),
    max_leaves=20,
)


@given(st.dictionaries(st.text(), JSON))
def test_json_means_what_json_means(data: dict[str, object]) -> None:
    assert read_document(json.dumps(data), "x.json").data == data


def test_yaml_is_version_1_2() -> None:
    text = "a: no\nb: 12:30\nc: 0o17\nd: 1e3\ne: ~\nf: true\ng: '5'\nh: 2024-01-01\ni: 007\nj: .5\nk: off"
    assert read_document(text, "x.yaml").data == {
        **{"a": "no", "b": "12:30", "c": 15, "d": 1000.0, "e": None, "f": True},
        **{"g": "5", "h": "2024-01-01", "i": 7, "j": 0.5, "k": "off"},
    }


def test_every_value_has_its_place() -> None:
    document = read_document("title: Hello\nscenes:\n  - script: one\n  - script: |\n      two\n", "x.yaml")
    assert document.data == {"title": "Hello", "scenes": [{"script": "one"}, {"script": "two\n"}]}
    assert document.marks.places[("title",)] == (1, 1)
    assert document.marks.places[("scenes", 1, "script")] == (4, 5)


def test_json_has_places_too() -> None:
    document = read_document('{\n\t"title": "a\\/b 🎬 \\ud83c\\udfac",\n\t"fps": 30\n}', "x.json")
    assert document.data == {"title": "a/b 🎬 🎬", "fps": 30}
    plain = read_document('{\n  "title": "a",\n  "fps": 30\n}', "x.json")
    assert plain.marks.places[("fps",)] == (3, 3)


@pytest.mark.parametrize(
    ("text", "message", "line"),
    [
        ("a: 1\na: 2", "twice", 2),
        ('{"a": 1,\n"a": 2}', "twice", 2),
        ("a: &x 1\nb: *x", "aliases", 1),
        ("a: !!python/object:os.system ls", "tag", 1),
        ("a: !!map {}", "tag", 1),
        ("a: [1, 2\nb: 3", "not valid YAML", 2),
        ("a: 1\n---\nb: 2", "one document", 2),
        ("? [a]\n: b", "plain word", 1),
        ("[" * 100_000, "deep", 1),
        ("a: " + "{b: " * 500, "deep|not valid", 1),
        ("- " * 500 + "x", "deep", 1),
        ("a: \x00", "not valid YAML", None),
        ("a" * (1024 * 1024 + 1), "larger than 1,024 KiB", None),
    ],
)
def test_what_could_mislead_or_explode_is_refused(text: str, message: str, line: int | None) -> None:
    started = time.perf_counter()
    with pytest.raises(InvalidInput, match=message) as caught:
        read_document(text, "x.yaml")
    assert caught.value.location is not None
    assert caught.value.location.file == "x.yaml"
    assert caught.value.location.line == line
    assert time.perf_counter() - started < 1


@pytest.mark.parametrize(
    ("text", "message", "line"),
    [
        ('{"a": 1,\n}', "not valid JSON", 2),
        ('{"a": 1, "a": 2}', "twice", None),
        ("[" * 100_000, "deep", None),
        ("{a: 1}", "not valid JSON", 1),
    ],
)
def test_json_is_read_strictly(text: str, message: str, line: int | None) -> None:
    with pytest.raises(InvalidInput, match=message) as caught:
        read_document(text, "x.json")
    assert caught.value.location is not None
    assert caught.value.location.line == line


@pytest.mark.parametrize("text", ["", "# nothing here", "\ufeff"])
def test_an_empty_document_is_nothing(text: str) -> None:
    assert read_document(text, "x.yaml").data is None


@given(st.text(alphabet=st.sampled_from("a:-[]{}&*!#|>'\"\n\t ,0"), max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    with suppress(InvalidInput):
        assert read_document(text, "x.yaml").marks.file == "x.yaml"
