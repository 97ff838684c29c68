"""Which words of a storyboard are for people, and what other words may not lose."""

from __future__ import annotations

import itertools
import re
from typing import Any

import pytest

from heygen_cli.domain.errors import InvalidInput, ManyInvalid
from heygen_cli.domain.wish import Wish, read_languages
from heygen_cli.domain.wording import Passage, asked, passages, read_texts, shares

BOARD: dict[str, Any] = {
    "title": "Meet {{ product }}",
    "voice": "piper/en_US-amy",
    "brand": {"font": "Inter"},
    "variables": {
        "product": {"type": "text", "default": "Sprout", "description": "What is sold"},
        "tint": {"type": "color", "default": "#ffffff"},
        "short": "plain default",
    },
    "scenes": [
        {
            "title": "Garden",
            "script": "[smile] Look at the garden of {{ name }}.",
            "layout": "left",
            "show": {"list": {"heading": "Things", "items": ["One", "Two"], "at": ["garden", 2.5]}},
            "overlays": [
                {"lower_third": {"name": "Mira", "role": "Presenter"}, "at": "garden"},
                {"text": "{{ name }}", "position": "top left"},
                {"image": "flower.png", "at": 1},
            ],
        },
        {"script": "Code.", "show": {"code": {"text": "print('hello')", "heading": "A program", "language": "python"}}},
        {"script": "Numbers.", "show": {"chart": {"file": "a.csv", "x": "Quarter", "heading": "Sales"}}},
        {"script": "Short.", "show": {"title": "Large words"}, "avatar": {"look": "mira", "expression": "happy"}},
        {"script": "Short.", "show": {"code": "print('hello')"}},
    ],
}


def test_only_words_for_people_are_found() -> None:
    assert [passage.text for passage in passages(BOARD)] == [
        *("Meet {{ product }}", "Garden", "[smile] Look at the garden of {{ name }}.", "Things", "One", "Two"),
        *("garden", "Presenter", "garden", "Code.", "A program", "Numbers.", "Sales", "Short.", "Large words"),
        *("Short.", "Sprout", "What is sold", "plain default"),
    ]


def test_a_model_is_told_what_each_text_is_for() -> None:
    part = passages(BOARD)
    told = asked(part)
    assert told[0] == {"id": 1, "kind": "shown", "text": "Meet {{ product }}"}
    assert told[2]["kind"] == "spoken"
    assert [row["kind"] for row in told].count("moment") == 2
    assert told[9]["scene"] == 2


def answer(part: list[Passage], **changes: str) -> dict[str, Any]:
    texts = {number: passage.text for number, passage in enumerate(part, 1)}
    return {"texts": [{"id": number, "text": changes.get(f"t{number}", text)} for number, text in texts.items()]}


def test_other_words_come_to_where_the_old_ones_stood() -> None:
    part = passages(BOARD)
    new = answer(part, t3="[smile] Mira el jardín de {{ name }}.", t7="jardín", t9="jardín")
    made = read_texts(new, part)
    assert made["scenes", 0, "script"] == "[smile] Mira el jardín de {{ name }}."
    assert made["scenes", 0, "overlays", 0, "at"] == "jardín"


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"t3": "Look at the garden of {{ name }}."}, r"text 3.*\[smile\]"),
        ({"t3": "[smile] Look at the garden of {{ nombre }}."}, r"text 3.*\{\{ name \}\}"),
        ({"t3": "[smile] Look at the garden of {{ name }}. [wave]"}, r"text 3.*\[wave\] did not stand"),
        ({"t1": "Meet it"}, r"text 1.*\{\{ product \}\}"),
        ({"t2": "   "}, "text 2.*missing"),
        ({"t7": "Garten", "t9": "Garten"}, 'text 7.*"Garten" is not spoken in scene 1'),
        ({"t2": "x" * 500}, "text 2.*longer"),
    ],
)
def test_what_new_words_lost_is_told(changes: dict[str, str], told: str) -> None:
    part = passages(BOARD)
    with pytest.raises(InvalidInput) as caught:
        read_texts(answer(part, **changes), part)
    faults = caught.value.faults if isinstance(caught.value, ManyInvalid) else (caught.value,)
    assert re.search(told, f"{faults[0].param} {faults[0].message}")


@pytest.mark.parametrize("nonsense", [None, [], {}, {"texts": "no"}, {"texts": [1, {"id": "1", "text": 2}]}])
def test_an_answer_of_another_form_lacks_every_text(nonsense: object) -> None:
    part = passages(BOARD)
    with pytest.raises(ManyInvalid) as caught:
        read_texts(nonsense, part)
    assert len(caught.value.faults) >= len(part)


def test_readings_of_words_may_change_with_the_language() -> None:
    part = [Passage(("script",), "Use [NGINX|engine x] today.", "spoken")]
    assert read_texts({"texts": [{"id": 1, "text": "Usa NGINX hoy."}]}, part)


def test_lines_stay_lines() -> None:
    part = [Passage(("script",), "One.\n\nTwo.", "spoken")]
    made = read_texts({"texts": [{"id": 1, "text": "Uno. \n\n  Dos."}]}, part)
    assert made["script",] == "Uno.\n\nDos."


def test_long_boards_are_divided_between_scenes() -> None:
    scenes = [{"title": f"Part {number}", "script": "word " * 300} for number in range(30)]
    parts = shares(passages({"title": "Long", "scenes": scenes}))
    assert len(parts) > 3
    assert sum(map(len, parts)) == 61
    assert all(first[-1].scene != second[0].scene for first, second in itertools.pairwise(parts))


def test_languages_are_named_by_their_codes() -> None:
    assert read_languages(["es,de", " pt-BR ", "es"]) == ["es", "de", "pt-BR"]
    for wrong in (["Spanish please"], [""], ["../../etc"], ["es,x!"]):
        with pytest.raises(InvalidInput):
            read_languages(wrong)


def test_a_wish_says_something() -> None:
    with pytest.raises(InvalidInput):
        Wish(instruction="  ")
