"""What the flags about presenter and file format make of a real film."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import av
import numpy as np
import pytest
from numpy.typing import NDArray

from heygen_cli.studio import ffmpeg
from tests.e2e.conftest import Program

SAYING = "Hello there."


def _rgba(path: Path) -> NDArray[np.uint8]:
    """The film's pictures with their transparency, as FFmpeg's own decoders see them."""
    decoder = ["-c:v", "libvpx-vp9"] if path.suffix == ".webm" else []
    command = [str(ffmpeg.executable()), "-v", "error", *decoder, "-i", str(path), "-f", "rawvideo", "-pix_fmt", "rgba"]
    raw = subprocess.run([*command, "-"], capture_output=True, check=True).stdout
    return np.frombuffer(raw, np.uint8).reshape(-1, 360, 640, 4)


@pytest.mark.parametrize(("suffix", "sound"), [("webm", "opus"), ("mov", "aac")])
def test_a_presenter_to_lay_over_anything(program: Program, suffix: str, sound: str) -> None:
    data = program.data("video", "create", SAYING, "--quality", "draft", "--output", f"cut-out.{suffix}", "--force")
    path = Path(data["path"])
    frames = _rgba(path)
    assert abs(len(frames) / 30 - data["duration"]) < 0.02
    alpha = frames[..., 3]
    assert alpha[:, :40, :40].max() <= 2
    assert alpha[:, 340, 320].min() >= 250
    with av.open(str(path)) as container:
        audio = container.streams.audio[0]
        assert audio.codec_context.name in (sound, f"lib{sound}")
        assert abs((container.duration or 0) / 1e6 - data["duration"]) < 0.05
    assert path.with_suffix(".srt").is_file()


def test_the_words_burned_into_a_film_do_not_reach_a_cut_out(program: Program) -> None:
    done = program.run(
        *("video", "create", SAYING, "--quality", "draft", "--captions", "karaoke"),
        *("--output", "again.webm", "--force"),
    )
    assert done.returncode == 0
    assert "beside the video" in done.stderr
    assert json.loads(done.stdout)["data"]["captioned_video_url"] is None


def test_a_circle_leaves_the_rest_to_the_background(program: Program) -> None:
    data = program.data(
        *("video", "create", SAYING, "--quality", "draft", "--captions", "off", "--output", "circle.mp4"),
        *("--shape", "circle", "--position", "left", "--background", "#204060"),
    )
    frame = _rgba(Path(data["path"]))[10, ..., :3].astype(int)
    plain = np.abs(frame - (0x20, 0x40, 0x60)).max(axis=2) < 12
    assert plain[:200].all()
    assert plain[:, 220:].all()
    assert not plain[230:330, 40:120].all()


def test_a_tag_nobody_knows_is_told_and_strictly_refused(program: Program) -> None:
    script = "Hello [smlie] there."
    told = program.data("video", "create", script, "--quality", "draft", "--output", "told.mp4")
    assert [event["code"] for event in told["events"]] == ["unknown_tag"]
    refused = program.run("video", "create", script, "--quality", "draft", "--output", "refused.mp4", "--strict")
    error = json.loads(refused.stderr.splitlines()[-1])["error"]
    assert (refused.returncode != 0, error["code"]) == (True, "fallback_refused")
    assert "[smile]" in error["hint"]
    assert not (program.folder / "refused.mp4").exists()
