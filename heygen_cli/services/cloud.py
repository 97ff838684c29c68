"""HeyGen's cloud, operation by operation: asked, waited for, paged through."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

from heygen_cli.domain.errors import HeygenError, InvalidInput, ServiceFailed, TimedOut

FIRST_POLL, LONGEST_POLL = 2.0, 30.0
# Where to look for what a waiting command has begun, and the field of its answer that names it.
WAITABLE: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "video create": ("/v3/videos/{}", ("video_id", "id")),
    "video-agent create": ("/v3/video-agents/{}", ("session_id", "id")),
    "lipsync create": ("/v3/lipsyncs/{}", ("lipsync_id", "id")),
    "video-translate create": ("/v3/video-translations/{}", ("video_translation_ids", "video_translation_id", "id")),
}
_DONE, _FAILED = ("completed", "success"), ("failed", "error")


class Answered(Protocol):
    """What a client hands back."""

    @property
    def text(self) -> str:
        """The answer as it came."""
        ...

    @property
    def data(self) -> Any:
        """What it says."""
        ...


class Client(Protocol):
    """Speaks to HeyGen."""

    def request(
        self,
        method: str,
        path: str,
        *,
        query: Sequence[tuple[str, str]] = (),
        body: Any = None,
        headers: Mapping[str, str] | None = None,
    ) -> Answered:
        """Send a request and return the answer; raises a HeygenError."""
        ...

    def pages(
        self, path: str, query: Sequence[tuple[str, str]] = (), headers: Mapping[str, str] | None = None
    ) -> Iterator[Answered]:
        """Every page of a list."""
        ...

    def upload(self, path: Path, place: str, *, headers: Mapping[str, str] | None = None) -> Answered:
        """Send a file as a form."""
        ...


class CloudService:
    """Asks HeyGen and waits for what it makes. ``monotonic`` and ``sleep`` are the time."""

    def __init__(
        self,
        client: Callable[[], Client],
        *,
        sleep: Callable[[float], None] = time.sleep,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._client = client
        self._sleep = sleep
        self._monotonic = monotonic

    def call(
        self,
        method: str,
        path: str,
        *,
        query: Sequence[tuple[str, str]] = (),
        body: Any = None,
        headers: Mapping[str, str] | None = None,
    ) -> Answered:
        """Do one operation."""
        return self._client().request(method, path, query=query, body=body, headers=headers)

    def upload(self, path: Path, place: str, *, headers: Mapping[str, str] | None = None) -> Answered:
        """Send a file; what it takes in memory does not depend on its size."""
        return self._client().upload(path, place, headers=headers)

    def pages(
        self, path: str, query: Sequence[tuple[str, str]] = (), headers: Mapping[str, str] | None = None
    ) -> Iterator[Answered]:
        """Every page of a list."""
        return self._client().pages(path, query, headers)

    def wait(
        self, command: str, answer: Answered, seconds: float, tell: Callable[[str], None] = lambda _: None
    ) -> tuple[Answered, HeygenError | None]:
        """The resource once it is completed, or as it was last and why it is not. ``tell`` hears of each new status."""
        path, names = WAITABLE[command]
        made = _inner(answer.data)
        found = next((made[name] for name in names if made.get(name)), None)
        identity = str(found[0]) if isinstance(found, list) else found
        if identity is None:
            raise ServiceFailed("HeyGen's answer names nothing to wait for", code="cli_response_parse_error")
        end, pause, shown = self._monotonic() + seconds, FIRST_POLL, None
        while True:
            last = self.call("GET", path.format(identity))
            status = str(_inner(last.data).get("status"))
            if status != shown:
                tell(status)
                shown = status
            if status in _DONE:
                return last, None
            if status in _FAILED:
                return last, _failure(last)
            if self._monotonic() + pause > end:
                again = f"heygen {command.split()[0]} get {identity}"
                return last, TimedOut(f"It is {status} still, after {seconds:g} s", hint=f"look again: {again}")
            self._sleep(pause)
            pause = min(LONGEST_POLL, pause * 1.5)


def seconds(text: str) -> float:
    """A length of time as Go writes it: ``90s``, ``20m``, ``1h30m``; raises InvalidInput."""
    units = {"h": 3600.0, "m": 60.0, "s": 1.0, "ms": 0.001}
    total, number, rest = 0.0, "", text.strip()
    while rest:
        number = rest[: len(rest) - len(rest.lstrip("0123456789."))]
        unit = next((unit for unit in ("ms", "h", "m", "s") if rest[len(number) :].startswith(unit)), "")
        if not unit or number.count(".") > 1 or not number.strip("."):
            raise InvalidInput(f'"{text}" is no length of time', param="--timeout", hint="write 90s, 20m or 1h30m")
        total += float(number) * units[unit]
        rest = rest[len(number) + len(unit) :]
    if not total:
        raise InvalidInput(f'"{text}" is no length of time', param="--timeout", hint="write 90s, 20m or 1h30m")
    return total


def _inner(data: Any) -> Mapping[str, Any]:
    inner = data.get("data", data) if isinstance(data, Mapping) else {}
    return inner if isinstance(inner, Mapping) else {}


def _failure(last: Answered) -> HeygenError:
    made = _inner(last.data)
    reason = made.get("failure_message") or made.get("failure_code") or "HeyGen does not say why"
    return ServiceFailed(f"HeyGen could not make it: {reason}", code="video_failed")
