"""Captions from real word times: cues of one or two balanced lines, written as SRT or WebVTT."""

from __future__ import annotations

import html
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from heygen_cli.domain.speech import SpeechTrack, Token

# A cue stays this long after its last word if the next one leaves room, in seconds (BBC subtitle guidelines: the eye
# needs time to come back to the picture).
LINGER = 0.5
# A shorter pause between cues is bridged, because a blink of empty screen distracts more than it helps.
BRIDGE = 0.7
PAUSES = tuple(".,;:!?…。、！？—–)”")


@dataclass(frozen=True)
class CaptionWord:
    """A word of a cue as written; ``glued`` when no space stands before it; times in seconds."""

    text: str
    start: float
    end: float
    glued: bool = False


@dataclass(frozen=True)
class Cue:
    """What stands on screen from ``start`` to ``end`` seconds: lines of words."""

    start: float
    end: float
    lines: tuple[tuple[CaptionWord, ...], ...]

    @property
    def text(self) -> str:
        """The cue's lines joined by newlines."""
        return "\n".join(line_text(line) for line in self.lines)


Measure = Callable[[str], float]


def line_text(words: Iterable[CaptionWord]) -> str:
    """The words as a line of text."""
    return "".join(("" if word.glued else " ") + word.text for word in words).strip()


def cues(track: SpeechTrack, *, line_width: float, measure: Measure, lines: int = 2, words: int = 0) -> list[Cue]:
    """Break a spoken text into cues of at most ``lines`` lines of ``line_width``, in the unit of ``measure``.

    With ``words`` a cue is one line of at most so many words.
    """
    found: list[Cue] = []
    for sentence in _sentences(track.tokens):
        parts = [part for word in _words(sentence, track.rate) for part in _split_long(word, line_width, measure)]
        shape = _Shape(line_width, measure, lines, words or len(parts))
        for group in _groups(parts, shape):
            found.append(Cue(group[0].start, group[-1].end, _balanced(group, shape)))
    return _held(found, track.seconds)


def shifted(found: Sequence[Cue], seconds: float) -> list[Cue]:
    """The cues of a scene that begins ``seconds`` into the film."""
    return [replace(cue, start=cue.start + seconds, end=cue.end + seconds) for cue in found]


def to_srt(found: Sequence[Cue]) -> str:
    """The cues as SubRip text."""
    return "\n".join(
        f"{number}\n{_clock(cue.start, ',')} --> {_clock(cue.end, ',')}\n{cue.text.replace('-->', '→')}\n"
        for number, cue in enumerate(found, 1)
    )


def to_vtt(found: Sequence[Cue]) -> str:
    """The cues as WebVTT."""
    blocks = (
        f"{_clock(cue.start, '.')} --> {_clock(cue.end, '.')}\n{html.escape(cue.text, quote=False)}\n" for cue in found
    )
    return "WEBVTT\n\n" + "\n".join(blocks)


def _sentences(tokens: Sequence[Token]) -> list[list[Token]]:
    found: dict[int, list[Token]] = {}
    for token in tokens:
        found.setdefault(token.sentence, []).append(token)
    return list(found.values())


def _words(tokens: Sequence[Token], rate: int) -> list[CaptionWord]:
    ends = [None, *(token.char_end for token in tokens)]
    return [
        CaptionWord(token.text, token.start / rate, token.end / rate, glued=token.char_start == end)
        for token, end in zip(tokens, ends, strict=False)
    ]


def _split_long(word: CaptionWord, limit: float, measure: Measure) -> list[CaptionWord]:
    """A word wider than a line (a URL, a run of CJK) in pieces that fit, its time shared out by length."""
    if measure(word.text) <= limit:
        return [word]
    count = 1
    while measure(max(_pieces(word.text, count), key=measure)) > limit and count < len(word.text):
        count += 1
    step = (word.end - word.start) / count
    return [
        CaptionWord(text, word.start + step * index, word.start + step * (index + 1), glued=index > 0 or word.glued)
        for index, text in enumerate(_pieces(word.text, count))
    ]


def _pieces(text: str, count: int) -> list[str]:
    cuts = [len(text) * index // count for index in range(count + 1)]
    return [text[a:b] for a, b in pairwise(cuts)]


@dataclass(frozen=True)
class _Shape:
    """What a cue may hold."""

    limit: float
    measure: Measure
    lines: int
    words: int

    def length(self, words: Sequence[CaptionWord]) -> float:
        return self.measure(line_text(words))


def _groups(words: list[CaptionWord], shape: _Shape) -> list[list[CaptionWord]]:
    """Share a sentence out over cues of nearly equal length, ending one early where the sentence breathes."""
    groups: list[list[CaptionWord]] = []
    group: list[CaptionWord] = []
    share = _share(words, shape)
    for word in words:
        if group and not _fits([*group, word], shape):
            groups.append(group)
            group = []
        group.append(word)
        length = shape.length(group)
        if length >= share or (length >= share * 0.6 and word.text.endswith(PAUSES)):
            groups.append(group)
            group = []
    if group:
        if groups and len(group) < 3 and _fits(groups[-1] + group, shape):
            group = groups.pop() + group  # no cue of a word or two alone
        groups.append(group)
    return groups


def _share(words: list[CaptionWord], shape: _Shape) -> float:
    total = shape.length(words)
    count = max(1, -(-total // (shape.limit * shape.lines * 0.9)), -(-len(words) // shape.words))
    return total / count


def _fits(words: list[CaptionWord], shape: _Shape) -> bool:
    lines = _balanced(words, shape)
    return len(words) <= shape.words and max(map(shape.length, lines)) <= shape.limit


def _balanced(words: list[CaptionWord], shape: _Shape) -> tuple[tuple[CaptionWord, ...], ...]:
    """As few lines as hold the words, and among those the ones that differ least in length."""
    for count in range(1, shape.lines):
        lines = _in_lines(words, count, shape)
        if max(map(shape.length, lines)) <= shape.limit:
            return lines
    return _in_lines(words, shape.lines, shape)


def _in_lines(words: list[CaptionWord], count: int, shape: _Shape) -> tuple[tuple[CaptionWord, ...], ...]:
    """The words in at most ``count`` lines of which the longest is as short as can be."""
    if count <= 1 or len(words) < 2:
        return (tuple(words),)
    options = ((tuple(words[:cut]), *_in_lines(words[cut:], count - 1, shape)) for cut in range(1, len(words)))
    return min(options, key=lambda lines: max(map(shape.length, lines)))


def _held(found: list[Cue], duration: float) -> list[Cue]:
    """Let each cue stay a little after its last word, and bridge short pauses; no two overlap."""
    starts = [*(cue.start for cue in found), duration][1:]
    return [
        replace(cue, end=following if following - cue.end < BRIDGE else cue.end + LINGER)
        for cue, following in zip(found, starts, strict=True)
    ]


def _clock(seconds: float, mark: str) -> str:
    millis = max(0, round(seconds * 1000))
    return f"{millis // 3600000:02}:{millis // 60000 % 60:02}:{millis // 1000 % 60:02}{mark}{millis % 1000:03}"
