"""Phonetic spellings as words that any English voice reads nearly so: ``təˈmeɪtoʊ`` as ``tuh may toe``."""

from __future__ import annotations

from heygen_cli.studio.speech.phones import from_arpabet

# Longest first, so that a diphthong is not taken for two vowels.
_VOWELS = {
    **{"eɪ": "ay", "aɪ": "eye", "ɔɪ": "oy", "aʊ": "ow", "oʊ": "oh", "əʊ": "oh", "ɪə": "eer", "eə": "air"},
    **{"ər": "er", "əɹ": "er", "ɜr": "ur", "ɜɹ": "ur"},
    **{"ɝ": "ur", "ɚ": "er", "ɜ": "ur", "i": "ee", "ɪ": "ih", "ɛ": "eh", "e": "ay", "æ": "aa", "ɑ": "ah", "a": "ah"},
    **{"ɒ": "o", "ɔ": "aw", "o": "oh", "ʊ": "uu", "u": "oo", "ʌ": "uh", "ə": "uh", "ɐ": "uh", "y": "oo", "ø": "ur"},
}
_CONSONANTS = {
    **{"tʃ": "ch", "dʒ": "j", "ʃ": "sh", "ʒ": "zh", "θ": "th", "ð": "th", "ŋ": "ng", "ɡ": "g", "j": "y", "ɹ": "r"},
    **{"ɾ": "t", "ʔ": "", "ɬ": "l", "ɲ": "ny", "x": "k", "ç": "h", "ʁ": "r", "ɣ": "g"},
    **{plain: plain for plain in "bdfghklmnprstvwz"},
}


def of(sounds: str, alphabet: str) -> str:
    """The respelling of IPA, or of ARPABET symbols with spaces between them, which SSML calls ``x-arpabet``.

    Each vowel ends a syllable together with the consonants before it; those at the end join the last one.
    """
    ipa = "".join(_ipa(symbol) for symbol in sounds.split()) if alphabet in ("arpabet", "x-arpabet") else sounds
    syllables, onset = [], ""
    while ipa:
        symbol, letters, vowel = _next(ipa)
        ipa = ipa[len(symbol) :]
        onset += letters
        if vowel:
            syllables.append(onset)
            onset = ""
    if onset and syllables:
        syllables[-1] += onset
    return " ".join(syllables) or onset


def strange(sounds: str, alphabet: str) -> str:
    """The first symbol that is no sound of the alphabet, or all of it when there is no vowel; empty when it is fine."""
    if alphabet in ("arpabet", "x-arpabet"):
        return next((symbol for symbol in sounds.split() if not _ipa(symbol)), "")
    digit = next((char for char in sounds if char.isdigit()), "")
    return digit or ("" if any(char in _VOWELS for char in sounds) else sounds)


def _next(ipa: str) -> tuple[str, str, bool]:
    for length in (2, 1):
        symbol = ipa[:length]
        if symbol in _VOWELS:
            return symbol, _VOWELS[symbol], True
        if symbol in _CONSONANTS:
            return symbol, _CONSONANTS[symbol], False
    return ipa[:1], "", False  # stress, length and syllable marks


def _ipa(symbol: str) -> str:
    try:
        return from_arpabet(symbol)
    except KeyError:
        return ""
