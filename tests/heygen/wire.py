"""HTTP as the fake speaks it: requests in, checks, answers and broken answers out."""

from __future__ import annotations

import email.utils
import hashlib
import json
import re
import socket
import struct
import uuid
from http.server import BaseHTTPRequestHandler
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, unquote, urlsplit

from tests.heygen import files
from tests.heygen.misbehaviour import Misbehaviour
from tests.heygen.reference import Operation, Refused, check_key, find

if TYPE_CHECKING:
    from tests.heygen.fake import Answer, FakeHeyGen

# One request may carry a file of 32 MB.
LARGEST_FILE = 32 * 1000 * 1000
_KEPT = 64 * 1000 * 1000
_PIECE = 1 << 20


class Wire(BaseHTTPRequestHandler):
    """One connection. Its server is the one that has the self.fake."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    @property
    def fake(self) -> FakeHeyGen:
        """The fake behind this connection."""
        found: FakeHeyGen = self.server.fake  # type: ignore[attr-defined]
        return found

    def serve(self) -> None:
        """Answer one request, or break off."""
        parts = urlsplit(self.path)
        self.query = parse_qs(parts.query, keep_blank_values=True)
        # Routes are matched before %2F becomes a slash, so that no id leaves its place in the path.
        self.route = parts.path
        fault = self.fake.fault(f"{self.command} {self.route}")
        if fault and fault.kind == "reset before":
            self._reset()
            return
        if self.route.startswith("/files/"):
            self._note(self.fake.fetches, b"")
            files.send(self, self.fake, fault)
            return
        if self.route.startswith("/uploads/"):
            self._upload(fault)
            return
        body = self._body()
        self._note(self.fake.requests, body)
        if fault and fault.kind == "status":
            self._refuse(fault)
            return
        answer = self._answer(body)
        with self.fake.lock:
            self.fake.answers.append(answer.body)
        self._send(answer, fault)

    # -- what is asked -----------------------------------------------------------------------------------------

    def _note(self, book: list[Any], body: bytes) -> None:
        from tests.heygen.fake import Request

        headers = {name.lower(): value for name, value in self.headers.items()}
        with self.fake.lock:
            book.append(Request(self.command, self.route, self.query, headers, body))

    def _body(self) -> bytes:
        if self.headers.get("Transfer-Encoding", "").lower() == "chunked":
            pieces = []
            while size := int(self.rfile.readline().split(b";")[0] or b"0", 16):
                pieces.append(self.rfile.read(size))
                self.rfile.readline()
            self.rfile.readline()
            return b"".join(pieces)
        return self.rfile.read(int(self.headers.get("Content-Length") or 0))

    def _answer(self, body: bytes) -> Answer:
        key = self.headers.get("Idempotency-Key") if self.command != "GET" else None
        try:
            self._authorized()
            check_key(key)
            if key is None:
                return self._worked(body)
            return self._once(key, body)
        except Refused as refused:
            return self._envelope(refused)

    def _once(self, key: str, body: bytes) -> Answer:
        known = self.fake.replay(self.command, self.route, key)
        if known == "in flight":
            raise Refused(409, "request_in_progress", "The first request with this key is still in flight")
        if known is not None and not isinstance(known, str):
            return known
        answer = None
        try:
            answer = self._worked(body)
        finally:
            self.fake.settle(self.command, self.route, key, answer)
        return answer

    def _authorized(self) -> None:
        bearer = self.headers.get("Authorization", "").removeprefix("Bearer ")
        if self.headers.get("X-Api-Key") not in self.fake.keys and bearer not in self.fake.tokens:
            raise Refused(401, "unauthorized", "The API key is missing or not valid")

    def _worked(self, body: bytes) -> Answer:
        operation, params = find(self.command, self.route)
        params = {name: unquote(value) for name, value in params.items()}
        operation.check_query(self.query)
        if operation.body == "multipart":
            return self._json(200, {"data": self._asset(body)})
        told = self.fake.world.answer(operation, params, self.query, self._fields(operation, body))
        if operation.path == "/v3/assets/direct-uploads":
            told = {"data": self.fake.world.slot(self.fake.world.resources[f"/v3/assets/{told['data']['asset_id']}"])}
        return self._json(200, told)

    def _fields(self, operation: Operation, body: bytes) -> Any:
        if not body:
            found = None
        elif not self.headers.get("Content-Type", "").startswith("application/json"):
            raise Refused(400, "invalid_parameter", "Content-Type must be application/json")
        else:
            try:
                found = json.loads(body)
            except ValueError as problem:
                raise Refused(400, "invalid_parameter", "The body is not JSON") from problem
        operation.check_body(found)
        return found

    def _asset(self, body: bytes) -> dict[str, Any]:
        boundary = re.fullmatch(r'multipart/form-data; *boundary="?([^"]+)"?', self.headers.get("Content-Type", ""))
        if not boundary:
            raise Refused(400, "invalid_parameter", "Content-Type must be multipart/form-data")
        name, kind, data = _part(body, boundary[1].encode())
        if len(data) > LARGEST_FILE:
            raise Refused(413, "payload_too_large", "One request may carry at most 32 MB", "file")
        asset = self.fake.world.put(f"/v3/assets/asset_{uuid.uuid4().hex[:12]}", name=name, type=kind.partition("/")[0])
        self.fake.uploads[asset.id] = data
        link = self.fake.link(f"{asset.path}/{name}")
        return {"asset_id": asset.id, "url": link, "mime_type": kind, "size_bytes": len(data)}

    def _upload(self, fault: Misbehaviour | None) -> None:
        """Bytes sent to the link of a direct upload; however many they are, few are kept in memory."""
        asset = self.fake.world.resources.get(f"/v3/assets/{self.route.rpartition('/')[2]}")
        size, sha, kept = int(self.headers.get("Content-Length") or 0), hashlib.sha256(), b""
        left = size
        while left and (piece := self.rfile.read(min(_PIECE, left))):
            sha.update(piece)
            left -= len(piece)
            kept = kept + piece if size <= _KEPT else b""
        self._note(self.fake.fetches, b"")
        if fault and fault.kind == "status":
            self._refuse(fault)
            return
        wanted = self.fake.world.slot(asset)["upload_headers"] if asset else {}
        wrong = [name for name, value in wanted.items() if self.headers.get(name) != value]
        expected = asset.fields.get("checksum_sha256") if asset else None
        refused = not asset or left or wrong or size != asset.fields["size_bytes"] or self.command != "PUT"
        if refused or not self.fake.link_works(self.query) or (expected and expected.lower() != sha.hexdigest()):
            self._send(self._plain(403, b"<Error><Code>AccessDenied</Code></Error>", "application/xml"), None)
            return
        assert asset
        asset.fields["stored"] = sha.hexdigest()
        self.fake.uploads[asset.id] = kept
        self._send(self._plain(200, b"", "application/xml"), fault)

    # -- what is answered --------------------------------------------------------------------------------------

    def _json(self, status: int, told: Any, **headers: str) -> Answer:
        answer = self._plain(status, json.dumps(told, ensure_ascii=False).encode(), "application/json")
        answer.headers |= headers
        return answer

    def _plain(self, status: int, body: bytes, kind: str) -> Answer:
        from tests.heygen.fake import Answer

        return Answer(status, body, {"Content-Type": kind})

    def _envelope(self, refused: Refused) -> Answer:
        return self._json(refused.status, {"error": refused.error}, **refused.headers)

    def _refuse(self, fault: Misbehaviour) -> None:
        codes = {429: "rate_limit_exceeded", 401: "unauthorized", 402: "insufficient_credit", 404: "not_found"}
        refused = Refused(fault.status, codes.get(fault.status, "internal_error"), "Asked to misbehave")
        answer = self._envelope(refused)
        if fault.body is not None:
            answer = self._plain(fault.status, fault.body, "text/plain")
        answer.headers |= dict(fault.headers)
        self._send(answer, None)

    def _send(self, answer: Answer, fault: Misbehaviour | None) -> None:
        kind = fault.kind if fault else ""
        if kind == "reset after":
            self._reset()
            return
        if kind == "hang after":
            self.fake.closing.wait(60)
            self._reset()
            return
        body = answer.body
        if kind == "malformed":
            body = body[: len(body) // 2]
        if kind == "html":
            answer = self._plain(200, b"<html><body>We are having a break.</body></html>", "text/html")
            body = answer.body
        self.send_response(answer.status)
        for name, value in {**answer.headers, "X-Request-Id": f"req_{uuid.uuid4().hex[:12]}"}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.write(body if self.command != "HEAD" else b"", fault)

    def write(self, body: bytes, fault: Misbehaviour | None) -> None:
        """Send a body, whole or as the fault has it."""
        if fault and fault.kind == "truncated":
            self.wfile.write(body[: fault.size])
            self._reset()
        elif fault and fault.kind == "slow":
            for place in range(0, len(body), max(1, len(body) // 8)):
                self.wfile.write(body[place : place + max(1, len(body) // 8)])
                self.fake.closing.wait(fault.seconds)
        else:
            self.wfile.write(body)

    def _reset(self) -> None:
        """End the connection the hard way."""
        self.wfile.flush()
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.close_connection = True

    def date_time_string(self, timestamp: float | None = None) -> str:
        return email.utils.formatdate(self.fake.now() if timestamp is None else timestamp, usegmt=True)

    def log_message(self, format: str, *args: object) -> None:
        pass


for _verb in ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"):
    setattr(Wire, f"do_{_verb}", Wire.serve)


def _part(body: bytes, boundary: bytes) -> tuple[str, str, bytes]:
    """Name, type and bytes of the one file in a form."""
    parts = body.split(b"--" + boundary)
    if len(parts) != 3 or parts[2].strip() != b"--":
        raise Refused(400, "invalid_parameter", "The form must hold one file, whole", "file")
    head, _, data = parts[1].removeprefix(b"\r\n").partition(b"\r\n\r\n")
    lines = head.decode()
    name = re.search(r'name="file"; *filename="([^"]*)"', lines)
    kind = re.search(r"(?i)content-type: *(\S+)", lines)
    if not name:
        raise Refused(400, "invalid_parameter", "The form has no file", "file")
    return name[1], kind[1] if kind else "application/octet-stream", data.removesuffix(b"\r\n")
