"""Links to finished files: ranges, validators, expiry."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import TYPE_CHECKING

from tests.heygen.misbehaviour import Misbehaviour

if TYPE_CHECKING:
    from tests.heygen.fake import FakeHeyGen

_KINDS = {".mp4": "video/mp4", ".webm": "video/webm", ".srt": "application/x-subrip", ".mp3": "audio/mpeg"}
_SUBTITLES = b"1\n00:00:00,000 --> 00:00:04,000\nHello.\n"
_PIECE = 1 << 20


def send(request: BaseHTTPRequestHandler, fake: FakeHeyGen, fault: Misbehaviour | None) -> None:
    """Answer a request for a file."""
    query: dict[str, list[str]] = request.query  # type: ignore[attr-defined]
    route: str = request.route  # type: ignore[attr-defined]
    if (fault and fault.kind == "expired") or not fake.link_works(query):
        _say(request, 403, b"<Error><Code>AccessDenied</Code><Message>Request has expired</Message></Error>")
        return
    if fault and fault.kind == "status":
        _say(request, fault.status, b"<Error><Code>SlowDown</Code></Error>", dict(fault.headers))
        return
    if fault and fault.kind == "html":
        _say(request, 200, b"<html>not a film</html>", {"Content-Type": "text/html"})
        return
    content = _content(fake, route)
    size = content.stat().st_size if isinstance(content, Path) else len(content)
    start, end = _range(request, size, etag(content))
    if start >= size > 0:
        _say(request, 416, b"", {"Content-Range": f"bytes */{size}"})
        return
    request.send_response(206 if (start, end) != (0, size) else 200)
    if (start, end) != (0, size):
        request.send_header("Content-Range", f"bytes {start}-{end - 1}/{size}")
    request.send_header("Content-Type", _KINDS.get(Path(route).suffix, "application/octet-stream"))
    request.send_header("Accept-Ranges", "bytes")
    request.send_header("ETag", etag(content))
    request.send_header("Content-Length", str(end - start))
    request.end_headers()
    if request.command == "HEAD":
        return
    sent = 0
    for piece in _pieces(content, start, end):
        if fault and fault.kind in ("truncated", "reset after") and sent + len(piece) >= fault.size:
            request.write(piece[: max(0, fault.size - sent)], Misbehaviour("truncated", size=_PIECE))  # type: ignore[attr-defined]
            return
        request.write(piece, fault)  # type: ignore[attr-defined]
        sent += len(piece)


def etag(content: bytes | Path) -> str:
    """The validator of some content."""
    said = f"{content}{content.stat().st_mtime_ns}".encode() if isinstance(content, Path) else content
    return f'"{hashlib.sha256(said).hexdigest()[:32]}"'


def _content(fake: FakeHeyGen, route: str) -> bytes | Path:
    uploaded = re.search(r"/v3/assets/([^/]+)/", route)
    if uploaded and uploaded[1] in fake.uploads:
        return fake.uploads[uploaded[1]]
    return _SUBTITLES if route.endswith(".srt") else fake.film


def _range(request: BaseHTTPRequestHandler, size: int, tag: str) -> tuple[int, int]:
    asked = re.fullmatch(r"bytes=(\d+)-(\d*)", request.headers.get("Range", ""))
    if not asked or request.headers.get("If-Range", tag) != tag:
        return 0, size
    return int(asked[1]), min(size, int(asked[2]) + 1) if asked[2] else size


def _pieces(content: bytes | Path, start: int, end: int) -> Iterator[bytes]:
    if isinstance(content, bytes):
        yield content[start:end]
        return
    with content.open("rb") as file:
        file.seek(start)
        left = end - start
        while left and (piece := file.read(min(_PIECE, left))):
            left -= len(piece)
            yield piece


def _say(request: BaseHTTPRequestHandler, status: int, body: bytes, headers: dict[str, str] | None = None) -> None:
    request.send_response(status)
    for name, value in {"Content-Type": "application/xml", **(headers or {})}.items():
        request.send_header(name, value)
    request.send_header("Content-Length", str(len(body)))
    request.end_headers()
    request.wfile.write(body)
