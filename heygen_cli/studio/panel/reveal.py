"""When the items of a list appear."""

from __future__ import annotations

from collections.abc import Sequence

from heygen_cli.domain.moment import Moment
from heygen_cli.domain.panel import Bullets
from heygen_cli.studio.timing import Timing

# An item appears a little before its words are heard, in seconds: the eye is slower than the ear expects.
_AHEAD = 0.2
# Where nothing tells when: the first item after so many seconds, the last after this share of the scene.
_FIRST, _LAST = 0.4, 0.7
# What is looked for in the speech: so many words of an item's beginning, else one word of at least so many letters.
_WORDS, _LETTERS = (3, 2), 4


def reveals(panel: Bullets, timing: Timing) -> list[float]:
    """The second of the scene at which each item appears: as told, with its first words, or evenly in between."""
    found: list[float | None] = []
    after = 0.0
    for index, item in enumerate(panel.items):
        told = timing.second(panel.at[index]) if index < len(panel.at) else None
        heard = told if told is not None else _heard(item, timing, after)
        found.append(heard)
        after = heard if heard is not None else after
    return _filled(found, timing)


def _heard(item: str, timing: Timing, after: float) -> float | None:
    """When an item is first spoken of, if it is later than the item before."""
    words = item.split()
    starts = [" ".join(words[:count]) for count in _WORDS if len(words) >= count]
    long = [word for word in words if sum(map(str.isalnum, word)) >= _LETTERS]
    for wanted in [*starts, *long[:2], *(words[:1] if len(words) == 1 else [])]:
        for nth in range(1, len(timing.track.tokens) + 1):
            second = Moment(word=wanted, nth=nth).within(timing.track)
            if second is None:
                break
            if timing.lead + second - _AHEAD > after:
                return timing.lead + second - _AHEAD
    return None


def _filled(found: Sequence[float | None], timing: Timing) -> list[float]:
    """Items of which nobody speaks come evenly between their neighbours."""
    begin, end = timing.lead + _FIRST, max(timing.lead + _FIRST, timing.seconds * _LAST)
    count = len(found)
    known = [(-1, begin), *((index, second) for index, second in enumerate(found) if second is not None)]
    if len(known) == 1:
        step = (end - begin) / max(1, count - 1)
        return [begin + step * index for index in range(count)]
    known.append((count, max(end, known[-1][1])))
    result = []
    for index, second in enumerate(found):
        before = max(place for place in known if place[0] <= index)
        following = min(place for place in known if place[0] >= index)
        if second is not None or before[0] == following[0]:
            result.append(before[1])
        else:
            share = (index - before[0]) / (following[0] - before[0])
            result.append(before[1] + (following[1] - before[1]) * share)
    return result
