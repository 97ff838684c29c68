"""Speech sounds: every engine's own symbols to IPA, the hub alphabet, and IPA back to the aligner's."""

from __future__ import annotations

ARPABET = {
    "aa": "ɑ", "ae": "æ", "ah": "ʌ", "ao": "ɔ", "aw": "aʊ", "ax": "ə", "axr": "ɚ", "ay": "aɪ", "b": "b", "ch": "tʃ",
    "d": "d", "dh": "ð", "eh": "ɛ", "er": "ɝ", "ey": "eɪ", "f": "f", "g": "ɡ", "hh": "h", "ih": "ɪ", "iy": "i",
    "jh": "dʒ", "k": "k", "l": "l", "m": "m", "n": "n", "ng": "ŋ", "ow": "oʊ", "oy": "ɔɪ", "p": "p", "r": "ɹ",
    "s": "s", "sh": "ʃ", "t": "t", "th": "θ", "uh": "ʊ", "uw": "u", "v": "v", "w": "w", "y": "j", "z": "z", "zh": "ʒ",
}  # fmt: skip
# The engines that name their sounds so.
ARPABET_ENGINES = ("flite", "festival")
# espeak's IPA for English, to the sounds of the aligner's model where they are not those of ARPABET above.
_ALIGNER = {
    "ɐ": "AH", "ᵻ": "IH", "ɾ": "D", "ʔ": "T", "a": "AE", "e": "EH", "o": "AO", "ɒ": "AA", "ɜ": "ER", "ɚ": "ER",
    "əl": "AH L", "n̩": "AH N", "m̩": "AH M", "x": "K", "r": "R", "ɫ": "L", "aɪə": "AY AH", "aɪɚ": "AY ER",
    "aʊɚ": "AW ER", "ɑɹ": "AA R", "ɔɹ": "AO R", "oɹ": "AO R", "ɛɹ": "EH R", "ɪɹ": "IH R", "ʊɹ": "UH R", "iə": "IY AH",
    "ɔː": "AO", "ɡ": "G", "ə": "AH", "əʊ": "OW", "eə": "EH R", "ɪə": "IH R", "ʊə": "UH R", "ʌ": "AH", "ɬ": "L",
}  # fmt: skip
_TO_ALIGNER = {ipa: name.upper() for name, ipa in ARPABET.items() if name not in ("ax", "axr")} | _ALIGNER
_STRESS = {"ˈ": 1, "ˌ": 2}


def from_arpabet(symbol: str) -> str:
    """The IPA of an ARPABET symbol in either case, with or without a stress digit."""
    return ARPABET[symbol.lower().rstrip("012")]


def from_espeak(symbol: str) -> tuple[str, int]:
    """The IPA of an espeak phoneme name and its stress: ``ˈoʊ`` is ``oʊ`` with stress 1.

    espeak puts tone digits and syllable marks (``.``, ``-``) on sounds of tonal languages; they are no sounds.
    """
    stress = next((_STRESS[char] for char in symbol if char in _STRESS), 0)
    ipa = "".join(char for char in symbol if char not in "ˈˌ.-'^|_!;" and not char.isdigit())
    return ipa, stress


def to_aligner(ipa: str) -> list[str]:
    """The symbols of pocketsphinx's English model for an English sound; empty when it has none."""
    for candidate in (ipa, ipa.replace("ː", ""), ipa.replace("ː", "")[:1]):
        if candidate in _TO_ALIGNER:
            return _TO_ALIGNER[candidate].split()
    return []
