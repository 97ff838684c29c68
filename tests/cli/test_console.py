from __future__ import annotations

import io
import json

import pytest

from heygen_cli.cli.console import Column, Console, Style, safe, style
from heygen_cli.domain.errors import ConfirmationRequired, InvalidInput, Location, ManyInvalid, NotFound
from heygen_cli.domain.event import Event

NASTY = "a\x1b[31mb\x07\u202ec\x9b2J\n"


class Terminal(io.StringIO):
    encoding = "utf-8"

    def isatty(self) -> bool:
        return True


def printer(**style: bool) -> tuple[Console, io.StringIO, io.StringIO]:
    out, err = Terminal(), Terminal()
    return Console(Style(**{"human": True, **style}), out, err), out, err


def test_nothing_in_a_text_can_steer_the_terminal() -> None:
    assert safe(NASTY) == "a\\x1b[31mb\\x07\\u202ec\\x9b2J\\n"
    assert safe("two\nlines", keep="\n") == "two\nlines"


@pytest.mark.parametrize("text", ["Grüße", "日本語", "سلام", "👩‍🚀", "a\u00a0b"])
def test_every_script_stays_readable(text: str) -> None:
    assert safe(text) == text


def test_json_is_one_line_that_a_terminal_survives() -> None:
    console, out, _ = printer(human=False)
    console.show({"title": NASTY, "name": "Grüße", "file": "\udcff"})
    (line,) = out.getvalue().splitlines()
    assert line.isprintable()
    assert "Grüße" in line
    assert json.loads(line)["data"]["title"] == NASTY


def test_a_resource_is_labels_and_values_without_empty_ones() -> None:
    console, out, err = printer()
    console.show({"id": "v_1", "title": NASTY, "reason": None}, (Column("id", "Id"), Column("title", "Title")))
    assert out.getvalue() == f"Id:    v_1\nTitle: {safe(NASTY)}\n"
    assert err.getvalue() == ""


def test_a_list_is_a_table_and_says_how_to_go_on() -> None:
    console, out, err = printer()
    console.show_list([{"id": "one", "ok": True}, {"id": "[bold]two", "ok": False}], COLUMNS, next_token="abc")
    assert [line.split() for line in out.getvalue().splitlines()[2:]] == [["one", "yes"], ["[bold]two", "no"]]
    assert "--token abc" in err.getvalue()


COLUMNS = (Column("id", "Id"), Column("ok", "Ok", colours={"yes": "green"}))


def test_a_list_for_programs_is_the_envelope() -> None:
    console, out, _ = printer(human=False)
    console.show_list([{"id": "one", "extra": 1}], COLUMNS, has_more=True, next_token="abc")
    assert json.loads(out.getvalue()) == {"data": [{"id": "one", "extra": 1}], "has_more": True, "next_token": "abc"}


def test_colours_are_there_only_when_wanted() -> None:
    plain, plain_out, _ = printer()
    coloured, coloured_out, _ = printer(coloured_out=True)
    for console in (plain, coloured):
        console.show_list([{"id": "one", "ok": True}], COLUMNS)
    assert "\x1b[" not in plain_out.getvalue()
    assert "\x1b[32m" in coloured_out.getvalue()


def test_quiet_leaves_results_and_errors() -> None:
    console, out, err = printer(quiet=True)
    console.note("note")
    console.event(Event("warning", "w", "careful"))
    assert err.getvalue() == ""
    console.show({"id": 1})
    console.error(NotFound("gone"))
    assert (out.getvalue(), err.getvalue()) == ("Id: 1\n", "Error: gone\n")


def test_an_error_says_what_where_and_what_to_do() -> None:
    console, out, err = printer()
    console.error(InvalidInput("bad \x1bvalue", hint="try another", location=Location("a.yaml", 3, 7, "fps")))
    assert err.getvalue() == "Error: bad \\x1bvalue\n  a.yaml:3:7  fps\nFix: try another\n"
    assert out.getvalue() == ""


def test_many_faults_are_all_listed() -> None:
    faults = [InvalidInput(f"fault {n}", hint=f"fix {n}", location=Location("a.yaml", n)) for n in (1, 2)]
    human, _, err = printer()
    human.error(ManyInvalid(faults))
    assert err.getvalue() == (
        "Error: 2 problems found\n- fault 1\n  a.yaml:1\n  Fix: fix 1\n- fault 2\n  a.yaml:2\n  Fix: fix 2\n"
    )
    machine, _, err = printer(human=False)
    machine.error(ManyInvalid(faults))
    (line,) = err.getvalue().splitlines()
    assert [fault["location"]["line"] for fault in json.loads(line)["error"]["errors"]] == [1, 2]


def test_the_error_envelope_has_no_empty_fields() -> None:
    console, _, err = printer(human=False)
    console.error(NotFound("gone", hint="look elsewhere"))
    assert json.loads(err.getvalue()) == {"error": {"code": "not_found", "message": "gone", "hint": "look elsewhere"}}


@pytest.mark.parametrize(
    ("given", "environ", "coloured"),
    [
        ("auto", {}, True),
        ("auto", {"NO_COLOR": "1"}, False),
        ("auto", {"NO_COLOR": "1", "FORCE_COLOR": "1"}, False),
        ("auto", {"TERM": "dumb"}, False),
        ("auto", {"TERM": "dumb", "CLICOLOR_FORCE": "1"}, True),
        ("always", {"NO_COLOR": "1"}, True),
        ("never", {"FORCE_COLOR": "1"}, False),
    ],
)
def test_who_decides_about_colour(
    given: str, environ: dict[str, str], coloured: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("NO_COLOR", "FORCE_COLOR", "CLICOLOR_FORCE"):
        monkeypatch.delenv(name, raising=False)
    for name, value in {"TERM": "xterm", **environ}.items():
        monkeypatch.setenv(name, value)
    assert style(output="auto", quiet=False, color=given, streams=(Terminal(), Terminal())).coloured_out is coloured


@pytest.mark.parametrize(
    ("output", "stream", "human"),
    [("auto", Terminal, True), ("auto", io.StringIO, False), ("json", Terminal, False), ("human", io.StringIO, True)],
)
def test_who_decides_about_the_form(output: str, stream: type[io.StringIO], human: bool) -> None:
    assert style(output=output, quiet=False, color="auto", streams=(stream(), stream())).human is human


def test_a_question_nobody_can_answer_is_an_error() -> None:
    console, _, _ = printer()
    with pytest.raises(ConfirmationRequired, match="Delete it") as caught:
        console.confirm("Delete it?")
    assert "--force" in str(caught.value.hint)


@pytest.mark.parametrize(("typed", "agreed"), [("y\n", True), ("YES\n", True), ("\n", False), ("", False)])
def test_a_question_at_the_terminal(typed: str, agreed: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", Terminal(typed))
    monkeypatch.delenv("HEYGEN_NONINTERACTIVE", raising=False)
    console, out, err = printer()
    assert console.confirm("Delete it?") is agreed
    assert err.getvalue() == "Delete it? [y/N] "
    assert out.getvalue() == ""
