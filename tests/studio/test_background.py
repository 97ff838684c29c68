"""Backgrounds: gradients without steps, a camera that does not tremble, films at their own pace."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

import av
import cv2
import numpy as np
import pytest

from heygen_cli.domain.background import Background
from heygen_cli.domain.errors import InvalidInput
from heygen_cli.domain.panel import Zoom
from heygen_cli.studio import background, movie
from heygen_cli.studio.movie import Cut
from heygen_cli.studio.picture import Planes, to_bgr


def film(path: Path, *, seconds: float = 2.0, fps: int = 30, size: tuple[int, int] = (160, 90)) -> Path:
    """Grey that grows brighter by three for every frame."""
    with av.open(str(path), "w") as container:
        stream = container.add_stream("libx264", rate=fps, options={"crf": "1"})
        stream.width, stream.height, stream.pix_fmt = *size, "yuv420p"
        for index in range(round(seconds * fps)):
            frame = av.VideoFrame(*size, "yuv420p")
            for plane, value in zip(frame.planes, (40 + 3 * index, 128, 128), strict=True):
                plane.update(bytes([value]) * plane.buffer_size)
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return path


def levels(pictures: list[Planes]) -> list[int]:
    return [round((float(picture.y.mean()) - 40) / 3) for picture in pictures]


def test_a_gradient_runs_the_way_its_angle_says() -> None:
    for angle, first, last in (
        (90, np.s_[:, :2], np.s_[:, -2:]),
        (0, np.s_[-2:], np.s_[:2]),
        (180, np.s_[:2], np.s_[-2:]),
    ):
        picture = to_bgr(background.gradient(("#000000", "#ffffff"), angle, 320, 180))
        assert picture[first].mean() < 10
        assert picture[last].mean() > 245


def test_a_gradient_has_the_colours_it_was_given_in_between() -> None:
    picture = to_bgr(background.gradient(("#ff0000", "#00ff00", "#0000ff"), 90, 960, 90)).astype(int)
    for column, colour in ((2, (0, 0, 255)), (480, (0, 255, 0)), (957, (255, 0, 0))):
        assert np.abs(picture[40, column] - colour).max() < 14


def test_a_slow_gradient_shows_no_steps() -> None:
    """A row of equal pixels longer than a few would be seen as a band; dithering breaks them up."""
    picture = background.gradient(("#101820", "#182028"), 90, 1920, 64)
    row = picture.y[30].astype(int)
    runs = np.diff(np.flatnonzero(np.concatenate(([True], np.diff(row) != 0, [True]))))
    assert runs.max() < 400
    assert (runs > 3).mean() < 0.5


@pytest.mark.parametrize("zoom", ["in", "out"])
def test_a_camera_moves_evenly_and_never_shows_an_edge(zoom: Zoom) -> None:
    pixels = np.full((300, 500, 3), 200, np.uint8)
    cv2.circle(pixels, (250, 150), 60, (0, 0, 0), -1)
    found = background.image(pixels, 320, 180, zoom=zoom, frames=60, seed=5)
    assert found.pictures
    pictures = list(islice(found.pictures, 70))
    sizes = np.array([int((picture.y < 100).sum()) for picture in pictures])
    steps = np.diff(sizes[:60]) * (1 if zoom == "in" else -1)
    assert sizes[:60].max() / sizes[:60].min() > 1.2
    assert (steps >= -6).all()  # it never turns back
    assert (sizes[60:] == sizes[59]).all()  # and then rests
    assert min(int(picture.y[edge].min()) for picture in pictures for edge in (np.s_[0], np.s_[-1])) > 150


def test_a_film_is_shown_at_its_own_pace_from_its_start_to_its_end(tmp_path: Path) -> None:
    path = film(tmp_path / "a.mp4")
    assert levels(list(islice(movie.pictures(path, 160, 90, 30, cut=Cut(start=0.5)), 5))) == [15, 16, 17, 18, 19]
    assert levels(list(islice(movie.pictures(path, 160, 90, 15), 4))) == [0, 2, 4, 6]
    assert levels(list(islice(movie.pictures(path, 160, 90, 30, cut=Cut(1.0, 1.1)), 7))) == [30, 31, 32, 30, 31, 32, 30]
    rests = levels(list(islice(movie.pictures(path, 160, 90, 30, cut=Cut(1.9, loop=False)), 7)))
    assert rests == [57, 58, 59, 59, 59, 59, 59]


def test_an_empty_cut_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="holds no picture between 9 s"):
        next(movie.pictures(film(tmp_path / "a.mp4", seconds=1), 160, 90, 30, cut=Cut(9.0)))


def test_a_picture_that_does_not_fill_its_space_stands_in_it_whole() -> None:
    pixels = np.full((100, 100, 3), 255, np.uint8)
    picture = background.image(pixels, 320, 180, fit="contain").still
    assert picture.y[90, 160] > 230
    assert 16 <= picture.y[90, 20] < 150
    assert picture.y[0, 160] > 230  # nothing is cut off at the top


def test_what_surrounds_a_picture_is_darker_and_no_more_colourful() -> None:
    pixels = np.full((100, 100, 3), (32, 112, 208), np.uint8)
    beside = to_bgr(background.image(pixels, 320, 180, fit="contain").still)[90, 20].astype(float)
    assert np.abs(beside / beside.sum() - pixels[0, 0] / pixels[0, 0].sum()).max() < 0.02
    assert beside.sum() < 0.6 * pixels[0, 0].sum()


def test_blur_takes_detail_away(tmp_path: Path) -> None:
    dice = np.random.default_rng(1)
    path = tmp_path / "a.png"
    cv2.imwrite(str(path), dice.integers(0, 255, (180, 320, 3)).astype(np.uint8))
    spread = [
        float(background.backdrop(Background(image=path, blur=blur), 320, 180, 30, 1, 1).still.y.std())
        for blur in (0.0, 0.3, 1.0)
    ]
    assert spread[0] > 4 * spread[1] > 4 * spread[2]
