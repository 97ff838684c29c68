"""Films whose presenters come from HeyGen's cloud: paid for once, whatever happens on the way."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest

from heygen_cli.studio import ffmpeg
from tests.heygen.fake import KEY, FakeHeyGen, serve
from tests.heygen.misbehaviour import MALFORMED, RESET_AFTER, RESET_BEFORE, Weather, busy, down
from tests.processes import processes_of

pytestmark = pytest.mark.slow
PATIENCE_S = 240


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What HeyGen hands out: two seconds of a picture with a tone that sounds like speech enough to be listened to."""
    path = tmp_path_factory.mktemp("film") / "clip.mp4"
    picture = ("-f", "lavfi", "-i", "testsrc=s=640x360:r=25:d=2", "-f", "lavfi", "-i", "sine=220:d=2")
    ffmpeg.run([*picture, "-c:v", "libx264", "-pix_fmt", "yuv420p", "-c:a", "aac", str(path)])
    return path


@pytest.fixture
def heygen(film: Path) -> Iterator[FakeHeyGen]:
    with serve() as fake:
        fake.film = film
        yield fake


class Client:
    """The program with HeyGen as its provider."""

    def __init__(self, folder: Path, fake: FakeHeyGen) -> None:
        self.folder = folder
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("HEYGEN_", "GITHUB_"))}
        cloud = {"HEYGEN_API_BASE": fake.url, "HEYGEN_API_KEY": KEY, "HEYGEN_PROVIDER": "heygen"}
        self.environ = {**kept, "HEYGEN_HOME": str(folder / "home"), "HEYGEN_MAX_RETRIES": "8", **cloud}

    def start(self, *words: str) -> subprocess.Popen[str]:
        """Begin with a command."""
        with (self.folder / "answer").open("w") as answer:
            return subprocess.Popen(
                [sys.executable, "-m", "heygen_cli", *words],
                cwd=self.folder,
                env=self.environ,
                stdout=answer,
                stderr=subprocess.PIPE,
                text=True,
            )

    def run(self, *words: str, code: int = 0) -> dict[str, Any]:
        """Run a command to its end."""
        with self.start(*words) as process:
            _, err = process.communicate(timeout=PATIENCE_S)
        assert process.returncode == code, err
        text = (self.folder / "answer").read_text() or (err.splitlines() or [""])[-1]
        return json.loads(text) if text.startswith("{") else {}

    def processes(self) -> list[psutil.Process]:
        """Everything that works for this home."""
        return processes_of(Path(self.environ["HEYGEN_HOME"]))


@pytest.fixture
def client(tmp_path: Path, heygen: FakeHeyGen) -> Iterator[Client]:
    made = Client(tmp_path, heygen)
    yield made
    for process in made.processes():
        process.kill()


LINE = ("video", "create", "Hello from the cloud.", "--avatar", "look_1", "--quality", "draft", "--output", "film.mp4")


def test_a_film_with_heygens_presenter_is_composed_here_and_paid_for_once(client: Client, heygen: FakeHeyGen) -> None:
    video = client.run(*LINE)["data"]
    assert video["status"] == "completed"
    assert video["provider"] == "heygen"
    assert video["duration"] == pytest.approx(2, abs=0.5)
    assert (client.folder / "film.mp4").is_file()
    (request,) = [request for request in heygen.requests if request.method == "POST"]
    assert request.json["avatar_id"] == "look_1"
    assert request.json["script"] == "Hello from the cloud."
    assert request.json["resolution"] == "720p"
    client.run(*LINE, "--force")
    client.run(*LINE[:-1], "other.mp4", "--captions", "off")  # captions are ours: the clip stays
    assert len(heygen.billed) == 1
    costs = client.run("report", "costs", "--format", "json")
    assert "heygen" in json.dumps(costs)


def test_a_presenter_of_this_machine_is_refused_before_anything_is_sent(client: Client, heygen: FakeHeyGen) -> None:
    answer = client.run("video", "create", "Hello.", "--output", "film.mp4", code=2)
    assert "cloud_avatar" in answer["error"]["hint"]
    assert heygen.requests == []
    client.run("config", "set", "cloud_avatar", "look_2")
    client.run("video", "create", "Hello.", "--quality", "draft", "--output", "film.mp4")
    assert heygen.requests[0].json["avatar_id"] == "look_2"


def test_a_budget_is_kept_before_a_request_is_sent(client: Client, heygen: FakeHeyGen) -> None:
    answer = client.run(*LINE, "--max-cost", "0.01", code=3)
    assert "0.01" in json.dumps(answer)
    assert heygen.billed == []


def test_what_heygen_cannot_make_is_told_and_asked_for_again_next_time(client: Client, heygen: FakeHeyGen) -> None:
    heygen.misbehave(down(402), on="POST /v3/videos")
    answer = client.run(*LINE, code=1)
    assert answer["error"]["code"]
    client.run(*LINE, "--force")
    assert len(heygen.billed) == 1


MANIFEST = """
version: 1
defaults: {quality: draft, avatar: look_1, fps: 10, captions: "off"}
rows: people.csv
template:
  title: "Hi {{ name }}"
  scenes:
    - script: "Hello {{ name }}, this was made in the cloud."
output: "out/{{ name | slug }}.mp4"
"""


def test_twenty_films_through_faults_and_kills_are_billed_twenty_times(client: Client, heygen: FakeHeyGen) -> None:
    rows = 20
    (client.folder / "videos.yaml").write_text(MANIFEST)
    names = [f"Person {number}" for number in range(rows)]
    (client.folder / "people.csv").write_text("\n".join(["name", *names]) + "\n")
    faults = {busy(0): 0.06, down(): 0.05, RESET_BEFORE: 0.04, RESET_AFTER: 0.05, MALFORMED: 0.03}
    heygen.weather = Weather(faults, seed=3)
    chance = random.Random(8)
    out = client.folder / "out"
    for kill in range(1, 4):
        process = client.start("batch", "run", "videos.yaml", "--concurrency", "4")
        while len(list(out.glob("*.mp4"))) < kill * 4 and process.poll() is None:
            time.sleep(0.05)
        time.sleep(chance.random())
        doomed = client.processes() if kill != 2 else [psutil.Process(process.pid)]
        for one in doomed:
            one.kill()
        process.communicate()
        while client.processes():
            time.sleep(0.05)
    last = client.run("batch", "run", "videos.yaml", "--concurrency", "4")["data"]
    assert last["batch"]["done"] == rows
    assert len(list(out.glob("*.mp4"))) == rows
    assert len(heygen.billed) == rows
    assert heygen.crashes == []
