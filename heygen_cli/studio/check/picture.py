"""What is seen: the form of the picture, black and frozen stretches, missing and irregular frames."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from heygen_cli.domain.check import Expectation, Finding, Profile
from heygen_cli.studio.check.facts import Facts, Picture
from heygen_cli.studio.check.stretches import stretches

# Luma of a picture in limited range: black is 16.
_BLACK, _DARK = 20.0, 28.0
# A picture in which no part changes by more than this has not moved; encoders tremble by less.
_STANDS = 1.0
# In a scene with a presenter something always moves: they breathe and blink.
_STILL_WITH_PRESENTER = 1.2
_NAMES = {1: "bt709"}


def check(facts: Facts, profile: Profile, plan: Expectation | None) -> Iterator[Finding]:
    """Findings about the picture."""
    picture = facts.picture
    if picture is None:
        yield Finding("picture", "fail", "The film has no picture")
        return
    yield from _form(picture, profile, plan)
    yield from _whole(picture)
    yield from _steady(picture)
    yield from _black(picture, profile)
    yield from _still(picture, profile, plan)


def _form(picture: Picture, profile: Profile, plan: Expectation | None) -> Iterator[Finding]:
    yield one("codec", picture.codec in profile.codecs, f"{picture.codec}", f"one of {', '.join(profile.codecs)}")
    yield one("pixels", picture.pixels in profile.pixels, picture.pixels, f"one of {', '.join(profile.pixels)}")
    space, primaries, transfer, spread = picture.colours
    good = (space, primaries, transfer) == (1, 1, 1) and spread in (0, 1)
    yield one("colours", good, f"{space}/{primaries}/{transfer}, range {spread}", "BT.709 (1/1/1), limited range (1)")
    short, aspect = min(picture.width, picture.height), picture.width / max(1, picture.height)
    size = f"{picture.width} × {picture.height}"
    if plan:
        yield one(
            "resolution",
            (picture.width, picture.height) == (plan.width, plan.height),
            size,
            f"{plan.width} × {plan.height}",
        )
    else:
        low, high = profile.short_side
        yield one("resolution", low <= short <= high, size, f"a shorter side of {low} to {high}")
    narrow, wide = profile.aspects
    yield one("aspect", narrow - 0.01 <= aspect <= wide + 0.01, f"{aspect:.2f}", f"{narrow:.2f} to {wide:.2f}")
    if plan:
        yield one("frame_rate", abs(picture.fps - plan.fps) < 0.01, f"{picture.fps:g}", f"{plan.fps}")
    elif profile.fps:
        good = any(abs(picture.fps - rate) < 0.1 for rate in profile.fps)
        yield one("frame_rate", good, f"{picture.fps:g}", f"one of {', '.join(f'{rate:g}' for rate in profile.fps)}")
    if profile.bitrate:
        yield one(
            "bitrate",
            picture.bitrate <= profile.bitrate,
            f"{picture.bitrate / 1e6:.1f} Mb/s",
            f"at most {profile.bitrate / 1e6:g}",
        )


def _whole(picture: Picture) -> Iterator[Finding]:
    found, promised = len(picture.times), picture.promised
    lost = promised - found if promised else round((picture.declared - picture.end) * picture.fps)
    whole = picture.faults == 0 and abs(lost) <= 1 and found > 0
    yield one(
        "whole_picture",
        whole,
        f"{found} frames, {picture.faults} damaged",
        f"{promised or found + max(0, lost)} frames",
    )


def _steady(picture: Picture) -> Iterator[Finding]:
    if len(picture.times) < 3 or not picture.fps:
        return
    steps = np.diff(picture.times) * picture.fps
    worst = int(np.abs(steps - 1).argmax())
    # Milliseconds, in which WebM counts, make a step uneven by up to a twelfth.
    good = bool(abs(steps[worst] - 1) < 0.2)
    at = None if good else round(float(picture.times[worst]), 3)
    yield one(
        "constant_rate", good, f"steps of {steps.min():.2f} to {steps.max():.2f} frames", "one frame after another", at
    )


def _black(picture: Picture, profile: Profile) -> Iterator[Finding]:
    dark = (picture.mean < _BLACK) & (picture.brightest < _DARK)
    yield from _longest("black", dark, picture, profile.black, "The picture is black")


def _still(picture: Picture, profile: Profile, plan: Expectation | None) -> Iterator[Finding]:
    stands = np.concatenate(([False], picture.change[1:] <= _STANDS)) if picture.change.size else np.zeros(0, bool)
    if plan is None or not picture.fps:
        yield from _longest("frozen", stands, picture, profile.still, "The picture stands still")
        return
    # A title card may stand as long as it likes; a presenter never does.
    bad = [
        (start, seconds)
        for scene in plan.scenes
        if scene.moving
        for start, seconds in _within(stands, picture, scene.start, scene.start + scene.seconds)
        if seconds > _STILL_WITH_PRESENTER
    ]
    start, seconds = max(bad, key=lambda stretch: stretch[1], default=(None, 0.0))
    text = f"The picture stands still for {seconds:.1f} s though somebody speaks in it" if bad else "Presenters move"
    yield Finding("frozen", "fail" if bad else "pass", text, start and round(start, 2))


def _within(
    stands: np.ndarray[tuple[int], np.dtype[np.bool_]], picture: Picture, start: float, end: float
) -> list[tuple[float, float]]:
    inside = (picture.times >= start) & (picture.times < end)
    return list(stretches(stands & inside, picture.times, 1 / picture.fps))


def _longest(
    name: str, holds: np.ndarray[tuple[int], np.dtype[np.bool_]], picture: Picture, most: float, text: str
) -> Iterator[Finding]:
    found = list(stretches(holds, picture.times, 1 / picture.fps if picture.fps else 0))
    start, seconds = max(found, key=lambda stretch: stretch[1], default=(0.0, 0.0))
    good = seconds <= most
    at = None if good else round(start, 2)
    yield Finding(name, "pass" if good else "fail", f"{text} for {seconds:.1f} s at most; {most:g} s are allowed", at)


def one(name: str, good: bool, found: str, wanted: str, at: float | None = None) -> Finding:
    """A finding about a value that is as it should be, or not."""
    return Finding(name, "pass" if good else "fail", found if good else f"{found}; it should be {wanted}", at)
