"""Words shared out over lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, pairwise

from heygen_cli.studio.typeset.breaks import opportunities
from heygen_cli.studio.typeset.shape import Shaper

# Lines are evened out in paragraphs of at most so many, as browsers do it (CSS text-wrap: balance).
_BALANCED_LINES = 6
# A last line of one word is given company when it is shorter than this share of the longest line.
_LONELY = 0.6

Cut = tuple[int, int]


@dataclass(frozen=True)
class Unit:
    """What cannot be broken: from ``start`` to ``stop``, white space after it included; ``seen`` is its end without."""

    start: int
    stop: int
    seen: int


class Paragraph:
    """A text without newlines that can be broken into lines; lengths are in ems."""

    def __init__(self, shaper: Shaper):
        self.shaper = shaper
        text = shaper.text
        self._advances = shaper.advances()
        self._reached = [0.0, *accumulate(self._advances.get(index, 0.0) for index in range(len(text)))]
        self._whole = _units(text, [0, *(at for at in opportunities(text) if at in self._advances), len(text)])

    @cached_property
    def _torn(self) -> list[Unit]:
        text = self.shaper.text
        return _units(text, [*sorted({0, *self._advances}), len(text)])

    @cached_property
    def longest_word(self) -> float:
        """The length below which words must be torn apart."""
        return max((self._length(unit.start, unit.seen) for unit in self._whole), default=0.0)

    def wrapped(self, width: float, *, even: bool = True) -> list[Cut]:
        """Start and end of each line within ``width``; words longer than it are torn."""
        units = self._units_within(width)
        lines = self._greedy(units, width)
        if even and 1 < len(lines) <= _BALANCED_LINES:
            lines = self._accompanied(self._even(units, width, len(lines)), units, width)
        return [(line[0].start, line[-1].seen) for line in lines] or [(0, 0)]

    def length(self, cut: Cut) -> float:
        """How long a line is."""
        return self._length(*cut)

    def _length(self, start: int, stop: int) -> float:
        return self._reached[stop] - self._reached[start]

    def _span(self, line: Sequence[Unit]) -> float:
        return self._length(line[0].start, line[-1].seen)

    def _units_within(self, width: float) -> list[Unit]:
        found: list[Unit] = []
        for unit in self._whole:
            if self._length(unit.start, unit.seen) <= width:
                found.append(unit)
            else:
                found += [part for part in self._torn if unit.start <= part.start and part.stop <= unit.stop]
        return found

    def _greedy(self, units: list[Unit], width: float) -> list[list[Unit]]:
        lines: list[list[Unit]] = []
        for unit in units:
            if lines and self._length(lines[-1][0].start, unit.seen) <= width:
                lines[-1].append(unit)
            else:
                lines.append([unit])
        return lines

    def _even(self, units: list[Unit], width: float, count: int) -> list[list[Unit]]:
        """As many lines, within the least width that allows it."""
        low, high = max(self._length(unit.start, unit.seen) for unit in units), width
        while high - low > 0.05:
            middle = (low + high) / 2
            low, high = (low, middle) if len(self._greedy(units, middle)) <= count else (middle, high)
        return self._greedy(units, high)

    def _accompanied(self, lines: list[list[Unit]], units: list[Unit], width: float) -> list[list[Unit]]:
        """No short word alone on the last line, where the line before can spare one."""
        *rest, before, last = lines
        if len(last) > 1 or len(before) < 2 or units == self._torn:
            return lines
        if self._span(last) > _LONELY * max(map(self._span, lines)) or self._span([before[-1], *last]) > width:
            return lines
        return [*rest, before[:-1], [before[-1], *last]]


def _units(text: str, edges: list[int]) -> list[Unit]:
    spans = ((start, stop) for start, stop in pairwise(edges) if start < stop)
    return [Unit(start, stop, start + len(text[start:stop].rstrip(" "))) for start, stop in spans]
