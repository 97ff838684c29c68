"""The fake is held to the reference itself, so that what is tested against it means something."""

from __future__ import annotations

import hashlib
import http.client
import json
import threading
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode, urlsplit

import pytest

from tests.heygen import misbehaviour
from tests.heygen.fake import DAY, KEY, FakeHeyGen, serve
from tests.heygen.proxy import Cut, cutting
from tests.heygen.reference import Operation, operations
from tests.heygen.sample import sample


@pytest.fixture
def fake() -> Iterator[FakeHeyGen]:
    with serve() as running:
        yield running


def ask(
    fake: FakeHeyGen, method: str, path: str, body: Any = None, *, base: str = "", **headers: str
) -> tuple[int, Any, http.client.HTTPMessage]:
    parts = urlsplit(base or fake.url)
    link = http.client.HTTPConnection(parts.netloc, timeout=10)
    try:
        given = {"X-Api-Key": KEY, **({"Content-Type": "application/json"} if body is not None else {})}
        given |= {name.replace("_", "-"): value for name, value in headers.items()}
        link.request(method, path, json.dumps(body) if body is not None else None, given)
        answer = link.getresponse()
        raw = answer.read()
        told = json.loads(raw) if "json" in (answer.headers["Content-Type"] or "") else raw
        return answer.status, told, answer.headers
    finally:
        link.close()


def line(operation: Operation, fake: FakeHeyGen) -> str:
    """The operation's path with everything there that it names, and the whole query."""
    path = ""
    for part in operation.path.strip("/").split("/"):
        path += "/" + (f"{part[1:-1]}_7" if part.startswith("{") else part)
        if part.startswith("{"):
            fake.put(path, **({"items": [], "batch_id": "batch_id_7", "title": None} if "batches" in path else {}))
    if operation.path == "/v3/assets/complete/batches":
        fake.put("/v3/assets/batches/some batch id", items=[])
    query = {name: (flag["enum"] or ["7"])[0] for name, flag in operation.query.items() if name != "token"}
    return f"{path}?{urlencode(query)}" if query else path


VIDEO = {"type": "avatar", "avatar_id": "a_1", "script": "Hello.", "title": "One"}


@pytest.mark.parametrize("operation", operations(), ids=lambda each: each.command)
def test_every_operation_is_answered_as_its_schema_says(fake: FakeHeyGen, operation: Operation) -> None:
    if operation.body == "multipart" or operation.path == "/v3/assets/{asset_id}/complete":
        pytest.skip("tested with bytes below")
    body = sample(operation.request_schema) if operation.request_schema else None
    status, told, _ = ask(fake, operation.method, line(operation, fake), body)
    assert status == 200, told
    if operation.response_schema:
        operation.answers.validate(told)


@pytest.mark.parametrize(
    "operation",
    [each for each in operations() if (each.request_schema or {}).get("properties")],
    ids=lambda o: o.command,
)
def test_a_body_with_a_field_that_nobody_knows_is_refused(fake: FakeHeyGen, operation: Operation) -> None:
    status, told, _ = ask(fake, operation.method, line(operation, fake), {"surprise": 1})
    assert status == 400
    assert told["error"]["code"] == "invalid_parameter"
    assert fake.billed == []


def test_a_key_is_needed(fake: FakeHeyGen) -> None:
    status, told, _ = ask(fake, "GET", "/v3/videos", X_Api_Key="wrong")
    assert (status, told["error"]["code"]) == (401, "unauthorized")


def test_a_video_comes_nearer_with_every_look(fake: FakeHeyGen) -> None:
    _, made, _ = ask(fake, "POST", "/v3/videos", VIDEO)
    path = f"/v3/videos/{made['data']['video_id']}"
    seen = [ask(fake, "GET", path)[1]["data"] for _ in range(3)]
    assert [video["status"] for video in seen] == ["pending", "processing", "completed"]
    assert [bool(video["video_url"]) for video in seen] == [False, False, True]
    assert fake.billed == [path]
    assert seen[2]["title"] == "One"


def test_pages_go_through_everything_once(fake: FakeHeyGen) -> None:
    for number in range(5):
        fake.put(f"/v3/videos/v_{number}")
    seen, token = [], ""
    while token is not None:
        _, page, _ = ask(fake, "GET", f"/v3/videos?limit=2{f'&token={token}' if token else ''}")
        seen += [video["id"] for video in page["data"]]
        token = page["next_token"]
    assert seen == [f"v_{number}" for number in range(5)]


def test_one_key_is_paid_once_for_a_day(fake: FakeHeyGen) -> None:
    first = ask(fake, "POST", "/v3/videos", VIDEO, Idempotency_Key="k-1")[1]
    assert ask(fake, "POST", "/v3/videos", VIDEO, Idempotency_Key="k-1")[1] == first
    assert len(fake.billed) == 1
    fake.skew += DAY + 1
    assert ask(fake, "POST", "/v3/videos", VIDEO, Idempotency_Key="k-1")[1] != first
    assert len(fake.billed) == 2


def test_a_key_is_taken_while_its_first_request_is_in_flight(fake: FakeHeyGen) -> None:
    with fake.world.lock:  # the first request waits here, its key taken
        first = threading.Thread(target=ask, args=(fake, "POST", "/v3/videos", VIDEO), kwargs={"Idempotency_Key": "k"})
        first.start()
        while not fake.taken("POST", "/v3/videos", "k"):
            pass
        status, told, _ = ask(fake, "POST", "/v3/videos", VIDEO, Idempotency_Key="k")
    first.join()
    assert (status, told["error"]["code"]) == (409, "request_in_progress")
    assert len(fake.billed) == 1


def test_an_empty_wallet_and_a_full_plan_are_told(fake: FakeHeyGen) -> None:
    fake.world.limit = 1
    assert ask(fake, "POST", "/v3/videos", VIDEO)[0] == 200
    status, _, headers = ask(fake, "POST", "/v3/videos", VIDEO)
    assert (status, headers["Retry-After"]) == (429, "0")
    fake.world.limit, fake.world.wallet = None, 0.5
    assert ask(fake, "POST", "/v3/videos", VIDEO)[0] == 402
    assert ask(fake, "GET", "/v3/users/me")[1]["data"]["wallet"]["remaining_balance"] == 0.5


@pytest.mark.parametrize(
    ("fault", "billed"),
    [
        (misbehaviour.RESET_BEFORE, 0),
        (misbehaviour.RESET_AFTER, 1),
        (misbehaviour.MALFORMED, 1),
        (misbehaviour.HTML, 1),
        (misbehaviour.truncated(9), 1),
        (misbehaviour.down(), 0),
        (misbehaviour.SLOW, 1),
    ],
)
def test_a_fault_comes_once_and_says_whether_the_work_was_done(
    fake: FakeHeyGen, fault: misbehaviour.Misbehaviour, billed: int
) -> None:
    fake.misbehave(fault, on="POST /v3/videos")
    try:
        status, told, _ = ask(fake, "POST", "/v3/videos", VIDEO)
        good = status == 200 and isinstance(told, dict)
    except (http.client.HTTPException, OSError, ValueError):
        good = False
    assert good == (fault.kind == "slow")
    assert len(fake.billed) == billed
    assert ask(fake, "POST", "/v3/videos", VIDEO)[0] == 200


def test_weather_is_the_same_for_the_same_seed() -> None:
    ratios = {misbehaviour.busy(): 0.12, misbehaviour.RESET_AFTER: 0.04}
    one, other = (misbehaviour.Weather(ratios, seed=7) for _ in range(2))
    drawn = [one.draw() for _ in range(1000)]
    assert drawn == [other.draw() for _ in range(1000)]
    assert 90 < sum(fault == misbehaviour.busy() for fault in drawn) < 150


def test_a_film_comes_in_ranges_until_its_link_expires(fake: FakeHeyGen) -> None:
    fake.put("/v3/videos/v_1")
    url = ask(fake, "GET", "/v3/videos/v_1")[1]["data"]["video_url"]
    link = url.removeprefix(fake.url)
    status, whole, headers = ask(fake, "GET", link)
    assert (status, whole, headers["Content-Type"]) == (200, fake.film, "video/mp4")
    rest = ask(fake, "GET", link, Range="bytes=1000-", If_Range=headers["ETag"])
    assert (rest[0], rest[1]) == (206, whole[1000:])
    assert ask(fake, "GET", link, Range="bytes=1000-", If_Range='"another"')[0] == 200
    fake.expire_links()
    assert ask(fake, "GET", link)[0] == 403
    again = ask(fake, "GET", "/v3/videos/v_1")[1]["data"]["video_url"].removeprefix(fake.url)
    assert ask(fake, "GET", again)[0] == 200


def test_an_upload_is_kept_byte_for_byte(fake: FakeHeyGen) -> None:
    body = b'--xx\r\nContent-Disposition: form-data; name="file"; filename="a.png"\r\nContent-Type: image/png\r\n\r\n'
    parts = urlsplit(fake.url)
    link = http.client.HTTPConnection(parts.netloc)
    headers = {"X-Api-Key": KEY, "Content-Type": "multipart/form-data; boundary=xx"}
    link.request("POST", "/v3/assets", body + b"\x00\r\n--x\r\n\xff" + b"\r\n--xx--\r\n", headers)
    told = json.loads(link.getresponse().read())
    link.close()
    assert fake.uploads[told["data"]["asset_id"]] == b"\x00\r\n--x\r\n\xff"
    assert told["data"]["mime_type"] == "image/png"


@pytest.mark.parametrize(("sent", "status"), [(b"123456", 200), (b"123457", 403), (b"12345", 403)])
def test_a_direct_upload_takes_what_was_announced_and_nothing_else(fake: FakeHeyGen, sent: bytes, status: int) -> None:
    sha = hashlib.sha256(b"123456").hexdigest()
    announced = {"filename": "a.mp4", "content_type": "video/mp4", "size_bytes": 6, "checksum_sha256": sha}
    slot = ask(fake, "POST", "/v3/assets/direct-uploads", announced)[1]["data"]
    done = f"/v3/assets/{slot['asset_id']}/complete"
    assert ask(fake, "POST", done, {})[0] == 409
    parts = urlsplit(fake.url)
    link = http.client.HTTPConnection(parts.netloc)
    link.request("PUT", slot["upload_url"].removeprefix(fake.url), sent, slot["upload_headers"])
    assert link.getresponse().status == status
    link.close()
    assert ask(fake, "POST", done, {"checksum_sha256": sha})[0] == (200 if status == 200 else 409)


@pytest.mark.parametrize("cut", [Cut("up", 40), Cut("down", 30)])
def test_the_proxy_cuts_where_it_is_told(fake: FakeHeyGen, cut: Cut) -> None:
    with cutting(fake.url) as link:
        link.cuts.append(cut)
        try:
            told = ask(fake, "POST", "/v3/videos", VIDEO, base=link.url)[1]
        except (http.client.HTTPException, OSError, ValueError):
            told = b""
        assert told == b""
        assert link.made == [cut]
        assert len(fake.billed) == (cut.way == "down")
        assert ask(fake, "POST", "/v3/videos", VIDEO, base=link.url)[0] == 200
