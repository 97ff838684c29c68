"""Every route of the server, asked by nobody, by a stranger, and by somebody else: nobody sees what is not theirs."""

from __future__ import annotations

import re
from typing import Any

import httpx
import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from tests.api.conftest import Server
from tests.security.conftest import png

pytestmark = pytest.mark.slow
# What there is to see without a key; everything else must ask for one.
PUBLIC = {
    *("POST /auth/register", "POST /auth/login", "POST /auth/refresh", "POST /auth/claim"),
    *("GET /healthz", "GET /readyz", "GET /metrics"),
    *("GET /media/{kind}/{rest}", "PUT /media/uploads/{asset_id}"),  # their links are signed
}
VIDEO = {"type": "avatar", "avatar_id": "mira", "script": "Mine alone, canary-script-5Z.", "title": "canary-title-9K"}
# Parameters that are not somebody's: what stands for them is there for everyone.
COMMON = {"voice_id": "espeak/en-us", "group_id": "mira", "look_id": "mira", "name": "usage", "avatar_id": "mira"}


@pytest.fixture(scope="module")
def routes(site: Server) -> list[tuple[str, str]]:
    """Every method and address of the server's own description."""
    paths = site.client.get("/openapi.json").json()["paths"]
    known = ("get", "post", "put", "patch", "delete")
    found = [(method.upper(), path) for path, item in paths.items() for method in item if method in known]
    return [route for route in found if route != ("GET", "/jobs/events")]  # which never ends; it has a test of its own


@pytest.fixture(scope="module")
def hers(site: Server, ada: httpx.Client) -> dict[str, str]:
    """Ids of what belongs to Ada, by the names of the parameters that they stand for."""
    video = ada.post("/v3/videos", json=VIDEO).json()["data"]["video_id"]
    asset = ada.post("/v3/assets", files={"file": ("canary-name-3X.png", png(64, 64))}).json()["data"]
    order = {"filename": "a.wav", "content_type": "audio/wav", "size_bytes": 4}
    uploads = ada.post("/v3/assets/direct-uploads/batches", json={"files": [order]}).json()["data"]
    batch = ada.post("/v3/videos/batches", json={"videos": [VIDEO]}).json()["data"]["batch_id"]
    hook = {"url": "https://93.184.216.34/", "events": ["avatar_video.success"]}
    endpoint = ada.post("/v3/webhooks/endpoints", json=hook).json()["data"]["endpoint_id"]
    account = ada.get("/auth/me").json()["data"]
    key = ada.get("/auth/keys").json()["data"][0]["id"]
    job = ada.get(f"/jobs/{video}").json()["data"]["id"]
    return {
        **{"video_id": video, "job_id": job, "asset_id": asset["asset_id"], "endpoint_id": endpoint},
        **{"user_id": account["id"], "key_id": key, "batch_id": batch, "upload_batch": uploads["batch_id"]},
    }


def address(path: str, ids: dict[str, str]) -> str:
    """The path with ids for its parameters; what nobody has where there is none."""
    ids = {**ids, "batch_id": ids["upload_batch"]} if path.startswith("/v3/assets") else ids
    return re.sub(r"\{(\w+)(:\w+)?\}", lambda found: {**COMMON, **ids}.get(found[1], "1"), path)


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"X-Api-Key": "wrong"},
        {"X-Api-Key": "hk_" + "0" * 43},
        {"Authorization": "Bearer ha_" + "0" * 43},
        {"Authorization": "Basic YTpi"},
        {"Cookie": "heygen_session=ha_0000"},
    ],
)
def test_without_a_key_there_is_nothing(
    site: Server, routes: list[tuple[str, str]], hers: dict[str, str], headers: dict[str, str]
) -> None:
    with httpx.Client(base_url=site.url, headers=headers) as nobody:
        statuses = {
            f"{method} {path}": nobody.request(method, address(path, hers)).status_code for method, path in routes
        }
    assert {route for route, status in statuses.items() if status not in (401, 501)} <= PUBLIC
    assert len(statuses) > 40


def test_somebody_else_finds_nothing_and_changes_nothing(
    site: Server, routes: list[tuple[str, str]], hers: dict[str, str], ada: httpx.Client, eve: httpx.Client
) -> None:
    before = everything(ada)
    for method, path in routes:
        answer = eve.request(method, address(path, hers), json={} if method in ("POST", "PATCH", "PUT") else None)
        assert answer.status_code < 500 or answer.status_code == 501, (method, path, answer.text)
        owned = set(re.findall(r"\{(\w+)", path)) & set(hers)
        if owned:
            assert answer.status_code in (400, 403, 404, 501), (method, path, answer.text)
        else:
            shown = answer.text.replace("canary@", "")
            assert "canary" not in shown, (method, path)
            assert not [each for each in hers.values() if each in shown], (method, path)
    assert everything(ada) == before


def everything(client: httpx.Client) -> list[Any]:
    """What somebody has, without the signatures and times of links."""
    pages = ("/v3/videos", "/jobs", "/v3/assets", "/v3/webhooks/endpoints", "/auth/keys", "/auth/me")
    found = [re.sub(r"expires=\d+&signature=\w+", "", client.get(page).text) for page in pages]
    return [re.sub(r'"used_at":[^,}]+', "", text) for text in found]


def test_lists_and_questions_about_several_ids_tell_nothing_of_others(hers: dict[str, str], eve: httpx.Client) -> None:
    video = eve.get("/v3/videos/statuses", params={"video_ids": hers["video_id"], "batch_ids": hers["batch_id"]})
    assert {item["status"] for item in video.json()["data"]} == {"not_found"}
    assert eve.get("/v1/video_status.get", params={"video_id": hers["video_id"]}).status_code == 404
    body = {**VIDEO, "background": {"type": "image", "asset_id": hers["asset_id"]}}
    assert eve.post("/v3/videos", json=body).json()["error"]["code"] == "asset_not_found"


def test_events_of_others_are_not_heard(
    site: Server, hers: dict[str, str], ada: httpx.Client, eve: httpx.Client
) -> None:
    url = f"{site.url.replace('http', 'ws')}/ws/jobs?after=0"
    made = eve.post("/v3/videos", json={**VIDEO, "title": "Eve's"}).json()["data"]["video_id"]
    job = eve.get(f"/jobs/{made}").json()["data"]["id"]
    with connect(url, additional_headers={"X-Api-Key": eve.headers["x-api-key"]}) as link:
        told = link.recv(timeout=10)
    assert job in str(told)
    assert hers["job_id"] not in str(told)
    with eve.stream("GET", "/jobs/events?after=0") as stream:
        assert job in next(line for line in stream.iter_lines() if line.startswith("data:"))


@pytest.mark.parametrize("headers", [{}, {"X-Api-Key": "wrong"}, {"Cookie": "heygen_session=ha_0000"}])
def test_websockets_ask_for_a_key_too(site: Server, headers: dict[str, str]) -> None:
    with (
        pytest.raises(InvalidStatus) as refused,
        connect(f"{site.url.replace('http', 'ws')}/ws/jobs", additional_headers=headers),
    ):
        pass
    assert refused.value.response.status_code == 401


def test_a_key_that_was_taken_back_is_worth_nothing(site: Server, ada: httpx.Client) -> None:
    # A person can make keys; a key cannot.
    account = {"email": "ada@example.org", "password": "canary-password-7Q"}
    token = httpx.post(f"{site.url}/auth/login", json=account).json()["data"]["access_token"]
    with httpx.Client(base_url=site.url, headers={"Authorization": f"Bearer {token}"}) as person:
        made = person.post("/auth/keys", json={"name": "short", "scopes": ["read"]}).json()["data"]
        with httpx.Client(base_url=site.url, headers={"X-Api-Key": made["key"]}) as program:
            assert program.get("/v3/videos").status_code == 200
            assert program.post("/v3/videos", json=VIDEO).status_code == 403
            person.delete(f"/auth/keys/{made['id']}")
            assert program.get("/v3/videos").status_code == 401
        person.post("/auth/logout")
        assert person.get("/v3/videos").status_code == 401
