"""Presenters that users add, and what they are told when a file is wrong."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from heygen_cli.domain.errors import InvalidInput
from heygen_cli.studio.presenter import Cast
from heygen_cli.studio.presenter.catalogue import FOLDER
from heygen_cli.studio.presenter.portrait import png
from heygen_cli.studio.presenter.style import CHOICES

GUIDE = Path(__file__).parents[3] / "docs" / "presenters.md"


@pytest.fixture
def example() -> str:
    found = re.search(r"```toml\n(.*?)```", GUIDE.read_text("utf-8"), re.DOTALL)
    assert found
    return found.group(1)


def test_the_example_of_the_guide_joins_the_cast(tmp_path: Path, example: str) -> None:
    (tmp_path / "tove.toml").write_text(example, "utf-8")
    cast = Cast(own=tmp_path)
    assert not cast.faults()
    assert set(cast.ids()) == {*Cast().ids(), "tove"}
    assert cast.look("tove/rainy").name == "Tove, rainy day"
    assert cast.style("tove/rainy").freckles == 0.8
    assert png("tove/rainy", 160, 90, "#dfe4ea", cast=cast) != png("tove", 160, 90, "#dfe4ea", cast=cast)


def test_the_guide_names_everyone_and_every_choice() -> None:
    guide = GUIDE.read_text("utf-8")
    for avatar in Cast().avatars():
        row = next(line for line in guide.splitlines() if line.startswith(f"| `{avatar.id}` |"))
        assert all(f"`{look.id.partition('/')[2]}`" in row for look in avatar.looks[1:])
    for name, words in CHOICES.items():
        assert f"| `{name}` | {', '.join(words)} |" in guide


@pytest.mark.parametrize(
    ("old", "new", "path", "told"),
    [
        ('"wavy"', '"wavvy"', "style.hair_style", 'did you mean "wavy"'),
        ('"knit-hat"', '"fez"', "looks.rainy.style.headwear", "mortarboard"),
        ("freckles = 0.8", "frecles = 0.8", "style.frecles", 'did you mean "freckles"'),
        ("chin = -0.4", "chin = -4", "style.chin", "from -1 to 1"),
        ("eye_size = 1.06", 'eye_size = "big"', "style.eye_size", "from 0.85 to 1.15"),
        ("[looks.rainy]", "[looks.Rainy]", "looks.Rainy", "small letters"),
        ('tags = ["casual", "winter"]', 'tags = "winter"', "looks.rainy.tags", "tags = ["),
        ('description = "Young', 'descripton = "Young', "descripton", 'did you mean "description"'),
        ('name = "rainy day"', 'nam = "rainy day"', "looks.rainy.nam", 'did you mean "name"'),
    ],
)
def test_a_fault_is_told_with_its_place_and_hides_nobody(
    tmp_path: Path, example: str, old: str, new: str, path: str, told: str
) -> None:
    assert old in example
    (tmp_path / "tove.toml").write_text(example.replace(old, new), "utf-8")
    cast = Cast(own=tmp_path)
    assert [avatar.id for avatar in cast.avatars()] == Cast().ids()
    (fault,) = cast.faults()
    assert fault.location is not None
    assert fault.location.file == str(tmp_path / "tove.toml")
    assert fault.location.path == path
    assert told in (fault.hint or "")
    with pytest.raises(InvalidInput) as caught:
        cast.look("tove")
    assert caught.value.message == fault.message


def test_no_file_takes_the_id_of_a_built_in_presenter(tmp_path: Path, example: str) -> None:
    (tmp_path / "mira.toml").write_text(example, "utf-8")
    cast = Cast(own=tmp_path)
    assert cast.look("mira").name == "Mira"
    assert cast.fingerprint("mira") == Cast().fingerprint("mira")
    assert "built-in" in cast.faults()[0].message


@pytest.mark.parametrize("stem", ["My Host", "über", "a_b", "-x"])
def test_an_id_is_small_letters_digits_and_hyphens(tmp_path: Path, example: str, stem: str) -> None:
    (tmp_path / f"{stem}.toml").write_text(example, "utf-8")
    cast = Cast(own=tmp_path)
    assert cast.ids() == Cast().ids()
    assert "cannot be an id" in cast.faults()[0].message


def test_a_file_is_read_again_when_it_changes(tmp_path: Path, example: str) -> None:
    file = tmp_path / "tove.toml"
    file.write_text("not TOML", "utf-8")
    cast = Cast(own=tmp_path)
    assert cast.faults()
    file.write_text(example, "utf-8")
    assert not cast.faults()
    assert cast.look("tove").id == "tove"


def test_a_missing_folder_is_an_empty_one(tmp_path: Path) -> None:
    assert Cast(own=tmp_path / "none").ids() == sorted(path.stem for path in FOLDER.glob("*.toml"))
