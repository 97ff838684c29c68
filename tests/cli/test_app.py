"""The one place where errors become messages and exit codes."""

from __future__ import annotations

import errno
import json
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
import typer

from heygen_cli import __version__
from heygen_cli.cli import app
from heygen_cli.cli.commands import Commands
from heygen_cli.domain import errors
from tests.cli.conftest import Answer

Heygen = Callable[..., Answer]
HEYGEN = [sys.executable, "-m", "heygen_cli"]


@pytest.fixture
def raising(heygen: Heygen, monkeypatch: pytest.MonkeyPatch) -> Callable[[BaseException], Answer]:
    """Run a command that raises, and see what the user gets."""

    def run(problem: BaseException, *flags: str) -> Answer:
        commands = Commands()

        @commands.command("boom")
        def boom() -> None:
            """Raise it."""
            raise problem

        module = type(sys)("boom_module")
        module.app = commands  # type: ignore[attr-defined]
        monkeypatch.setitem(sys.modules, "boom_module", module)
        monkeypatch.setitem(app.GROUPS, "boom", ("boom_module", "Raise something"))
        return heygen("boom", *flags)

    return run


@pytest.mark.parametrize(
    ("problem", "code"),
    [
        (errors.InvalidInput("x"), 2),
        (errors.ManyInvalid([errors.InvalidInput("x")]), 2),
        (errors.NotFound("x"), 1),
        (errors.FileExists("x"), 1),
        (errors.ConfirmationRequired("x"), 1),
        (errors.AuthRequired("x"), 3),
        (errors.Forbidden("x"), 3),
        (errors.TimedOut("x"), 4),
        (errors.PartlyFailed("x"), 5),
        (errors.Canceled("x"), 130),
        (errors.FallbackRefused("x"), 1),
        (errors.StoreDamaged("x"), 1),
    ],
)
def test_each_kind_has_its_exit_code(problem: errors.HeygenError, code: int, raising: Callable[..., Answer]) -> None:
    answer = raising(problem)
    assert answer.code == code
    assert answer.error["code"] == problem.error_code
    assert answer.out == ""


def test_a_person_reads_it_in_words(raising: Callable[..., Answer]) -> None:
    answer = raising(errors.NotFound("There is no x", hint="heygen video list"), "--human")
    assert answer.err == "Error: There is no x\nFix: heygen video list\n"


@pytest.mark.parametrize(
    ("problem", "exit_code", "code", "words"),
    [
        (KeyboardInterrupt(), 130, "canceled", "Interrupted"),
        (typer.Abort(), 130, "canceled", "Interrupted"),
        (MemoryError(), 1, "out_of_memory", "memory"),
        (OSError(errno.ENOSPC, "No space left on device", "/big/file"), 1, "disk_full", "/big/file"),
        (PermissionError(errno.EACCES, "Permission denied", "/root/x"), 1, "cli_file_io_error", "/root/x"),
    ],
)
def test_what_python_raises_is_explained(
    problem: BaseException, exit_code: int, code: str, words: str, raising: Callable[..., Answer]
) -> None:
    answer = raising(problem)
    assert answer.code == exit_code
    assert answer.error["code"] == code
    assert words in answer.error["message"]


def test_the_unexpected_is_one_line_and_a_report(
    raising: Callable[..., Answer], home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HEYGEN_API_KEY", "canary-4711")
    answer = raising(ZeroDivisionError("by canary-4711"))
    assert answer.code == 1
    assert "Traceback" not in answer.err
    (report,) = (home / "state" / "reports").iterdir()
    assert str(report) in answer.error["hint"]
    text = report.read_text()
    assert "ZeroDivisionError" in text
    assert __version__ in text
    assert "canary" not in text


def test_debug_shows_the_traceback(raising: Callable[..., Answer]) -> None:
    assert "Traceback" in raising(ZeroDivisionError("x"), "--debug").err


def test_a_report_that_cannot_be_written_does_not_hide_the_error(raising: Callable[..., Answer], home: Path) -> None:
    home.write_text("a file in place of the folder")
    answer = raising(ZeroDivisionError("x"))
    assert "ZeroDivisionError" in answer.error["message"]
    assert "--debug" in answer.error["hint"]


@pytest.mark.parametrize(
    ("line", "meant"),
    [(["vidoe"], "video"), (["config", "lst"], "list"), (["config", "list", "--jsno"], "--json")],
)
def test_a_slip_is_answered_with_what_was_meant(line: list[str], meant: str, heygen: Heygen) -> None:
    answer = heygen(*line)
    assert answer.code == 2
    assert answer.error["code"] == "usage_error"
    assert f"'{meant}'" in answer.error["message"]
    assert "--help" in answer.error["hint"]


def test_a_wrong_shared_flag_is_a_usage_error(heygen: Heygen) -> None:
    answer = heygen("config", "list", "--color", "blue")
    assert (answer.code, answer.error["param"]) == (2, "--color")


def test_a_group_alone_shows_its_help(heygen: Heygen) -> None:
    answer = heygen("config")
    assert (answer.code, answer.err) == (0, "")
    assert "path" in answer.out


def test_help_is_bold_only_in_colour(heygen: Heygen) -> None:
    assert "\x1b[" not in heygen("config", "get", "--help").out
    assert "\x1b[1mExamples:\x1b[0m" in heygen("config", "get", "--help", "--color", "always").out


def test_settings_decide_the_form(heygen: Heygen, monkeypatch: pytest.MonkeyPatch) -> None:
    assert heygen("config", "get", "fps").data["value"] == 30
    monkeypatch.setenv("HEYGEN_OUTPUT", "human")
    assert heygen("config", "get", "fps").out.startswith("Setting:")
    assert heygen("config", "get", "fps", "--json").data["value"] == 30


def test_broken_settings_are_told_and_can_be_repaired(heygen: Heygen, home: Path) -> None:
    (home / "config").mkdir(parents=True)
    (home / "config" / "config.toml").write_text('output = "jsn"\n')
    broken = heygen("config", "list")
    assert (broken.code, broken.error["location"]["line"]) == (2, 1)
    assert heygen("config", "set", "output", "json").code == 0
    assert heygen("config", "list").code == 0


def test_logs_go_to_stderr_as_asked(heygen: Heygen) -> None:
    import logging

    answer = heygen("config", "path", "-v", "--log-format", "json")
    assert answer.code == 0
    logging.getLogger("heygen_cli").info("said")
    handler = logging.getLogger().handlers[0]
    record = logging.LogRecord("heygen_cli", logging.INFO, "", 0, "said", None, None)
    assert json.loads(handler.format(record))["message"] == "said"
    logging.getLogger().handlers.clear()
    logging.getLogger().setLevel("WARNING")


def test_version_and_help_of_the_real_program(home: Path) -> None:
    version = subprocess.run([*HEYGEN, "--version"], capture_output=True, text=True, check=True)
    assert version.stdout == f"heygen {__version__}\n"
    bare = subprocess.run(HEYGEN, capture_output=True, text=True, check=True)
    asked = subprocess.run([*HEYGEN, "-h"], capture_output=True, text=True, check=True)
    assert bare.stdout == asked.stdout
    assert "Exit codes:" in bare.stdout


def test_a_reader_that_goes_away_is_no_error(home: Path) -> None:
    command = [*HEYGEN, "video", "create", "--help"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.close()
        complaint = process.stderr.read()
    assert (process.returncode, complaint) == (app.BROKEN_PIPE, b"")


def test_ctrl_c_ends_it_within_a_second(home: Path) -> None:
    command = [*HEYGEN, "voice", "synth", "--file", "-"]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe) as process:
        _wait_until_reading(process.pid)
        began = time.monotonic()
        process.send_signal(signal.SIGINT)
        process.wait(timeout=10)
        took = time.monotonic() - began
        out, err = process.communicate()
    assert took < 1
    assert (process.returncode, out) == (130, b"")
    assert json.loads(err)["error"]["code"] == "canceled"


def _wait_until_reading(pid: int) -> None:
    """Until the process sleeps in a read of its standard input; it has then done everything before that."""
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        if "pipe" in Path(f"/proc/{pid}/wchan").read_text():
            return
        time.sleep(0.01)
    pytest.fail("the program never read its input")
