"""Read SubRip and WebVTT as people really write them: any line ends, byte order marks, tags, missing numbers."""

from __future__ import annotations

import html
import re
from itertools import pairwise
from pathlib import Path

from heygen_cli.domain.errors import InvalidInput, Location
from heygen_cli.studio.captions import CaptionWord, Cue

SUFFIXES = (".srt", ".vtt")
# Ten hours of talk make 2 MB; what is much larger is no subtitle file.
MAX_BYTES = 20_000_000
_CLOCK = r"(?:(\d+):)?(\d{1,2}):(\d{1,2})(?:[.,](\d{1,3}))?"
_TIMES = re.compile(rf"^\s*{_CLOCK}\s*--+>\s*{_CLOCK}(?:\s.*)?$")
_TAGS = re.compile(r"</?(?:[biusvc]|font|lang|ruby|rt)(?:[.\s][^<>]*)?>|<\d[\d:.]*>|\{\\[^}]*\}", re.IGNORECASE)
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


def read(path: Path) -> list[Cue]:
    """The cues of a subtitle file in the order of their times.

    Raises:
        InvalidInput: When it cannot be read, or holds no cue.
    """
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as problem:
        raise InvalidInput(f"Cannot read {path}: {problem.strerror}", param="film") from problem
    if len(data) > MAX_BYTES:
        raise InvalidInput(f"{path.name} is too large for subtitles: over {MAX_BYTES // 1_000_000} MB", param="film")
    found = parse(_decoded(data))
    if not found:
        raise InvalidInput(
            f"{path.name} holds no captions",
            param="film",
            location=Location(str(path), 1),
            hint="A caption is a line such as 00:00:01,000 --> 00:00:03,500 with its text below.",
        )
    return found


def parse(text: str) -> list[Cue]:
    """The cues of SubRip or WebVTT text; what is neither a cue nor part of one is passed over."""
    web = text.startswith("WEBVTT")
    found: list[tuple[float, float, list[str]]] = []
    for block in re.split(r"\n\s*\n", text.replace("\r\n", "\n").replace("\r", "\n")):
        lines = block.strip("\n").split("\n")
        starts = [index for index, line in enumerate(lines) if _TIMES.match(line)]
        if not starts:
            if found and not web and not block.strip().isdigit():
                found[-1][2].extend(lines)  # SubRip with an empty line within a cue
            continue
        for start, end in pairwise([*starts, len(lines)]):
            body = lines[start + 1 : end]
            if end < len(lines) and body and body[-1].strip().isdigit():
                body.pop()  # the number of the next cue, with no empty line before it
            found.append((*_times(lines[start]), body))
    cues = (_cue(start, end, lines, web=web) for start, end, lines in found if end > start)
    return sorted((cue for cue in cues if cue), key=lambda cue: (cue.start, cue.end))


def _decoded(data: bytes) -> str:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")  # what old Windows programs write


def _times(line: str) -> tuple[float, float]:
    told = _TIMES.match(line)
    assert told
    parts = told.groups(default="0")
    return _seconds(*parts[:4]), _seconds(*parts[4:])


def _seconds(hours: str, minutes: str, seconds: str, fraction: str) -> float:
    return int(hours) * 3600 + int(minutes) * 60 + int(seconds) + float(f"0.{fraction}")


def _cue(start: float, end: float, lines: list[str], *, web: bool) -> Cue | None:
    plain = [_TAGS.sub("", line) for line in lines]
    texts = [" ".join((html.unescape(line) if web else line).split()) for line in plain]
    texts = [text for text in texts if text]
    return Cue(start, end, _timed(texts, start, end)) if texts else None


def _timed(texts: list[str], start: float, end: float) -> tuple[tuple[CaptionWord, ...], ...]:
    """The words of the lines, the cue's time shared out by their length."""
    rate = (end - start) / sum(len(word) for text in texts for word in text.split())
    lines, begun = [], 0
    for text in texts:
        words = []
        for word in text.split():
            first, begun = begun, begun + len(word)
            words.append(CaptionWord(word, start + first * rate, start + begun * rate))
        lines.append(tuple(words))
    return tuple(lines)
