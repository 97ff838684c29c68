from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from heygen_cli.domain.errors import InvalidInput
from heygen_cli.domain.staging import Staging
from heygen_cli.studio.backdrop import studio_background
from heygen_cli.studio.picture import Planes, from_colour, to_bgr
from heygen_cli.studio.presenter import Cast, Performance, Puppet, perform, still
from heygen_cli.studio.presenter.portrait import pose
from tests.studio.presenter.babble import FPS, sentence

LOOKS = [look.id for avatar in Cast().avatars() for look in avatar.looks]
SIZES = [(640, 360), (360, 640), (480, 480), (480, 600), (600, 480), (642, 358), (1920, 1080), (1080, 1920)]


def play(puppet: Puppet, frame: Planes, performance: Performance) -> list[Planes]:
    puppet.bind(frame)
    pictures = []
    for index in range(performance.frames):
        puppet.draw(performance, index)
        pictures.append(frame.copy())
    return pictures


def mouth_gap(picture: Planes) -> float:
    """How much of the mouth's surroundings is as dark and as red as the inside of a mouth: from pixels alone."""
    width, height = picture.width, picture.height
    image = to_bgr(picture).astype(np.float32)
    region = image[int(height * 0.43) : int(height * 0.51), int(width * 0.47) : int(width * 0.53)]
    green, red = region[..., 1], region[..., 2]
    return float(((red < 120) & (green < 60) & (red > green + 12)).sum())


@pytest.mark.parametrize("look", LOOKS)
def test_every_look_is_drawn_over_the_background_only_where_it_stands(look: str) -> None:
    background = studio_background(640, 360, None, 1)
    frame = background.copy()
    puppet = Puppet(look, 640, 360, background)
    puppet.bind(frame)
    puppet.draw(pose(), 0)
    changed = frame.y != background.y
    assert 0.2 < changed.mean() < 0.7
    assert changed[-1, 300:340].any()  # the body reaches the lower edge
    assert not changed[:4].any()  # there is room above the head
    assert not changed[:, :40].any()


@pytest.mark.parametrize("size", SIZES)
def test_every_format_is_framed(size: tuple[int, int]) -> None:
    width, height = size
    background = from_colour("#808080", width, height)
    frame = background.copy()
    puppet = Puppet("mira", width, height, background)
    puppet.bind(frame)
    puppet.draw(pose(), 0)
    changed = frame.y != background.y
    rows = np.flatnonzero(changed.any(axis=1))
    columns = np.flatnonzero(changed.any(axis=0))
    assert 0.02 < rows[0] / height < 0.2
    assert rows[-1] == height - 1
    assert abs((columns[0] + columns[-1]) / 2 / width - 0.5) < 0.03
    assert len(columns) / width > (0.95 if height > width * 1.3 else 0.35)


@pytest.mark.parametrize("size", [(641, 360), (640, 361), (32, 32)])
def test_an_impossible_size_is_refused(size: tuple[int, int]) -> None:
    with pytest.raises(InvalidInput, match="cannot be drawn"):
        still("mira", *size)


def test_the_same_performance_gives_the_same_pixels() -> None:
    background = studio_background(640, 360, None, 1)
    performance = perform(sentence(), 20, FPS, 3)
    first, second = (play(Puppet("leo", 640, 360, background), background.copy(), performance) for _ in range(2))
    for one, other in zip(first, second, strict=True):
        assert one.y.tobytes() == other.y.tobytes()
        assert one.v.tobytes() == other.v.tobytes()


@pytest.mark.parametrize("staging", [Staging("close"), Staging("wide", "left"), Staging("medium", size=1.6)])
def test_redrawing_only_what_moved_is_as_good_as_redrawing_all(staging: Staging) -> None:
    """With the head held still, each frame must equal the one a puppet draws that has drawn nothing before."""
    background = studio_background(640, 360, None, 1)
    performance = perform(sentence(), 40, FPS, 3)
    held = {name: np.full(40, 0.5, np.float32) for name in ("yaw", "pitch", "roll", "breath", "sway")}
    performance = replace(performance, **held, arms=None)
    pictures = play(Puppet("mira", 640, 360, background, staging=staging), background.copy(), performance)
    for index in range(19, 40, 5):
        fresh = background.copy()
        puppet = Puppet("mira", 640, 360, background, staging=staging)
        puppet.bind(fresh)
        puppet.draw(performance, index)
        for drawn, wanted in zip(pictures[index], fresh, strict=True):
            assert np.abs(drawn.astype(int) - wanted).max() <= 2


def test_a_puppet_can_play_one_scene_after_another() -> None:
    background = studio_background(640, 360, None, 1)
    puppet, performance = Puppet("kenji", 640, 360, background), perform(sentence(), 12, FPS, 3)
    first = play(puppet, background.copy(), performance)
    again = play(puppet, background.copy(), performance)
    assert all(np.array_equal(one.y, other.y) for one, other in zip(first, again, strict=True))


def test_a_moving_background_shows_the_same_presenter() -> None:
    background = studio_background(640, 360, None, 1)
    performance = perform(sentence(), 3, FPS, 3)
    puppet = Puppet("amara", 640, 360, background, moving_background=True)
    frame = background.copy()
    puppet.bind(frame)
    puppet.draw(performance, 0, background=background)
    still_one = play(Puppet("amara", 640, 360, background), background.copy(), replace(performance))[0]
    assert np.abs(frame.y.astype(int) - still_one.y).max() <= 1
    black = from_colour("#000000", 640, 360)
    puppet.draw(performance, 1, background=black)
    assert (frame.y[:, :30] == black.y[:, :30]).all()


@pytest.mark.parametrize("look", ["mira", "amara", "leo"])
def test_edges_have_no_halo(look: str) -> None:
    """Drawn over black and over white, a pixel may only lie between the background and what is opaque there."""
    turned = replace(pose(), yaw=np.array([0.7], np.float32), roll=np.array([1.3], np.float32))
    shown = []
    for colour in ("#000000", "#ffffff"):
        background = from_colour(colour, 640, 360)
        frame = background.copy()
        puppet = Puppet(look, 640, 360, background)
        puppet.bind(frame)
        puppet.draw(turned, 0)
        shown.append(frame.y.astype(np.int32))
    over_black, over_white = shown
    through = (over_white - over_black) / (235 - 16)  # what the presenter lets through: 0 to 1
    assert through.min() > -0.03
    assert through.max() < 1.01
    assert over_black.min() >= 14
    # Colour without its share of the background never exceeds what that opacity can hold.
    assert (over_black - 16 <= 219 * (1 - through) + 4).all()


def test_lips_follow_the_sound_in_the_picture() -> None:
    """Independent of the pose: pixels as dark and red as a mouth's inside, against the times of the vowels."""
    track = sentence()
    frames = int(track.seconds * FPS)
    performance = perform(track, frames, FPS, 2)
    size = (960, 540)
    background = from_colour("#dfe4ea", *size)
    pictures = play(Puppet("mira", *size, background), background.copy(), performance)
    gap = np.array([mouth_gap(picture) for picture in pictures])
    wanted = np.zeros(frames)
    opened = {"ɑ": 1.0, "æ": 1.0, "i": 0.3}
    for phone in track.phones:
        heard = slice(round(phone.start / track.rate * FPS), round(phone.end / track.rate * FPS))
        wanted[heard] = opened.get(phone.ipa, 0.0)
    wanted = np.convolve(wanted, [0.25, 0.5, 0.25], "same")
    lags = range(-5, 6)
    scores = [np.corrcoef(np.roll(gap, -lag), wanted)[0, 1] for lag in lags]
    assert max(scores) >= 0.8
    assert abs(lags[int(np.argmax(scores))]) <= 1
    silent = slice(frames - int(1.2 * FPS), frames)
    assert gap[:14].max() <= 0.02 * gap.max()
    assert gap[silent].max() <= 0.02 * gap.max()


def test_a_still_is_a_png_and_names_what_is_wrong() -> None:
    assert still("helen", 320, 180).startswith(b"\x89PNG")
    with pytest.raises(InvalidInput, match="not a colour"):
        still("helen", 320, 180, "teal")
    with pytest.raises(InvalidInput, match="no presenter"):
        still("hellen", 320, 180)


def test_the_backdrop_is_quiet_and_repeatable() -> None:
    first, again = (studio_background(640, 360, "#336699", 4) for _ in range(2))
    assert first.y.tobytes() == again.y.tobytes()
    assert first.y.tobytes() != studio_background(640, 360, "#336699", 5).y.tobytes()
    blue, _, red = to_bgr(first).mean(axis=(0, 1))
    assert blue > red + 40
