"""A real server in a process of its own, for every test that only asks."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest


@dataclass
class Server:
    """One server: its process, its home, its key, and a client that has the key."""

    process: subprocess.Popen[bytes]
    home: Path
    url: str
    key: str
    client: httpx.Client

    def done(self, video_id: str) -> dict[str, Any]:
        """The video once it is made or has failed."""
        for _ in range(600):
            video: dict[str, Any] = self.client.get(f"/v3/videos/{video_id}").json()["data"]
            if video["status"] in ("completed", "failed"):
                return video
            time.sleep(0.1)
        raise AssertionError("it was not made")


def start(home: Path, *words: str, workers: int = 1, settings: Mapping[str, str] | None = None) -> Server:
    """Start a server and wait until it answers; ``settings`` are variables of its environment."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    kept = {name: value for name, value in os.environ.items() if not name.startswith("HEYGEN_")}
    line = [sys.executable, "-m", "heygen_cli", "serve", "--port", str(port), "--workers", str(workers), *words]
    with (home / "server.err").open("wb") as said:
        process = subprocess.Popen(line, env={**kept, "HEYGEN_HOME": str(home), **(settings or {})}, stderr=said)
    url = f"http://127.0.0.1:{port}"
    for _ in range(300):
        try:
            httpx.get(f"{url}/readyz", timeout=1).raise_for_status()
            break
        except httpx.HTTPError:
            time.sleep(0.1)
    key = (home / "data" / "server.key").read_text() if "--no-auth" not in words else ""
    return Server(process, home, url, key, httpx.Client(base_url=url, headers={"X-Api-Key": key}, timeout=30))


def stop(server: Server) -> int:
    """Stop a server as a supervisor would; its exit code."""
    server.client.close()
    if server.process.poll() is None:
        server.process.send_signal(signal.SIGTERM)
    return server.process.wait(15)


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    running = start(tmp_path_factory.mktemp("server"))
    yield running
    stop(running)


@pytest.fixture(scope="session")
def film(server: Server) -> dict[str, Any]:
    """A video that the server has made."""
    body = {"type": "avatar", "avatar_id": "mira", "script": "Hello from the server.", "resolution": "720p"}
    made = server.client.post("/v3/videos", json=body).json()["data"]
    return server.done(made["video_id"])
