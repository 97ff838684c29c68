import numpy as np
import pytest

from heygen_cli.domain.errors import InvalidInput
from heygen_cli.domain.panel import Title
from heygen_cli.studio.box import Box
from heygen_cli.studio.element import Still
from heygen_cli.studio.theme import contrast
from tests.studio.panel.stage import bounds, stills


def colour(still: Still) -> str:
    """The colour of the solid parts of a picture."""
    solid = still.pixels[still.pixels[..., 3] == 255]
    blue, green, red = np.median(solid[:, :3], axis=0).astype(int)
    return f"#{red:02x}{green:02x}{blue:02x}"


@pytest.mark.parametrize(("width", "height"), [(960, 540), (540, 960), (540, 540)])
def test_words_keep_clear_of_the_edges_and_stand_in_the_middle(width: int, height: int) -> None:
    found = stills(Title("Make for talking videos", "On your own computer"), width, height)
    edges = np.array([bounds(still) for still in found])
    assert (edges[:, :2] >= 0.07 * np.array([width, height])).all()
    assert (edges[:, 2:] <= 0.93 * np.array([width, height])).all()
    assert (edges[:, 1].min() + edges[:, 3].max()) / 2 == pytest.approx(height / 2, rel=0.04)
    assert np.ptp(edges[:, 0]) <= 8


def test_the_heading_is_much_larger_than_the_subtitle() -> None:
    _, heading, subtitle = stills(Title("Heading", "Heading"))
    assert heading.pixels.shape[0] > 1.9 * subtitle.pixels.shape[0]


@pytest.mark.parametrize("behind", ["#000000", "#0f172a", "#6b7280", "#c9d3dc", "#ffffff", "#b91c1c", "#facc15"])
def test_words_can_be_read_on_any_ground(behind: str) -> None:
    _, heading, subtitle = stills(Title("Heading", "Subtitle"), 1920, 1080, behind=behind)
    for still in (heading, subtitle):
        assert contrast(colour(still), behind) >= 4.2


def test_a_busy_background_gets_a_card_that_holds_all() -> None:
    card, *words = stills(Title("Heading", "Subtitle"), busy=True)
    left, top, right, bottom = bounds(card)
    assert 200 < card.pixels[card.pixels.shape[0] // 2, 10, 3] < 255
    for word in words:
        inner = bounds(word)
        assert left + 20 < inner[0]
        assert top + 20 < inner[1]
        assert inner[2] < right - 20
        assert inner[3] < bottom - 20


def test_words_keep_to_a_part_of_the_picture_and_off_the_captions() -> None:
    box = Box(500, 40, 400, 460)
    for still in stills(Title("A heading that is long", "and a subtitle"), box=box):
        left, top, right, bottom = bounds(still)
        assert box.x <= left
        assert right <= box.x + box.width
        assert box.y <= top
        assert bottom <= box.y + box.height
    assert max(bounds(still)[3] for still in stills(Title("word " * 30), room=200)) < 340


def test_the_first_picture_of_a_film_is_not_empty() -> None:
    _, heading = stills(Title("Heading"))
    patch = heading.at(0.0)
    assert patch is not None
    assert heading.at(5.0) is not patch


def test_arabic_begins_on_the_right() -> None:
    bar, heading = stills(Title("مرحبا بالعالم"))
    assert bounds(bar)[2] == pytest.approx(bounds(heading)[2], abs=8)
    assert bounds(bar)[2] > 860


def test_too_much_is_refused() -> None:
    with pytest.raises(InvalidInput, match="does not fit"):
        stills(Title("word " * 40, "word " * 60), 960, 540, box=Box(400, 200, 200, 120))


def test_a_short_heading_is_larger() -> None:
    short, long = (stills(Title(text))[1].pixels[..., 3].any(axis=1) for text in ("HHH", "HHHH " * 12))
    assert len(short) > 1.2 * np.flatnonzero(~long)[0]
