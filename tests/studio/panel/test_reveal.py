from itertools import pairwise

import pytest

from heygen_cli.domain.errors import InvalidInput
from heygen_cli.domain.moment import Moment
from heygen_cli.domain.panel import Bullets
from heygen_cli.studio.panel.reveal import reveals
from heygen_cli.studio.timing import Timing
from tests.studio.panel.stage import spoken


def seconds(panel: Bullets, text: str, lead: float = 0.0) -> list[float]:
    return reveals(panel, Timing(spoken(text), 10.0, lead))


def test_items_appear_with_their_first_words() -> None:
    panel = Bullets(("Write a script", "Choose a voice", "Render"))
    assert seconds(panel, "First you write a script then choose a voice and render") == pytest.approx([1.8, 5.8, 9.8])


def test_a_long_word_is_enough_and_order_is_kept() -> None:
    panel = Bullets(("Good voices", "Fast: rendering", "Voices again"))
    assert seconds(panel, "voices are here and rendering too and voices", 1) == pytest.approx([0.8, 4.8, 7.8])


def test_told_moments_come_first() -> None:
    panel = Bullets(("one", "two", "three"), at=(Moment(seconds=2.0), Moment(word="later")))
    assert seconds(panel, "now and later three") == pytest.approx([2.0, 2.0, 2.8])


def test_items_nobody_speaks_of_come_evenly() -> None:
    found = seconds(Bullets(("alpha", "beta", "gamma", "delta")), "")
    assert found[0] == pytest.approx(0.4)
    assert found[-1] == pytest.approx(7.0)
    steps = [after - before for before, after in pairwise(found)]
    assert max(steps) == pytest.approx(min(steps))


def test_an_item_nobody_speaks_of_comes_between_its_neighbours() -> None:
    found = seconds(Bullets(("first thing", "unheard", "last thing")), "here first thing then some more last thing")
    assert found == pytest.approx([0.8, 3.3, 5.8])


def test_a_word_that_is_not_heard_is_a_fault() -> None:
    with pytest.raises(InvalidInput, match='"never" is not heard'):
        seconds(Bullets(("one",), at=(Moment(word="never"),)), "one")
