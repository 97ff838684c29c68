import pytest

from heygen_cli.studio.typeset import bidi


def shown(text: str) -> str:
    """The characters from left to right, as a reader sees them."""
    levels = bidi.trimmed(bidi.levels(text), text, int(bidi.leads_left(text)))
    return "".join(text[index] for index in bidi.visual(levels))


# Hebrew letters stand for all that runs to the left; the expected order was checked with the reference of Unicode.
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("abc 123", "abc 123"),
        ("אבג", "גבא"),
        ("abc אבג def", "abc גבא def"),
        ("אבג abc דהו", "והד abc גבא"),
        ("אבג 123 דהו", "והד 123 גבא"),
        ("עולה 50% היום", "םויה 50% הלוע"),
        ("abc (אבג) def", "abc (גבא) def"),
        ("אבג (abc) ד", "ד )abc( גבא"),  # brackets are mirrored later, as they are drawn
        ("אבג 1,234.5", "1,234.5 גבא"),
        ("אבג  ", "  גבא"),
        ("١٢٣ abc", "١٢٣ abc"),
        ("א+5", "5+א"),
    ],
)
def test_letters_stand_where_a_reader_expects_them(text: str, expected: str) -> None:
    assert shown(text) == expected


def test_a_mark_stays_with_its_letter() -> None:
    assert bidi.levels("a\u05d0\u05b8b") == [0, 1, 1, 0]


@pytest.mark.parametrize(("text", "left"), [("abc אבג", False), ("1. אבג", True), ("", False), ("123", False)])
def test_a_paragraph_runs_as_its_first_letter(text: str, left: bool) -> None:
    assert bidi.leads_left(text) is left
