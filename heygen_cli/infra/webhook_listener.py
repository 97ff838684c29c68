"""A small HTTP server for events, and programs that are run with them."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Callable, Mapping, Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Protocol

from heygen_cli.domain.errors import HeygenError, InvalidInput

LARGEST_BODY = 1024 * 1024  # bytes; events are a few kB
_PATIENCE_S = 10.0  # for a sender that begins a request and does not go on
_EXEC_LIMIT_S = 60.0


class Reply(Protocol):
    """What a sender is told."""

    @property
    def status(self) -> int:
        """The HTTP status."""
        ...

    @property
    def message(self) -> str:
        """A sentence."""
        ...

    @property
    def accepted(self) -> bool:
        """Whether an event was taken on."""
        ...


Receive = Callable[[Mapping[str, str], bytes], Reply]


def listen(
    host: str,
    port: int,
    receive: Receive,
    *,
    started: Callable[[str], None],
    refused: Callable[[str], None],
    once: bool,
) -> None:
    """Receive events until interrupted, or, with ``once``, until one was accepted.

    ``started`` hears the address, ``refused`` of what was not accepted and why. Raises what ``receive`` raises, and
    InvalidInput when the address cannot be listened on.
    """
    try:
        server = _Server((host, port), receive, refused, once=once)
    except (OSError, OverflowError) as problem:
        reason = getattr(problem, "strerror", None) or str(problem)
        raise InvalidInput(f"Cannot listen on {host}:{port}: {reason}", param="--port") from problem
    with server:
        started(f"http://{host}:{server.server_port}")
        server.serve_forever(poll_interval=0.1)
    if server.problem is not None:
        raise server.problem


def run(command: Sequence[str], body: bytes) -> None:
    """Run a program with an event on its standard input; what it prints goes to stderr. Raises HeygenError."""
    try:
        subprocess.run(command, input=body, check=True, timeout=_EXEC_LIMIT_S, stdout=sys.stderr.fileno())
    except subprocess.CalledProcessError as problem:
        raise HeygenError(f"{command[0]} failed with exit code {problem.returncode}", code="exec_failed") from problem
    except (OSError, subprocess.SubprocessError) as problem:
        reason = getattr(problem, "strerror", None) or type(problem).__name__
        raise HeygenError(f"{command[0]} cannot be run: {reason}", code="exec_failed") from problem


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(
        self, address: tuple[str, int], receive: Receive, refused: Callable[[str], None], *, once: bool
    ) -> None:
        self.receive, self.refused, self.once = receive, refused, once
        self.problem: BaseException | None = None
        super().__init__(address, _Delivery)

    def end(self, problem: BaseException | None = None) -> None:
        """Stop serving, from whichever thread; the first problem is kept."""
        self.problem = self.problem or problem
        threading.Thread(target=self.shutdown, daemon=True).start()


class _Delivery(BaseHTTPRequestHandler):
    """One request."""

    server: _Server
    timeout = _PATIENCE_S
    server_version, sys_version = "heygen", ""

    def do_POST(self) -> None:
        """Receive an event."""
        length = self.headers.get("Content-Length", "")
        if not (length.isascii() and length.isdigit()):
            self._refuse(411, "Content-Length is needed")
        elif int(length) > LARGEST_BODY:
            self._refuse(413, f"an event has at most {LARGEST_BODY} bytes")
        else:
            body = self.rfile.read(int(length))
            if len(body) == int(length):
                self._deliver(body)

    def do_OPTIONS(self) -> None:
        """Answer HeyGen's question whether anybody is here."""
        self._say(200, "listening")

    def _deliver(self, body: bytes) -> None:
        headers = {name.lower(): value for name, value in self.headers.items()}
        try:
            reply = self.server.receive(headers, body)
        except Exception as problem:  # noqa: BLE001 - handed to the thread that waits in `listen`
            self._say(500, "the receiver ends")
            self.server.end(problem)
            return
        if not reply.accepted:
            self._refuse(reply.status, reply.message)
            return
        self._say(reply.status, reply.message)
        if self.server.once:
            self.server.end()

    def _refuse(self, status: int, message: str) -> None:
        self.server.refused(f"{status}: {message}")
        self._say(status, message)

    def _say(self, status: int, message: str) -> None:
        self.send_response(status)
        body = f"{message}\n".encode()
        self.send_header("Content-Type", "text/plain; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(body)
        self.close_connection = True

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: `refused` is told what matters."""
