from __future__ import annotations

import pytest

from heygen_cli.studio.speech import aligner, catalogue, phones, sound
from heygen_cli.studio.speech.engine import Sentence, speak_all

# Together they hold every sound of English.
SENTENCES = (
    "The beige hue on the waters of the loch impressed all, including the French queen.",
    "With tenure, Suzie would have all the more leisure for yachting, but her publications are no good.",
    "Shaw, those twelve beige hooves are joyous: button, bottle, chasm, poor boy, hour, fire, bird.",
)


def symbols(voice: str) -> set[str]:
    """Every sound a voice makes of the sentences, in the engine's own symbols."""
    found, _ = catalogue.Voices().resolve(voice, None)
    asked = [Sentence(voice.split("/")[1], (f"{text} ",), 1.0) for text in SENTENCES]
    spoken = speak_all(found.engine, catalogue.library(found), asked)
    return {sound.symbol for utterance in spoken for sound in utterance.sounds if sound.word is not None}


def test_every_sound_of_flite_has_ipa(flite: str) -> None:
    heard = symbols(flite)
    assert len(heard) >= 38
    assert all(phones.from_arpabet(symbol) for symbol in heard)


@pytest.mark.parametrize("voice", ["espeak/en-us", "espeak/en-us+klatt4", "espeak/en-gb"])
def test_every_english_sound_of_espeak_is_known_to_the_aligner(voice: str) -> None:
    names = {name.upper() for name in phones.ARPABET} - {"AX", "AXR"}
    for symbol in symbols(voice):
        ipa, _ = phones.from_espeak(symbol)
        assert phones.to_aligner(ipa), symbol
        assert names >= set(phones.to_aligner(ipa))


@pytest.mark.parametrize(
    ("symbol", "ipa", "stress"),
    [("ˈoʊ", "oʊ", 1), ("ˌɛ", "ɛ", 2), ("ɜː", "ɜː", 0), ("s.", "s", 0), ("ˈi5", "i", 1), ("o-", "o", 0), ("n̩", "n̩", 0)],
)
def test_espeak_marks_are_read(symbol: str, ipa: str, stress: int) -> None:
    assert phones.from_espeak(symbol) == (ipa, stress)


@pytest.mark.parametrize(("symbol", "ipa"), [("AH0", "ʌ"), ("hh", "h"), ("NG", "ŋ"), ("ER1", "ɝ")])
def test_arpabet_in_any_spelling(symbol: str, ipa: str) -> None:
    assert phones.from_arpabet(symbol) == ipa


def test_sounds_the_aligner_does_not_have_are_left_out() -> None:
    assert phones.to_aligner("ʘ") == []


def test_a_word_nobody_knows_is_learnt_from_espeak(tmp_path, without_flite: None) -> None:
    voice, _ = catalogue.Voices().resolve("auto", "en")
    assert voice.engine == "espeak"
    words = ["We ", "asked ", "Zorblatt ", "and ", "Heygen ", "to ", "sing. "]
    made = speak_all("espeak", catalogue.library(voice), [Sentence("en-us+klatt4", tuple(words), 1.0)])[0]
    found = aligner.align(sound.from_pcm(made.pcm), made.rate, [word.strip(". ") for word in words])
    assert found
    starts = {sound.word: sound.start / made.rate for sound in reversed(made.sounds)}
    assert [word.start for word in found] == pytest.approx([starts[index] for index in range(len(words))], abs=0.1)
