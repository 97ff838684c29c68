"""Charts: tables read with clear words for what is wrong, round scales, bars as high as their numbers."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from heygen_cli.domain.brand import Brand
from heygen_cli.domain.errors import InvalidInput
from heygen_cli.domain.panel import Chart, ChartKind
from heygen_cli.domain.speech import SpeechTrack
from heygen_cli.studio.box import Box
from heygen_cli.studio.panel import elements
from heygen_cli.studio.panel.chart import scale, told
from heygen_cli.studio.panel.table import read
from heygen_cli.studio.picture import Planes, from_colour
from heygen_cli.studio.theme import Theme
from heygen_cli.studio.timing import Timing

SILENCE = SpeechTrack("", 48_000, 480_000, "en", "none", "none", "none", "native")


def table(folder: Path, text: str) -> Path:
    path = folder / "numbers.csv"
    path.write_text(text, encoding="utf-8")
    return path


def drawn(chart: Chart, seconds: float = 5.0) -> Planes:
    frame = from_colour("#000000", 640, 360)
    for element in elements(chart, Box(0, 0, 640, 360), Theme(Brand(), 640, 360), Timing(SILENCE, 10)):
        found = element.at(seconds)
        if found:
            found.lay(frame)
    return frame


def orange_per_column(frame: Planes) -> np.ndarray[tuple[int, ...], np.dtype[np.int64]]:
    """How much of the accent colour stands in each column of the picture, in pixels of chroma."""
    found: np.ndarray[tuple[int, ...], np.dtype[np.int64]] = (frame.v.astype(int) > 150).sum(axis=0)
    return found


def test_bars_are_as_high_as_their_numbers(tmp_path: Path) -> None:
    columns = orange_per_column(drawn(Chart(table(tmp_path, "a,b\nx,100\ny,200\nz,400\n"))))
    inside = np.flatnonzero(columns)
    groups = np.split(columns[inside], np.flatnonzero(np.diff(inside) > 1) + 1)
    heights = [float(np.median(group)) for group in groups]
    assert len(heights) == 3
    assert heights[1] / heights[0] == pytest.approx(2, rel=0.06)
    assert heights[2] / heights[0] == pytest.approx(4, rel=0.06)


def test_a_ring_has_the_share_of_each_number(tmp_path: Path) -> None:
    path = table(tmp_path, "a,b\nx,3\ny,1\n")
    whole = drawn(Chart(path, "pie"))
    orange, blue = (whole.v.astype(int) > 150).sum(), (whole.u.astype(int) > 170).sum()
    assert orange / blue == pytest.approx(3, rel=0.1)


@pytest.mark.parametrize("kind", ["bar", "line"])
def test_shapes_are_uncovered_after_a_moment(tmp_path: Path, kind: ChartKind) -> None:
    chart = Chart(table(tmp_path, "a,b\nx,100\ny,200\nz,300\n"), kind)
    amounts = [int(orange_per_column(drawn(chart, seconds)).sum()) for seconds in (0.1, 0.6, 3.0)]
    assert amounts[0] < amounts[1] < amounts[2]


@pytest.mark.parametrize(
    ("text", "changes", "message"),
    [
        ("", {}, "is empty"),
        ("a,b\n", {}, "no rows"),
        ("a\n1\n", {}, "only one column"),
        ("a,b\nx,ten\n", {}, '"ten" is not a number'),
        ("a,b\nx,nan\n", {}, "is not a number"),
        ("a,b\nx,1,2\n", {}, "3 cells in this row"),
        ("a,b\nx,1\n", {"y": ("c",)}, 'no column "c"'),
        ("a,b\nx,1\n", {"x": "c"}, 'no column "c"'),
        ("a,b,c\nx,1,2\n", {"kind": "pie"}, "a pie shows one"),
        ("a,b\nx,-1\ny,2\n", {"kind": "pie"}, "negative"),
        ("a,b\n" + "x,1\n" * 61, {}, "61 rows"),
        ("a,b,c,d,e,f,g\nx,1,2,3,4,5,6\n", {}, "6 columns"),
    ],
)
def test_a_table_that_cannot_be_drawn_is_refused(
    tmp_path: Path, text: str, changes: dict[str, object], message: str
) -> None:
    with pytest.raises(InvalidInput) as caught:
        read(Chart(table(tmp_path, text), **changes))  # type: ignore[arg-type]
    assert message in caught.value.message
    assert caught.value.location


def test_numbers_are_read_as_people_write_them(tmp_path: Path) -> None:
    path = table(tmp_path, 'a;b\nx;"1,234.5"\ny;1.234,5\nz;12%\nw;\nv;$3\nu;2,5\n')
    (column,) = read(Chart(path)).series
    assert column.values == (1234.5, 1234.5, 12.0, None, 3.0, 2.5)


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [(0, 2410, (0, 3000, 1000)), (3, 97, (0, 100, 25)), (-5, 5, (-5, 5, 2.5)), (7, 7, (0, 8, 2)), (0, 0, (0, 1, 0.25))],
)
def test_scales_end_at_round_numbers(low: float, high: float, expected: tuple[float, float, float]) -> None:
    assert scale(low, high, from_zero=True) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (1200, "", "1,200"),
        (2.50, "%", "2.5%"),
        (12_000, "", "12k"),
        (3.4e6, "", "3.4M"),
        (1560, "k", "1,560k"),
        (-5, "kg", "-5 kg"),
    ],
)
def test_numbers_are_written_short(value: float, unit: str, text: str) -> None:
    assert told(value, unit) == text
