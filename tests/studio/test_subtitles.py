"""Burned captions: real libass, real letters, and nothing left behind in the picture."""

import numpy as np
import pytest

from heygen_cli.domain.captions import Captions, CaptionStyle
from heygen_cli.studio.captions import CaptionWord, Cue
from heygen_cli.studio.picture import Planes, from_colour
from heygen_cli.studio.subtitles import Subtitles, layout

SIZE = (1280, 720)


def cue(*words: str, start: float = 0.0, step: float = 0.5) -> Cue:
    line = tuple(CaptionWord(word, start + i * step, start + (i + 1) * step) for i, word in enumerate(words))
    return Cue(start, start + step * len(words), (line,))


def drawn(found: list[Cue], seconds: float, *, karaoke: bool = False, colour: str = "#405060") -> Planes:
    frame = from_colour(colour, *SIZE)
    patch = subtitles(found, "karaoke" if karaoke else "plain").at(seconds)
    if patch:
        patch.lay(frame)
    return frame


def subtitles(found: list[Cue], style: CaptionStyle = "plain") -> Subtitles:
    wanted = Captions(style=style)
    return Subtitles(found, layout(*SIZE, wanted), wanted, SIZE[1])


def test_letters_are_white_low_and_centred() -> None:
    frame = drawn([cue("Hello", "there")], 0.2)
    rows, columns = np.nonzero(frame.y > 225)
    assert rows.size > 500
    assert rows.min() > SIZE[1] * 0.8
    assert abs((columns.min() + columns.max()) / 2 - SIZE[0] / 2) < 8


def test_nothing_shows_outside_the_cue() -> None:
    frame = drawn([cue("Hello", start=1.0)], 0.5)
    assert frame.y.min() == frame.y.max()


def test_karaoke_lights_the_word_that_is_spoken() -> None:
    words = [cue("MMMM", "WWWW")]
    first, second = (drawn(words, seconds, karaoke=True) for seconds in (0.2, 0.7))

    def yellow_centre(frame: Planes) -> float:
        return float(np.nonzero(frame.u < 100)[1].mean())

    assert yellow_centre(first) < SIZE[0] / 4 < yellow_centre(second)


@pytest.mark.parametrize(
    "text",
    [
        r"{\an8}{\fs200}up",
        r"\N\h back\\slash",
        "x',drawtext=textfile=/etc/passwd:x='",
        "100%{} %{pts}",
        "It's 5:30; [a] 'b'",
        "שלום עולם",
        "日本語 🎬",
        "line\nbreak",
        "}{",
    ],
)
def test_hostile_text_stays_text(text: str) -> None:
    """No override, filter or expansion gets through: the letters stay in the strip and keep their size."""
    frame = drawn([cue(text)], 0.2)
    changed = np.nonzero(frame.y != frame.y[0, 0])[0]
    assert changed.min() > SIZE[1] * 0.75
    assert changed.max() - changed.min() < 60


def test_ink_over_black_and_white_has_no_halo() -> None:
    """The dark outline may darken and the letters lighten, but nothing leaves the legal range."""
    for colour in ("#000000", "#ffffff"):
        frame = drawn([cue("Hello")], 0.2, colour=colour)
        assert frame.y.min() >= 14
        assert frame.y.max() <= 237
        assert abs(int(frame.u.min()) - 128) <= 3
