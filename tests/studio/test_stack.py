"""Elements over a frame: they come and go, and leave nothing behind."""

from __future__ import annotations

import sys
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from heygen_cli.domain.overlay import Motion
from heygen_cli.studio import vector
from heygen_cli.studio.box import Box
from heygen_cli.studio.element import SECONDS, Element, Span, Still
from heygen_cli.studio.patch import Cover, Patch, patch
from heygen_cli.studio.picture import Planes, blank, from_colour
from heygen_cli.studio.stack import Stack

WIDTH, HEIGHT = 160, 90


def noise(seed: int = 1) -> Planes:
    dice = np.random.default_rng(seed)
    picture = blank(WIDTH, HEIGHT)
    for plane in picture:
        plane[...] = dice.integers(16, 235, plane.shape)
    return picture


def square(colour: tuple[int, int, int, int], side: int = 20) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    return np.full((side, side, 4), colour, np.uint8)


WHITE, HALF = (255, 255, 255, 255), (100, 100, 100, 128)


def same(one: Planes, other: Planes) -> bool:
    return all(np.array_equal(a, b) for a, b in zip(one, other, strict=True))


@pytest.mark.parametrize("motion", ["none", "fade", "slide", "pop"])
def test_after_the_last_moment_nothing_is_left(motion: Motion) -> None:
    frame = noise()
    before = frame.copy()
    elements: list[Element] = [
        Still(square(WHITE), 10, 10, Span(0.1, 1.0), motion, motion),
        Still(square(HALF), 20, 15, Span(0.3, 1.5), motion, motion),
        Still(square(WHITE, 41), 130, 61, Span(0.2, 1.2), motion, motion),  # hangs over the edge, at odd places
    ]
    stack = Stack(elements, frame)
    seen = []
    for step in range(40):
        stack.lift(step / 20, None)
        stack.draw()
        seen.append(not same(frame, before))
    assert any(seen)
    assert not seen[-1]
    assert same(frame, before)


def test_the_upper_one_is_seen_where_two_overlap() -> None:
    frame = from_colour("#000000", WIDTH, HEIGHT)
    stack = Stack([Still(square(WHITE), 10, 10), Still(square((0, 0, 255, 255)), 20, 10)], frame)
    stack.lift(0.0, None)
    stack.draw()
    assert frame.y[12, 12] > 230
    assert frame.v[8, 12] > 200  # red


def test_what_changes_nothing_is_not_drawn_again() -> None:
    counted = Counting(square(HALF))
    stack = Stack([counted], noise())
    for step in range(5):
        changed = stack.lift(step / 10, None)
        stack.draw()
        assert changed == (step == 0)
    assert counted.drawn == 1


def test_what_lies_over_a_moving_presenter_is_drawn_with_every_frame() -> None:
    frame = noise()
    still = Still(square(HALF), 10, 10)
    stack = Stack([still], frame)
    once = None
    for seed in range(3):
        stack.lift(seed / 30, Box(0, 0, WIDTH, HEIGHT))
        frame.copy_from(noise(7))  # the presenter, the same each time
        stack.draw()
        once = once or frame.copy()
        assert same(frame, once)


def test_a_cover_hides_everything() -> None:
    stack = Stack([Whole()], noise())
    stack.lift(0.0, None)
    assert stack.hides_all
    stack.lift(2.0, None)
    assert not stack.hides_all


def test_a_thing_comes_and_goes_in_its_time() -> None:
    still = Still(square(WHITE), 10, 10, Span(1.0, 3.0), "fade", "fade")
    assert still.at(0.99) is None
    assert still.at(3.0) is None
    assert still.at(1.0 + SECONDS) is still.at(2.0)  # at rest: always the same object
    brightness = []
    for seconds in (1.05, 1.2, 2.0, 2.8, 2.95):
        frame = from_colour("#000000", WIDTH, HEIGHT)
        found = still.at(seconds)
        assert found
        found.lay(frame)
        brightness.append(int(frame.y[15, 15]))
    assert brightness[0] < brightness[1] < brightness[2] > brightness[3] > brightness[4]


def test_a_patch_outside_the_frame_is_not_seen() -> None:
    frame = noise()
    before = frame.copy()
    for x, y in ((-50, 0), (WIDTH, 0), (0, HEIGHT), (0, -21)):
        patch(square(WHITE), x, y).lay(frame)
    assert same(frame, before)


class Counting:
    """Counts how often its patch is laid."""

    def __init__(self, pixels: np.ndarray[tuple[int, ...], np.dtype[np.uint8]]) -> None:
        self._inner = patch(pixels, 10, 10)
        self.drawn = 0

    @property
    def box(self) -> Box:
        return self._inner.box

    def lay(self, frame: Planes) -> None:
        self.drawn += 1
        self._inner.lay(frame)

    def at(self, _: float) -> Patch:
        return self


class Whole:
    """Fills the frame for a second."""

    def __init__(self) -> None:
        self._cover = Cover(noise(), Box(0, 0, WIDTH, HEIGHT))

    def at(self, seconds: float) -> Patch | None:
        return self._cover if seconds < 1 else None


def test_drawings_may_be_made_by_several_threads_at_once() -> None:
    """The drawing library's Python side is not made for that; scenes are."""

    def draw(size: int) -> int:
        drawing = "".join(f'<circle cx="{at}" cy="{at}" r="3" fill="#fff"/>' for at in range(0, size, 2))
        return int(vector.rasterise(drawing, size, size)[..., 3].sum())

    sizes = list(range(40, 100)) * 3
    usual = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)  # threads take turns as often as they can
    try:
        with ThreadPoolExecutor(6) as pool:
            together = list(pool.map(draw, sizes))
    finally:
        sys.setswitchinterval(usual)
    assert together == [draw(size) for size in sizes]
