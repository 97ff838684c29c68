"""``heygen video`` on films that are there already, from the line to real files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import av
import pytest

from heygen_cli.cli.console import Console
from tests.cli.conftest import Answer
from tests.studio.footage import films

Heygen = Callable[..., Answer]


@pytest.fixture
def film(home: Path) -> Path:
    """A film in the current folder, with subtitles beside it."""
    Path("talk.srt").write_text("1\n00:00:00,000 --> 00:00:01,000\nHello there.\n")
    return films.numbered(Path("talk.mp4"), 50)


@pytest.mark.usefixtures("film")
@pytest.mark.parametrize(
    ("line", "file", "facts"),
    [
        ("sheet talk.mp4", "talk-sheet.png", {"pictures": 16}),
        ("sheet talk.mp4 --columns 2 --every 0.5 -o page.png", "page.png", {"pictures": 4}),
        ("thumbnail talk.mp4 --at best", "talk.jpg", {"width": 64}),
        ("thumbnail talk.mp4 --at 1 --width 32 -o cover.png", "cover.png", {"width": 32, "height": 18, "at": 1.0}),
        ("gif talk.mp4 --start 1 --duration 0.5", "talk.gif", {"duration": 0.5, "fps": 15.0}),
        ("gif talk.mp4 --width 32 --fps 5 -o talk.webp", "talk.webp", {"width": 32, "duration": 2.0}),
        ("trim talk.mp4 --start 0.52 --end 1", "talk-trimmed.mp4", {"start": 0.52, "end": 1.0, "method": "encoded"}),
        ("trim talk.mp4 --start 0.52 --fast -o x.mkv", "x.mkv", {"start": 0.4, "end": 2.0, "method": "copied"}),
        ("concat talk.mp4 ./talk.mp4 -o all.mp4", "all.mp4", {"films": 2, "pictures": 100, "method": "copied"}),
        ("concat talk.mp4 talk.mp4 --transition fade -o all.mp4", "all.mp4", {"pictures": 88, "method": "encoded"}),
        ("export talk.mp4 --format webm", "talk.webm", {"codec": "vp9", "pictures": 50}),
        ("export talk.mp4 --quality draft", "talk-export.mp4", {"codec": "h264", "method": "encoded"}),
        ("export talk.mp4 --format mp3", "talk.mp3", {"duration": 2.0}),
        ("export talk.mp4 --format png-sequence", "talk-pictures", {"pictures": 50, "width": 64}),
        ("captions talk.mp4 --to vtt", "talk.vtt", {"cues": 1}),
        ("captions talk.srt -o talk.json", "talk.json", {"cues": 1}),
    ],
)
def test_a_command_writes_its_file_and_says_so(heygen: Heygen, line: str, file: str, facts: dict[str, object]) -> None:
    answer = heygen("video", *line.split())
    assert answer.code == 0, answer.err
    target = Path(file).absolute()
    data = answer.data
    assert data["path"] == str(target)
    assert data["size"] == sum(path.stat().st_size for path in (target.iterdir() if target.is_dir() else [target]))
    assert {key: data[key] for key in facts} == facts
    assert not list(Path().glob(".heygen-*"))


def test_a_person_reads_what_was_done(heygen: Heygen, film: Path) -> None:
    answer = heygen("video", "trim", str(film), "--start", "0.5", "--fast", "--human")
    for part in ("talk-trimmed.mp4", "64 × 36", "1.60 s", "0.40 s", "copying, without loss", "kB"):
        assert part in answer.out
    assert "Copying" in answer.err


@pytest.mark.parametrize("name", ["-i.mp4", "http:x.mp4", 'it\'s 100% "so".mp4', "concat:a|b.mp4", "é\n.mp4"])
def test_names_are_only_names(heygen: Heygen, film: Path, name: str) -> None:
    Path(name).write_bytes(film.read_bytes())
    for command in (
        ["trim", "--start", "1", "--fast", "-o", "out.mp4"],
        ["concat", "-o", "out.mp4", str(film)],
        ["thumbnail", "--at", "1", "-o", "out.png"],
    ):
        answer = heygen("video", *command, "--force", "--", name)
        assert answer.code == 0, answer.err
    # and the same for what is written
    answer = heygen("video", "trim", str(film), "--start", "1", "--force", f"--output=./{name}")
    assert answer.code == 0, answer.err
    assert films.numbers(Path(name).absolute()) == list(range(25, 50))


def test_a_file_that_points_at_another_is_not_followed(heygen: Heygen, film: Path) -> None:
    Path("list.mp4").write_text(f"ffconcat version 1.0\nfile {film.absolute()}\n")
    Path("hls.mp4").write_text(f"#EXTM3U\n#EXTINF:1,\nfile://{film.absolute()}\n")
    for name in ("list.mp4", "hls.mp4"):
        answer = heygen("video", "export", name, "--format", "webm")
        assert (answer.code, answer.error["param"]) == (2, "film")


@pytest.mark.usefixtures("film")
@pytest.mark.parametrize(
    ("line", "code", "param"),
    [
        ("sheet nothing.mp4", 1, "film"),
        ("sheet talk.mp4 --columns 0", 2, "--columns"),
        ("thumbnail talk.mp4 --at noon", 2, "--at"),
        ("thumbnail talk.mp4 --at nan", 2, "--at"),
        ("thumbnail talk.mp4 -o talk.gif", 2, "--output"),
        ("gif talk.mp4 --fps 100", 2, "--fps"),
        ("trim talk.mp4", 2, "--start"),
        ("trim talk.mp4 --start 1 --end 0.5", 2, "--end"),
        ("trim talk.mp4 --start 1 -o talk.mp4", 1, "--output"),
        ("trim talk.srt --start 1 -o x.mp4", 2, "film"),
        ("concat talk.mp4 -o all.mp4", 2, "film"),
        ("concat talk.mp4 talk.mp4 -o all.mp4 --transition spin", 2, "--transition"),
        ("concat talk.mp4 talk.mp4 -o no/all.mp4", 2, "--output"),
        ("export talk.mp4 --format avi", 2, "--format"),
        ("export talk.mp4 --format webm -o talk.mov", 2, "--output"),
        ("export talk.mp4 --format webm --codec h264", 2, "--codec"),
        ("captions talk.mp4 --to doc", 2, "--to"),
    ],
)
def test_a_mistake_is_told_by_its_place(heygen: Heygen, line: str, code: int, param: str) -> None:
    before = Path("talk.mp4").read_bytes()
    answer = heygen("video", *line.split())
    assert (answer.code, answer.error["param"]) == (code, param)
    assert sorted(path.name for path in Path().iterdir()) == ["talk.mp4", "talk.srt"]
    assert Path("talk.mp4").read_bytes() == before


def test_a_person_is_asked_before_a_file_is_replaced(
    heygen: Heygen, film: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("talk.gif").write_text("precious")
    asked: list[str] = []
    monkeypatch.setattr(Console, "confirm", lambda _self, question, **_: asked.append(question) is None)
    assert heygen("video", "gif", str(film), "--duration", "0.2").code == 0
    assert asked == ["talk.gif exists already. Replace it?"]
    with av.open("talk.gif") as container:
        assert container.format.name == "gif"
