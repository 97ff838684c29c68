import numpy as np
import pytest

from heygen_cli.domain.errors import InvalidInput
from heygen_cli.domain.panel import Code
from tests.studio.panel.stage import bounds, stills

PROGRAM = "import os\n\nfor name in os.listdir('.'):\n    print(name)\n"


def test_the_window_stands_in_the_middle_and_inside_the_frame() -> None:
    (window,) = stills(Code(PROGRAM, language="python", heading="list.py"))
    left, top, right, bottom = bounds(window)
    assert (left + right) / 2 == pytest.approx(480, abs=3)
    assert (top + bottom) / 2 == pytest.approx(270, abs=3)
    solid = window.pixels[..., 3] == 255
    assert solid.any(axis=0).sum() < 960
    # Its corners are round and its shadow reaches out of it.
    rows, columns = np.flatnonzero(solid.any(axis=1)), np.flatnonzero(solid.any(axis=0))
    assert not solid[rows[0], columns[0]]
    assert 0 < window.pixels[rows[-1] + 8, solid.shape[1] // 2, 3] < 255


def test_a_stressed_line_lies_on_a_band() -> None:
    plain, marked = (stills(Code(PROGRAM, language="python", highlight=lines))[0].pixels for lines in ((), ("3",)))
    changed = np.flatnonzero((plain != marked).any(axis=(1, 2)))
    assert changed[-1] - changed[0] + 1 == len(changed)
    assert len(changed) == pytest.approx(marked.shape[0] / 8, rel=0.5)


def test_programs_of_any_shape_fit() -> None:
    wide = Code("x = " + " + ".join(f"value_{number}" for number in range(30)), language="python")
    tall = Code("\n".join(f"x{number} = {number}" for number in range(28)), language="python")
    for panel in (wide, tall):
        for width, height in ((960, 540), (540, 960)):
            (window,) = stills(panel, width, height)
            solid = window.pixels[..., 3] == 255
            assert solid.any(axis=0).sum() <= width
            assert solid.any(axis=1).sum() <= height


def test_too_many_lines_are_refused() -> None:
    with pytest.raises(InvalidInput, match="80 lines does not fit") as caught:
        stills(Code("x\n" * 80, language="python"))
    assert caught.value.error_code == "text_overflow"
