"""`heygen voice` with the real engines."""

from __future__ import annotations

import io
import json
import wave
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Answer
from tests.studio.speech import networks

Heygen = Callable[..., Answer]


def test_a_list_filters_and_pages(heygen: Heygen) -> None:
    first = json.loads(heygen("voice", "list", "--engine", "espeak", "--language", "en", "--limit", "1").out)
    assert [voice["engine"] for voice in first["data"]] == ["espeak"]
    assert first["has_more"] is True
    second = heygen("voice", "list", "--engine", "espeak", "--language", "en", "--token", first["next_token"])
    assert first["data"][0] not in second.data


def test_a_voice_for_people_and_programs(heygen: Heygen) -> None:
    (listed,) = heygen("voice", "list", "--limit", "1").data
    voice = listed["voice_id"]
    assert heygen("voice", "get", voice).data == listed
    assert heygen("voice", "get", voice, "--human").out.startswith("Id:")
    assert heygen("voice", "get", "flite/rmz").error["code"] == "voice_not_found"


def test_speech_is_sound_with_times(heygen: Heygen) -> None:
    answer = heygen("voice", "synth", "Hello there", "--voice", "espeak/en-us", "-o", "a.wav", "--timings", "a.json")
    assert answer.code == 0, answer.err
    with wave.open("a.wav") as sound:
        assert sound.getnframes() / sound.getframerate() == pytest.approx(answer.data["duration"], abs=0.001)
    track = json.loads(Path("a.json").read_text())
    assert [word["spoken"].lower() for word in track["words"]] == ["hello", "there"]
    assert track["length"] >= track["words"][-1]["end"] > track["words"][0]["start"]


def test_an_mp3_from_a_file(heygen: Heygen) -> None:
    Path("-talk.txt").write_text("Grüße – “quoted” text\n", encoding="utf-8")
    answer = heygen("voice", "synth", "--file=-talk.txt", "--output", "talk.mp3")
    assert answer.code == 0, answer.err
    assert Path("talk.mp3").read_bytes()[:3] in (b"ID3", b"\xff\xfb\x90", b"\xff\xf3\x40")


def test_text_from_a_pipe(heygen: Heygen, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"Hello")))
    answer = heygen("voice", "synth", "--file", "-", "--voice", "espeak/en-us")
    assert (answer.code, Path(answer.data["path"]).name) == (0, "speech.wav")


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (["voice", "synth"], "usage_error"),
        (["voice", "synth", "Hello", "--file", "x.txt"], "usage_error"),
        (["voice", "synth", "--file", "missing.txt"], "usage_error"),
        (["voice", "synth", "  "], "usage_error"),
        (["voice", "synth", "Hello", "--speed", "9"], "usage_error"),
        (["voice", "synth", "Hello", "--output", "a.ogg"], "usage_error"),
        (["voice", "synth", "Hello", "--output", "no/such/a.wav"], "usage_error"),
    ],
)
def test_bad_input_is_refused_and_leaves_nothing(line: list[str], code: str, heygen: Heygen) -> None:
    answer = heygen(*line)
    assert (answer.code, answer.error["code"], answer.out) == (2, code, "")
    assert list(Path.cwd().iterdir()) == []


def test_a_file_is_not_replaced_unasked(heygen: Heygen) -> None:
    Path("a.wav").write_text("mine")
    refused = heygen("voice", "synth", "Hello", "--voice", "espeak/en-us", "-o", "a.wav")
    assert (refused.code, refused.error["code"]) == (1, "file_exists")
    assert Path("a.wav").read_text() == "mine"
    assert heygen("voice", "synth", "Hello", "--voice", "espeak/en-us", "-o", "a.wav", "--force").code == 0
    assert Path("a.wav").read_bytes()[:4] == b"RIFF"


def test_a_preview_is_named_like_its_voice(heygen: Heygen) -> None:
    answer = heygen("voice", "preview", "espeak/de")
    assert (answer.code, answer.data["language"], Path(answer.data["path"]).name) == (0, "de", "espeak-de.mp3")
    assert heygen("voice", "preview", "espeak/de").error["code"] == "file_exists"


def test_a_word_is_taught_heard_and_forgotten(heygen: Heygen, home: Path) -> None:
    added = heygen("voice", "lexicon", "add", "nginx", "engine x")
    assert added.data["path"] == str(home / "config" / "lexicon.toml")
    Path("lexicon.toml").write_text('[words]\nGIF = { arpabet = "JH IH1 F" }\n')
    assert [entry["word"] for entry in heygen("voice", "lexicon", "list").data] == ["nginx", "GIF"]
    heygen("voice", "synth", "Try nginx.", "--voice", "espeak/en-us", "--timings", "a.json")
    track = json.loads(Path("a.json").read_text())
    assert [word["spoken"] for word in track["words"]] == ["Try", "engine", "x"]
    assert [token["text"] for token in track["tokens"]] == ["Try", "nginx."]
    assert heygen("voice", "lexicon", "remove", "NGINX").data["removed"] is True
    assert heygen("voice", "lexicon", "remove", "nginx").error["code"] == "not_found"


@pytest.mark.parametrize(
    "line",
    [("nginx",), ("nginx", "engine x", "--ipa", "x"), ("nginx", "nginx"), ("x", "--arpabet", "QQ"), ("two words", "x")],
)
def test_a_word_that_cannot_be_taught(line: tuple[str, ...], heygen: Heygen, home: Path) -> None:
    answer = heygen("voice", "lexicon", "add", *line)
    assert (answer.code, answer.error["code"]) == (2, "usage_error")
    assert not (home / "config" / "lexicon.toml").exists()


def test_strict_refuses_an_unknown_tag(heygen: Heygen) -> None:
    answer = heygen("voice", "synth", "Hello [smlie] there", "--voice", "espeak/en-us", "--strict")
    assert answer.error["code"] == "fallback_refused"
    assert list(Path.cwd().iterdir()) == []


def test_a_neural_voice_from_install_to_remove(heygen: Heygen, tmp_path: Path) -> None:
    files = networks.piper(tmp_path / "files")
    assert {model["name"] for model in heygen("voice", "list", "--installable").data} >= {"norman", "kristin", "kokoro"}
    done = heygen("voice", "install", "kristin", "--from", str(files))
    assert (done.code, done.data["voices"]) == (0, ["piper/kristin"]), done.err
    assert heygen("voice", "list", "--limit", "1").data[0]["voice_id"] == "piper/kristin"
    spoken = heygen("voice", "synth", "Hello there", "--voice", "piper/kristin", "--timings", "a.json")
    assert (spoken.code, spoken.data["licence"], spoken.data["timing"]) == (0, "public-domain", "native"), spoken.err
    assert heygen("voice", "remove", "kristin").error["code"] == "confirmation_required"
    assert heygen("voice", "remove", "kristin", "--force").data["deleted"] is True
    assert heygen("voice", "get", "piper/kristin").error["code"] == "voice_not_found"
    refused = heygen("voice", "install", "lessac")
    assert (refused.code != 0, refused.error["code"]) == (True, "licence_not_accepted")
