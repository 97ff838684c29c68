"""`heygen doctor` on this machine, and on broken ones."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from heygen_cli.studio import ffmpeg
from tests.cli.conftest import Answer

Heygen = Callable[..., Answer]


def by_name(answer: Answer) -> dict[str, Any]:
    return {finding["name"]: finding for finding in answer.data}


def test_this_machine_can_make_videos(heygen: Heygen) -> None:
    answer = heygen("doctor")
    found = by_name(answer)
    assert [name for name, finding in found.items() if finding["status"] == "fail"] == []
    assert answer.code == 0
    assert {"FFmpeg", "Encoder", "Voices", "Caption font", "Database", "Disk space", "Settings"} <= set(found)
    assert all(finding["fix"] for finding in found.values() if finding["status"] != "ok")


def test_people_see_the_fix_below_the_finding(heygen: Heygen, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    out = heygen("doctor", "--human").out
    assert "Fix: add" in out
    assert "warn" in out


def test_a_missing_ffmpeg_fails_it(heygen: Heygen, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HEYGEN_FFMPEG", "/no/such/ffmpeg")
    ffmpeg.executable.cache_clear()
    try:
        answer = heygen("doctor")
    finally:
        ffmpeg.executable.cache_clear()
    assert answer.code == 1
    assert by_name(answer)["FFmpeg"]["fix"]


def test_a_damaged_store_fails_it(heygen: Heygen, home: Path) -> None:
    (home / "data").mkdir(parents=True)
    (home / "data" / "heygen.db").write_bytes(b"not a database, but long enough to look at" * 50)
    answer = heygen("doctor")
    assert answer.code == 1
    assert by_name(answer)["Database"]["status"] == "fail"
