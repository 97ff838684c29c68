"""Cues: what people read has to fit, to breathe where the sentence does, and to agree with the sound."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from heygen_cli.domain.speech import SpeechTrack, Token
from heygen_cli.studio import captions, fonts
from heygen_cli.studio.subtitles import layout, missing_glyphs

RATE = 16_000
SECONDS_PER_WORD = 0.4


def spoken(text: str) -> SpeechTrack:
    """A track that says a word every 0.4 s; a sentence ends with a full stop."""
    tokens: list[Token] = []
    position, sentence = 0, 0
    step = int(SECONDS_PER_WORD * RATE)
    for index, word in enumerate(text.split(" ")):
        start = index * step
        tokens.append(Token(word, position, position + len(word), start, start + step - 800, sentence))
        position += len(word) + 1
        sentence += word.endswith(".")
    return SpeechTrack("x.wav", RATE, len(tokens) * step, "en", "e", "v", "l", "native", tokens=tuple(tokens))


def cues(text: str, width: float = 42) -> list[captions.Cue]:
    return captions.cues(spoken(text), line_width=width, measure=len)


def test_a_long_sentence_becomes_balanced_lines() -> None:
    text = "The quick brown fox jumps over the lazy dog while the band plays on and nobody minds the rain at all."
    found = cues(text)
    assert " ".join(cue.text.replace("\n", " ") for cue in found) == text
    for cue in found:
        lengths = [len(line) for line in cue.text.split("\n")]
        assert len(lengths) <= 2
        assert max(lengths) <= 42
        if len(lengths) == 2:
            assert max(lengths) - min(lengths) <= 12


def test_a_cue_starts_with_its_first_word_and_never_overlaps_the_next() -> None:
    found = cues("One two three. Four five six seven. Eight nine ten.")
    assert [cue.start for cue in found] == pytest.approx([0, 1.2, 2.8])
    for before, after in pairwise(found):
        assert before.end <= after.start


def test_speech_whose_words_are_unknown_has_no_cues() -> None:
    silent = SpeechTrack("x.wav", RATE, RATE, "en", "e", "v", "l", "estimated")
    assert captions.cues(silent, line_width=42, measure=len) == []
    assert captions.to_vtt([]) == "WEBVTT\n\n"


def test_a_cue_does_not_hold_two_sentences() -> None:
    assert [cue.text for cue in cues("Yes. No.")] == ["Yes.", "No."]


def test_a_word_longer_than_a_line_is_cut() -> None:
    url = "https://example.com/" + "a" * 90
    found = cues(f"See {url} now.")
    assert "".join(cue.text for cue in found).replace("\n", "").replace(" ", "") == f"See{url}now."
    assert all(len(line) <= 42 for cue in found for line in cue.text.split("\n"))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text("abcdefgh,.", min_size=1, max_size=60), min_size=1, max_size=40))
def test_any_text_keeps_its_words_fits_and_stays_in_order(words: list[str]) -> None:
    text = " ".join(words)
    found = cues(text, width=24)
    assert "".join("".join(cue.text.split()) for cue in found) == text.replace(" ", "")
    assert all(len(line) <= 24 for cue in found for line in cue.text.split("\n"))
    assert all(before.end <= after.start + 1e-9 for before, after in pairwise(found))
    assert all(cue.start <= cue.end for cue in found)


def test_srt() -> None:
    text = captions.to_srt([captions.Cue(3661.5, 3662.0, ((captions.CaptionWord("a --> b", 0, 1),),))])
    assert text == "1\n01:01:01,500 --> 01:01:02,000\na → b\n"


def test_vtt_escapes_markup() -> None:
    text = captions.to_vtt([captions.Cue(0, 1.25, ((captions.CaptionWord("<b>&", 0, 1),),))])
    assert text == "WEBVTT\n\n00:00:00.000 --> 00:00:01.250\n&lt;b&gt;&amp;\n"


def test_lines_fit_the_picture_in_real_letters() -> None:
    place = layout(1080, 1920)
    track = spoken("Wonderful WWWWWWWW mmmmmmmm illustrations narrating everything beautifully forever and ever.")
    for cue in captions.cues(track, line_width=place.line_ems, measure=fonts.width):
        for line in cue.text.split("\n"):
            assert fonts.width(line) * place.font_size <= 1080 * 0.9


def test_text_that_no_font_draws_is_told() -> None:
    assert missing_glyphs("plain words, “quotes” and naïve façades") is None
    event = missing_glyphs("ancient \U00012000 signs")
    assert event is not None
    assert (event.kind, event.code) == ("fallback", "font_missing")
    assert "\U00012000" in event.message
