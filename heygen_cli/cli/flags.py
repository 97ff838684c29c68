"""Options that every command understands, wherever they stand on the line.

They are taken out before Typer sees the line, so no command declares them, `heygen video list --json` and
`heygen --json video list` are the same, and an error in the rest of the line is already told in the form asked for.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from heygen_cli.domain.errors import InvalidInput


class Flag(NamedTuple):
    """One such option. Giving it sets ``setting`` to ``value``, or to the word after it when ``choices`` are named."""

    names: tuple[str, ...]
    setting: str
    help: str
    value: str = ""
    choices: tuple[str, ...] = ()

    @property
    def usage(self) -> str:
        """The flag as help pages show it."""
        return ", ".join(self.names) + (f" [{'|'.join(self.choices)}]" if self.choices else "")


FLAGS = (
    Flag(("--json",), "output", "Print JSON, as when stdout is not a terminal", "json"),
    Flag(("--human",), "output", "Print tables and text, as at a terminal", "human"),
    Flag(("-q", "--quiet"), "quiet", "Print results and errors only", "yes"),
    Flag(("-v", "--verbose"), "log_level", "Say what is decided and why; -vv says everything", "info"),
    Flag(("-vv",), "log_level", "", "debug"),
    Flag(("--debug",), "debug", "Show where an unexpected error happened", "yes"),
    Flag(("--color",), "color", "Colour the output", choices=("auto", "always", "never")),
    Flag(("--provider",), "provider", "Who does it: this computer or HeyGen's cloud", choices=("local", "heygen")),
    Flag(("--log-format",), "log_format", "How -v writes its lines", choices=("text", "json")),
)
_BY_NAME = {name: flag for flag in FLAGS for name in flag.names}


class Line(NamedTuple):
    """A command line in two parts: the shared flags as settings, and the words that are left for the command."""

    flags: Mapping[str, str]
    words: tuple[str, ...]


def split(args: Sequence[str]) -> Line:
    """Take the shared flags out of a command line; everything after ``--`` is left alone, the last of a kind wins."""
    flags: dict[str, str] = {}
    words: list[str] = []
    rest = iter(args)
    for word in rest:
        if word == "--":
            words += [word, *rest]
            break
        name, equals, value = word.partition("=")
        flag = _BY_NAME.get(name)
        if flag is None or (equals and not flag.choices):
            words.append(word)
        elif flag.choices:
            flags[flag.setting] = _choice(flag, value if equals else next(rest, ""))
        else:
            louder = flag.setting == "log_level" and flag.setting in flags
            flags[flag.setting] = "debug" if louder else flag.value
    return Line(flags, tuple(words))


def _choice(flag: Flag, value: str) -> str:
    if value not in flag.choices:
        wanted = ", ".join(flag.choices)
        given = f"not {value!r}" if value else "but nothing follows"
        raise InvalidInput(f"{flag.names[0]} takes one of {wanted}, {given}", param=flag.names[0])
    return value
