"""How many jobs a second the queue gives out and takes back, beside huey on the same disk.

Run ``python benchmarks/queue.py``; huey is measured when it is installed. Both write through to the disk
(``synchronous=FULL``, ``fsync=True``). Ours needs two transactions for a job, one to take it and one to say how it
ended; huey takes it away in one, and loses it when its worker dies.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

PROCESSES, JOBS = 8, 1600
ROUNDS = 3

OURS = """
import sys, time, json
from pathlib import Path
from heygen_cli.infra.store.database import Database
from heygen_cli.infra.store.job import SqliteQueue
queue = SqliteQueue(Database(Path(sys.argv[1])))
queue.counts()
print("ready", flush=True)
sys.stdin.readline()
times = []
while True:
    began = time.perf_counter()
    job = queue.claim(sys.argv[2], time.time())
    if job is None:
        break
    assert queue.finish(job, "done", time.time())
    times.append(time.perf_counter() - began)
print(json.dumps(times))
"""
HUEY = """
import sys, time, json
from huey.storage import SqliteStorage
storage = SqliteStorage(name="bench", filename=sys.argv[1], fsync=True)
storage.queue_size()
print("ready", flush=True)
sys.stdin.readline()
times = []
while True:
    began = time.perf_counter()
    if storage.dequeue() is None:
        break
    times.append(time.perf_counter() - began)
print(json.dumps(times))
"""


def drained(code: str, path: Path) -> tuple[float, list[float]]:
    """Jobs a second that all processes together get through, and the seconds of each."""
    import json

    crew = [
        subprocess.Popen(
            [sys.executable, "-c", code, str(path), f"w{number}"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for number in range(PROCESSES)
    ]
    for process in crew:
        assert process.stdout is not None
        process.stdout.readline()
    began = time.perf_counter()
    for process in crew:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    times = [seconds for process in crew for seconds in json.loads(process.communicate()[0])]
    wall = time.perf_counter() - began
    assert len(times) == JOBS
    return JOBS / wall, times


def ours(folder: Path) -> tuple[float, list[float]]:
    from heygen_cli.domain.video import Video, new_video_id
    from heygen_cli.infra.store.database import Database
    from heygen_cli.infra.store.job import SqliteQueue
    from heygen_cli.services.job import job_for

    path = folder / "heygen.db"
    video = Video(id="v_", title="Hello", storyboard={"title": "x" * 300}, path=Path("/v.mp4"), created_at=1.8e9)
    videos = [replace(video, id=new_video_id(1.8e9 + number)) for number in range(JOBS)]
    SqliteQueue(Database(path)).add((job_for(each), each) for each in videos)
    return drained(OURS, path)


def huey(folder: Path) -> tuple[float, list[float]]:
    from huey.storage import SqliteStorage

    path = folder / "huey.db"
    storage = SqliteStorage(name="bench", filename=str(path), fsync=False)
    for _ in range(JOBS):
        storage.enqueue(b"x" * 400)
    storage.close()
    return drained(HUEY, path)


def main() -> None:
    rates: dict[str, list[float]] = {}
    for _ in range(ROUNDS):
        for name, measure in (("ours", ours), ("huey", huey)):
            with tempfile.TemporaryDirectory() as folder:
                try:
                    rate, times = measure(Path(folder))
                except ImportError:
                    continue
            rates.setdefault(name, []).append(rate)
            worst = sorted(times)[int(len(times) * 0.99)] * 1000
            print(f"{name}: {rate:,.0f} jobs/s, p50 {statistics.median(times) * 1000:.1f} ms, p99 {worst:.0f} ms")
    medians = {name: statistics.median(values) for name, values in rates.items()}
    print(f"ours, {PROCESSES} processes: {medians['ours']:,.0f} claim+finish/s (target 400)")
    if "huey" in medians:
        print(f"ours against huey: {medians['ours'] / medians['huey']:.2f} (target 1.5)")


if __name__ == "__main__":
    main()
