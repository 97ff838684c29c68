"""What every video store does, held by the fake and by the real one alike."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from heygen_cli.domain.errors import Busy, InvalidInput, NotFound
from heygen_cli.domain.event import Event
from heygen_cli.domain.film import Film
from heygen_cli.domain.video import Video, new_video_id
from heygen_cli.infra.store.database import Database
from heygen_cli.infra.store.video import SqliteVideoStore
from heygen_cli.ports import VideoStore
from tests.fakes import FakeVideoStore


@pytest.fixture(params=["fake", "sqlite"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[VideoStore]:
    database = Database(tmp_path / "heygen.db")
    yield FakeVideoStore() if request.param == "fake" else SqliteVideoStore(database)
    database.close()


def a_video(second: int = 0, title: str = "Hello") -> Video:
    now = 1_800_000_000.0 + second
    return Video(
        id=new_video_id(now),
        title=title,
        storyboard={"title": title, "captions": {"mode": "burn"}},
        path=Path("/videos/hello.mp4"),
        created_at=now,
    )


def a_film() -> Film:
    return Film(
        path=Path("/products/film.mp4"),
        thumbnail=Path("/products/film.jpg"),
        duration=2.5,
        width=640,
        height=360,
        fps=30,
        frames=75,
        voices=("flite/rms",),
        subtitles={"srt": Path("/products/film.srt")},
        rendered=3,
        reused=1,
        timings={"clip": 1.25},
        events=(Event("warning", "w", "careful", hint="do this"),),
    )


def test_a_finished_video_comes_back_as_it_was_saved(store: VideoStore) -> None:
    video = a_video(title='Zoë said: "50% {off}" \x1b[31m\n🎬 שלום')
    store.add(video)
    finished = video.started().completed(a_film(), now=video.created_at + 9)
    store.save(finished)
    assert store.get(video.id) == finished


def test_a_failed_video_keeps_its_reason(store: VideoStore) -> None:
    video = a_video()
    store.add(video)
    store.save(video.started().failed("engine_missing", "no voice", now=1.0))
    assert store.get(video.id).failure_message == "no voice"


def test_an_unknown_video_is_not_found(store: VideoStore) -> None:
    ways: list[Callable[[], object]] = [
        lambda: store.get("v_none"),
        lambda: store.save(a_video()),
        lambda: store.delete("v_none"),
    ]
    for way in ways:
        with pytest.raises(NotFound):
            way()


def test_pages_are_newest_first_and_stable_while_videos_are_added(store: VideoStore) -> None:
    videos = [a_video(second) for second in range(5)]
    for video in videos:
        store.add(video)
    newest = [video.id for video in reversed(videos)]
    first = store.page(limit=2)
    assert [video.id for video in first.videos] == newest[:2]
    store.add(a_video(second=99))
    second = store.page(limit=2, token=first.next_token)
    assert [video.id for video in second.videos] == newest[2:4]
    last = store.page(limit=2, token=second.next_token)
    assert [video.id for video in last.videos] == newest[4:]
    assert last.next_token is None


def test_a_page_that_holds_everything_has_no_next(store: VideoStore) -> None:
    for second in range(2):
        store.add(a_video(second))
    assert store.page(limit=2).next_token is None


@pytest.mark.parametrize("token", ["x", "%%%", "djE=djE=", "bm90LW1pbmU", "é"])
def test_a_foreign_token_is_refused(store: VideoStore, token: str) -> None:
    with pytest.raises(InvalidInput):
        store.page(limit=1, token=token)


@pytest.mark.parametrize(
    ("part", "found"),
    [("launch", 1), ("LAUNCH", 1), ("straße", 1), ("STRASSE", 1), ('"q', 1), ("5%", 1), ("%", 1), ("a", 3), ("zzz", 0)],
)
def test_titles_are_found_by_any_part_in_any_case(store: VideoStore, part: str, found: int) -> None:
    for second, title in enumerate(['Launch day "q3"', "Straße", "Save 5%"]):
        store.add(a_video(second, title))
    assert len(store.page(limit=9, title=part).videos) == found


def test_the_title_index_follows_changes(store: VideoStore) -> None:
    video = a_video(title="Launch")
    store.add(video)
    store.delete(video.id)
    assert store.page(limit=9, title="launch").videos == ()


def test_a_video_nobody_works_on_is_interrupted(store: VideoStore) -> None:
    video = a_video()
    store.add(video)
    with store.working(video.id):
        store.save(video.started())
        assert store.get(video.id).shown_status == "processing"
        assert [found.id for found in store.page(limit=9, status="processing").videos] == [video.id]
        assert store.page(limit=9, status="interrupted").videos == ()
    assert store.get(video.id).shown_status == "interrupted"
    assert [found.id for found in store.page(limit=9, status="interrupted").videos] == [video.id]
    assert store.page(limit=9, status="processing").videos == ()


def test_only_one_works_on_a_video(store: VideoStore) -> None:
    with store.working("v_1"), pytest.raises(Busy), store.working("v_1"):
        pass
    with store.working("v_1"):
        pass


def test_filters_go_together_with_paging(store: VideoStore) -> None:
    for second in range(6):
        video = a_video(second, title="odd" if second % 2 else "even")
        store.add(video)
        store.save(video.started().canceled(now=1.0))
    first = store.page(limit=2, status="canceled", title="odd")
    rest = store.page(limit=2, status="canceled", title="odd", token=first.next_token)
    assert [len(first.videos), len(rest.videos), rest.next_token] == [2, 1, None]
    assert store.page(limit=2, status="failed", title="odd").videos == ()
