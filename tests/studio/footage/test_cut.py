"""Cutting: exactly to the picture, or quickly at key pictures; sound stays with the picture."""

from __future__ import annotations

from pathlib import Path

import pytest

from heygen_cli.domain.errors import InvalidInput
from heygen_cli.domain.footage import Trim
from heygen_cli.studio.footage import Editor
from tests.fakes import FakeProgress
from tests.studio.footage import films

EDIT = Editor()


@pytest.mark.parametrize("suffix", [".mp4", ".mkv", ".webm", ".mov"])
def test_an_exact_cut_has_exactly_the_pictures_asked_for(tmp_path: Path, suffix: str) -> None:
    film = films.numbered(tmp_path / f"film{suffix}", 50)
    made = EDIT.make(Trim(0.52, 1.4), [film], dest := tmp_path / f"cut{suffix}", FakeProgress())
    assert films.numbers(dest) == list(range(13, 35))
    assert made.details["pictures"] == 22
    assert (made.details["start"], made.details["end"]) == pytest.approx((0.52, 1.4), abs=0.002)
    assert len(films.sound(dest)) / 48_000 == pytest.approx(0.88, abs=0.045)


@pytest.mark.parametrize("suffix", [".mp4", ".mkv"])
@pytest.mark.parametrize("between", ["0", "3"])  # pictures that lean on the one after them, stored out of order
def test_a_quick_cut_begins_at_a_key_picture_and_says_so(tmp_path: Path, suffix: str, between: str) -> None:
    film = films.numbered(tmp_path / f"film{suffix}", 50, "-bf", between)
    made = EDIT.make(Trim(0.52, 1.4, exact=False), [film], dest := tmp_path / f"cut{suffix}", FakeProgress())
    found = films.numbers(dest)
    assert found == list(range(10, 10 + len(found)))
    assert made.details["start"] == pytest.approx(0.4)
    assert made.details["end"] == pytest.approx((10 + len(found)) / 25, abs=0.001)
    assert made.details["end"] == pytest.approx(1.4, abs=0.13)
    assert made.details["method"] == "copied"
    with films.av.open(str(dest)) as container:
        video = container.streams.video[0]
        late = float((video.start_time or 0) * video.time_base)
        assert late == pytest.approx(0, abs=0.001 if suffix == ".mp4" else 0.09)  # Matroska has no times before zero


@pytest.mark.parametrize("exact", [True, False])
def test_sound_stays_with_the_picture(tmp_path: Path, exact: bool) -> None:
    film = films.blinking(tmp_path / "film.mp4", 4, "-bf", "3")
    EDIT.make(Trim(0.76, 3.6, exact), [film], dest := tmp_path / "cut.mp4", FakeProgress())
    found = films.gaps(dest)
    assert len(found) == 3
    assert max(abs(gap) for gap in found) < 0.02


@pytest.mark.parametrize("suffix", [".mp4", ".mkv"])
def test_a_quick_cut_from_the_start_begins_there(tmp_path: Path, suffix: str) -> None:
    film = films.numbered(tmp_path / f"film{suffix}", 50, "-bf", "3", group=5)
    made = EDIT.make(Trim(0, 0.5, exact=False), [film], dest := tmp_path / f"cut{suffix}", FakeProgress())
    found = films.numbers(dest)
    assert found == list(range(made.details["pictures"]))
    assert made.details["start"] == 0


def test_colours_and_codec_stay_and_odd_sizes_become_even(tmp_path: Path) -> None:
    film = films.numbered(tmp_path / "film.mp4", 20)
    EDIT.make(Trim(0.2), [film], dest := tmp_path / "cut.mp4", FakeProgress())
    assert films.facts(dest) == films.facts(film)
    odd = films.write(tmp_path / "odd.gif", "testsrc=s=51x37:r=10:d=1")
    EDIT.make(Trim(0.5), [odd], dest, FakeProgress())
    assert films.facts(dest)["size"] == (52, 36)


def test_a_film_held_upright_stays_upright(tmp_path: Path) -> None:
    flat = films.write(tmp_path / "flat.mp4", "testsrc=s=64x36:r=25:d=1", *films.H264)
    film = tmp_path / "phone.mp4"
    films.ffmpeg.run(["-display_rotation", "90", "-i", str(flat), "-c", "copy", str(film)])
    EDIT.make(Trim(0.2), [film], dest := tmp_path / "cut.mp4", FakeProgress())
    assert (films.facts(dest)["size"], films.facts(dest)["rotation"]) == ((36, 64), 0)
    EDIT.make(Trim(0.2, exact=False), [film], dest, FakeProgress())
    assert films.facts(dest)["rotation"] == films.facts(film)["rotation"] != 0


def test_transparency_stays_where_it_can(tmp_path: Path) -> None:
    film = films.write(tmp_path / "film.webm", "color=red@0.5:s=64x36:r=25:d=1,format=yuva420p", *films.VP9)
    for exact in (True, False):
        EDIT.make(Trim(0.2, 0.8, exact), [film], dest := tmp_path / "cut.webm", FakeProgress())
        with films.av.open(str(dest)) as container:
            assert {key.lower(): value for key, value in container.streams.video[0].metadata.items()}[
                "alpha_mode"
            ] == "1"
    EDIT.make(Trim(0.2), [film], dest := tmp_path / "cut.mp4", progress := FakeProgress())
    assert [event.code for event in progress.events] == ["transparency_lost"]
    assert films.grey(dest)[3][0].mean() < 60  # half red over black; red alone would be 82


def test_cuts_that_cannot_be_made_are_refused(tmp_path: Path) -> None:
    film = films.numbered(tmp_path / "film.mp4", 25)
    dest = tmp_path / "cut.mp4"
    with pytest.raises(InvalidInput, match=r"1\.00 s long"):
        EDIT.make(Trim(5), [film], dest, FakeProgress())
    with pytest.raises(InvalidInput, match="later than --start"):
        Trim(2, 1)
    with pytest.raises(InvalidInput, match="later than --start"):
        Trim(2, float("nan"))
    with pytest.raises(InvalidInput, match="Say where to cut"):
        Trim()
    with pytest.raises(InvalidInput, match="cannot be copied into a webm"):
        EDIT.make(Trim(0.2, exact=False), [film], tmp_path / "cut.webm", FakeProgress())


def test_a_film_that_breaks_off_is_told(tmp_path: Path) -> None:
    film = films.numbered(tmp_path / "film.mp4", 100, "-movflags", "+faststart")
    film.write_bytes(film.read_bytes()[: film.stat().st_size // 2])
    with pytest.raises(InvalidInput, match="damaged"):
        EDIT.make(Trim(0.2), [film], tmp_path / "cut.mp4", FakeProgress())
