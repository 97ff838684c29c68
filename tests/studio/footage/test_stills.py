"""Pictures taken out of films: contact sheets, thumbnails, animations."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest

from heygen_cli.domain.errors import InvalidInput
from heygen_cli.domain.footage import Animation, ContactSheet, Thumbnail
from heygen_cli.studio.footage import Editor, contact, frames, thumbnail
from heygen_cli.studio.footage.source import examine
from heygen_cli.studio.picture import from_colour, to_bgr
from heygen_cli.studio.presenter import Puppet
from heygen_cli.studio.presenter.portrait import pose
from tests.fakes import FakeProgress
from tests.studio.footage import films

EDIT = Editor()


def presenter_with_eyes(lid: float) -> frames.Image:
    """The presenter Mira with her eyes open (1), shut (0) or between."""
    frame = from_colour("#dfe4ea", 640, 360)
    puppet = Puppet("mira", 640, 360, frame.copy())
    puppet.bind(frame)
    puppet.draw(replace(pose(), lid=np.array([lid], np.float32)), 0)
    return to_bgr(frame)


@pytest.mark.parametrize("suffix", [".mp4", ".webm", ".mkv"])
def test_the_picture_of_a_moment_is_the_one_on_screen(tmp_path: Path, suffix: str) -> None:
    film = films.numbered(tmp_path / f"film{suffix}", 50)
    with frames.reading(examine(film)) as pictures:
        for number in (0, 7, 8, 31, 12, 49, 10, 0):  # forwards and back, over key pictures
            level = (16 + films.STEP * number - 16) * 255 / 219
            assert pictures.at(number / 25 + 0.02)[18, 32].mean() == pytest.approx(level, abs=3)
        assert pictures.at(99)[18, 32].mean() == pytest.approx(49 * films.STEP * 255 / 219, abs=3)


def test_a_sheet_shows_the_middles_of_equal_parts_with_their_times(tmp_path: Path) -> None:
    film = films.numbered(tmp_path / "film.mp4", 50)
    made = EDIT.make(ContactSheet(2, 2), [film], dest := tmp_path / "sheet.png", FakeProgress())
    assert made.details == {"pictures": 4}
    page = cv2.imread(str(dest))
    assert page is not None
    levels = [page[24 + 18 + row * 104, 24 + 32 + column * 88].mean() for row in (0, 1) for column in (0, 1)]
    expected = [films.STEP * number * 255 / 219 for number in (6, 18, 31, 43)]
    assert levels == pytest.approx(expected, abs=6)
    below = page[24 + 36 : 24 + 36 + 44, 24:88]
    assert below.min() < 100  # a time is written there


def test_a_sheet_for_every_so_many_seconds_takes_as_many_rows_as_needed() -> None:
    assert contact.times(ContactSheet(every=5), 14.9) == [0, 5, 10]
    assert contact.times(ContactSheet(every=5), 15.1) == [0, 5, 10, 15]
    assert contact.times(ContactSheet(every=50), 2) == [0]
    with pytest.raises(InvalidInput, match="would make 3600") as refused:
        contact.times(ContactSheet(every=1), 3600)
    assert refused.value.hint == "--every 9 or more"


@pytest.mark.parametrize(
    ("seconds", "duration", "text"),
    [(0, 5, "0:00.0"), (59.96, 100, "0:59.9"), (61.5, 700, "1:01"), (3725, 4000, "1:02:05"), (5, 4000, "0:00:05")],
)
def test_times_read_as_in_players(seconds: float, duration: float, text: str) -> None:
    assert contact.clock(seconds, duration) == text


@pytest.mark.parametrize("suffix", [".jpg", ".png", ".webp"])
def test_a_thumbnail_at_a_time(tmp_path: Path, suffix: str) -> None:
    film = films.numbered(tmp_path / "film.mp4", 50)
    made = EDIT.make(Thumbnail(1.2, 32), [film], dest := tmp_path / f"a{suffix}", FakeProgress())
    picture = cv2.imread(str(dest))
    assert picture is not None
    assert picture.shape == (18, 32, 3)
    assert picture.mean() == pytest.approx(30 * films.STEP * 255 / 219, abs=4)
    assert (made.width, made.height, made.details) == (32, 18, {"at": 1.2})


def test_the_best_picture_is_neither_black_nor_white_nor_blurred(tmp_path: Path) -> None:
    parts = ["color=black:", "testsrc2=", "color=white:", "testsrc2="]
    graph = [f"{part}s=160x90:r=25:d=1[p{index}]" for index, part in enumerate(parts)]
    graph += ["[p1]gblur=8[blurred]", "[p0][blurred][p2][p3]concat=n=4"]
    film = films.write(tmp_path / "film.mp4", ";".join(graph), *films.H264)
    made = EDIT.make(Thumbnail(), [film], tmp_path / "best.png", FakeProgress())
    assert made.details["at"] >= 3


def test_a_face_with_open_eyes_is_better_than_one_that_blinks() -> None:
    opened, halfway, shut = (presenter_with_eyes(lid) for lid in (1.0, 0.4, 0.0))
    assert thumbnail.openness(opened) > thumbnail.openness(halfway) * 1.1
    assert thumbnail.openness(opened) > thumbnail.openness(shut) * 1.5
    assert thumbnail.openness(np.full((90, 160, 3), 128, np.uint8)) == 1


def test_a_see_through_film_keeps_that_in_png_and_lies_on_white_in_jpeg(tmp_path: Path) -> None:
    film = films.write(tmp_path / "a.webm", "color=red@0:s=64x36:r=25:d=0.4,format=yuva420p", *films.VP9)
    EDIT.make(Thumbnail(0.2), [film], png := tmp_path / "a.png", FakeProgress())
    EDIT.make(Thumbnail(0.2), [film], jpeg := tmp_path / "a.jpg", FakeProgress())
    picture, flat = cv2.imread(str(png), cv2.IMREAD_UNCHANGED), cv2.imread(str(jpeg))
    assert picture is not None
    assert flat is not None
    assert picture[..., 3].max() <= 1
    assert flat.min() > 250


def test_a_time_after_the_end_is_refused(tmp_path: Path) -> None:
    film = films.numbered(tmp_path / "film.mp4", 25)
    with pytest.raises(InvalidInput, match=r"1\.00 s long"):
        EDIT.make(Thumbnail(2), [film], tmp_path / "a.png", FakeProgress())
    with pytest.raises(InvalidInput, match=r"1\.00 s long"):
        EDIT.make(Animation(2), [film], tmp_path / "a.gif", FakeProgress())
    cv2.imwrite(str(tmp_path / "a.png"), np.zeros((8, 8), np.uint8))
    with pytest.raises(InvalidInput, match="is a picture"):
        examine(tmp_path / "a.png")


@pytest.mark.parametrize("suffix", [".gif", ".webp"])
def test_an_animation_shows_the_part_at_its_rate(tmp_path: Path, suffix: str) -> None:
    film = films.numbered(tmp_path / "film.mp4", 50)
    made = EDIT.make(Animation(0.4, 0.8, 48, 10), [film], dest := tmp_path / f"a{suffix}", FakeProgress())
    assert (made.duration, made.width, made.height) == (0.8, 48, 27)
    read, found = cv2.imreadanimation(str(dest))
    pictures = [picture[..., :3] for picture in found.frames]
    assert read
    assert list(found.durations) == [100] * 8
    first, last = pictures[0].mean(), pictures[-1].mean()
    assert first == pytest.approx(11 * films.STEP * 255 / 219, abs=6)
    assert last == pytest.approx(28 * films.STEP * 255 / 219, abs=8)
    assert (b"NETSCAPE2.0" if suffix == ".gif" else b"ANIM") in dest.read_bytes()  # it begins again
