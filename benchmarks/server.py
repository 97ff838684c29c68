"""The server under load: python -m benchmarks.server [--seconds 10] [--videos 100000] [--renders 2].

So many videos in its database, so many renders beside it; one process asks as fast as it is answered, over eight
connections, four reads to a write. Medians and tails of the answers, and errors.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import httpx

CONNECTIONS = 8
BODY = {"type": "avatar", "avatar_id": "mira", "script": "Hello.", "resolution": "720p"}
LONG = {"type": "avatar", "avatar_id": "mira", "script": "This goes on for a while. " * 60, "resolution": "1080p"}


def fill(home: Path, count: int) -> list[str]:
    """Put videos that were made into the store."""
    from dataclasses import replace

    from heygen_cli.domain.video import Video, new_video_id
    from heygen_cli.infra.store.database import Database
    from heygen_cli.infra.store.video import insert_video

    one = Video("v_", "Hello", {"title": "x" * 300, "format": "mp4"}, Path("/v.mp4"), 1.7e9, status="completed")
    ids = [new_video_id(1.7e9 + number) for number in range(count)]
    with Database(home / "data" / "heygen.db").transaction() as connection:
        for number, name in enumerate(ids):
            insert_video(connection, replace(one, id=name, title=f"Video {number}"))
    return ids


async def ask(client: httpx.AsyncClient, ids: list[str], end: float, told: list[tuple[str, float, int]]) -> None:
    """Read and write by turns until the time is over."""
    while time.perf_counter() < end:
        write = random.random() < 0.2
        began = time.perf_counter()
        if write:
            answer = await client.post("/v3/videos", json=BODY)
        else:
            answer = await client.get(f"/v3/videos/{random.choice(ids)}")
        told.append(("POST" if write else "GET", time.perf_counter() - began, answer.status_code))


async def load(url: str, key: str, ids: list[str], seconds: float) -> list[tuple[str, float, int]]:
    """Ask over several connections at once."""
    told: list[tuple[str, float, int]] = []
    limits = httpx.Limits(max_connections=CONNECTIONS)
    async with httpx.AsyncClient(base_url=url, headers={"X-Api-Key": key}, limits=limits, timeout=30) as client:
        end = time.perf_counter() + seconds
        await asyncio.gather(*(ask(client, ids, end, told) for _ in range(CONNECTIONS)))
    return told


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--videos", type=int, default=100_000)
    parser.add_argument("--renders", type=int, default=2)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name, socket.socket() as free:
        home = Path(name)
        ids = fill(home, options.videos)
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
        free.close()
        line = [sys.executable, "-m", "heygen_cli", "serve", "--port", str(port), "--workers", str(options.renders)]
        server = subprocess.Popen(line, env={**os.environ, "HEYGEN_HOME": name}, stderr=subprocess.DEVNULL)
        url = f"http://127.0.0.1:{port}"
        while True:
            try:
                httpx.get(f"{url}/readyz")
                break
            except httpx.HTTPError:
                time.sleep(0.1)
        key = (home / "data" / "server.key").read_text()
        for _ in range(options.renders):
            httpx.post(f"{url}/v3/videos", json=LONG, headers={"X-Api-Key": key}, timeout=60)
        time.sleep(5)
        told = asyncio.run(load(url, key, ids, options.seconds))
        print(f"{options.videos:,} videos, {options.renders} renders: {len(told) / options.seconds:,.0f} requests/s")
        for kind in ("GET", "POST"):
            times = sorted(seconds * 1000 for each, seconds, _ in told if each == kind)
            worst = times[int(len(times) * 0.99)]
            mean = statistics.fmean(times)
            print(f"  {kind}: mean {mean:.1f} ms (target 25), p99 {worst:.0f} ms (target 150), {len(times)} requests")
        bad = sum(status >= 500 for _, _, status in told)
        print(f"  errors {bad / len(told):.4%} (target 0.01 %)")
        began = time.perf_counter()
        server.send_signal(signal.SIGTERM)
        server.wait(30)
        print(f"  clean stop in {time.perf_counter() - began:.1f} s (target 5)")


if __name__ == "__main__":
    main()
