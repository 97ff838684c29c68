"""A server with two people who should know nothing of each other."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.api.conftest import Server, start, stop

PASSWORD = "canary-password-7Q"
LOGS = {"HEYGEN_LOG_LEVEL": "debug", "HEYGEN_LOG_FORMAT": "json", "HEYGEN_RATE_LIMIT": "0"}


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server that makes no films, lets strangers make accounts, and logs all it can."""
    running = start(tmp_path_factory.mktemp("security"), "--open-registration", workers=0, settings=LOGS)
    yield running
    stop(running)


def person(site: Server, name: str) -> httpx.Client:
    """Somebody with an account and a key."""
    account = {"email": f"{name}@example.org", "password": PASSWORD}
    httpx.post(f"{site.url}/auth/register", json=account).raise_for_status()
    tokens = httpx.post(f"{site.url}/auth/login", json=account).json()["data"]
    bearer = {"Authorization": f"Bearer {tokens['access_token']}"}
    order = {"name": "test", "scopes": ["read", "write"]}
    key = httpx.post(f"{site.url}/auth/keys", json=order, headers=bearer).raise_for_status().json()["data"]["key"]
    return httpx.Client(base_url=site.url, headers={"X-Api-Key": key}, timeout=30)


@pytest.fixture(scope="session")
def ada(site: Server) -> Iterator[httpx.Client]:
    with person(site, "ada") as client:
        yield client


@pytest.fixture(scope="session")
def eve(site: Server) -> Iterator[httpx.Client]:
    with person(site, "eve") as client:
        yield client


def png(width: int, height: int) -> bytes:
    """A picture that is all of one colour, and says that it is so large."""

    def part(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = zlib.compress((b"\0" + b"\0" * ((width + 7) // 8)) * height, 9)
    size = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + part(b"IHDR", size) + part(b"IDAT", rows) + part(b"IEND", b"")


def logged(site: Server) -> str:
    """Everything that the server has said."""
    return (Path(site.home) / "server.err").read_text()
