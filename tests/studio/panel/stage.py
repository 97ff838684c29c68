"""A frame for words to be shown in."""

from __future__ import annotations

from heygen_cli.domain.brand import Brand
from heygen_cli.domain.panel import Panel
from heygen_cli.domain.speech import SpeechTrack, Token
from heygen_cli.studio.box import Box
from heygen_cli.studio.element import Still
from heygen_cli.studio.panel import elements
from heygen_cli.studio.theme import Theme
from heygen_cli.studio.timing import Timing

RATE = 1000


def spoken(text: str) -> SpeechTrack:
    """A speech of one word a second."""
    tokens = []
    for index, word in enumerate(text.split()):
        begin = len(" ".join(text.split()[:index])) + bool(index)
        tokens.append(Token(word, begin, begin + len(word), index * RATE, (index + 1) * RATE))
    return SpeechTrack("", RATE, len(tokens) * RATE, "en", "e", "v", "l", "native", tokens=tuple(tokens))


def stills(
    panel: Panel,
    width: int = 960,
    height: int = 540,
    *,
    box: Box | None = None,
    behind: str = "#0f172a",
    busy: bool = False,
    room: int = 0,
    text: str = "",
) -> list[Still]:
    """What a panel puts into a frame; each is a still picture."""
    theme = Theme(Brand(), width, height, behind, busy, room)
    found = elements(panel, box or Box(0, 0, width, height), theme, Timing(spoken(text), 10.0))
    assert all(isinstance(element, Still) for element in found)
    return [element for element in found if isinstance(element, Still)]


def bounds(still: Still) -> tuple[int, int, int, int]:
    """Left, top, right and bottom of a still at rest."""
    height, width = still.pixels.shape[:2]
    return still.x, still.y, still.x + width, still.y + height
