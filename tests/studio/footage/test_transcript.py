"""Subtitles as people really have them, and what is made of them."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import pytest

from heygen_cli.domain.errors import InvalidInput, NotFound
from heygen_cli.domain.footage import Transcript
from heygen_cli.studio import ffmpeg
from heygen_cli.studio.captions import to_srt, to_vtt
from heygen_cli.studio.footage import Editor, reading, transcript
from tests.fakes import FakeProgress
from tests.studio.footage import films

EDIT = Editor()
PLAIN = "1\n00:00:01,000 --> 00:00:02,500\nHello there,\nand welcome.\n\n2\n00:01:03,040 --> 01:00:04,000\nBye.\n"


def said(text: str) -> list[tuple[float, float, str]]:
    return [(cue.start, cue.end, cue.text) for cue in reading.parse(text)]


@pytest.mark.parametrize(
    "text",
    [
        PLAIN,
        PLAIN.replace("\n", "\r\n"),
        PLAIN.replace("\n", "\r"),
        PLAIN.replace(",000", ".000").replace("-->", " -->  "),
        PLAIN.replace("2,500", "2,5").replace("\n\n", "\n"),
        PLAIN.replace("1\n00", "00").replace("\n\n", "\n \n\n\n"),
        PLAIN.replace("Hello", '<i>Hel</i><font color="#fff">lo</font>').replace("Bye", r"{\an8}<b>Bye</b>"),
        PLAIN.replace("there,\nand", "there,\n\nand"),
        "WEBVTT - a title\n\nNOTE\nno words\n\nSTYLE\n::cue { color: red }\n\n"
        + PLAIN.replace(",000", ".000").replace(",", ".").replace("there.", "there,").replace("500", "500 align:start"),
        "WEBVTT\n\n00:01.000 --> 00:02.500\n<v Mira>Hello <00:01.200><c.loud>there,</c>\nand welcome.\n\n"
        "id\n01:03.040 --> 1:00:04.000\nBye.",
    ],
)
def test_both_formats_are_read_however_they_are_written(text: str) -> None:
    assert said(text) == [(1.0, 2.5, "Hello there,\nand welcome."), (63.04, 3604.0, "Bye.")]


def test_signs_that_only_look_like_tags_stay() -> None:
    assert said("1\n00:00:00,000 --> 00:00:01,000\na < b > c &amp; <3\n")[0][2] == "a < b > c &amp; <3"
    assert said("WEBVTT\n\n00:00.000 --> 00:01.000\na &lt; b &amp; c\n")[0][2] == "a < b & c"


def test_cues_without_length_or_words_are_passed_over_and_others_sorted() -> None:
    text = "00:05.000 --> 00:06.000\nlater\n\n00:03.000 --> 00:03.000\nno time\n\n00:01.000 --> 00:02.000\n<i></i>\n\n"
    assert said("WEBVTT\n\n" + text + "00:00.000 --> 00:01.000\nearlier") == [(0, 1, "earlier"), (5, 6, "later")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_every_common_encoding_is_read(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "a.srt"
    path.write_bytes(PLAIN.replace("Bye", "Tschüß – é").encode(encoding))
    assert reading.read(path)[1].text == "Tschüß – é."


def test_words_share_the_time_of_their_cue() -> None:
    words = [word for line in reading.parse(PLAIN)[0].lines for word in line]
    assert [word.text for word in words] == ["Hello", "there,", "and", "welcome."]
    assert (words[0].start, words[-1].end) == (1.0, 2.5)
    assert all(one.end == other.start for one, other in pairwise(words))


@pytest.mark.parametrize("write", [to_srt, to_vtt])
def test_what_we_write_reads_the_same_again(write: object) -> None:
    tricky = (
        "1\n00:00:00,000 --> 00:00:01,000\na < b & c > d\nsecond {line} \\N\n\n2\n00:00:01,000 --> 00:00:02,000\n42\n"
    )
    cues = reading.parse(tricky)
    assert len(cues) == 2
    assert reading.parse(write(cues)) == cues  # type: ignore[operator]


def test_a_file_without_captions_is_refused_with_its_place(tmp_path: Path) -> None:
    path = tmp_path / "a.srt"
    path.write_text("Dear diary,\n\ntoday nothing happened.\n")
    with pytest.raises(InvalidInput, match="holds no captions") as refused:
        reading.read(path)
    assert str(refused.value.location) == f"{path}:1"
    path.write_bytes(b"\x00" * (reading.MAX_BYTES + 1))
    with pytest.raises(InvalidInput, match="too large"):
        reading.read(path)


def test_text_has_a_paragraph_after_a_longer_silence() -> None:
    assert transcript.to_text(reading.parse(PLAIN)) == "Hello there, and welcome.\n\nBye.\n"


def test_json_has_times_in_seconds() -> None:
    assert json.loads(transcript.to_json(reading.parse(PLAIN)))["cues"][0] == {
        "start": 1.0,
        "end": 2.5,
        "text": "Hello there,\nand welcome.",
    }


def test_ass_shows_every_sign_and_obeys_none(tmp_path: Path) -> None:
    source = tmp_path / "a.srt"
    source.write_text(PLAIN.replace("Bye.", r"{\b1} C:\New {x}"))
    made = EDIT.make(Transcript(), [source], dest := tmp_path / "a.ass", FakeProgress())
    assert made.details == {"cues": 2}
    again = tmp_path / "again.srt"
    ffmpeg.run(["-i", str(dest), str(again)])
    found = reading.read(again)
    assert [(cue.start, cue.end) for cue in found] == [(1.0, 2.5), (63.04, 3604.0)]
    assert found[0].text == "Hello there,\nand welcome."
    assert "C:" in found[1].text
    assert "New" in found[1].text


@pytest.mark.parametrize(
    ("suffix", "codec"), [(".mp4", "mov_text"), (".mkv", "subrip"), (".mkv", "ass"), (".webm", "webvtt")]
)
def test_subtitles_come_out_of_a_film(tmp_path: Path, suffix: str, codec: str) -> None:
    first, second = tmp_path / "one.srt", tmp_path / "two.srt"
    first.write_text(PLAIN.replace("01:00:04", "00:01:04"))
    second.write_text(PLAIN.replace("Hello", "Hallo").replace("01:00:04", "00:01:04"))
    flat = films.numbered(tmp_path / f"flat{suffix}", 25)
    film = tmp_path / f"film{suffix}"
    tracks = ["-i", str(first), "-i", str(second), "-map", "0", "-map", "1", "-map", "2"]
    ffmpeg.run(["-i", str(flat), *tracks, "-c", "copy", "-c:s", codec, str(film)])
    EDIT.make(Transcript(), [film], dest := tmp_path / "out.srt", FakeProgress())
    assert [cue.text for cue in reading.read(dest)] == ["Hello there,\nand welcome.", "Bye."]
    assert [cue.start for cue in reading.read(dest)] == pytest.approx([1.0, 63.04], abs=0.011)
    EDIT.make(Transcript(2), [film], dest, FakeProgress())
    assert "Hallo" in dest.read_text()
    with pytest.raises(InvalidInput, match="has 2 subtitle tracks, not 3"):
        EDIT.make(Transcript(3), [film], dest, FakeProgress())


def test_subtitles_beside_a_film_are_found(tmp_path: Path) -> None:
    film = films.numbered(tmp_path / "film.mp4", 25)
    with pytest.raises(NotFound, match="none lie beside it"):
        EDIT.make(Transcript(), [film], tmp_path / "out.txt", FakeProgress())
    (tmp_path / "film.vtt").write_text("WEBVTT\n\n00:00.000 --> 00:01.000\nBeside.\n")
    EDIT.make(Transcript(), [film], dest := tmp_path / "out.txt", FakeProgress())
    assert dest.read_text() == "Beside.\n"
