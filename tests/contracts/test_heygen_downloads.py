"""Films that come down from HeyGen: whole, over links that break, in little memory."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Answer
from tests.contracts.test_heygen_uploads import LARGE, MB, peak_of, sparse
from tests.heygen.fake import FakeHeyGen
from tests.heygen.misbehaviour import EXPIRED, HTML, RESET_BEFORE, Misbehaviour, down, refusal, truncated
from tests.heygen.proxy import Cut, cutting

Run = Callable[..., Answer]


@pytest.fixture
def film(cloud: FakeHeyGen) -> bytes:
    """The film that the video f0e1d2c3b4a5 leads to."""
    assert isinstance(cloud.film, bytes)
    cloud.film += os.urandom(2 * MB)
    cloud.put("/v3/videos/f0e1d2c3b4a5", title="Talk")
    return cloud.film


def parts() -> list[str]:
    """What lies in the current folder."""
    return sorted(path.name for path in Path().iterdir())


def test_a_film_comes_down_under_its_id(heygen: Run, cloud: FakeHeyGen, film: bytes) -> None:
    answer = heygen("video", "download", "f0e1d2c3b4a5")
    assert (answer.code, answer.err) == (0, "")
    said = json.loads(answer.out)
    assert {"asset", "message", "path"} <= said.keys()
    assert said["asset"] == "video"
    assert Path("f0e1d2c3b4a5.mp4").read_bytes() == film
    assert parts() == ["f0e1d2c3b4a5.mp4"]
    assert not {"x-api-key", "authorization"} & cloud.fetches[0].headers.keys()


def test_the_captioned_film_goes_where_it_is_wanted(heygen: Run, cloud: FakeHeyGen, film: bytes) -> None:
    answer = heygen("video", "download", "f0e1d2c3b4a5", "--asset", "captioned", "--output-path", "talk.mp4")
    assert answer.code == 0, answer.err
    assert "captioned" in cloud.fetches[0].path
    assert parts() == ["talk.mp4"]


def test_a_file_that_is_there_stays_unless_forced(heygen: Run, cloud: FakeHeyGen, film: bytes) -> None:
    Path("f0e1d2c3b4a5.mp4").write_text("mine")
    answer = heygen("video", "download", "f0e1d2c3b4a5")
    assert (answer.code, answer.error["code"]) == (1, "file_exists")
    assert Path("f0e1d2c3b4a5.mp4").read_text() == "mine"
    assert heygen("video", "download", "f0e1d2c3b4a5", "--force").code == 0
    assert Path("f0e1d2c3b4a5.mp4").read_bytes() == film


@pytest.mark.parametrize("fault", [truncated(300_000), RESET_BEFORE, down(503, 0)])
def test_a_download_that_breaks_off_goes_on_where_it_was(
    heygen: Run, cloud: FakeHeyGen, film: bytes, fault: Misbehaviour
) -> None:
    cloud.misbehave(fault, on="GET /files/")
    answer = heygen("video", "download", "f0e1d2c3b4a5")
    assert answer.code == 0, answer.err
    assert Path("f0e1d2c3b4a5.mp4").read_bytes() == film
    assert len(cloud.fetches) + (fault == RESET_BEFORE) == 2
    if fault.kind == "truncated":
        # What was on its way when the connection died may be lost, but not all of it.
        assert 0 < int(cloud.fetches[1].headers["range"].removeprefix("bytes=").rstrip("-")) <= 300_000
        assert cloud.fetches[1].headers["if-range"]


def test_a_film_that_changed_meanwhile_is_fetched_anew(heygen: Run, cloud: FakeHeyGen, film: bytes) -> None:
    cloud.misbehave(truncated(300_000), on="GET /files/")
    once = cloud.link_works

    def change(query: object) -> bool:
        if len(cloud.fetches) == 2:
            cloud.film = film[:1000] + b"another film"
        return once(query)  # type: ignore[arg-type]

    cloud.link_works = change  # type: ignore[method-assign,assignment]
    answer = heygen("video", "download", "f0e1d2c3b4a5")
    assert answer.code == 0, answer.err
    assert Path("f0e1d2c3b4a5.mp4").read_bytes() == film[:1000] + b"another film"


def test_an_expired_link_is_asked_for_again(heygen: Run, cloud: FakeHeyGen, film: bytes) -> None:
    cloud.misbehave(EXPIRED, on="GET /files/")
    answer = heygen("video", "download", "f0e1d2c3b4a5")
    assert answer.code == 0, answer.err
    assert len([request for request in cloud.requests if request.path == "/v3/videos/f0e1d2c3b4a5"]) == 2
    assert Path("f0e1d2c3b4a5.mp4").read_bytes() == film


def test_a_link_that_never_works_is_told_and_leaves_nothing(heygen: Run, cloud: FakeHeyGen, film: bytes) -> None:
    cloud.misbehave(*[EXPIRED] * 20, on="GET /files/")
    answer = heygen("video", "download", "f0e1d2c3b4a5")
    assert (answer.code, answer.error["code"]) == (1, "cli_download_url_expired")
    assert parts() == []


@pytest.mark.parametrize(("fault", "code"), [(refusal(404), "cli_download_failed"), (HTML, "cli_download_failed")])
def test_what_is_no_film_is_not_kept(
    heygen: Run, cloud: FakeHeyGen, film: bytes, fault: Misbehaviour, code: str
) -> None:
    cloud.misbehave(*[fault] * 20, on="GET /files/")
    answer = heygen("video", "download", "f0e1d2c3b4a5")
    assert (answer.code, answer.error["code"]) == (1, code)
    assert parts() == []


def test_an_unfinished_film_is_told(heygen: Run, cloud: FakeHeyGen) -> None:
    cloud.put("/v3/videos/f0e1d2c3b4a5").stages.extend(["processing"] * 9)
    answer = heygen("video", "download", "f0e1d2c3b4a5")
    assert (answer.code, answer.error["code"]) == (1, "video_not_ready")
    cloud.put("/v3/videos/f0e1d2c3b4a6", captioned_video_url=None)
    answer = heygen("video", "download", "f0e1d2c3b4a6", "--asset", "captioned")
    assert (answer.code, answer.error["code"]) == (1, "asset_not_available")


@pytest.mark.slow
def test_a_hundred_megabytes_over_a_link_that_is_cut_all_the_time_arrive_whole(
    home: Path, heygen: Run, cloud: FakeHeyGen, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cloud.film = tmp_path / "film.mp4"
    cloud.film.write_bytes(b"\0\0\0\x18ftypmp42" + os.urandom(100 * MB))
    cloud.put("/v3/videos/f0e1d2c3b4a5")
    with cutting(cloud.url) as line:
        cloud.url = line.url
        line.every = Cut("down", 8 * MB)
        answer = heygen("video", "download", "f0e1d2c3b4a5")
        assert answer.code == 0, answer.err
    assert Path("f0e1d2c3b4a5.mp4").read_bytes() == cloud.film.read_bytes()
    assert len(cloud.fetches) <= 30


@pytest.mark.slow
def test_a_file_of_four_times_the_memory_comes_down(home: Path, cloud: FakeHeyGen, tmp_path: Path) -> None:
    cloud.film = sparse(tmp_path / "film.mp4", LARGE)
    with cloud.film.open("r+b") as file:
        file.write(b"\0\0\0\x18ftypmp42")
    cloud.put("/v3/videos/f0e1d2c3b4a5")
    peak, _ = peak_of("video", "download", "f0e1d2c3b4a5")
    assert Path("f0e1d2c3b4a5.mp4").stat().st_size == LARGE
    assert peak < 100 * MB
