from __future__ import annotations

import os
import tomllib
from dataclasses import fields
from pathlib import Path

import pytest

from heygen_cli import config
from heygen_cli.domain import captions, form, storyboard
from heygen_cli.domain.errors import InvalidInput, ManyInvalid, StorageFailed


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    return {"HEYGEN_HOME": str(tmp_path / "home")}


@pytest.fixture
def work(tmp_path: Path) -> Path:
    folder = tmp_path / "work" / "deep"
    folder.mkdir(parents=True)
    return folder


def user_file(environ: dict[str, str], text: str) -> Path:
    path = Path(environ["HEYGEN_HOME"]) / "config" / "config.toml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path


def test_each_source_beats_the_one_before(environ: dict[str, str], work: Path) -> None:
    def voice() -> tuple[str, str]:
        settings = config.load(flags, environ, work)
        return settings.voice, settings.source("voice")

    flags: dict[str, str] = {}
    assert voice() == ("auto", "default")
    mine = user_file(environ, 'voice = "from-user"')
    assert voice() == ("from-user", str(mine))
    project = work.parent / "heygen.toml"
    project.write_text('voice = "from-project"')
    assert voice() == ("from-project", str(project))
    environ["HEYGEN_VOICE"] = "from-environment"
    assert voice() == ("from-environment", "HEYGEN_VOICE")
    flags["voice"] = "from-flag"
    assert voice() == ("from-flag", "flag")


def test_every_setting_is_a_field_with_its_type(environ: dict[str, str], work: Path) -> None:
    settings = config.load({}, environ, work)
    assert {item.name for item in fields(settings)} == {"folders", "sources", *config.SETTINGS}
    for name, known in config.SETTINGS.items():
        assert known.read(getattr(settings, name)) == getattr(settings, name), "a default must be a value one could set"
        assert known.help


def test_all_faults_are_told_at_once_with_their_lines(environ: dict[str, str], work: Path) -> None:
    path = user_file(environ, '# mine\nfps = 500\n\nvioce = "mira"\nresolution = "1080"\n[video]\ntitle = "x"\n')
    with pytest.raises(ManyInvalid) as caught:
        config.load({}, environ, work)
    found = [(fault.location, fault.param, fault.hint) for fault in caught.value.faults]
    assert [location.line for location, _, _ in found if location] == [2, 4, 5, 6]
    assert {location.file for location, _, _ in found if location} == {str(path)}
    assert "'voice'" in str(found[1][2])
    assert "'1080p'" in str(found[2][2])


@pytest.mark.parametrize("value", ["0", "61", "30.5", "-1", "yes", "٣٠", "1e1"])
def test_numbers_that_are_none(value: str, environ: dict[str, str], work: Path) -> None:
    environ["HEYGEN_FPS"] = value
    with pytest.raises(InvalidInput, match="from 10 to 60") as caught:
        config.load({}, environ, work)
    assert str(caught.value.location) == "HEYGEN_FPS"


@pytest.mark.parametrize("text", ["fps = true", "voice = 3", "captions = ['burn']"])
def test_values_of_the_wrong_type(text: str, environ: dict[str, str], work: Path) -> None:
    user_file(environ, text)
    with pytest.raises(InvalidInput):
        config.load({}, environ, work)


@pytest.mark.parametrize("content", [b"voice = ", b"voice = '\xff'"])
def test_a_file_that_cannot_be_understood_is_named(content: bytes, environ: dict[str, str], work: Path) -> None:
    path = user_file(environ, "")
    path.write_bytes(content)
    with pytest.raises(InvalidInput) as caught:
        config.load({}, environ, work)
    assert str(caught.value.location) == str(path)


def test_a_folder_in_place_of_the_file_is_explained(environ: dict[str, str], work: Path) -> None:
    (Path(environ["HEYGEN_HOME"]) / "config" / "config.toml").mkdir(parents=True)
    with pytest.raises(StorageFailed, match="Cannot read"):
        config.load({}, environ, work)


def test_home_moves_everything_and_config_dir_the_settings(environ: dict[str, str], tmp_path: Path) -> None:
    home = tmp_path / "home"
    places = config.folders(environ)
    assert (places.config, places.data, places.cache, places.state) == tuple(
        home / name for name in ("config", "data", "cache", "state")
    )
    moved = config.folders({**environ, "HEYGEN_CONFIG_DIR": str(tmp_path / "elsewhere")})
    assert moved.config == tmp_path / "elsewhere"
    assert moved.data == places.data


@pytest.mark.parametrize("moved", [True, False])
def test_without_home_the_platform_decides(moved: bool, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / name)) if moved else monkeypatch.delenv(name, raising=False)
    assert config.folders(os.environ) == config._platform()
    assert config.folders({"HEYGEN_CONFIG_DIR": str(tmp_path)}).config == tmp_path


def test_the_choices_are_those_of_a_storyboard() -> None:
    assert config.CAPTIONS == captions.CAPTION_MODES
    assert config.RESOLUTIONS == storyboard.RESOLUTIONS
    assert config.ASPECT_RATIOS == storyboard.ASPECT_RATIOS
    assert config.QUALITIES == storyboard.QUALITIES
    assert range(form.FPS[0], form.FPS[1] + 1) == config.FPS
    settings = config.Settings(config.folders({"HEYGEN_HOME": "x"}))
    assert (settings.avatar, settings.voice) == (storyboard.DEFAULT_AVATAR, storyboard.DEFAULT_VOICE)


def test_writing_keeps_everything_else(tmp_path: Path) -> None:
    path = tmp_path / "new" / "config.toml"
    config.write(path, "voice", 'say "hi" \\ ü')
    assert tomllib.loads(path.read_text()) == {"voice": 'say "hi" \\ ü'}
    path.write_text('# top\nvoice = "old" # why\n\n# about fps\nfps = 24\n# end')
    config.write(path, "fps", "50")
    config.write(path, "avatar", "leo")
    config.write(path, "voice", "new")
    assert path.read_text() == '# top\nvoice = "new" # why\n\n# about fps\nfps = 50\n# end\navatar = "leo"\n'
    assert [file.name for file in path.parent.iterdir()] == ["config.toml"]


def test_writing_refuses_what_reading_would(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    with pytest.raises(InvalidInput, match="cannot be 'best'"):
        config.write(path, "quality", "best")
    with pytest.raises(InvalidInput, match="no setting 'vioce'"):
        config.write(path, "vioce", "x")
    assert not path.exists()


@pytest.mark.parametrize("text", ['voice = """\nseveral\nlines"""\n', 'fps = \nvoice = "x"\n', 'voice = ""a""\n'])
def test_writing_leaves_alone_what_it_does_not_understand(text: str, tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text(text)
    with pytest.raises(InvalidInput):
        config.write(path, "voice", "auto")
    assert path.read_text() == text


def test_writing_into_a_file_in_place_of_a_folder(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StorageFailed, match="Cannot write"):
        config.write(tmp_path / "file" / "config.toml", "voice", "auto")
