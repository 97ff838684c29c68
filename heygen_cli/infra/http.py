"""Talk to web services: one pool of connections, patience where it helps, and errors that say who answered what."""

from __future__ import annotations

import email.utils
import json
import time
from collections.abc import Callable, Generator, Iterator, Mapping
from contextlib import closing, contextmanager
from functools import cached_property
from typing import TypeVar
from urllib.parse import urlsplit

import httpx
from tenacity import (
    RetryCallState,
    Retrying,
    retry_if_exception_type,
    stop_after_attempt,
    stop_before_delay,
    wait_random_exponential,
)
from tenacity.nap import sleep as _sleep

from heygen_cli import __version__
from heygen_cli.domain.errors import AuthRequired, Forbidden, HeygenError, InvalidInput, RenderFailed, TimedOut

# A server may say how long to wait, up to this many seconds; longer waits are the user's to decide about.
LONGEST_WAIT = 60.0
ATTEMPTS = 5
# No attempt begins later than this after the first one, in seconds.
DEADLINE = 180.0
_PASSING = (429, 500, 502, 503, 504)
_LOOPBACK = ("localhost", "127.0.0.1", "::1")
_REQUEST_IDS = ("x-request-id", "x-amzn-requestid", "request-id")
_LONGEST_MESSAGE = 300

Answer = TypeVar("Answer")


class _Passing(Exception):
    """A failure that may be over in a moment; ``wait`` is how long the server asked to wait."""

    def __init__(self, failure: HeygenError, wait: float | None = None) -> None:
        super().__init__(str(failure))
        self.failure, self.wait = failure, wait


class Service:
    """A web service under one address.

    ``secrets`` are blanked out wherever the service repeats them; ``key`` is what a user calls the credential.
    """

    def __init__(
        self,
        name: str,
        base_url: str,
        *,
        secrets: tuple[str, ...] = (),
        key: str = "",
        timeout: float = 60.0,
        attempts: int = ATTEMPTS,
        deadline: float = DEADLINE,
        sleep: Callable[[float], None] = _sleep,
    ) -> None:
        self.name, self.base_url = name, base_url.rstrip("/")
        self._secrets, self._timeout, self._sleep = secrets, timeout, sleep
        self._hint = f"Check {key}" if key else None
        self._stop = stop_after_attempt(attempts) | stop_before_delay(deadline)

    def post(self, path: str, body: bytes, headers: Mapping[str, str]) -> bytes:
        """Send a body and return what came back.

        Tried again when no connection came about and when the server says that it could not, never when the answer was
        lost: the request may have been carried out, and be paid for.

        Raises:
            AuthRequired: When the credentials are refused; Forbidden when they do not suffice.
            InvalidInput: When the service does not understand or accept the request.
            TimedOut: When no answer came in time.
            RenderFailed: For every other failure.
        """
        return self._patiently(self._post, path, body, headers)

    def lines(self, path: str, body: bytes, headers: Mapping[str, str]) -> Generator[str, None, None]:
        """Send a body and yield the lines of the answer as they come.

        Until the answer begins it is tried again, and fails, as ``post`` does; an answer that breaks off is not asked
        for again.
        """
        answer = self._patiently(self._open, path, body, headers)
        with closing(answer), self._told():
            yield from answer.iter_lines()

    def _patiently(self, call: Callable[..., Answer], path: str, body: bytes, headers: Mapping[str, str]) -> Answer:
        """What a call returns, tried again while its failure may pass."""
        check_address(self.base_url, self.name)
        if not all(secret.isascii() for secret in self._secrets):
            raise AuthRequired(f"The key for {self.name} has a letter that no key has", hint=self._hint)
        again = Retrying(
            stop=self._stop,
            wait=_wait,
            retry=retry_if_exception_type(_Passing),
            sleep=self._sleep,
            reraise=True,
        )
        try:
            return again(call, path, body, headers)
        except _Passing as problem:
            raise problem.failure from problem.__cause__

    def _post(self, path: str, body: bytes, headers: Mapping[str, str]) -> bytes:
        with closing(self._open(path, body, headers)) as answer, self._told():
            return answer.read()

    def _open(self, path: str, body: bytes, headers: Mapping[str, str]) -> httpx.Response:
        """The answer to a request, to be read and closed; its failures as ours."""
        with self._told():
            request = self._client.build_request("POST", self.base_url + path, content=body, headers=dict(headers))
            answer = self._client.send(request, stream=True)
            if answer.is_success:
                return answer
            with closing(answer):
                answer.read()
        failure = self._refused(answer)
        if answer.status_code in _PASSING:
            wait = asked_to_wait(answer.headers.get("retry-after"))
            if wait is None or wait <= LONGEST_WAIT:
                raise _Passing(failure, wait)
        raise failure

    @contextmanager
    def _told(self) -> Iterator[None]:
        """What goes wrong on the way as failures of ours."""
        try:
            yield
        except (httpx.ConnectError, httpx.ConnectTimeout) as problem:
            raise _Passing(self._failed(f"cannot be reached: {problem}", RenderFailed, "network_error")) from problem
        except httpx.TimeoutException as problem:
            raise self._failed(f"gave no answer within {self._timeout:g} s", TimedOut) from problem
        except httpx.HTTPError as problem:
            raise self._failed(f"broke off: {type(problem).__name__}: {problem}", RenderFailed) from problem

    @cached_property
    def _client(self) -> httpx.Client:
        # Redirects could carry the credentials elsewhere.
        return httpx.Client(
            timeout=httpx.Timeout(self._timeout, connect=10.0),
            headers={"User-Agent": f"heygen-cli/{__version__}"},
            follow_redirects=False,
        )

    def _refused(self, answer: httpx.Response) -> HeygenError:
        kinds: dict[int, type[HeygenError]] = {401: AuthRequired, 403: Forbidden, 400: InvalidInput, 404: InvalidInput}
        kind = kinds.get(answer.status_code, InvalidInput if answer.status_code == 422 else RenderFailed)
        request_id = next((answer.headers[name] for name in _REQUEST_IDS if name in answer.headers), None)
        told = _message(answer)
        tail = f" (request {request_id})" if request_id else ""
        code = "rate_limit_exceeded" if answer.status_code == 429 else "unclassified_server_error"
        return self._failed(
            f"answered {answer.status_code}: {told}{tail}",
            kind,
            code if answer.status_code in _PASSING else "provider_failed",
        )

    def _failed(self, what: str, kind: type[HeygenError], code: str = "provider_failed") -> HeygenError:
        for secret in self._secrets:
            what = what.replace(secret, "***")
        hint = self._hint if kind in (AuthRequired, Forbidden) else None
        return kind(f"{self.name} {what}", hint=hint, code=code if kind is RenderFailed else None)


def check_address(url: str, name: str) -> None:
    """Refuse to send credentials or scripts in the clear: plain HTTP only to this machine; raises InvalidInput."""
    parts = urlsplit(url)
    if parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _LOOPBACK):
        return
    raise InvalidInput(
        f"The address of {name} must begin with https://, not {parts.scheme or 'nothing'}://",
        hint="plain http:// is for servers on this machine only",
    )


def _wait(state: RetryCallState) -> float:
    problem = state.outcome.exception() if state.outcome else None
    if isinstance(problem, _Passing) and problem.wait is not None:
        return problem.wait
    return float(wait_random_exponential(multiplier=0.5, max=20)(state))


def asked_to_wait(header: str | None) -> float | None:
    """Seconds that ``Retry-After`` asks for, given as a number or as a date."""
    if not header:
        return None
    if header.strip().isdigit():
        return float(header)
    moment = email.utils.parsedate_tz(header)
    return max(0.0, email.utils.mktime_tz(moment) - time.time()) if moment else None


def _message(answer: httpx.Response) -> str:
    """What a service says about an error, in any of the usual shapes."""
    try:
        found = answer.json()
    except (json.JSONDecodeError, UnicodeDecodeError):
        found = answer.text
    while isinstance(found, dict):
        found = next((found[key] for key in ("error", "message", "Message", "detail") if key in found), str(found))
    text = " ".join(str(found).split())
    return text[:_LONGEST_MESSAGE] or answer.reason_phrase
