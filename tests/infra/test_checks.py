from __future__ import annotations

import os
import shutil
import sqlite3
from collections import namedtuple
from dataclasses import replace
from pathlib import Path

import pytest

from heygen_cli.domain.errors import InvalidInput, Location
from heygen_cli.domain.voice import Voice
from heygen_cli.infra import checks
from heygen_cli.infra.known import remember
from heygen_cli.infra.store.database import Database

Usage = namedtuple("Usage", "total used free")
RMS = Voice("flite/rms", "Rms", "flite", "en-US", "male", "clear", "MIT-CMU", 16000)
ROBOT = replace(RMS, id="espeak/en", engine="espeak", quality="robotic")
MISSING = replace(RMS, available=False, install_hint="apt install flite")


def test_a_folder_that_will_be_made(tmp_path: Path) -> None:
    assert checks.writable(tmp_path).status == "ok"
    assert "made when needed" in checks.writable(tmp_path / "a" / "b").detail


def test_a_file_in_place_of_a_folder(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("")
    found = checks.writable(tmp_path / "data")
    assert found.status == "fail"
    assert "HEYGEN_HOME" in str(found.fix)


@pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="needs a folder that nobody can write in")
def test_the_current_folder_only_warns(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir("/proc/self")
    found = checks.current_folder()
    assert found.status == "warn"
    assert "--output" in str(found.fix)


@pytest.mark.parametrize(
    ("free", "status"), [(checks.TIGHT, "ok"), (checks.TIGHT - 1, "warn"), (checks.SCARCE - 1, "fail")]
)
def test_room_on_the_disk(free: int, status: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda path: Usage(free, 0, free))
    assert checks.space(tmp_path / "not" / "there").status == status


def test_a_store(tmp_path: Path) -> None:
    path = tmp_path / "heygen.db"
    assert checks.store(path).status == "ok"
    assert not path.exists()
    database = Database(path)
    assert database.rows("SELECT 1")
    database.close()
    assert "0 videos" in checks.store(path).detail
    path.write_bytes(b"something else entirely" * 100)
    assert checks.store(path).status == "fail"


def test_sqlite_is_named() -> None:
    assert sqlite3.sqlite_version in checks.sqlite().detail


def program(folder: Path) -> Path:
    folder.mkdir()
    path = folder / "heygen"
    path.write_text("#!/bin/sh\n")
    path.chmod(0o755)
    return path


def test_who_answers_to_the_name(tmp_path: Path) -> None:
    own, other = program(tmp_path / "own"), program(tmp_path / "other")

    def look(*folders: Path) -> checks.Outcome:
        return checks.command_path({"PATH": os.pathsep.join(map(str, folders))}, own.parent)

    assert look(own.parent).status == "ok"
    assert look(tmp_path).status == "warn"
    assert str(other) in look(own.parent, other.parent).detail
    clash = look(other.parent, own.parent)
    assert clash.status == "warn"
    assert "heygen-cli" in str(clash.fix)


def test_ffmpeg_must_have_its_filters(tmp_path: Path) -> None:
    assert checks.ffmpeg(tmp_path, "9", checks.NEEDED_FILTERS).status == "ok"
    found = checks.ffmpeg(tmp_path, "9", ["ass"])
    assert found.status == "fail"
    assert "ebur128, loudnorm" in found.detail


@pytest.mark.parametrize(
    ("voices", "status", "fix"),
    [
        ([RMS, ROBOT], "ok", None),
        ([ROBOT, MISSING], "warn", "apt install flite"),
        ([MISSING], "fail", "reinstall heygen-cli"),
        ([], "fail", "reinstall heygen-cli"),
    ],
)
def test_somebody_must_be_able_to_speak(voices: list[Voice], status: str, fix: str | None) -> None:
    found = checks.voices(voices)
    assert (found.status, found.fix) == (status, fix)


def test_the_font_must_be_there(tmp_path: Path) -> None:
    assert checks.font(tmp_path / "x.otf").status == "fail"
    (tmp_path / "x.otf").write_text("")
    assert checks.font(tmp_path / "x.otf").status == "ok"


def test_settings_are_grouped_by_where_they_come_from() -> None:
    assert checks.settings({}).detail == "all at their defaults"
    found = checks.settings({"fps": "a.toml", "voice": "a.toml", "output": "flag"})
    assert found.detail == "a.toml: fps, voice; flag: output"


def test_remembering_is_whole_and_never_fails(tmp_path: Path) -> None:
    path = tmp_path / "cache" / "voices.tsv"
    remember(path, [("a/b", "Some\nname\there"), ("c", "")])
    assert path.read_text() == "a/b\tSome name here\nc\t\n"
    first = path.stat().st_mtime_ns
    remember(path, [("a/b", "Some name here"), ("c", "")])
    assert path.stat().st_mtime_ns == first
    remember(path / "below" / "a" / "file", [("a", "b")])
    assert [file.name for file in path.parent.iterdir()] == ["voices.tsv"]


def test_presenters_that_cannot_be_read_are_told_with_their_place() -> None:
    assert checks.presenters(16, []) == ("ok", "16 presenters", None)
    fault = InvalidInput("chin is 7", hint="write a number from -1 to 1", location=Location("tove.toml", path="style"))
    assert checks.presenters(16, [fault]) == (
        "warn",
        "1 cannot be read; tove.toml  style: chin is 7",
        "write a number from -1 to 1",
    )


def test_a_half_installed_voice_is_told_with_the_cure() -> None:
    assert checks.installed_voices([]).status == "ok"
    assert checks.installed_voices([Path("voices/piper/norman")])[::2] == ("warn", "heygen voice install norman")
