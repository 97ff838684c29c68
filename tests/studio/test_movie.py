"""Films from phones, screens and old cameras: upright, in their proportions, at their own pace."""

from __future__ import annotations

from fractions import Fraction
from itertools import islice
from pathlib import Path

import av
import numpy as np
import pytest

from heygen_cli.domain.errors import InvalidInput
from heygen_cli.studio import ffmpeg, media, movie
from heygen_cli.studio.movie import Cut
from heygen_cli.studio.picture import Planes, to_bgr

# Red at the upper left, green at the upper right, blue below.
CORNERS = "color=blue:s={0}x{1}:r=10:d=0.5,drawbox=0:0:iw/2:ih/2:red:fill,drawbox=iw/2:0:iw/2:ih/2:lime:fill"


def corners(path: Path, width: int, height: int, *options: str) -> Path:
    ffmpeg.run(["-f", "lavfi", "-i", CORNERS.format(width, height), "-pix_fmt", "yuv420p", *options, str(path)])
    return path


def first(path: Path, width: int, height: int, **wanted: object) -> np.ndarray[tuple[int, ...], np.dtype[np.int64]]:
    return to_bgr(next(movie.pictures(path, width, height, 10, **wanted)))[..., ::-1].astype(np.int64)  # type: ignore[arg-type]


def is_red(colour: np.ndarray[tuple[int, ...], np.dtype[np.int64]]) -> bool:
    return bool(colour[0] > 180 and colour[1] < 70 and colour[2] < 70)


@pytest.mark.parametrize(("degrees", "red"), [(0, (0, 0)), (90, (1, 0)), (180, (1, 1)), (270, (0, 1))])
def test_a_film_from_a_phone_stands_upright(tmp_path: Path, degrees: int, red: tuple[int, int]) -> None:
    """The tag says how far to turn against the clock; the red corner wanders along."""
    plain = corners(tmp_path / "plain.mp4", 128, 96)
    turned = tmp_path / "turned.mp4"
    ffmpeg.run(["-display_rotation", str(degrees), "-i", str(plain), "-c", "copy", str(turned)])
    width, height = (96, 128) if degrees % 180 else (128, 96)
    picture = first(turned, width, height)
    for row in (0, 1):
        for column in (0, 1):
            colour = picture[height // 4 + row * height // 2, width // 4 + column * width // 2]
            assert is_red(colour) == ((row, column) == red)


def test_pixels_that_are_no_squares_are_stretched(tmp_path: Path) -> None:
    wide = corners(tmp_path / "wide.mp4", 64, 64, "-vf", "setsar=2")
    picture = first(wide, 128, 64)
    assert is_red(picture[16, 60])
    assert not is_red(picture[16, 70])
    assert is_red(picture[2, 2])  # nothing was cut off to fill the width


@pytest.mark.parametrize("name", ["a.mp4", "a.mkv", "a.avi", "a.mov"])
@pytest.mark.parametrize("size", [(101, 57), (58, 200)])
@pytest.mark.parametrize("fit", ["cover", "contain"])
def test_odd_sizes_are_shown_in_every_container(tmp_path: Path, name: str, size: tuple[int, int], fit: str) -> None:
    path = corners(tmp_path / name, *size, "-c:v", "libx264", "-pix_fmt", "yuv444p")
    picture = first(path, 160, 90, fit=fit)
    assert picture.shape == (90, 160, 3)
    assert is_red(picture[38, 70])
    assert not is_red(picture[38, 90])
    assert len(list(islice(movie.pictures(path, 160, 90, 30), 50))) == 50


def test_a_strip_fills_the_frame_without_filling_the_memory(tmp_path: Path) -> None:
    path = corners(tmp_path / "strip.mp4", 16, 4000)
    picture = first(path, 1920, 1080)
    assert picture.shape == (1080, 1920, 3)
    assert is_red(picture[300, 400])
    assert first(path, 320, 180, fit="contain").shape == (180, 320, 3)


def _grey(path: Path, times: list[int], unit: int = 1000) -> Path:
    """Pictures at these milliseconds, each brighter by twenty than the one before."""
    with av.open(str(path), "w") as container:
        stream = container.add_stream("libx264", rate=30, options={"crf": "1"})
        stream.width, stream.height, stream.pix_fmt = 64, 64, "yuv420p"
        stream.codec_context.time_base = Fraction(1, unit)
        for index, time in enumerate(times):
            frame = av.VideoFrame(64, 64, "yuv420p")
            for plane, value in zip(frame.planes, (40 + 20 * index, 128, 128), strict=True):
                plane.update(bytes([value]) * plane.buffer_size)
            frame.pts, frame.time_base = time, Fraction(1, unit)
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return path


def levels(pictures: list[Planes]) -> list[int]:
    return [round((float(picture.y.mean()) - 40) / 20) for picture in pictures]


def test_a_film_of_varying_rate_keeps_its_times(tmp_path: Path) -> None:
    path = _grey(tmp_path / "varying.mkv", [0, 100, 400, 500])
    assert levels(list(islice(movie.pictures(path, 64, 64, 10), 6))) == [0, 1, 1, 1, 2, 3]
    # The picture that is being shown when the cut begins is the first one.
    assert levels(list(islice(movie.pictures(path, 64, 64, 10, cut=Cut(0.25)), 3))) == [1, 1, 2]


def test_a_film_of_one_picture_stays(tmp_path: Path) -> None:
    path = _grey(tmp_path / "one.mp4", [0])
    for loop in (True, False):
        assert levels(list(islice(movie.pictures(path, 64, 64, 10, cut=Cut(loop=loop)), 20))) == [0] * 20


def test_a_film_that_claims_hours_between_two_pictures_costs_nothing(tmp_path: Path) -> None:
    path = _grey(tmp_path / "long.mkv", [0, 8 * 3600 * 1000])
    assert media.seconds(path) > 8 * 3600 - 1
    assert levels(list(islice(movie.pictures(path, 64, 64, 30), 90))) == [0] * 90
    assert levels(list(islice(movie.pictures(path, 64, 64, 30, cut=Cut(8 * 3600.0 - 0.1)), 4))) == [0, 0, 0, 1]


def test_a_gif_that_moves_is_a_film_with_its_own_delays(tmp_path: Path) -> None:
    path = tmp_path / "moving.gif"
    with av.open(str(path), "w", options={"final_delay": "30"}) as container:
        stream = container.add_stream("gif", rate=10)
        stream.width, stream.height, stream.pix_fmt = 64, 48, "rgb8"
        for time, channel in ((0, 0), (10, 1), (30, 2)):
            pixels = np.zeros((48, 64, 3), np.uint8)
            pixels[..., channel] = 255
            frame = av.VideoFrame.from_ndarray(pixels, "rgb24").reformat(format="rgb8")
            frame.pts, frame.time_base = time, Fraction(1, 100)
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    assert media.kind(path) == "video"
    shown = [int(to_bgr(picture)[24, 32].argmax()) for picture in islice(movie.pictures(path, 64, 48, 10), 12)]
    assert shown == [2, 1, 1, 0, 0, 0] * 2


def test_a_see_through_film_lies_on_black(tmp_path: Path) -> None:
    path = tmp_path / "clear.mov"
    source = "color=red@0.5:s=64x64:r=10:d=0.3,format=yuva444p10le"
    ffmpeg.run(["-f", "lavfi", "-i", source, "-c:v", "prores_ks", "-profile:v", "4444", str(path)])
    assert np.abs(first(path, 64, 64)[32, 32] - (127, 0, 0)).max() < 12


@pytest.mark.parametrize("colours", ["bt709", "bt470bg"])
@pytest.mark.parametrize("span", ["tv", "pc"])
def test_colours_are_what_the_file_says_they_are(tmp_path: Path, colours: str, span: str) -> None:
    path = tmp_path / "coloured.mp4"
    told = f"scale=out_color_matrix={colours}:out_range={span},format=yuv420p"
    tags = ["-colorspace", colours, "-color_range", span, "-color_primaries", "bt709", "-color_trc", "bt709"]
    ffmpeg.run(["-f", "lavfi", "-i", "color=0xD07020:s=64x64:r=10:d=0.3", "-vf", told, "-crf", "5", *tags, str(path)])
    assert np.abs(first(path, 64, 64)[32, 32] - (0xD0, 0x70, 0x20)).max() < 6


def test_a_piece_of_music_is_no_film(tmp_path: Path) -> None:
    sound, cover = tmp_path / "sound.mp4", tmp_path / "cover.m4a"
    tone = ["-f", "lavfi", "-i", "sine=d=0.2"]
    ffmpeg.run([*tone, str(sound)])
    image = ["-f", "lavfi", "-i", "color=red:s=64x64:d=0.1", "-frames:v", "1"]
    maps = ["-map", "0", "-map", "1", "-c:v", "mjpeg", "-disposition:v", "attached_pic"]
    ffmpeg.run([*tone, *image, *maps, str(cover)])
    with pytest.raises(InvalidInput, match="has no picture"):
        media.check(sound)
    with pytest.raises(InvalidInput, match="holds a cover but no film"):
        media.check(cover)
