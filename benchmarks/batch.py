"""Batches against the clock, and against kill -9: python -m benchmarks.batch [--rows 100] [--kills 10].

Rows share three of their four scenes. How busy the processors were, how large a worker grew, how often each shared
scene was rendered, how long ten thousand rows take to validate; and with ``--kills``, whether a batch that was killed
so often at random moments ends with the same files as one that was not.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import psutil

SHARED = (
    "This scene is the same for everyone, and it is rendered once.",
    "So is this one, however many people there are.",
    "And this is how it ends for all of them.",
)


class Site:
    """A manifest in a folder of its own, with a home of its own."""

    def __init__(self, folder: Path, rows: int, quality: str = "draft") -> None:
        self.folder, self.home = folder, folder / "home"
        folder.mkdir()
        scenes = "".join(f'    - script: "{line}"\n' for line in SHARED)
        (folder / "videos.yaml").write_text(
            f"version: 1\ndefaults: {{quality: {quality}, avatar: mira}}\nrows: people.csv\ntemplate:\n"
            '  title: "Hi {{ name }}"\n  scenes:\n    - script: "Hello {{ name }}, how is {{ city }}?"\n'
            f'{scenes}output: "out/{{{{ name | slug }}}}.mp4"\n'
        )
        lines = [f"Person {number},City {number % 77}" for number in range(rows)]
        (folder / "people.csv").write_text("\n".join(["name,city", *lines]) + "\n")

    def start(self, *words: str) -> subprocess.Popen[bytes]:
        """Run a batch command."""
        return subprocess.Popen(
            [sys.executable, "-m", "heygen_cli", "batch", *words],
            cwd=self.folder,
            env={**os.environ, "HEYGEN_HOME": str(self.home)},
            stdout=(self.folder / "answer.json").open("wb"),
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )

    def processes(self) -> list[psutil.Process]:
        """Everything that works for this home."""
        found = []
        for process in psutil.process_iter():
            try:
                if process.environ().get("HEYGEN_HOME") == str(self.home) and process.status() != "zombie":
                    found.append(process)
            except psutil.Error:
                continue
        return found

    def done(self) -> int:
        """How many films there are."""
        return len(list((self.folder / "out").glob("*.mp4")))

    def films(self) -> dict[str, str]:
        """The hash of each film."""
        items = json.loads((self.folder / "out" / "manifest.json").read_text())["items"]
        return {item["name"]: item["sha256"] for item in items if item["status"] == "done"}


def measured(site: Site) -> tuple[dict[str, Any], float, float, float]:
    """The result of a run, its wall seconds, the share of processor time used, the largest worker in bytes."""
    largest, cores = 0, len(os.sched_getaffinity(0))
    busy_before, began = sum(psutil.cpu_times()[:3]), time.perf_counter()
    process = site.start("run", "videos.yaml")
    while process.poll() is None:
        for one in site.processes():
            try:
                if "heygen_cli.worker" in " ".join(one.cmdline()):
                    largest = max(largest, one.memory_info().rss)
            except psutil.Error:
                continue
        time.sleep(0.5)
    wall = time.perf_counter() - began
    used = (sum(psutil.cpu_times()[:3]) - busy_before) / (wall * cores)
    assert process.returncode == 0
    data: dict[str, Any] = json.loads((site.folder / "answer.json").read_text())["data"]
    return data, wall, used, largest


def killed(site: Site, rows: int, kills: int) -> None:
    """Run the batch to its end through so many kills of everything that works for it."""
    chance = random.Random(20)
    for _ in range(kills):
        process = site.start("run", "videos.yaml")
        target = site.done() + max(1, (rows - site.done()) // (kills + 1))
        while site.done() < target and process.poll() is None:
            time.sleep(0.05)
        time.sleep(chance.random() * 2)
        everything = site.processes()
        command = [one for one in everything if one.pid == process.pid]
        doomed = everything if chance.random() < 0.5 else command
        for one in doomed:
            try:
                one.kill()
            except psutil.Error:
                continue
        process.wait()
        while site.processes():
            time.sleep(0.05)
        print(f"  killed {len(doomed)} processes with {site.done()} of {rows} done", flush=True)
    assert site.start("run", "videos.yaml").wait() == 0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=100)
    parser.add_argument("--kills", type=int, default=0)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        many = Site(folder / "many", 10_000)
        began = time.perf_counter()
        assert many.start("validate", "videos.yaml").wait() == 0
        print(f"10,000 rows validated in {time.perf_counter() - began:.2f} s (target 3)")
        site = Site(folder / "site", options.rows)
        data, wall, used, largest = measured(site)
        reused = (options.rows - 1) * len(SHARED) * 2
        print(
            f"{options.rows} rows: {wall:.0f} s, {wall / options.rows:.2f} s a film of {data['duration']:.0f} s in all"
        )
        print(f"processors busy {used:.0%} (target 95 %), largest worker {largest / 1e6:.0f} MB, drafts")
        print(f"parts of shared scenes reused {data['reused']} of {reused}: each was rendered once")
        full = Site(folder / "full", 4, quality="standard")
        _, wall, used, largest = measured(full)
        print(f"4 rows at 1080p: {wall:.0f} s, busy {used:.0%}, largest worker {largest / 1e6:.0f} MB (target 450)")
        if options.kills:
            again = Site(folder / "again", options.rows)
            killed(again, options.rows, options.kills)
            same = again.films() == site.films() and len(site.films()) == options.rows
            print(
                f"{options.rows} rows, killed {options.kills} times: {'the same files' if same else 'DIFFERENT FILES'}"
            )


if __name__ == "__main__":
    main()
