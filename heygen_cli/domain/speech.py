"""A spoken text: where its sound lies, and when each token, word and phone is heard.

All times are sample indices at ``SpeechTrack.rate``, never milliseconds, so that nothing drifts.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, replace
from typing import Any, Literal

from heygen_cli.domain.acting import Direction

Timing = Literal["native", "aligned", "dtw", "estimated"]


@dataclass(frozen=True)
class SpeechRequest:
    """What to say and how. ``pitch`` is in semitones, ``speed`` and ``volume`` are factors."""

    text: str
    voice: str
    speed: float = 1.0
    pitch: float = 0.0
    volume: float = 1.0
    language: str | None = None
    ssml: bool = False


@dataclass(frozen=True)
class Phone:
    """One speech sound. ``ipa`` is the hub alphabet, ``native`` the engine's own symbol; ``stress`` 0, 1 or 2."""

    start: int
    end: int
    ipa: str
    native: str
    stress: int = 0
    word: int | None = None


@dataclass(frozen=True)
class Word:
    """A spoken word (``$5`` is spoken as two), the source token it came from, and its phones ``[first, last)``."""

    start: int
    end: int
    spoken: str
    token: int
    phones: tuple[int, int]


@dataclass(frozen=True)
class Token:
    """A piece of the source text as the author wrote it, for captions.

    ``text`` includes attached punctuation; ``char_start``/``char_end`` index the script;
    ``sentence`` counts sentences from 0.
    """

    text: str
    char_start: int
    char_end: int
    start: int
    end: int
    sentence: int = 0


@dataclass(frozen=True)
class Mark:
    """When a word of a text, ``[char_start, char_end)``, begins to be heard, in seconds."""

    char_start: int
    char_end: int
    seconds: float


@dataclass(frozen=True)
class Recital:
    """What a provider spoke: the bytes of a sound file, and the words' onsets where the provider tells them."""

    sound: bytes
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True)
class SpeechTrack:
    """Speech with times. ``pcm`` is the file name of a mono 16-bit WAV beside the track's JSON.

    ``length`` is the number of samples in the WAV; ``error_ms`` the measured mean error of the class of timing.
    """

    pcm: str
    rate: int
    length: int
    language: str
    engine: str
    voice: str
    licence: str
    timing: Timing
    error_ms: float | None = None
    tokens: tuple[Token, ...] = ()
    words: tuple[Word, ...] = ()
    phones: tuple[Phone, ...] = ()
    directions: tuple[Direction, ...] = ()
    notes: tuple[str, ...] = field(default=())

    @property
    def seconds(self) -> float:
        """How long the sound lasts."""
        return self.length / self.rate

    def delayed(self, seconds: float) -> SpeechTrack:
        """The same speech after a silence."""
        by = round(seconds * self.rate)
        return replace(
            self,
            length=self.length + by,
            tokens=tuple(replace(item, start=item.start + by, end=item.end + by) for item in self.tokens),
            words=tuple(replace(item, start=item.start + by, end=item.end + by) for item in self.words),
            phones=tuple(replace(item, start=item.start + by, end=item.end + by) for item in self.phones),
            # What is to be done from the first word on is done from the first picture on.
            directions=tuple(replace(item, at=item.at + by if item.at else 0) for item in self.directions),
        )

    def to_json(self) -> dict[str, Any]:
        """The track as plain JSON data."""
        return asdict(self)

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> SpeechTrack:
        """The track that ``to_json`` wrote."""
        return cls(
            **{
                **data,
                "tokens": tuple(Token(**item) for item in data["tokens"]),
                "words": tuple(Word(**{**item, "phones": tuple(item["phones"])}) for item in data["words"]),
                "phones": tuple(Phone(**item) for item in data["phones"]),
                "directions": tuple(Direction(**item) for item in data.get("directions", ())),
                "notes": tuple(data["notes"]),
            }
        )
