"""The life of a video, from the request to the file, with everything that can go wrong between."""

from __future__ import annotations

import errno
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from heygen_cli.domain.captions import Captions
from heygen_cli.domain.errors import (
    Busy,
    Canceled,
    FileExists,
    InvalidInput,
    NotFound,
    NotReady,
    RenderFailed,
    StorageFailed,
)
from heygen_cli.domain.event import Event
from heygen_cli.domain.storyboard import Scene, Storyboard
from heygen_cli.domain.video import Video
from heygen_cli.services.video import VideoService
from tests.fakes import FakeClock, FakeProgress, FakeRenderer, FakeUsageLog, FakeVideoStore

HELLO = Storyboard("Hello", (Scene("Hello, world."),))
WITH_SIDECARS = replace(HELLO, captions=Captions("sidecar"))


@dataclass
class Desk:
    """A service with fakes around it."""

    folder: Path
    during: Callable[[], None] = lambda: None
    store: FakeVideoStore = field(default_factory=FakeVideoStore)
    clock: FakeClock = field(default_factory=FakeClock)
    progress: FakeProgress = field(default_factory=FakeProgress)
    usage: FakeUsageLog = field(default_factory=FakeUsageLog)

    def __post_init__(self) -> None:
        self.renderer = FakeRenderer(self.folder / "products", lambda: self.during())
        self.videos = VideoService(
            store=self.store,
            renderers={"local": lambda: self.renderer},
            clock=self.clock,
            probe=lambda path: {"path": str(path)},
            usage=self.usage,
        )
        self.output = self.folder / "hello.mp4"

    def create(self, storyboard: Storyboard = HELLO, *, overwrite: bool = False) -> Video:
        return self.videos.create(storyboard, self.output, progress=self.progress, overwrite=overwrite)

    def only(self) -> Video:
        return self.videos.list().videos[0]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def raising(error: BaseException) -> Callable[[], None]:
    def during() -> None:
        raise error

    return during


def test_a_video_is_queued_made_and_delivered(desk: Desk) -> None:
    video = desk.create()
    assert desk.store.history == ["queued", "processing", "completed"]
    assert desk.output.read_text() == "film.mp4 of Hello"
    assert video == desk.videos.get(video.id)
    assert [event.code for event in video.events] == ["voice"]


def test_json_has_the_names_of_the_cloud(desk: Desk) -> None:
    video = desk.create()
    data = video.to_json()
    assert data["id"] == data["video_id"] == video.id
    assert data["status"] == "completed"
    assert data["video_url"] == data["captioned_video_url"] == desk.output.as_uri()
    assert data["subtitle_url"].endswith("film.srt")
    assert (data["created_at"], data["duration"], data["width"]) == (1_800_000_000, 2.5, 1920)
    assert data["failure_code"] is None


def test_sidecar_captions_lie_beside_the_film(desk: Desk) -> None:
    video = desk.create(WITH_SIDECARS)
    assert desk.output.with_suffix(".srt").read_text() == "film.srt of Hello"
    assert desk.output.with_suffix(".vtt").read_text() == "film.vtt of Hello"
    data = video.to_json()
    assert (data["captioned_video_url"], data["subtitle_url"]) == (None, desk.output.with_suffix(".srt").as_uri())


@pytest.mark.parametrize("taken", ["hello.mp4", "hello.srt"])
def test_an_existing_file_is_kept_unless_told_otherwise(desk: Desk, taken: str) -> None:
    (desk.folder / taken).write_text("precious")
    with pytest.raises(FileExists):
        desk.create(WITH_SIDECARS)
    assert (desk.folder / taken).read_text() == "precious"
    assert desk.store.history == []
    desk.create(WITH_SIDECARS, overwrite=True)
    assert (desk.folder / taken).read_text() != "precious"


def test_a_file_that_appears_during_the_render_is_kept(desk: Desk) -> None:
    desk.during = lambda: desk.output.write_text("precious") and None
    with pytest.raises(FileExists):
        desk.create()
    assert desk.output.read_text() == "precious"
    assert desk.only().failure_code == "file_exists"
    assert list(desk.folder.glob(".heygen-*")) == []


@pytest.mark.parametrize(
    "output", ["missing/hello.mp4", "hello.avi", "hello", "folder.mp4", "bad\udcff.mp4"], ids=lambda name: repr(name)
)
def test_an_impossible_output_is_refused_before_anything_is_written(desk: Desk, output: str) -> None:
    (desk.folder / "folder.mp4").mkdir()
    desk.output = desk.folder / output
    with pytest.raises(InvalidInput) as caught:
        desk.create(overwrite=True)
    assert caught.value.param == "--output"
    assert (desk.store.history, desk.renderer.rendered) == ([], [])


@pytest.mark.parametrize("name", ["-rf.mp4", 'it\'s "5:30" %d.mp4', "שלום 你好 🎬.mp4", "a" * 251 + ".mp4"])
def test_any_file_name_will_do(desk: Desk, name: str) -> None:
    desk.output = desk.folder / name
    desk.create()
    assert desk.output.read_text() == "film.mp4 of Hello"


def test_what_the_renderer_refuses_leaves_no_row(desk: Desk) -> None:
    with pytest.raises(InvalidInput, match="nobody"):
        desk.create(replace(HELLO, avatar="nobody"))
    assert desk.store.history == []


def test_an_unknown_provider_is_refused(desk: Desk) -> None:
    with pytest.raises(InvalidInput, match="mars") as caught:
        desk.videos.create(HELLO, desk.output, progress=desk.progress, provider="mars")
    assert "local" in str(caught.value.hint)


@pytest.mark.parametrize(
    ("error", "raised", "status", "code"),
    [
        (RenderFailed("no frame"), RenderFailed, "failed", "video_failed"),
        (ValueError("a fault of ours"), ValueError, "failed", "internal_error"),
        (OSError(errno.ENOSPC, "No space left"), StorageFailed, "failed", "disk_full"),
        (KeyboardInterrupt(), KeyboardInterrupt, "canceled", "canceled"),
        (Canceled("stopped"), Canceled, "canceled", "canceled"),
    ],
)
def test_however_a_render_ends_the_row_says_so(
    desk: Desk, error: BaseException, raised: type[BaseException], status: str, code: str
) -> None:
    desk.during = raising(error)
    with pytest.raises(raised):
        desk.create()
    video = desk.only()
    assert (video.status, video.failure_code) == (status, code)
    assert not desk.output.exists()


def test_a_row_that_vanished_does_not_hide_the_reason(desk: Desk) -> None:
    def lose_the_row_and_fail() -> None:
        desk.store.videos.clear()
        raise RenderFailed("no frame")

    desk.during = lose_the_row_and_fail
    with pytest.raises(RenderFailed):
        desk.create()


def test_a_crash_is_shown_as_interrupted_and_resumed(desk: Desk) -> None:
    stuck = Video("v_1", "Hello", HELLO.to_json(), desk.output, created_at=1.0).started()
    desk.store.add(stuck)
    assert desk.videos.get("v_1").to_json()["status"] == "interrupted"
    video = desk.videos.resume("v_1", progress=desk.progress)
    assert video.status == "completed"
    assert desk.output.exists()


def test_resuming_keeps_a_file_delivered_just_before_the_crash(desk: Desk) -> None:
    video = desk.create()
    desk.store.videos[video.id] = replace(video, status="processing", result=None)
    inode = desk.output.stat().st_ino
    assert desk.videos.resume(video.id, progress=desk.progress).status == "completed"
    assert desk.output.stat().st_ino == inode


def test_resuming_never_replaces_another_file(desk: Desk) -> None:
    desk.during = raising(KeyboardInterrupt())
    with pytest.raises(KeyboardInterrupt):
        desk.create()
    desk.during = lambda: None
    desk.output.write_text("precious")
    video_id = desk.only().id
    with pytest.raises(FileExists):
        desk.videos.resume(video_id, progress=desk.progress)
    assert desk.output.read_text() == "precious"
    assert desk.videos.resume(video_id, progress=desk.progress, overwrite=True).status == "completed"


def test_a_finished_video_is_not_made_again(desk: Desk) -> None:
    video = desk.create()
    assert desk.videos.resume(video.id, progress=desk.progress) == video
    assert len(desk.renderer.rendered) == 1


def test_a_finished_video_whose_file_is_gone_is_made_again(desk: Desk) -> None:
    video = desk.create()
    desk.output.unlink()
    assert desk.videos.resume(video.id, progress=desk.progress).result is not None
    assert desk.output.exists()


def test_a_video_in_the_making_is_left_alone(desk: Desk) -> None:
    def try_from_another_process() -> None:
        video_id = desk.only().id
        for act in (lambda: desk.videos.delete(video_id), lambda: desk.videos.resume(video_id, progress=desk.progress)):
            with pytest.raises(Busy):
                act()

    desk.during = try_from_another_process
    assert desk.create().status == "completed"


def test_deleting_keeps_or_removes_the_files(desk: Desk) -> None:
    desk.videos.delete(desk.create(WITH_SIDECARS).id)
    assert desk.output.exists()
    video = desk.create(WITH_SIDECARS, overwrite=True)
    desk.videos.delete(video.id, files=True)
    assert [path.name for path in desk.folder.iterdir()] == ["products"]
    with pytest.raises(NotFound):
        desk.videos.get(video.id)


def test_an_export_comes_from_the_product_when_the_file_has_gone(desk: Desk) -> None:
    video = desk.create()
    desk.output.unlink()
    copy = desk.videos.export(video.id, desk.folder / "copy.mp4", asset="captioned")
    assert copy.read_text() == "film.mp4 of Hello"


def test_an_export_without_any_source_says_how_to_get_one(desk: Desk) -> None:
    video = desk.create()
    desk.output.unlink()
    (desk.folder / "products" / "film.mp4").unlink()
    with pytest.raises(NotFound) as caught:
        desk.videos.export(video.id, desk.folder / "copy.mp4")
    assert "--resume" in str(caught.value.hint)


def test_an_export_needs_a_finished_video_and_a_known_asset(desk: Desk) -> None:
    desk.store.add(Video("v_1", "Hello", HELLO.to_json(), desk.output, created_at=1.0))
    with pytest.raises(NotReady):
        desk.videos.export("v_1", desk.folder / "copy.mp4")
    with pytest.raises(InvalidInput, match="gif"):
        desk.videos.export("v_1", desk.folder / "copy.mp4", asset="gif")
    plain = desk.create(WITH_SIDECARS)
    with pytest.raises(NotFound) as caught:
        desk.videos.export(plain.id, desk.folder / "copy.mp4", asset="captioned")
    assert caught.value.error_code == "asset_not_available"


@pytest.mark.parametrize("options", [{"status": "done"}, {"limit": 0}, {"limit": 101}])
def test_a_list_refuses_what_it_cannot_do(desk: Desk, options: dict[str, str | int]) -> None:
    with pytest.raises(InvalidInput) as caught:
        desk.videos.list(**options)  # type: ignore[arg-type]
    assert caught.value.param in ("--status", "--limit")


def test_notes_on_the_request_are_kept(desk: Desk) -> None:
    note = Event("warning", "engine_settings", "ignored here")
    video = desk.videos.create(HELLO, desk.output, progress=desk.progress, notes=[note])
    assert video.events[0] == note


def test_parts_of_killed_deliveries_are_swept(desk: Desk) -> None:
    (desk.folder / ".heygen-0badcafe.part").write_text("half a film")
    desk.create()
    assert list(desk.folder.glob(".heygen-*")) == []


def test_a_request_of_another_version_says_so(desk: Desk) -> None:
    desk.store.add(Video("v_1", "Hello", {"hologram": True}, desk.output, created_at=1.0))
    with pytest.raises(InvalidInput, match="does not know"):
        desk.videos.resume("v_1", progress=desk.progress)
