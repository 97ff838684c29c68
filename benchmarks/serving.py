"""A server to be measured, and clients that ask it."""

from __future__ import annotations

import asyncio
import json
import os
import random
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path

import httpx
import psutil
import websockets

BODY = {"type": "avatar", "avatar_id": "mira", "script": "Hello.", "resolution": "720p"}
LONG = {"type": "avatar", "avatar_id": "mira", "script": "This goes on for a while. " * 60, "resolution": "1080p"}
_NOTE = re.compile(rb'"at": ([\d.]+), "event": "note"')
_FLOOR = """
async def app(scope, receive, send):
    if scope["type"] == "http":
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"2")]})
        await send({"type": "http.response.body", "body": b"{}"})
"""


@dataclass
class Serving:
    """A running server."""

    process: subprocess.Popen[bytes]
    home: Path
    port: int

    @property
    def url(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def key(self) -> str:
        """What clients send."""
        return (self.home / "data" / "server.key").read_text()

    @property
    def size(self) -> float:
        """Its memory in MB, without its workers."""
        return psutil.Process(self.process.pid).memory_info().rss / 1e6

    def stop(self) -> float:
        """Ask it to end; how many seconds it took."""
        began = time.perf_counter()
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(30)
        return time.perf_counter() - began


def serve(home: Path, *, workers: int, port: int | None = None) -> Serving:
    """Start a server, and wait until it answers. Limits of keys are lifted: one key asks for everyone here."""
    line = [sys.executable, "-m", "heygen_cli", "serve", "--port", str(port or free_port()), "--workers", str(workers)]
    environ = {**os.environ, "HEYGEN_HOME": str(home), "HEYGEN_RATE_LIMIT": "0", "HEYGEN_VIDEO_LIMIT": "0"}
    with (home / "server.log").open("ab") as log:
        process = subprocess.Popen(line, env=environ, stderr=log)
    running = Serving(process, home, int(line[5]))
    while True:
        with suppress(httpx.HTTPError):
            if httpx.get(f"{running.url}/readyz").is_success:
                return running
        time.sleep(0.05)


@contextmanager
def floor(home: Path) -> Iterator[str]:
    """A server that does nothing, for what this machine can do at this moment; its address."""
    (home / "floor.py").write_text(_FLOOR)
    port = free_port()
    line = [sys.executable, "-m", "uvicorn", "floor:app", "--port", str(port), "--no-access-log"]
    process = subprocess.Popen(line, cwd=home, stderr=subprocess.DEVNULL)
    url = f"http://127.0.0.1:{port}"
    while True:
        with suppress(httpx.HTTPError):
            httpx.get(url)
            break
        time.sleep(0.05)
    try:
        yield url
    finally:
        process.kill()
        process.wait()


def free_port() -> int:
    """A port that nobody uses."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def fill(home: Path, count: int) -> list[str]:
    """Put videos that were made into the store; their ids."""
    from heygen_cli.domain.video import Video, new_video_id
    from heygen_cli.infra.store.database import Database
    from heygen_cli.infra.store.video import insert_video

    one = Video("v_", "Hello", {"title": "x" * 300, "format": "mp4"}, Path("/v.mp4"), 1.7e9, status="completed")
    ids = [new_video_id(1.7e9 + number) for number in range(count)]
    with Database(home / "data" / "heygen.db").transaction() as connection:
        for number, name in enumerate(ids):
            insert_video(connection, replace(one, id=name, title=f"Video {number}"))
    return ids


@dataclass(frozen=True)
class Load:
    """What a load came to: a second's requests, their mean and 99th percentile in ms, the share that failed."""

    rate: float
    mean: float
    p99: float
    failed: float = 0.0


def wrk(url: str, key: str, ids: Path, *, connections: int, seconds: float, writes: float = 0.0) -> Load:
    """As fast as it is answered."""
    line = ["wrk", "-t1", f"-c{connections}", f"-d{seconds:g}s", "--timeout", "10s", "-H", f"X-Api-Key: {key}"]
    line += ["-s", str(Path(__file__).with_name("load.lua")), url, "--", str(ids), str(writes), json.dumps(BODY)]
    told = json.loads(subprocess.run(line, capture_output=True, text=True, check=True).stdout.splitlines()[-1])
    requests = max(1, told["requests"])
    return Load(requests / told["seconds"], told["mean"], told["p99"], told["failed"] / requests)


def steady(url: str, key: str, ids: Sequence[str], *, rate: int, seconds: float) -> Load:
    """So many a second, whether or not the last one was answered: each counts from when it was due."""
    return asyncio.run(_steady(httpx.URL(url).port or 80, key, ids, rate, seconds))


async def _steady(port: int, key: str, ids: Sequence[str], rate: int, seconds: float) -> Load:
    free: asyncio.Queue[tuple[asyncio.StreamReader, asyncio.StreamWriter]] = asyncio.Queue()
    for _ in range(32):
        free.put_nowait(await asyncio.open_connection("127.0.0.1", port))
    times, failed = [], 0

    async def ask(due: float) -> None:
        nonlocal failed
        reader, writer = await free.get()
        writer.write(f"GET /v3/videos/{random.choice(ids)} HTTP/1.1\r\nHost: x\r\nX-Api-Key: {key}\r\n\r\n".encode())
        head = await reader.readuntil(b"\r\n\r\n")
        length = int(head.lower().partition(b"content-length: ")[2].partition(b"\r")[0])
        await reader.readexactly(length)
        times.append((time.perf_counter() - due) * 1000)
        failed += not head.startswith(b"HTTP/1.1 200")
        free.put_nowait((reader, writer))

    began = time.perf_counter()
    tasks = []
    for number in range(int(rate * seconds)):
        due = began + number / rate
        await asyncio.sleep(max(0.0, due - time.perf_counter()))
        tasks.append(asyncio.create_task(ask(due)))
    await asyncio.gather(*tasks)
    return _load(times, failed / len(times), seconds)


def _load(times: list[float], failed: float, seconds: float) -> Load:
    ordered = sorted(times)
    return Load(len(times) / seconds, sum(times) / len(times), ordered[int(len(ordered) * 0.99)], failed)


def listeners(server: Serving, count: int, seconds: float) -> tuple[Load, float]:
    """So many websockets, told ten things a second by another process: how late, and the server's memory in MB."""
    return asyncio.run(_listeners(server, count, seconds))


async def _listeners(server: Serving, count: int, seconds: float) -> tuple[Load, float]:
    made = httpx.post(f"{server.url}/v3/videos", json=BODY, headers={"X-Api-Key": server.key}).json()["data"]
    job = httpx.get(f"{server.url}/jobs/{made['video_id']}", headers={"X-Api-Key": server.key}).json()["data"]["id"]
    loop, times = asyncio.get_running_loop(), []
    links = [
        (await loop.create_connection(lambda: Ear(server, times), "127.0.0.1", server.port))[1] for _ in range(count)
    ]
    await asyncio.gather(*(each.listening for each in links))
    told = 0

    def tell() -> None:
        nonlocal told
        from heygen_cli.infra.store.database import Database
        from heygen_cli.infra.store.job import SqliteQueue

        queue = SqliteQueue(Database(server.home / "data" / "heygen.db"))
        for _ in range(int(seconds * 10)):
            queue.tell(job, time.time(), "note", {})
            told += 1
            time.sleep(0.1)

    teller = threading.Thread(target=tell)
    teller.start()
    await asyncio.to_thread(teller.join)
    await asyncio.sleep(1)
    size = server.size
    for each in links:
        each.transport.close()
    return _load(times, 1 - len(times) / (told * count), seconds), size


class Ear(asyncio.Protocol):
    """A websocket that only notes when it was told something; a whole client would be slower than the server."""

    def __init__(self, server: Serving, times: list[float]) -> None:
        self._server, self._times = server, times
        self.listening = asyncio.get_running_loop().create_future()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Ask for events."""
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        words = ("GET /ws/jobs HTTP/1.1", "Host: localhost", "Connection: Upgrade", "Upgrade: websocket")
        words += ("Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==")
        transport.write("\r\n".join((*words, f"X-Api-Key: {self._server.key}", "", "")).encode())

    def data_received(self, data: bytes) -> None:
        """Note how old the news is."""
        now = time.time()
        if data.startswith(b"HTTP/1.1 101") and not self.listening.done():
            self.listening.set_result(None)
        self._times += [(now - float(at)) * 1000 for at in _NOTE.findall(data)]


async def link(server: Serving) -> websockets.ClientConnection:
    """One websocket."""
    url = f"ws://127.0.0.1:{server.port}/ws/jobs"
    return await websockets.connect(url, additional_headers={"X-Api-Key": server.key}, compression=None)


class Writers:
    """Clients that post videos until they are told to stop, or the server is gone; what was acknowledged."""

    def __init__(self, server: Serving, count: int = 8) -> None:
        self.acknowledged: list[str] = []
        self.refused: list[int] = []
        self._server = server
        self._stopped = False
        self._threads = [threading.Thread(target=self._write) for _ in range(count)]
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """Let the last answers come."""
        self._stopped = True
        for thread in self._threads:
            thread.join()

    def _write(self) -> None:
        with httpx.Client(base_url=self._server.url, headers={"X-Api-Key": self._server.key}) as client:
            while not self._stopped:
                try:
                    answer = client.post("/v3/videos", json=BODY)
                except httpx.HTTPError:
                    return
                if answer.is_success:
                    self.acknowledged.append(answer.json()["data"]["video_id"])
                else:
                    self.refused.append(answer.status_code)
