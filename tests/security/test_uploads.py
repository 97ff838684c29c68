"""Files that are not what they say: refused when they come, or when something shall be made with them."""

from __future__ import annotations

import httpx
import psutil
import pytest

from tests.api.conftest import Server
from tests.security.conftest import png

pytestmark = pytest.mark.slow
VIDEO = {"type": "avatar", "avatar_id": "mira", "script": "Hello."}
PLAYLIST = b"#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\nfile:///etc/passwd\n#EXT-X-ENDLIST\n"
CONCAT = b"ffconcat version 1.0\nfile '/etc/passwd'\n"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
MP4 = b"\x00\x00\x00\x18ftypisom\x00\x00\x02\x00isomiso2"


@pytest.mark.parametrize(
    ("name", "kind", "data"),
    [
        ("film.mp4", "video/mp4", PLAYLIST),
        ("film.mp4", "video/mp4", CONCAT),
        ("sound.mp3", "audio/mpeg", PLAYLIST),
        ("picture.png", "image/png", SVG),
        ("picture.svg", "image/svg+xml", SVG),
        ("page.html", "text/html", b"<script>alert(1)</script>"),
        ("page.png", "text/html", b"<script>alert(1)</script>"),
        ("x.exe", "application/octet-stream", b"MZ"),
        ("", "image/png", b""),
        ("x.png\x00.html", "image/png", SVG),
        (".htaccess", "text/plain", b"x"),
    ],
)
def test_what_is_no_picture_film_or_sound_is_not_taken(ada: httpx.Client, name: str, kind: str, data: bytes) -> None:
    answer = ada.post("/v3/assets", files={"file": (name, data, kind)})
    assert 400 <= answer.status_code < 500, answer.text


@pytest.mark.parametrize(
    "name",
    ["../../../etc/x.png", "/etc/x.png", "C:\\x.png", "-i.png", "http:x.png", "a\u202eb.png", "é" * 300 + ".png"],
)
def test_a_name_says_nothing_about_where_a_file_is_kept(site: Server, ada: httpx.Client, name: str) -> None:
    made = ada.post("/v3/assets", files={"file": (name, png(8, 8))})
    assert made.status_code == 200, made.text
    asset = made.json()["data"]["asset_id"]
    kept = [path.name for path in (site.home / "data").rglob("*.png")]
    assert f"{asset}.png" in kept
    assert all(each.startswith("asset_") for each in kept)


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("bomb.png", png(30_000, 30_000), "image"),
        ("film.mp4", MP4 + PLAYLIST, "video"),
        ("film.mp4", MP4 + b"moov" * 100, "video"),
        ("half.png", png(64, 64)[:50], "image"),
    ],
)
def test_nothing_is_made_with_files_that_would_do_harm(
    site: Server, ada: httpx.Client, name: str, data: bytes, kind: str
) -> None:
    made = ada.post("/v3/assets", files={"file": (name, data)})
    if made.status_code == 200:
        asset = made.json()["data"]["asset_id"]
        before = psutil.Process(site.process.pid).memory_info().rss
        answer = ada.post("/v3/videos", json={**VIDEO, "background": {"type": kind, "asset_id": asset}})
        assert 400 <= answer.status_code < 500, answer.text
        assert psutil.Process(site.process.pid).memory_info().rss - before < 200e6
    else:
        assert made.status_code < 500


def test_a_picture_that_is_a_program_too_is_shown_as_a_picture(ada: httpx.Client) -> None:
    both = png(8, 8) + b"/*--><script>alert(1)</script>"
    made = ada.post("/v3/assets", files={"file": ("both.png", both)}).json()["data"]
    shown = httpx.get(made["url"])
    assert shown.headers["content-type"] == "image/png"
    assert shown.headers["x-content-type-options"] == "nosniff"
    assert "default-src" in shown.headers["content-security-policy"]


def test_an_upload_is_no_longer_than_it_said(ada: httpx.Client) -> None:
    order = {"filename": "a.png", "content_type": "image/png", "size_bytes": 100}
    place = ada.post("/v3/assets/direct-uploads", json=order).json()["data"]
    answer = httpx.put(place["upload_url"], content=png(64, 64) + b"0" * 5000)
    assert 400 <= answer.status_code < 500
    assert ada.post(f"/v3/assets/{place['asset_id']}/complete", json={}).status_code >= 400
    elsewhere = place["upload_url"].replace(place["asset_id"], "asset_other")
    assert httpx.put(elsewhere, content=b"x").status_code == 403
