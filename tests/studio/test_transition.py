"""Transitions begin with the one picture, end with the other, and go where they are told."""

from __future__ import annotations

import numpy as np
import pytest

from heygen_cli.domain.transition import Direction, Transition, TransitionKind
from heygen_cli.studio.picture import Planes, blank, from_colour
from heygen_cli.studio.transition import mix

OLD, NEW = from_colour("#c03030", 160, 90), from_colour("#30c0c0", 160, 90)
KINDS: tuple[TransitionKind, ...] = ("fade", "dissolve", "wipe", "slide", "zoom")


def at(share: float, kind: TransitionKind, direction: Direction = "left") -> Planes:
    into = blank(160, 90)
    mix(Transition(kind, 0.5, direction), OLD, NEW, share, into)
    return into


def gap(one: Planes, other: Planes) -> float:
    return max(float(np.abs(a.astype(int) - b).mean()) for a, b in zip(one, other, strict=True))


@pytest.mark.parametrize("kind", KINDS)
def test_it_leads_from_one_picture_to_the_other(kind: TransitionKind) -> None:
    assert gap(at(0.0, kind), OLD) < 1.5
    assert gap(at(1.0, kind), NEW) < 1.5
    assert gap(at(0.5, kind), OLD) > 10
    assert gap(at(0.5, kind), NEW) > 10


def test_a_fade_goes_through_black() -> None:
    assert at(0.5, "fade").y.max() < 25


@pytest.mark.parametrize("kind", ["wipe", "slide"])
@pytest.mark.parametrize(
    ("direction", "new"),
    [
        ("left", (slice(None), slice(140, 160))),
        ("right", (slice(None), slice(0, 20))),
        ("up", (slice(75, 90), slice(None))),
        ("down", (slice(0, 15), slice(None))),
    ],
)
def test_the_new_picture_comes_from_the_side_it_moves_away_from(
    kind: TransitionKind, direction: Direction, new: tuple[slice, slice]
) -> None:
    middle = at(0.5, kind, direction)
    assert np.abs(middle.y[new].astype(int) - NEW.y[0, 0]).max() <= 2
    opposite = tuple(
        slice(160 - part.stop, 160 - part.start) if index and part.stop else part for index, part in enumerate(new)
    )
    if direction in ("left", "right"):
        assert np.abs(middle.y[opposite].astype(int) - OLD.y[0, 0]).max() <= 2
