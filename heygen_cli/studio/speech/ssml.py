"""A small subset of SSML, read by ourselves; no engine ever sees markup."""

from __future__ import annotations

import math
import re
from xml.parsers import expat

from heygen_cli.domain.errors import InvalidInput, Location
from heygen_cli.studio.speech import respelling
from heygen_cli.studio.speech.script import Script, clean
from heygen_cli.studio.speech.span import EMPHASIS, PAD, SAY_AS, Kind, Span
from heygen_cli.studio.speech.tags import pause_length

_BLOCKS = {"speak", "p", "s", "break"}
_INLINE = {"sub", "prosody", "say-as", "emphasis", "phoneme", "mark", "lang"}
_RATES = {"x-slow": 0.6, "slow": 0.8, "medium": 1.0, "default": 1.0, "fast": 1.25, "x-fast": 1.6}
_STRENGTHS = {"none": 0.0, "x-weak": 0.1, "weak": 0.2, "medium": 0.4, "strong": 0.7, "x-strong": 1.2}
_PITCHES = {"x-low": -6.0, "low": -3.0, "medium": 0.0, "default": 0.0, "high": 3.0, "x-high": 6.0}
_VOLUMES = {"silent": 0.0, "x-soft": 0.4, "soft": 0.7, "medium": 1.0, "default": 1.0, "loud": 1.4, "x-loud": 1.8}
_MEANINGS = {
    **{name: name for name in SAY_AS},
    "spell-out": "characters",
    "verbatim": "characters",
    "number": "cardinal",
}
_DATE_ORDERS = ("mdy", "dmy", "ymd", "md", "dm", "ym", "my", "d", "m", "y")
_ROOT = "<speak>"
_ENTITY = re.compile(r"&(?:#\d+|#x[0-9a-fA-F]+|\w+);")


def read(source: str) -> Script:
    """Read a script with the elements above; ``<speak>`` around it may be left out.

    Raises:
        InvalidInput: When it is not well-formed or uses something else, with its line and column.
    """
    return _Reader(source).script()


class _Reader:
    """Walks the markup, blanking it character by character so that offsets stay those of the source."""

    def __init__(self, source: str) -> None:
        self._wrapped = not source.lstrip().startswith(("<speak", "<?", "<!"))
        self._raw = (_ROOT + source + "</speak>" if self._wrapped else source).encode()
        self._source = source
        self._text = list(re.sub(r"[^\n]", PAD, source))
        self._pauses: list[tuple[int, float]] = []
        self._breaks: list[int] = []
        self._sentence_breaks: list[int] = []
        self._spans: list[Span] = []
        self._open: list[tuple[str, int, list[tuple[Kind, str]]]] = []
        self._parser = expat.ParserCreate("utf-8")
        self._parser.buffer_text = False
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._characters
        self._parser.StartDoctypeDeclHandler = self._doctype

    def script(self) -> Script:
        """The script, once its whole source has been read."""
        try:
            self._parser.Parse(self._raw, True)
        except expat.ExpatError as problem:
            raise self._wrong(expat.ErrorString(problem.code), problem.lineno, problem.offset) from problem
        text = clean("".join(self._text))
        return Script(text, tuple(self._pauses), tuple(self._breaks), tuple(self._sentence_breaks), tuple(self._spans))

    def _offset(self) -> int:
        """Where in the source the parser is, in characters."""
        index = max(0, self._parser.CurrentByteIndex - (len(_ROOT) if self._wrapped else 0))
        return min(len(self._source), len(self._source.encode()[:index].decode("utf-8", "ignore")))

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        here = self._offset()
        if name == "break":
            self._pauses.append((here, self._break(attributes)))
        self._open.append((name, here, self._manners(name, attributes)))
        self._blank(name, here)

    def _end(self, name: str) -> None:
        opened, start, manners = self._open.pop()
        end = self._offset()
        self._spans += [Span(start, end, kind, value) for kind, value in manners]
        if opened == "p":
            self._breaks.extend((start, end))
        if opened == "s":
            self._sentence_breaks.extend((start, end))
        self._blank(name, end)

    def _blank(self, name: str, offset: int) -> None:
        """A tag that separates words becomes a space; others may stand within a word."""
        if name in _BLOCKS and offset < len(self._text):
            self._text[offset] = " "

    def _characters(self, data: str) -> None:
        here = self._offset()
        entity = _ENTITY.match(self._source, here)
        if entity:
            self._text[here] = data[0]
            return
        for index, char in enumerate(data):
            if here + index < len(self._text):
                self._text[here + index] = char

    def _manners(self, name: str, attributes: dict[str, str]) -> list[tuple[Kind, str]]:
        """The kinds and values of the spans an element makes."""
        if name not in _BLOCKS | _INLINE:
            raise self._wrong(f"<{name}> is not supported")
        if name == "sub":
            return [("alias", self._required(name, attributes, "alias"))]
        if name == "phoneme":
            return [("alias", self._sounds(attributes))]
        if name == "say-as":
            return [("say-as", self._meaning(attributes))]
        if name == "lang":
            return [("lang", self._required(name, attributes, "xml:lang"))]
        if name == "emphasis":
            return list(EMPHASIS.get(attributes.get("level", "moderate"), ()))
        return self._prosody(attributes) if name == "prosody" else []

    def _meaning(self, attributes: dict[str, str]) -> str:
        asked = self._required("say-as", attributes, "interpret-as")
        if asked not in _MEANINGS:
            raise self._wrong(f"interpret-as={asked!r} is not known; write one of {', '.join(_MEANINGS)}")
        order = attributes.get("format", "mdy")
        if asked != "date":
            return _MEANINGS[asked]
        if order not in _DATE_ORDERS:
            raise self._wrong(f"format={order!r} is not known; write one of {', '.join(_DATE_ORDERS)}")
        return f"date:{order}"

    def _prosody(self, attributes: dict[str, str]) -> list[tuple[Kind, str]]:
        found: list[tuple[Kind, str]] = []
        if "rate" in attributes:
            found.append(("rate", str(self._rate(attributes["rate"]))))
        if "pitch" in attributes:
            found.append(("pitch", str(self._pitch(attributes["pitch"]))))
        if "volume" in attributes:
            found.append(("volume", str(self._volume(attributes["volume"]))))
        return found

    def _sounds(self, attributes: dict[str, str]) -> str:
        alphabet = attributes.get("alphabet", "ipa")
        if alphabet not in ("ipa", "x-arpabet"):
            raise self._wrong(f"alphabet={alphabet!r} is not known; write ipa or x-arpabet")
        sounds = self._required("phoneme", attributes, "ph")
        wrong = respelling.strange(sounds, alphabet)
        if wrong:
            raise self._wrong(f"{wrong!r} is no sound of {alphabet}")
        return respelling.of(sounds, alphabet)

    def _required(self, name: str, attributes: dict[str, str], key: str) -> str:
        if key not in attributes:
            raise self._wrong(f"<{name}> needs {key}=…")
        return attributes[key]

    def _rate(self, value: str) -> float:
        if value in _RATES:
            return _RATES[value]
        found = re.fullmatch(r"\+?(\d+(?:\.\d+)?)(%?)", value)
        rate = float(found[1]) / (100 if found[2] else 1) if found else 0.0
        if not 0.4 <= rate <= 2.5:
            raise self._wrong(f"rate={value!r} is not a speed between 40% and 250%")
        return rate

    def _pitch(self, value: str) -> float:
        """Semitones of ``+2st``, ``-10%`` or a word."""
        if value in _PITCHES:
            return _PITCHES[value]
        found = re.fullmatch(r"([+-]?\d+(?:\.\d+)?)(st|%)", value)
        semitones = 0.0 if not found else float(found[1])
        if found and found[2] == "%":
            semitones = 12 * math.log2(max(0.1, 1 + semitones / 100))
        if not found or not -12 <= semitones <= 12:
            raise self._wrong(f"pitch={value!r} is not a change of at most 12 semitones, such as +2st or -10%")
        return round(semitones, 2)

    def _volume(self, value: str) -> float:
        """The factor of ``+6dB``, ``80`` (of 100) or a word."""
        if value in _VOLUMES:
            return _VOLUMES[value]
        found = re.fullmatch(r"([+-]?\d+(?:\.\d+)?)(dB)?", value)
        factor = -1.0 if not found else 10 ** (float(found[1]) / 20) if found[2] else float(found[1]) / 100
        if not 0 <= factor <= 2:
            raise self._wrong(f"volume={value!r} is not a volume such as soft, 80 or -3dB")
        return round(factor, 3)

    def _break(self, attributes: dict[str, str]) -> float:
        if "time" not in attributes:
            return _STRENGTHS.get(attributes.get("strength", "medium"), _STRENGTHS["medium"])
        found = re.fullmatch(r"(\d*\.?\d+)(ms|s)", attributes["time"].strip())
        if not found:
            raise self._wrong(f"time={attributes['time']!r} is not a time such as 500ms or 0.5s")
        return pause_length(float(found[1]) / (1000 if found[2] == "ms" else 1))

    def _doctype(self, *_: object) -> None:
        raise self._wrong("a document type declaration is not supported")

    def _wrong(self, what: str, line: int | None = None, column: int | None = None) -> InvalidInput:
        line = line or self._parser.CurrentLineNumber
        column = self._parser.CurrentColumnNumber if column is None else column
        if self._wrapped and line == 1:
            column = max(0, column - len(_ROOT))
        return InvalidInput(
            f"The SSML cannot be read: {what}",
            param="script",
            location=Location("script", line, column + 1),
            hint=f"Supported are {', '.join(sorted(_BLOCKS | _INLINE))}; write & as &amp; and < as &lt;",
        )
