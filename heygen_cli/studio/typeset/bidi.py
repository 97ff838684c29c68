"""The order of letters that run to the right and to the left (Unicode Standard Annex 9, without explicit controls)."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from itertools import groupby

_STRONG = ("L", "R", "AL")
_NEUTRAL = ("B", "S", "WS", "ON")
_BRACKETS = "()[]{}⁅⁆⁽⁾₍₎❨❩❪❫❬❭❮❯❰❱❲❳❴❵⟦⟧⟨⟩⟪⟫⟬⟭⟮⟯⦃⦄⦅⦆⧼⧽〈〉《》「」『』【】〔〕〖〗〘〙〚〛（）［］｛｝｟｠｢｣"
_OPENING = dict(zip(_BRACKETS[::2], _BRACKETS[1::2], strict=True))
_CLOSING = frozenset(_OPENING.values())
_DEEPEST = 63  # open brackets that are kept track of (BD16)


def leads_left(text: str) -> bool:
    """Whether a paragraph runs to the left: its first letter with a direction does (rules P2, P3)."""
    strong = (kind for kind in map(unicodedata.bidirectional, text) if kind in _STRONG)
    return next(strong, "L") != "L"


def levels(text: str) -> list[int]:
    """The level of each character of a paragraph: even for those that run to the right, odd for those to the left."""
    base = int(leads_left(text))
    original = [unicodedata.bidirectional(char) or "L" for char in text]
    if not base and not {"R", "AL", "AN"} & set(original):
        return [0] * len(text)
    kinds = _weak(original, "RL"[not base])
    _bracketed(kinds, text, original, base)
    _neutral(kinds, base)
    return [base + _step(kind, base) for kind in kinds]


def visual(levels: list[int]) -> list[int]:
    """The places of a line's runs from left to right, given the level of each (rule L2)."""
    order = list(range(len(levels)))
    for level in range(max(levels, default=0), 0, -1):
        start = 0
        for inside, group in groupby(order, key=lambda index: levels[index] >= level):
            length = len(list(group))
            if inside:
                order[start : start + length] = order[start : start + length][::-1]
            start += length
    return order


def trimmed(levels: list[int], text: str, base: int) -> list[int]:
    """The levels of one line: white space at its end takes the paragraph's (rule L1)."""
    seen = len(text.rstrip())
    return levels[:seen] + [base] * (len(text) - seen)


def _step(kind: str, level: int) -> int:
    """How far above ``level`` a kind of character lies (rules I1, I2)."""
    if level % 2:
        return 0 if kind == "R" else 1
    return {"L": 0, "R": 1}.get(kind, 2)


def _weak(original: list[str], edge: str) -> list[str]:
    """Numbers, marks and separators made strong, a number or neutral (rules W1 to W7)."""
    kinds = list(original)
    for index, kind in enumerate(kinds):  # W1; boundary neutrals follow their neighbour likewise
        if kind in ("NSM", "BN"):
            kinds[index] = kinds[index - 1] if index else edge
    _after_strong(kinds, edge, lambda strong: "AN" if strong == "AL" else "EN")  # W2
    kinds = ["R" if kind == "AL" else kind for kind in kinds]  # W3
    for index in range(1, len(kinds) - 1):  # W4
        before, kind, after = kinds[index - 1 : index + 2]
        if before == after and (before, kind) in (("EN", "ES"), ("EN", "CS"), ("AN", "CS")):
            kinds[index] = before
    for start, end in _stretches(kinds, ("ET",)):  # W5
        if "EN" in (kinds[start - 1 : start] + kinds[end : end + 1]):
            kinds[start:end] = ["EN"] * (end - start)
    kinds = ["ON" if kind in ("ES", "ET", "CS") else kind for kind in kinds]  # W6
    _after_strong(kinds, edge, lambda strong: "L" if strong == "L" else "EN")  # W7
    return kinds


def _after_strong(kinds: list[str], edge: str, number: Callable[[str], str]) -> None:
    """Change each European number by the strong character before it."""
    strong = edge
    for index, kind in enumerate(kinds):
        if kind in _STRONG:
            strong = kind
        elif kind == "EN":
            kinds[index] = number(strong)


def _bracketed(kinds: list[str], text: str, original: list[str], base: int) -> None:
    """Brackets take the direction of what they hold or of what comes before them (rule N0)."""
    own, other = ("R", "L") if base else ("L", "R")
    for start, end in sorted(_pairs(text, kinds)):
        within = {_direction(kind) for kind in kinds[start + 1 : end]}
        if own in within:
            found = own
        elif other in within:
            before = (_direction(kind) for kind in reversed(kinds[:start]))
            found = other if next((kind for kind in before if kind in "LR"), own) == other else own
        else:
            continue
        for place in (start, end):
            kinds[place] = found
            after = place + 1
            while after < len(kinds) and original[after] == "NSM":
                kinds[after] = found
                after += 1


def _pairs(text: str, kinds: list[str]) -> Iterator[tuple[int, int]]:
    """Where brackets open and close (definition BD16)."""
    waiting: list[tuple[str, int]] = []
    for index, char in enumerate(text):
        if kinds[index] != "ON":
            continue
        if char in _OPENING:
            if len(waiting) == _DEEPEST:
                return
            waiting.append((_OPENING[char], index))
        elif char in _CLOSING:
            match = next((depth for depth in range(len(waiting) - 1, -1, -1) if waiting[depth][0] == char), None)
            if match is not None:
                yield waiting[match][1], index
                del waiting[match:]


def _neutral(kinds: list[str], base: int) -> None:
    """White space and signs take the direction of both sides where these agree, else the paragraph's (N1, N2)."""
    edge = "R" if base else "L"
    for start, end in _stretches(kinds, _NEUTRAL):
        before = _direction(kinds[start - 1]) if start else edge
        after = _direction(kinds[end]) if end < len(kinds) else edge
        kinds[start:end] = [before if before == after else edge] * (end - start)


def _direction(kind: str) -> str:
    """The direction a kind has towards neutral characters: numbers count as right-to-left."""
    return {"L": "L", "R": "R", "EN": "R", "AN": "R"}.get(kind, "N")


def _stretches(kinds: list[str], wanted: tuple[str, ...]) -> list[tuple[int, int]]:
    """Start and end of every stretch of the wanted kinds."""
    found = []
    start = 0
    for inside, group in groupby(kinds, key=lambda kind: kind in wanted):
        end = start + len(list(group))
        if inside:
            found.append((start, end))
        start = end
    return found
