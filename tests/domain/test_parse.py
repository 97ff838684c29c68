"""Reading storyboards: good ones become what they say, bad ones are told fault by fault."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from heygen_cli.domain.acting import Acting
from heygen_cli.domain.background import Background
from heygen_cli.domain.captions import Captions
from heygen_cli.domain.errors import InvalidInput, ManyInvalid
from heygen_cli.domain.fields import Marks
from heygen_cli.domain.naming import slug, title_from
from heygen_cli.domain.parse import storyboard_from_mapping
from heygen_cli.domain.staging import Staging
from heygen_cli.domain.storyboard import Storyboard, VoiceSettings
from heygen_cli.infra.documents import read_document

BASE = Path("/videos")


def read(text: str, *, exists: bool = True) -> Storyboard:
    document = read_document(text, "talk.yaml")
    return storyboard_from_mapping(document.data, document.marks, BASE, exists=lambda _: exists)


def faults_of(text: str, *, exists: bool = True) -> list[InvalidInput]:
    with pytest.raises(InvalidInput) as caught:
        read(text, exists=exists)
    return list(caught.value.faults) if isinstance(caught.value, ManyInvalid) else [caught.value]


def test_the_smallest_storyboard_takes_its_title_from_the_script() -> None:
    board = read("scenes: [{script: 'Welcome to the show, everyone who is here today!'}]")
    assert board == Storyboard(title="Welcome to the show, everyone who is here", scenes=board.scenes)


def test_every_field_is_read() -> None:
    board = read("""
title: "Launch:  the\\nday"
resolution: 4k
aspect_ratio: 9:16
fps: 25
quality: draft
avatar: mira
voice: flite/rms
voice_settings: {speed: 1.5, pitch: -2, volume: 0.5}
background: "#FFF"
captions: {mode: karaoke, style: plain}
scenes:
  - {script: One., avatar: theo, voice: espeak/en-us, background: pics/sky.PNG, title: First}
  - {audio: two.wav, script: "", background: loop.mp4}
  - {audio: "file:///sounds/thr%20ee.wav", background: ~/x.jpg}
""")
    assert (board.title, board.size, board.fps, board.quality) == ("Launch: the day", (360, 640), 25, "draft")
    assert board.voice_settings == VoiceSettings(1.5, -2.0, 0.5)
    assert board.background == Background(color="#ffffff")
    assert board.captions == Captions("karaoke", "plain")
    assert [scene.background.kind for scene in board.scenes if scene.background] == ["image", "video", "image"]
    assert board.scenes[0].background == Background(image=Path("/videos/pics/sky.PNG"))
    assert [scene.audio for scene in board.scenes] == [None, Path("/videos/two.wav"), Path("/sounds/thr ee.wav")]
    assert Storyboard.from_json(board.to_json()) == board


def test_a_scene_changes_only_what_it_says_about_its_presenter() -> None:
    board = read("""
avatar: {look: leo/office, framing: wide, position: right, expressiveness: high}
scenes:
  - {script: One}
  - {script: Two, avatar: {position: left, expression: smile}}
  - {script: Three, avatar: mira}
""")
    assert (board.avatar, board.staging, board.acting.expressiveness) == (
        "leo/office",
        Staging("wide", "right"),
        "high",
    )
    first, second, third = board.scenes
    assert (first.avatar, first.staging, first.acting) == (None, None, None)
    assert (second.avatar, second.staging) == ("leo/office", Staging("wide", "left"))
    assert second.acting == Acting("smile", "high")
    assert (third.avatar, third.staging) == ("mira", Staging("wide", "right"))
    assert Storyboard.from_json(board.to_json()) == board


@pytest.mark.parametrize("line", ["framing: far", "size: 9", "mirrored: 1", "colour: red", "expression: grim"])
def test_a_fault_about_the_presenter_is_told_with_its_field(line: str) -> None:
    (fault,) = faults_of(f"avatar: {{{line}}}\nscenes: [{{script: Hi}}]")
    assert fault.param == f"avatar.{line.partition(':')[0]}"


@pytest.mark.parametrize("mode", ["off", "sidecar", "burn", "karaoke"])
def test_captions_may_be_one_word(mode: str) -> None:
    assert read(f"captions: {mode}\nscenes: [{{script: Hi}}]").captions.mode == mode


def test_all_faults_are_told_at_once_with_their_places() -> None:
    faults = faults_of("""
resolutoin: 720p
resolution: 1081p
fps: 200
scenes:
  - {script: Hi, backgroud: "#fff"}
  - {script: 42, background: "#12"}
""")
    told = {str(fault.location): fault.hint for fault in faults}
    assert told == {
        "talk.yaml:2:1  resolutoin": 'did you mean "resolution"?',
        "talk.yaml:3:1  resolution": 'did you mean "1080p"?',
        "talk.yaml:4:1  fps": None,
        "talk.yaml:6:18  scenes[0].backgroud": 'did you mean "background"?',
        "talk.yaml:7:6  scenes[1].script": 'put it in quotes: "42"',
        "talk.yaml:7:18  scenes[1].background": 'write six hexadecimal digits: "#1e293b"',
    }


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("", "scenes"),
        ("just words", None),
        ("scenes: []", "scenes"),
        ("scenes: hello", "scenes"),
        ("scenes: [hello]", "scenes[0]"),
        ("scenes: [{}]", "scenes[0]"),
        ("scenes: [{script: '  '}]", "scenes[0].script"),
        ("scenes: [{script: ''}]", "scenes[0].script"),
        (f"scenes: [{{script: {'x' * 5001}}}]", "scenes[0].script"),
        ("scenes: [" + "{script: a}," * 1001 + "]", "scenes"),
        ("{fps: 29.97, scenes: [{script: a}]}", "fps"),
        ("{fps: true, scenes: [{script: a}]}", "fps"),
        ("{fps: .nan, scenes: [{script: a}]}", "fps"),
        ("{fps: '30', scenes: [{script: a}]}", "fps"),
        ("{title: 2024, scenes: [{script: a}]}", "title"),
        ("{aspect_ratio: 21:9, scenes: [{script: a}]}", "aspect_ratio"),
        ("{quality: best, scenes: [{script: a}]}", "quality"),
        ("{captions: burned, scenes: [{script: a}]}", "captions"),
        ("{captions: {mood: burn}, scenes: [{script: a}]}", "captions.mood"),
        ("{voice_settings: {speed: 3}, scenes: [{script: a}]}", "voice_settings.speed"),
        ("{voice_settings: {pitch: -13}, scenes: [{script: a}]}", "voice_settings.pitch"),
        ("{voice_settings: loud, scenes: [{script: a}]}", "voice_settings"),
        ("{background: sky, scenes: [{script: a}]}", "background"),
        ("{background: 'https://x.test/a.png', scenes: [{script: a}]}", "background"),
    ],
)
def test_each_fault_names_its_field(text: str, path: str | None) -> None:
    [fault] = faults_of(text)
    assert fault.param == path
    assert fault.location is not None


def test_half_a_character_is_refused() -> None:
    with pytest.raises(InvalidInput, match="not valid Unicode"):
        storyboard_from_mapping({"scenes": [{"script": "\ud800"}]}, Marks(), BASE)


def test_missing_files_are_named_with_their_full_path() -> None:
    faults = faults_of("{background: sky.png, scenes: [{audio: voice.wav}]}", exists=False)
    assert {fault.message for fault in faults} == {
        "There is no file /videos/sky.png",
        "There is no file /videos/voice.wav",
    }


def test_a_long_script_is_told_how_to_go_on() -> None:
    [fault] = faults_of(f"scenes: [{{script: {'x' * 5001}}}]")
    assert "5,001 characters" in fault.message
    assert "--storyboard" in str(fault.hint)


def test_five_thousand_characters_are_enough_and_allowed() -> None:
    assert len(read(f"scenes: [{{script: {'x' * 5000}}}]").scenes[0].script) == 5000


def test_scripts_may_hold_anything_people_write() -> None:
    script = 'She said "50% {off}" – it\'s 5:30!\n\x1b[31m שלום 你好 🎬 %{x} \\n $HOME'
    data: dict[str, Any] = {"scenes": [{"script": script}]}
    assert storyboard_from_mapping(data, Marks(), BASE).scenes[0].script == script


def test_a_fault_of_a_flag_names_the_flag() -> None:
    document = read_document("fps: 30\nscenes: [{script: a}]", "talk.yaml")
    marks = document.marks.with_flags({("fps",): "--fps"})
    with pytest.raises(InvalidInput) as caught:
        storyboard_from_mapping({**document.data, "fps": 200}, marks, BASE)
    assert (caught.value.param, caught.value.location) == ("--fps", None)


@pytest.mark.parametrize(
    ("script", "title"),
    [
        ("Hello, world.", "Hello, world"),
        ("  one\ntwo\tthree  ", "one two three"),
        ("\x1b[31mred", "[31mred"),
        ("\n", "Untitled"),
        ("x" * 100, "x" * 60),
        ("你好,世界", "你好,世界"),
    ],
)
def test_a_title_comes_from_the_first_words(script: str, title: str) -> None:
    assert title_from(script) == title


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Hello, World!", "hello-world"),
        ("-rf /", "rf"),
        ("../../etc/passwd", "etc-passwd"),
        ("שלום 你好", "שלום-你好"),
        ("🎬", "video"),
        ("über_straße", "über-strasse"),
        ("你" * 100, "你" * 40),
    ],
)
def test_a_file_name_comes_from_the_title(title: str, name: str) -> None:
    assert slug(title) == name
