"""TAB: what is offered, in which shell, and that nothing can break the prompt."""

from __future__ import annotations

import os
import pty
import select
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from heygen_cli import _complete, config
from heygen_cli.cli import generate
from heygen_cli.cli.shells import SHELLS, place
from heygen_cli.domain.captions import CAPTION_MODES
from heygen_cli.infra.known import remember
from heygen_cli.infra.store.database import Database
from tests.cli.conftest import Answer

TOP = Path(generate.PACKAGE).parent


def offered(*words: str) -> list[str]:
    candidates, prefix = _complete.complete(list(words))
    return [prefix + value for value, _ in candidates]


@pytest.fixture
def videos(home: Path) -> list[str]:
    """150 videos in the store; newest first."""
    database = Database(home / "data" / "heygen.db")
    ids = [f"v_{number:04d}" for number in range(150)]
    with database.transaction() as connection:
        connection.executemany(
            "INSERT INTO videos (id, title, search, status, provider, path, created_at, storyboard, events) "
            "VALUES (?, ?, '', 'completed', 'local', '', ?, '{}', '[]')",
            [(video, f"Title\n\x1b[31m {video}", number) for number, video in enumerate(ids)],
        )
    database.close()
    return ids[::-1]


@pytest.mark.parametrize("path", generate.files())
def test_generated_files_are_current(path: Path) -> None:
    written = (TOP / path).read_text(encoding="utf-8")
    assert written == generate.files()[path], "run: python -m heygen_cli.cli.generate"


def test_no_group_is_described_that_is_no_more() -> None:
    there = {path.relative_to(generate.PACKAGE.parent) for path in (generate.PACKAGE / "_tree").glob("*.py")}
    assert there <= generate.files().keys()


def test_commands_options_and_choices(home: Path) -> None:
    assert offered("avat") == ["avatar"]
    assert offered("avatar", "looks", "") == ["list", "get"]
    assert "--captions" in offered("video", "create", "--c")
    assert offered("video", "create", "--captions", "") == list(CAPTION_MODES)
    assert offered("video", "create", "--captions=k") == ["--captions=karaoke"]
    assert offered("--color", "n", "") != offered("--color", "n")
    assert offered("--color", "n") == ["never"]
    assert offered("config", "get", "as") == ["aspect_ratio"]


def test_a_value_is_not_mistaken_for_a_command(home: Path) -> None:
    assert "create" in offered("--color", "video", "video", "")
    assert offered("video", "create", "--title", "list", "--cap") == ["--captions"]


def test_after_two_dashes_nothing_is_an_option(home: Path) -> None:
    assert offered("voice", "synth", "--", "--h") == []


def test_ids_of_presenters_and_voices(home: Path) -> None:
    assert "mira" in offered("avatar", "get", "")
    assert offered("video", "create", "--avatar", "mir")[0] == "mira"
    assert offered("voice", "get", "") == []
    assert offered("voice", "synth", "--voice", "") == ["auto"]
    remember(home / "cache" / "voices.tsv", [("flite/rms", "Rms"), ("espeak/en-us", "English\tof\nAmerica")])
    assert offered("voice", "get", "") == ["flite/rms", "espeak/en-us"]
    assert offered("voice", "synth", "--voice", "fl") == ["flite/rms"]


def test_the_voice_list_is_what_tab_knows(heygen: Callable[..., Answer]) -> None:
    listed = {voice["voice_id"] for voice in heygen("voice", "list", "--limit", "100").data if voice["available"]}
    assert listed
    assert listed <= set(offered("voice", "get", ""))


def test_video_ids_newest_first_and_not_too_many(videos: list[str]) -> None:
    assert offered("video", "get", "") == videos[: _complete.LIMIT]
    assert offered("video", "get", "v_000") == [f"v_{number:04d}" for number in range(9, -1, -1)]


def test_video_ids_are_read_while_somebody_writes(videos: list[str], home: Path) -> None:
    database = Database(home / "data" / "heygen.db")
    with database.transaction() as connection:
        connection.execute("DELETE FROM videos")
        assert len(offered("video", "get", "")) == _complete.LIMIT
    database.close()


@pytest.mark.parametrize("content", [None, b"not a database", b""])
def test_a_broken_store_says_nothing(content: bytes | None, home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    if content is not None:
        (home / "data").mkdir(parents=True)
        (home / "data" / "heygen.db").write_bytes(content)
    assert _complete.main("bash", ["video", "get", ""]) == 0
    assert capsys.readouterr() == ("", "")


def test_the_folders_are_those_of_the_settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for variable in ("HEYGEN_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME"):
        for value in (str(tmp_path / variable), None):
            monkeypatch.setenv(variable, value) if value else monkeypatch.delenv(variable)
            places = config.folders(os.environ)
            assert _complete._folder("data") == str(places.data)
            assert _complete._folder("cache") == str(places.cache)


@pytest.mark.parametrize(
    ("shell", "line"),
    [("bash", "v_0149"), ("zsh", "v_0149:Title[31m v_0149"), ("fish", "v_0149\tTitle[31m v_0149")],
)
def test_a_title_stays_on_its_line(
    shell: str, line: str, videos: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    _complete.main(shell, ["video", "get", "v_0149"])
    assert capsys.readouterr().out == line + "\n"


def test_bash_splits_words_at_equals_signs() -> None:
    assert _complete._joined(["video", "create", "--captions", "=", "ka"]) == ["video", "create", "--captions", "ka"]
    assert _complete._joined(["video", "create", "--captions", "="]) == ["video", "create", "--captions", ""]


@pytest.fixture
def program(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A `heygen` on PATH."""
    folder = tmp_path / "bin"
    folder.mkdir()
    path = folder / "heygen"
    path.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m heygen_cli "$@"\n')
    path.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}:{os.environ['PATH']}")
    return path


def driven(shell: str, script: str) -> list[str]:
    if not shutil.which(shell):
        pytest.skip(f"{shell} is not installed")
    options = {"bash": ["--norc", "--noprofile"], "zsh": ["-f"], "fish": ["--no-config"]}[shell]
    done = subprocess.run([shell, *options, "-c", script], capture_output=True, text=True, check=True, timeout=30)
    return done.stdout.split("\n")[:-1]


def test_bash_completes(program: Path, videos: list[str]) -> None:
    def bash(*words: str) -> list[str]:
        quoted = " ".join(f"'{word}'" for word in ("heygen", *words))
        return driven(
            "bash",
            f"source {TOP}/completions/heygen.bash; COMP_WORDS=({quoted}); COMP_CWORD={len(words)}; _heygen; "
            'printf "%s\\n" "${COMPREPLY[@]}"',
        )

    assert bash("avat") == ["avatar"]
    assert bash("video", "get", "v_0149") == ["v_0149"]
    assert bash("video", "create", "--captions", "=", "k") == ["karaoke"]


def test_zsh_knows_the_script(program: Path) -> None:
    script = f"fpath=({TOP}/completions $fpath); autoload -Uz compinit; compinit -u -D; print $_comps[heygen]"
    assert driven("zsh", script) == ["_heygen"]


def test_zsh_completes_at_the_first_tab(program: Path, videos: list[str]) -> None:
    """Typed into a real terminal: zsh completes nowhere else."""
    if not shutil.which("zsh"):
        pytest.skip("zsh is not installed")
    process, terminal = pty.fork()
    if not process:
        os.environ["TERM"] = "dumb"
        os.execvp("zsh", ["zsh", "-f", "-i"])
    try:
        script = f"fpath=({TOP}/completions $fpath); autoload -Uz compinit; compinit -u -D; echo rea''dy\n"
        assert typed(terminal, script, until="ready")
        assert typed(terminal, "heygen video get v_014\t", until="v_0149")
        assert typed(terminal, "\x15heygen video create --captions k\t", until="karaoke")
        assert typed(terminal, "\x15heygen config \t", until="Change one setting")
    finally:
        os.close(terminal)
        os.waitpid(process, 0)


def typed(terminal: int, keys: str, *, until: str) -> bool:
    """Type keys, and wait for a text that they alone do not show."""
    os.write(terminal, keys.encode())
    shown, deadline = "", time.monotonic() + 10
    while until not in shown and time.monotonic() < deadline:
        if select.select([terminal], [], [], 0.1)[0]:
            shown += os.read(terminal, 65536).decode(errors="replace")
    return until in shown


def test_fish_completes(program: Path, videos: list[str]) -> None:
    source = f"source {TOP}/completions/heygen.fish; "
    offered = ["avatar\tSee who can present a video, and let photographs do it."]
    assert driven("fish", source + 'complete -C "heygen avat"') == offered
    assert len(driven("fish", source + 'complete -C "heygen video get "')) == _complete.LIMIT
    assert driven("fish", source + 'complete -C "heygen video get v_0149"')[0].startswith("v_0149\t")


@pytest.mark.parametrize("shell", SHELLS)
def test_each_script_is_printed_as_it_is_in_the_folder(shell: str, heygen: Callable[..., Answer]) -> None:
    assert heygen("completion", shell).out == (TOP / "completions" / SHELLS[shell].file).read_text()


@pytest.mark.parametrize("shell", SHELLS)
def test_installing_puts_it_where_the_shell_looks(
    shell: str, heygen: Callable[..., Answer], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "share"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("SHELL", f"/usr/bin/{shell}")
    answer = heygen("completion", "install")
    target = place(shell, os.environ, Path.home())
    assert answer.data == {"shell": shell, "path": str(target)}
    assert target.read_text() == SHELLS[shell].script
    assert target.is_relative_to(tmp_path)


def test_an_unknown_shell_must_be_named(heygen: Callable[..., Answer], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHELL", "/bin/tcsh")
    answer = heygen("completion", "install")
    assert (answer.code, answer.error["param"]) == (2, "SHELL")
