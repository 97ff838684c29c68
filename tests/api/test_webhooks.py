"""Webhooks that go out: signed, once, however often it takes, and never into the network by accident."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from tests.api.conftest import Server, start, stop
from tests.api.test_server import fits

pytestmark = pytest.mark.slow
BODY = {"type": "avatar", "avatar_id": "mira", "script": "Hi.", "resolution": "720p"}


class Listener:
    """Somebody who is told; ``status`` is what they answer."""

    def __init__(self) -> None:
        self.got: list[tuple[dict[str, str], bytes]] = []
        self.status = 200
        self.listens = threading.Event()
        self.listens.set()
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["content-length"]))
                outer.listens.wait(30)
                outer.got.append(({name.lower(): value for name, value in self.headers.items()}, body))
                self.send_response(outer.status)
                self.end_headers()

            def log_message(self, *_: Any) -> None:
                return

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True)
        self.thread.start()
        self.url = f"http://127.0.0.1:{self.server.server_port}/hook"

    def events(self, kind: str = "") -> list[dict[str, Any]]:
        told = [json.loads(body) for _, body in self.got]
        return [each for each in told if kind in each["event_type"]]

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()


@pytest.fixture
def listener() -> Iterator[Listener]:
    listening = Listener()
    yield listening
    listening.close()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    running = start(tmp_path_factory.mktemp("hooks"), "--allow-local-webhooks", workers=0)
    yield running
    stop(running)


def until(there: Callable[[], object]) -> None:
    for _ in range(400):
        if there():
            return
        time.sleep(0.05)
    raise AssertionError("it did not happen")


def canceled(site: Server, **more: Any) -> str:
    """A video that ended at once."""
    video: str = site.client.post("/v3/videos", json={**BODY, **more}).json()["data"]["video_id"]
    site.client.post(f"/jobs/{video}/cancel").raise_for_status()
    return video


def test_an_endpoint_is_told_and_can_know_who_tells_it(site: Server, listener: Listener) -> None:
    made = site.client.post("/v3/webhooks/endpoints", json={"url": listener.url}).json()
    fits(made, "webhook endpoints create")
    secret = made["data"]["secret"].encode()
    video = canceled(site)
    until(lambda: listener.got)
    headers, body = listener.got[0]
    event = json.loads(body)
    assert (event["event_type"], event["event_data"]["video_id"]) == ("avatar_video.fail", video)
    assert headers["signature"] == hmac.new(secret, body, hashlib.sha256).hexdigest()
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    digest = base64.b64encode(hmac.new(secret, signed, hashlib.sha256).digest()).decode()
    assert headers["webhook-signature"] == f"v1,{digest}"
    assert abs(int(headers["webhook-timestamp"]) - time.time()) < 60
    listed = site.client.get("/v3/webhooks/events").json()
    fits(listed, "webhook events list")
    assert listed["data"][0]["event_id"] == event["event_id"]
    page = site.client.get("/v3/webhooks/endpoints").json()
    fits(page, "webhook endpoints list")
    assert made["data"]["secret"] not in json.dumps(page)
    endpoint = made["data"]["endpoint_id"]
    turned = site.client.post(f"/v3/webhooks/endpoints/{endpoint}/rotate-secret").json()
    fits(turned, "webhook endpoints rotate-secret")
    assert turned["data"]["secret"].encode() != secret
    changed = site.client.patch(f"/v3/webhooks/endpoints/{endpoint}", json={"events": ["batch.finished"]}).json()
    fits(changed, "webhook endpoints update")
    canceled(site)
    fits(site.client.get("/v3/webhooks/event-types").json(), "webhook event-types list")
    until(lambda: len(site.client.get("/v3/webhooks/events").json()["data"]) == 2)
    assert len(listener.events("avatar_video")) == 1, "it asked for other events"
    fits(site.client.delete(f"/v3/webhooks/endpoints/{endpoint}").json(), "webhook endpoints delete")


def test_a_callback_is_told_of_its_video_alone_and_a_batch_once(site: Server, listener: Listener) -> None:
    video = canceled(site, callback_url=listener.url, callback_id="mine")
    canceled(site)
    until(lambda: listener.got)
    assert listener.events()[0]["event_data"]["callback_id"] == "mine"
    request = {"videos": [BODY, BODY], "callback_url": listener.url}
    batch = site.client.post("/v3/videos/batches", json=request).json()["data"]["batch_id"]
    for item in site.client.get(f"/v3/videos/batches/{batch}").json()["data"]["items"]:
        site.client.post(f"/jobs/{item['video_id']}/cancel").raise_for_status()
    until(lambda: listener.events("batch"))
    time.sleep(1)
    assert [each["event_data"].get("video_id") for each in listener.events()] == [video, None]
    assert listener.events("batch")[0]["event_data"]["batch_id"] == batch


def test_who_does_not_listen_holds_up_nobody_else(site: Server, listener: Listener) -> None:
    deaf = Listener()
    deaf.listens.clear()
    made = [
        site.client.post("/v3/webhooks/endpoints", json={"url": each.url}).json()["data"]["endpoint_id"]
        for each in (deaf, listener)
    ]
    videos = [canceled(site) for _ in range(8)]
    began = time.monotonic()
    until(lambda: len(listener.got) == len(videos))
    assert time.monotonic() - began < 10  # the deaf one is given 20 s each time
    assert {each["event_data"]["video_id"] for each in listener.events()} == set(videos)
    deaf.listens.set()
    until(lambda: len(deaf.got) == len(videos))
    for endpoint in made:
        site.client.delete(f"/v3/webhooks/endpoints/{endpoint}")
    deaf.close()


def test_what_is_not_taken_is_sent_again_and_nothing_is_lost_by_a_death(
    tmp_path_factory: pytest.TempPathFactory, listener: Listener
) -> None:
    home = tmp_path_factory.mktemp("killed")
    server = start(home, "--allow-local-webhooks", workers=0)
    listener.status = 503
    made = server.client.post("/v3/webhooks/endpoints", json={"url": listener.url}).json()["data"]
    canceled(server)
    until(lambda: len(listener.got) == 1)
    until(lambda: server.client.get("/webhooks/deliveries").json()["data"][0]["response_status"] == 503)
    videos = [server.client.post("/v3/videos", json=BODY).json()["data"]["video_id"] for _ in range(5)]
    for video in videos:
        server.client.post(f"/jobs/{video}/cancel").raise_for_status()
    os.kill(server.process.pid, signal.SIGKILL)
    server.process.wait()
    server.client.close()
    listener.status = 200
    again = start(home, "--allow-local-webhooks", workers=0)
    try:
        delivery = again.client.get("/webhooks/deliveries?limit=100").json()["data"][-1]
        again.client.post(f"/webhooks/deliveries/{delivery['id']}/replay").raise_for_status()
        until(lambda: len({each["event_id"] for each in listener.events()}) == 6)
        ended = again.client.get("/webhooks/deliveries?limit=100").json()["data"]
        assert len(ended) == 6
        assert made["secret"] not in json.dumps(ended)
        told = [each["event_data"]["video_id"] for each in listener.events()]
        assert set(videos) <= set(told)
    finally:
        stop(again)


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:9/x",
        "http://127.1/x",
        "http://2130706433/",
        "http://0x7f000001/",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://[64:ff9b::7f00:1]/",
        "http://[::127.0.0.1]/",
        "http://169.254.169.254/latest/meta-data",
        "http://10.0.0.1/",
        "http://localhost/",
        "http://user:word@example.org/",
        "file:///etc/passwd",
        "gopher://example.org/",
        "https://",
    ],
)
def test_nobody_is_led_into_the_network(server: Server, url: str) -> None:
    for path, body in (("/v3/webhooks/endpoints", {"url": url}), ("/v3/videos", {**BODY, "callback_url": url})):
        refused = server.client.post(path, json=body)
        assert refused.status_code in (400, 403), refused.text
    assert url not in server.client.get("/v3/webhooks/endpoints").text
