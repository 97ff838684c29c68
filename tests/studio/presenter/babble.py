"""Speech for tests: known sounds at known times."""

from __future__ import annotations

from heygen_cli.domain.speech import Phone, SpeechTrack, Token, Word

RATE = 16000
FPS = 30


def track(*sounds: tuple[str, float], words: int = 0) -> SpeechTrack:
    """A track of (ipa, seconds) one after the other, the empty ipa being silence; ``words`` of them at equal gaps."""
    phones, clock = [], 0.0
    for ipa, seconds in sounds:
        if ipa:
            phones.append(Phone(int(clock * RATE), int((clock + seconds) * RATE), ipa, ipa, 1))
        clock += seconds
    length = int(clock * RATE)
    starts = [length * number // max(1, words) for number in range(words)]
    spoken = tuple(Word(start, start + RATE // 4, "beautiful", index, (0, 1)) for index, start in enumerate(starts))
    tokens = tuple(Token("beautiful.", 0, 10, word.start, word.end, index // 8) for index, word in enumerate(spoken))
    return SpeechTrack("x.wav", RATE, length, "en", "e", "e/v", "-", "native", None, tokens, spoken, tuple(phones))


def sentence() -> SpeechTrack:
    """Open vowels between closed lips, at an even pace that leaves no doubt when the mouth must move; 6 s."""
    syllables = (("p", 0.14), ("ɑ", 0.20), ("m", 0.14), ("i", 0.18), ("b", 0.12), ("æ", 0.22))
    return track(("", 0.6), *syllables * 4, ("", 1.4), words=4)
