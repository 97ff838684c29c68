"""Storyboards of several scenes from the command line: what is made, what is kept, and the same film each time."""

from __future__ import annotations

import hashlib
import wave
from itertools import pairwise
from pathlib import Path
from typing import Any

import av
import cv2
import numpy as np
import pytest

from heygen_cli.studio.soundtrack import measure
from tests.e2e.conftest import Program

BOARD = """
title: Garden
description: Three scenes
quality: draft
transition: dissolve
music: tune.wav
brand: {logo: logo.png, watermark: {position: top left}}
scenes:
  - title: One
    script: Plants need water.
    overlays: [{text: Water, at: water, enter: pop}]
  - title: Two
    script: And they need light, every day.
    layout: left
    show: {list: {items: [Water, Light]}}
    transition: {kind: slide, seconds: 0.4}
  - {background: "#224466", duration: 1.5}
  - {title: Three, script: That is all., show: {image: logo.png}}
"""


@pytest.fixture
def board(tmp_path: Path) -> Path:
    seconds, rate = 3, 16_000
    tone = np.sin(2 * np.pi * 330 * np.arange(seconds * rate) / rate) * 8000
    with wave.open(str(tmp_path / "tune.wav"), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(tone.astype("<i2").tobytes())
    logo = np.zeros((60, 60, 4), np.uint8)
    cv2.circle(logo, (30, 30), 28, (40, 160, 250, 255), -1)
    cv2.imwrite(str(tmp_path / "logo.png"), logo)
    path = tmp_path / "garden.yaml"
    path.write_text(BOARD)
    return path


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def frames_of(path: Path) -> list[np.ndarray[tuple[int, ...], np.dtype[np.uint8]]]:
    with av.open(str(path)) as container:
        return [frame.to_ndarray(format="bgr24") for frame in container.decode(video=0)]


@pytest.fixture
def own(tmp_path: Path) -> Program:
    """A program with a home of its own."""
    return Program(tmp_path / "home", tmp_path)


def render(program: Program, board: Path, out: Path) -> dict[str, Any]:
    data: dict[str, Any] = program.data("video", "render", str(board), "-o", str(out), "--force")
    return data


def test_an_edited_line_remakes_its_scene_alone_and_the_film_equals_a_cold_one(
    own: Program, board: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out.mp4"
    first = render(own, board, out)
    # Four scenes of speech and pictures, three transitions, sound, captions, the film.
    assert (first["rendered"], first["reused"]) == (14, 0)
    assert render(own, board, out)["rendered"] == 0

    board.write_text(BOARD.replace("every day", "every morning"))
    edited = render(own, board, out)
    # One speech, one clip, the transitions on both sides of it, sound, captions, the film.
    assert edited["rendered"] == 7
    warm = digest(out)
    cold = render(Program(tmp_path / "other", tmp_path), board, out)
    assert cold["reused"] == 0
    assert digest(out) == warm


def test_scenes_that_only_moved_are_not_drawn_again(own: Program, board: Path, tmp_path: Path) -> None:
    board.write_text("quality: draft\nscenes: [{script: One.}, {script: Two.}]")
    out = tmp_path / "out.mp4"
    assert render(own, board, out)["rendered"] == 7
    board.write_text("quality: draft\nscenes: [{layout: none, duration: 1}, {script: Two.}, {script: One.}]")
    # A new scene of silence and its picture, sound, captions, the film.
    assert render(own, board, out)["rendered"] == 5


def test_sound_picture_and_chapters_agree(own: Program, board: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.mp4"
    data = render(own, board, out)
    with av.open(str(out)) as container:
        video, audio = container.streams.video[0], container.streams.audio[0]
        lengths = [float(stream.duration * stream.time_base) for stream in (video, audio)]
        chapters = [(entry["metadata"]["title"], entry["start"] / 1000) for entry in container.chapters()]
        assert container.metadata["comment"] == "Three scenes"
    assert lengths[0] == pytest.approx(data["duration"], abs=0.001)
    assert abs(lengths[0] - lengths[1]) < 1 / 30
    assert [title for title, _ in chapters] == ["One", "Two", "Three"]
    assert [start for _, start in chapters] == sorted(start for _, start in chapters)
    assert measure(out).integrated == pytest.approx(-14, abs=0.5)


def test_a_transition_lies_between_its_scenes_and_nothing_jumps(own: Program, board: Path, tmp_path: Path) -> None:
    board.write_text(
        "quality: draft\ntransition: {kind: dissolve, seconds: 0.5}\n"
        'scenes: [{background: "#000000", duration: 1}, {background: "#ffffff", duration: 1}]'
    )
    out = tmp_path / "out.mp4"
    assert render(own, board, out)["duration"] == pytest.approx(2.5)
    levels = [float(frame.mean()) for frame in frames_of(out)]
    assert len(levels) == 75
    assert max(levels[:30]) < 3
    assert min(levels[45:]) > 252
    rises = [after - before for before, after in pairwise(levels[29:46])]
    assert min(rises) > 0
    assert max(rises) < 35


def test_an_overlay_comes_with_its_word(own: Program, board: Path, tmp_path: Path) -> None:
    board.write_text(
        'quality: draft\ncaptions: off\nbackground: "#808080"\n'
        "scenes: [{script: First we wait and then comes something., layout: none, overlays: "
        '[{shape: {name: rectangle, width: 1, height: 1}, color: "#00ff00", at: something, enter: none}]}]'
    )
    out = tmp_path / "out.mp4"
    render(own, board, out)
    green = [bool(frame[180, 320, 1] > 200 and frame[180, 320, 0] < 60) for frame in frames_of(out)]
    came = green.index(True) / 30
    assert all(green[green.index(True) :])
    assert 0.9 < came < len(green) / 30 - 0.3


def test_scenes_made_beside_each_other_give_the_same_film(board: Path, tmp_path: Path) -> None:
    films = []
    for jobs in ("1", "3"):
        program = Program(tmp_path / f"home{jobs}", tmp_path)
        program.data("config", "set", "jobs", jobs)
        out = tmp_path / f"out{jobs}.mp4"
        render(program, board, out)
        films.append(digest(out))
    assert films[0] == films[1]


@pytest.mark.parametrize(("codec", "found"), [("h265", "hevc"), ("av1", "av1")])
def test_other_codecs_make_whole_films_too(own: Program, board: Path, tmp_path: Path, codec: str, found: str) -> None:
    board.write_text(f"codec: {codec}\n{BOARD}")
    out = tmp_path / "out.mp4"
    data = render(own, board, out)
    with av.open(str(out)) as container:
        assert container.streams.video[0].codec_context.name in (found, f"lib{found}", "libdav1d")
    assert len(frames_of(out)) == round(data["duration"] * 30)
