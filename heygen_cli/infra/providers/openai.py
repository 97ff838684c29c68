"""Voices of OpenAI's speech API, and of every server that speaks it (``HEYGEN_SPEECH_URL``).

Source: https://platform.openai.com/docs/api-reference/audio/createSpeech
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

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
    """Speaks through ``POST /audio/speech``; ``HEYGEN_SPEECH_VOICES`` names the voices of other servers."""

    name = "openai"

    def __init__(self, secrets: Secrets, environ: Mapping[str, str] = os.environ) -> None:
        self._secrets, self._environ = secrets, environ
        self._url = environ.get("HEYGEN_SPEECH_URL")
        self._model = environ.get("HEYGEN_SPEECH_MODEL") or MODEL
        # OpenAI's own key is for OpenAI alone.
        self._key_name = "HEYGEN_SPEECH_API_KEY" if self._url else "OPENAI_API_KEY"

    def voices(self) -> Sequence[Voice]:
        """The voices; they cannot be used without a key, unless another server was named."""
        named = [name.strip() for name in self._environ.get("HEYGEN_SPEECH_VOICES", "").split(",") if name.strip()]
        listed = dict.fromkeys(named, "neutral") if named else _VOICES
        usable = bool(self._key or self._url)
        # Two servers may speak with different voices under one name.
        style = f"{self._model} at {_place(self._url)}" if self._url else self._model
        own = self._url is not None and urlsplit(self._url).hostname in ("localhost", "127.0.0.1", "::1")
        return [
            Voice(
                f"openai/{name}",
                name.title(),
                "openai",
                "mul",
                gender,  # type: ignore[arg-type]
                "neural",
                "the server's own" if self._url else "OpenAI terms of use",
                RATE,
                available=usable,
                style=style,
                install_hint=None if usable else f"export {self._key_name}=…",
                provider="local" if own else "openai",  # a server on this machine charges nothing
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
        return self._secrets.get(self._key_name)

    @cached_property
    def _service(self) -> Service:
        from heygen_cli.infra.http import Service  # httpx takes its time, and listing voices needs none of it

        name = "The speech service" if self._url else "OpenAI"
        return Service(name, self._url or BASE_URL, secrets=(self._key,) if self._key else (), key=self._key_name)


def _place(url: str) -> str:
    """The address without a scheme and without the password that it may carry."""
    parts = urlsplit(url)
    return (parts.netloc.rpartition("@")[2] + parts.path).rstrip("/")
