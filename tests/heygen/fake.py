"""HeyGen's v3 API on loopback: every operation of the reference, checked, remembered, and as unreliable as asked."""

from __future__ import annotations

import json
import sys
import threading
import time
from collections import deque
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import Any

from tests.heygen import webhooks
from tests.heygen.misbehaviour import Misbehaviour, Weather
from tests.heygen.wire import Wire
from tests.heygen.world import Resource, World

KEY = "sk_test_0123456789abcdef"
TOKEN = "oauth_test_0123456789abcdef"
# An MP4 by its first bytes, as files are told apart; tests that play films put a real one there.
FILM = b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom" + bytes(range(256)) * 400
DAY = 24 * 3600.0


@dataclass(frozen=True)
class Request:
    """One request as it came in."""

    method: str
    path: str
    query: Mapping[str, list[str]]
    headers: Mapping[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


@dataclass
class Answer:
    """What goes back."""

    status: int
    body: bytes
    headers: dict[str, str]


@dataclass
class _Replay:
    """An answer under its Idempotency-Key; None while the first request is in flight."""

    answer: Answer | None
    at: float


@dataclass
class FakeHeyGen:
    """The fake. ``url`` goes into HEYGEN_API_BASE; requests need ``KEY`` or ``TOKEN``."""

    url: str = ""
    keys: set[str] = field(default_factory=lambda: {KEY})
    tokens: set[str] = field(default_factory=lambda: {TOKEN})
    film: bytes | Path = FILM  # what the links of finished videos lead to
    skew: float = 0.0  # seconds that HeyGen's clock is ahead of ours
    link_life: float = 3600.0
    requests: list[Request] = field(default_factory=list)  # to the API
    answers: list[bytes] = field(default_factory=list)  # their bodies
    fetches: list[Request] = field(default_factory=list)  # of files, and uploads to their links
    uploads: dict[str, bytes] = field(default_factory=dict)  # small assets by id
    weather: Weather | None = None
    crashes: list[BaseException] = field(default_factory=list)  # faults of the fake itself
    world: World = field(init=False)
    lock: threading.RLock = field(default_factory=threading.RLock)

    def __post_init__(self) -> None:
        self.world = World(now=self.now)
        self.closing = threading.Event()
        self._queue: deque[tuple[str, Misbehaviour]] = deque()
        self._replays: dict[tuple[str, str, str], _Replay] = {}
        self._issue = 0

    # -- for tests -------------------------------------------------------------------------------------------------

    @property
    def billed(self) -> list[str]:
        """The paths of everything that was paid for."""
        return self.world.billed

    def put(self, path: str, **fields: Any) -> Resource:
        """Something that is already there: ``put("/v3/videos/v_1", title="Hello")``."""
        return self.world.put(path, **fields)

    def misbehave(self, *faults: Misbehaviour, on: str = "") -> None:
        """The next requests that begin with ``on`` (``"POST /v3/videos"``) meet these faults, one each."""
        with self.lock:
            self._queue.extend((on, fault) for fault in faults)

    def expire_links(self) -> None:
        """All links handed out so far answer 403 from now on."""
        self._issue += 1

    def emit(self, kind: str, data: Mapping[str, Any], *, times: int = 1) -> list[int]:
        """Send an event to all endpoints that want it, ``times`` times over; returns the statuses they answered."""
        with self.world.lock:
            endpoints = [each for each in self.world.resources.values() if each.home == "/v3/webhooks/endpoints"]
        return webhooks.deliver([each.fields for each in endpoints], kind, data, times=times, moment=self.now())

    def announce(self) -> list[int]:
        """Send the events of all jobs that have ended since the last time."""
        with self.world.lock:
            ended, self.world.events = self.world.events, []
        return [status for kind, data in ended for status in self.emit(kind, data)]

    def now(self) -> float:
        """HeyGen's clock."""
        return time.time() + self.skew

    # -- for the wire ----------------------------------------------------------------------------------------------

    def fault(self, line: str) -> Misbehaviour | None:
        """What goes wrong with this request."""
        with self.lock:
            for place, (on, fault) in enumerate(self._queue):
                if line.startswith(on):
                    del self._queue[place]
                    return fault
            to_api = line.split(" ")[1].startswith("/v3/")
            return self.weather.draw() if self.weather and to_api else None

    def link(self, path: str) -> str:
        """A link that works for a while."""
        place = path if path.startswith("/uploads") else f"/files{path}"
        return f"{self.url}{place}?Expires={self.now() + self.link_life:.0f}&Signature={self._issue}"

    def link_works(self, query: Mapping[str, list[str]]) -> bool:
        """Whether a link is still good."""
        expires, issue = (float(query.get(name, ["inf"])[0]) for name in ("Expires", "Signature"))
        return expires > self.now() and issue >= self._issue

    def replay(self, method: str, path: str, key: str) -> Answer | str | None:
        """The first answer under this key within 24 hours, or "in flight"; None, and the key is taken, when new."""
        with self.lock:
            found = self._replays.get((method, path, key))
            if found and self.now() - found.at < DAY:
                return found.answer or "in flight"
            self._replays[method, path, key] = _Replay(None, self.now())
            return None

    def taken(self, method: str, path: str, key: str) -> bool:
        """Whether a request with this key has come."""
        return (method, path, key) in self._replays

    def settle(self, method: str, path: str, key: str, answer: Answer | None) -> None:
        """Keep the first answer for its repeats; refusals did nothing, so they are not kept."""
        with self.lock:
            if answer and answer.status < 300:
                self._replays[method, path, key] = _Replay(answer, self.now())
            else:
                self._replays.pop((method, path, key), None)


@contextmanager
def serve() -> Iterator[FakeHeyGen]:
    """A fake that is there until the block ends."""
    fake = FakeHeyGen()
    server = _Server(("127.0.0.1", 0), Wire)
    server.fake = fake
    fake.url = fake.world.site = f"http://127.0.0.1:{server.server_port}"
    fake.world.link = fake.link
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield fake
    finally:
        fake.closing.set()
        server.shutdown()
        thread.join()
        server.server_close()
    if fake.crashes:
        raise fake.crashes[0]


class _Server(ThreadingHTTPServer):
    # Clients keep connections open: the threads that serve them must not keep the tests alive.
    daemon_threads = True
    block_on_close = False
    request_queue_size = 128
    fake: FakeHeyGen

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Connections that tests cut off are no news; faults of the fake itself are told when it ends."""
        problem = sys.exc_info()[1]
        if problem is not None and not isinstance(problem, OSError):
            self.fake.crashes.append(problem)
