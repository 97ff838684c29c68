"""Files that go up to HeyGen: whole, over links that break, in little memory."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Answer
from tests.heygen.fake import FakeHeyGen
from tests.heygen.misbehaviour import RESET_AFTER, Misbehaviour, down
from tests.heygen.proxy import Cut, cutting

Run = Callable[..., Answer]
MB = 1000 * 1000
LARGE = (2_000 if os.environ.get("HEYGEN_LONG") else 400) * MB  # four times what may be taken, and more


def sparse(path: Path, size: int) -> Path:
    """A large file that takes no room."""
    with path.open("wb") as file:
        file.truncate(size)
    return path


def test_a_file_too_large_for_a_form_goes_up_directly_with_its_checksum(
    heygen: Run, cloud: FakeHeyGen, tmp_path: Path
) -> None:
    film = sparse(tmp_path / "talk.mp4", 33 * MB)
    answer = heygen("asset", "create", "--file", str(film))
    assert answer.code == 0, answer.err
    asset = answer.data["asset_id"]
    sha = hashlib.sha256(film.read_bytes()).hexdigest()
    assert [request.path for request in cloud.requests] == [
        "/v3/assets/direct-uploads",
        f"/v3/assets/{asset}/complete",
    ]
    announced = {"filename": "talk.mp4", "content_type": "video/mp4", "size_bytes": 33 * MB, "checksum_sha256": sha}
    assert cloud.requests[0].json == announced
    assert hashlib.sha256(cloud.uploads[asset]).hexdigest() == sha
    (put,) = cloud.fetches
    # The link is signed: the account's key is none of its business.
    assert not {"x-api-key", "authorization"} & put.headers.keys()


@pytest.mark.parametrize("fault", [RESET_AFTER, down(503, 0)])
def test_an_upload_that_breaks_off_is_sent_again(
    heygen: Run, cloud: FakeHeyGen, tmp_path: Path, fault: Misbehaviour
) -> None:
    picture = tmp_path / "a.png"
    picture.write_bytes(os.urandom(100_000))
    cloud.misbehave(fault, on="POST /v3/assets")
    answer = heygen("asset", "create", "--file", str(picture))
    assert answer.code == 0, answer.err
    assert list(cloud.uploads.values()) == [picture.read_bytes()]


def test_an_upload_over_a_link_that_is_cut_arrives_whole(
    heygen: Run, cloud: FakeHeyGen, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    film = sparse(tmp_path / "talk.mp4", 33 * MB)
    with cutting(cloud.url) as line:
        monkeypatch.setenv("HEYGEN_API_BASE", line.url)
        cloud.url = line.url  # the links, too, go through the proxy
        line.cuts.append(Cut("up", 10 * MB))
        answer = heygen("asset", "create", "--file", str(film))
        assert answer.code == 0, answer.err
        assert line.made == [Cut("up", 10 * MB)]
    assert [len(data) for data in cloud.uploads.values()] == [33 * MB]


@pytest.mark.slow
def test_a_file_of_four_times_the_memory_goes_up(home: Path, cloud: FakeHeyGen, tmp_path: Path) -> None:
    film = sparse(tmp_path / "long.mp4", LARGE)
    peak, said = peak_of("asset", "create", "--file", str(film))
    assert cloud.world.resources[f"/v3/assets/{said['data']['asset_id']}"].fields["size_bytes"] == LARGE
    assert peak < 100 * MB


# The rusage of a child begins with that of the process it was forked from; its own memory knows better.
MEASURED = """
import pathlib, sys
from heygen_cli.cli.app import run
code = run(sys.argv[1:])
sys.stderr.write(pathlib.Path("/proc/self/status").read_text())
sys.exit(code)
"""


def peak_of(*words: str) -> tuple[int, dict[str, Any]]:
    """The most memory that a line took, in bytes, and what it said."""
    done = subprocess.run([sys.executable, "-c", MEASURED, *words], capture_output=True, text=True, check=True)
    (peak,) = (line.split()[1] for line in done.stderr.splitlines() if line.startswith("VmHWM"))
    return int(peak) * 1024, json.loads(done.stdout)
