"""Variables: values reach the texts they are meant for, and nothing else can happen on the way."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest

from heygen_cli.domain.errors import InvalidInput, ManyInvalid
from heygen_cli.domain.variables import filled
from heygen_cli.infra.documents import read_document
from heygen_cli.infra.templating import render

BOARD = """
title: "Hi {{ name }}"
fps: "{{ rate }}"
variables:
  name: {type: text, default: Ada, description: Who is greeted}
  rate: 25
  plan: {type: choice, choices: [free, pro], default: free}
  loud: {type: boolean, default: false}
scenes:
  - script: "{{ name | upper }}, you have {{ plan }}. {{ 'Listen!' if loud else 'Read.' }}"
"""


def fill(text: str, **given: str) -> dict[str, Any]:
    document = read_document(text, "film.yaml")
    return filled(document.data, document.marks, given, render)


def faults_of(text: str, **given: str) -> list[InvalidInput]:
    with pytest.raises(InvalidInput) as caught:
        fill(text, **given)
    return list(caught.value.faults) if isinstance(caught.value, ManyInvalid) else [caught.value]


def test_values_go_where_they_are_named_and_keep_their_type() -> None:
    board = fill(BOARD)
    assert (board["title"], board["fps"]) == ("Hi Ada", 25)
    assert board["scenes"][0]["script"] == "ADA, you have free. Read."
    assert "variables" not in board
    other = fill(BOARD, name="Bo", rate="30", plan="pro", loud="true")
    assert (other["title"], other["fps"]) == ("Hi Bo", 30)
    assert other["scenes"][0]["script"] == "BO, you have pro. Listen!"


def test_a_value_is_text_and_never_structure() -> None:
    evil = 'x"\nscenes: []\n{{ rate }} {% for x in y %}'
    assert fill(BOARD, name=evil)["title"] == f"Hi {evil}"


@pytest.mark.parametrize(
    ("text", "given", "message", "line"),
    [
        ('title: "{{ nam }}"\nvariables: {name: x}', {}, 'no variable "nam"', 1),
        ("title: x\nvariables: {name: x}", {}, 'variable "name" is not used', 2),
        ('title: "{{ name }}"\nvariables: {name: {type: text}}', {}, "was not given", 2),
        ('title: "{{ n }}"\nvariables: {n: {type: number, default: x}}', {}, "must be a number", 2),
        ('title: "{{ n }}"\nvariables: {n: {type: nubmer}}', {}, 'cannot be "nubmer"', 2),
        ('title: "{{ n }}"\nvariables: {n: {type: choice}}', {}, "needs choices", 2),
        ('title: "{{ n }}"\nvariables: {n: {type: choice, choices: 3}}', {}, "must be a list, not a number", 2),
        ("title: x\nvariables: 3", {}, "must hold fields, not a number", 2),
        ('title: "{{ n }}"\nvariables: {"2n": x, n: y}', {}, "cannot be the name", 2),
        ('title: "{{ n | shout }}"\nvariables: {n: y}', {}, 'no filter "shout"', 1),
        ('title: "{{ n"\nvariables: {n: y}', {}, "cannot be read", 1),
    ],
)
def test_each_fault_has_its_place(text: str, given: dict[str, str], message: str, line: int) -> None:
    fault = next(fault for fault in faults_of(text, **given) if message in fault.message)
    assert fault.location
    assert fault.location.line == line


@pytest.mark.parametrize(
    ("given", "message"),
    [({"nam": "x"}, 'no variable "nam"'), ({"rate": "fast"}, "a number"), ({"plan": "gold"}, "one of free, pro")],
)
def test_what_the_line_gives_must_fit(given: dict[str, str], message: str) -> None:
    (fault,) = faults_of(BOARD, **given)
    assert message in fault.message
    assert fault.param == "--var"


@pytest.mark.parametrize(
    "expression",
    [
        "'x' * 10000000000",
        "'%1000000000d' % 1",
        "2 ** 99999999",
        "name.__class__",
        "name['__class__']",
        "name.upper()",
        "range(1000000000)",
        "[1, 2, 3]",
        "cycler('a')",
        "name | attr('__class__')",
        "name | center(1000000000)",
        "name | map('upper')",
        "lipsum(1000)",
    ],
)
def test_what_could_do_harm_is_refused_at_once(expression: str) -> None:
    began = time.process_time()
    with pytest.raises(InvalidInput):
        fill(f'title: "{{{{ {expression.replace(chr(34), chr(39))} }}}}"\nvariables: {{name: x}}')
    assert time.process_time() - began < 1


@pytest.mark.parametrize(
    "statement", ["{% for x in name %}{{ x }}{% endfor %}", "{% set x = 1 %}{{ name }}", "{{ name }}{% include 'a' %}"]
)
def test_statements_are_refused(statement: str) -> None:
    with pytest.raises(InvalidInput, match="not allowed"):
        fill(f'title: "{statement}"\nvariables: {{name: x}}')


def test_a_text_may_not_grow_without_end() -> None:
    long = "a" * 5000
    with pytest.raises(InvalidInput, match="grows to"):
        fill(f"title: \"{{{{ name | replace('a', '{'b' * 50}') }}}}\"\nvariables: {{name: x}}", name=long)


def test_files_are_found_from_where_the_user_is_and_numbers_may_be_text() -> None:
    declared = "variables: {photo: {type: image}, year: {type: text}, who: {type: avatar, default: mira}}"
    document = read_document(f'title: "{{{{ photo }}}} {{{{ who }}}}"\nname: "{{{{ year }}}}"\n{declared}', "film.yaml")
    made = filled(document.data, document.marks, {"photo": "me.png", "year": 2026}, render)
    assert made == {"title": f"{Path.cwd() / 'me.png'} mira", "name": "2026"}
    with pytest.raises(InvalidInput, match="who must be text"):
        filled(document.data, document.marks, {"photo": "https://x.example/me.png", "year": "", "who": 3}, render)


def test_what_a_file_gives_is_told_where_it_stands_there() -> None:
    given = read_document('{"variables": {\n "nam": "x",\n "rate": "fast"}}', "vars.json")
    board = read_document(BOARD, "film.yaml")
    with pytest.raises(ManyInvalid) as caught:
        filled(board.data, board.marks, given.data["variables"], render, given.marks)
    assert [str(fault.location) for fault in caught.value.faults] == [
        "vars.json:2:2  variables.nam",
        "vars.json:3:2  variables.rate",
    ]
