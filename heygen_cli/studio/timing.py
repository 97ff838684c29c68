"""From moments of a script to seconds of a scene."""

from __future__ import annotations

from dataclasses import dataclass

from heygen_cli.domain.errors import InvalidInput
from heygen_cli.domain.moment import Moment
from heygen_cli.domain.speech import SpeechTrack
from heygen_cli.studio.element import Span


@dataclass(frozen=True)
class Timing:
    """The clock of one scene: ``lead`` seconds before the speech, ``seconds`` in all; ``name`` is for messages."""

    track: SpeechTrack
    seconds: float
    lead: float = 0.0
    name: str = "scene"
    fps: int = 30

    def second(self, moment: Moment) -> float:
        """When it is in the scene; raises InvalidInput when its word is not heard."""
        found = moment.within(self.track)
        if found is None:
            raise InvalidInput(
                f"{self.name}: {moment} is not heard in the recording", hint="write a word of its script, or seconds"
            )
        return self.lead + found

    def span(self, at: Moment, seconds: float | None = None, until: Moment | None = None) -> Span:
        """From a moment for some seconds, until another moment, or to the end of the scene."""
        start = 0.0 if at == Moment() else self.second(at)
        end = start + seconds if seconds is not None else self.second(until) if until else None
        if end is not None and end >= self.seconds:
            end = None  # it goes with the scene
        return Span(start, end)
