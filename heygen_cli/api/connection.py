"""Connections: how many there are, and how long one may take to say what it wants. uvicorn has no limit for either."""

from __future__ import annotations

import asyncio
import resource
import socket
from collections.abc import Callable
from typing import Any, ClassVar

import uvicorn
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

_LARGEST_HEAD = 64 * 1024  # bytes
_MOST = 4000
_SPARE = 200  # descriptors for the database, films, workers
_GRACE_S = 3


class Connection(HttpToolsProtocol):
    """One connection. Those that have not said what they want wait in a row; the first gives way when it is full."""

    most: ClassVar[int] = _MOST
    patience: ClassVar[float] = 10.0  # seconds from the connection, or the last answer, to the end of the headers
    _waiting: ClassVar[dict[Connection, float]] = {}

    def __init__(self, *words: Any, **named: Any) -> None:
        super().__init__(*words, **named)
        self._head = 0
        self._in_head = False

    @classmethod
    def sweep(cls, now: float) -> None:
        """Close those that took too long."""
        while cls._waiting:
            first, since = next(iter(cls._waiting.items()))
            if now - since < cls.patience:
                return
            first.drop()

    def drop(self) -> None:
        """Close it at once, without a word."""
        self._waiting.pop(self, None)
        self.transport.abort()

    def connection_made(self, transport: Any) -> None:
        """Let it wait for its first request."""
        super().connection_made(transport)
        if len(self.connections) > self.most:
            next(iter(self._waiting), self).drop()
        self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget it."""
        self._waiting.pop(self, None)
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Read on, but no headers without end."""
        super().data_received(data)
        self._head = self._head + len(data) if self._in_head else 0
        if self._head > _LARGEST_HEAD:
            self.drop()

    def on_message_begin(self) -> None:
        """Begin with headers."""
        self._in_head = True
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        """Begin with the request."""
        self._in_head = False
        self._waiting.pop(self, None)
        super().on_headers_complete()

    def on_response_complete(self) -> None:
        """Wait for the next request."""
        super().on_response_complete()
        if not self.transport.is_closing() and self.cycle.response_complete:
            self._wait()

    def _wait(self) -> None:
        if not self.transport.is_closing():
            self._waiting[self] = self.loop.time()


class Server(uvicorn.Server):
    """uvicorn, with a limit for whoever is slow, and a word to those who listen before it stops."""

    def __init__(self, app: Any, stopping: Callable[[], None]) -> None:
        Connection.most = min(_MOST, _descriptors() - _SPARE)
        super().__init__(
            uvicorn.Config(
                app,
                http=Connection,
                # What comes over a websocket is nothing but signs of life.
                ws_max_size=4096,
                ws_per_message_deflate=False,
                log_config=None,
                access_log=False,
                server_header=False,
                timeout_graceful_shutdown=_GRACE_S,
            )
        )
        self._stopping = stopping

    async def on_tick(self, counter: int) -> bool:
        """Ten times a second."""
        Connection.sweep(asyncio.get_running_loop().time())
        return await super().on_tick(counter)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Answer what was asked, and end."""
        self._stopping()
        await super().shutdown(sockets)


def _descriptors() -> int:
    """How many files and connections may be open, after asking for as many as one may."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = _MOST + _SPARE
    most = wanted if hard == resource.RLIM_INFINITY else min(hard, wanted)
    if soft != resource.RLIM_INFINITY and soft < most:
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))
    return most
