"""Directions in square brackets: ``[pause 0.5s]``, ``[smile]``, ``[rate 0.8]slowly[/rate]``, ``[NGINX|engine x]``."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import cast

from heygen_cli.domain import acting
from heygen_cli.domain.errors import InvalidInput
from heygen_cli.domain.fields import nearest
from heygen_cli.studio.speech.span import EMPHASIS, PAD, Kind, Span

LONGEST_PAUSE = 30.0
_DEFAULT_PAUSE = 0.5
_TAG = re.compile(r"\[(?P<inside>[^\[\]\n]{1,200})\](?P<link>\([^()\s]*\))?")
_PAUSE = re.compile(r"pause(?:[ :=]+(?P<number>\d+(?:\.\d+)?)\s*(?P<unit>ms|s)?)?", re.IGNORECASE)
_MANNER = re.compile(r"(?P<name>rate|pitch|volume)[ :=]+(?P<value>[+-]?\d+(?:\.\d+)?)", re.IGNORECASE)
_CLOSING = re.compile(r"/(?P<name>rate|pitch|volume|spell|emphasis)", re.IGNORECASE)
# Tags without a value.
_PLAIN: dict[str, tuple[tuple[Kind, str], ...]] = {
    "spell": (("say-as", "characters"),),
    "emphasis": EMPHASIS["strong"],
}
# Factors of speed and loudness, and semitones.
_BOUNDS = {"rate": (0.4, 2.5), "pitch": (-12.0, 12.0), "volume": (0.0, 2.0)}
_PUNCTUATION = (".", ",", ";", ":", "!", "?", "…")
_KNOWN = (*acting.DIRECTIONS, "pause 0.5s", "rate 0.8", "pitch 2", "volume 0.8", "spell", "emphasis")


@dataclass
class Tags:
    """What the tags of a text say. ``text`` is as long as the source, what is not for the eye padded."""

    text: str
    pauses: list[tuple[int, float]] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    directions: list[tuple[int, str]] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)


def read(source: str) -> Tags:
    """Find the tags of a text; one that nobody knows stays in it, silent.

    Raises:
        InvalidInput: For a value out of bounds, and for a tag that is closed but was not opened, or the reverse.
    """
    return _Reader(source).tags


def pause_length(seconds: float) -> float:
    """``seconds`` when that is a sensible pause; raises InvalidInput."""
    if seconds > LONGEST_PAUSE:
        raise InvalidInput(
            f"A pause of {seconds:g} s is too long",
            param="script",
            hint=f"A pause lasts at most {LONGEST_PAUSE:g} s; use several scenes for longer silence.",
        )
    return seconds


def meant(tag: str) -> str | None:
    """The tag that an unknown one was perhaps to be."""
    return nearest(tag.lower(), _KNOWN)


class _Reader:
    def __init__(self, source: str) -> None:
        self.tags = Tags(source)
        # Name, ways of reading, and where they begin.
        self._open: list[tuple[str, tuple[tuple[Kind, str], ...], int]] = []
        for found in _TAG.finditer(source):
            self._tag(found)
        if self._open:
            name, _, start = self._open[-1]
            raise _wrong(f"[{name}] is never closed", source, start)

    def _tag(self, found: re.Match[str]) -> None:
        inside, start, end = found["inside"].strip(), found.start(), found.end()
        if found["link"]:
            self._pad(start, found.start("inside"))
            self._pad(found.end("inside"), end)
        elif pause := _PAUSE.fullmatch(inside):
            self.tags.pauses.append((start, _seconds(pause)))
            self._blank(start, end)
        elif name := acting.direction(inside):
            self.tags.directions.append((start, name))
            self._blank(start, end)
        elif self._manner(inside, start, end):
            self._pad(start, end)
        elif "|" in inside:
            self._respelled(found)
        else:
            self.tags.spans.append(Span(start, end, "alias", ""))
            if not inside.isdigit():  # [1] is a reference, which people leave out when they read aloud
                self.tags.unknown.append(inside)

    def _manner(self, inside: str, start: int, end: int) -> bool:
        """Open or close a stretch that is read in another manner."""
        if inside.lower() in _PLAIN:
            self._open.append((inside.lower(), _PLAIN[inside.lower()], end))
        elif opening := _MANNER.fullmatch(inside):
            kind = cast("Kind", opening["name"].lower())
            low, high = _BOUNDS[kind]
            if not low <= float(opening["value"]) <= high:
                raise _wrong(f"[{inside}] must lie between {low:g} and {high:g}", self.tags.text, start)
            self._open.append((kind, ((kind, opening["value"]),), end))
        elif closing := _CLOSING.fullmatch(inside):
            if not self._open or self._open[-1][0] != closing["name"].lower():
                raise _wrong(f"[{inside}] closes nothing", self.tags.text, start)
            _, manners, first = self._open.pop()
            self.tags.spans += [Span(first, start, kind, value) for kind, value in manners]
        else:
            return False
        return True

    def _respelled(self, found: re.Match[str]) -> None:
        """``[seen|heard]``: the eye gets one, the ear the other."""
        seen, _, heard = found["inside"].partition("|")
        start = found.start("inside")
        self._pad(found.start(), start)
        self._pad(start + len(seen), found.end())
        self.tags.spans.append(Span(start, start + len(seen), "alias", heard.strip()))

    def _pad(self, start: int, end: int) -> None:
        """Take markup out from within a word."""
        self._replace(start, end, PAD)

    def _blank(self, start: int, end: int) -> None:
        """Take markup out between words; punctuation after it then belongs to the word before."""
        text = self.tags.text
        if text[end : end + 1] in _PUNCTUATION and text[:start].strip():
            self._pad(len(text[:start].rstrip()), end)
        else:
            self._replace(start, end, " ")

    def _replace(self, start: int, end: int, filler: str) -> None:
        text = self.tags.text
        self.tags.text = text[:start] + filler * (end - start) + text[end:]


def _seconds(found: re.Match[str]) -> float:
    if not found["number"]:
        return _DEFAULT_PAUSE
    return pause_length(float(found["number"]) / (1000 if (found["unit"] or "s").lower() == "ms" else 1))


def _wrong(what: str, source: str, offset: int) -> InvalidInput:
    line = source.count("\n", 0, offset) + 1
    return InvalidInput(f"{what} (line {line} of the script)", param="script", hint="docs/voices.md lists the tags")
