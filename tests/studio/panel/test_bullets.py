import numpy as np
import pytest

from heygen_cli.domain.errors import InvalidInput
from heygen_cli.domain.panel import Bullets
from heygen_cli.studio.box import Box
from tests.studio.panel.stage import bounds, stills

ITEMS = ("Write a script", "Choose a voice", "Render")


def test_each_item_is_hidden_until_its_moment() -> None:
    *above, first, second, third = stills(Bullets(ITEMS, "Steps"), text="Write a script and choose a voice then render")
    assert len(above) == 2
    assert all(still.at(0.0) for still in above)
    assert [still.at(3.5) is not None for still in (first, second, third)] == [True, False, False]
    assert all(still.at(9.5) for still in (first, second, third))


def test_items_have_one_left_edge_and_even_distances() -> None:
    rows = [bounds(still) for still in stills(Bullets(("Hhh", "HHHH", "Hb", "HH")))]
    assert len({row[0] for row in rows}) == 1
    steps = np.diff([row[1] for row in rows])
    assert np.ptp(steps) <= 1


def test_numbers_stand_on_discs() -> None:
    dots = stills(Bullets(ITEMS))
    discs = stills(Bullets(ITEMS, numbered=True))
    assert discs[0].pixels.shape[0] > 1.3 * dots[0].pixels.shape[0]
    one, two, _ = (still.pixels[:, : still.pixels.shape[0]] for still in discs)
    assert one.shape[0] == two.shape[0]
    assert not np.array_equal(one, two)


def test_arabic_has_its_dots_on_the_right() -> None:
    row = stills(Bullets(("اكتب",)))[0]
    ink = np.flatnonzero(row.pixels[..., 3].any(axis=0))
    gap = int(np.diff(ink).argmax())
    assert len(ink) - gap - 1 < gap  # what follows the widest gap is only the dot
    assert bounds(row)[2] == pytest.approx(960 * 0.915, abs=3)


def test_a_full_list_fits_and_its_heading_gives_way() -> None:
    items = tuple(f"Item {number} says rather a lot about a great many things" for number in range(9))
    full = stills(Bullets(items, "A heading"))
    short = stills(Bullets(items[:1], "A heading"))
    assert full[1].pixels.shape[0] < short[1].pixels.shape[0]
    assert all(bounds(still)[1] >= 46 and bounds(still)[3] <= 540 - 40 for still in full)


def test_too_much_is_refused() -> None:
    with pytest.raises(InvalidInput, match="does not fit") as caught:
        stills(Bullets(("many words " * 18,) * 9), box=Box(40, 40, 400, 300))
    assert caught.value.error_code == "text_overflow"
