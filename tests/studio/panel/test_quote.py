import pytest

from heygen_cli.domain.panel import Quote
from tests.studio.panel.stage import bounds, stills


def test_a_mark_the_words_and_the_name_below_each_other() -> None:
    mark, text, name = map(bounds, stills(Quote("To be, or not to be, that is the question", "Hamlet")))
    assert mark[3] < text[1] < text[3] < name[1]
    assert mark[0] == pytest.approx(text[0], abs=6)
    assert name[3] - name[1] < (text[3] - text[1]) / 2


def test_hebrew_stands_on_the_right_with_its_name() -> None:
    mark, text, name = map(bounds, stills(Quote("הדרך הטובה ביותר", "אלן קיי")))
    assert mark[2] == pytest.approx(text[2], abs=8)
    assert name[2] == pytest.approx(text[2], abs=8)


def test_the_longest_quote_fits() -> None:
    found = stills(Quote("words " * 100, "Somebody"), 540, 960)
    assert bounds(found[-1])[3] < 900
    assert bounds(found[0])[1] > 60
