"""Speech is tested with the real engines; what needs flite is skipped where it is not installed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from heygen_cli.studio import speech
from heygen_cli.studio.speech import catalogue


@pytest.fixture(scope="session")
def flite() -> str:
    """The id of a flite voice."""
    voice = next(voice for voice in speech.Speech().voices() if voice.id == "flite/rms")
    if not voice.available:
        pytest.skip("flite is not installed: apt-get install flite")
    return voice.id


@pytest.fixture(scope="session")
def festival() -> str:
    """The id of a festival voice."""
    voice = next(voice for voice in speech.Speech().voices() if voice.id == "festival/slt")
    if not voice.available:
        pytest.skip("festival is not installed: apt-get install festival festvox-us-slt-hts")
    return voice.id


@pytest.fixture
def without_flite(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A machine on which neither flite nor festival is installed."""
    monkeypatch.setattr(catalogue, "_festival", lambda: None)
    monkeypatch.setattr(catalogue, "_LIBRARY_FOLDERS", (str(tmp_path),))
    for cached in (catalogue._all, catalogue._flite_library):
        cached.cache_clear()
    yield
    for cached in (catalogue._all, catalogue._flite_library):
        cached.cache_clear()
