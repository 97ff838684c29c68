"""Help is a product: every command says in one line what it is, and shows how it is used."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from importlib import import_module
from typing import Any

import pytest

from heygen_cli.cli.app import EPILOG, GROUPS, root
from heygen_cli.cli.commands import Command, Commands, Group
from heygen_cli.cli.flags import split


def commands(command: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[str, Any]]:
    if isinstance(command, Group):
        context = command.context_class(command)
        for name in command.list_commands(context):
            yield from commands(command.get_command(context, name), (*path, name))
    else:
        yield " ".join(path), command


ALL = dict(commands(root()))


def examples(command: Command) -> list[str]:
    return [line.strip() for line in (command.help or "").partition("\nExamples:\n")[2].splitlines() if line.strip()]


def test_all_groups_are_made_of_our_commands() -> None:
    for module, _ in GROUPS.values():
        assert module is None or isinstance(import_module(module).app, Commands)
    assert all(isinstance(command, Command) for command in ALL.values())


@pytest.mark.parametrize("name", ALL)
def test_a_command_has_a_summary_of_one_line_and_examples(name: str) -> None:
    lines = (ALL[name].help or "").splitlines()
    assert lines[0].endswith(".")
    assert len(lines[0]) <= 100
    assert lines[1:2] in ([], [""])
    assert examples(ALL[name])


@pytest.mark.parametrize("name", ALL)
def test_every_option_is_explained(name: str) -> None:
    assert [param.name for param in ALL[name].params if not param.help] == []


def lines_to_try() -> list[tuple[str, str]]:
    in_root = [
        (line.split()[1], line.strip()) for line in EPILOG.partition("Examples:")[2].splitlines() if line.strip()
    ]
    return [*((name, line) for name, command in ALL.items() for line in examples(command)), *in_root]


@pytest.mark.parametrize(("name", "line"), lines_to_try())
def test_an_example_is_a_line_that_can_be_typed(name: str, line: str) -> None:
    """It is parsed, not run: names a command that exists, and only options that it has."""
    assert "heygen " in line
    typed = line[line.index("heygen ") + len("heygen ") :]
    for end in (" | ", ')"', "; ", " > ", ")"):
        typed = typed.partition(end)[0]
    words = list(split(shlex.split(typed)).words)
    command: Any = root()
    context = command.context_class(command)
    while isinstance(command, Group):
        child = command.get_command(context, words.pop(0))
        context = child.context_class(child, parent=context)
        command = child
    command.make_parser(context).parse_args(words)
