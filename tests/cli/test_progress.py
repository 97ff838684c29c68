from __future__ import annotations

import io

import pytest

from heygen_cli.cli.console import Console, Style
from heygen_cli.cli.progress import HEARTBEAT, ConsoleProgress
from heygen_cli.domain.errors import FallbackRefused
from heygen_cli.domain.event import Event

FALLBACK = Event("fallback", "voice", "espeak speaks", hint="install flite")


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


def plain() -> tuple[Console, io.StringIO]:
    err = io.StringIO()
    return Console(Style(human=True), io.StringIO(), err), err


def test_without_a_terminal_each_stage_is_a_line() -> None:
    console, err = plain()
    with ConsoleProgress(console) as progress:
        progress.stage("speech")
        progress.stage("clip 1 of 2", 90, "frames")
        for done in range(90):
            progress.advance(done)
    assert err.getvalue() == "speech\nclip 1 of 2 (90 frames)\n"


def test_a_long_stage_says_now_and_then_that_it_is_alive() -> None:
    console, err = plain()
    clock = Clock()
    with ConsoleProgress(console, clock=clock) as progress:
        progress.stage("clip", 200, "frames")
        progress.advance(50)
        clock.now += HEARTBEAT
        progress.advance(100)
        progress.advance(110)
    assert err.getvalue() == "clip (200 frames)\nclip 50%\n"


def test_at_a_terminal_a_bar_is_drawn_and_taken_away(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    err = Terminal()
    with ConsoleProgress(Console(Style(human=True, coloured_err=True), io.StringIO(), err)) as progress:
        progress.stage("clip", 90, "frames")
        progress.advance(45)
        progress.event(FALLBACK)
    drawn = err.getvalue()
    assert "clip" in drawn
    assert "espeak speaks (install flite)" in drawn
    assert drawn.rstrip().endswith("\x1b[2K"), "the last thing is that the bar's line is cleared"


def test_quiet_draws_nothing_but_keeps_events() -> None:
    err = Terminal()
    with ConsoleProgress(Console(Style(human=True, quiet=True), io.StringIO(), err)) as progress:
        progress.stage("clip", 90, "frames")
        progress.advance(45)
        progress.event(FALLBACK)
    assert err.getvalue() == ""
    assert progress.events == [FALLBACK]


def test_strict_refuses_a_fallback_and_nothing_else() -> None:
    console, _ = plain()
    progress = ConsoleProgress(console, strict=True)
    progress.event(Event("reuse", "clip", "made before"))
    progress.event(Event("warning", "loud", "very loud"))
    with pytest.raises(FallbackRefused, match="espeak speaks") as caught:
        progress.event(FALLBACK)
    assert caught.value.hint == "install flite"


def test_events_are_told_by_kind() -> None:
    err = io.StringIO()
    progress = ConsoleProgress(Console(Style(human=True, coloured_err=True), io.StringIO(), err))
    progress.event(FALLBACK)
    progress.event(Event("reuse", "clip", "made before"))
    assert err.getvalue().splitlines() == [
        "\x1b[33mInstead: espeak speaks (install flite)\x1b[0m",
        "\x1b[2mmade before\x1b[0m",
    ]
