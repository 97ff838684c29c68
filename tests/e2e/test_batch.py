"""Batches that are really killed, stopped and starved, and come to their end."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import psutil
import pytest

from heygen_cli.domain.job import Job
from heygen_cli.infra.store.database import Database
from heygen_cli.infra.store.job import SqliteQueue
from tests.processes import processes_of

pytestmark = pytest.mark.slow

MANIFEST = """
version: 1
defaults: {quality: draft, avatar: mira, fps: 10, captions: "off"}
rows: people.csv
template:
  title: "Hi {{ name }}"
  scenes:
    - script: "Hello {{ name }}."
    - script: "This is the same for all."
output: "out/{{ name | slug }}.mp4"
"""
PATIENCE_S = 120


class Site:
    """A folder with a manifest, and a home of its own."""

    def __init__(self, folder: Path, rows: int) -> None:
        self.folder = folder
        self.home = folder / "home"
        folder.mkdir()
        (folder / "videos.yaml").write_text(MANIFEST)
        names = [f"Person {number}" for number in range(rows)]
        (folder / "people.csv").write_text("\n".join(["name", *names]) + "\n")

    def start(self, *words: str, **environ: str) -> subprocess.Popen[str]:
        """Run a command in a session of its own."""
        return subprocess.Popen(
            [sys.executable, "-m", "heygen_cli", *words],
            cwd=self.folder,
            env={**os.environ, "HEYGEN_HOME": str(self.home), **environ},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )

    def run(self, *words: str, code: int = 0, **environ: str) -> dict[str, Any]:
        """Run a command to its end."""
        with self.start(*words, **environ) as process:
            out, err = process.communicate(timeout=PATIENCE_S)
        assert process.returncode == code, err
        return json.loads(out) if out else {}

    def queue(self) -> SqliteQueue:
        """The queue, to look at."""
        return SqliteQueue(Database(self.home / "data" / "heygen.db"))

    def jobs(self) -> list[Job]:
        """All jobs."""
        return self.queue().page(limit=100)[0]

    def processes(self) -> list[psutil.Process]:
        """Everything that works for this home, whoever started it."""
        return processes_of(self.home)

    def products(self) -> dict[Path, int]:
        """When each finished part was made."""
        folder = self.home / "cache" / "products"
        return {path: path.stat().st_mtime_ns for path in folder.rglob("node.json")}

    def films(self) -> dict[str, str]:
        """The hash of each film, as the result manifest says it."""
        data = json.loads((self.folder / "out" / "manifest.json").read_text())
        return {item["name"]: item["sha256"] for item in data["items"] if item["status"] == "done"}


def is_worker(process: psutil.Process) -> bool:
    """Whether a process works on jobs; one that has just ended does not."""
    try:
        return "heygen_cli.worker" in process.cmdline()
    except psutil.Error:
        return False


def until(condition: Any) -> None:
    """Wait until something is so."""
    for _ in range(PATIENCE_S * 50):
        if condition():
            return
        time.sleep(0.02)
    raise AssertionError("it did not happen")


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    made = Site(tmp_path / "site", 10)
    yield made
    for process in made.processes():
        process.kill()


def test_a_batch_that_is_killed_again_and_again_ends_like_one_that_is_not(site: Site, tmp_path: Path) -> None:
    chance = random.Random(11)
    made: dict[Path, int] = {}
    process = site.start("batch", "run", "videos.yaml")
    until(lambda: (site.home / "data" / "heygen.db").exists())
    for number, victim in enumerate(("command", "worker", "everything", "worker", "command"), 1):
        queue = site.queue()
        until(lambda: process.poll() is not None or queue.counts().get("done", 0) >= 2 * number - 1)  # noqa: B023
        time.sleep(chance.random())  # anywhere in the next film
        everything = site.processes()
        workers = [one for one in everything if is_worker(one)]
        doomed = {"command": [psutil.Process(process.pid)], "worker": workers[:1], "everything": everything}[victim]
        for one in doomed:
            with suppress(psutil.NoSuchProcess):  # a draftsman that had just finished
                one.kill()
        if victim != "worker":  # the command hires another worker in its place
            process.communicate(timeout=PATIENCE_S)
            until(lambda: not site.processes())
            process = site.start("batch", "run", "videos.yaml")
        now = site.products()
        assert {path: now.get(path) for path in made} == made, "a finished part was made again, or lost"
        made = now
    process.communicate(timeout=PATIENCE_S)
    assert process.returncode == 0
    result = site.run("batch", "run", "videos.yaml")["data"]
    assert result["batch"]["done"] == 10
    undisturbed = Site(tmp_path / "undisturbed", 10)
    undisturbed.run("batch", "run", "videos.yaml", "--concurrency", "1")
    assert site.films() == undisturbed.films()
    assert len(site.films()) == 10
    assert not list(site.folder.glob("out/.heygen-*"))
    assert not list((site.home / "cache" / "making").iterdir())


def test_what_films_share_is_rendered_once_and_a_second_run_renders_nothing(site: Site) -> None:
    first = site.run("batch", "run", "videos.yaml", "--concurrency", "2")["data"]
    # Each has a scene of its own and one of all: two parts for each scene, and the film, its sound and its captions.
    shared = 2
    assert first["reused"] == 9 * shared
    stamps = site.products()
    again = site.run("batch", "run", "videos.yaml")["data"]
    assert again["items"] == first["items"]
    assert site.products() == stamps


def test_a_changed_row_is_made_again_and_no_other(site: Site) -> None:
    site.run("batch", "run", "videos.yaml")
    before = site.films()
    text = (site.folder / "people.csv").read_text().replace("Person 3\n", "Somebody else\n")
    (site.folder / "people.csv").write_text(text)
    result = site.run("batch", "run", "videos.yaml")["data"]
    after = site.films()
    assert set(after) - set(before) == {"out/somebody-else.mp4"}
    assert all(after[name] == before[name] for name in set(after) & set(before))
    assert result["batch"]["done"] >= 10


def test_ctrl_c_leaves_no_process_and_the_rest_for_later(site: Site) -> None:
    process = site.start("batch", "run", "videos.yaml")
    until(lambda: (site.home / "data" / "heygen.db").exists() and site.queue().counts().get("running"))
    os.kill(process.pid, signal.SIGINT)
    _, err = process.communicate(timeout=PATIENCE_S)
    assert process.returncode == 130, err
    until(lambda: not site.processes())
    counts = site.queue().counts()
    assert not counts.get("running")
    assert not counts.get("canceled")
    assert counts["queued"] + counts.get("done", 0) == 10


def test_a_canceled_batch_stops_in_the_middle_of_a_picture(site: Site) -> None:
    process = site.start("batch", "run", "videos.yaml")
    until(lambda: (site.home / "data" / "heygen.db").exists() and site.queue().counts().get("running"))
    stopped = site.run("batch", "cancel", "videos.yaml")["data"]["canceled"]
    out, _ = process.communicate(timeout=PATIENCE_S)
    assert process.returncode == 5
    counts = json.loads(out)["data"]["batch"]
    assert counts["canceled"] == stopped
    assert counts["done"] + counts["canceled"] == 10
    assert site.run("batch", "retry", "videos.yaml")["data"]["batch"]["done"] == 10


def test_one_bad_row_fails_alone_and_the_result_says_why(site: Site) -> None:
    (site.folder / "out").mkdir()
    (site.folder / "out" / "person-4.mp4").mkdir()  # nothing can be delivered there
    result = site.run("batch", "run", "videos.yaml", code=2)
    assert result == {}
    (site.folder / "out" / "person-4.mp4").rmdir()
    process = site.start("batch", "run", "videos.yaml", "--junit", "junit.xml")
    until(lambda: (site.home / "data" / "heygen.db").exists() and site.queue().counts().get("running"))
    (site.folder / "out" / "person-9.mp4").mkdir()
    out, _ = process.communicate(timeout=PATIENCE_S)
    assert process.returncode == 5
    data = json.loads(out)["data"]
    failed = [item for item in data["items"] if item["status"] == "failed"]
    assert [item["name"] for item in failed] == ["out/person-9.mp4"]
    assert "person-9.mp4" in failed[0]["error"]["message"]
    assert failed[0]["place"] == "people.csv:11"
    assert 'failures="1"' in (site.folder / "junit.xml").read_text()


def test_a_video_made_in_the_background_is_made_when_its_command_has_ended(site: Site) -> None:
    line = ("video", "create", "Made in the background.", "--quality", "draft", "-o", "film.mp4", "--detach")
    video = site.run(*line)["data"]
    assert video["status"] == "queued"
    job = site.run("job", "watch", video["id"])["data"]
    assert job["status"] == "done"
    assert (site.folder / "film.mp4").is_file()
    until(lambda: not site.processes())


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=160m", "heygen-test", str(folder)]
    if subprocess.run(mount, capture_output=True).returncode:
        pytest.skip("a disk of one's own needs the right to mount it")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


def fill(folder: Path) -> None:
    """Take all space that a disk has left."""
    with (folder / "filler").open("wb") as file:
        for size in (2**20, 2**12):
            while shutil.disk_usage(folder).free >= size:
                try:
                    os.posix_fallocate(file.fileno(), file.seek(0, 2), size)
                except OSError:
                    break


def test_a_full_disk_is_a_clean_failure_and_with_space_it_goes_on(small_disk: Path) -> None:
    site = Site(small_disk / "site", 2)
    process = site.start("batch", "run", "videos.yaml", "--concurrency", "1")
    until(lambda: (site.home / "data" / "heygen.db").exists() and any(job.stage for job in site.jobs()))
    fill(small_disk)
    _, err = process.communicate(timeout=PATIENCE_S)
    assert process.returncode in (1, 5), err
    assert "disk" in err
    assert "Traceback" not in err
    assert not (site.home / "data" / "ballast").exists()
    # The second film may find room where the ballast was.
    assert {job.failure_code for job in site.jobs() if job.state == "failed"} == {"disk_full"}
    (small_disk / "filler").unlink()
    Database(site.home / "data" / "heygen.db").check()
    result = site.run("batch", "run", "videos.yaml")["data"]
    assert result["batch"]["done"] == 2
