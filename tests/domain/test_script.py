"""What is wished for, what comes back, and the file this becomes."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heygen_cli.domain.errors import InvalidInput, ManyInvalid
from heygen_cli.domain.script import MOST_SCENES, Brief, parse_json, plain, read_draft, read_length, spoken_seconds
from heygen_cli.domain.script_file import storyboard_file
from heygen_cli.infra.documents import read_document

SCENE = {"title": "Hello", "script": "Hello there.", "show": None}


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("60s", 60), ("90", 90), ("2m", 120), ("1m30s", 90), ("1:30", 90), ("2 min", 120), ("45 sec", 45), ("7.5s", 7.5)],
)
def test_lengths_are_read_as_people_write_them(text: str, seconds: float) -> None:
    assert read_length(text) == seconds


@pytest.mark.parametrize("text", ["", "long", "-5s", "1:3", "5 apples", "1h"])
def test_other_lengths_are_refused(text: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        read_length(text)
    assert caught.value.param == "--length"


@pytest.mark.parametrize(
    ("wrong", "param"),
    [
        ({"topic": "  "}, "TOPIC"),
        ({"scenes": 0}, "--scenes"),
        ({"scenes": MOST_SCENES + 1}, "--scenes"),
        ({"seconds": 1.0}, "--length"),
        ({"seconds": 36000.0}, "--length"),
    ],
)
def test_a_wish_that_makes_no_sense_is_refused_at_once(wrong: dict[str, Any], param: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        Brief(**{"topic": "Bees", **wrong})
    assert caught.value.param == param


@pytest.mark.parametrize("text", ['{"a": 1}', '```json\n{"a": 1}\n```', '\n```\n{"a": 1}\n```\n', ' {"a": 1} '])
def test_json_is_found_in_what_models_wrap_it_in(text: str) -> None:
    assert parse_json(text) == {"a": 1}


@pytest.mark.parametrize("text", ["", "Sure! Here is your script.", '{"a": 1', "[" * 100_000])
def test_what_is_no_json_is_told(text: str) -> None:
    with pytest.raises(InvalidInput, match="not JSON"):
        parse_json(text)


def test_a_draft_loses_its_empty_fields_and_odd_letters() -> None:
    draft = read_draft({"title": "A\u200b  film\x07", "description": "", "scenes": [SCENE]})
    assert draft == {"title": "A film", "scenes": [{"title": "Hello", "script": "Hello there."}]}


def test_all_faults_of_a_draft_are_told_with_their_places() -> None:
    scenes = [{"title": "a", "show": {"video": "x.mp4"}}, {"title": "b", "script": "x" * 6000, "voice": "mira"}]
    with pytest.raises(ManyInvalid) as caught:
        read_draft({"scenes": scenes})
    assert {fault.param for fault in caught.value.faults} >= {
        *("title", "scenes[0].script", "scenes[0].show.video", "scenes[1].script", "scenes[1].voice"),
    }


@pytest.mark.parametrize("answer", [[], "text", None, {"title": "x", "scenes": []}, {"title": "x", "scenes": [3]}])
def test_what_is_no_draft_at_all_is_refused(answer: object) -> None:
    with pytest.raises(InvalidInput):
        read_draft(answer)


def test_letters_are_counted_where_no_spaces_part_words() -> None:
    english, japanese = "Bees help plants grow fruit all year.", "蜂は一年中、植物が実をつけるのを助けます。"
    assert 0.5 < spoken_seconds(japanese) / spoken_seconds(english) < 2


words = st.text(min_size=1, max_size=300).map(plain).filter(bool)
shown = st.one_of(
    st.fixed_dictionaries({"list": st.fixed_dictionaries({"heading": words, "items": st.lists(words, min_size=1)})}),
    st.fixed_dictionaries({"quote": st.fixed_dictionaries({"text": words, "by": words})}),
)
scenes = st.lists(
    st.fixed_dictionaries({"title": words, "script": words}, optional={"show": shown}), min_size=1, max_size=3
)


@given(st.fixed_dictionaries({"title": words, "scenes": scenes}, optional={"description": words}), words)
def test_a_file_says_what_the_draft_says_whatever_it_says(draft: dict[str, Any], about: str) -> None:
    text = storyboard_file(draft, about=about, file="talk.yaml")
    data = read_document(text, "talk.yaml").data
    for scene in data["scenes"]:
        assert ("layout" in scene) == ("show" in scene)
        scene.pop("layout", None)
    assert {name: data[name] for name in draft} == draft


def test_what_is_shown_stands_beside_the_presenter_now_left_now_right() -> None:
    shown = {"title": "a", "script": "b", "show": {"quote": {"text": "c"}}}
    text = storyboard_file({"title": "x", "scenes": [shown, shown, shown]}, about="x", file="a.yaml")
    assert [scene["layout"] for scene in read_document(text, "a.yaml").data["scenes"]] == ["left", "right", "left"]


def test_what_was_chosen_stands_in_the_file_and_the_rest_in_comments() -> None:
    draft = {"title": "Bees", "scenes": [{"title": "Hello", "script": "Hello there."}]}
    text = storyboard_file(draft, about="x", file="talk.yaml", chosen={"aspect_ratio": "9:16", "avatar": None})
    assert read_document(text, "talk.yaml").data["aspect_ratio"] == "9:16"
    assert "# avatar: mira" in text
