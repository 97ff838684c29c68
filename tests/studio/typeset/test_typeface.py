from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from heygen_cli.domain.errors import InvalidInput
from heygen_cli.studio import fonts
from heygen_cli.studio.fonts import machine as fonts_here
from heygen_cli.studio.typeset import set_text, typeface
from tests.studio.typeset import foundry

RED, GREEN, BLUE = (0, 0, 255), (0, 255, 0), (255, 0, 0)


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A machine that has only the fonts in this folder."""
    forget()
    monkeypatch.setattr(fonts_here, "_folders", lambda: [tmp_path])
    yield tmp_path
    forget()


def forget() -> None:
    for cache in (fonts_here.installed, typeface._emoji, typeface._fallback, typeface._typeface, fonts._system_family):
        cache.cache_clear()


def colours(image: np.ndarray) -> set[tuple[int, ...]]:
    """The colours of the solid parts of a picture."""
    return {tuple(pixel[:3].tolist()) for pixel in image.reshape(-1, 4) if pixel[3] == 255}


def test_a_font_of_the_machine_draws_what_the_bundled_one_cannot(machine: Path) -> None:
    foundry.drawn("Odd", "\U0001bc00").save(machine / "odd.ttf")
    setting = set_text("A\U0001bc00", width=400, size=100)
    assert setting.width == pytest.approx(set_text("A", width=400, size=100).width + 90, abs=1)
    assert (setting.image[10:-10, -60:-2, 3] == 255).all()


def test_the_nearest_weight_of_its_family_is_taken(machine: Path) -> None:
    for weight in (400, 800):
        foundry.drawn("Odd", "\U0001bc00", weight).save(machine / f"{weight}.ttf")
    for wanted, found in ((400, 400), (500, 400), (700, 800)):
        face = typeface.typeface("", wanted).faces("\U0001bc00")[0]
        assert face is typeface._open(next(file for file in fonts_here.installed() if file.weight == found), wanted)


def test_a_character_and_its_marks_come_from_one_font(machine: Path) -> None:
    foundry.drawn("Base", "\U0001bc00").save(machine / "a.ttf")
    foundry.drawn("Both", "\U0001bc00\u0f71").save(machine / "b.ttf")
    alone, marked = (typeface.typeface().faces(text)[0] for text in ("\U0001bc00", "\U0001bc00\u0f71"))
    assert "b.ttf" not in str(alone)
    assert 0x0F71 not in alone.codes
    assert 0x0F71 in marked.codes


def test_what_no_font_can_draw_is_told_and_seen_as_a_box(machine: Path) -> None:
    assert fonts.lost("A\U0001bc01B\U0001bc01\u200d") == "\U0001bc01"
    box = set_text("\U0001bc01", width=100, size=60).image
    assert box[box.shape[0] // 2, box.shape[1] // 2, 3] == 0
    assert box[..., 3].any(axis=1).all()


def test_pictographs_keep_their_colours(machine: Path) -> None:
    foundry.painted(machine / "emoji.ttf", "My Color Emoji", "\U0001f600")
    image = set_text("a\U0001f600", width=300, size=60, colour="#ffffff").image
    assert {RED, BLUE, (255, 255, 255)} <= colours(image)


def test_pictographs_may_be_pictures(machine: Path) -> None:
    foundry.pictured(machine / "emoji.ttf", "My Color Emoji", "\U0001f600")
    setting = set_text("\U0001f600a", width=300, size=60, colour="#ffffff")
    assert GREEN in colours(setting.image)
    assert (setting.image[..., :3] <= setting.image[..., 3:]).all()


def test_a_selector_decides_between_letter_and_picture(machine: Path) -> None:
    foundry.painted(machine / "emoji.ttf", "My Color Emoji", "☺⌚")
    foundry.drawn("Plain", "☺⌚").save(machine / "plain.ttf")
    pictures = [typeface.typeface().faces(text)[0].coloured for text in ("☺", "☺\ufe0f", "⌚", "⌚\ufe0e")]
    assert pictures == [False, True, True, False]


def test_a_font_is_named_by_file_or_family(machine: Path) -> None:
    path = machine / "a.ttf"
    foundry.drawn("Wide Family", "ab").save(path)
    for name in (str(path), "wide family"):
        assert typeface.is_known(name)
        assert set_text("ab", width=400, size=100, font=name).width == pytest.approx(180)
    assert not typeface.is_known("No Such Family")
    assert set_text("ab", width=400, size=100, font="No Such Family").width != pytest.approx(180)


def test_a_file_that_has_changed_is_read_again(machine: Path) -> None:
    path = machine / "a.ttf"
    foundry.drawn("One", "b").save(path)
    before = set_text("a", width=400, size=100, font=str(path)).image.shape
    foundry.drawn("One", "ab").save(path)
    assert set_text("a", width=400, size=100, font=str(path)).image.shape != before


def test_a_file_that_is_no_font_is_a_fault(machine: Path) -> None:
    path = machine / "a.ttf"
    path.write_text("not a font")
    assert fonts_here.installed() == ()
    for name in (path, machine / "none.otf"):
        with pytest.raises(InvalidInput, match="cannot be read"):
            set_text("a", width=100, size=20, font=str(name))
