"""Voices of OpenAI's speech API, and of every server that speaks it (``OPENAI_BASE_URL``).

Source: https://platform.openai.com/docs/api-reference/audio/createSpeech
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from heygen_cli.domain.speech import Recital
from heygen_cli.domain.voice import Gender, Voice
from heygen_cli.infra.secrets import Secrets

if TYPE_CHECKING:
    from heygen_cli.infra.http import Service

BASE_URL = "https://api.openai.com/v1"
MODEL = "gpt-4o-mini-tts"
RATE = 24000
_VOICES: dict[str, Gender] = {
    **{"alloy": "neutral", "ash": "male", "ballad": "male", "coral": "female", "echo": "male", "fable": "neutral"},
    **{"nova": "female", "onyx": "male", "sage": "female", "shimmer": "female", "verse": "male"},
}


class OpenAI:
    """Speaks through ``POST /audio/speech``. ``HEYGEN_OPENAI_VOICES`` names the voices of other servers."""

    name = "openai"

    def __init__(self, secrets: Secrets, environ: Mapping[str, str] = os.environ) -> None:
        self._secrets, self._environ = secrets, environ
        self._base = environ.get("OPENAI_BASE_URL") or BASE_URL
        self._model = environ.get("HEYGEN_OPENAI_MODEL") or MODEL

    def voices(self) -> Sequence[Voice]:
        """The voices; they cannot be used without a key, unless another server was named."""
        named = [name.strip() for name in self._environ.get("HEYGEN_OPENAI_VOICES", "").split(",") if name.strip()]
        listed = dict.fromkeys(named, "neutral") if named else _VOICES
        usable = bool(self._key) or self._base != BASE_URL
        return [
            Voice(
                f"openai/{name}",
                name.title(),
                "openai",
                "mul",
                gender,  # type: ignore[arg-type]
                "neural",
                "OpenAI terms of use",
                RATE,
                available=usable,
                style=self._model,
                install_hint=None if usable else "export OPENAI_API_KEY=…",
            )
            for name, gender in listed.items()
        ]

    def speak(self, voice: Voice, text: str, *, speed: float) -> Recital:
        """One sentence as WAV; the API tells no times."""
        body = {
            "model": self._model,
            "voice": voice.id.partition("/")[2],
            "input": text,
            "response_format": "wav",
            "speed": speed,
        }
        headers = {"Content-Type": "application/json"}
        if self._key:
            headers["Authorization"] = f"Bearer {self._key}"
        return Recital(self._service.post("/audio/speech", json.dumps(body).encode(), headers))

    @cached_property
    def _key(self) -> str | None:
        return self._secrets.get("OPENAI_API_KEY")

    @cached_property
    def _service(self) -> Service:
        from heygen_cli.infra.http import Service  # httpx takes its time, and listing voices needs none of it

        return Service("The speech service", self._base, secrets=(self._key,) if self._key else ())
