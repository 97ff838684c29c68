from __future__ import annotations

import hashlib
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import heygen_cli
from heygen_cli.domain.errors import Busy, HeygenError, NotFound, StorageFailed
from heygen_cli.infra.download import Downloads
from tests.infra.server import Site, serve

BODY = bytes(range(256)) * 4096
DIGEST = hashlib.sha256(BODY).hexdigest()


@pytest.fixture
def site() -> Iterator[Site]:
    with serve() as site:
        site.files["/voice.onnx"] = BODY
        yield site


@pytest.fixture
def waited() -> list[float]:
    return []


@pytest.fixture
def downloads(waited: list[float]) -> Downloads:
    return Downloads(sleep=waited.append)


def test_a_file_comes_whole_and_once(site: Site, downloads: Downloads, tmp_path: Path) -> None:
    told: list[tuple[int, int | None]] = []
    target = tmp_path / "new" / "voice.onnx"
    for _ in range(2):
        found = downloads.fetch(
            f"{site.url}/voice.onnx", target, size=len(BODY), sha256=DIGEST, report=lambda *at: told.append(at)
        )
        assert found == DIGEST
    assert target.read_bytes() == BODY
    assert told[-1] == (len(BODY), len(BODY))
    assert len(site.asked) == 1
    assert [path.name for path in target.parent.iterdir()] == ["voice.onnx"]


def test_goes_on_where_it_was_cut_off(site: Site, downloads: Downloads, waited: list[float], tmp_path: Path) -> None:
    site.faults = ["cut:100000", "503", "cut:200000"]
    assert downloads.fetch(f"{site.url}/voice.onnx", tmp_path / "v") == DIGEST
    assert [asked for _, asked in site.asked] == ["", "bytes=100000-", "bytes=100000-", "bytes=300000-"]
    assert waited == [0.5, 1.0, 0.5]  # longer after what brought nothing


def test_a_link_that_is_cut_all_the_time_still_delivers(site: Site, downloads: Downloads, tmp_path: Path) -> None:
    site.faults = [f"cut:{len(BODY) // 30 + 1}"] * 40
    assert downloads.fetch(f"{site.url}/voice.onnx", tmp_path / "v") == DIGEST
    assert len(site.asked) == 30


def test_a_server_without_ranges_begins_again(site: Site, downloads: Downloads, tmp_path: Path) -> None:
    site.faults, site.ranges = ["cut:100000"], False
    assert downloads.fetch(f"{site.url}/voice.onnx", tmp_path / "v", sha256=DIGEST) == DIGEST


def test_another_version_is_not_joined_to_the_first(site: Site, downloads: Downloads, tmp_path: Path) -> None:
    site.faults = ["cut:1000"] + ["500"] * 6
    with pytest.raises(StorageFailed, match="500") as failure:
        downloads.fetch(f"{site.url}/voice.onnx", tmp_path / "v")
    assert "goes on where it stopped" in str(failure.value.hint)
    assert (tmp_path / "v.part").stat().st_size == 1000
    site.files["/voice.onnx"] = b"second" * 1000
    downloads.fetch(f"{site.url}/voice.onnx", tmp_path / "v")
    assert (tmp_path / "v").read_bytes() == b"second" * 1000


def test_a_part_that_is_too_long_is_thrown_away(site: Site, downloads: Downloads, tmp_path: Path) -> None:
    (tmp_path / "v.part").write_bytes(BODY + b"more")
    (tmp_path / "v.part.etag").write_text(site.etag("/voice.onnx"))
    assert downloads.fetch(f"{site.url}/voice.onnx", tmp_path / "v") == DIGEST


@pytest.mark.parametrize("pin", [{"sha256": "0" * 64}, {"size": 3}])
def test_what_does_not_fit_is_refused(
    site: Site, downloads: Downloads, tmp_path: Path, pin: dict[str, int | str]
) -> None:
    for url in (f"{site.url}/voice.onnx", _local(tmp_path)):
        with pytest.raises(StorageFailed) as failure:
            downloads.fetch(url, tmp_path / "v", **pin)
        assert failure.value.error_code == "download_damaged"
        assert not (tmp_path / "v").exists()
        assert not (tmp_path / "v.part").exists()


def test_a_damaged_file_that_is_there_is_fetched_again(site: Site, downloads: Downloads, tmp_path: Path) -> None:
    (tmp_path / "v").write_bytes(b"damaged")
    assert downloads.fetch(f"{site.url}/voice.onnx", tmp_path / "v", sha256=DIGEST) == DIGEST
    assert (tmp_path / "v").read_bytes() == BODY


def test_a_missing_file_is_not_asked_for_twice(site: Site, downloads: Downloads, tmp_path: Path) -> None:
    for url in (f"{site.url}/nothing", (tmp_path / "nothing").as_uri()):
        with pytest.raises(NotFound):
            downloads.fetch(url, tmp_path / "v")
    assert len(site.asked) == 1
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("http://nobody.invalid/v", "offline"),
        ("http://127.0.0.1:9/v", "download_failed"),
        ("gopher://old/v", "offline"),
        ("http://[/v", "offline"),
    ],
)
def test_no_network_is_a_clear_failure(downloads: Downloads, tmp_path: Path, url: str, code: str) -> None:
    with pytest.raises(StorageFailed) as failure:
        downloads.fetch(url, tmp_path / "v")
    assert failure.value.error_code == code
    assert url in failure.value.message


def test_a_refusal_is_told(site: Site, downloads: Downloads, tmp_path: Path) -> None:
    site.faults = ["403"]
    with pytest.raises(StorageFailed, match="403"):
        downloads.fetch(f"{site.url}/voice.onnx", tmp_path / "v")


def test_two_processes_do_not_write_one_file(site: Site, downloads: Downloads, tmp_path: Path) -> None:
    second: list[HeygenError] = []

    def meanwhile() -> None:
        try:
            Downloads().fetch(f"{site.url}/voice.onnx", tmp_path / "v")
        except HeygenError as failure:
            second.append(failure)

    downloads.fetch(f"{site.url}/voice.onnx", tmp_path / "v", report=lambda *_: second or meanwhile())
    assert isinstance(second[0], Busy)
    assert (tmp_path / "v").read_bytes() == BODY


def test_a_killed_download_is_gone_on_with(site: Site, downloads: Downloads, tmp_path: Path) -> None:
    code = (
        "import os, signal, sys\n"
        "from pathlib import Path\n"
        "from heygen_cli.infra.download import Downloads\n"
        "end = lambda done, total: os.kill(os.getpid(), signal.SIGKILL)\n"
        "Downloads().fetch(sys.argv[1], Path(sys.argv[2]), report=end)\n"
    )
    site.files["/voice.onnx"] = BODY * 3
    root = Path(heygen_cli.__file__).parents[1]
    done = subprocess.run(
        [sys.executable, "-c", code, f"{site.url}/voice.onnx", str(tmp_path / "v")], cwd=root, env=os.environ
    )
    assert done.returncode == -signal.SIGKILL
    assert not (tmp_path / "v").exists()
    left = (tmp_path / "v.part").stat().st_size
    assert downloads.fetch(f"{site.url}/voice.onnx", tmp_path / "v") == hashlib.sha256(BODY * 3).hexdigest()
    assert site.asked[-1][1] == (f"bytes={left}-" if left else "")


def _local(folder: Path) -> str:
    path = folder / "a file.onnx"
    path.write_bytes(BODY)
    return path.as_uri()
