"""Voices of Amazon Polly, with the times of its words.

Source: https://docs.aws.amazon.com/polly/latest/dg/API_SynthesizeSpeech.html
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from functools import cached_property
from html import escape, unescape
from typing import TYPE_CHECKING

from heygen_cli.domain.errors import AuthRequired, RenderFailed
from heygen_cli.domain.speech import Mark, Recital
from heygen_cli.domain.voice import Gender, Voice
from heygen_cli.infra.providers import aws
from heygen_cli.infra.providers.signature import Credentials, signed
from heygen_cli.infra.secrets import Secrets

if TYPE_CHECKING:
    from heygen_cli.infra.http import Service

RATE = 24000
_PATH = "/v1/speech"
_HINT = "export AWS_ACCESS_KEY_ID=… AWS_SECRET_ACCESS_KEY=… AWS_REGION=…"
_VOICES: tuple[tuple[str, str, Gender], ...] = (
    *(("Joanna", "en-US", "female"), ("Matthew", "en-US", "male"), ("Ruth", "en-US", "female")),
    *(("Stephen", "en-US", "male"), ("Amy", "en-GB", "female"), ("Arthur", "en-GB", "male")),
    *(("Olivia", "en-AU", "female"), ("Kajal", "en-IN", "female"), ("Léa", "fr-FR", "female")),
    *(("Rémi", "fr-FR", "male"), ("Vicki", "de-DE", "female"), ("Daniel", "de-DE", "male")),
    *(("Lucia", "es-ES", "female"), ("Sergio", "es-ES", "male"), ("Mía", "es-MX", "female")),
    *(("Bianca", "it-IT", "female"), ("Adriano", "it-IT", "male"), ("Camila", "pt-BR", "female")),
    *(("Thiago", "pt-BR", "male"), ("Laura", "nl-NL", "female"), ("Ola", "pl-PL", "female")),
    *(("Elin", "sv-SE", "female"), ("Ida", "nb-NO", "female"), ("Suvi", "fi-FI", "female")),
    *(("Takumi", "ja-JP", "male"), ("Kazuha", "ja-JP", "female"), ("Seoyeon", "ko-KR", "female")),
    *(("Zhiyu", "cmn-CN", "female"), ("Hala", "ar-AE", "female"), ("Burcu", "tr-TR", "female")),
)
# Polly's ids are written without accents.
_ASCII = str.maketrans("éí", "ei")


class Polly:
    """Speaks with Polly's neural voices; the account is found where AWS's own programs look."""

    name = "polly"

    def __init__(self, secrets: Secrets, environ: Mapping[str, str] = os.environ) -> None:
        self._secrets, self._environ = secrets, environ

    def voices(self) -> Sequence[Voice]:
        """The neural voices; they cannot be used without an account."""
        usable = self._credentials is not None
        hint = None if usable else _HINT
        licence = "AWS service terms"
        return [
            Voice(
                f"polly/{name.translate(_ASCII)}",
                *(name, "polly", language, gender, "neural", licence, RATE),
                available=usable,
                install_hint=hint,
                provider="polly",
            )
            for name, language, gender in _VOICES
        ]

    def speak(self, voice: Voice, text: str, *, speed: float) -> Recital:
        """One sentence as Ogg Vorbis, and a second request for when its words begin."""
        spoken, kind = text, "text"
        if speed != 1:
            spoken, kind = f'<speak><prosody rate="{round(speed * 100)}%">{escape(text)}</prosody></speak>', "ssml"
        request = {"Engine": "neural", "Text": spoken, "TextType": kind, "VoiceId": voice.id.partition("/")[2]}
        sound = self._ask({**request, "OutputFormat": "ogg_vorbis", "SampleRate": str(RATE)})
        marks = self._ask({**request, "OutputFormat": "json", "SpeechMarkTypes": ["word"]})
        try:
            lines = [json.loads(line) for line in marks.splitlines() if line.strip()]
            return Recital(sound, tuple(_mark(line, spoken, kind) for line in lines if line["type"] == "word"))
        except (ValueError, KeyError, TypeError) as problem:
            raise RenderFailed("Amazon Polly sent no speech marks", code="provider_failed") from problem

    def _ask(self, request: Mapping[str, object]) -> bytes:
        if self._credentials is None:
            raise AuthRequired("There is no AWS account to speak with", hint=_HINT)
        body = json.dumps(request).encode()
        headers = {"content-type": "application/json"}
        url = self._service.base_url + _PATH
        now = datetime.now(UTC)
        return self._service.post(
            _PATH, body, signed("POST", url, headers, body, self._credentials, self._region, "polly", now)
        )

    @cached_property
    def _credentials(self) -> Credentials | None:
        return aws.credentials(self._secrets, self._environ)

    @cached_property
    def _region(self) -> str:
        return aws.region(self._environ)

    @cached_property
    def _service(self) -> Service:
        from heygen_cli.infra.http import Service  # httpx takes its time, and listing voices needs none of it

        mine = self._credentials
        hidden = tuple(secret for secret in (mine.secret, mine.token) if secret) if mine else ()
        named = self._environ.get("AWS_ENDPOINT_URL_POLLY") or self._environ.get("AWS_ENDPOINT_URL")
        base = named or f"https://polly.{self._region}.amazonaws.com"
        return Service("Amazon Polly", base, secrets=hidden, key="your AWS credentials")


def _mark(line: Mapping[str, int], spoken: str, kind: str) -> Mark:
    """A speech mark whose offsets count bytes of what was sent, as characters of the text."""
    data = spoken.encode("utf-8")

    def characters(offset: int) -> int:
        before = data[:offset].decode("utf-8", "ignore")
        return len(unescape(before[before.find(">", 8) + 1 :])) if kind == "ssml" else len(before)

    return Mark(characters(line["start"]), characters(line["end"]), line["time"] / 1000)
