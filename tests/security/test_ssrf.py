"""Addresses that somebody names for the server to ask: none leads to this machine, its network, or a file."""

from __future__ import annotations

import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import httpx
import pytest

from heygen_cli.domain.errors import HeygenError
from heygen_cli.infra.web import Web
from tests.api.conftest import Server

pytestmark = pytest.mark.slow
VIDEO = {"type": "avatar", "avatar_id": "mira", "script": "Hello."}
# Spellings of this machine, of its network, of clouds' own servers, and of things that are no web address.
HOSTS = [
    *("127.0.0.1", "localhost", "127.1", "2130706433", "0x7f000001", "0177.0.0.1", "0.0.0.0", "①②⑦.⓪.⓪.①"),
    *("[::1]", "[::]", "[::ffff:127.0.0.1]", "[::127.0.0.1]", "[64:ff9b::7f00:1]", "[2002:7f00:1::]", "[fe80::1]"),
    *("169.254.169.254", "100.64.0.1", "10.0.0.1", "192.168.1.1", "172.16.0.1", "[fd00::1]", "224.0.0.1"),
    *("user:word@127.0.0.1", "localhost.", "LOCALHOST"),
]
OTHERS = ["file:///etc/passwd", "gopher://127.0.0.1/", "ftp://127.0.0.1/x", "//127.0.0.1/", "http://", "http:127.0.0.1"]


class Canary:
    """A server on this machine that nobody is to ask. It sends whoever asks ``/away`` to itself."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                outer.asked.append(self.path)
                self.send_response(302 if self.path == "/away" else 200)
                self.send_header("Location", f"http://127.0.0.1:{outer.port}/secret")
                self.end_headers()

            do_GET = do_POST  # noqa: N815

            def log_message(self, *words: Any) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.port = self._server.server_port
        Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


@pytest.fixture
def canary() -> Iterator[Canary]:
    made = Canary()
    yield made
    made.close()


def test_nothing_that_is_named_in_a_request_is_asked(site: Server, ada: httpx.Client, canary: Canary) -> None:
    urls = [*(f"http://{host}:{canary.port}/" for host in HOSTS), *OTHERS]
    good = ada.post("/v3/webhooks/endpoints", json={"url": "https://93.184.216.34/hook"}).json()["data"]["endpoint_id"]
    for url in urls:
        answers = [
            ada.post("/v3/webhooks/endpoints", json={"url": url}),
            ada.patch(f"/v3/webhooks/endpoints/{good}", json={"url": url}),
            ada.post("/v3/videos", json={**VIDEO, "callback_url": url}),
            ada.post("/v3/videos/batches", json={"videos": [VIDEO], "callback_url": url}),
            ada.post("/v3/videos", json={**VIDEO, "background": {"type": "image", "url": url}}),
            ada.post("/v3/videos", json={"type": "avatar", "avatar_id": "mira", "audio_url": url}),
            ada.post("/v3/videos", json={"type": "image", "image": {"type": "url", "url": url}, "script": "x"}),
            ada.post("/v1/webhook/endpoint.add", json={"url": url, "events": []}),
        ]
        for answer in answers:
            assert answer.status_code >= 400, (url, answer.request.url, answer.text)
            assert answer.status_code < 500 or answer.status_code == 501, (url, answer.request.url, answer.text)
    assert canary.asked == []
    assert [each["url"] for each in ada.get("/v3/webhooks/endpoints").json()["data"]].count(
        "https://93.184.216.34/hook"
    )


def test_a_name_that_leads_elsewhere_later_leads_nowhere(canary: Canary) -> None:
    answers = iter([["93.184.216.34"], ["127.0.0.1"]])
    web = Web(resolve=lambda host, port: next(answers))
    url = f"http://rebinding.example:{canary.port}/"
    web.check(url)
    with pytest.raises(HeygenError) as refused:
        web.send(url, b"{}", {})
    assert refused.value.error_code == "address_refused"
    mixed = Web(resolve=lambda host, port: ["93.184.216.34", "127.0.0.1"])
    with pytest.raises(HeygenError):
        mixed.send(url, b"{}", {})
    assert canary.asked == []


def test_a_webhook_follows_nobody_elsewhere(canary: Canary) -> None:
    web = Web(allowed=lambda address: True)
    assert web.send(f"http://127.0.0.1:{canary.port}/away", json.dumps({}).encode(), {}) == 302
    assert canary.asked == ["/away"]
