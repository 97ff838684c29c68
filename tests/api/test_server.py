"""The server as its clients know it: real HTTP to a real process."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import httpx
import jsonschema
import pytest
from websockets.sync.client import connect

from heygen_cli.api.errors import STATUSES, status_of
from heygen_cli.domain import errors
from heygen_cli.infra.store.database import Database
from heygen_cli.infra.store.job import SqliteQueue
from heygen_cli.v3.operations import operations, schema
from tests.api.conftest import Server, start, stop
from tests.processes import processes_of

pytestmark = pytest.mark.slow
BODY = {"type": "avatar", "avatar_id": "mira", "script": "Hello again.", "resolution": "720p"}


def fits(data: Any, command: str) -> None:
    """Hold an answer to what the reference says about it."""
    jsonschema.validate(data, _nullable(schema(command, "response")))


def _nullable(node: Any) -> Any:
    """OpenAPI's word for what may be null, in JSON Schema's."""
    if isinstance(node, list):
        return [_nullable(item) for item in node]
    if not isinstance(node, dict):
        return node
    made = {name: _nullable(item) for name, item in node.items() if name != "nullable"}
    if "discriminator" in made:  # chosen by a field; JSON Schema would want the others to fail
        made["anyOf"] = made.pop("oneOf")
    if not node.get("nullable"):
        return made
    return {"anyOf": [made, {"type": "null"}]}


def test_a_video_is_made_and_its_film_comes_in_ranges(server: Server, film: dict[str, Any]) -> None:
    assert film["status"] == "completed"
    whole = httpx.get(film["video_url"])
    assert whole.headers["content-type"] == "video/mp4"
    assert whole.content[4:8] == b"ftyp"
    part = httpx.get(film["video_url"], headers={"Range": "bytes=100-199"})
    assert (part.status_code, part.content) == (206, whole.content[100:200])
    assert httpx.get(film["thumbnail_url"]).headers["content-type"].startswith("image/")


@pytest.mark.parametrize(
    ("command", "path"),
    [
        ("video list", "/v3/videos"),
        ("user me get", "/v3/users/me"),
        ("avatar list", "/v3/avatars"),
        ("avatar looks list", "/v3/avatars/looks?limit=3"),
        ("avatar get", "/v3/avatars/mira"),
        ("voice list", "/v3/voices?limit=3"),
    ],
)
def test_answers_are_as_the_reference_has_them(server: Server, film: dict[str, Any], command: str, path: str) -> None:
    answer = server.client.get(path)
    assert answer.status_code == 200, answer.text
    fits(answer.json(), command)
    assert answer.headers["x-request-id"]


def test_one_video_is_as_the_reference_has_it(server: Server, film: dict[str, Any]) -> None:
    fits(server.client.get(f"/v3/videos/{film['id']}").json(), "video get")
    fits(server.client.get(f"/v3/videos/statuses?video_ids={film['id']}").json(), "video statuses list")


def test_every_operation_has_a_route_or_says_that_it_has_none(server: Server) -> None:
    for operation in operations():
        path = operation.path.format(**dict.fromkeys(operation.arguments, "none"))
        answer = server.client.request(operation.method, path, json={} if operation.body == "json" else None)
        assert answer.status_code < 500 or answer.status_code == 501, (operation.command, answer.text)
        if answer.status_code >= 400:
            assert answer.json()["error"]["code"]


@pytest.mark.parametrize("key", ["", "wrong", "ключ"])
def test_nobody_gets_in_without_the_key(server: Server, key: str) -> None:
    headers = {"X-Api-Key": key.encode()}
    for path in ("/v3/videos", "/v3/voices", "/jobs", "/v1/video.list", "/v3/lipsyncs"):
        answer = httpx.get(server.url + path, headers=headers)
        if path != "/v3/lipsyncs":
            assert answer.status_code == 401, path
            assert answer.json()["error"]["code"] == "unauthorized"
    bearer = httpx.get(server.url + "/v3/users/me", headers={"Authorization": f"Bearer {server.key}"})
    assert bearer.status_code == 200


def test_links_cannot_be_made_up_stretched_or_led_elsewhere(server: Server, film: dict[str, Any]) -> None:
    url = httpx.URL(film["video_url"])
    later = url.copy_set_param("expires", str(int(url.params["expires"]) + 1))
    other = str(url).replace("/video?", "/thumbnail?")
    for wrong in (
        later,
        other,
        f"{server.url}/media/videos/{film['id']}/video",
        f"{server.url}/media/assets/..%2F..%2Fx",
    ):
        assert httpx.get(str(wrong)).status_code == 403
    assert httpx.get(f"{server.url}/media/../../etc/passwd").status_code in (403, 404)


@pytest.mark.parametrize(
    ("body", "param"),
    [
        ({"type": "avatar", "avatar_id": "nobody", "script": "Hello."}, "avatar"),
        ({"type": "avatar", "avatar_id": "mira"}, None),
        ({"type": "poem"}, "type"),
        ({"type": "avatar", "avatar_id": "mira", "audio_url": "file:///etc/passwd"}, "audio_url"),
        (
            {
                "type": "avatar",
                "avatar_id": "mira",
                "script": "x",
                "background": {"type": "image", "url": "/etc/hosts"},
            },
            "url",
        ),
        ({"type": "avatar", "avatar_id": "mira", "audio_asset_id": "../../server"}, "asset_id"),
        ([1, 2], None),
    ],
)
def test_what_cannot_be_made_is_refused_at_once(server: Server, body: Any, param: str | None) -> None:
    answer = server.client.post("/v3/videos", json=body)
    assert 400 <= answer.status_code < 500, answer.text
    error = answer.json()["error"]
    assert error["message"]
    if param:
        assert param in str(error["param"])


def test_bodies_have_a_limit_whether_or_not_they_say_how_long_they_are(server: Server) -> None:
    huge = server.client.post("/v3/videos", content=b"x" * (1024 * 1024 + 1))
    assert (huge.status_code, huge.json()["error"]["code"]) == (413, "payload_too_large")
    chunked = server.client.post("/v3/videos", content=iter([b"x" * 1024 * 1024, b"x"]))
    assert (chunked.status_code, chunked.json()["error"]["code"]) == (413, "payload_too_large")
    said = json.dumps({**BODY, "avatar_id": "nobody"}).encode()
    assert server.client.post("/v3/videos", content=iter([said[:5], said[5:]])).json()["error"]["param"] == "avatar"
    broken = server.client.post("/v3/videos", content=b"{")
    assert broken.status_code == 400


def test_the_same_key_is_the_same_request(server: Server) -> None:
    headers = {"Idempotency-Key": "order:17"}
    first = server.client.post("/v3/videos", json=BODY, headers=headers)
    again = server.client.post("/v3/videos", json=BODY, headers=headers)
    assert again.json() == first.json()
    assert again.headers["idempotent-replayed"] == "true"
    other = server.client.post("/v3/videos", json={**BODY, "script": "Other."}, headers=headers)
    assert (other.status_code, other.json()["error"]["code"]) == (409, "idempotency_key_reused")
    assert server.client.post("/v3/videos", json=BODY, headers={"Idempotency-Key": "a b"}).status_code == 400
    server.done(first.json()["data"]["video_id"])


def test_an_upload_can_be_used_fetched_and_deleted(server: Server, tmp_path: Path) -> None:
    import cv2
    import numpy as np

    picture = cv2.imencode(".png", np.full((90, 160, 3), 120, np.uint8))[1].tobytes()
    made = server.client.post("/v3/assets", files={"file": ("../../x/back.png", picture)}).json()
    fits(made, "asset create")
    asset = made["data"]
    assert httpx.get(asset["url"]).content == picture
    fits(server.client.get(f"/v3/assets/{asset['asset_id']}").json(), "asset get")
    background = {"type": "image", "asset_id": asset["asset_id"]}
    answer = server.client.post("/v3/videos", json={**BODY, "background": background})
    assert answer.status_code == 200, answer.text
    assert server.done(answer.json()["data"]["video_id"])["status"] == "completed"
    assert server.client.delete(f"/v3/assets/{asset['asset_id']}").status_code == 200
    assert server.client.get(f"/v3/assets/{asset['asset_id']}").status_code == 404


def test_speech_comes_with_the_times_of_its_words(server: Server) -> None:
    voice = server.client.get("/v3/voices?limit=1").json()["data"][0]["voice_id"]
    answer = server.client.post("/v3/voices/speech", json={"text": "Three short words.", "voice_id": voice})
    fits(answer.json(), "voice speech create")
    data = answer.json()["data"]
    assert [item["word"] for item in data["word_timestamps"]] == ["Three", "short", "words."]
    assert httpx.get(data["audio_url"]).content[:4] == b"RIFF"


def test_progress_streams_and_goes_on_where_it_stopped(server: Server) -> None:
    made = server.client.post("/v3/videos", json={**BODY, "script": "Watch me being made."}).json()["data"]
    seen: list[dict[str, Any]] = []
    headers = {"X-Api-Key": server.key}
    with connect(server.url.replace("http", "ws") + "/ws/jobs?after=0", additional_headers=headers) as link:
        while not any(event["event"] == "done" and _is(server, event, made["video_id"]) for event in seen):
            seen.append(json.loads(link.recv(timeout=60)))
    numbers = [event["id"] for event in seen if event["id"] is not None]
    assert numbers == sorted(numbers)
    with server.client.stream("GET", f"/jobs/events?after={numbers[-1] - 1}") as stream:
        lines = stream.iter_lines()
        assert next(lines) == f"id: {numbers[-1]}"


def _is(server: Server, event: dict[str, Any], video_id: str) -> bool:
    job = server.client.get(f"/jobs/{video_id}").json()["data"]
    return bool(event["job_id"] == job["id"])


def test_the_words_of_the_second_version_are_understood(server: Server) -> None:
    scene = {
        "character": {"type": "avatar", "avatar_id": "mira", "avatar_style": "normal"},
        "voice": {"type": "text", "input_text": "Hello from version two.", "voice_id": None},
        "background": {"type": "color", "value": "#334455"},
    }
    body = {"video_inputs": [scene], "dimension": {"width": 1280, "height": 720}, "title": "Two"}
    answer = server.client.post("/v2/video/generate", json=body)
    assert answer.status_code == 200, answer.text
    assert answer.headers["deprecation"] == "true"
    server.done(answer.json()["data"]["video_id"])
    status = server.client.get("/v1/video_status.get", params={"video_id": answer.json()["data"]["video_id"]}).json()
    assert status["data"]["status"] == "completed"
    assert server.client.get("/v2/avatars").json()["data"]["avatars"]
    assert server.client.get("/v2/voices").json()["data"]["voices"]
    assert server.client.post("/v2/video/generate", json={}).status_code == 400


def test_our_own_client_works_against_it(server: Server, film: dict[str, Any], tmp_path: Path) -> None:
    cloud = {"HEYGEN_API_BASE": server.url, "HEYGEN_API_KEY": server.key, "HEYGEN_PROVIDER": "heygen"}
    environ = {**os.environ, **cloud, "HEYGEN_HOME": str(tmp_path / "home")}
    line = [sys.executable, "-m", "heygen_cli"]
    body = json.dumps(BODY)
    made = subprocess.run(
        [*line, "video", "create", "-d", body, "--wait"], env=environ, capture_output=True, text=True, cwd=tmp_path
    )
    assert made.returncode == 0, made.stderr
    video = json.loads(made.stdout)["data"]
    fetched = subprocess.run(
        [*line, "video", "download", video["id"]], env=environ, capture_output=True, text=True, cwd=tmp_path
    )
    assert fetched.returncode == 0, fetched.stderr
    assert (tmp_path / f"{video['id']}.mp4").read_bytes()[4:8] == b"ftyp"


def test_figures_and_health_need_no_key(server: Server) -> None:
    assert httpx.get(f"{server.url}/healthz").json() == {"status": "ok"}
    assert 'heygen_jobs{state="done"}' in httpx.get(f"{server.url}/metrics").text
    assert httpx.get(f"{server.url}/openapi.json").json()["info"]["title"] == "heygen"


def test_every_kind_of_error_has_a_status() -> None:
    kinds = [kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, errors.HeygenError)]
    for kind in kinds:
        what = [errors.InvalidInput("x")] if kind is errors.ManyInvalid else "x"
        error = kind(what, after=1) if kind is errors.TooMany else kind(what)
        assert 400 <= status_of(error) < 600
    assert set(STATUSES) <= set(kinds)


@pytest.mark.parametrize(
    ("line", "status"), [("GET /v3/nothing", 404), ("POST /nothing", 404), ("PUT /v3/videos", 405)]
)
def test_what_is_not_there_is_named(server: Server, line: str, status: int) -> None:
    answer = server.client.request(*line.split())
    error = answer.json()["error"]
    assert (answer.status_code, line in error["message"]) == (status, True)
    assert "/openapi.json" in error["hint"]


def test_no_auth_is_for_this_machine_alone(tmp_path: Path) -> None:
    environ = {**os.environ, "HEYGEN_HOME": str(tmp_path)}
    line = [sys.executable, "-m", "heygen_cli", "serve", "--no-auth", "--host", "0.0.0.0"]
    refused = subprocess.run(line, env=environ, capture_output=True, text=True, timeout=60)
    assert refused.returncode == 2
    error = json.loads(refused.stderr)["error"]
    assert (error["param"], "this machine" in error["message"]) == ("--no-auth", True)


def test_a_clean_stop_takes_its_workers_along_and_hands_their_jobs_back(tmp_path: Path) -> None:
    running = start(tmp_path)
    made = running.client.post("/v3/videos", json={**BODY, "script": "A long one. " * 40}).json()["data"]
    until = time.monotonic() + 60
    while running.client.get(f"/jobs/{made['video_id']}").json()["data"]["status"] != "running":
        assert time.monotonic() < until
        time.sleep(0.05)
    began = time.monotonic()
    with connect(running.url.replace("http", "ws") + "/ws/jobs", additional_headers={"X-Api-Key": running.key}):
        stop(running)
    assert time.monotonic() - began < 10
    job = SqliteQueue(Database(tmp_path / "data" / "heygen.db")).get(made["video_id"])
    assert job.state == "queued"
    until = time.monotonic() + 2  # what its workers had started ends with them
    while left := processes_of(tmp_path):
        assert time.monotonic() < until, left


def test_what_was_answered_is_there_after_a_kill(tmp_path: Path) -> None:
    answered: list[str] = []
    for _ in range(3):
        running = start(tmp_path, workers=0)
        for number in range(20):
            made = running.client.post("/v3/videos", json={**BODY, "script": f"Number {number}."})
            answered.append(made.json()["data"]["video_id"])
        os.kill(running.process.pid, signal.SIGKILL)
        running.process.wait()
        running.client.close()
    queue = SqliteQueue(Database(tmp_path / "data" / "heygen.db"))
    assert all(queue.get(video).state == "queued" for video in answered)
    assert len(answered) == 60


def test_an_address_that_is_taken_is_said_before_anything_begins(server: Server, tmp_path: Path) -> None:
    port = server.url.rpartition(":")[2]
    line = [sys.executable, "-m", "heygen_cli", "serve", "--port", port]
    done = subprocess.run(
        line, env={**os.environ, "HEYGEN_HOME": str(tmp_path)}, capture_output=True, text=True, timeout=30, check=False
    )
    assert done.returncode == 2
    error = json.loads(done.stderr)["error"]  # and nothing else
    assert error["message"].startswith("Cannot listen on")
    assert "--port" in error["hint"]
