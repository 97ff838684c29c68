"""Other words in files of every kind: the words change, and nothing else does."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heygen_cli.domain.fields import Where
from heygen_cli.domain.wording import passages
from heygen_cli.infra.documents import read_document
from heygen_cli.infra.rewording import changed, foreign_original, plain_original, yaml_original

ROOT = Path(__file__).parents[2]
BOARDS = sorted([*ROOT.glob("examples/*.yaml"), *ROOT.glob("heygen_cli/templates/*/video.yaml")])
TEXT = """\
# A comment on top.
title: Talk   # what it is called
scenes:
  - script: >-
      Some long words
      on two lines.

    # about the picture
    show: {list: {items: [One, "Two, three"]}}
  - title: 'It''s here'
    script: |
      Line one.
      Line two.
"""


def reworded(text: str, name: str, values: dict[Where, str]) -> str:
    return yaml_original(text, name, read_document(text, name).data).reworded(values, "By somebody.")


@pytest.mark.parametrize("path", BOARDS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_comments_and_everything_else_stay(path: Path) -> None:
    text = path.read_text("utf-8")
    data = read_document(text, path.name).data
    values = {passage.where: f"Ño: {passage.text} #1" for passage in passages(data)}
    made = reworded(text, path.name, values)
    assert read_document(made, path.name).data == changed(data, values)
    assert made.startswith("# By somebody.\n")
    comments = [line.strip() for line in text.splitlines() if line.strip().startswith("#")]
    assert [line for line in comments if line not in made] == []


def test_the_style_of_each_value_stays() -> None:
    values: dict[Where, str] = {
        ("title",): "Charla",
        ("scenes", 0, "script"): "Palabras largas " * 8 + "fin.",
        ("scenes", 0, "show", "list", "items", 0): "Uno, y algo",
        ("scenes", 1, "script"): "Línea uno.\nLínea dos.",
    }
    made = reworded(TEXT, "talk.yaml", values)
    assert "title: Charla   # what it is called" in made
    assert "    # about the picture" in made
    assert '["Uno, y algo", "Two, three"]' in made
    assert read_document(made, "talk.yaml").data["scenes"][1]["script"].strip() == "Línea uno.\nLínea dos."


@given(st.text(max_size=200).filter(lambda text: text.isprintable()))
def test_any_words_can_come_to_any_place(words: str) -> None:
    data = read_document(TEXT, "talk.yaml").data
    for where in (
        ("title",),
        ("scenes", 0, "script"),
        ("scenes", 0, "show", "list", "items", 1),
        ("scenes", 1, "title"),
    ):
        values: dict[Where, str] = {where: words}
        made = read_document(reworded(TEXT, "talk.yaml", values), "talk.yaml").data
        assert made == changed(data, values)


def test_json_stays_json() -> None:
    text = '{"title": "Talk", "scenes": [{"script": "Hello."}]}'
    made = reworded(text, "talk.json", {("scenes", 0, "script"): 'Say "hi".'})
    assert made == '{"title": "Talk", "scenes": [{"script": "Say \\"hi\\"."}]}'


def test_what_was_no_yaml_becomes_yaml() -> None:
    data = {"title": "Talk", "scenes": [{"script": "Hello."}]}
    original = foreign_original(data, "talk.md")
    assert original.suffix == ".yaml"
    assert read_document(original.reworded({("title",): "Charla"}, "x"), "a.yaml").data["title"] == "Charla"


def test_a_text_is_all_words() -> None:
    assert plain_original("Hello.\n", "a.txt").reworded({("script",): "Hola."}, "x") == "Hola.\n"
