from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from heygen_cli.domain import preview
from heygen_cli.domain.errors import FallbackRefused, FileExists, InvalidInput
from heygen_cli.domain.event import Event
from heygen_cli.domain.speech import SpeechRequest, SpeechTrack
from heygen_cli.domain.voice import Gender, Voice
from heygen_cli.services.voice import VoiceService

RMS = Voice("flite/rms", "Rms", "flite", "en-US", "male", "clear", "MIT-CMU", 16000)
SLT = replace(RMS, id="flite/slt", name="Slt", gender="female", available=False)
SCOT = Voice("espeak/en-gb", "Scot", "espeak", "en-GB", "male", "robotic", "GPL-3.0", 22050)
GERMAN = replace(SCOT, id="espeak/de", name="Deutsch", language="de")


class Engines:
    """Voices that write their text in place of sound."""

    def __init__(self) -> None:
        self.spoken: list[SpeechRequest] = []

    def voices(self) -> Sequence[Voice]:
        return [RMS, SLT, SCOT, GERMAN]

    def detect_language(self, text: str) -> str:
        return "de" if "ß" in text else "en"

    def resolve(
        self, voice_id: str, language: str | None, *, gender: Gender | None = None
    ) -> tuple[Voice, Event | None]:
        if voice_id == SLT.id:
            return RMS, Event("fallback", "voice", "rms speaks")
        return (GERMAN if language == "de" else RMS), None

    def remarks(self, text: str, voice: Voice, *, ssml: bool = False) -> Sequence[Event]:
        return [Event("fallback", "unknown_tag", f"The tag {text} is not known")] if text.startswith("[") else []

    def synthesise(self, request: SpeechRequest, folder: Path) -> SpeechTrack:
        self.spoken.append(request)
        (folder / "track.wav").write_text(request.text)
        return SpeechTrack("track.wav", 16000, 8000, request.language or "", "flite", request.voice, "MIT", "native")


@pytest.fixture
def engines() -> Engines:
    return Engines()


@pytest.fixture
def remembered() -> list[Voice]:
    return []


@pytest.fixture
def service(engines: Engines, remembered: list[Voice]) -> VoiceService:
    def mp3(wave: Path, target: Path) -> None:
        target.write_text(f"mp3 of {wave.read_text()}")

    return VoiceService(catalogue=engines, speaker=engines, encode=mp3, remember=remembered.extend)


def ids(service: VoiceService, **filters: str) -> list[str]:
    return [voice.id for voice in service.list(**filters).items]  # type: ignore[arg-type]


def test_filters(service: VoiceService) -> None:
    assert ids(service) == ["flite/rms", "flite/slt", "espeak/en-gb", "espeak/de"]
    assert ids(service, language="en") == ["flite/rms", "flite/slt", "espeak/en-gb"]
    assert ids(service, language="EN_gb") == ["espeak/en-gb"]
    assert ids(service, language="e") == []
    assert ids(service, gender="female") == ["flite/slt"]
    assert ids(service, engine="espeak", language="de") == ["espeak/de"]
    assert ids(service, kind="private") == []


def test_listing_remembers_who_is_there(service: VoiceService, remembered: list[Voice]) -> None:
    service.list(limit=1, language="de")
    assert remembered == [RMS, SCOT, GERMAN]


def test_an_unknown_voice_is_answered_with_the_nearest(service: VoiceService) -> None:
    assert service.get("flite/rms") == RMS
    with pytest.raises(InvalidInput) as caught:
        service.get("flite/rmz")
    assert caught.value.error_code == "voice_not_found"
    assert "'flite/rms'" in str(caught.value.hint)


def test_speaking_writes_sound_and_times(service: VoiceService, tmp_path: Path) -> None:
    spoken = service.synth(
        SpeechRequest("Hello", "auto"), tmp_path / "a.wav", timings=tmp_path / "a.json", tell=pytest.fail
    )
    assert (tmp_path / "a.wav").read_text() == "Hello"
    assert json.loads((tmp_path / "a.json").read_text())["rate"] == 16000
    answer = spoken.to_json()
    assert (answer["voice_id"], answer["duration"], answer["language"]) == ("flite/rms", 0.5, "en")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.json", "a.wav"]


def test_an_mp3_is_encoded(service: VoiceService, tmp_path: Path) -> None:
    service.synth(SpeechRequest("Hello", "auto"), tmp_path / "a.MP3", tell=pytest.fail)
    assert (tmp_path / "a.MP3").read_text() == "mp3 of Hello"


def test_the_language_is_that_of_the_text_unless_named(service: VoiceService, engines: Engines, tmp_path: Path) -> None:
    service.synth(SpeechRequest("Groß", "auto"), tmp_path / "a.wav", tell=pytest.fail)
    service.synth(SpeechRequest("Groß", "auto", language="en"), tmp_path / "b.wav", tell=pytest.fail)
    assert [(request.voice, request.language) for request in engines.spoken] == [
        ("espeak/de", "de"),
        ("flite/rms", "en"),
    ]


def test_a_substitute_is_told_before_it_speaks(service: VoiceService, engines: Engines, tmp_path: Path) -> None:
    def refuse(event: Event) -> None:
        raise FallbackRefused(event.message)

    with pytest.raises(FallbackRefused, match="rms speaks"):
        service.synth(SpeechRequest("Hello", "flite/slt"), tmp_path / "a.wav", tell=refuse)
    assert engines.spoken == []
    assert list(tmp_path.iterdir()) == []


def test_what_will_not_be_said_is_told_before(service: VoiceService, engines: Engines, tmp_path: Path) -> None:
    def refuse(event: Event) -> None:
        raise FallbackRefused(event.message)

    with pytest.raises(FallbackRefused, match="grin"):
        service.synth(SpeechRequest("[grin]", "auto"), tmp_path / "a.wav", tell=refuse)
    assert engines.spoken == []


def test_a_preview_is_in_the_language_of_the_voice(service: VoiceService, engines: Engines, tmp_path: Path) -> None:
    service.preview("flite/rms", tmp_path / "a.wav", tell=pytest.fail)
    service.preview("flite/rms", tmp_path / "b.wav", text="Mine", tell=pytest.fail)
    assert [request.text for request in engines.spoken] == [preview.sentence("en-US"), "Mine"]
    assert preview.sentence("de") != preview.sentence("xx") == preview.sentence("en")
    with pytest.raises(InvalidInput):
        service.preview("flite/rmz", tmp_path / "c.wav", tell=pytest.fail)


@pytest.mark.parametrize(
    ("request_", "param"),
    [
        (SpeechRequest(" \n", "auto"), "text"),
        (SpeechRequest("x" * 5001, "auto"), "text"),
        (SpeechRequest("Hi", "auto", speed=0), "--speed"),
        (SpeechRequest("Hi", "auto", speed=float("nan")), "--speed"),
        (SpeechRequest("Hi", "auto", pitch=13), "--pitch"),
        (SpeechRequest("Hi", "auto", volume=-1), "--volume"),
    ],
)
def test_what_cannot_be_said(request_: SpeechRequest, param: str, service: VoiceService, tmp_path: Path) -> None:
    with pytest.raises(InvalidInput) as caught:
        service.synth(request_, tmp_path / "a.wav", tell=pytest.fail)
    assert caught.value.param == param


def test_files_are_looked_at_before_anything_is_said(service: VoiceService, engines: Engines, tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text("mine")
    with pytest.raises(FileExists):
        service.synth(SpeechRequest("Hi", "auto"), tmp_path / "a.wav", timings=tmp_path / "a.json", tell=pytest.fail)
    with pytest.raises(InvalidInput):
        service.synth(SpeechRequest("Hi", "auto"), tmp_path / "a.ogg", tell=pytest.fail)
    assert engines.spoken == []
    assert (tmp_path / "a.json").read_text() == "mine"
