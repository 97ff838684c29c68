"""HeyGen's API: one pool of connections, patience where it is safe, and no request that is paid for twice."""

from __future__ import annotations

import hashlib
import json
import mimetypes
import os
import random
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Literal, Protocol, TypeVar
from urllib.parse import quote, urlsplit

import httpx
from tenacity import RetryCallState, Retrying, retry_if_exception_type, stop_after_attempt
from tenacity.nap import sleep as _sleep

from heygen_cli import __version__
from heygen_cli.domain.errors import AuthRequired, HeygenError, InvalidInput, ServiceFailed, TimedOut
from heygen_cli.infra.http import asked_to_wait
from heygen_cli.infra.providers.heygen.refusal import refusal, request_id

BASE = "https://api.heygen.com"
RETRIES = 2
LONGEST_WAIT = 30.0
_FIRST_WAIT = 1.0
_BLOCK = 256 * 1024  # bytes
LARGEST_FORM = 32_000_000  # bytes; what is larger goes straight to where HeyGen keeps files
_LOOPBACK = ("localhost", "127.0.0.1", "::1")
_SAFE = ("GET", "HEAD", "PUT", "DELETE")
_PASSING = (408, 425, 429, 500, 502, 503, 504)
# Seconds for one request, by what it does.
LIMITS: Mapping[str, float] = {"read": 30.0, "write": 120.0, "transfer": 600.0}

Result = TypeVar("Result")
Query = Sequence[tuple[str, str]]
Class = Literal["read", "write", "transfer"]


class Passing(Exception):
    """A failure that may be over in a moment; ``wait`` is how long HeyGen asked to wait."""

    def __init__(self, failure: HeygenError, wait: float | None = None) -> None:
        super().__init__(str(failure))
        self.failure, self.wait = failure, wait


class RequestLog(Protocol):
    """Remembers the keys of requests whose answers have not come, so that a repetition is the same request."""

    def begin(self, digest: str) -> str:
        """The key for a request: that of the same one that was never answered, or a new one."""
        ...

    def end(self, key: str) -> None:
        """The request was answered."""
        ...


@dataclass(frozen=True)
class Answer:
    """What HeyGen answered: the text as it came, and the data in it."""

    text: str
    data: Any
    request_id: str | None = None


class HeygenClient:
    """Speaks to HeyGen. ``credential`` gives the header that signs a request, or raises AuthRequired."""

    def __init__(
        self,
        credential: Callable[[], tuple[str, str]],
        *,
        base: str | None = None,
        log: RequestLog | None = None,
        retries: int | None = None,
        sleep: Callable[[float], None] = _sleep,
    ) -> None:
        self._credential = credential
        self._base = (base or os.environ.get("HEYGEN_API_BASE") or BASE).rstrip("/")
        self._log = log
        self._retries = _retries() if retries is None else retries
        self._sleep = sleep

    def request(
        self,
        method: str,
        path: str,
        *,
        query: Query = (),
        body: Any = None,
        content: Any = None,
        headers: Mapping[str, str] | None = None,
        limit: Class | None = None,
    ) -> Answer:
        """Send a request and return the answer. ``body`` goes as JSON, ``content`` as it is.

        Raises:
            AuthRequired, Forbidden: When the credentials are refused, or do not suffice.
            ServiceFailed: When HeyGen refuses, fails or cannot be reached; with its own code where it has one.
            TimedOut: When no answer came in time.
        """
        check_base(self._base)
        sent = dict(headers or {})
        if body is not None:
            sent.setdefault("Content-Type", "application/json")
            content = json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()
        key = self._sign_for_once(method, path, query, content, sent)
        limit = limit or ("read" if method in ("GET", "HEAD") else "write")
        try:
            answer = self._patience(lambda: self._send(method, path, query, content, sent, limit))
        except Passing as problem:
            # One of the attempts may have been carried out, whatever the last one met: the key is kept for the next.
            raise problem.failure from problem.__cause__
        except HeygenError:
            self._settle(key)
            raise
        self._settle(key)
        return answer

    def _patience(self, attempt: Callable[[], Result]) -> Result:
        """Try again what may be over in a moment."""
        again = Retrying(
            stop=stop_after_attempt(self._retries + 1),
            wait=_wait,
            retry=retry_if_exception_type(Passing),
            sleep=self._sleep,
            reraise=True,
        )
        return again(attempt)

    def pages(self, path: str, query: Query = (), headers: Mapping[str, str] | None = None) -> Iterator[Answer]:
        """Every page of a list, from the first or from the token in ``query``."""
        rest = [pair for pair in query if pair[0] != "token"]
        token = next((value for name, value in query if name == "token"), None)
        while True:
            answer = self.request("GET", path, query=[*rest, *([("token", token)] if token else [])], headers=headers)
            yield answer
            paging = _paging(answer.data)
            following = paging.get("next_token")
            if not following or following == token or not paging.get("has_more", True):
                return
            token = following

    def upload(self, path: Path, place: str, *, headers: Mapping[str, str] | None = None) -> Answer:
        """Send a file: as a form, or straight to where HeyGen keeps files when it is too large for one."""
        if place == "/v3/assets" and path.stat().st_size > LARGEST_FORM:
            return self._upload_directly(path, headers)
        return self._upload_form(path, place, headers)

    def _upload_directly(self, path: Path, headers: Mapping[str, str] | None) -> Answer:
        """Get a place for a large file, put it there with its SHA-256, and say that it is there."""
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        size, kind = path.stat().st_size, mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        asked = {"filename": path.name, "content_type": kind, "size_bytes": size, "checksum_sha256": digest}
        place = _data(self.request("POST", "/v3/assets/direct-uploads", body=asked, headers=headers))
        if size > int(place.get("max_bytes") or size):
            raise InvalidInput(f"{path.name} is larger than HeyGen takes: {place['max_bytes']:,} bytes", param="--file")
        self._put(str(place["upload_url"]), path, {str(k): str(v) for k, v in place["upload_headers"].items()})
        complete = f"/v3/assets/{quote(str(place['asset_id']), safe='')}/complete"
        return self.request("POST", complete, body={"checksum_sha256": digest}, headers=headers)

    def _put(self, url: str, path: Path, headers: Mapping[str, str]) -> None:
        """Put a file to a signed address, which needs no key and must not see ours."""
        check_base(url)
        sent = {"Content-Length": str(path.stat().st_size), **headers}

        def attempt() -> None:
            limits = httpx.Timeout(LIMITS["transfer"], connect=5.0, pool=5.0)
            try:
                answer = self._client.put(url, content=_blocks(path), headers=sent, timeout=limits)
            except httpx.HTTPError as problem:
                failure = ServiceFailed(f"The upload broke off: {type(problem).__name__}", code="network_error")
                raise Passing(failure) from problem
            if answer.status_code in _PASSING:
                raise Passing(refusal(answer), asked_to_wait(answer.headers.get("retry-after")))
            if not answer.is_success:
                raise refusal(answer)

        try:
            self._patience(attempt)
        except Passing as problem:
            raise problem.failure from problem.__cause__

    def _upload_form(self, path: Path, place: str, headers: Mapping[str, str] | None) -> Answer:
        """Send a file as the field ``file`` of a form. It is read as it is sent, anew for each attempt."""
        boundary = uuid.uuid4().hex
        kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        name = quote(path.name, safe=" ()[]{}+,;=@!$&'^`~#")
        head = (
            f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n'
            f"Content-Type: {kind}\r\n\r\n"
        ).encode()
        tail = f"\r\n--{boundary}--\r\n".encode()

        def content() -> Iterator[bytes]:
            yield head
            yield from _blocks(path)
            yield tail

        sent = {
            "Content-Type": f"multipart/form-data; boundary={boundary}",
            "Content-Length": str(len(head) + path.stat().st_size + len(tail)),
            **(headers or {}),
        }
        return self.request("POST", place, content=content, headers=sent, limit="transfer")

    def close(self) -> None:
        """Let go of the connections."""
        if "_client" in vars(self):
            self._client.close()

    def _sign_for_once(self, method: str, path: str, query: Query, content: Any, headers: dict[str, str]) -> str | None:
        """Give a request that could be paid for twice a key; what the same one had, if it was never answered."""
        if method not in ("POST", "PATCH") or any(name.lower() == "idempotency-key" for name in headers):
            return None
        if self._log is None or not isinstance(content, bytes | type(None)):
            headers["Idempotency-Key"] = uuid.uuid4().hex
            return None
        parts = (self._base, method, path, repr(sorted(query)).encode(), content or b"", self._account().encode())
        digest = hashlib.sha256(b"\0".join(part.encode() if isinstance(part, str) else part for part in parts))
        headers["Idempotency-Key"] = self._log.begin(digest.hexdigest())
        return headers["Idempotency-Key"]

    def _account(self) -> str:
        """What tells one account from another, without being its key."""
        return hashlib.sha256(self._credential()[1].encode()).hexdigest()

    def _settle(self, key: str | None) -> None:
        if key and self._log:
            self._log.end(key)

    def _send(
        self, method: str, path: str, query: Query, content: Any, headers: Mapping[str, str], limit: Class
    ) -> Answer:
        repeatable = method in _SAFE or any(name.lower() == "idempotency-key" for name in headers)
        name, value = self._credential()
        try:
            answer = self._client.request(
                method,
                self._base + path,
                params=list(query),
                content=content() if callable(content) else content,
                headers={name: value, **headers},
                timeout=httpx.Timeout(LIMITS[limit], connect=5.0, pool=5.0),
            )
        except httpx.TimeoutException as problem:
            message = f"HeyGen gave no answer within {LIMITS[limit]:g} s"
            raise self._perhaps(TimedOut(message), repeatable) from problem
        except httpx.HTTPError as problem:
            failed = ServiceFailed(f"HeyGen cannot be reached: {_reason(problem, value)}", code="network_error")
            raise self._perhaps(failed, repeatable or isinstance(problem, httpx.ConnectError)) from problem
        return self._read(answer, repeatable)

    def _read(self, answer: httpx.Response, repeatable: bool) -> Answer:
        if not answer.is_success:
            failure = refusal(answer)
            busy = answer.status_code == 409 and failure.error_code == "request_in_progress"
            if answer.status_code == 429 or ((answer.status_code in _PASSING or busy) and repeatable):
                raise Passing(failure, asked_to_wait(answer.headers.get("retry-after")))
            raise failure
        text = answer.text
        if not text.strip():
            return Answer("{}", {}, request_id(answer))
        try:
            return Answer(text, json.loads(text), request_id(answer))
        except (json.JSONDecodeError, RecursionError) as problem:
            message = f"HeyGen's answer is no JSON: {' '.join(text[:80].split())}"
            failed = ServiceFailed(message, code="cli_response_parse_error", request_id=request_id(answer))
            raise self._perhaps(failed, repeatable) from problem

    @staticmethod
    def _perhaps(failure: HeygenError, repeatable: bool) -> Exception:
        return Passing(failure) if repeatable else failure

    @cached_property
    def _client(self) -> httpx.Client:
        # Redirects could carry the credentials elsewhere.
        return httpx.Client(
            headers={"User-Agent": f"heygen-cli/{__version__}", "Accept": "application/json"},
            follow_redirects=False,
            limits=httpx.Limits(max_connections=16, max_keepalive_connections=8),
        )


def _paging(data: Any) -> Mapping[str, Any]:
    """The part of a page that says whether there are more; batches have it beside their items."""
    inner = data.get("data") if isinstance(data, dict) else None
    found = inner if isinstance(inner, dict) else data
    return found if isinstance(found, dict) else {}


def _blocks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            yield block


def _data(answer: Answer) -> Mapping[str, Any]:
    inner = answer.data.get("data", answer.data) if isinstance(answer.data, Mapping) else {}
    if not isinstance(inner, Mapping) or "upload_url" not in inner:
        raise ServiceFailed("HeyGen's answer names no place for the file", code="cli_response_parse_error")
    return inner


def check_base(base: str) -> None:
    """Refuse to send a key in the clear; raises InvalidInput."""
    parts = urlsplit(base)
    plain = parts.hostname in _LOOPBACK or os.environ.get("HEYGEN_ALLOW_HTTP") == "1"
    if parts.scheme == "https" or (parts.scheme == "http" and plain):
        return
    raise InvalidInput(
        f"HEYGEN_API_BASE must begin with https://, not {parts.scheme or 'nothing'}://",
        hint="HEYGEN_ALLOW_HTTP=1 allows plain http:// to other machines",
    )


def credential(key: str | None, token: str | None) -> tuple[str, str]:
    """The header that signs requests; raises AuthRequired when there is neither a key nor a token."""
    for secret, header, mark in ((key, "X-Api-Key", ""), (token, "Authorization", "Bearer ")):
        if secret:
            if not secret.isascii() or not secret.isprintable():
                raise AuthRequired("The key for HeyGen has a letter that no key has", hint="heygen auth login")
            return header, mark + secret
    raise AuthRequired("There is no key for HeyGen", hint="heygen auth login, or set HEYGEN_API_KEY")


def _retries() -> int:
    text = os.environ.get("HEYGEN_MAX_RETRIES", "")
    if not text:
        return RETRIES
    if not text.isdecimal() or int(text) > 20:
        raise InvalidInput(f"HEYGEN_MAX_RETRIES must be from 0 to 20, not {text!r}", param="HEYGEN_MAX_RETRIES")
    return int(text)


def _wait(state: RetryCallState) -> float:
    problem = state.outcome.exception() if state.outcome else None
    if isinstance(problem, Passing) and problem.wait is not None:
        return min(problem.wait, LONGEST_WAIT)
    ceiling = min(LONGEST_WAIT, _FIRST_WAIT * 2 ** (state.attempt_number - 1))
    return random.uniform(ceiling / 2, ceiling)  # noqa: S311 - so that many clients do not come back at once


def _reason(problem: Exception, secret: str) -> str:
    text = f"{type(problem).__name__}: {problem}".rstrip(": ")
    return text.replace(secret, "***")
