"""Connections that say nothing, too little, too slowly or too much: the server goes on for everyone else."""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from heygen_cli.api import body
from heygen_cli.api.connection import Connection, Server
from heygen_cli.api.figures import Figures
from heygen_cli.api.middleware import Around

HEAD = b"GET / HTTP/1.1\r\nHost: localhost\r\n"


async def read_and_say_how_much(scope: Any, receive: Any, send: Any) -> None:
    """An application that reads whatever comes."""
    if scope["type"] != "http":
        return
    size = len(await body.whole(receive))
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-type", b"text/plain")]})
    await send({"type": "http.response.body", "body": str(size).encode()})


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    """A server that has little patience and little room."""
    monkeypatch = pytest.MonkeyPatch()
    monkeypatch.setattr(body, "_PATIENCE_S", 0.3)
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    server = Server(Around(read_and_say_how_much, Figures()), lambda: None)
    monkeypatch.setattr(Connection, "patience", 0.4)
    monkeypatch.setattr(Connection, "most", 20)
    ready, running = threading.Event(), threading.Thread(target=lambda: server.run([listening]))
    begun = server.startup

    async def startup(sockets: Any = None) -> None:
        await begun(sockets)
        ready.set()

    monkeypatch.setattr(server, "startup", startup)
    running.start()
    assert ready.wait(10)
    yield listening.getsockname()[1]
    server.should_exit = True
    running.join()
    monkeypatch.undo()


class Links:
    """Connections that have sent something, to a server on a port."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.made: list[socket.socket] = []

    def begin(self, words: bytes) -> socket.socket:
        link = socket.create_connection(("127.0.0.1", self.port), timeout=10)
        self.made.append(link)
        with contextlib.suppress(ConnectionError):
            link.sendall(words)
        return link

    def get(self) -> str:
        return httpx.get(f"http://127.0.0.1:{self.port}").text


@pytest.fixture
def links(port: int) -> Iterator[Links]:
    made = Links(port)
    yield made
    for link in made.made:
        link.close()


def closed(connection: socket.socket) -> bool:
    """Whether the server hangs up, without a word."""
    try:
        return connection.recv(1000) == b""
    except ConnectionError:
        return True


@pytest.mark.parametrize("words", [b"", b"GE", HEAD, HEAD + b"X-A: b"])
def test_whoever_does_not_say_what_they_want_is_let_go(links: Links, words: bytes) -> None:
    slow = [links.begin(words) for _ in range(10)]
    assert links.get() == "0"
    assert all(closed(each) for each in slow)


def test_another_request_must_be_said_as_soon_as_the_first(links: Links) -> None:
    link = links.begin(HEAD + b"\r\n")
    assert b"200 OK" in link.recv(1000)
    link.sendall(HEAD)
    assert closed(link)


def test_when_there_is_no_room_those_who_wait_give_way(links: Links) -> None:
    waiting = [links.begin(HEAD) for _ in range(60)]
    assert [links.get() for _ in range(3)] == ["0"] * 3
    assert all(closed(each) for each in waiting)


def test_headers_without_end_are_not_listened_to(links: Links) -> None:
    endless = links.begin(HEAD)
    more = b"X-A: " + b"a" * 4096
    with pytest.raises(ConnectionError):
        [endless.sendall(more) for _ in range(100_000)]


def test_a_body_must_come_in_time(links: Links) -> None:
    link = links.begin(HEAD.replace(b"GET", b"POST") + b"Content-Length: 10\r\n\r\nabc")
    assert b"408 Request Timeout" in link.recv(1000)


def test_a_long_body_may_take_its_time(links: Links) -> None:
    with socket.create_connection(("127.0.0.1", links.port)) as link:
        link.sendall(HEAD.replace(b"GET", b"POST") + b"Content-Length: 40000\r\nConnection: close\r\n\r\n")
        for _ in range(8):  # longer than everyone's time, faster than the slowest that is allowed
            link.sendall(b"x" * 5000)
            time.sleep(0.1)
        told = b"".join(iter(lambda: link.recv(65536), b""))
    assert b"\r\n40000\r\n" in told


@pytest.mark.parametrize(
    "head",
    [
        b"Content-Length: 99999999999\r\n\r\n",
        b"Content-Length: 1048577\r\n\r\n" + b"x" * 1048577,
        b"Transfer-Encoding: chunked\r\n\r\n" + b"fffff\r\n" + b"x" * 0xFFFFF + b"\r\n" + b"2\r\nxx\r\n0\r\n\r\n",
    ],
)
def test_a_body_has_a_limit_however_it_says_its_length(links: Links, head: bytes) -> None:
    link = links.begin(HEAD.replace(b"GET", b"POST") + head)
    assert b"413" in link.recv(100)


@pytest.mark.parametrize(
    "head",
    [
        b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n",
        b"Content-Length: 5\r\nContent-Length: 6\r\n\r\n",
        b"Content-Length: -1\r\n\r\n",
        b"Transfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"X\x00: y\r\n\r\n",
        b" folded\r\n\r\n",
    ],
)
def test_requests_that_two_would_read_differently_are_refused(links: Links, head: bytes) -> None:
    link = links.begin(HEAD.replace(b"GET", b"POST") + head)
    assert b"400" in link.recv(100)
