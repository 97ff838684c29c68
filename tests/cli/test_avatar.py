"""`heygen avatar` with the real presenters."""

from __future__ import annotations

import struct
from collections.abc import Callable
from pathlib import Path

import pytest

from heygen_cli.cli.picture import half_blocks
from tests.cli.conftest import Answer

Heygen = Callable[..., Answer]


def test_the_presenters_and_their_looks(heygen: Heygen) -> None:
    avatars = heygen("avatar", "list").data
    assert "mira" in [avatar["id"] for avatar in avatars]
    mira = heygen("avatar", "get", "mira").data
    assert mira in avatars
    looks = heygen("avatar", "looks", "list", "--group-id", "mira").data
    assert len(looks) == mira["looks_count"]
    assert heygen("avatar", "looks", "get", looks[-1]["id"]).data == looks[-1]
    assert heygen("avatar", "looks", "list", "--avatar-type", "photo_avatar").data == []
    assert heygen("avatar", "list", "--human").out.startswith("Id")


def test_a_slip_is_answered(heygen: Heygen) -> None:
    answer = heygen("avatar", "get", "mirra")
    assert (answer.code, answer.error["code"]) == (2, "avatar_not_found")
    assert "'mira'" in answer.error["hint"]


def test_a_preview_becomes_a_file(heygen: Heygen) -> None:
    answer = heygen("avatar", "preview", "mira", "--width", "320", "--height", "180")
    assert answer.code == 0, answer.err
    path = Path(answer.data["path"])
    assert path == Path.cwd() / "mira.png"
    png = path.read_bytes()
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    assert struct.unpack(">II", png[16:24]) == (320, 180)
    assert heygen("avatar", "preview", "mira").error["code"] == "file_exists"


def test_a_preview_is_drawn_where_there_is_colour(heygen: Heygen) -> None:
    answer = heygen("avatar", "preview", "mira", "--human", "--color", "always")
    assert answer.code == 0, answer.err
    assert "▀" in answer.out
    assert list(Path.cwd().iterdir()) == []


def test_half_blocks_are_two_pixels_each() -> None:
    cv2 = pytest.importorskip("cv2")
    numpy = pytest.importorskip("numpy")
    picture = numpy.zeros((4, 8, 3), numpy.uint8)
    picture[:2] = (0, 0, 255)
    _, png = cv2.imencode(".png", picture)
    drawn = half_blocks(png.tobytes(), columns=4)
    assert drawn == "\x1b[38;2;255;0;0;48;2;0;0;0m▀" * 4 + "\x1b[0m"
