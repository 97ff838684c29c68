"""The only printer. Results go to stdout, everything else to stderr; columns are data."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TextIO

from heygen_cli.domain.errors import ConfirmationRequired, HeygenError, Location, ManyInvalid
from heygen_cli.domain.event import Event

if TYPE_CHECKING:
    from rich.console import Console as RichConsole

Json = Mapping[str, Any]

_RED, _YELLOW, _BOLD, _DIM, _PLAIN = "\x1b[31m", "\x1b[33m", "\x1b[1m", "\x1b[2m", "\x1b[0m"
_EVENT_COLOURS = {"fallback": _YELLOW, "warning": _YELLOW, "reuse": _DIM, "info": ""}
_EVENT_WORDS = {"fallback": "Instead: ", "warning": "Warning: ", "reuse": "", "info": ""}
# Joiners make letters and emoji, so they stay; other invisible characters could reorder or fake what is shown.
_JOINERS = "\u200c\u200d"
_INVISIBLE = {"Cc", "Cf", "Cs", "Zl", "Zp"}
# Valid in a JSON string but not harmless in a terminal, or (surrogates) not writable at all.
_UNSAFE_IN_JSON = re.compile("[\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def safe(value: object, keep: str = "") -> str:
    """Text in which nothing can steer the terminal: control and invisible characters become escapes."""
    text = str(value)
    if text.isprintable():
        return text
    import unicodedata

    return "".join(
        char
        if char in keep or char in _JOINERS or unicodedata.category(char) not in _INVISIBLE
        else char.encode("unicode_escape").decode("ascii")
        for char in text
    )


def cell(value: object) -> str:
    """A value as a person reads it: nothing for None, yes and no, lists with commas."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (list, tuple)):
        return ", ".join(cell(item) for item in value)
    return safe(value)


class Column(NamedTuple):
    """One column of a table, or one line of a resource: which field, under which name, shown how.

    ``colours`` names Rich colours for texts that deserve one, such as a status.
    """

    key: str
    label: str
    show: Callable[[Any], str] = cell
    colours: Mapping[str, str] = MappingProxyType({})


class Style(NamedTuple):
    """How to print, as the settings and the streams decided it."""

    human: bool
    quiet: bool = False
    coloured_out: bool = False
    coloured_err: bool = False


class Console:
    """Prints results, notes, events and errors."""

    def __init__(self, style: Style, stdout: TextIO | None = None, stderr: TextIO | None = None) -> None:
        self.style = style
        self._out = stdout or sys.stdout
        self._err = stderr or sys.stderr

    @property
    def human(self) -> bool:
        """Whether a person reads the result; otherwise a program does."""
        return self.style.human

    @property
    def quiet(self) -> bool:
        """Whether only results and errors are wanted."""
        return self.style.quiet

    @property
    def coloured(self) -> bool:
        """Whether stdout takes colours."""
        return self.style.coloured_out

    @property
    def live(self) -> bool:
        """Whether stderr is a terminal on which lines may be drawn over."""
        return self._err.isatty() and os.environ.get("TERM") != "dumb" and not self.quiet

    @cached_property
    def rich(self) -> RichConsole:
        """Rich on stderr, for progress bars."""
        from rich.console import Console as RichConsole

        return RichConsole(file=self._err, no_color=not self.style.coloured_err, highlight=False, markup=False)

    # -- results ---------------------------------------------------------------------------------------------------

    def show(self, resource: Json, columns: Sequence[Column] = ()) -> None:
        """Print one resource: ``{"data": …}``, or a line for each column whose field has a value."""
        if not self.human:
            self._json({"data": resource})
            return
        chosen = columns or [Column(key, key.replace("_", " ").capitalize()) for key in resource]
        rows = [(column.label, column.show(resource.get(column.key))) for column in chosen]
        rows = [(label, text) for label, text in rows if text]
        width = max((len(label) for label, _ in rows), default=0) + 1
        for label, text in rows:
            self._print(self._paint(f"{label + ':':<{width}}", _BOLD) + f" {text}")

    def show_list(
        self,
        items: Sequence[Json],
        columns: Sequence[Column],
        *,
        has_more: bool = False,
        next_token: str | None = None,
        empty: str = "Nothing found.",
    ) -> None:
        """Print a page of resources: ``{"data": […], "has_more", "next_token"}``, or a table."""
        if not self.human:
            self._json({"data": list(items), "has_more": has_more, "next_token": next_token})
        elif not items:
            self.note(empty)
        else:
            self._table([[column.show(item.get(column.key)) for column in columns] for item in items], columns)
            if next_token:
                self.note(f"More: add --token {next_token}")

    def text(self, text: str) -> None:
        """Print text that is itself the result, such as a completion script."""
        self._print(text.removesuffix("\n"))

    # -- everything else -------------------------------------------------------------------------------------------

    def note(self, text: str) -> None:
        """Tell a person something beside the result."""
        if not self.quiet:
            self._complain(safe(text, keep="\n"), _DIM)

    def annotate(self, line: str) -> None:
        """Write a line that a build server reads from stderr as it stands."""
        print(line, file=self._err, flush=True)

    def event(self, event: Event) -> None:
        """Show what happened while work was going on."""
        if not self.quiet:
            hint = f" ({event.hint})" if event.hint else ""
            self._complain(_EVENT_WORDS[event.kind] + safe(event.message + hint), _EVENT_COLOURS[event.kind])

    def error(self, error: HeygenError) -> None:
        """Say what went wrong, where, and what to do; for programs as one line of JSON."""
        if not self.human:
            import json

            print(_escaped(json.dumps({"error": envelope(error)}, ensure_ascii=False)), file=self._err, flush=True)
            return
        self._complain(f"Error: {safe(error.message, keep=chr(10))}", _RED)
        faults = error.faults if isinstance(error, ManyInvalid) else (error,)
        for fault in faults:
            self._fault(fault, lead=fault is not error)

    def _fault(self, fault: HeygenError, lead: bool) -> None:
        if lead:
            self._complain(f"- {safe(fault.message)}")
        if fault.location:
            self._complain(f"  {safe(fault.location)}")
        if fault.hint:
            self._complain(f"{'  ' if lead else ''}Fix: {safe(fault.hint, keep=chr(10))}")

    def confirm(self, question: str, *, force_with: str = "--force") -> bool:
        """Ask at the terminal; raises ConfirmationRequired where nobody can answer."""
        if not (sys.stdin.isatty() and self._err.isatty()) or os.environ.get("HEYGEN_NONINTERACTIVE"):
            raise ConfirmationRequired(question, hint=f"Add {force_with} to agree.")
        print(f"{safe(question)} [y/N] ", end="", file=self._err, flush=True)
        return sys.stdin.readline().strip().lower() in ("y", "yes")

    # -- streams ---------------------------------------------------------------------------------------------------

    def _json(self, data: Any) -> None:
        import json

        ascii_only = (self._out.encoding or "utf-8").lower().replace("-", "") != "utf8"
        text = json.dumps(data, ensure_ascii=ascii_only, separators=(",", ":"), default=str)
        self._print(_escaped(text))

    def _table(self, rows: list[list[str]], columns: Sequence[Column]) -> None:
        from rich import box
        from rich.console import Console as RichConsole
        from rich.table import Table
        from rich.text import Text

        table = Table(box=box.SIMPLE_HEAD, pad_edge=False, header_style="bold", show_edge=False)
        for number, column in enumerate(columns):
            # What stands first is an id, which people copy: it stays in one piece.
            table.add_column(Text(column.label), overflow="fold", no_wrap=number == 0)
        for row in rows:
            cells = zip(columns, row, strict=True)
            table.add_row(*(Text(text, style=column.colours.get(text, "")) for column, text in cells))
        colours: Literal["standard"] | None = "standard" if self.style.coloured_out else None
        # Whether to colour was decided before: NO_COLOR must not be asked again.
        RichConsole(file=self._out, color_system=colours, no_color=False, highlight=False).print(table)

    def _paint(self, text: str, colour: str) -> str:
        return f"{colour}{text}{_PLAIN}" if self.style.coloured_out else text

    def _print(self, text: str) -> None:
        print(text, file=self._out)

    def _complain(self, text: str, colour: str = "") -> None:
        painted = f"{colour}{text}{_PLAIN}" if colour and self.style.coloured_err else text
        if "rich" in vars(self):  # a bar may be on the screen: Rich writes above it
            from rich.text import Text

            self.rich.print(Text.from_ansi(painted), soft_wrap=True)
        else:
            print(painted, file=self._err, flush=True)


def envelope(error: HeygenError) -> dict[str, Any]:
    """The error as the JSON that scripts rely on; empty fields are left out."""
    fields: dict[str, Any] = {
        "code": error.error_code,
        "message": error.message,
        "hint": error.hint,
        "param": error.param,
        "doc_url": error.doc_url,
        "request_id": error.request_id,
        "location": _location(error.location),
        "errors": [envelope(fault) for fault in error.faults] if isinstance(error, ManyInvalid) else None,
    }
    return {key: value for key, value in fields.items() if value is not None}


def _location(location: Location | None) -> dict[str, Any] | None:
    return {key: value for key, value in vars(location).items() if value is not None} if location else None


def _escaped(text: str) -> str:
    return _UNSAFE_IN_JSON.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def style(*, output: str, quiet: bool, color: str, streams: Iterable[TextIO] | None = None) -> Style:
    """Decide form and colours from the settings ``output`` and ``color`` and from what the streams are."""
    out, err = streams or (sys.stdout, sys.stderr)
    return Style(
        human=output == "human" or (output == "auto" and out.isatty()),
        quiet=quiet,
        coloured_out=_coloured(color, out),
        coloured_err=_coloured(color, err),
    )


def _coloured(color: str, stream: TextIO) -> bool:
    """A flag or setting comes first, then NO_COLOR, then FORCE_COLOR and CLICOLOR_FORCE, then the terminal."""
    environ = os.environ
    if color != "auto":
        return color == "always"
    if environ.get("NO_COLOR"):
        return False
    if any(environ.get(name, "0") not in ("", "0") for name in ("FORCE_COLOR", "CLICOLOR_FORCE")):
        return True
    return stream.isatty() and environ.get("TERM") != "dumb"
