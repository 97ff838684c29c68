from __future__ import annotations

import pytest

from heygen_cli.cli.flags import split
from heygen_cli.domain.errors import InvalidInput


@pytest.mark.parametrize(
    "line",
    [["--json", "video", "list"], ["video", "--json", "list"], ["video", "list", "--json"]],
)
def test_a_shared_flag_may_stand_anywhere(line: list[str]) -> None:
    found = split(line)
    assert found.flags == {"output": "json"}
    assert found.words == ("video", "list")


def test_the_last_of_two_forms_wins() -> None:
    assert split(["--json", "--human"]).flags == {"output": "human"}
    assert split(["--human", "--json"]).flags == {"output": "json"}


def test_words_after_two_dashes_are_left_alone() -> None:
    found = split(["voice", "synth", "--quiet", "--", "--json", "-v"])
    assert found.flags == {"quiet": "yes"}
    assert found.words == ("voice", "synth", "--", "--json", "-v")


@pytest.mark.parametrize(("given", "level"), [(["-v"], "info"), (["-vv"], "debug"), (["-v", "-v"], "debug")])
def test_each_v_says_more(given: list[str], level: str) -> None:
    assert split(given).flags == {"log_level": level}


@pytest.mark.parametrize("line", [["--color", "never"], ["--color=never"]])
def test_a_value_follows_or_is_joined(line: list[str]) -> None:
    assert split(line).flags == {"color": "never"}


@pytest.mark.parametrize("line", [["--color", "blue"], ["--color"], ["--log-format=xml"]])
def test_a_wrong_or_missing_value_is_refused(line: list[str]) -> None:
    with pytest.raises(InvalidInput, match="takes one of"):
        split(line)


def test_a_flag_without_choices_takes_no_value() -> None:
    assert split(["--json=yes"]).words == ("--json=yes",)
