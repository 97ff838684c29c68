"""Layouts in every format: nobody covers what is shown, and nothing leaves the picture."""

from __future__ import annotations

import pytest

from heygen_cli.domain.layout import LAYOUTS, Layout
from heygen_cli.domain.staging import Position, Staging
from heygen_cli.studio.arrangement import DIAMETER, arrange
from heygen_cli.studio.box import Box, common

SIZES = [(1920, 1080), (1080, 1920), (1080, 1080), (864, 1080), (1350, 1080), (640, 360)]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_everything_lies_within_the_picture_on_the_even_grid(layout: Layout, size: tuple[int, int]) -> None:
    place = arrange(layout, Staging(), *size, captions=120)
    boxes = [box for box in (place.presenter, place.content, place.clear) if box]
    for box in boxes:
        assert common(box, Box(0, 0, *size)) == box
        assert box.width > 0.25 * min(size)
        assert box.height > 0.2 * min(size)
        assert [value % 2 for value in (box.x, box.y, box.width, box.height)] == [0, 0, 0, 0]
    assert (place.presenter is None) == (layout == "none")


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("layout", ["left", "right", "split"])
def test_presenter_and_content_have_parts_of_their_own(layout: Layout, size: tuple[int, int]) -> None:
    place = arrange(layout, Staging(), *size)
    assert place.presenter
    assert common(place.presenter, place.content) is None


@pytest.mark.parametrize(("layout", "left"), [("left", True), ("right", False)])
def test_the_presenter_stands_on_the_side_the_layout_names(layout: Layout, *, left: bool) -> None:
    place = arrange(layout, Staging(), 1920, 1080)
    assert place.presenter
    assert (place.presenter.x < place.content.x) == left


def test_in_a_tall_picture_the_presenter_is_below() -> None:
    for layout in ("left", "right", "split"):
        place = arrange(layout, Staging(), 1080, 1920)
        assert place.presenter
        assert place.presenter.y > place.content.y


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("position", ["left", "right", "center"])
def test_words_keep_clear_of_a_presenter_in_the_corner(size: tuple[int, int], position: Position) -> None:
    width, height = size
    place = arrange("corner", Staging(position=position), width, height, captions=100)
    side = round(DIAMETER * min(size))
    margin = round(0.045 * min(size))
    x = margin if place.staging.position == "left" else width - margin - side
    circle = Box(x, height - 100 - side, side, side)
    assert place.staging.shape == "circle"
    assert common(circle, place.clear) is None
    assert place.content == Box(0, 0, width, height)


def test_content_keeps_clear_of_the_captions() -> None:
    place = arrange("left", Staging(), 1920, 1080, captions=220)
    assert place.content.y + place.content.height <= 1080 - 220
