"""Looking up voices and letting them speak."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from pathlib import Path

from heygen_cli.domain import preview
from heygen_cli.domain.errors import InvalidInput
from heygen_cli.domain.event import Event
from heygen_cli.domain.speech import SpeechRequest, SpeechTrack
from heygen_cli.domain.storyboard import SCRIPT_LIMIT
from heygen_cli.domain.voice import Voice
from heygen_cli.ports import Speaker, VoiceCatalogue
from heygen_cli.services.delivery import check_target, deliver
from heygen_cli.services.page import Page, cut

SUFFIXES = (".wav", ".mp3")
Tell = Callable[[Event], None]
SPEEDS, PITCHES, VOLUMES = (0.5, 2.0), (-12.0, 12.0), (0.0, 2.0)


@dataclass(frozen=True)
class Spoken:
    """What ``synth`` made: the file, who spoke, and when each word is heard."""

    path: Path
    voice: Voice
    track: SpeechTrack
    timings: Path | None = None

    def to_json(self) -> dict[str, object]:
        """The result as JSON data, in HeyGen's names where it has them."""
        return {
            "audio_url": self.path.as_uri(),
            "path": str(self.path),
            "duration": round(self.track.seconds, 3),
            "voice_id": self.voice.id,
            "language": self.track.language,
            "timing": self.track.timing,
            "timings_path": str(self.timings) if self.timings else None,
            "words": len(self.track.words),
            "licence": self.track.licence,
        }


class VoiceService:
    """The voices of this machine and what they say.

    ``encode`` turns a WAV into an MP3; ``remember`` is told which voices there are, so that TAB need not look.
    """

    def __init__(
        self,
        *,
        catalogue: VoiceCatalogue,
        speaker: Speaker,
        encode: Callable[[Path, Path], None],
        remember: Callable[[Sequence[Voice]], None],
    ) -> None:
        self._catalogue = catalogue
        self._speaker = speaker
        self._encode = encode
        self._remember = remember

    def list(
        self,
        *,
        limit: int = 20,
        token: str | None = None,
        language: str | None = None,
        gender: str | None = None,
        engine: str | None = None,
        kind: str = "public",
    ) -> Page[Voice]:
        """A page of voices, best first. ``en`` finds every kind of English, ``en-GB`` only that one."""
        everyone = self._catalogue.voices()
        self._remember([voice for voice in everyone if voice.available])
        found = [
            voice
            for voice in everyone
            if kind == "public"
            and gender in (None, voice.gender)
            and engine in (None, voice.engine)
            and (language is None or _speaks(voice, language))
        ]
        return cut(found, limit=limit, token=token, key=lambda voice: voice.id)

    def get(self, voice_id: str) -> Voice:
        """The voice with this id; raises InvalidInput with the one that may have been meant."""
        known = {voice.id: voice for voice in self._catalogue.voices()}
        if voice_id not in known:
            near = get_close_matches(voice_id, list(known), n=1)
            meant = f"Did you mean {near[0]!r}? " if near else ""
            raise InvalidInput(
                f"There is no voice {voice_id!r}",
                code="voice_not_found",
                param="voice",
                hint=f"{meant}List them: heygen voice list",
            )
        return known[voice_id]

    def synth(
        self,
        request: SpeechRequest,
        output: Path,
        *,
        timings: Path | None = None,
        overwrite: bool = False,
        tell: Tell,
    ) -> Spoken:
        """Speak a text into a file, and write when each word and sound is heard into ``timings``.

        ``tell`` hears of another voice standing in and of what will not be said as meant, before anything is spoken;
        it may raise to refuse that.
        """
        _check(request)
        target = check_target(output, overwrite=overwrite, suffixes=SUFFIXES)
        if timings:
            timings = check_target(timings, overwrite=overwrite, suffixes=(".json",))
        language = request.language or self._speaker.detect_language(request.text)
        voice, substitute = self._speaker.resolve(request.voice, language)
        for event in (*([substitute] if substitute else []), *self._remarks(request, voice)):
            tell(event)
        # A voice reads what only looks like another language in its own way.
        read_in = language if request.language or _speaks(voice, language) else None
        with tempfile.TemporaryDirectory(prefix="heygen-") as name:
            folder = Path(name)
            track = self._speaker.synthesise(replace(request, voice=voice.id, language=read_in), folder)
            deliver(self._sound(folder, track, target), target, overwrite=overwrite)
            if timings:
                listing = folder / "timings.json"
                listing.write_text(json.dumps(track.to_json(), ensure_ascii=False, indent=1), encoding="utf-8")
                deliver(listing, timings, overwrite=overwrite)
        return Spoken(target, voice, track, timings)

    def preview(
        self, voice_id: str, output: Path, *, text: str | None = None, overwrite: bool = False, tell: Tell
    ) -> Spoken:
        """Have a voice say ``text``, or a sentence in its own language."""
        voice = self.get(voice_id)
        request = SpeechRequest(text or preview.sentence(voice.language), voice_id)
        return self.synth(request, output, overwrite=overwrite, tell=tell)

    def _remarks(self, request: SpeechRequest, voice: Voice) -> Sequence[Event]:
        return self._speaker.remarks(request.text, voice, ssml=request.ssml)

    def _sound(self, folder: Path, track: SpeechTrack, target: Path) -> Path:
        wave = folder / track.pcm
        if target.suffix.lower() != ".mp3":
            return wave
        encoded = folder / "speech.mp3"
        self._encode(wave, encoded)
        return encoded


def _check(request: SpeechRequest) -> None:
    if not request.text.strip():
        raise InvalidInput("There is nothing to say: the text is empty", param="text")
    if len(request.text) > SCRIPT_LIMIT:
        raise InvalidInput(
            f"The text has {len(request.text)} characters; at most {SCRIPT_LIMIT} can be spoken at once",
            param="text",
            hint="Split it into several files.",
        )
    for name, value, (least, most) in (
        ("--speed", request.speed, SPEEDS),
        ("--pitch", request.pitch, PITCHES),
        ("--volume", request.volume, VOLUMES),
    ):
        if not least <= value <= most:
            raise InvalidInput(f"{name} must be from {least:g} to {most:g}, not {value:g}", param=name)


def _speaks(voice: Voice, language: str) -> bool:
    spoken, wanted = voice.language.lower().replace("_", "-"), language.lower().replace("_", "-")
    return spoken == wanted or spoken.startswith(wanted + "-")
