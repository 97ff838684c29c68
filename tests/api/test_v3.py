"""HeyGen's operations over HTTP, each held to the reference; what is missing says so."""

from __future__ import annotations

import io
import json
import re
import time
import wave
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from PIL import Image

from heygen_cli.api import agents, assets, avatars, catalogue, library, templates, videos, webhooks
from heygen_cli.api.rest import missing
from heygen_cli.bootstrap import Toolkit
from heygen_cli.config import load
from heygen_cli.domain.fields import Marks
from tests.api.conftest import Server, start, stop
from tests.api.test_server import fits
from tests.chat import Chat, Say, serve

pytestmark = pytest.mark.slow
BODY = {"type": "avatar", "avatar_id": "mira", "script": "Hello again.", "resolution": "720p"}
GREETING = {
    "variables": {"name": {"type": "text"}, "city": {"type": "text", "default": "Rome"}},
    "scenes": [{"script": "Hello {{ name }}."}, {"script": "How is {{ city }}?"}],
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    running = start(tmp_path_factory.mktemp("v3"), workers=0)
    yield running
    stop(running)


@pytest.fixture(scope="module")
def template(site: Server) -> str:
    """A template that the person of this machine has saved with the command line."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HEYGEN_HOME", str(site.home))
        kit = Toolkit(load())
    return kit.templates.save("greeting", GREETING, Marks(), Path.cwd()).id


@pytest.fixture
def portrait() -> Path:
    """A photograph of somebody."""
    return Path(__file__).parents[1] / "studio" / "photo" / "astronaut.jpg"


def ask(site: Server, command: str, path: str, body: Any = None) -> Any:
    """The answer to an operation, held to the reference."""
    answer = site.client.get(path) if body is None else site.client.post(path, json=body)
    assert answer.status_code == 200, answer.text
    fits(answer.json(), command)
    return answer.json()["data"]


def test_many_videos_are_one_batch(site: Server) -> None:
    made = site.client.post("/v3/videos/batches", json={"videos": [BODY] * 3, "title": "Three"}).json()["data"]
    first = ask(site, "video batches get", f"/v3/videos/batches/{made['batch_id']}?limit=2")
    assert (first["status"], first["total_items"], first["counts_by_status"]) == ("processing", 3, {"queued": 3})
    rest = ask(site, "video batches get", f"/v3/videos/batches/{made['batch_id']}?limit=2&token={first['next_token']}")
    items = first["items"] + rest["items"]
    assert [item["item_index"] for item in items] == [0, 1, 2]
    assert not rest["has_more"]
    one, other = items[0]["video_id"], "v_nothing"
    told = ask(
        site, "video statuses list", f"/v3/videos/statuses?video_ids={one},{other}&batch_ids={made['batch_id']},b_no"
    )
    assert [item["status"] for item in told] == ["pending", "not_found", "queued", "queued", "queued", "not_found"]


def test_a_batch_with_a_wrong_video_is_not_begun(site: Server) -> None:
    before = site.client.get("/v3/videos?limit=100").json()["data"]
    wrong = [BODY, {**BODY, "avatar_id": "nobody"}, {**BODY, "script": ""}]
    refused = site.client.post("/v3/videos/batches", json={"videos": wrong})
    assert refused.status_code == 400
    said = refused.json()["error"]
    assert "videos.1: " in said["message"]
    assert "videos.2: " in said["message"]
    assert said["param"].startswith("videos.1")
    assert site.client.get("/v3/videos?limit=100").json()["data"] == before
    assert site.client.post("/v3/videos/batches", json={"videos": []}).status_code == 400
    assert site.client.get("/v3/videos/batches/b_nothing").status_code == 404


def test_a_template_is_filled(site: Server, template: str) -> None:
    listed = ask(site, "template list", "/v3/templates")
    assert [item["id"] for item in listed] == [template]
    shown = ask(site, "template get", f"/v3/templates/{template}")
    assert set(shown["variables"]) == {"name", "city"}
    body = {
        "variables": {"name": {"name": "name", "type": "text", "properties": {"content": "Ada"}}},
        "title": "For Ada",
    }
    video = ask(site, "template generate", f"/v3/templates/{template}", body)
    assert (video["title"], video["status"]) == ("For Ada", "pending")
    assert site.client.get(f"/v3/videos/{video['id']}").status_code == 200
    refused = site.client.post(f"/v3/templates/{template}", json={"variables": {"nmae": "Ada"}})
    assert refused.status_code == 400
    assert "name" in refused.json()["error"]["message"]
    assert site.client.get("/v3/templates/t_nothing").status_code == 404


def test_a_template_reads_no_file_of_this_machine(site: Server, template: str) -> None:
    spy = {"name": "name", "type": "image", "properties": {"url": "file:///etc/passwd"}}
    assert site.client.post(f"/v3/templates/{template}", json={"variables": {"name": spy}}).status_code == 400


def test_a_portrait_speaks_once_its_person_has_agreed(site: Server, portrait: Path) -> None:
    photo = site.client.post("/v3/assets", files={"file": (portrait.name, portrait.read_bytes())}).json()["data"]
    asked = {"type": "photo", "name": "Ada", "file": {"type": "asset_id", "asset_id": photo["asset_id"]}}
    made = ask(site, "avatar create", "/v3/avatars", asked)
    group = made["avatar_group"]["id"]
    assert made["avatar_group"]["status"] == "pending_consent"
    refused = site.client.post("/v3/videos", json={**BODY, "avatar_id": group})
    assert refused.status_code in (400, 404), "nobody's portrait speaks before they have agreed"
    assert ask(site, "avatar get", f"/v3/avatars/{group}")["consent_status"] == "pending"
    assert site.client.post(f"/v3/avatars/{group}/consent", json={}).status_code == 400
    agreed = ask(site, "avatar consent create", f"/v3/avatars/{group}/consent", {"consent_text": "It is me. Yes."})
    assert agreed["avatar_group"]["status"] == "completed"
    assert site.client.post("/v3/videos", json={**BODY, "avatar_id": group}).status_code == 200
    renamed = site.client.patch(f"/v3/avatars/looks/{group}", json={"name": "Ada L."}).json()
    fits(renamed, "avatar looks update")
    assert ask(site, "avatar looks get", f"/v3/avatars/looks/{group}")["name"] == "Ada L."
    listed = ask(site, "avatar list", "/v3/avatars?ownership=private")
    assert [item["id"] for item in listed] == [group]
    other = site.client.post("/auth/register", json={"email": "eve@example.org", "password": "a long password"})
    key = other.json()["data"]["id"]
    token = site.client.post("/auth/login", json={"email": "eve@example.org", "password": "a long password"}).json()
    headers = {"Authorization": f"Bearer {token['data']['access_token']}", "X-Api-Key": ""}
    assert key
    assert site.client.get("/v3/avatars?ownership=private", headers=headers).json()["data"] == []
    assert site.client.get(f"/v3/avatars/{group}", headers=headers).status_code == 404
    assert site.client.delete(f"/v3/avatars/{group}", headers=headers).status_code == 404
    assert site.client.post("/v3/videos", json={**BODY, "avatar_id": group}, headers=headers).status_code in (400, 404)
    fits(site.client.delete(f"/v3/avatars/{group}").json(), "avatar delete")
    assert site.client.get(f"/v3/avatars/{group}").status_code == 404
    assert site.client.delete("/v3/avatars/mira").status_code == 400


def test_music_and_brands_are_those_of_the_machine(site: Server, tmp_path: Path) -> None:
    data = site.home / "data"
    (data / "music").mkdir()
    (data / "brands").mkdir()
    for name in ("Calm morning.wav", "calm-evening.wav", "storm.wav"):
        with wave.open(str(data / "music" / name), "wb") as file:
            file.setparams((1, 2, 8000, 0, "NONE", ""))
            file.writeframes(bytes(16000))
    (data / "brands" / "acme-blue.yaml").write_text('colors: {primary: "#112233"}\n')
    (data / "brands" / "broken.yaml").write_text("colors: 7\n")
    found = ask(site, "audio sounds list", "/v3/audio/sounds?query=calm&limit=1")
    assert len(found) == 1
    assert found[0]["duration"] == 1.0
    assert httpx.get(found[0]["audio_url"]).content.startswith(b"RIFF")
    assert ask(site, "audio sounds list", "/v3/audio/sounds?query=waltz") == []
    kits = ask(site, "brand kits list", "/v3/brand-kits")
    assert [kit["name"] for kit in kits] == ["Acme Blue"]
    assert "#112233" in kits[0]["colors"]
    ask(site, "brand glossaries list", "/v3/brand-glossaries")


def test_what_is_missing_is_named_and_says_why(site: Server) -> None:
    here = [videos, templates, avatars, catalogue, assets, library, agents, webhooks]
    absent = missing([part.router for part in here])
    groups = {operation.command.split()[0] for operation in absent}
    assert groups == {"ai-clipping", "background-removal", "lipsync", "video-translate", "voice"}
    for operation in absent:
        path = re.sub(r"\{\w+\}", "x", operation.path)
        answer = site.client.request(operation.method, path, json={} if operation.method != "GET" else None)
        assert answer.status_code == 501, (operation.method, path, answer.text)
        assert operation.path in answer.json()["error"]["message"]
        assert site.client.request(operation.method, path, headers={"X-Api-Key": "wrong"}).status_code == 401


@pytest.fixture
def chat() -> Iterator[Chat]:
    with serve() as talking:
        yield talking


def test_an_agent_writes_a_film_and_another(chat: Chat, tmp_path: Path) -> None:
    scenes = [{"title": name, "script": f"{name} matter.", "show": None} for name in ("Bees", "Flowers")]
    draft = {"title": "Why bees matter", "description": "Bees.", "scenes": scenes}
    chat.answers = [Say(json.dumps(draft)), Say(json.dumps({**draft, "title": "Bees, and honey"})), Say("nonsense")]
    server = start(tmp_path, workers=0, settings={"HEYGEN_LLM_BASE": chat.url})
    try:
        made = ask(server, "video-agent create", "/v3/video-agents", {"prompt": "Why bees matter", "avatar_id": "mira"})
        session = made["session_id"]
        shown = settled(server, session)
        assert (shown["status"], shown["title"]) == ("generating", "Why bees matter")
        films = ask(server, "video-agent videos list", f"/v3/video-agents/{session}/videos")
        assert [film["title"] for film in films] == ["Why bees matter"]
        ask(server, "video-agent send", f"/v3/video-agents/{session}", {"message": "Say something of honey too."})
        assert settled(server, session)["title"] == "Bees, and honey"
        assert "honey" in json.dumps(chat.asked[-1])
        assert len(ask(server, "video-agent videos list", f"/v3/video-agents/{session}/videos")) == 2
        ask(server, "video-agent stop", f"/v3/video-agents/{session}/stop", {})
        assert ask(server, "video-agent get", f"/v3/video-agents/{session}")["status"] == "failed"
        failing = ask(server, "video-agent create", "/v3/video-agents", {"prompt": "Wasps"})["session_id"]
        assert settled(server, failing)["messages"][-1]["type"] == "error"
        listed = ask(server, "video-agent list", "/v3/video-agents?limit=1")
        assert [item["session_id"] for item in listed] == [failing]
        ask(server, "video-agent styles list", "/v3/video-agents/styles")
        assert server.client.get(f"/v3/video-agents/{session}/resources/r").status_code == 404
    finally:
        stop(server)


def settled(server: Server, session: str) -> dict[str, Any]:
    """A session once the model has written."""
    for _ in range(200):
        shown: dict[str, Any] = ask(server, "video-agent get", f"/v3/video-agents/{session}")
        if shown["status"] != "thinking":
            return shown
        time.sleep(0.05)
    raise AssertionError("the model did not come to an end")


def test_programs_for_the_first_versions_go_on(site: Server, template: str) -> None:
    def data(answer: httpx.Response) -> Any:
        assert answer.status_code == 200, answer.text
        assert answer.headers["deprecation"] == "true"
        return answer.json()["data"]

    client = site.client
    held = io.BytesIO()
    Image.new("RGB", (64, 36), "red").save(held, "PNG")
    picture = data(client.post("/v1/asset", content=held.getvalue(), headers={"Content-Type": "image/png"}))
    assert client.post("/v1/asset", content=b"MZ", headers={"Content-Type": "image/png"}).status_code == 415
    speaker = {"type": "avatar", "avatar_id": "mira"}
    scenes = [
        {
            "character": speaker,
            "voice": {"type": "text", "input_text": f"Scene {number}."},
            "background": {"type": "color", "value": "#ffffff"},
        }
        for number in (1, 2)
    ]
    made = data(
        client.post("/v2/video/generate", json={"video_inputs": scenes, "dimension": {"width": 720, "height": 1280}})
    )
    assert data(client.get("/v1/video_status.get", params=made))["status"] == "pending"
    alone = {**scenes[0], "background": {"type": "image", "image_asset_id": picture["id"]}}
    data(client.post("/v2/video/generate", json={"video_inputs": [alone], "caption": True}))
    assert template in [each["template_id"] for each in data(client.get("/v2/templates"))["templates"]]
    assert "name" in data(client.get(f"/v2/template/{template}"))["variables"]
    value = {"name": {"name": "name", "type": "text", "properties": {"content": "Ada"}}}
    data(client.post(f"/v2/template/{template}/generate", json={"variables": value, "title": "x", "test": True}))
    for wrong in ({"dimension": {"width": "wide"}}, {"dimension": 7}, {"video_inputs": [{"character": "mira"}]}):
        assert client.post("/v2/video/generate", json={"video_inputs": scenes, **wrong}).status_code == 400
    assert data(client.get("/v1/webhook/endpoint.list")) == []
    assert data(client.get("/v2/user/remaining_quota"))["remaining_quota"] > 0
    assert data(client.get("/v2/avatars"))["avatars"]
    assert data(client.get("/v2/voices"))["voices"]
