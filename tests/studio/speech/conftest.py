"""Speech is tested with the real engines; what needs flite is skipped where it is not installed."""

from __future__ import annotations

import pytest

from heygen_cli.studio import speech


@pytest.fixture(scope="session")
def flite() -> str:
    """The id of a flite voice."""
    voice = next(voice for voice in speech.Voices().voices() if voice.id == "flite/rms")
    if not voice.available:
        pytest.skip("flite is not installed: apt-get install flite")
    return voice.id
