"""Charts: bars, lines and a ring, drawn from a table in the brand's colours."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from heygen_cli.domain.panel import Chart
from heygen_cli.studio import vector
from heygen_cli.studio.box import Box
from heygen_cli.studio.element import SECONDS, Element, Span, Still
from heygen_cli.studio.layer import over
from heygen_cli.studio.overlay.plate import inscribed, plate
from heygen_cli.studio.panel.table import Table, read
from heygen_cli.studio.panel.unveiling import Unveiling, Way
from heygen_cli.studio.theme import Theme, mixed
from heygen_cli.studio.timing import Timing
from heygen_cli.studio.typeset import Align, set_text

# In pixels of a picture whose shorter side is 1080.
_HEADING, _LABEL, _SMALLEST, _LINE, _DOT, _PAD, _CORNER = 52, 28, 15, 7, 9, 44, 24
_LINES_ACROSS = 4  # of the grid
_GROUP, _RING = 0.68, 0.58  # what bars take of their place, and the hole of a ring of its radius


@dataclass(frozen=True)
class _Plot:
    """Where numbers come: ``area`` in pixels of the picture, values from ``low`` to ``high``."""

    area: Box
    low: float
    high: float

    def y(self, value: float) -> float:
        """The height of a value."""
        share = (value - self.low) / (self.high - self.low)
        return self.area.y + self.area.height * (1 - share)


class _Page:
    """The picture being drawn: a ground with words on it, and the shapes that will be unveiled."""

    def __init__(self, box: Box, theme: Theme, ground: str) -> None:
        self.theme, self.ground = theme, ground
        self.ink = theme.text_on(ground)
        # A chart that fills the picture has larger letters than one beside a presenter.
        self.unit = theme.unit * min(1.4, max(0.8, min(box.width / 1000, box.height / 780) / theme.unit))
        self.pixels = plate(box.width, box.height, ground, opacity=0.94, corner=_CORNER * theme.unit)
        self.shapes = ""

    def write(
        self,
        text: str,
        x: float,
        y: float,
        width: float,
        *,
        size: float,
        align: Align,
        weight: int = 500,
        quiet: bool = True,
    ) -> float:
        """Set a line in a box whose upper left corner is given; returns its height."""
        colour = mixed(self.ink, self.ground, 0.25) if quiet else self.ink
        brand = self.theme.brand
        setting = set_text(
            text,
            width=max(1.0, width),
            size=size,
            smallest=min(size, _SMALLEST * self.theme.unit),
            font=brand.font if quiet else brand.heading_font or brand.font,
            weight=weight,
            colour=colour,
            align=align,
            lines=2,
            line_spacing=1.15,
            features={"tnum": True},
        )
        self.pixels = inscribed(self.pixels, setting, x, y)
        return setting.height

    def rule(self, x1: float, y: float, x2: float) -> None:
        """A line of the grid, behind everything."""
        colour = mixed(self.ground, self.ink, 0.16)
        thick = max(1, 2 * self.theme.unit)
        self.stamp(f'<path d="M{x1:.1f} {y:.1f} H{x2:.1f}" stroke="{colour}" stroke-width="{thick:.1f}"/>')

    def stamp(self, drawing: str) -> None:
        """Draw something that is there from the beginning."""
        height, width = self.pixels.shape[:2]
        self.pixels = over(self.pixels, vector.rasterise(drawing, width, height))


def elements(panel: Chart, box: Box, theme: Theme, timing: Timing) -> list[Element]:
    """The chart on a card; raises InvalidInput when the table cannot be read or its words do not fit."""
    table, ground = read(panel), theme.brand.colors.background
    margin = round(0.05 * min(theme.width, theme.height)) if box.width == theme.width else 0
    bottom = max(margin, theme.room) if margin else 0
    card = Box(box.x + margin, box.y + margin, box.width - 2 * margin, box.height - margin - bottom)
    page = _Page(card, theme, ground)
    pad, unit = _PAD * theme.unit, page.unit
    top = pad
    if panel.heading:
        width = card.width - 2 * pad
        top += page.write(panel.heading, pad, top, width, size=_HEADING * unit, align="start", weight=700, quiet=False)
        top += pad * 0.4
    colours = _colours(theme, ground, len(table.labels) if panel.kind == "pie" else len(table.series))
    if panel.kind == "pie":
        _pie(
            page,
            table,
            panel.unit,
            Box(round(pad), round(top), round(card.width - 2 * pad), round(card.height - top - pad)),
            colours,
        )
    else:
        if len(table.series) > 1:
            top += _legend(page, [column.name for column in table.series], colours, pad, top, card.width - 2 * pad)
        area = Box(
            round(pad), round(top + 0.3 * pad), round(card.width - 2 * pad), round(card.height - top - 1.3 * pad)
        )
        (_bars if panel.kind == "bar" else _lines)(page, table, panel.unit, area, colours)
    shapes = vector.rasterise(page.shapes, card.width, card.height)
    way: Way = "up" if panel.kind == "bar" else "right"
    start = timing.lead
    ground_first = Still(page.pixels, card.x, card.y, Span(start), "fade")
    return [ground_first, Unveiling(shapes, card.x, card.y, start + SECONDS / 2, way)]


def _bars(page: _Page, table: Table, unit: str, area: Box, colours: Sequence[str]) -> None:
    plot = _axes(page, table, unit, area, from_zero=True)
    place = plot.area.width / len(table.labels)
    width = place * _GROUP / len(table.series)
    corner = min(8 * page.unit, width / 3)
    base = plot.y(max(plot.low, min(0.0, plot.high)))
    longest = max(len(told(value, unit)) for value in table.values)
    size = min(_LABEL * page.unit, width * 1.1 / (longest * 0.58))
    readable = size >= _SMALLEST * page.theme.unit
    for column, colour in zip(table.series, colours, strict=True):
        number = table.series.index(column)
        for index, value in enumerate(column.values):
            if value is None:
                continue
            x = plot.area.x + place * (index + (1 - _GROUP) / 2) + width * number
            y = plot.y(value)
            top, height = min(y, base), max(1.0, abs(y - base))
            gap = width * 0.04
            page.shapes += (
                f'<rect x="{x + gap:.1f}" y="{top:.1f}" width="{width - 2 * gap:.1f}" height="{height:.1f}" '
                f'rx="{min(corner, height / 2):.1f}" fill="{colour}"/>'
            )
            if readable and value >= 0:
                page.write(
                    told(value, unit), x - width * 0.25, top - size * 1.35, width * 1.5, size=size, align="center"
                )


def _lines(page: _Page, table: Table, unit: str, area: Box, colours: Sequence[str]) -> None:
    plot = _axes(page, table, unit, area, from_zero=False)
    place = plot.area.width / len(table.labels)
    stroke, dot = _LINE * page.unit, _DOT * page.unit
    for column, colour in zip(table.series, colours, strict=True):
        points = [
            None if value is None else (plot.area.x + place * (index + 0.5), plot.y(value))
            for index, value in enumerate(column.values)
        ]
        path, pen = "", "M"
        for point in points:
            path += "" if point is None else f"{pen}{point[0]:.1f} {point[1]:.1f} "
            pen = "M" if point is None else "L"
        line = (
            f'fill="none" stroke="{colour}" stroke-width="{stroke:.1f}" stroke-linejoin="round" stroke-linecap="round"'
        )
        page.shapes += f'<path d="{path}" {line}/>'
        if len(points) <= 24:
            page.shapes += "".join(
                f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{dot:.1f}" fill="{colour}"/>' for x, y in filter(None, points)
            )


def _axes(page: _Page, table: Table, unit: str, area: Box, *, from_zero: bool) -> _Plot:
    """Grid, numbers beside it and labels below it; returns what is left for the shapes."""
    size = _LABEL * page.unit
    low, high, step = scale(min(table.values), max(table.values), from_zero=from_zero)
    marks = [low + step * index for index in range(round((high - low) / step) + 1)]
    beside = max(len(told(mark, unit)) for mark in marks) * size * 0.62 + size * 0.5
    below = size * 2.7
    inner = Box(
        round(area.x + beside),
        area.y + round(size * 0.6),
        round(area.width - beside),
        round(area.height - below - size * 0.6),
    )
    plot = _Plot(inner, low, high)
    for mark in marks:
        y = plot.y(mark)
        page.rule(inner.x, y, inner.x + inner.width)
        page.write(told(mark, unit), area.x, y - size * 0.6, beside - size * 0.4, size=size, align="right")
    place = inner.width / len(table.labels)
    every = max(1, math.ceil(len(table.labels) / 14))
    for index, label in enumerate(table.labels):
        if index % every == 0 and label:
            x = inner.x + place * (index + 0.5) - place * every / 2
            page.write(label, x, inner.y + inner.height + size * 0.4, place * every, size=size, align="center")
    return plot


def _pie(page: _Page, table: Table, unit: str, area: Box, colours: Sequence[str]) -> None:
    values = [value or 0.0 for value in table.series[0].values]
    side = min(area.height * 0.92, area.width * 0.48)
    radius = side / 2
    x, y = area.x + radius + area.width * 0.04, area.y + area.height / 2
    angle = -math.pi / 2
    for value, colour in zip(values, colours, strict=True):
        share = value / sum(values)
        page.shapes += _sector(x, y, radius, angle, angle + 2 * math.pi * min(share, 0.9999), colour)
        angle += 2 * math.pi * share
    size = min(_LABEL * 1.25 * page.unit, area.height / len(values) / 1.7)
    row = min(size * 2.1, area.height / len(values))
    top, left = y - row * len(values) / 2, x + radius + size * 2.5
    for index, (label, value, colour) in enumerate(zip(table.labels, values, colours, strict=True)):
        middle = top + row * (index + 0.5)
        page.stamp(f'<circle cx="{left}" cy="{middle:.1f}" r="{size * 0.38:.1f}" fill="{colour}"/>')
        text = f"{label}  {told(value, unit)}  ({value / sum(values):.0%})"
        width = area.x + area.width - left - size
        page.write(text, left + size, middle - size * 0.6, width, size=size, align="start")


def _sector(x: float, y: float, radius: float, start: float, end: float, colour: str) -> str:
    """A part of a ring."""
    large, inner = int(end - start > math.pi), radius * _RING
    (x1, y1), (x2, y2) = ((x + radius * math.cos(at), y + radius * math.sin(at)) for at in (start, end))
    (x3, y3), (x4, y4) = ((x + inner * math.cos(at), y + inner * math.sin(at)) for at in (end, start))
    outer = f"A{radius:.2f} {radius:.2f} 0 {large} 1 {x2:.2f} {y2:.2f}"
    back = f"A{inner:.2f} {inner:.2f} 0 {large} 0 {x4:.2f} {y4:.2f}"
    return f'<path d="M{x1:.2f} {y1:.2f} {outer} L{x3:.2f} {y3:.2f} {back} Z" fill="{colour}"/>'


def _legend(page: _Page, names: Sequence[str], colours: Sequence[str], left: float, top: float, width: float) -> float:
    size, place = _LABEL * page.unit, width / len(names)
    for index, (name, colour) in enumerate(zip(names, colours, strict=True)):
        x = left + place * index + size * 0.4
        page.stamp(f'<circle cx="{x:.1f}" cy="{top + size * 0.6:.1f}" r="{size * 0.36:.1f}" fill="{colour}"/>')
        page.write(name, x + size * 0.7, top, place - size * 1.4, size=size, align="start")
    return size * 1.6


def _colours(theme: Theme, ground: str, count: int) -> list[str]:
    """As many colours as needed, the brand's first, all to be told from the ground."""
    colors = theme.brand.colors
    base = [
        theme.accent_on(ground),
        colors.primary,
        mixed(colors.accent, "#ffffff", 0.45),
        mixed(colors.primary, "#ffffff", 0.5),
    ]
    base = list(dict.fromkeys(base))
    while len(base) < count:
        base.append(
            mixed(base[len(base) % 4 if len(base) > 3 else 0], theme.text_on(ground), 0.25 + 0.12 * (len(base) - 3))
        )
    return base[:count]


def scale(low: float, high: float, *, from_zero: bool) -> tuple[float, float, float]:
    """Round bounds around two values, and the step of the grid between them (1, 2, 2.5 or 5 times a power of ten)."""
    if from_zero or (low >= 0 and low < 0.5 * high):
        low, high = min(0.0, low), max(0.0, high)
    if low == high:
        low, high = (low - 1, high + 1) if low else (0.0, 1.0)
    rough = (high - low) / _LINES_ACROSS
    power = 10 ** math.floor(math.log10(rough))
    step = next(nice * power for nice in (1, 2, 2.5, 5, 10) if nice * power >= rough * 0.999)
    return math.floor(low / step + 1e-9) * step, math.ceil(high / step - 1e-9) * step, step


def told(value: float, unit: str) -> str:
    """A number as it is written beside a chart: 1,200 or 2.5 or 3M, with its unit."""
    size = abs(value)
    for limit, mark in ((1e9, "B"), (1e6, "M"), (1e4, "k")):
        if size >= limit and unit not in ("k", "M", "B"):
            return f"{value / (limit if mark != 'k' else 1e3):.3g}{mark}{_joined(unit)}"
    return f"{value:,.2f}".rstrip("0").rstrip(".") + _joined(unit)


def _joined(unit: str) -> str:
    return unit if unit in ("%", "k", "M", "B", "°", "×", "") else f" {unit}"
