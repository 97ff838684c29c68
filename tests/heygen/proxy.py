"""A link that breaks: a TCP proxy that cuts connections after a number of bytes."""

from __future__ import annotations

import socket
import struct
import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Literal, NamedTuple
from urllib.parse import urlsplit

Way = Literal["up", "down"]


class Cut(NamedTuple):
    """End the connection after so many bytes up (towards the server) or down."""

    way: Way
    after: int


@dataclass
class CuttingProxy:
    """Stands before a server. Each new connection takes the next cut; without one it stays whole."""

    target: tuple[str, int]
    url: str = ""
    cuts: deque[Cut] = field(default_factory=deque)
    every: Cut | None = None  # for connections that find no cut waiting
    connections: int = 0
    made: list[Cut] = field(default_factory=list)  # the cuts that really happened

    def next_cut(self) -> Cut | None:
        """The cut for a new connection."""
        self.connections += 1
        return self.cuts.popleft() if self.cuts else self.every


@contextmanager
def cutting(url: str) -> Iterator[CuttingProxy]:
    """A proxy before ``url`` that is there until the block ends."""
    parts = urlsplit(url)
    assert parts.hostname
    assert parts.port
    proxy = CuttingProxy((parts.hostname, parts.port))
    listener = socket.create_server(("127.0.0.1", 0), backlog=64)
    proxy.url = f"http://127.0.0.1:{listener.getsockname()[1]}"
    thread = threading.Thread(target=_accept, args=(proxy, listener), daemon=True)
    thread.start()
    try:
        yield proxy
    finally:
        # Closing alone does not wake a thread in accept().
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        thread.join(5)


def _accept(proxy: CuttingProxy, listener: socket.socket) -> None:
    while True:
        try:
            client, _ = listener.accept()
        except OSError:
            return
        try:
            server = socket.create_connection(proxy.target, timeout=10)
        except OSError:
            client.close()
            continue
        server.settimeout(None)
        cut = proxy.next_cut()
        link = _Link(proxy, client, server, cut)
        for way in ("up", "down"):
            threading.Thread(target=link.carry, args=(way,), daemon=True).start()


class _Link:
    """One connection, carried in both directions."""

    def __init__(self, proxy: CuttingProxy, client: socket.socket, server: socket.socket, cut: Cut | None) -> None:
        self._proxy, self._client, self._server, self._cut = proxy, client, server, cut
        self._ends = 0
        self._lock = threading.Lock()

    def carry(self, way: Way) -> None:
        """Carry bytes one way until somebody hangs up or the cut comes."""
        source, sink = (self._client, self._server) if way == "up" else (self._server, self._client)
        left = self._cut.after if self._cut and self._cut.way == way else None
        try:
            while left is None or left > 0:
                piece = source.recv(65536 if left is None else min(65536, left))
                if not piece:
                    sink.shutdown(socket.SHUT_WR)
                    break
                sink.sendall(piece)
                left = None if left is None else left - len(piece)
            else:
                assert self._cut
                self._proxy.made.append(self._cut)
                self._sever()
        except OSError:
            self._sever()
        with self._lock:
            self._ends += 1
            if self._ends == 2:
                self._client.close()
                self._server.close()

    def _sever(self) -> None:
        """Reset towards the client. The server sees an end, after it has read what was sent."""
        for end in (self._client, self._server):
            try:
                if end is self._client:
                    end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                end.shutdown(socket.SHUT_RDWR)
            except OSError:
                continue
