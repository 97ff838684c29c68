"""`--wait`: until it is done, has failed, or the time is over."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from tests.cli.conftest import Answer
from tests.heygen.fake import FakeHeyGen

Run = Callable[..., Answer]
CLIP = {"type": "url", "url": "https://example.com/clip.mp4"}
CREATES = {
    "video create": {"type": "avatar", "avatar_id": "a_1", "script": "Hello."},
    "video-agent create": {"prompt": "A film about tea."},
    "lipsync create": {"video": CLIP, "audio": CLIP},
    "video-translate create": {"video": CLIP, "output_languages": ["German"]},
}
every_create = pytest.mark.parametrize("command", CREATES)


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("heygen_cli.services.cloud.FIRST_POLL", 0.01)


def create(heygen: Run, command: str, *more: str) -> Answer:
    return heygen(*command.split(), "-d", json.dumps(CREATES[command]), "--wait", *more)


@every_create
def test_the_finished_resource_is_printed(heygen: Run, cloud: FakeHeyGen, command: str) -> None:
    answer = create(heygen, command)
    assert (answer.code, answer.err) == (0, "")
    assert answer.data["status"] == "completed"
    assert answer.out.encode().rstrip(b"\n") == cloud.answers[-1]
    assert len(cloud.billed) == 1


@every_create
def test_a_failure_prints_the_resource_and_an_error(heygen: Run, cloud: FakeHeyGen, command: str) -> None:
    cloud.world.outcomes.append("failed")
    answer = create(heygen, command)
    assert (answer.code, answer.error["code"]) == (1, "video_failed")
    assert answer.data["status"] == "failed"


@every_create
def test_out_of_time_prints_what_was_last_known_and_how_to_go_on(heygen: Run, cloud: FakeHeyGen, command: str) -> None:
    cloud.world.polls = 10_000
    answer = create(heygen, command, "--timeout", "50ms")
    assert (answer.code, answer.error["code"]) == (4, "timeout")
    assert answer.data["status"] not in ("completed", "failed")
    made = cloud.billed[0].rpartition("/")[2]
    assert f"{command.split()[0]} get {made}" in answer.error["hint"]


def test_people_see_how_far_it_is(heygen: Run, cloud: FakeHeyGen) -> None:
    answer = create(heygen, "video create", "--human")
    assert [word for word in ("pending", "processing", "completed") if word in answer.err] == [
        "pending",
        "processing",
        "completed",
    ]
