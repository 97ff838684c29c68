"""Events that HeyGen posts: who sent them, when, and whether they came before."""

from __future__ import annotations

import hashlib
import hmac
import json
import threading
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple, Protocol

from heygen_cli.domain.errors import HeygenError
from heygen_cli.ports import Clock, EventLog

SIGNATURE = "signature"
# Names under which services say when they sent an event.
TIMESTAMPS = ("timestamp", "heygen-timestamp", "webhook-timestamp")
TOLERANCE_S = 300.0
_MILLISECONDS = 1e11  # a moment beyond this is no number of seconds of our time

Event = Mapping[str, Any]


class Reply(NamedTuple):
    """What the sender is told: an HTTP status and a sentence. ``accepted`` is true for an event that is new."""

    status: int
    message: str
    accepted: bool = False


class Listen(Protocol):
    """Serves HTTP until interrupted, or, with ``once``, until one event was accepted."""

    def __call__(
        self,
        host: str,
        port: int,
        receive: Callable[[Mapping[str, str], bytes], Reply],
        *,
        started: Callable[[str], None],
        refused: Callable[[str], None],
        once: bool,
    ) -> None:
        """Listen; ``started`` hears the address, ``refused`` of what was not accepted and why."""
        ...


class WebhookService:
    """Listens for events. ``run`` starts a program with an event on its standard input."""

    def __init__(
        self, *, clock: Clock, log: EventLog, listen: Listen, run: Callable[[Sequence[str], bytes], None]
    ) -> None:
        self._clock, self._log, self._listen, self._run = clock, log, listen, run

    def listen(
        self,
        host: str,
        port: int,
        show: Callable[[Event], None],
        *,
        secret: str | None,
        command: Sequence[str] = (),
        started: Callable[[str], None],
        refused: Callable[[str], None],
        once: bool = False,
    ) -> None:
        """Give each genuine event to the command, if there is one, and to ``show``."""
        alone = threading.Lock()

        def hand_on(event: Event, body: bytes) -> None:
            if command:
                self._run(command, body)
            with alone:
                show(event)

        receiver = WebhookReceiver(secret=secret, clock=self._clock, log=self._log, hand_on=hand_on)
        self._listen(host, port, receiver.receive, started=started, refused=refused, once=once)


class WebhookReceiver:
    """Passes on each genuine event once.

    ``hand_on`` gets an event and its bytes; when it raises HeygenError the sender is asked to send the event again.
    Without a secret, anybody is believed.
    """

    def __init__(
        self, *, secret: str | None, clock: Clock, log: EventLog, hand_on: Callable[[Event, bytes], None]
    ) -> None:
        self._secret = secret.encode() if secret else None
        self._clock, self._log, self._hand_on = clock, log, hand_on
        self._at_work: set[str] = set()
        self._lock = threading.Lock()

    def receive(self, headers: Mapping[str, str], body: bytes) -> Reply:
        """Check one delivery and pass its event on; headers have lower-case names."""
        if not self._signed(headers.get(SIGNATURE, ""), body):
            return Reply(401, "the signature does not fit")
        if not self._timely(headers):
            return Reply(400, "the timestamp is too far from now")
        event = _event(body)
        if event is None:
            return Reply(400, "this is no event: a JSON object with event_type")
        name = str(event.get("event_id") or hashlib.sha256(body).hexdigest())
        return self._claim(name) or self._pass_on(name, event, body)

    def _signed(self, given: str, body: bytes) -> bool:
        if self._secret is None:
            return True
        right = hmac.new(self._secret, body, hashlib.sha256).hexdigest()
        # As bytes: text with a letter beyond ASCII would make the comparison raise.
        return hmac.compare_digest(given.strip().lower().encode(), right.encode())

    def _timely(self, headers: Mapping[str, str]) -> bool:
        given = next((headers[name] for name in TIMESTAMPS if name in headers), None)
        if given is None:
            return True
        try:
            moment = float(given)
        except ValueError:
            return False
        return abs((moment / 1000 if moment > _MILLISECONDS else moment) - self._clock.now()) <= TOLERANCE_S

    def _claim(self, name: str) -> Reply | None:
        """Take an event on, or say why not."""
        with self._lock:
            if name in self._at_work:
                return Reply(409, "this event is being worked on")
            if self._log.known(name):
                # Told as a success: the sender repeats what it believes to be lost, and should stop doing so.
                return Reply(200, "this event came before")
            self._at_work.add(name)
            return None

    def _pass_on(self, name: str, event: Event, body: bytes) -> Reply:
        try:
            self._hand_on(event, body)
            self._log.add(name)
        except HeygenError as problem:
            return Reply(500, problem.message)
        finally:
            with self._lock:
                self._at_work.discard(name)
        return Reply(200, "received", accepted=True)


def _event(body: bytes) -> Event | None:
    try:
        event = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return event if isinstance(event, dict) and isinstance(event.get("event_type"), str) else None
