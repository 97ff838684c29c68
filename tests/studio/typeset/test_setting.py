import numpy as np
import pytest

from heygen_cli.domain.errors import InvalidInput
from heygen_cli.studio.typeset import Setting, set_text


def rows(setting: Setting) -> list[str]:
    return [line.text for line in setting.lines]


def test_text_is_drawn_in_its_colour_inside_its_box() -> None:
    setting = set_text("Hello", width=400, size=60, colour="#ff8000")
    blue, green, red, alpha = setting.image.reshape(-1, 4).max(axis=0)
    assert (blue, green, red, alpha) == (0, 128, 255, 255)
    assert 0 <= setting.left <= 8
    assert setting.image.shape[1] == pytest.approx(setting.width, abs=8)
    assert setting.top + setting.image.shape[0] == pytest.approx(setting.baseline, abs=2)


def test_pixels_are_premultiplied() -> None:
    image = set_text("Og", width=400, size=61).image
    assert ((image[..., 3] > 0) & (image[..., 3] < 255)).any()
    assert (image[..., :3] <= image[..., 3:]).all()


def test_as_large_as_it_fits_and_no_larger() -> None:
    text = "A storyboard expands into nodes and every node has a key"
    setting = set_text(text, width=500, height=200, size=90, smallest=20)
    assert 20 < setting.size < 90
    assert setting.height <= 200.5
    assert setting.width <= 500
    with pytest.raises(InvalidInput, match="does not fit"):
        set_text(text, width=500, height=200, size=setting.size + 2)


def test_a_text_that_never_fits_is_refused() -> None:
    with pytest.raises(InvalidInput, match='smallest letters: "word word') as caught:
        set_text("word " * 400, width=300, height=100, size=40, smallest=20)
    assert caught.value.error_code == "text_overflow"
    assert caught.value.hint


def test_a_number_of_lines_is_kept_to() -> None:
    setting = set_text("one two three four five six", width=300, size=60, smallest=20, lines=1)
    assert len(setting.lines) == 1
    assert setting.size < 60


def test_lines_are_even_and_no_word_stays_alone() -> None:
    assert rows(set_text("Make for talking videos offline", width=1000, size=80)) == [
        "Make for talking",
        "videos offline",
    ]
    assert rows(set_text("aaaa bbbb cccc", width=420, size=60)) == ["aaaa", "bbbb cccc"]


def test_newlines_are_kept_and_empty_lines_too() -> None:
    setting = set_text("one\r\n\r\ntwo", width=500, size=40)
    assert rows(setting) == ["one", "", "two"]
    assert setting.height == 150


def test_a_word_that_is_longer_than_a_line_is_torn() -> None:
    setting = set_text("x" * 100, width=300, size=40)
    assert "".join(rows(setting)) == "x" * 100
    assert len(setting.lines) > 3
    assert setting.width <= 300


def test_smaller_letters_rather_than_a_torn_word() -> None:
    setting = set_text("Donaudampfschifffahrt", width=300, height=200, size=40, smallest=20)
    assert len(setting.lines) == 1
    assert setting.size < 40


def test_markup_and_controls_are_only_text() -> None:
    plain = set_text("<b>&amp; {\\b1} a", width=900, size=40)
    odd = set_text("<b>\x00&amp;\x1b {\\b1}\u202e a\ud800", width=900, size=40)
    assert rows(plain) == ["<b>&amp; {\\b1} a"] == rows(odd)
    assert np.array_equal(plain.image, odd.image)


def test_nothing_to_see_is_an_empty_picture() -> None:
    assert not set_text("", width=100, size=20).image.any()
    assert not set_text(" \n ", width=100, size=20).image.any()


def test_letters_are_kerned() -> None:
    together = set_text("AVAVAV", width=900, size=100).width
    apart = sum(set_text(char, width=900, size=100).width for char in "AVAVAV")
    assert together < apart * 0.97


def test_accents_join_their_letters() -> None:
    joined, single = set_text("e\u0301", width=100, size=50), set_text("é", width=100, size=50)
    assert np.array_equal(joined.image, single.image)
    stacked = set_text("x\u0307\u0323", width=100, size=50)
    assert stacked.image.shape[0] > set_text("x", width=100, size=50).image.shape[0] * 1.3
    assert stacked.width == set_text("x", width=100, size=50).width


@pytest.mark.parametrize(("text", "side"), [("left", "left"), ("שלום", "right")])
def test_lines_begin_where_the_writing_comes_from(text: str, side: str) -> None:
    setting = set_text(text, width=600, size=40)
    assert setting.leads_left is (side == "right")
    assert setting.lines[0].x == pytest.approx(0 if side == "left" else 600 - setting.width)


def test_lines_begin_where_told() -> None:
    assert set_text("שלום", width=600, size=40, align="left").lines[0].x == 0
    centred = set_text("a\nlonger", width=600, size=40, align="center")
    assert centred.lines[0].x > centred.lines[1].x > 0
    assert centred.left + centred.image.shape[1] / 2 == pytest.approx(300, abs=3)


def test_arabic_letters_join() -> None:
    joined = set_text("بيت", width=400, size=60)
    apart = set_text("ب ي ت", width=400, size=60)
    assert joined.width < apart.width * 0.75


def test_pieces_have_their_own_colours() -> None:
    setting = set_text([("red", "#ff0000"), (" blue", "#0000ff")], width=900, size=50)
    half = setting.image.shape[1] // 2
    left, right = setting.image[:, : half - 20], setting.image[:, half + 20 :]
    assert (left[..., 0].max(), left[..., 2].max()) == (0, 255)
    assert (right[..., 0].max(), right[..., 2].max()) == (255, 0)
    whole = set_text("red blue", width=900, size=50)
    assert whole.width == setting.width


def test_monospace_letters_are_of_one_width() -> None:
    narrow, wide = (set_text(char * 10, width=900, size=30, font="monospace").width for char in "iM")
    assert narrow == pytest.approx(wide)
    assert wide == pytest.approx(10 * 0.6 * 30)


def test_weights_differ() -> None:
    light, heavy = (set_text("Weight", width=900, size=60, weight=weight) for weight in (400, 700))
    assert heavy.width > light.width
    assert heavy.image[..., 3].mean() > light.image[..., 3].mean()
