"""Speech that is made for itself is in the usage log, however it ends."""

from __future__ import annotations

from pathlib import Path

import pytest

from heygen_cli.domain.errors import InvalidInput
from heygen_cli.domain.speech import SpeechRequest
from heygen_cli.services.counted_speech import CountedSpeech
from heygen_cli.studio.speech import Speech
from tests.fakes import FakeClock, FakeUsageLog


@pytest.fixture
def log() -> FakeUsageLog:
    return FakeUsageLog()


@pytest.fixture
def speaker(log: FakeUsageLog) -> CountedSpeech:
    return CountedSpeech(Speech(), log, FakeClock())


def test_what_is_spoken_here_is_counted_and_free(speaker: CountedSpeech, log: FakeUsageLog, tmp_path: Path) -> None:
    track = speaker.synthesise(SpeechRequest("Hello there.", "espeak/en-us"), tmp_path)
    (entry,) = log.entries
    assert (entry.kind, entry.status, entry.provider, entry.voice) == ("speech", "ok", "local", "espeak/en-us")
    assert (entry.characters, entry.seconds, entry.cost) == (12, track.seconds, 0.0)


def test_what_could_not_be_spoken_is_counted_with_its_reason(
    speaker: CountedSpeech, log: FakeUsageLog, tmp_path: Path
) -> None:
    with pytest.raises(InvalidInput):
        speaker.synthesise(SpeechRequest("Hello there.", "espeak/en-us", speed=99.0), tmp_path)
    (entry,) = log.entries
    assert (entry.status, entry.failure_code, entry.seconds) == ("failed", "usage_error", 0.0)


def test_a_voice_that_does_not_exist_is_no_work(speaker: CountedSpeech, log: FakeUsageLog, tmp_path: Path) -> None:
    with pytest.raises(InvalidInput):
        speaker.synthesise(SpeechRequest("Hello there.", "espeak/nobody"), tmp_path)
    assert log.entries == []
