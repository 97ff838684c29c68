"""How a command line becomes a storyboard."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from heygen_cli.cli.video_request import Request, Sources, read_request
from heygen_cli.config import Folders, Settings
from heygen_cli.domain.background import Background
from heygen_cli.domain.errors import InvalidInput, ManyInvalid

NOWHERE = Path("/nowhere")
SETTINGS = Settings(Folders(NOWHERE, NOWHERE, NOWHERE, NOWHERE), fps=25, quality="draft", captions="karaoke")


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def read(words: str | None = None, /, *, settings: Settings = SETTINGS, **given: Any) -> Request:
    sources = {name: given.pop(name, None) for name in ("script_file", "storyboard", "data", "audio")}
    return read_request(Sources(words, **sources), given, settings)


def refused(*args: Any, **given: Any) -> InvalidInput:
    with pytest.raises(InvalidInput) as caught:
        read(*args, **given)
    return caught.value


def test_settings_give_what_nobody_says() -> None:
    board = read("Hello there.").storyboard
    assert (board.title, board.fps, board.quality, board.captions.mode) == ("Hello there", 25, "draft", "karaoke")


def test_flags_win_over_the_storyboard_and_this_over_settings(here: Path) -> None:
    (here / "talk.yaml").write_text(
        "fps: 30\nquality: high\ncaptions: {mode: burn, style: plain}\nvoice_settings: {speed: 2}\n"
        "scenes: [{script: Hi}]"
    )
    board = read(storyboard="talk.yaml", fps=50, captions="off", pitch=3.0, settings=replace(SETTINGS)).storyboard
    assert (board.title, board.fps, board.quality) == ("talk", 50, "high")
    assert (board.captions.mode, board.captions.style) == ("off", "plain")
    assert (board.voice_settings.speed, board.voice_settings.pitch) == (2.0, 3.0)


def test_files_of_a_storyboard_lie_beside_it_and_files_of_flags_lie_here(here: Path) -> None:
    (here / "talk").mkdir()
    for path in ("talk/sky.png", "sea.png"):
        (here / path).touch()
    (here / "talk/talk.yaml").write_text("background: sky.png\nscenes: [{script: Hi}]")
    assert read(storyboard="talk/talk.yaml").storyboard.background == Background(image=here / "talk/sky.png")
    board = read(storyboard="talk/talk.yaml", background="sea.png").storyboard
    assert board.background == Background(image=here / "sea.png")


def test_an_argument_that_names_a_text_file_is_read_and_said(here: Path) -> None:
    (here / "my talk.txt").write_text("﻿Hello, world.\n", encoding="utf-8")
    request = read("my talk.txt")
    assert (request.storyboard.title, request.storyboard.scenes[0].script) == ("my talk", "Hello, world.")
    assert [note.message for note in request.notes] == ["Reading the script from my talk.txt"]


@pytest.mark.parametrize("words", ["Read the file hello.txt", "See notes.md", "-5 degrees", "x" * 5000, "a\nb.txt"])
def test_other_words_are_spoken_as_they_are(words: str) -> None:
    assert read(words).storyboard.scenes[0].script == words


def test_standard_input_is_read_for_a_dash(monkeypatch: pytest.MonkeyPatch) -> None:
    for way in ({"script_file": "-"}, {}):
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO("שלום".encode())))
        assert read(*([] if way else ["-"]), **way).storyboard.scenes[0].script == "שלום"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "script is empty"),
        (b" \n ", "script is empty"),
        (b"\x89PNG\0\0", "not a text file"),
        (b"caf\xe9", r"not UTF-8 text \(line 1\)"),
        (b"x" * 5001, "5,001 characters"),
        (b"x" * (4 * 1024 * 1024 + 1), "larger than 4 MiB"),
    ],
)
def test_a_file_that_is_no_script_is_refused(here: Path, content: bytes, message: str) -> None:
    (here / "talk.txt").write_bytes(content)
    with pytest.raises(InvalidInput, match=message) as caught:
        read(script_file="talk.txt")
    assert caught.value.param == "--script-file"


@pytest.mark.parametrize(
    ("given", "param"),
    [
        ({}, "SCRIPT"),
        ({"script_file": "gone.txt"}, "--script-file"),
        ({"script_file": "."}, "--script-file"),
        ({"script_file": "a.txt", "storyboard": "b.yaml"}, "--storyboard"),
        ({"storyboard": "b.yaml", "data": "{}"}, "--data"),
        ({"data": "gone.json"}, "--data"),
        ({"audio": "gone.wav"}, "--audio"),
    ],
)
def test_impossible_sources_name_the_option(given: dict[str, str], param: str) -> None:
    assert refused(**given).param == param


def test_a_storyboard_in_place_of_a_script_is_recognised(here: Path) -> None:
    (here / "talk.yaml").touch()
    assert "--storyboard 'talk.yaml'" in str(refused("talk.yaml").hint)
    assert refused("gone.txt").message == "There is no file gone.txt"


def test_faults_of_flags_and_files_are_told_together(here: Path) -> None:
    (here / "talk.yaml").write_text("resolution: 8k\nscenes: [{script: Hi}]")
    error = refused(storyboard="talk.yaml", fps=200)
    assert isinstance(error, ManyInvalid)
    assert [fault.param for fault in error.faults] == ["resolution", "--fps"]


def test_a_storyboard_with_nothing_in_it_is_refused(here: Path) -> None:
    (here / "talk.yaml").write_text("just words")
    assert refused(storyboard="talk.yaml").message == "talk.yaml holds no storyboard"


def test_words_for_many_scenes_are_refused(here: Path) -> None:
    (here / "talk.json").write_text('{"scenes": [{"script": "a"}, {"script": "b"}]}')
    assert refused("Hello", data="talk.json").param == "SCRIPT"


def test_a_request_of_the_cloud_is_filled_and_overlaid() -> None:
    body = '{"type": "avatar", "audio_url": "file:///gone.wav", "resolution": "720p"}'
    board = read("Hello", data=body, avatar="mira", resolution="4k").storyboard
    assert (board.scenes[0].script, board.scenes[0].audio) == ("Hello", None)
    assert (board.avatar, board.scenes[0].avatar, board.resolution) == ("mira", None, "4k")
    assert board.captions.mode == "off"


def test_flags_win_over_the_scenes_of_a_cloud_request() -> None:
    body = '{"type": "avatar", "avatar_id": "theo", "voice_id": "x", "script": "Hi", "background": %s}'
    body %= '{"type": "color", "value": "#000"}'
    board = read(data=body, avatar="mira", voice="flite/rms", background="#fff").storyboard
    scene = board.scenes[0]
    assert (scene.avatar, scene.voice, scene.background) == (None, None, None)
    assert (board.avatar, board.voice) == ("mira", "flite/rms")
    assert board.background == Background(color="#ffffff")


def test_a_recording_may_come_with_its_words(here: Path) -> None:
    (here / "voice.wav").touch()
    scene = read("What I say", audio="voice.wav").storyboard.scenes[0]
    assert (scene.script, scene.audio) == ("What I say", here / "voice.wav")
    assert read(audio="voice.wav").storyboard.title == "voice"


def test_a_voice_beside_a_recording_is_not_passed_over_in_silence(here: Path) -> None:
    (here / "talk.wav").write_bytes(b"RIFF")
    notes = read(audio="talk.wav", voice="flite/rms").notes
    assert [note.code for note in notes] == ["voice_not_used"]
