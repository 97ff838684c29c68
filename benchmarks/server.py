"""The server under load: python -m benchmarks.server [--videos 100000] [--renders 2] [--seconds 10] [--kills 20].

So many videos in its database, so many renders beside it. `wrk` asks as fast as it is answered; a server that does
nothing, asked in the same minute, says what the machine can do. The best of three runs counts: others use it too.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import signal
import sqlite3
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import httpx

from benchmarks.serving import LONG, Load, Serving, Writers, fill, floor, link, listeners, serve, steady, wrk

RUNS = 3
SOCKETS = 500


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--videos", type=int, default=100_000)
    parser.add_argument("--renders", type=int, default=2)
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--kills", type=int, default=0)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        ids = fill(home, options.videos)
        (home / "ids").write_text("\n".join(ids) + "\n")
        if options.kills:
            kills(home, options.kills)
        else:
            under_load(home, ids, options.renders, options.seconds)


def under_load(home: Path, ids: list[str], renders: int, seconds: float) -> None:
    """Everything but the kills."""
    server = serve(home, workers=0)
    alone = best(lambda: wrk(server.url, server.key, home / "ids", connections=8, seconds=seconds / 2))
    with floor(home) as url:
        nothing = best(lambda: wrk(url, "", home / "ids", connections=8, seconds=2))
    print(f"{len(ids):,} videos, nothing beside the server")
    told("reads a second on a core", alone.rate, 1000, f"{alone.rate / nothing.rate:.0%} of a server that does nothing")
    server.stop()
    print(f"{renders} renders beside it")
    server = serve(home, workers=renders)
    for _ in range(renders):
        httpx.post(f"{server.url}/v3/videos", json=LONG, headers={"X-Api-Key": server.key}, timeout=60)
    time.sleep(4)
    with floor(home) as url:
        nothing = best(lambda: wrk(url, "", home / "ids", connections=32, seconds=2))
    print(f"  a server that does nothing: {nothing.rate:,.0f} requests/s, p99 {nothing.p99:.1f} ms")
    calm = best(lambda: steady(server.url, server.key, ids, rate=200, seconds=seconds))
    told("200 reads a second, p99 ms", calm.p99, 25, f"mean {calm.mean:.1f} ms")
    for connections in (8, 32):
        full = best(
            lambda n=connections: wrk(server.url, server.key, home / "ids", connections=n, seconds=seconds, writes=0.2)
        )
        note = f"{full.rate:,.0f} requests/s, a fifth of them writes"
        # wrk adds to its mean what it could not ask while it waited; so many connections are always waiting.
        told(f"full load, {connections} connections: mean ms", 1000 * connections / full.rate, 25, note)
        told("  its p99 ms", full.p99, 150, f"{full.p99 / nothing.p99:.1f} times a server that does nothing")
        told("  its failures, %", full.failed * 100, 0.01)
    late, size = min((listeners(server, SOCKETS, seconds) for _ in range(RUNS)), key=lambda found: found[0].p99)
    told(f"{SOCKETS} websockets: p99 ms", late.p99, 150, f"{late.failed:.2%} of the events missing")
    told("  the server's memory, MB", size, 200)
    stop(server)


def best(measure: Callable[[], Load]) -> Load:
    """The best of several runs, by its tail."""
    return min((measure() for _ in range(RUNS)), key=lambda load: load.p99)


def stop(server: Serving) -> None:
    """End it while a hundred listen and eight post."""

    async def listening() -> float:
        links = [await link(server) for _ in range(100)]
        writers = Writers(server)
        await asyncio.sleep(1)
        seconds = await asyncio.to_thread(server.stop)
        await asyncio.to_thread(writers.stop)
        missing = len(set(writers.acknowledged) - stored(server.home))
        told("clean stop with 100 websockets and 8 writers, s", seconds, 5)
        told("  acknowledged and missing", missing, 0, f"of {len(writers.acknowledged)}")
        told("  refused with 5xx", sum(status >= 500 for status in writers.refused), 0)
        await asyncio.gather(*(each.close() for each in links))
        return seconds

    asyncio.run(listening())


def kills(home: Path, count: int) -> None:
    """Kill the server again and again while clients post; what it acknowledged must be there."""
    acknowledged: list[str] = []
    began = time.perf_counter()
    for number in range(count):
        server = serve(home, workers=0)
        writers = Writers(server, 16)
        while len(acknowledged) + len(writers.acknowledged) < 30_000 * (number + 1) / count:
            time.sleep(0.05)
        server.process.send_signal(signal.SIGKILL)
        server.process.wait()
        writers.stop()
        acknowledged += writers.acknowledged
    rate = len(acknowledged) / (time.perf_counter() - began)
    missing = len(set(acknowledged) - stored(home))
    told(f"{count} kills: acknowledged and missing", missing, 0, f"of {len(acknowledged):,}, {rate:,.0f} a second")


def stored(home: Path) -> set[str]:
    """The ids of all videos."""
    with sqlite3.connect(home / "data" / "heygen.db") as connection:
        return {row[0] for row in connection.execute("SELECT v.id FROM videos v JOIN jobs j ON j.video = v.id")}


def told(what: str, value: float, target: float, note: str = "") -> None:
    """One figure and what it must be."""
    more = what.startswith("reads")
    good = value >= target if more else value <= target
    shown = f"{value:,.0f}" if value >= 100 or value == int(value) else f"{value:.3g}"
    print(
        f"  {'ok  ' if good else 'MISS'} {what}: {shown} (target {'≥' if more else '≤'} {target:g}) {note}", flush=True
    )


if __name__ == "__main__":
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    main()
