"""Films in other forms: copied where nothing must change, encoded where something must, sound and pictures alone."""

from __future__ import annotations

from pathlib import Path

import av
import cv2
import pytest

from heygen_cli.domain.errors import InvalidInput
from heygen_cli.domain.footage import HEIGHTS, Export
from heygen_cli.studio.footage import Editor
from tests.fakes import FakeProgress
from tests.studio.footage import films

EDIT = Editor()


@pytest.fixture
def film(tmp_path: Path) -> Path:
    return films.numbered(tmp_path / "film.mp4", 25)


@pytest.mark.parametrize("suffix", [".mkv", ".m4v"])
def test_what_fits_is_copied(film: Path, tmp_path: Path, suffix: str) -> None:
    made = EDIT.make(Export(), [film], dest := tmp_path / f"copy{suffix}", FakeProgress())
    assert (made.details["method"], made.details["pictures"]) == ("copied", 25)
    assert films.facts(dest) == films.facts(film)
    with av.open(str(film)) as one, av.open(str(dest)) as other:
        packets = [[bytes(packet) for packet in container.demux(video=0)] for container in (one, other)]
    assert packets[0] == packets[1]


@pytest.mark.parametrize(
    ("suffix", "task", "codec", "sound"),
    [
        (".webm", Export(), "vp9", "opus"),
        (".mov", Export(), "prores", "aac"),
        (".mov", Export("h264"), "h264", "aac"),
        (".mp4", Export("h265", quality="draft"), "hevc", "aac"),
        (".mp4", Export("av1", quality="draft"), "av1", "aac"),
    ],
)
def test_every_codec_keeps_pictures_colours_and_sound(
    film: Path, tmp_path: Path, suffix: str, task: Export, codec: str, sound: str
) -> None:
    EDIT.make(task, [film], dest := tmp_path / f"a{suffix}", FakeProgress())
    found = films.facts(dest)
    assert (found["codec"], found["sounds"], found["colours"]) == (codec, [sound], films.facts(film)["colours"])
    assert found["rate"] == 25
    assert len(films.grey(dest)) == 25
    assert len(films.sound(dest)) / 48_000 == pytest.approx(1, abs=0.045)


@pytest.mark.parametrize(("size", "expected"), [("128x72", (64, 36)), ("72x128", (36, 64)), ("101x57", (64, 36))])
def test_a_resolution_is_the_shorter_side(
    tmp_path: Path, size: str, expected: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(HEIGHTS, "360p", 36)
    film = films.write(tmp_path / "film.mkv", f"testsrc=s={size}:r=25:d=0.4", "-c:v", "ffv1")
    made = EDIT.make(Export(resolution="360p"), [film], dest := tmp_path / "a.mp4", FakeProgress())
    assert films.facts(dest)["size"] == expected == (made.width, made.height)


@pytest.mark.parametrize("suffix", [".mp3", ".wav", ".m4a"])
def test_the_sound_alone(film: Path, tmp_path: Path, suffix: str) -> None:
    EDIT.make(Export(), [film], dest := tmp_path / f"a{suffix}", FakeProgress())
    with av.open(str(dest)) as container:
        assert not container.streams.video
    assert len(films.sound(dest)) / 48_000 == pytest.approx(1, abs=0.05)


def test_every_picture_in_a_folder(tmp_path: Path) -> None:
    film = films.numbered(tmp_path / "film.mp4", 25)
    folder = tmp_path / "100% of it"
    folder.mkdir()
    made = EDIT.make(Export(), [film], folder, FakeProgress())
    assert made.details == {"pictures": 25, "fps": 25}
    assert sorted(path.name for path in folder.iterdir()) == [f"{number:06}.png" for number in range(1, 26)]
    picture = cv2.imread(str(folder / "000011.png"))
    assert picture is not None
    assert picture.mean() == pytest.approx(10 * films.STEP * 255 / 219, abs=3)


def test_transparency_goes_from_webm_to_mov_and_png(tmp_path: Path) -> None:
    film = films.write(tmp_path / "film.webm", "color=red@0.5:s=64x36:r=25:d=0.4,format=yuva420p", *films.VP9)
    EDIT.make(Export(), [film], dest := tmp_path / "a.mov", FakeProgress())
    assert films.alphas(dest)[0].mean() == pytest.approx(128, abs=4)
    (folder := tmp_path / "pictures").mkdir()
    EDIT.make(Export(), [film], folder, FakeProgress())
    picture = cv2.imread(str(folder / "000001.png"), cv2.IMREAD_UNCHANGED)
    assert picture is not None
    assert picture[..., 3].mean() == pytest.approx(128, abs=4)
    EDIT.make(Export(), [film], copy := tmp_path / "copy.mkv", FakeProgress())
    EDIT.make(Export(), [copy], back := tmp_path / "back.webm", FakeProgress())
    assert films.alphas(back)[0].mean() == pytest.approx(128, abs=4)


def test_sound_in_six_channels_becomes_stereo_where_it_must(tmp_path: Path) -> None:
    six = "sine=d=0.5,pan=5.1(side)|c0=c0|c1=c0|c2=c0|c3=c0|c4=c0|c5=c0"
    film = films.write(tmp_path / "film.mkv", "color=gray:s=64x36:r=25:d=0.5", *films.H264, "-c:a", "flac", sound=six)
    for suffix in (".webm", ".mp4"):
        EDIT.make(Export(), [film], dest := tmp_path / f"a{suffix}", FakeProgress())
        with av.open(str(dest)) as container:
            assert container.streams.audio[0].channels == 2


def test_what_makes_no_sense_is_refused(film: Path, tmp_path: Path) -> None:
    silent = films.write(tmp_path / "silent.mp4", "color=gray:s=64x36:r=25:d=0.2", *films.H264)
    for task, source, name, reason in (
        (Export("prores"), film, "a.mp4", "does not hold prores"),
        (Export("h264"), film, "a.gif", "--codec says nothing about gif"),
        (Export("h264"), film, "a.mp3", "--codec says nothing about mp3"),
        (Export(), silent, "a.mp3", "has no sound"),
    ):
        with pytest.raises(InvalidInput, match=reason):
            EDIT.make(task, [source], tmp_path / name, FakeProgress())
    with pytest.raises(InvalidInput) as refused:
        Export(quality="best")
    assert refused.value.hint == "choose from draft, standard, high"


def test_a_film_that_does_not_tell_its_length_is_read_through(film: Path, tmp_path: Path) -> None:
    """Browsers record such: no length in the header, no index."""
    live = tmp_path / "live.webm"
    films.ffmpeg.run(["-i", str(film), *films.VP9, "-c:a", "libopus", "-f", "webm", "-live", "1", str(live)])
    with av.open(str(live)) as container:
        assert not container.duration
    made = EDIT.make(Export(), [live], tmp_path / "a.mp4", FakeProgress())
    assert made.details["pictures"] == 25
