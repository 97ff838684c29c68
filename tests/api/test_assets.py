"""Uploads over HTTP: small and large, alone and in batches, and what is no file of any known kind."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from PIL import Image

from tests.api.conftest import Server, start, stop
from tests.api.test_server import fits

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    running = start(tmp_path_factory.mktemp("assets"), workers=0)
    yield running
    stop(running)


def png(colour: str = "red") -> bytes:
    held = io.BytesIO()
    Image.new("RGB", (64, 36), colour).save(held, "PNG")
    return held.getvalue()


def kept(site: Server) -> list[Path]:
    folder = site.home / "data" / "assets"
    return list(folder.iterdir()) if folder.is_dir() else []


def test_an_upload_is_listed_found_and_gone(site: Server) -> None:
    made = site.client.post("/v3/assets", files={"file": ("../../Sea <b>.png", png("blue"))}).json()
    fits(made, "asset create")
    asset_id = made["data"]["asset_id"]
    one = site.client.get(f"/v3/assets/{asset_id}").json()
    fits(one, "asset get")
    assert one["data"]["name"] == "Sea <b>.png"
    assert httpx.get(one["data"]["url"]).content == png("blue")
    page = site.client.get("/v3/assets", params={"username": "local"}).json()
    fits(page, "asset list")
    assert asset_id in [item["id"] for item in page["data"]]
    found = site.client.get("/v3/assets/search", params={"query": "sea", "type": "image", "scope": "personal"}).json()
    fits(found, "asset search")
    assert [item["id"] for item in found["data"]] == [asset_id]
    told = site.client.get("/v3/assets/statuses", params={"asset_ids": f"{asset_id},asset_nothing"}).json()
    fits(told, "asset statuses list")
    assert [item["status"] for item in told["data"]] == ["completed", "not_found"]
    site.client.delete(f"/v3/assets/{asset_id}").raise_for_status()
    assert site.client.get(f"/v3/assets/{asset_id}").status_code == 404
    assert not [path for path in kept(site) if asset_id in path.name]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("film.mp4", b"#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n"),
        ("film.mp4", b"ffconcat version 1.0\nfile /etc/passwd\n"),
        ("page.png", b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"),
        ("words.srt", b"\x00\x00binary"),
        ("program.exe", b"MZ"),
        ("empty.png", b""),
    ],
)
def test_what_is_not_what_it_says_leaves_nothing(site: Server, name: str, content: bytes) -> None:
    before = kept(site)
    refused = site.client.post("/v3/assets", files={"file": (name, content)})
    assert (refused.status_code, refused.json()["error"]["code"]) == (415, "unsupported_media_type")
    assert kept(site) == before


def test_pages_do_not_shift_when_something_is_added(site: Server) -> None:
    ids = [
        site.client.post("/v3/assets", files={"file": ("x.png", png())}).json()["data"]["asset_id"] for _ in range(3)
    ]
    first = site.client.get("/v3/assets", params={"limit": 2}).json()
    site.client.post("/v3/assets", files={"file": ("y.png", png())})
    second = site.client.get("/v3/assets", params={"limit": 2, "token": first["next_token"]}).json()
    assert [item["id"] for item in first["data"]] == ids[:0:-1]
    assert second["data"][0]["id"] == ids[0]


def test_a_large_file_is_sent_by_itself_and_checked(site: Server) -> None:
    content = png() + bytes(40 * 1024 * 1024)  # more than a form may have
    digest = hashlib.sha256(content).hexdigest()
    said = {"filename": "big.png", "content_type": "image/png", "size_bytes": len(content), "checksum_sha256": digest}
    place = site.client.post("/v3/assets/direct-uploads", json=said).json()
    fits(place, "asset direct-uploads create")
    asset_id, url = place["data"]["asset_id"], place["data"]["upload_url"]
    early = site.client.post(f"/v3/assets/{asset_id}/complete", json={})
    assert early.json()["error"]["code"] == "upload_incomplete"
    assert site.client.get(f"/v3/assets/{asset_id}").status_code == 404
    headers = place["data"]["upload_headers"]
    assert httpx.put(url[:-1] + ("0" if url[-1] != "0" else "1"), content=content, headers=headers).status_code == 403
    short = httpx.put(url, content=content[:-1])
    assert short.json()["error"]["code"] == "checksum_mismatch"
    wrong = httpx.put(url, content=content[:-1] + b"!")
    assert wrong.json()["error"]["code"] == "checksum_mismatch"
    assert httpx.put(url, content=content + b"!").status_code == 413
    assert not [path for path in kept(site) if asset_id in path.name]
    httpx.put(url, content=content, headers=headers).raise_for_status()
    done = site.client.post(f"/v3/assets/{asset_id}/complete", json={"checksum_sha256": digest}).json()
    fits(done, "asset complete create")
    assert done["data"]["size_bytes"] == len(content)
    assert httpx.put(url, content=content).status_code == 409, "a link is for one file"


def test_a_batch_of_uploads_is_complete_when_all_are_there(site: Server) -> None:
    files = [
        {"filename": f"{colour}.png", "content_type": "image/png", "size_bytes": len(png(colour))}
        for colour in ("red", "green")
    ]
    asked = site.client.post("/v3/assets/direct-uploads/batches", json={"files": files, "title": "two"}).json()
    fits(asked, "asset direct-uploads batches create")
    batch_id = asked["data"]["batch_id"]
    for item, colour in zip(asked["data"]["items"], ("red", "green"), strict=True):
        assert site.client.post("/v3/assets/complete/batches", json={"batch_id": batch_id}).status_code == 400
        httpx.put(item["upload_url"], content=png(colour)).raise_for_status()
    site.client.post("/v3/assets/complete/batches", json={"batch_id": batch_id}).raise_for_status()
    shown = site.client.get(f"/v3/assets/batches/{batch_id}", params={"limit": 1}).json()
    fits(shown, "asset batches get")
    assert (shown["data"]["status"], shown["data"]["has_more"]) == ("completed", True)


def test_a_place_for_more_than_the_disk_has_is_refused(site: Server) -> None:
    said = {"filename": "x.mp4", "content_type": "video/mp4", "size_bytes": 2 * 1024**3 + 1}
    assert site.client.post("/v3/assets/direct-uploads", json=said).status_code == 400
