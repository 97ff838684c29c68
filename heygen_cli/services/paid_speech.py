"""Speech that costs money: asked for only when it fits the budget."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from heygen_cli.domain.price import Quantity
from heygen_cli.domain.speech import Recital
from heygen_cli.domain.voice import Voice
from heygen_cli.ports import SpeechProvider
from heygen_cli.services.spending import Spending

# A WAV header says at this place how many bytes a second takes.
_BYTE_RATE, _HEADER = slice(28, 32), 44
_LAST_WORD = 0.6  # seconds that it takes, with the silence after it


class PaidSpeech:
    """A provider behind the guard of ``Spending``; an answer that was kept is not asked for, and costs nothing."""

    def __init__(self, provider: SpeechProvider, spending: Callable[[], Spending]) -> None:
        self._provider = provider
        self._spending = spending

    @property
    def name(self) -> str:
        """What its voices' ids begin with."""
        return self._provider.name

    def voices(self) -> Sequence[Voice]:
        """Its voices."""
        return self._provider.voices()

    def speak(self, voice: Voice, text: str, *, speed: float) -> Recital:
        """Have one sentence spoken, for money; raises Forbidden when the budget does not allow it."""
        if voice.provider == "local":  # a server on this machine
            return self._provider.speak(voice, text, speed=speed)
        spending = self._spending()
        quantity, engine = Quantity.of_text(text, speed=speed), voice.tariff
        with spending.charge("speech", voice.provider, engine, quantity, voice=voice.id) as charge:
            recital = self._provider.speak(voice, text, speed=speed)
            seconds = _seconds(recital)
            if seconds is not None:
                charge.used = quantity._replace(seconds=seconds)
                charge.cost = spending.prices.cost(voice.provider, engine, charge.used)
        return recital


def _seconds(recital: Recital) -> float | None:
    """How long a WAV lasts, and about how long another file whose words have times; None where that is not known."""
    sound = recital.sound
    rate = int.from_bytes(sound[_BYTE_RATE], "little") if sound[:4] == b"RIFF" else 0
    if rate and len(sound) > _HEADER:
        return (len(sound) - _HEADER) / rate
    return recital.marks[-1].seconds + _LAST_WORD if recital.marks else None
