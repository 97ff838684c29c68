"""Every render leaves an entry in the usage log, however it ends, and none because of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from heygen_cli.domain.errors import RenderFailed, StorageFailed
from heygen_cli.domain.usage import UsageEntry
from tests.services.test_video import HELLO, Desk, raising


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def taking(desk: Desk, seconds: float) -> Callable[[], None]:
    def during() -> None:
        desk.clock.time += seconds

    return during


def test_a_finished_render_tells_what_it_took(desk: Desk) -> None:
    desk.during = taking(desk, 7.5)
    video = desk.create()
    (entry,) = desk.usage.entries
    assert (entry.kind, entry.subject, entry.status, entry.provider) == ("render", video.id, "ok", "local")
    assert (entry.avatar, entry.voice) == ("mira", "espeak/en-us")
    assert (entry.seconds, entry.wall, entry.size) == (2.5, 7.5, len("film.mp4 of Hello"))
    assert (entry.cost, entry.at) == (0.0, desk.clock.time)


@pytest.mark.parametrize(
    ("error", "status", "code"),
    [
        (RenderFailed("no luck", code="encoder"), "failed", "encoder"),
        (ValueError("a bug"), "failed", "internal_error"),
        (KeyboardInterrupt(), "canceled", "canceled"),
    ],
)
def test_a_render_that_ends_otherwise_tells_why(desk: Desk, error: BaseException, status: str, code: str) -> None:
    desk.during = raising(error)
    with pytest.raises(type(error)):
        desk.create()
    (entry,) = desk.usage.entries
    assert (entry.status, entry.failure_code, entry.seconds, entry.size) == (status, code, 0.0, 0)


def test_each_attempt_has_an_entry_of_its_own(desk: Desk) -> None:
    desk.during = raising(RenderFailed("no luck"))
    with pytest.raises(RenderFailed):
        desk.create()
    desk.during = taking(desk, 1)
    desk.videos.resume(desk.only().id, progress=desk.progress)
    assert [entry.status for entry in desk.usage.entries] == ["failed", "ok"]
    assert len({entry.id for entry in desk.usage.entries}) == 2


def test_a_render_whose_process_died_is_told_by_the_one_that_resumes_it(desk: Desk) -> None:
    video = desk.videos.prepare(HELLO, desk.output)
    desk.store.add(video.started())
    desk.videos.resume(video.id, progress=desk.progress)
    assert [(entry.status, entry.failure_code) for entry in desk.usage.entries] == [
        ("failed", "interrupted"),
        ("ok", None),
    ]
    assert desk.store.history == ["processing", "processing", "completed"]


def test_batch_and_user_are_those_of_the_video(desk: Desk) -> None:
    video = replace(desk.videos.prepare(HELLO, desk.output, batch="b_1"), owner="u_1")
    desk.store.add(video)
    desk.videos.resume(video.id, progress=desk.progress)
    (entry,) = desk.usage.entries
    assert (entry.batch, entry.user) == ("b_1", "u_1")


def test_a_clock_that_is_set_back_makes_no_negative_work(desk: Desk) -> None:
    desk.during = taking(desk, -3600)
    desk.create()
    assert desk.usage.entries[0].wall == 0


def test_a_log_that_cannot_be_written_spoils_no_video(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(entry: UsageEntry) -> None:
        raise StorageFailed("The disk is full", code="disk_full")

    monkeypatch.setattr(desk.usage, "record", full)
    assert desk.create().status == "completed"


def test_a_missing_avatar_in_an_old_storyboard_is_no_fault(desk: Desk) -> None:
    video = replace(desk.create(), storyboard={})
    assert UsageEntry.of_render("u_1", video, began=0.0).avatar is None
