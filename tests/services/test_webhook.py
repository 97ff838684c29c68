"""Which events are believed, and how often they are handed on."""

from __future__ import annotations

import hashlib
import hmac
import json

import pytest

from heygen_cli.domain.errors import HeygenError
from heygen_cli.services.webhook import TOLERANCE_S, WebhookReceiver
from tests.fakes import FakeClock, FakeEventLog

SECRET = "whsec_ünder"
BODY = json.dumps({"event_id": "e1", "event_type": "avatar_video.success", "event_data": {"video_id": "v"}}).encode()


class Desk:
    """A receiver and what came of it."""

    def __init__(self, secret: str | None = SECRET) -> None:
        self.clock, self.events, self.fails = FakeClock(), [], 0
        self.receiver = WebhookReceiver(secret=secret, clock=self.clock, log=FakeEventLog(), hand_on=self.hand_on)

    def hand_on(self, event: object, body: bytes) -> None:
        if self.fails:
            self.fails -= 1
            raise HeygenError("no")
        self.events.append((event, body))

    def status(self, body: bytes = BODY, **headers: str) -> int:
        return self.receiver.receive({"signature": sign(body), **headers}, body).status


def sign(body: bytes) -> str:
    return hmac.new(SECRET.encode(), body, hashlib.sha256).hexdigest()


def test_a_signed_event_is_handed_on_with_its_bytes() -> None:
    desk = Desk()
    assert desk.status() == 200
    assert desk.events == [(json.loads(BODY), BODY)]


@pytest.mark.parametrize("signature", ["", "0" * 64, "ünfit", sign(BODY)[:-1], sign(BODY + b" ")])
def test_what_is_not_signed_with_the_secret_is_refused(signature: str) -> None:
    desk = Desk()
    assert desk.status(signature=signature) == 401
    assert desk.events == []


def test_without_a_secret_everybody_is_believed() -> None:
    assert Desk(secret=None).status(signature="") == 200


@pytest.mark.parametrize("header", ["timestamp", "heygen-timestamp", "webhook-timestamp"])
def test_old_and_early_events_are_refused(header: str) -> None:
    for shift, status in ((0, 200), (TOLERANCE_S - 1, 200), (-TOLERANCE_S - 1, 400), (TOLERANCE_S + 1, 400)):
        desk = Desk()
        assert desk.status(**{header: str(desk.clock.time + shift)}) == status
    assert Desk().status(**{header: str(int(FakeClock().time * 1000))}) == 200
    assert Desk().status(**{header: "nan"}) == 400
    assert Desk().status(**{header: "yesterday"}) == 400


def test_an_event_is_handed_on_once_and_its_repeats_are_told_so() -> None:
    desk = Desk()
    assert [desk.status() for _ in range(3)] == [200, 200, 200]
    assert len(desk.events) == 1


def test_events_without_an_id_are_known_by_their_bytes() -> None:
    desk = Desk()
    one, other = (json.dumps({"event_type": "x", "event_data": {"n": n}}).encode() for n in range(2))
    assert [desk.status(one), desk.status(one), desk.status(other)] == [200, 200, 200]
    assert len(desk.events) == 2


def test_an_event_that_could_not_be_handed_on_is_taken_when_it_comes_again() -> None:
    desk = Desk()
    desk.fails = 1
    assert [desk.status(), desk.status()] == [500, 200]
    assert len(desk.events) == 1


def test_a_repeat_waits_while_the_first_is_being_worked_on() -> None:
    desk = Desk()
    meanwhile: list[int] = []
    desk.receiver = WebhookReceiver(
        secret=SECRET,
        clock=desk.clock,
        log=FakeEventLog(),
        hand_on=lambda *_: meanwhile.append(desk.status()) if not meanwhile else None,
    )
    assert desk.status() == 200
    assert meanwhile == [409]


@pytest.mark.parametrize("body", [b"", b"[]", b"{}", b'{"event_type": 1}', b"\xff", b"[" * 20_000])
def test_what_is_no_event_is_refused(body: bytes) -> None:
    assert Desk().status(body) == 400
