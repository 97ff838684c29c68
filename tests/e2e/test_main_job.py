"""The main job, from the command line to the pixels and samples of the film."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import time
from pathlib import Path

import av
import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from tests.e2e.conftest import SCRIPT, Made, Program
from tests.e2e.lips import FPS, agreement
from tests.processes import processes_of

pytestmark = pytest.mark.slow


def test_the_answer_describes_the_film(film: Made) -> None:
    data = film.data
    assert data["status"] == "completed"
    assert data["video_id"] == data["id"]
    assert (data["width"], data["height"], data["fps"]) == (1280, 720, 30)
    assert film.path.name == "first-film.mp4"
    assert data["video_url"] == film.path.as_uri()
    assert Path(data["thumbnail_url"].removeprefix("file://")).is_file()
    assert data["provider"] == "local"
    assert data["voices"]


def test_picture_and_sound_are_what_players_expect(film: Made, program: Program) -> None:
    facts = program.data("video", "probe", str(film.path))
    video, audio = facts["streams"]
    assert (video["codec"], video["profile"], video["pixel_format"]) == ("h264", "High", "yuv420p")
    assert (audio["codec"], audio["sample_rate"]) == ("aac", 48_000)
    assert abs(video["duration"] - audio["duration"]) <= 1 / 30
    assert facts["loudness"] == pytest.approx(-14, abs=0.5)
    assert facts["true_peak"] <= -1
    assert facts["title"] == "First film"
    content = film.path.read_bytes()
    assert content.index(b"moov") < content.index(b"mdat")


def test_sidecar_captions_follow_the_words(film: Made) -> None:
    text = film.path.with_suffix(".srt").read_text("utf-8")
    assert film.path.with_suffix(".vtt").read_text("utf-8").startswith("WEBVTT")
    shown = " ".join(line for line in text.splitlines() if line and not line.isdigit() and "-->" not in line)
    assert shown.split() == SCRIPT.split()
    first = re.search(r"(\d\d):(\d\d):(\d\d),(\d\d\d) -->", text)
    assert first
    hours, minutes, seconds, millis = map(int, first.groups())
    start = hours * 3600 + minutes * 60 + seconds + millis / 1000
    assert start == pytest.approx(film.speech["tokens"][0]["start"] / film.speech["rate"], abs=0.002)


def test_the_same_command_again_reuses_everything(film: Made, program: Program) -> None:
    before = film.path.read_bytes()
    began = time.perf_counter()
    data = program.data(
        "video", "create", SCRIPT, "--title", "First film", "--resolution", "720p", "--captions", "sidecar", "--force"
    )
    assert time.perf_counter() - began < 5  # half a second on an idle machine; see benchmarks/
    assert data["rendered"] == 0
    assert data["reused"] >= 4
    assert film.path.read_bytes() == before


def test_another_home_makes_the_same_bytes(film: Made, tmp_path: Path) -> None:
    again = Program(tmp_path / "home", tmp_path)
    data = again.data(
        "video", "create", SCRIPT, "--title", "First film", "--resolution", "720p", "--captions", "sidecar"
    )
    assert Path(data["path"]).read_bytes() == film.path.read_bytes()


def test_nothing_is_overwritten_unasked(film: Made, program: Program) -> None:
    done = program.run("video", "create", "Other words.", "--output", str(film.path))
    assert done.returncode == 1
    assert json.loads(done.stderr.splitlines()[-1])["error"]["code"] == "file_exists"


@pytest.mark.parametrize(
    ("args", "words"),
    [
        ((" ",), "script"),
        (("x" * 5001,), "5,000"),
        (("Hi", "--avatar", "miira"), "mira"),
        (("Hi", "--voice", "flite/rmss"), "flite/rms"),
        (("Hi", "--resolution", "999p"), "1080p"),
        (("Hi", "--fps", "0"), "fps"),
        (("Hi", "--output", "/nowhere/at/all/x.mp4"), "/nowhere/at/all"),
        (("Hi", "--background", "missing.png"), "missing.png"),
        (("--script-file", "missing.txt"), "missing.txt"),
        (("--audio", "missing.wav"), "missing.wav"),
        (("-d", '{"type": "avatar", "avatar_id": "mira", "scrip": "Hi"}'), "script"),
        (("🎬🎉",), "nothing to say"),
    ],
)
def test_bad_input_is_refused_with_a_fix(program: Program, args: tuple[str, ...], words: str) -> None:
    before = set(program.folder.iterdir())
    done = program.run("video", "create", *args)
    assert done.returncode == 2, done.stderr
    error = json.loads(done.stderr.splitlines()[-1])["error"]
    assert error["message"]
    assert words.lower() in json.dumps(error, ensure_ascii=False).lower()
    assert set(program.folder.iterdir()) == before


@pytest.mark.parametrize(
    "script",
    [
        "Emoji 🎬 and “quotes” — it's 100% {\\an8} fine; x',drawtext=text=no:y='",
        "שלום עולם and مرحبا too.",
        "日本語のテキスト and English.",
        "Colours \x1b[31mred\x1b[0m,\ttabs\nand\r\nlines.",
        "-starts with a dash",
    ],
)
def test_any_text_makes_a_whole_film(program: Program, script: str) -> None:
    name = f"-it's: {len(script)} é 日.mp4"
    data = program.data("video", "create", "--quality", "draft", "--output", f"./{name}", "--", script)
    assert Path(data["path"]).name == name
    assert data["duration"] > 0.5


@pytest.mark.parametrize("script", ["", "This recording was spoken before the video was made."])
def test_a_recording_is_presented_with_or_without_its_words(program: Program, script: str) -> None:
    said = "This recording was spoken before the video was made."
    program.data("voice", "synth", said, "--output", "spoken.mp3", "--force")
    words = ["--script-file", "words.txt"] if script else []
    (program.folder / "words.txt").write_text(said)
    name = f"recording-{len(words)}.mp4"
    args = ["--audio", "spoken.mp3", *words, "--quality", "draft", "--captions", "sidecar", "--output", name]
    data = program.data("video", "create", *args)
    assert data["duration"] == pytest.approx(program.data("video", "probe", "spoken.mp3")["duration"], abs=0.2)
    subtitles = (program.folder / name).with_suffix(".srt").read_text()
    assert ("recording" in subtitles) == bool(script)


def test_a_refused_request_leaves_no_row(program: Program) -> None:
    before = program.data("video", "list")
    assert program.run("video", "create", "🎬🎉").returncode == 2
    (program.folder / "empty.wav").touch()
    assert program.run("video", "create", "--audio", "empty.wav").returncode == 2
    assert program.data("video", "list") == before


def test_ctrl_c_stops_at_once_and_leaves_nothing(program: Program) -> None:
    target = program.folder / "stopped.mp4"
    child = subprocess.Popen(
        program.command("video", "create", SCRIPT * 8, "--output", target.name),
        **program.place(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    _until(lambda: any(program.home.rglob("clip.mp4")) and _drawing(program))
    child.send_signal(signal.SIGINT)
    _, report = child.communicate(timeout=10)  # the film would take longer; 0.3 s on a quiet machine
    assert child.returncode == 130
    assert "Traceback" not in report
    assert not target.exists()
    assert not [path for path in program.folder.iterdir() if "stopped" in path.name]
    _until(lambda: not processes_of(program.home), 2)
    assert program.data("video", "list", "--limit", "1")[0]["status"] == "canceled"


def test_kill_9_costs_nothing(program: Program) -> None:
    target = program.folder / "killed.mp4"
    child = subprocess.Popen(
        program.command("video", "create", SCRIPT * 8, "--output", target.name),
        **program.place(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    _until(lambda: _drawing(program))
    os.kill(child.pid, signal.SIGKILL)
    child.wait()
    assert not target.exists()
    row = program.data("video", "list", "--limit", "1")[0]
    assert row["status"] == "interrupted"
    done = program.data("video", "create", "--resume", row["id"])
    assert done["status"] == "completed"
    assert done["reused"] >= 1
    assert target.is_file()
    assert not list((program.home).rglob("making/*/clip.mp4"))


def _drawing(program: Program) -> bool:
    return any(path.parent.parent.name == "making" for path in program.home.rglob("clip.mp4"))


def _until(condition: object, seconds: float = 30) -> None:
    assert callable(condition)
    for _ in range(int(seconds * 20)):
        if condition():
            return
        time.sleep(0.05)
    raise AssertionError("it did not happen in time")


# -- lips and sound, measured in the finished file, apart from everything the renderer knows --------------------------


def test_the_lips_follow_the_sound(film: Made) -> None:
    """Opening measured from decoded pixels against phone times: |lag| <= 1 frame, correlation >= 0.8."""
    opening = _mouth_opening(film.path)
    lag, correlation = agreement(opening, film.speech)
    assert abs(lag) <= 1
    assert correlation >= 0.8


def test_the_mouth_is_shut_in_silence(film: Made) -> None:
    opening = _mouth_opening(film.path)
    ends = film.speech["phones"][-1]["end"] / film.speech["rate"]
    quiet = opening[round((ends + 0.2) * FPS) :]
    assert quiet.size >= 3
    assert quiet.max() <= 0.02 * opening.max()


def _mouth_opening(path: Path) -> NDArray[np.float64]:
    """Per frame, how many pixels lie between the lips and are not lip: the dark of the mouth, teeth and tongue.

    Lips are found as the reddest place of the lower face in the median frame, and told from skin by half the
    difference in redness; what closed lips leave between them is taken from the first frames, before the first sound.
    """
    with av.open(str(path)) as container:
        frames = [frame.to_ndarray(format="bgr24").astype(np.int16) for frame in container.decode(video=0)]
    red = np.stack([frame[..., 2] - frame[..., 1] for frame in frames])
    height, width = red.shape[1:]
    median = np.median(red[::5], axis=0).astype(np.float32)
    face = np.zeros_like(median)
    face[int(height * 0.35) : int(height * 0.62), int(width * 0.4) : int(width * 0.6)] = 1
    y, x = np.unravel_index(int((cv2.GaussianBlur(median, (0, 0), 4) * face).argmax()), median.shape)
    skin = float(np.median(median[y - height // 14 : y - height // 20, x - 5 : x + 5]))
    reach, across = height // 14, height // 36
    lips = red[:, y - reach : y + reach, x - across : x + across] > (skin + median[y, x]) / 2
    rows = np.arange(2 * reach)[None, :, None]
    highest = np.where(lips, rows, 2 * reach).min(axis=1, keepdims=True)
    lowest = np.where(lips, rows, -1).max(axis=1, keepdims=True)
    between = ((rows > highest) & (rows < lowest) & ~lips).sum(axis=(1, 2))
    return np.maximum(between - np.median(between[:4]), 0.0)
