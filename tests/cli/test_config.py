"""`heygen config`: what is set, and by whom."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from heygen_cli.config import SETTINGS
from tests.cli.conftest import Answer

Heygen = Callable[..., Answer]


def test_every_setting_is_listed_with_its_source(heygen: Heygen, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HEYGEN_FPS", "25")
    listed = {item["key"]: item for item in heygen("config", "list").data}
    assert set(listed) == set(SETTINGS)
    assert (listed["fps"]["value"], listed["fps"]["source"]) == (25, "HEYGEN_FPS")
    assert listed["voice"]["source"] == "default"


def test_what_is_set_is_got(heygen: Heygen, home: Path) -> None:
    answer = heygen("config", "set", "quality", "high")
    assert answer.data["source"] == str(home / "config" / "config.toml")
    assert heygen("config", "get", "quality").data["value"] == "high"
    heygen("config", "set", "quality", "draft", "--project")
    assert Path("heygen.toml").read_text() == 'quality = "draft"\n'
    assert heygen("config", "get", "quality").data["source"] == str(Path.cwd() / "heygen.toml")


@pytest.mark.parametrize(
    ("key", "value", "meant"), [("vioce", "x", "'voice'"), ("quality", "hihg", "'high'"), ("fps", "many", "")]
)
def test_what_cannot_be_set(key: str, value: str, meant: str, heygen: Heygen, home: Path) -> None:
    answer = heygen("config", "set", key, value)
    assert (answer.code, answer.error["code"]) == (2, "usage_error")
    assert meant in answer.error.get("hint", "")
    assert not (home / "config" / "config.toml").exists()
    assert heygen("config", "get", "vioce").code == 2


def test_the_paths_in_use(heygen: Heygen, home: Path) -> None:
    assert heygen("config", "path").data == {
        "user": str(home / "config" / "config.toml"),
        "project": None,
        **{name: str(home / name) for name in ("data", "cache", "state")},
    }
