"""Answers TAB from the generated tree, and ids from files on disk, importing next to nothing.

It must never print anything but candidates, never touch the network, and never fail.
"""

from __future__ import annotations

import sys
from os import environ

TYPE_CHECKING = False  # importing the name from `typing` would cost more than the rest of this module
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any, TypeAlias

    Node: TypeAlias = dict[str, Any]

Candidates = list[tuple[str, str]]
Kind = object  # of a value: a list of choices, the name of a source of ids, "text", or None for a flag

_UNKNOWN = ("", None)
LIMIT = 100  # videos; nobody reads more


def main(shell: str, words: list[str]) -> int:
    """Print the candidates for the last of ``words``, one a line, for the named shell."""
    try:
        candidates, prefix = complete(_joined(words) if shell == "bash" else words)
        sys.stdout.write("".join(_line(shell, prefix + value, help) for value, help in candidates))
        sys.stdout.flush()
    except Exception:  # noqa: BLE001, S110 - an error must not appear in the user's prompt
        pass
    return 0


def complete(words: list[str]) -> tuple[Candidates, str]:
    """Candidates (value, description) for the last word, and what of that word stands before the value."""
    from heygen_cli._tree import FLAGS, TREE

    *before, word = words or [""]
    node, given, waiting, literal = _walk(TREE, FLAGS, before)
    if waiting:
        return _values(waiting, word), ""
    if word.startswith("-") and not literal:
        options = {**FLAGS, **node.get("options", {})}
        name, equals, value = word.partition("=")
        if equals:
            return _values(options.get(name, _UNKNOWN)[1], value), f"{name}="
        return _starting(((option, about) for option, (about, _) in options.items()), word), ""
    if "commands" in node:
        return _starting(((name, child["help"]) for name, child in node["commands"].items()), word), ""
    kinds = node["args"]
    return (_values(kinds[min(given, len(kinds) - 1)], word) if kinds else []), ""


def _walk(node: Node, flags: Node, words: list[str]) -> tuple[Node, int, Kind, bool]:
    """The command reached, the arguments it was given, the kind of value wanted next, and whether ``--`` was met."""
    given, waiting, literal = 0, None, False
    for word in words:
        if waiting:
            waiting = None
        elif word == "--":
            literal = True
        elif word.startswith("-") and not literal:
            known = {**flags, **node.get("options", {})}
            waiting = None if "=" in word else known.get(word, _UNKNOWN)[1]
        elif word in node.get("commands", {}):
            node = _entered(node["commands"][word])
        else:
            given += 1
    return node, given, waiting, literal


def _entered(node: Node) -> Node:
    """A command itself, where only its name and where it is described are at hand: each TAB reads one such module."""
    module = node.get("module")
    return __import__(f"heygen_cli._tree.{module}", fromlist=["NODE"]).NODE if module else node


def _values(kind: Kind, word: str) -> Candidates:
    """What can stand where a value of this kind is wanted."""
    if isinstance(kind, list):
        return _starting(((choice, "") for choice in kind), word)
    source = _SOURCES.get(str(kind))
    return _starting(source(word), word) if source else []


def _avatars(_: str) -> Candidates:
    from heygen_cli._tree.looks import LOOKS

    return [(look, name) for look, name in LOOKS.items() if "/" not in look]


def _looks(_: str) -> Candidates:
    from heygen_cli._tree.looks import LOOKS

    return list(LOOKS.items())


def _voices(_: str) -> Candidates:
    """The voices that were there when they were last listed; none before that."""
    try:
        with open(f"{_folder('cache')}/voices.tsv", encoding="utf-8") as file:  # noqa: PTH123 - pathlib costs 5 ms
            return [(voice, name) for voice, _, name in (line.rstrip("\n").partition("\t") for line in file)]
    except FileNotFoundError:
        return []


def _speakers(word: str) -> Candidates:
    return [("auto", "the best that is installed"), *_voices(word)]


def _videos(word: str) -> Candidates:
    # Ids grow with time, and the range keeps to the index however many rows there are.
    query = "SELECT id, title FROM videos WHERE id >= ? AND id < ? ORDER BY id DESC LIMIT ?"
    return _stored(query, word, word + "\U0010ffff", LIMIT)


def _templates(word: str) -> Candidates:
    # A name that a shell would take for several words is offered as its id.
    query = (
        "SELECT iif(name GLOB '*[^-A-Za-z0-9._]*', id, name) AS typed, name FROM templates "
        "WHERE typed >= ? AND typed < ? ORDER BY id DESC LIMIT ?"
    )
    return _stored(query, word, word + "\U0010ffff", LIMIT)


def _stored(query: str, *parameters: str | int) -> Candidates:
    """Rows of the store; one that is being written to, damaged or absent gives none."""
    import sqlite3

    path = f"{_folder('data')}/heygen.db".replace("%", "%25").replace("?", "%3f").replace("#", "%23")
    connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=0.2)
    return connection.execute(query, parameters).fetchall()


def _settings(_: str) -> Candidates:
    from heygen_cli.config import SETTINGS

    return [(name, setting.help) for name, setting in SETTINGS.items()]


_SOURCES = {
    "avatar": _avatars,
    "look": _looks,
    "voice": _voices,
    "speaker": _speakers,
    "video": _videos,
    "template": _templates,
    "setting": _settings,
}


def _folder(kind: str) -> str:
    """The data or cache folder, as `config.folders` has it, for the price of no import on Linux."""
    home = environ.get("HEYGEN_HOME")
    if home:
        from os.path import expanduser

        return f"{expanduser(home)}/{kind}"  # noqa: PTH111
    if sys.platform != "linux":
        from heygen_cli.config import folders

        return str(getattr(folders(environ), kind))
    variable, below = {"data": ("XDG_DATA_HOME", ".local/share"), "cache": ("XDG_CACHE_HOME", ".cache")}[kind]
    return f"{environ.get(variable) or environ['HOME'] + '/' + below}/heygen"


def _starting(found: Iterable[tuple[str, str]], word: str) -> Candidates:
    return [(value, help) for value, help in found if value.startswith(word)]


def _joined(words: list[str]) -> list[str]:
    """Bash splits ``--voice=flite`` into three words and completes only the last."""
    kept = [word for word in words if word != "="]
    return [*kept, ""] if words[-1:] == ["="] else kept


def _line(shell: str, value: str, help: str) -> str:
    # A title can hold anything; here it must stay on its line and steer nothing.
    about = "".join(char for char in help if char.isprintable())
    if shell == "bash" or not about:
        return f"{value}\n"
    if shell == "zsh":
        return f"{value.replace(':', chr(92) + ':')}:{about}\n"
    return f"{value}\t{about}\n"
