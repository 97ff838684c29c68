from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from heygen_cli.domain.errors import InvalidInput
from heygen_cli.studio.speech import plan, ssml


def spoken(markup: str) -> list[str]:
    return [word.text for chunk in plan.make(markup, "en", markup=True).chunks for word in chunk.words]


@pytest.mark.parametrize(
    ("markup", "words"),
    [
        ("<speak>Hi there</speak>", "Hi there"),
        ('<?xml version="1.0"?><speak>Hi</speak>', "Hi"),
        ("Fish &amp; chips", "Fish and chips"),
        ("un<emphasis>believ</emphasis>able", "unbelievable"),
        ('<say-as interpret-as="characters">AB1</say-as>', "ay B one"),
        ('<say-as interpret-as="digits">42</say-as>', "four two"),
        ('<say-as interpret-as="ordinal">42</say-as>', "forty second"),
        ('<say-as interpret-as="cardinal">2025</say-as>', "two thousand twenty five"),
        ('<say-as interpret-as="telephone">+1 555 0199</say-as>', "plus one five five five zero one nine nine"),
        ('<say-as interpret-as="date" format="dmy">03/04/2025</say-as>', "april third twenty twenty five"),
        ('<say-as interpret-as="date" format="ym">2025-04</say-as>', "april twenty twenty five"),
        ('<say-as interpret-as="time">14:05</say-as>', "fourteen oh five"),
        ('<say-as interpret-as="currency">$5.50</say-as>', "five dollars fifty cents"),
        ('<phoneme alphabet="ipa" ph="təˈmeɪtoʊ">tomato</phoneme>', "tuh may toh"),
        ('one <mark name="here"/>two', "one two"),
        ('say <lang xml:lang="de">Größe 5</lang> now', "say Größe 5 now"),
        ('<sub alias="for example 5">x y</sub>', "for example five"),
        ("<p>one</p><p>two</p>", "one two"),
        ("né &#233;t&#xe9; ü", "ne ete u"),
    ],
)
def test_markup_is_read(markup: str, words: str) -> None:
    assert " ".join(spoken(markup)) == words


def test_offsets_stay_those_of_the_source() -> None:
    source = "<speak>Zürich <emphasis>is</emphasis> fine<break time='1s'/>today</speak>"
    script = ssml.read(source)
    assert len(script.text) == len(source)
    for token in plan.make(source, "en", markup=True).tokens:
        assert source[token.start : token.end] == token.text
    assert script.pauses == ((source.index("<break"), 1.0),)


def test_blocks_make_sentences_and_paragraphs() -> None:
    chunks = plan.make("<p><s>one</s><s>two</s></p><p>three</p>", "en", markup=True).chunks
    assert [chunk.pause for chunk in chunks] == [0, plan.SENTENCE_PAUSE, plan.PARAGRAPH_PAUSE]


def test_rates_multiply() -> None:
    chunks = plan.make(
        'a <prosody rate="50%">b <emphasis level="strong">c</emphasis></prosody>', "en", markup=True
    ).chunks
    assert [round(chunk.manner.rate, 2) for chunk in chunks] == [1, 0.5, 0.42]


@pytest.mark.parametrize(
    ("markup", "line", "column", "reason"),
    [
        ("a <b>x</b>", 1, 3, "<b> is not supported"),
        ("one\n two & three", 2, 7, "not well-formed"),
        ("<speak>\n<p>x</speak>", 2, 7, "mismatched tag"),
        ('x <break time="soon"/>', 1, 3, "not a time"),
        ('<prosody rate="9000%">x</prosody>', 1, 1, "not a speed"),
        ("<sub>x</sub>", 1, 1, "needs alias"),
        ('<say-as interpret-as="age">x</say-as>', 1, 1, "not known"),
        ('<say-as interpret-as="date" format="abc">1</say-as>', 1, 1, "not known"),
        ('<phoneme alphabet="sampa" ph="x">x</phoneme>', 1, 1, "not known"),
        ('<!DOCTYPE x [<!ENTITY a "b">]><speak>&a;</speak>', 1, None, "document type"),
    ],
)
def test_faults_have_a_place(markup: str, line: int, column: int | None, reason: str) -> None:
    with pytest.raises(InvalidInput, match=reason) as failure:
        ssml.read(markup)
    assert failure.value.location
    assert failure.value.location.line == line
    assert column is None or failure.value.location.column == column


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet="ab &<>/;'\"=sp\n👍é", max_size=40))
def test_any_markup_is_read_or_refused(source: str) -> None:
    try:
        script = ssml.read(source)
    except InvalidInput:
        return
    assert len(script.text) == len(source)
