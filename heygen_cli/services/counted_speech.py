"""Speech on its own, not for a film: told to the usage log."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path

from heygen_cli.domain.errors import Busy, HeygenError, StorageFailed
from heygen_cli.domain.event import Event
from heygen_cli.domain.speech import SpeechRequest, SpeechTrack
from heygen_cli.domain.usage import UsageEntry
from heygen_cli.domain.video import new_id
from heygen_cli.domain.voice import Gender, Voice
from heygen_cli.ports import Clock, Speaker, UsageLog


@dataclass(frozen=True)
class CountedSpeech:
    """A speaker whose work is noted; what a provider is paid for is noted sentence by sentence by who pays."""

    speaker: Speaker
    usage: UsageLog
    clock: Clock

    def detect_language(self, text: str) -> str:
        """The language a text is written in."""
        return self.speaker.detect_language(text)

    def resolve(
        self, voice_id: str, language: str | None, *, gender: Gender | None = None
    ) -> tuple[Voice, Event | None]:
        """The voice to use, and a fallback event when it is not the one asked for."""
        return self.speaker.resolve(voice_id, language, gender=gender)

    def remarks(self, text: str, voice: Voice, *, ssml: bool = False) -> Sequence[Event]:
        """What the voice will not say as the author may have meant."""
        return self.speaker.remarks(text, voice, ssml=ssml)

    def synthesise(self, request: SpeechRequest, folder: Path) -> SpeechTrack:
        """Speak, and leave an entry however that ends."""
        language = request.language or self.detect_language(request.text)
        voice, _ = self.resolve(request.voice, language)
        if voice.provider != "local":
            return self.speaker.synthesise(request, folder)
        with self._noted(voice, request.text) as entry:
            track = self.speaker.synthesise(request, folder)
            entry.append(track.seconds)
        return track

    @contextmanager
    def _noted(self, voice: Voice, text: str) -> Iterator[list[float]]:
        began, seconds = self.clock.now(), list[float]()
        entry = UsageEntry(
            new_id("u", began),
            began,
            "speech",
            "",
            voice.provider,
            voice=voice.id,
            characters=len(text),
            status="failed",
        )
        try:
            yield seconds
            entry = replace(entry, status="ok", seconds=sum(seconds))
        except HeygenError as error:
            entry = replace(entry, failure_code=error.error_code, failure_message=error.message)
            raise
        except KeyboardInterrupt:
            entry = replace(entry, status="canceled")
            raise
        finally:
            now = self.clock.now()
            with suppress(StorageFailed, Busy):
                self.usage.record(replace(entry, at=now, wall=max(0.0, now - began)))
