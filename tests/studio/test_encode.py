"""Clips with transparency: what players will find in the file, read back with FFmpeg's own decoders."""

from __future__ import annotations

import subprocess
from pathlib import Path

import av
import numpy as np
import pytest

from heygen_cli.domain.errors import InvalidInput
from heygen_cli.studio import encode, ffmpeg
from heygen_cli.studio.picture import from_colour

WIDTH, HEIGHT, FPS = 160, 120, 25


def _written(path: Path, file_format: str) -> None:
    """Five frames: an orange square, half covering at its right half, on nothing."""
    orange = from_colour("#d07020", WIDTH, HEIGHT)
    opacity = np.zeros((HEIGHT, WIDTH), np.uint8)
    opacity[40:80, 40:80], opacity[40:80, 80:120] = 255, 128
    with encode.Encoder(path, WIDTH, HEIGHT, FPS, encode.codec(file_format, "high", FPS)) as encoder:
        for _ in range(5):
            for plane, colour, alpha in zip(
                encoder.frame, orange, (opacity, opacity[::2, ::2], opacity[::2, ::2]), strict=False
            ):
                plane[...] = np.rint(colour * (alpha / 255))
            assert encoder.frame.alpha is not None
            encoder.frame.alpha[...] = opacity
            encoder.write()


def _read(path: Path) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    decoder = ["-c:v", "libvpx-vp9"] if path.suffix == ".webm" else []
    command = [
        str(ffmpeg.executable()),
        "-v",
        "error",
        *decoder,
        "-i",
        str(path),
        "-f",
        "rawvideo",
        "-pix_fmt",
        "rgba",
        "-",
    ]
    done = subprocess.run(command, capture_output=True, check=True)
    return np.frombuffer(done.stdout, np.uint8).reshape(-1, HEIGHT, WIDTH, 4)


@pytest.mark.parametrize("file_format", ["webm", "mov"])
def test_transparency_and_colour_survive(tmp_path: Path, file_format: str) -> None:
    path = tmp_path / f"clip.{file_format}"
    _written(path, file_format)
    frames = _read(path).astype(int)
    assert len(frames) == 5
    for frame in frames:
        assert frame[:30, :, 3].max() <= 2
        assert abs(frame[50:70, 50:70, 3].mean() - 255) < 2
        assert abs(frame[50:70, 90:110, 3].mean() - 128) < 3
        for part in (frame[50:70, 50:70], frame[50:70, 90:110]):
            assert np.abs(part[..., :3].reshape(-1, 3).mean(axis=0) - (0xD0, 0x70, 0x20)).max() < 5


@pytest.mark.parametrize("file_format", ["webm", "mov"])
def test_there_is_no_dark_fringe(tmp_path: Path, file_format: str) -> None:
    """A player that scales the picture mixes edge pixels with their invisible neighbours: these have its colour."""
    path = tmp_path / f"clip.{file_format}"
    _written(path, file_format)
    around = _read(path)[2, 34:40, 50:70, :3].astype(int)
    assert np.abs(around.reshape(-1, 3).mean(axis=0) - (0xD0, 0x70, 0x20)).max() < 12


def test_an_opaque_clip_has_no_alpha(tmp_path: Path) -> None:
    with encode.Encoder(tmp_path / "x.mp4", WIDTH, HEIGHT, FPS, encode.codec("mp4", "draft", FPS)) as encoder:
        assert encoder.frame.alpha is None
        encoder.write()


def _grey(path: Path, name: str, first: int, count: int = FPS) -> None:
    """Frames that grow brighter, from ``first`` on."""
    with encode.Encoder(path, WIDTH, HEIGHT, FPS, encode.codec("mp4", "draft", FPS, name)) as encoder:
        for index in range(first, first + count):
            encoder.frame.y[...] = 40 + 2 * index
            encoder.frame.u[...] = encoder.frame.v[...] = 128
            encoder.write()


@pytest.mark.parametrize(("name", "tag"), [("h264", "avc1"), ("h265", "hvc1"), ("av1", "av01")])
def test_clips_of_every_codec_join_by_copying_and_are_the_same_each_time(tmp_path: Path, name: str, tag: str) -> None:
    first, second, again = (tmp_path / f"{part}.mp4" for part in ("first", "second", "again"))
    _grey(first, name, 0)
    _grey(second, name, FPS)
    _grey(again, name, 0)
    assert first.read_bytes() == again.read_bytes()
    listing, joined = tmp_path / "list.txt", tmp_path / "joined.mp4"
    listing.write_text(f"file '{first}'\nfile '{second}'\n")
    ffmpeg.run(["-f", "concat", "-safe", "0", "-i", str(listing), "-c", "copy", str(joined)])
    with av.open(str(joined)) as container:
        stream = container.streams.video[0]
        context = stream.codec_context
        assert (context.codec_tag, context.pix_fmt) == (tag, "yuv420p")
        assert (context.colorspace, context.color_primaries, context.color_trc, context.color_range) == (1, 1, 1, 1)
        levels = [float(frame.to_ndarray()[:HEIGHT].mean()) for frame in container.decode(stream)]
    assert len(levels) == 2 * FPS
    assert np.abs(np.array(levels) - (40 + 2 * np.arange(2 * FPS))).max() < 4


@pytest.mark.parametrize("file_format", ["webm", "mov"])
def test_clips_with_transparency_join_by_copying(tmp_path: Path, file_format: str) -> None:
    first, second = tmp_path / f"first.{file_format}", tmp_path / f"second.{file_format}"
    _written(first, file_format)
    _written(second, file_format)
    assert first.read_bytes() == second.read_bytes()
    listing, joined = tmp_path / "list.txt", tmp_path / f"joined.{file_format}"
    listing.write_text(f"file '{first}'\nfile '{second}'\n")
    # Like studio/film.py: the mark of transparency is the muxer's to write again.
    mark = ["-metadata:s:v:0", "alpha_mode=1"]
    ffmpeg.run(["-f", "concat", "-safe", "0", "-i", str(listing), "-c", "copy", *mark, str(joined)])
    frames = _read(joined).astype(int)
    assert len(frames) == 10
    for frame in frames:
        assert abs(frame[50:70, 90:110, 3].mean() - 128) < 3
        assert np.abs(frame[50:70, 50:70, :3].reshape(-1, 3).mean(axis=0) - (0xD0, 0x70, 0x20)).max() < 5


@pytest.mark.parametrize("name", ["h264", "h265", "av1"])
def test_encoders_do_not_chatter(tmp_path: Path, capfd: pytest.CaptureFixture[str], name: str) -> None:
    _grey(tmp_path / "a.mp4", name, 0, 3)
    assert capfd.readouterr() == ("", "")


def test_a_missing_graphics_card_is_told_where_it_was_welcome() -> None:
    software = encode.codec("mp4", "draft", FPS)
    told = encode.remark(software, "auto")
    assert told
    assert "libx264" in told.message
    assert encode.remark(software, "software") is None
    assert encode.remark(software._replace(name="h264_nvenc"), "auto") is None


def test_hardware_that_is_not_there_is_refused_and_auto_does_without(tmp_path: Path) -> None:
    if encode.works("h264_videotoolbox"):
        pytest.skip("this machine has it")
    with pytest.raises(InvalidInput, match="no videotoolbox encoder"):
        encode.codec("mp4", "draft", FPS, "h264", "videotoolbox")
    chosen = encode.codec("mp4", "draft", FPS, "h264", "auto").name
    assert chosen == "libx264" or encode.works(chosen)
