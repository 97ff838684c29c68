"""Encoding and joining: every frame arrives, in order, in the format that players expect."""

import itertools
from pathlib import Path

import av
import numpy as np
import pytest

from heygen_cli.domain.errors import InvalidInput, NotFound, RenderFailed
from heygen_cli.studio import encode, film, inspect, soundtrack
from heygen_cli.studio.soundtrack import Part
from tests.studio.test_soundtrack import write_wav

WIDTH, HEIGHT, FPS = 320, 180, 30


def clip(path: Path, levels: range, quality: str = "standard") -> Path:
    """A clip whose frame N has the brightness ``levels[N]``."""
    with encode.Encoder(path, WIDTH, HEIGHT, FPS, encode.codec("mp4", quality, FPS)) as encoder:
        encoder.frame.u[...] = encoder.frame.v[...] = 128
        for level in levels:
            encoder.frame.y[...] = level
            encoder.write()
    return path


def brightness(path: Path) -> list[float]:
    with av.open(str(path)) as container:
        return [float(np.mean(frame.to_ndarray(format="gray"))) for frame in container.decode(video=0)]


def assembled(folder: Path, title: str = "A film", frames: int = 60) -> Path:
    clips = [clip(folder / "a.mp4", range(40, 70)), clip(folder / "b's: [x].mp4", range(100, 130))]
    sound = folder / "sound.m4a"
    soundtrack.mix([Part(write_wav(folder / "s.wav", 2, 1), 60)], FPS, sound)
    (folder / "poster.jpg").write_bytes(b"jpeg")
    film.make(clips, sound, folder / "poster.jpg", film.Facts(title, FPS, frames), folder)
    return folder / "film.mp4"


@pytest.mark.parametrize("quality", ["draft", "standard", "high"])
def test_painting_in_place_reaches_every_frame(tmp_path: Path, quality: str) -> None:
    """The encoder's one frame is painted over and over: x264 must have taken its copy each time."""
    seen = brightness(clip(tmp_path / "a.mp4", range(30, 210, 3), quality))
    assert len(seen) == 60
    assert np.allclose(np.diff(seen), 3, atol=1.5)


def test_the_same_frames_make_the_same_bytes(tmp_path: Path) -> None:
    first, second = (clip(tmp_path / name, range(30, 90)).read_bytes() for name in ("a.mp4", "b.mp4"))
    assert first == second


def test_a_film_holds_all_frames_in_order_and_as_much_sound(tmp_path: Path) -> None:
    path = assembled(tmp_path)
    seen = brightness(path)
    assert len(seen) == 60
    assert all(b > a for a, b in itertools.pairwise(seen))
    facts = inspect.probe(path)
    video, audio = facts["streams"]
    assert abs(video["duration"] - audio["duration"]) <= 1 / FPS
    assert (video["codec"], video["profile"], video["pixel_format"]) == ("h264", "High", "yuv420p")
    assert facts["loudness"] == pytest.approx(-14, abs=0.5)


def test_a_film_is_tagged_and_starts_fast(tmp_path: Path) -> None:
    title = "Größe: 'quotes' = \"x\"; #1 \\ 日本\nnew line"
    path = assembled(tmp_path, title)
    assert inspect.probe(path)["title"] == title.replace("\n", " ")
    data = path.read_bytes()
    assert 0 < data.index(b"moov") < data.index(b"mdat")
    with av.open(str(path)) as container:
        context = container.streams.video[0].codec_context
        tags = (context.color_range, context.colorspace, context.color_primaries, context.color_trc)
        assert [int(tag) for tag in tags] == [1, 1, 1, 1]


def test_a_film_with_missing_frames_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RenderFailed, match="60 of 61 frames"):
        assembled(tmp_path, frames=61)


def test_probe_says_what_is_wrong(tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        inspect.probe(tmp_path / "nothing.mp4")
    (tmp_path / "fake.mp4").write_text("hello")
    with pytest.raises(InvalidInput, match="not a media file"):
        inspect.probe(tmp_path / "fake.mp4")
