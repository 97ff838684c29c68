"""Requests that are made to break, to mislead, or to be costly: a clear refusal, and the server goes on."""

from __future__ import annotations

import gzip
import json
import sqlite3
from typing import Any

import httpx
import psutil
import pytest

from tests.api.conftest import Server
from tests.security.conftest import logged

pytestmark = pytest.mark.slow
VIDEO: dict[str, Any] = {"type": "avatar", "avatar_id": "mira", "script": "Hello."}
SCENE = {"type": "avatar_video", "character": {"avatar_id": "mira"}, "script": "Hi."}


def post(client: httpx.Client, body: bytes, **headers: str) -> httpx.Response:
    return client.post("/v3/videos", content=body, headers={"Content-Type": "application/json", **headers})


@pytest.mark.parametrize(
    "body",
    [
        b"[" * 500_000,
        b'{"a":' * 100_000,
        b'{"type":"studio","scenes":' + b"[" * 900 + b"]" * 900 + b"}",
        b'{"type":"avatar","avatar_id":"mira","script":"x","voice_settings":{"speed":' + b"9" * 10_000 + b"}}",
        b'{"type":"avatar","avatar_id":"mira","script":"x","voice_settings":{"speed":NaN}}',
        b'{"type":"avatar","avatar_id":"mira","script":"x","voice_settings":{"speed":1e999}}',
        b'{"type":"avatar","avatar_id":"mira","script":"a\\ud800b"}',
        b'{"type":"avatar","avatar_id":"mira","script":"ab","title":"\\udfff"}',
        b'{"type":"avatar","avatar_id":["mira"],"script":{"a":1}}',
        b'"text"',
        b"null",
        b"\xff\xfe\x00",
        b"",
        gzip.compress(json.dumps(VIDEO).encode(), mtime=0),  # a clock in it would name each worker's test differently
        json.dumps({**VIDEO, "script": "word " * 60_000}).encode(),  # ten hours
        json.dumps({"type": "studio", "scenes": [SCENE] * 10_000}).encode(),
        json.dumps({**VIDEO, "output_format": "exe"}).encode(),
        json.dumps({**VIDEO, "avatar_id": "../../../etc/passwd"}).encode(),
        json.dumps({**VIDEO, "voice_id": "../../../etc/passwd"}).encode(),
        json.dumps({**VIDEO, "background": {"type": "image", "url": "file:///etc/passwd"}}).encode(),
        json.dumps({**VIDEO, "background": {"type": "image", "path": "/etc/passwd"}}).encode(),
        json.dumps({**VIDEO, "background": {"type": "video", "asset_id": "concat:/etc/passwd"}}).encode(),
    ],
)
def test_what_makes_no_sense_is_refused_and_costs_little(site: Server, ada: httpx.Client, body: bytes) -> None:
    before = psutil.Process(site.process.pid).memory_info().rss
    answer = post(ada, body)
    assert 400 <= answer.status_code < 500, answer.text
    assert answer.json()["error"]["code"]
    assert "root:" not in answer.text
    assert psutil.Process(site.process.pid).memory_info().rss - before < 200e6


@pytest.mark.parametrize(
    "path",
    [
        "/media/../../etc/passwd",
        "/media/assets/..%2f..%2fserver.key",
        "/media/speech/%2e%2e%2f%2e%2e%2fdata%2fserver.key",
        "/media/videos/..%2f..%2f..%2fetc%2fpasswd/video",
        "//etc/passwd",
        "/v3/videos/..%2f..%2fserver.key",
        "/v3/assets/..%2f..%2fserver",
        "/v3/assets/%00",
        "/v3/videos/%ff%fe",
        "/v3/templates/%00",
        "/v3/voices/..%2f..%2fetc",
        "/v3/avatars/..%2f..%2fetc%2fpasswd",
        "/static/..%2f..%2fapp.py",
        "/static/../page.py",
        f"/jobs/{'a' * 5000}",
        f"/jobs?token={'9' * 40}",
        f"/v3/videos?limit={'9' * 40}",
        "/v3/videos?token=%F0%28%8C%28",
        "/v3/videos?title=%00%22%27%3B--",
        "/jobs?status=%27%20OR%201%3D1--",
        "/reports/..%2f..%2fx",
    ],
)
def test_addresses_lead_nowhere_else(ada: httpx.Client, path: str) -> None:
    with httpx.Client(headers=ada.headers) as client:
        answer = client.send(client.build_request("GET", str(ada.base_url).rstrip("/") + path))
    assert answer.status_code < 500, answer.text
    if answer.status_code == 200:
        assert answer.json()["data"] == []
    assert "root:" not in answer.text
    assert "import" not in answer.text


def test_every_answer_says_what_browsers_may_do_with_it(site: Server, ada: httpx.Client) -> None:
    answers = [
        ada.get("/v3/videos"),
        ada.get("/nothing"),
        ada.post("/v3/videos", content=b"{"),
        ada.post("/v3/videos", content=b"x" * 2_000_000),
        httpx.get(f"{site.url}/v3/videos"),
        httpx.get(f"{site.url}/metrics"),
        httpx.get(f"{site.url}/media/assets/x"),
        httpx.get(f"{site.url}/sign-in"),
    ]
    for answer in answers:
        headers = answer.headers
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["x-frame-options"] == "DENY"
        assert headers["referrer-policy"] in ("no-referrer", "same-origin")
        policy = headers["content-security-policy"]
        assert "default-src 'self'" in policy
        assert "unsafe" not in policy
        assert len(headers["x-request-id"]) == 32
        assert "server" not in headers


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://localhost.evil.example"])
def test_pages_of_others_may_read_nothing(site: Server, ada: httpx.Client, origin: str) -> None:
    ask = {"Origin": origin, "Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "x-api-key"}
    for answer in (
        httpx.options(f"{site.url}/v3/videos", headers=ask),
        ada.get("/v3/videos", headers={"Origin": origin}),
        httpx.get(f"{site.url}/metrics", headers={"Origin": origin}),
    ):
        assert not [name for name in answer.headers if name.startswith("access-control")]


@pytest.mark.parametrize("method", ["TRACE", "OPTIONS", "PUT", "PATCH", "HEAD", "CONNECT", "FOO"])
def test_other_methods_are_refused(site: Server, ada: httpx.Client, method: str) -> None:
    answer = ada.request(method, "/v3/videos", headers={"X-Canary": "canary-header-1B"})
    assert answer.status_code in (400, 405)
    assert "canary" not in answer.text


def test_text_of_a_request_becomes_no_header_and_no_line_of_the_log(site: Server, ada: httpx.Client) -> None:
    forged = '{"time": "2000", "level": "error", "message": "forged"}'
    title = f"x\r\nSet-Cookie: a=b\r\n\r\n{forged}\n"
    made = ada.post("/v3/videos", json={**VIDEO, "title": title})
    assert made.status_code == 200
    video = made.json()["data"]["video_id"]
    for answer in (made, ada.get(f"/v3/videos/{video}"), ada.get(f"/v3/videos/a%0d%0aSet-Cookie:%20a=b%0a{forged}")):
        assert "set-cookie" not in answer.headers
    ada.get("/v3/videos", headers={"User-Agent": forged, "X-Request-Id": "forged"})
    for line in logged(site).splitlines():
        if line.startswith("{"):
            assert json.loads(line)["message"] != "forged"


def test_a_page_of_another_address_cannot_use_a_server_without_keys(tmp_path: Any) -> None:
    from tests.api.conftest import start, stop

    server = start(tmp_path, "--no-auth", workers=0)
    port = httpx.URL(server.url).port
    video = json.dumps(VIDEO)
    own = {"Content-Type": "text/plain"}
    assert httpx.post(f"{server.url}/v3/videos", content=video, headers=own).status_code == 200
    for headers in ({"Origin": "https://evil.example"}, {"Origin": "null"}, {"Host": f"evil.example:{port}"}):
        for path in ("/v3/videos", "/create", "/jobs/x/cancel"):
            answer = httpx.post(f"{server.url}{path}", content=video, headers={**own, **headers})
            assert answer.status_code in (403, 404, 303), (path, headers)
    assert len(httpx.get(f"{server.url}/v3/videos").json()["data"]) == 1
    assert httpx.get(f"{server.url}/v3/videos", headers={"Host": f"evil.example:{port}"}).status_code == 403
    stop(server)


def test_nothing_is_kept_for_somebody_who_is_turned_away(site: Server, ada: httpx.Client, eve: httpx.Client) -> None:
    def kept() -> int:
        with sqlite3.connect(site.home / "data" / "heygen.db") as connection:
            (count,) = connection.execute("SELECT count(*) FROM replays").fetchone()
        connection.close()
        return int(count)

    before, headers = kept(), {"Idempotency-Key": "order:1"}
    assert httpx.post(f"{site.url}/v3/videos", json=VIDEO, headers=headers).status_code == 401
    assert httpx.post(f"{site.url}/v3/videos", json=VIDEO, headers={**headers, "X-Api-Key": "no"}).status_code == 401
    assert kept() == before
    # The same key of somebody else is another one.
    videos = [
        each.post("/v3/videos", json=VIDEO, headers=headers).json()["data"]["video_id"] for each in (ada, eve, ada)
    ]
    assert videos[0] == videos[2] != videos[1]
    assert kept() == before + 2
