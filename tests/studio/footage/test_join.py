"""Joining: copied where films are alike, fitted where they are not, and the sound never drifts."""

from __future__ import annotations

from pathlib import Path

import pytest

from heygen_cli.domain.errors import InvalidInput
from heygen_cli.domain.footage import Join
from heygen_cli.studio.footage import Editor
from tests.fakes import FakeProgress
from tests.studio.footage import films

EDIT = Editor()
HOSTILE = ("it's [one] 100%.mp4", "two\nlines.mp4", "http:x.mp4")


def test_films_that_are_alike_are_copied(tmp_path: Path) -> None:
    parts = [films.numbered(tmp_path / name, 25) for name in HOSTILE]
    made = EDIT.make(Join(), parts, dest := tmp_path / "all.mp4", FakeProgress())
    assert made.details == {"films": 3, "method": "copied", "pictures": 75}
    assert films.numbers(dest) == [*range(25)] * 3
    assert films.facts(dest) == films.facts(parts[0])
    assert len(films.sound(dest)) == pytest.approx(3 * 48_000, abs=1100)


@pytest.mark.parametrize("alike", [True, False])
def test_sound_does_not_drift_over_many_films(tmp_path: Path, alike: bool) -> None:
    # Sound that is longer, shorter or missing pushes what follows unless each film is made to fit.
    long = films.blinking(tmp_path / "a.mp4", 1.2, heard=1.5)
    silent = films.write(tmp_path / "b.mp4", "color=gray:s=64x36:r=25:d=0.8", *films.H264, "-g", "10")
    other = films.blinking(tmp_path / "c.mp4", 1.16, heard=1.12, fps=25 if alike else 24)
    made = EDIT.make(Join(), [long, silent, other] * 3, dest := tmp_path / "all.mp4", FakeProgress())
    assert made.details["method"] == ("copied" if alike else "encoded")
    found = films.gaps(dest)
    assert len(found) == 12  # two in each film that blinks
    assert max(abs(gap) for gap in found) < 0.02
    assert len(films.sound(dest)) / 48_000 == pytest.approx(made.duration, abs=0.025)


def test_another_shape_is_laid_on_black_in_the_size_and_rate_of_the_first(tmp_path: Path) -> None:
    wide = films.write(tmp_path / "wide.mp4", "color=white:s=64x36:r=25:d=0.4", *films.H264, *films.BT709)
    tall = films.write(tmp_path / "tall.webm", "color=white:s=36x64:r=30:d=0.5", *films.VP9)
    made = EDIT.make(Join(), [wide, tall], dest := tmp_path / "both.mp4", FakeProgress())
    found = films.facts(dest)
    assert (found["size"], found["rate"], found["colours"], found["sounds"]) == ((64, 36), 25, (1, 1, 1, 1), [])
    assert made.details["pictures"] == 10 + 12
    last = films.grey(dest)[-1][0]
    assert last[18, 32] > 225
    assert last[18, 4] < 20
    assert last[18, 60] < 20


@pytest.mark.parametrize("name", ["fade", "dissolve", "slide"])
def test_a_transition_takes_its_time_from_both_films(tmp_path: Path, name: str) -> None:
    white = films.write(tmp_path / "a.mp4", "color=white:s=64x36:r=25:d=1", *films.H264, sound="sine=d=1")
    grey = films.write(tmp_path / "b.mp4", "color=gray:s=64x36:r=25:d=1", *films.H264)
    made = EDIT.make(Join(name, 0.4), [white, grey, white], dest := tmp_path / "all.mp4", FakeProgress())
    assert made.details["pictures"] == 75 - 2 * 10
    levels = [float(picture.mean()) for picture, _ in films.grey(dest)]
    assert levels[14] > 230  # the first transition lies over pictures 15 to 24
    assert levels[27] == pytest.approx(126, abs=4)
    assert levels[40] > 230
    if name in ("fade", "dissolve"):
        middle = levels[20]
        assert middle < 40 if name == "fade" else 150 < middle < 210
    assert len(films.sound(dest)) / 48_000 == pytest.approx(2.2, abs=0.025)


def test_a_see_through_film_stays_so_when_joined(tmp_path: Path) -> None:
    film = films.write(tmp_path / "a.webm", "color=red@0.5:s=64x36:r=25:d=0.4,format=yuva420p", *films.VP9)
    other = films.write(tmp_path / "b.webm", "color=red@0.5:s=36x64:r=25:d=0.4,format=yuva420p", *films.VP9)
    for second, method in ((film, "copied"), (other, "encoded")):
        made = EDIT.make(Join(), [film, second], dest := tmp_path / "all.webm", FakeProgress())
        assert made.details["method"] == method
        found = films.alphas(dest)
        assert len(found) == 20
        assert found[0][18, 32] == pytest.approx(128, abs=6)
        assert found[15][18, 32] == pytest.approx(128, abs=6)
    assert found[15][18, 4] == pytest.approx(0, abs=6)  # beside the tall film


def test_what_cannot_be_joined_is_refused(tmp_path: Path) -> None:
    film = films.write(tmp_path / "a.mp4", "color=white:s=64x36:r=25:d=0.4", *films.H264)
    dest = tmp_path / "all.mp4"
    with pytest.raises(InvalidInput, match="at least two"):
        EDIT.make(Join(), [film], dest, FakeProgress())
    with pytest.raises(InvalidInput, match=r"a\.mp4 is too short"):
        EDIT.make(Join("fade", 0.5), [film, film], dest, FakeProgress())
    with pytest.raises(InvalidInput, match="cannot be"):
        Join("explode")
    playlist = tmp_path / "list.mp4"
    playlist.write_text(f"ffconcat version 1.0\nfile {film}\n")
    with pytest.raises(InvalidInput, match="not a picture or film"):
        EDIT.make(Join(), [film, playlist], dest, FakeProgress())
