"""People over HTTP: coming in, being kept out, and seeing nothing of each other."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.api.conftest import Server, start, stop

pytestmark = pytest.mark.slow
PASSWORD = "a sentence that only I know"
BODY = {"type": "avatar", "avatar_id": "mira", "script": "Mine alone."}
Person = Callable[..., httpx.Client]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server that makes no films, and lets strangers make accounts."""
    running = start(tmp_path_factory.mktemp("accounts"), "--open-registration", workers=0)
    yield running
    stop(running)


@pytest.fixture(scope="module")
def person(site: Server) -> Iterator[Person]:
    """Somebody with an account, signed in."""
    clients: list[httpx.Client] = []

    def made(name: str, role: str = "creator") -> httpx.Client:
        account = {"email": f"{name}@example.org", "password": PASSWORD}
        site.client.post("/auth/register", json={**account, "role": role}).raise_for_status()
        tokens = httpx.post(f"{site.url}/auth/login", json=account).json()["data"]
        client = httpx.Client(base_url=site.url, headers={"Authorization": f"Bearer {tokens['access_token']}"})
        clients.append(client)
        return client

    yield made
    for client in clients:
        client.close()


def error(answer: httpx.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["error"]["code"]


def test_the_first_start_prints_a_link_that_works_once(site: Server) -> None:
    said = (site.home / "server.err").read_text()
    found = re.search(r"/welcome\?token=(\S+)", said)
    assert found
    claim = {"token": found[1], "password": PASSWORD, "email": "owner@example.org"}
    assert httpx.post(f"{site.url}/auth/claim", json=claim).json()["data"]["role"] == "admin"
    assert error(httpx.post(f"{site.url}/auth/claim", json=claim)) == (401, "unauthorized")
    assert site.key not in said


def test_a_session_is_renewed_and_ended(site: Server, person: Person) -> None:
    client = person("renewing")
    assert client.get("/auth/me").json()["data"]["email"] == "renewing@example.org"
    account = {"email": "renewing@example.org", "password": PASSWORD}
    tokens = httpx.post(f"{site.url}/auth/login", json=account).json()["data"]
    assert 0 < tokens["expires_in"] <= 900
    renewed = httpx.post(f"{site.url}/auth/refresh", json={"refresh_token": tokens["refresh_token"]}).json()["data"]
    headers = {"Authorization": f"Bearer {renewed['access_token']}"}
    assert httpx.post(f"{site.url}/auth/logout", headers=headers).json() == {"data": {"signed_out": True}}
    assert error(httpx.get(f"{site.url}/auth/me", headers=headers)) == (401, "unauthorized")


def test_strangers_learn_nothing(site: Server, person: Person) -> None:
    person("taken")
    answers = [
        httpx.post(f"{site.url}/auth/register", json={"email": f"{name}@example.org", "password": "my own password"})
        for name in ("taken", "free")
    ]
    assert [(answer.status_code, answer.json()) for answer in answers[:1]] == [
        (answers[1].status_code, answers[1].json())
    ]
    asked = {"email": "taken@example.org", "password": PASSWORD, "role": "admin"}
    assert httpx.post(f"{site.url}/auth/register", json=asked | {"email": "boss@example.org"}).status_code == 202
    account = {"email": "boss@example.org", "password": PASSWORD}
    token = httpx.post(f"{site.url}/auth/login", json=account).json()["data"]["access_token"]
    me = httpx.get(f"{site.url}/auth/me", headers={"Authorization": f"Bearer {token}"}).json()["data"]
    assert me["role"] == "creator", "a stranger gives themselves no role"


def test_guessing_is_answered_with_a_pause(site: Server, person: Person) -> None:
    person("guessed")
    wrong = {"email": "guessed@example.org", "password": "not the password"}
    for _ in range(5):
        assert error(httpx.post(f"{site.url}/auth/login", json=wrong)) == (401, "unauthorized")
    refused = httpx.post(f"{site.url}/auth/login", json=wrong | {"password": PASSWORD})
    assert error(refused) == (429, "rate_limit_exceeded")
    assert 0 < int(refused.headers["retry-after"]) <= 30


def test_roles_and_scopes(site: Server, person: Person) -> None:
    viewer, creator = person("viewer", "viewer"), person("creator")
    assert viewer.get("/v3/videos").status_code == 200
    assert error(viewer.post("/v3/videos", json=BODY)) == (403, "forbidden")
    assert error(creator.get("/users")) == (403, "forbidden")
    made = creator.post("/auth/keys", json={"name": "reader", "scopes": ["read"]}).json()["data"]
    with httpx.Client(base_url=site.url, headers={"X-Api-Key": made["key"]}) as reader:
        assert reader.get("/v3/videos").status_code == 200
        assert error(reader.post("/v3/videos", json=BODY)) == (403, "forbidden")
        assert error(reader.post("/auth/keys", json={"name": "more"})) == (403, "forbidden")
        assert error(creator.post("/auth/keys", json={"name": "more", "scopes": ["admin"]})) == (403, "forbidden")
        assert made["key"] not in creator.get("/auth/keys").text
        creator.delete(f"/auth/keys/{made['id']}").raise_for_status()
        assert error(reader.get("/v3/videos")) == (401, "unauthorized")


def test_a_key_cannot_take_the_account_over(site: Server, person: Person) -> None:
    key = person("careful").post("/auth/keys", json={"name": "laptop"}).json()["data"]["key"]
    change = {"current_password": PASSWORD, "new_password": "now it is mine alone"}
    with httpx.Client(base_url=site.url, headers={"X-Api-Key": key}) as holder:
        assert error(holder.patch("/auth/me", json={"email": "thief@example.org"})) == (403, "forbidden")
        assert error(holder.post("/auth/password", json=change)) == (403, "forbidden")


def test_nobody_sees_what_is_another_persons(site: Server, person: Person) -> None:
    ada, eve = person("ada"), person("eve")
    video = ada.post("/v3/videos", json=BODY).json()["data"]["video_id"]
    job = ada.get(f"/jobs/{video}").json()["data"]["id"]
    assert [item["id"] for item in ada.get("/v3/videos").json()["data"]] == [video]
    for client in (eve, site.client):
        assert client.get("/v3/videos").json()["data"] == []
        assert client.get("/jobs").json()["data"] == []
        for method, path in (
            ("GET", f"/v3/videos/{video}"),
            ("DELETE", f"/v3/videos/{video}"),
            ("GET", f"/v3/videos/statuses?video_ids={video}"),
            ("GET", f"/v1/video_status.get?video_id={video}"),
            ("GET", f"/jobs/{job}"),
            ("POST", f"/jobs/{job}/cancel"),
            ("POST", f"/jobs/{video}/retry"),
        ):
            answer = client.request(method, path)
            assert answer.status_code in (404, 200), (method, path)
            if answer.status_code == 200:
                assert "statuses" in path
                assert {item["status"] for item in answer.json()["data"]} <= {"not_found"}
    assert ada.get(f"/v3/videos/{video}").status_code == 200


def test_an_admin_looks_after_accounts_and_sees_no_films(site: Server, person: Person) -> None:
    member = person("member")
    found: list[dict[str, Any]] = site.client.get("/users", params={"limit": 100}).json()["data"]
    member_id = next(user["id"] for user in found if user["email"] == "member@example.org")
    site.client.patch(f"/users/{member_id}", json={"disabled": True}).raise_for_status()
    assert error(member.get("/v3/videos")) == (401, "unauthorized")
    site.client.patch(f"/users/{member_id}", json={"disabled": False}).raise_for_status()
    link = site.client.post(f"/users/{member_id}/link").json()["data"]["url"]
    token = link.partition("token=")[2]
    httpx.post(f"{site.url}/auth/claim", json={"token": token, "password": "a new long password"}).raise_for_status()
    account = {"email": "member@example.org", "password": "a new long password"}
    assert httpx.post(f"{site.url}/auth/login", json=account).status_code == 200


def test_one_reads_ones_own_reports(person: Person) -> None:
    client = person("reporter")
    assert client.get("/reports/usage").json()
    assert client.get("/reports/costs", params={"format": "csv"}).headers["content-type"].startswith("text/csv")
    assert error(client.get("/reports/usage", params={"by": "password"})) == (400, "invalid_parameter")


def test_nothing_secret_is_on_the_disk_or_in_the_log(site: Server, person: Person) -> None:
    key = person("canary").post("/auth/keys", json={"name": "canary"}, headers={"Idempotency-Key": "once"})
    secret = key.json()["data"]["key"].encode()
    held = [path for path in site.home.rglob("*") if path.is_file() and path.stat().st_size < 50_000_000]
    assert any(path.name == "heygen.db" for path in held)
    assert not [path for path in held if secret in path.read_bytes() or PASSWORD.encode() in path.read_bytes()]


def test_without_keys_everyone_is_the_person_of_the_machine(tmp_path: Path) -> None:
    server = start(tmp_path, "--no-auth", workers=0)
    try:
        assert server.client.get("/auth/me").json()["data"]["id"] == "local"
    finally:
        stop(server)
