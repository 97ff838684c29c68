"""Telling others: endpoints, and the deliveries that reach them sooner or later."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import secrets
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from heygen_cli.domain.endpoint import Callback, Delivery, Endpoint, event_types_of, pause_after
from heygen_cli.domain.errors import HeygenError, InvalidInput
from heygen_cli.domain.user import LOCAL
from heygen_cli.domain.video import new_id
from heygen_cli.ports import Clock, EndpointStore, Post

MOST = 20  # endpoints of one user
_LOOK_S = 0.3
_AT_ONCE = 4  # each to another address: who is slow to listen holds up nobody else


class EndpointService:
    """One user's endpoints. ``post`` knows which addresses may be asked."""

    def __init__(self, *, store: EndpointStore, post: Post, clock: Clock, owner: str | None) -> None:
        self._store = store
        self._post = post
        self._clock = clock
        self._owner = owner or LOCAL

    def create(self, url: str, events: list[str] | None, *, base: str) -> Endpoint:
        """Have an address told of events; raises InvalidInput, Forbidden for one that leads into this network."""
        self._post.check(url)
        if len(self._store.all()) >= MOST:
            raise InvalidInput(f"There are {MOST} endpoints already", param="url", code="limit_reached")
        now = self._clock.now()
        endpoint = Endpoint(new_id("we", now), self._owner, url, _secret(), base, now, event_types_of(events))
        self._store.save(endpoint)
        return endpoint

    def update(self, endpoint_id: str, *, url: str | None = None, events: list[str] | None = None) -> Endpoint:
        """Change what was given."""
        endpoint = self._store.get(endpoint_id)
        if url is not None:
            self._post.check(url)
        kinds = endpoint.events if events is None else event_types_of(events)
        changed = replace(endpoint, url=url or endpoint.url, events=kinds)
        self._store.save(changed)
        return changed

    def rotate(self, endpoint_id: str) -> Endpoint:
        """Give an endpoint a new secret; what is sent from now on is signed with it."""
        changed = replace(self._store.get(endpoint_id), secret=_secret())
        self._store.save(changed)
        return changed

    def delete(self, endpoint_id: str) -> None:
        """Forget an endpoint; raises NotFound."""
        self._store.delete(endpoint_id)

    def list(self) -> Sequence[Endpoint]:
        """All endpoints, newest first."""
        return self._store.all()

    def check(self, url: str) -> None:
        """Refuse an address that may not be told anything; raises InvalidInput, Forbidden."""
        self._post.check(url)

    def call_back(self, subject: str, url: str, callback_id: str | None, *, base: str) -> None:
        """Have an address told of one video, or of one batch."""
        self._post.check(url)
        self._store.add_callback(Callback(subject, self._owner, url, base, callback_id))

    def deliveries(self, *, limit: int = 20, before: int | None = None) -> Sequence[Delivery]:
        """What was sent or is to be, newest first."""
        return self._store.deliveries(limit=limit, before=before)

    def counts(self) -> Mapping[str, int]:
        """How many deliveries of all users there are of each state."""
        return self._store.counts()

    def replay(self, delivery_id: int) -> Delivery:
        """Have something sent once more; raises NotFound."""
        return self._store.replay(delivery_id, self._clock.now())

    def events(self, *, limit: int, before: int | None = None, kind: str | None = None) -> Sequence[Mapping[str, Any]]:
        """Events that happened, newest first."""
        return self._store.events(limit=limit, before=before, kind=kind)


class Postman:
    """Sends what is due, until told to stop. What a death interrupts is sent again by whoever comes next.

    ``link`` makes an address of a file: of the server's own address, and of a path.
    """

    def __init__(self, *, store: EndpointStore, post: Post, clock: Clock, link: Callable[[str, str], str]) -> None:
        self._store = store
        self._post = post
        self._clock = clock
        self._link = link

    def run(self, stop: threading.Event) -> None:
        """Look for news, and deliver."""
        for number in range(_AT_ONCE):
            # They end with the program: a delivery that is on its way then is made again.
            threading.Thread(target=self._walk, args=(stop,), name=f"postman-{number}", daemon=True).start()
        while not stop.wait(_LOOK_S):
            if self._store.news():
                self._store.gather(self._clock.now())

    def _walk(self, stop: threading.Event) -> None:
        while not stop.wait(_LOOK_S):
            while not stop.is_set() and self.deliver():
                continue

    def deliver(self) -> bool:
        """Make one attempt at what is due; whether there was anything."""
        delivery = self._store.claim(self._clock.now())
        if delivery is None:
            return False
        status, error = None, None
        try:
            body = self._body(delivery)
            status = self._post.send(delivery.url, body, self._headers(delivery, body))
        except HeygenError as problem:
            error = problem.message
        now = self._clock.now()
        pause = pause_after(delivery.attempts)
        if status is not None and status < 300:
            self._store.settle(delivery, "delivered", now, status, None)
        elif pause is None:
            self._store.settle(delivery, "failed", now, status, error)
        else:
            self._store.settle(delivery, "pending", now + pause, status, error)
        return True

    def _body(self, delivery: Delivery) -> bytes:
        data = dict(delivery.data)
        if delivery.kind == "avatar_video.success":
            path = f"videos/{data['video_id']}/video"
            data["url"] = self._link(delivery.base, path)
        event = {"event_id": delivery.event, "event_type": delivery.kind, "event_data": data}
        return json.dumps({**event, "created_at": int(delivery.created_at)}, ensure_ascii=False).encode()

    def _headers(self, delivery: Delivery, body: bytes) -> dict[str, str]:
        """What says who sent it: HeyGen's signature, and that of the Standard Webhooks, which covers the time."""
        now = str(int(self._clock.now()))
        headers = {"Content-Type": "application/json", "webhook-id": delivery.event, "webhook-timestamp": now}
        if delivery.secret:
            key = delivery.secret.encode()
            headers["Signature"] = hmac.new(key, body, hashlib.sha256).hexdigest()
            signed = b".".join((delivery.event.encode(), now.encode(), body))
            digest = hmac.new(key, signed, hashlib.sha256).digest()
            headers["webhook-signature"] = f"v1,{base64.b64encode(digest).decode()}"
        return headers


def _secret() -> str:
    return "whsec_" + secrets.token_urlsafe(32)
