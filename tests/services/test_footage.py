"""Tasks on films: what is worked on, and that results appear whole or not at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from heygen_cli.domain.errors import FileExists, InvalidInput, NotFound, NotReady, RenderFailed
from heygen_cli.domain.footage import Animation, Export, Join, Outcome, Task, Thumbnail, Transcript, Trim
from heygen_cli.domain.video import Result, Video
from heygen_cli.ports import Progress
from heygen_cli.services.footage import FootageService, export_suffix
from heygen_cli.services.video import VideoService
from tests.fakes import FakeClock, FakeProgress, FakeVideoStore

ID = "v_01kb3m9x2t7h4qac"


@dataclass
class FakeEditor:
    """Writes the names of what it was given."""

    seen: list[Path] = field(default_factory=list)
    problem: Exception | None = None

    def make(self, task: Task, sources: Sequence[Path], dest: Path, progress: Progress) -> Outcome:
        self.seen = list(sources)
        target = dest / "000001.png" if dest.is_dir() else dest
        target.write_text(" ".join(path.name for path in sources))
        if self.problem:
            raise self.problem
        return Outcome(2.5, 640, 360, {"method": "copied"})


@pytest.fixture
def editor() -> FakeEditor:
    return FakeEditor()


@pytest.fixture
def store() -> FakeVideoStore:
    return FakeVideoStore()


@pytest.fixture
def service(editor: FakeEditor, store: FakeVideoStore) -> FootageService:
    videos = VideoService(store=store, renderers={}, clock=FakeClock(), probe=lambda _: {})
    return FootageService(videos=videos, editor=editor)


@pytest.fixture
def film(tmp_path: Path) -> Path:
    path = tmp_path / "film.mp4"
    path.write_text("a film")
    return path


def remember(store: FakeVideoStore, film: Path, *words: Path) -> Video:
    result = Result(film, film, 1, 64, 36, 25, subtitles={path.suffix[1:]: path for path in words})
    video = Video(ID, "Talk", {}, film, 0, status="completed", result=result)
    store.add(video)
    return video


def test_a_file_is_worked_on_and_told_about(service: FootageService, film: Path, tmp_path: Path) -> None:
    made = service.make(Trim(1), [str(film)], tmp_path / "out.mp4", progress=FakeProgress())
    assert (tmp_path / "out.mp4").read_text() == "film.mp4"
    assert made.to_json() == {
        "path": str(tmp_path / "out.mp4"),
        "size": 8,
        "duration": 2.5,
        "width": 640,
        "height": 360,
        "method": "copied",
    }


def test_a_video_is_known_by_its_id(
    service: FootageService, store: FakeVideoStore, editor: FakeEditor, film: Path, tmp_path: Path
) -> None:
    video = remember(store, film)
    service.make(Join(), [ID, str(film)], tmp_path / "out.mp4", progress=FakeProgress())
    assert editor.seen == [film, film]
    store.save(replace(video, status="failed"))
    with pytest.raises(NotReady):
        service.make(Trim(1), [ID], tmp_path / "new.mp4", progress=FakeProgress())
    for missing in ("v_01kb3m9x2t7h4qaa", "nothing.mp4", str(tmp_path)):
        with pytest.raises(NotFound):
            service.make(Trim(1), [missing], tmp_path / "new.mp4", progress=FakeProgress())


def test_the_words_of_a_video_are_those_made_with_it(
    service: FootageService, store: FakeVideoStore, editor: FakeEditor, film: Path, tmp_path: Path
) -> None:
    words = tmp_path / "captions.srt"
    words.touch()
    remember(store, film, words)
    service.make(Transcript(), [ID], tmp_path / "out.txt", progress=FakeProgress())
    assert editor.seen == [words]
    words.unlink()
    service.make(Transcript(), [ID], tmp_path / "again.txt", progress=FakeProgress())
    assert editor.seen == [film]  # whose own tracks may have them


def test_nothing_is_left_of_what_failed(
    service: FootageService, editor: FakeEditor, film: Path, tmp_path: Path
) -> None:
    editor.problem = RenderFailed("no")
    with pytest.raises(RenderFailed):
        service.make(Animation(), [str(film)], tmp_path / "out.gif", progress=FakeProgress())
    with pytest.raises(RenderFailed):
        service.pictures(Export(), str(film), tmp_path / "pictures", progress=FakeProgress())
    assert [path.name for path in tmp_path.iterdir()] == ["film.mp4"]


def test_other_files_are_kept(service: FootageService, film: Path, tmp_path: Path) -> None:
    (tmp_path / "out.gif").write_text("precious")
    (tmp_path / "pictures").mkdir()
    (tmp_path / "pictures" / "mine.png").touch()
    with pytest.raises(FileExists):
        service.make(Animation(), [str(film)], tmp_path / "out.gif", progress=FakeProgress())
    with pytest.raises(FileExists):
        service.pictures(Export(), str(film), tmp_path / "pictures", progress=FakeProgress())
    assert (tmp_path / "out.gif").read_text() == "precious"
    service.make(Animation(), [str(film)], tmp_path / "out.gif", progress=FakeProgress(), overwrite=True)
    assert (tmp_path / "out.gif").read_text() == "film.mp4"
    service.make(Trim(1), [str(film)], film, progress=FakeProgress(), overwrite=True)
    assert film.read_text() == "film.mp4"  # a film may take its own place: it was read before


def test_pictures_fill_a_new_folder(service: FootageService, film: Path, tmp_path: Path) -> None:
    (tmp_path / "pictures").mkdir()
    made = service.pictures(Export(), str(film), tmp_path / "pictures", progress=FakeProgress())
    assert [path.name for path in (tmp_path / "pictures").iterdir()] == ["000001.png"]
    assert made.to_json()["size"] == 8


def test_a_name_must_fit_the_task(service: FootageService, film: Path, tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match=r"must end in \.jpg or"):
        service.make(Thumbnail(), [str(film)], tmp_path / "out.mp4", progress=FakeProgress())
    with pytest.raises(InvalidInput, match="no folder"):
        service.pictures(Export(), str(film), tmp_path / "a" / "b", progress=FakeProgress())
    assert (export_suffix("webm"), export_suffix("png-sequence")) == (".webm", "")
    with pytest.raises(InvalidInput, match='no format "avi"'):
        export_suffix("avi")
