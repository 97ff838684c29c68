"""A small file server on this machine that knows ranges and can be made to misbehave."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Site:
    """Files by path. ``faults`` are used up one a request: ``cut:N`` breaks off after N bytes, a number is a status."""

    url: str = ""
    files: dict[str, bytes] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    ranges: bool = True
    asked: list[tuple[str, str]] = field(default_factory=list)

    def etag(self, path: str) -> str:
        return f'"{hashlib.sha256(self.files[path]).hexdigest()}"'


@contextmanager
def serve() -> Iterator[Site]:
    """A site that is there until the block ends."""
    site = Site()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(site))
    site.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def _handler(site: Site) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked = self.headers.get("Range", "")
            site.asked.append((self.path, asked))
            fault = site.faults.pop(0) if site.faults else ""
            status = int(fault) if fault.isdigit() else 200 if self.path in site.files else 404
            if status != 200:
                self.send_response(status)
                self.send_header("Content-Length", "0")
                self.end_headers()
                return
            body = site.files[self.path]
            start = 0
            if asked and site.ranges and self.headers.get("If-Range") == site.etag(self.path):
                start = int(asked.removeprefix("bytes=").rstrip("-"))
            if start >= len(body) > 0:
                self.send_response(416)
                self.send_header("Content-Length", "0")
                self.end_headers()
                return
            self.send_response(206 if start else 200)
            self.send_header("ETag", site.etag(self.path))
            self.send_header("Content-Length", str(len(body) - start))
            self.end_headers()
            stop = int(fault[4:]) if fault.startswith("cut:") else len(body)
            self.wfile.write(body[start : start + stop])

        def log_message(self, format: str, *args: object) -> None:
            pass

    return Handler
