from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from heygen_cli.domain.errors import InvalidInput
from heygen_cli.studio.presenter import Cast
from heygen_cli.studio.presenter.catalogue import FOLDER


def test_there_are_presenters_to_choose_from() -> None:
    avatars = Cast().avatars()
    assert {"mira", "leo", "amara", "kenji", "helen"} <= {avatar.id for avatar in avatars}
    assert {avatar.gender for avatar in avatars} == {"female", "male"}
    for avatar in avatars:
        assert avatar.looks[0].id == avatar.id
        assert avatar.default_voice
        assert avatar.description
        for look in avatar.looks:
            assert Cast().look(look.id) == look


def test_ids_come_from_file_names_alone(tmp_path: Path) -> None:
    (tmp_path / "zoe.toml").write_text("this is not TOML")
    assert Cast(tmp_path).ids() == ["zoe"]


@pytest.mark.parametrize(
    ("wrong", "meant"), [("mirra", "mira"), ("leo/ofice", "leo/office"), ("kenji/", "kenji"), ("", None)]
)
def test_an_unknown_look_is_refused_with_the_likely_one(wrong: str, meant: str | None) -> None:
    with pytest.raises(InvalidInput) as caught:
        Cast().look(wrong)
    assert "heygen avatar list" in str(caught.value.hint)
    if meant:
        assert f'"{meant}"' in str(caught.value.hint)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('skin = "#f0c3a0"', 'skin = "peach"', "#rrggbb"),
        ('hair_style = "long"', 'hair_style = "mohawk"', "bob"),
        ('skin = "#f0c3a0"', 'skln = "#f0c3a0"', 'did you mean "skin"'),
        ('iris = "#7a5a34"', "", "every presenter"),
        ("earrings = true", 'earrings = "yes"', "true or false"),
        ("earrings = true", "age = 7", "0 to 1"),
        ('gender = "female"', 'gender = "robot"', "neutral"),
        ('name = "Mira"', "", "name ="),
        ("[style]", "[style", ""),
    ],
)
def test_a_faulty_file_is_told_with_its_place(tmp_path: Path, old: str, new: str, told: str) -> None:
    text = (FOLDER / "mira.toml").read_text()
    assert old in text
    (tmp_path / "mira.toml").write_text(text.replace(old, new, 1))
    with pytest.raises(InvalidInput) as caught:
        Cast(tmp_path).style("mira/casual")
    assert caught.value.location is not None
    assert caught.value.location.file.endswith("mira.toml")
    assert told in (caught.value.hint or "")


def test_a_fingerprint_follows_what_is_drawn(tmp_path: Path) -> None:
    text = (FOLDER / "mira.toml").read_text()
    (tmp_path / "mira.toml").write_text(text.replace("#4f2f22", "#4f2f23"))
    assert Cast().fingerprint("mira") == Cast().fingerprint("mira")
    assert len({Cast().fingerprint("mira"), Cast().fingerprint("mira/casual"), Cast(tmp_path).fingerprint("mira")}) == 3


def test_the_list_is_read_without_heavy_imports() -> None:
    code = (
        "import sys; from heygen_cli.studio.presenter import Cast; Cast().avatars();"
        "sys.exit(any(name in sys.modules for name in ('numpy', 'cv2', 'thorvg_python')))"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=30)
