"""Speech: a text is spoken, or a recording is listened to, and both give sound with the times of its words and sounds.

Importing this package is cheap; engines, numpy and FFmpeg are loaded by the first call that needs them.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from heygen_cli.studio.speech.catalogue import Voices
from heygen_cli.studio.speech.language import detect
from heygen_cli.studio.speech.pronunciation import Lexicon, LexiconFiles

if TYPE_CHECKING:
    from heygen_cli.domain.event import Event
    from heygen_cli.domain.speech import SpeechRequest, SpeechTrack
    from heygen_cli.domain.voice import Gender, Voice
    from heygen_cli.ports import SpeechProvider

__all__ = ["Speech"]


class Speech:
    """The voices of this machine, and of the providers that are set up, and what they say.

    ``models`` is the folder of installed neural voices, ``recitals`` the one where providers' answers are kept,
    ``sentences`` the one for what the engines here say, so that an edit of one sentence has only that one spoken;
    ``lexicons`` are files that say how words are read, the user's own first.
    """

    def __init__(
        self,
        *,
        providers: Sequence[SpeechProvider] = (),
        models: Path | None = None,
        recitals: Path | None = None,
        sentences: Path | None = None,
        lexicons: Sequence[Path] = (),
    ) -> None:
        self._voices = Voices(providers, models=models)
        self._recitals, self._sentences = recitals, sentences
        self._lexicons = LexiconFiles(lexicons)

    def voices(self) -> Sequence[Voice]:
        """All voices, best first; those whose engine is missing say how to install it."""
        return self._voices.voices()

    def voices_here(self) -> Sequence[Voice]:
        """The voices of this machine alone."""
        return self._voices.here()

    def resolve(
        self, voice_id: str, language: str | None, *, gender: Gender | None = None
    ) -> tuple[Voice, Event | None]:
        """The voice for an id, and a fallback event when ``auto`` had to end on a lower class than ``clear``.

        Raises:
            InvalidInput: For an id that no voice has.
            EngineMissing: For a voice whose engine is not installed.
        """
        return self._voices.resolve(voice_id, language, gender=gender)

    def identity(self, voice: Voice) -> dict[str, str]:
        """What tells a voice from another of the same id: what it says is to be kept only as long as this is so."""
        return self._voices.identity(voice)

    def detect_language(self, text: str) -> str:
        """The language a text is written in, as a BCP 47 tag."""
        return detect(text)

    def check(self, text: str, language: str) -> None:
        """Refuse a text in which nothing can be spoken, without loading an engine; raises InvalidInput."""
        from heygen_cli.studio.speech import plan

        plan.make(text, language, lexicon=self._lexicon)

    def remarks(self, text: str, voice: Voice, *, ssml: bool = False) -> list[Event]:
        """What will not come out as the author may have meant: unknown tags, and a language the voice does not speak.

        Raises InvalidInput as ``check`` does.
        """
        from heygen_cli.studio.speech import remarks

        return remarks.of(text, voice, self._lexicon, markup=ssml)

    def pronunciations(self, text: str) -> dict[str, str]:
        """The user's own ways of reading words that this text may use, part of what its sound depends on."""
        return self._lexicon.used_in(text)

    @cached_property
    def _lexicon(self) -> Lexicon:
        return self._lexicons.lexicon()

    def check_recording(self, path: Path) -> None:
        """Refuse a recording that cannot be listened to; raises InvalidInput as ``recording`` would."""
        from heygen_cli.studio.speech import audio

        audio.decode(path)

    def synthesise(self, request: SpeechRequest, folder: Path) -> SpeechTrack:
        """Speak a text of up to 5,000 characters into ``folder/speech.wav``, its times into ``folder/speech.json``.

        Raises:
            InvalidInput: When there is nothing to say, or the voice cannot say it.
            EngineMissing: When the voice's engine is not installed.
            RenderFailed: When the engine fails.
        """
        from heygen_cli.studio.speech import synthesis

        kept = synthesis.Kept(self._recitals, self._sentences)
        return synthesis.synthesise(request, folder, self._voices, self._lexicon, kept)

    def recording(self, audio: Path, script: str, folder: Path) -> SpeechTrack:
        """Listen to a recording: its sound into ``folder/speech.wav``, the times of its words and sounds beside it.

        With a ``script`` its words are found in the sound; without one, only when and how openly something is said.

        Raises:
            InvalidInput: When the file cannot be read, has no sound, is silent or lasts longer than ten minutes.
        """
        from heygen_cli.studio.speech import listening

        return listening.recording(audio, script, folder, self._lexicon)
