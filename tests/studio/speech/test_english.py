from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from heygen_cli.domain.errors import InvalidInput
from heygen_cli.studio.speech import plan, script
from heygen_cli.studio.speech.tokens import tokenise


def spoken(text: str) -> str:
    """What is said, token boundaries forgotten."""
    return " ".join(word.text for chunk in plan.make(text, "en").chunks for word in chunk.words)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("$5.50", "five dollars fifty cents"),
        ("$1", "one dollar"),
        ("$0.99", "ninety nine cents"),
        ("$1,234.56", "one thousand two hundred thirty four dollars fifty six cents"),
        ("£3", "three pounds"),
        ("50€", "fifty euros"),
        ("$3.5bn", "three point five billion dollars"),
        ("$5 million more", "five million dollars more"),
        ("2025-03-04", "march fourth twenty twenty five"),
        ("03/04/2025", "march fourth twenty twenty five"),
        ("25/12/1999", "december twenty fifth nineteen ninety nine"),
        ("March 3rd, 2025", "March third twenty twenty five"),
        ("in 1905 and 2005", "in nineteen oh five and two thousand five"),
        ("the 1990s", "the nineteen nineties"),
        ("10:30", "ten thirty"),
        ("7pm", "seven P M"),
        ("9:05 a.m.", "nine oh five ay M"),
        ("9am–5pm", "nine ay M to five P M"),
        ("3/4 cup", "three quarters cup"),
        ("1/2", "one half"),
        ("24/7", "twenty four seven"),
        ("50%", "fifty percent"),
        ("3-5%", "three to five percent"),
        ("10km", "ten kilometers"),
        ("1 km", "one kilometer"),
        ("10-20 kg", "ten to twenty kilograms"),
        ("-5°C", "minus five degrees celsius"),
        ("5'10\"", "five feet ten inches"),
        ("2010-2015", "twenty ten to twenty fifteen"),
        ("555-0199", "five five five zero one nine nine"),
        ("(555) 123-4567", "five five five one two three four five six seven"),
        ("22nd", "twenty second"),
        ("30th", "thirtieth"),
        ("1,000,000", "one million"),
        ("007", "zero zero seven"),
        ("3.14", "three point one four"),
        ("#1", "number one"),
        ("No. 5", "number five"),
        ("v2.1", "version two point one"),
        ("3.10.2", "three point ten point two"),
        ("World War II", "World War two"),
        ("Henry VIII", "Henry the eighth"),
        ("I am", "I am"),
        ("Dr. Smith lives on Elm Dr. now", "doctor Smith lives on Elm drive now"),
        ("St. John St.", "saint John street"),
        ("e.g. this, etc.", "for example this et cetera"),
        ("a@b.com", "a at b dot com"),
        ("https://heygen.com/docs", "heygen dot com slash docs"),
        ("AT&T", "ay T and T"),
        ("The API's URLs", "The ay P I's U R L's"),
        ("NASA", "nasa"),
        ("PostgreSQL", "Postgre S Q L"),
        ("H264 at 1080p", "H two hundred sixty four at one thousand eighty p"),
        ("well-known and/or e-mail", "well known and or e mail"),
        ("O’Neill’s", "O'Neill's"),
        ("yes—no", "yes no"),
        ("naïve café Ångström smørrebrød", "naive cafe Angstrom smorrebrod"),
        ("ＦＵＬＬ ½ cup", "F U L L one half cup"),
        ("6′2″", "six feet two inches"),
        ("THIS IS GREAT NEWS TODAY", "this is great news today"),
        ("the HTTPS API of UNESCO", "the H T T P S ay P I of unesco"),
        ("Hello שלום 世界 world", "Hello world"),
        ("wow 👍🏽 ❤️ … ok", "wow ok"),
        ("\x1b[31mred\x1b[0m text\x07", "red text"),
    ],
)
def test_is_read_as(written: str, said: str) -> None:
    assert spoken(written) == said


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("text", ["a" * 3000, "1" * 3000, "x" * 700, "word " * 900])
def test_nothing_too_long_is_asked_of_an_engine(text: str, language: str) -> None:
    chunks = plan.make(text, language).chunks
    assert all(chunk.words for chunk in chunks)
    assert max(len(word.text) for chunk in chunks for word in chunk.words) <= 60
    assert max(sum(len(word.text) for word in chunk.words) for chunk in chunks) <= plan.LONGEST_CHUNK


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Dr. Smith met Mr. Jones at 5 p.m. on Monday. They spoke.", 2),
        ("It works, e.g. here. Really? Yes!", 3),
        ("We paid $5.50. He left at 3 p.m. The end.", 3),
        ("He said “Stop.” Then he left... and came back.", 2),
        ("No. 5 is alive. No. 6 is not.", 2),
        ("Read on Main St. The rest is here.", 2),
        ("Points:\n- one\n- two", 3),
        ("Title\n\nText without end", 2),
        ("你好，世界。我们在这里。", 2),
    ],
)
def test_sentences(text: str, sentences: int) -> None:
    assert tokenise(script.read(text))[-1].sentence == sentences - 1


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=120) | st.text(alphabet="ab1.,$%-/:'\"() \n[]&@#é你👍\x1b", max_size=60))
def test_tokens_point_at_the_source(text: str) -> None:
    tokens = tokenise(script.read(text))
    assert [text[token.start : token.end] for token in tokens] == [token.text for token in tokens]
    assert all(before.end <= after.start for before, after in pairwise(tokens))


@settings(max_examples=150, deadline=None)
@given(
    st.text(max_size=120) | st.text(alphabet="ab1.,$%-/:'\"() \n[]&@#é你👍\x1b", max_size=60),
    st.sampled_from(["en", "ja"]),
)
def test_any_text_is_planned_or_has_nothing_to_say(text: str, language: str) -> None:
    try:
        words = [word for chunk in plan.make(text, language).chunks for word in chunk.words]
    except InvalidInput:
        words = []  # nothing to say, or too long a pause: also an answer
    assert [word.token for word in words] == sorted(word.token for word in words)
    assert all(word.text.strip() for word in words)
