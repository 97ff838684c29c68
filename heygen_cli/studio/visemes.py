"""Which mouth shape belongs to which speech sound: IPA to fifteen visemes, visemes to mouth parameters."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache


@dataclass(frozen=True)
class Mouth:
    """A mouth as a point in a space where every blend of two points is a mouth again.

    ``opening`` 0 to 1 (jaw), ``wide`` and ``round`` pull the corners, ``press`` and ``tuck`` close the lips (on each
    other, on the teeth), ``tongue`` and ``teeth`` show.
    """

    opening: float = 0.0
    wide: float = 0.0
    round: float = 0.0
    press: float = 0.0
    tuck: float = 0.0
    tongue: float = 0.0
    teeth: float = 0.5


@dataclass(frozen=True)
class Shape(Mouth):
    """The mouth of a sound.

    ``hold`` is how firmly the sound insists on it when its neighbours want another: vowels 1, closures 2 and more,
    sounds made far back in the mouth little.
    """

    hold: float = 1.0


# The fifteen visemes of the OVR lip-sync reference, whose names animators know.
SHAPES = {
    "sil": Shape(0.0, teeth=0.4, hold=1.2),
    "PP": Shape(0.0, press=1.0, teeth=0.4, hold=2.2),
    "FF": Shape(0.12, tuck=1.0, teeth=1.0, hold=1.6),
    "TH": Shape(0.24, wide=0.15, tongue=1.0, teeth=0.7, hold=0.8),
    "DD": Shape(0.22, wide=0.25, tongue=0.6, teeth=0.8, hold=0.7),
    "kk": Shape(0.28, wide=0.15, teeth=0.45, hold=0.45),
    "CH": Shape(0.20, round=0.7, teeth=1.0, hold=1.0),
    "SS": Shape(0.12, wide=0.55, teeth=1.0, hold=1.1),
    "nn": Shape(0.22, wide=0.2, tongue=0.8, teeth=0.7, hold=0.7),
    "RR": Shape(0.24, round=0.45, tongue=0.3, teeth=0.5, hold=0.7),
    "aa": Shape(1.0, wide=0.25, teeth=0.55),
    "E": Shape(0.62, wide=0.55, teeth=0.7),
    "ih": Shape(0.32, wide=0.8, teeth=0.85),
    "oh": Shape(0.62, round=0.7, teeth=0.3),
    "ou": Shape(0.26, round=1.0, teeth=0.2),
}
_SOUNDS = {
    "PP": "pbmɓʙβɸᵝ",
    "FF": "fvɱʋ",
    "TH": "θð",
    "DD": "tdʈɖɾɗʔ",
    "kk": "kɡgqɢxɣχʁhɦħʕŋɴʀcɟçə",
    "CH": "ʃʒɕʑʂʐʧʤɻ",
    "SS": "szʦʣ",
    "nn": "nlɲɳʎɭɫɬɮ",
    "RR": "rɹɽɚɝɜɺ",
    "aa": "aɑɐʌɒäæɶ",
    "E": "eɛøœɘɞɵᵻɤ",
    "ih": "iɪɨyʏjɥ",
    "oh": "oɔ",
    "ou": "uʊʉɯw",
}
_VISEME = {sound: viseme for viseme, sounds in _SOUNDS.items() for sound in sounds}
# Affricates are one closure and one release; the release is what the lips show.
_AFFRICATES = {"tʃ": "ʃ", "dʒ": "ʒ", "ts": "s", "dz": "z", "tɕ": "ɕ", "dʑ": "ʑ"}


@cache
def of_ipa(ipa: str) -> tuple[str, ...]:
    """The visemes of one phone in order: two for a diphthong, ``sil`` for a pause, ``kk`` for an unknown sound."""
    for pair, release in _AFFRICATES.items():
        ipa = ipa.replace(pair, release)
    if not ipa.strip():
        return ("sil",)
    found: list[str] = []
    for char in ipa:
        viseme = _VISEME.get(char)
        if viseme and (not found or found[-1] != viseme):
            found.append(viseme)
    return tuple(found[:2]) or ("kk",)
