"""Who is seen and heard: avatars, voices, what speaks and how it reads."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Protocol

# For the types alone: a command that needs one of these does not pay for the others.
if TYPE_CHECKING:
    from pathlib import Path

    from heygen_cli.domain.avatar import Avatar, Consent
    from heygen_cli.domain.errors import InvalidInput
    from heygen_cli.domain.event import Event
    from heygen_cli.domain.lexicon import Pronunciation
    from heygen_cli.domain.model import InstalledModel, VoiceModel
    from heygen_cli.domain.speech import Recital, SpeechRequest, SpeechTrack
    from heygen_cli.domain.staging import Staging
    from heygen_cli.domain.voice import Gender, Voice


class AvatarCatalogue(Protocol):
    """The presenters a provider has."""

    def avatars(self) -> Sequence[Avatar]:
        """All presenters, in the order in which they are shown."""
        ...

    def faults(self) -> Sequence[InvalidInput]:
        """What is wrong with presenters that are not among them."""
        ...


class Artist(Protocol):
    """Draws presenters."""

    def still(self, look_id: str, width: int, height: int, *, staging: Staging | None = None) -> bytes:
        """A PNG picture of a look, facing the viewer; raises InvalidInput for a size that cannot be drawn."""
        ...

    def sheet(self, rows: Sequence[Sequence[tuple[str, bytes]]]) -> bytes:
        """A PNG page of rows of (name, picture)."""
        ...


class Portraits(Protocol):
    """Photographs that were taught to speak."""

    def create(
        self,
        image: Path,
        *,
        avatar_id: str,
        name: str,
        gender: Gender,
        voice: str | None,
        consent: Consent | None,
        lipsync: Path | None = None,
    ) -> Avatar:
        """Make a presenter of a portrait; raises InvalidInput that says what is wrong with the picture.

        Without a consent it waits for one.

        ``lipsync`` is a network of the user's own that moves its lips.
        """
        ...

    def made_of(self, photo: Path) -> Avatar | None:
        """The portrait that was made of a photograph."""
        ...

    def waiting(self, avatar_id: str) -> Avatar | None:
        """The portrait of this id that waits for consent."""
        ...

    def agree(self, avatar_id: str, consent: Consent) -> Avatar:
        """Let a portrait that waited for consent speak; raises NotFound."""
        ...

    def rename(self, avatar_id: str, name: str) -> Avatar:
        """Call a portrait otherwise; raises NotFound."""
        ...

    def remove(self, avatar_id: str) -> None:
        """Forget a portrait and delete its files; raises NotFound."""
        ...


class VoiceCatalogue(Protocol):
    """The voices a provider has."""

    def voices(self) -> Sequence[Voice]:
        """All voices, best first."""
        ...


class Speaker(Protocol):
    """Turns text into sound with times."""

    def detect_language(self, text: str) -> str:
        """The language a text is written in, as a BCP 47 tag."""
        ...

    def resolve(
        self, voice_id: str, language: str | None, *, gender: Gender | None = None
    ) -> tuple[Voice, Event | None]:
        """The voice to use, and a fallback event when it is not the one asked for; raises InvalidInput."""
        ...

    def remarks(self, text: str, voice: Voice, *, ssml: bool = False) -> Sequence[Event]:
        """What the voice will not say as the author may have meant; raises InvalidInput when it can say nothing."""
        ...

    def synthesise(self, request: SpeechRequest, folder: Path) -> SpeechTrack:
        """Speak into a WAV in ``folder``; the track names the file."""
        ...


class SpeechProvider(Protocol):
    """A service that speaks over the network."""

    @property
    def name(self) -> str:
        """What its voices' ids begin with: ``name/voice``."""
        ...

    def voices(self) -> Sequence[Voice]:
        """Its voices, known without asking the network; unavailable ones say which credential is missing."""
        ...

    def speak(self, voice: Voice, text: str, *, speed: float) -> Recital:
        """Have one sentence spoken; raises a ``HeygenError`` that says what the service answered."""
        ...


class Fetcher(Protocol):
    """Brings large files here."""

    def fetch(
        self,
        url: str,
        target: Path,
        *,
        size: int | None = None,
        sha256: str | None = None,
        report: Callable[[int, int | None], None] | None = None,
    ) -> str:
        """Bring a file to ``target`` and return its SHA-256; raises NotFound, StorageFailed or Busy."""
        ...


class ModelShelf(Protocol):
    """Where neural voices are kept."""

    def known(self) -> Sequence[VoiceModel]:
        """What can be installed by name, and whether it is."""
        ...

    def find(self, name: str, source: str | None = None) -> VoiceModel:
        """The installable voice of a name, its files at ``source`` where one is given; raises InvalidInput."""
        ...

    def staging(self, model: VoiceModel) -> Path:
        """Where the model's files gather until all are there."""
        ...

    def finish(self, model: VoiceModel, digests: Mapping[str, str]) -> InstalledModel:
        """Put the gathered files in their place; raises InvalidInput when they are not those of a voice."""
        ...

    def remove(self, name: str) -> Path:
        """Delete an installed voice; raises NotFound."""
        ...


class LexiconShelf(Protocol):
    """Where it is kept how words are read."""

    def entries(self) -> Sequence[Pronunciation]:
        """Every entry; a later one wins. Raises InvalidInput with the place of a fault."""
        ...

    def add(self, entry: Pronunciation) -> Path:
        """Keep an entry in place of an older one; returns where. Raises InvalidInput."""
        ...

    def remove(self, word: str, language: str | None = None) -> Path:
        """Forget a word; returns where it stood. Raises NotFound."""
        ...
