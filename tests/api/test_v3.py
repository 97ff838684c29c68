"""HeyGen's operations over HTTP, each held to the reference; what is missing says so."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from heygen_cli.bootstrap import Toolkit
from heygen_cli.config import load
from heygen_cli.domain.fields import Marks
from tests.api.conftest import Server, start, stop
from tests.api.test_server import fits

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
