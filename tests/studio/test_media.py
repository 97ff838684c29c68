"""Backgrounds that people bring: any size and format, and the ones that want to do harm."""

from itertools import islice
from pathlib import Path

import av
import cv2
import numpy as np
import pytest

from heygen_cli.domain.errors import InvalidInput
from heygen_cli.studio import media, movie
from heygen_cli.studio.picture import to_bgr


def write_image(path: Path, width: int, height: int) -> Path:
    """Left half red, right half blue."""
    pixels = np.zeros((height, width, 3), np.uint8)
    pixels[:, : width // 2, 2] = 200
    pixels[:, width // 2 :, 0] = 200
    cv2.imwrite(str(path), pixels)
    return path


def write_video(path: Path, frames: int, fps: int) -> Path:
    with av.open(str(path), "w") as container:
        stream = container.add_stream("libx264", rate=fps)
        stream.width, stream.height, stream.pix_fmt = 64, 64, "yuv420p"
        for index in range(frames):
            picture = av.VideoFrame.from_ndarray(np.full((64, 64), 40 + index * 10, np.uint8), format="gray")
            container.mux(stream.encode(picture.reformat(format="yuv420p")))
        container.mux(stream.encode(None))
    return path


@pytest.mark.parametrize("name", ["a.png", "a.jpg", "a.webp", "a.bmp", "it's: a [name], 100%.png"])
@pytest.mark.parametrize("size", [(50, 400), (900, 100), (7, 5)])
def test_an_image_fills_the_frame_evenly(tmp_path: Path, name: str, size: tuple[int, int]) -> None:
    picture = media.image(write_image(tmp_path / name, *size), 320, 180)
    assert (picture.width, picture.height) == (320, 180)
    pixels = to_bgr(picture).astype(int)
    assert pixels[90, 40, 2] > 150 > 60 > pixels[90, 40, 0]
    assert pixels[90, 280, 0] > 150 > 60 > pixels[90, 280, 2]


def test_a_film_loops_at_the_frame_rate_asked_for(tmp_path: Path) -> None:
    path = write_video(tmp_path / "loop.mp4", frames=10, fps=10)
    levels = [float(picture.y.mean()) for picture in islice(movie.pictures(path, 64, 64, 20), 60)]
    changes = np.flatnonzero(np.abs(np.diff(levels)) > 4) + 1
    assert set(np.diff(changes)) <= {1, 2, 3}
    falls = np.flatnonzero(np.diff(levels) < -40) + 1
    assert len(falls) >= 2
    assert abs(int(falls[1] - falls[0]) - 20) <= 1


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("playlist.mp4", b"#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n"),
        ("concat.mp4", b"ffconcat version 1.0\nfile /etc/passwd\n"),
        ("drawing.png", b"<svg xmlns='http://www.w3.org/2000/svg'><image href='file:///etc/passwd'/></svg>"),
        ("empty.png", b""),
        ("text.jpg", b"just words"),
        ("truncated.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 40),
        ("truncated.mp4", b"\0\0\0\x20ftypisom" + b"\0" * 400),
    ],
)
def test_what_is_no_whole_picture_or_film_is_refused(tmp_path: Path, name: str, content: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(InvalidInput) as caught:
        media.check(path)
    assert name in caught.value.message
    assert caught.value.hint


def test_a_pixel_bomb_is_refused_before_it_is_decoded(tmp_path: Path) -> None:
    path = tmp_path / "bomb.png"
    cv2.imwrite(str(path), np.zeros((8000, 8000), np.uint8))
    with pytest.raises(InvalidInput, match="too large"):
        media.check(path)


def test_a_missing_background_is_named(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="No such file"):
        media.check(tmp_path / "nowhere.png")
