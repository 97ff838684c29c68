"""Speech that costs money, through the real providers to a server on this machine."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path

import pytest

from heygen_cli.domain.budget import Limits
from heygen_cli.domain.errors import Forbidden, HeygenError
from heygen_cli.domain.speech import Recital, SpeechRequest
from heygen_cli.domain.voice import Voice
from heygen_cli.infra import prices
from heygen_cli.infra.providers.openai import OpenAI
from heygen_cli.infra.secrets import Secrets
from heygen_cli.ports import SpeechProvider
from heygen_cli.services.paid_speech import PaidSpeech
from heygen_cli.services.spending import Purpose, Spending, spent_on
from heygen_cli.studio.speech import Speech
from tests.fakes import FakeUsageLog
from tests.infra.providers.conftest import Answer, Loopback, server
from tests.infra.providers.test_voices import TEXT, sentence
from tests.services.test_spending import Till

__all__ = ["sentence", "server"]  # fixtures of the providers' own tests


class Charging:
    """A provider on this machine that charges as if it were elsewhere."""

    def __init__(self, provider: SpeechProvider) -> None:
        self._provider = provider
        self.name = provider.name

    def voices(self) -> list[Voice]:
        return [
            dataclasses.replace(voice, provider="openai", style="gpt-4o-mini-tts") for voice in self._provider.voices()
        ]

    def speak(self, voice: Voice, text: str, *, speed: float) -> Recital:
        return self._provider.speak(voice, text, speed=speed)


@pytest.fixture
def till(tmp_path: Path) -> Iterator[Till]:
    made = Till(tmp_path / "data" / "heygen.db")
    yield made
    made.database.close()


def speech(server: Loopback, spending: Spending, folder: Path, *, charging: bool = True) -> Speech:
    environ = {"HEYGEN_SPEECH_API_KEY": "sk-secret", "HEYGEN_SPEECH_URL": server.url}
    provider: SpeechProvider = OpenAI(Secrets(environ, lambda _service, _name: None), environ)
    paid = PaidSpeech(Charging(provider) if charging else provider, lambda: spending)
    return Speech(providers=[paid], recitals=folder / "kept")


def test_each_sentence_is_paid_once_by_its_length(
    server: Loopback, sentence: bytes, till: Till, tmp_path: Path
) -> None:
    server.answers = [Answer(200, sentence)]
    spending = till.spending(prices=prices.load(tmp_path / "none"))
    voice = speech(server, spending, tmp_path)
    for folder in ("a", "b"):
        with spent_on(Purpose("v_1")) as bill:
            voice.synthesise(SpeechRequest(TEXT, "openai/nova"), tmp_path / folder)
    assert bill.total == 0.0
    usage: FakeUsageLog = till.usage
    assert [entry.subject for entry in usage.entries] == ["v_1", "v_1"]
    assert sum(entry.characters for entry in usage.entries) == len(TEXT) - 1
    seconds = sum(entry.seconds for entry in usage.entries)
    assert 2 < seconds < 8
    assert spending.spent("v_1").each == pytest.approx(seconds * 0.00025)


def test_nothing_is_asked_beyond_the_budget(server: Loopback, sentence: bytes, till: Till, tmp_path: Path) -> None:
    server.answers = [Answer(200, sentence)]
    spending = till.spending(Limits(day=0.00001), prices.load(tmp_path / "none"))
    with pytest.raises(Forbidden):
        speech(server, spending, tmp_path).synthesise(SpeechRequest(TEXT, "openai/nova"), tmp_path / "a")
    assert server.heard == []


def test_a_key_that_is_refused_costs_nothing(server: Loopback, till: Till, tmp_path: Path) -> None:
    server.answers = [Answer(401, b'{"error": "no"}')]
    spending = till.spending(prices=prices.load(tmp_path / "none"))
    with pytest.raises(HeygenError):
        speech(server, spending, tmp_path).synthesise(SpeechRequest("Hello.", "openai/nova"), tmp_path / "a")
    assert spending.spent().day == 0.0
    assert [entry.status for entry in till.usage.entries] == ["failed"]


def test_a_server_on_this_machine_charges_nothing(
    server: Loopback, sentence: bytes, till: Till, tmp_path: Path
) -> None:
    server.answers = [Answer(200, sentence)]
    voice = speech(server, till.spending(Limits(day=0.0)), tmp_path, charging=False)
    voice.synthesise(SpeechRequest("Hello.", "openai/nova"), tmp_path / "a")
    assert len(server.heard) == 1
    assert till.usage.entries == []
