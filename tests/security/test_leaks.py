"""Secrets that pass through the server: in none of its logs, figures, answers, files and command lines."""

from __future__ import annotations

import re
import stat

import httpx
import psutil
import pytest

from tests.api.conftest import Server
from tests.security.conftest import PASSWORD, logged

pytestmark = pytest.mark.slow


def test_secrets_stay_where_they_belong(site: Server, ada: httpx.Client) -> None:
    account = {"email": "ada@example.org", "password": PASSWORD}
    tokens = httpx.post(f"{site.url}/auth/login", json=account).json()["data"]
    wrong = {"email": "ada@example.org", "password": "canary-wrong-password-2R"}
    answers = [
        httpx.post(f"{site.url}/auth/login", json=wrong),
        httpx.post(f"{site.url}/auth/register", json=account),
        httpx.post(f"{site.url}/auth/register", json={"email": PASSWORD, "password": PASSWORD}),
        httpx.post(f"{site.url}/auth/refresh", json={"refresh_token": "canary-refresh-4W"}),
        httpx.get(f"{site.url}/welcome?token=canary-link-6P"),
        httpx.get(f"{site.url}/v3/videos?api_key=canary-query-8L"),
        httpx.get(f"{site.url}/v3/videos", headers={"Authorization": "Bearer canary-bearer-0J"}),
        httpx.get(f"{site.url}/v3/videos", headers={"X-Api-Key": "canary-key-1M"}),
        httpx.get(f"{site.url}/v3/videos", headers={"Cookie": "heygen_session=canary-cookie-3N"}),
        ada.post("/v3/videos", json={"type": "avatar", "avatar_id": "mira", "script": "canary-script-7T"}),
        ada.post("/v3/videos", content=b'{"canary-broken-9F'),
        ada.post("/v3/videos", json={"type": "avatar"}, headers={"Idempotency-Key": "canary-idempotency"}),
        httpx.get(f"{site.url}/media/assets/x?expires=1&signature=canary-signature"),
        ada.get("/auth/keys"),
        ada.get("/auth/me"),
        httpx.get(f"{site.url}/metrics"),
    ]
    own = [site.key, ada.headers["x-api-key"], PASSWORD, tokens["access_token"], tokens["refresh_token"]]
    own.append((site.home / "data" / "server.secret").read_text())
    for answer in answers:
        assert not [secret for secret in own if secret in answer.text], answer.request.url
        assert "canary" not in answer.text.replace("canary-link-6P", ""), answer.request.url
    said = logged(site)
    assert not [secret for secret in own if secret in said]
    assert set(re.findall(r"canary-[\w-]+", said)) == set()
    processes = [psutil.Process(site.process.pid), *psutil.Process(site.process.pid).children(recursive=True)]
    lines = " ".join(word for process in processes for word in process.cmdline())
    assert not [secret for secret in own if secret in lines]


def test_the_database_holds_nothing_that_opens_a_door(site: Server, ada: httpx.Client) -> None:
    ada.get("/v3/videos")
    account = {"email": "ada@example.org", "password": PASSWORD}
    tokens = httpx.post(f"{site.url}/auth/login", json=account).json()["data"]
    secrets = [ada.headers["x-api-key"], PASSWORD, tokens["access_token"], tokens["refresh_token"], site.key]
    for path in (site.home / "data").glob("heygen.db*"):
        held = path.read_bytes()
        assert not [secret for secret in secrets if secret.encode() in held], path.name


def test_what_the_server_keeps_is_its_owners_alone(site: Server, ada: httpx.Client) -> None:
    data = site.home / "data"
    for path in [data, *data.rglob("*")]:
        assert not path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO), path
