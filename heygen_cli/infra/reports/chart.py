"""Charts as SVG, drawn by hand: a bar for each day."""

from __future__ import annotations

from html import escape
from math import ceil, floor, log10

from heygen_cli.domain.report import Series, Unit, shown

_WIDTH, _HEIGHT = 760, 190
_LEFT, _RIGHT, _TOP, _BOTTOM = 78, 20, 10, 26
_WIDEST = 48.0  # pixels of a bar, where there are few
# Steps of an axis that read well, per power of ten; times are cut where clocks cut them.
_STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)
_CLOCK = (1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 18_000, 36_000)


def bars(series: Series, days: tuple[str, ...]) -> str:
    """A bar chart that says its values when pointed at and is told in one sentence to who cannot see it."""
    most = max(series.values, default=0.0)
    step = _step(most, series.unit)
    top = max(1, ceil(most / step - 1e-9)) * step
    width = (_WIDTH - _LEFT - _RIGHT) / max(1, len(days))
    return (
        f'<svg viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" aria-label="{escape(_told(series, days))}">'
        f"{_grid(step, top, series.unit)}{_labels(days, width)}"
        f"{''.join(_bar(place, value, series, days, width, top) for place, value in enumerate(series.values))}</svg>"
    )


def _told(series: Series, days: tuple[str, ...]) -> str:
    if not any(series.values):
        return f"{series.label}: nothing from {days[0]} to {days[-1]}"
    place = max(range(len(days)), key=lambda index: series.values[index])
    most = shown(series.values[place], series.unit)
    return f"{series.label} from {days[0]} to {days[-1]}: at most {most}, on {days[place]}"


def _step(most: float, unit: Unit) -> float:
    """The distance of lines of which three to five cover the values."""
    if most <= 0:
        return 1.0
    rough = most / 4
    if unit == "seconds" and rough > 1:
        return float(next((step for step in _CLOCK if step >= rough), ceil(rough / 36_000) * 36_000))
    power = 10.0 ** floor(log10(rough))
    step = next(power * each for each in _STEPS if power * each >= rough - 1e-12)
    return max(1.0, ceil(step)) if unit == "count" else step


def _grid(step: float, top: float, unit: Unit) -> str:
    lines = []
    for number in range(round(top / step) + 1):
        y = _y(number * step, top)
        lines.append(f'<line x1="{_LEFT}" x2="{_WIDTH - _RIGHT}" y1="{y:.1f}" y2="{y:.1f}" class="grid"/>')
        label = escape(shown(number * step, unit)) if number else "0"
        lines.append(f'<text x="{_LEFT - 8}" y="{y + 4:.1f}" class="y">{label}</text>')
    return "".join(lines)


def _labels(days: tuple[str, ...], width: float) -> str:
    """Some days below the axis, the last one always: as many as have room."""
    every = max(1, ceil(62 / width))
    places = range((len(days) - 1) % every, len(days), every)
    return "".join(
        f'<text x="{_LEFT + (place + 0.5) * width:.1f}" y="{_HEIGHT - 8}" class="x">{days[place][5:]}</text>'
        for place in places
    )


def _bar(place: int, value: float, series: Series, days: tuple[str, ...], width: float, top: float) -> str:
    x, y = _LEFT + place * width, _y(value, top)
    gap = max(min(3.0, width * 0.2), width - _WIDEST)
    shape = ""
    if value > 0:
        radius = min(2.0, (width - gap) / 2)
        height = max(1.0, _y(0, top) - y)
        shape = (
            f'<rect x="{x + gap / 2:.2f}" y="{_y(0, top) - height:.2f}" width="{max(0.5, width - gap):.2f}"'
            f' height="{height:.2f}" rx="{radius:.1f}" class="bar"/>'
        )
    # The whole column answers to the pointer: a bar may be one pixel high.
    touch = f'<rect x="{x:.2f}" y="{_TOP}" width="{width:.2f}" height="{_HEIGHT - _TOP - _BOTTOM}" class="touch"/>'
    return f"<g><title>{days[place]}: {escape(shown(value, series.unit) or '0')}</title>{touch}{shape}</g>"


def _y(value: float, top: float) -> float:
    return _TOP + (_HEIGHT - _TOP - _BOTTOM) * (1 - value / top)
