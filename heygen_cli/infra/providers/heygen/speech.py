"""HeyGen's voices for presenters of this machine, with the times of their words."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from heygen_cli.domain.errors import HeygenError, ServiceFailed
from heygen_cli.domain.speech import Mark, Recital
from heygen_cli.domain.voice import Gender, Voice
from heygen_cli.infra.providers.heygen.client import HeygenClient

_FRESH_S = 7 * 86_400.0
_LIMIT = 100
RATE = 24_000
_LANGUAGES = {
    **{"english": "en", "german": "de", "french": "fr", "spanish": "es", "italian": "it", "portuguese": "pt"},
    **{"dutch": "nl", "polish": "pl", "turkish": "tr", "russian": "ru", "japanese": "ja", "korean": "ko"},
    **{"chinese": "zh", "mandarin": "zh", "arabic": "ar", "hindi": "hi", "swedish": "sv"},
}


class HeygenSpeech:
    """Speaks through ``POST /v3/voices/speech``. The list of voices is kept in ``known`` for a week."""

    name = "heygen"

    def __init__(
        self,
        client: Callable[[], HeygenClient],
        known: Path,
        *,
        usable: Callable[[], bool],
        fetch: Callable[[str], bytes],
    ) -> None:
        self._client = client
        self._known = known
        self._usable = usable
        self._fetch = fetch

    def voices(self) -> Sequence[Voice]:
        """The account's voices; none without a key, and those known so far when HeyGen cannot be asked."""
        if not self._usable():
            return []
        try:
            fresh = time.time() - self._known.stat().st_mtime < _FRESH_S
        except OSError:
            fresh = False
        if not fresh:
            with suppress(HeygenError):  # what is known will do; speaking says what is wrong
                self._learn()
        return [_voice(item) for item in self._kept()]

    def speak(self, voice: Voice, text: str, *, speed: float) -> Recital:
        """One sentence as HeyGen's sound file, and when its words begin."""
        body = {"text": text, "voice_id": voice.id.partition("/")[2], "speed": speed}
        data = self._client().request("POST", "/v3/voices/speech", body=body).data
        made = data.get("data", data) if isinstance(data, Mapping) else {}
        if not made.get("audio_url"):
            raise ServiceFailed("HeyGen's answer holds no sound", code="cli_response_parse_error")
        return Recital(self._fetch(str(made["audio_url"])), tuple(marks(text, made.get("word_timestamps") or ())))

    def _learn(self) -> None:
        found: list[Any] = []
        for answer in self._client().pages("/v3/voices", [("limit", str(_LIMIT))]):
            found += answer.data.get("data") or []
        self._known.parent.mkdir(parents=True, exist_ok=True)
        self._known.write_text(json.dumps(found), "utf-8")

    def _kept(self) -> list[Mapping[str, Any]]:
        try:
            found = json.loads(self._known.read_text("utf-8"))
        except (OSError, ValueError):
            return []
        return [item for item in found if isinstance(item, dict) and item.get("voice_id")]


def marks(text: str, words: Sequence[Mapping[str, Any]]) -> list[Mark]:
    """Where each word that HeyGen names stands in the text; one that cannot be found is passed over."""
    found, place = [], 0
    for item in words:
        spoken = re.sub(r"^\W+|\W+$", "", str(item.get("word", "")))
        start = text.casefold().find(spoken.casefold(), place) if spoken else -1
        if start >= 0:
            place = start + len(spoken)
            found.append(Mark(start, place, float(item.get("start", 0.0))))
    return found


def _voice(item: Mapping[str, Any]) -> Voice:
    gender = str(item.get("gender", "")).lower()
    kind: Gender = gender if gender in ("female", "male") else "neutral"  # type: ignore[assignment]
    language = str(item.get("language") or "").lower()
    code = _LANGUAGES.get(language, language if re.fullmatch(r"[a-z]{2,3}(-[a-z]{2})?", language) else "mul")
    return Voice(
        f"heygen/{item['voice_id']}",
        str(item.get("name") or item["voice_id"]),
        "heygen",
        code,
        kind,
        "neural",
        "HeyGen terms of use",
        RATE,
        provider="heygen",
    )
