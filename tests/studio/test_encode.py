"""Clips with transparency: what players will find in the file, read back with FFmpeg's own decoders."""

from __future__ import annotations

import subprocess
from pathlib import Path

import numpy as np
import pytest

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
