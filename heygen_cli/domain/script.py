"""Scripts that a language model writes: what is wished for, the form it answers in, and the storyboard this becomes."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

from heygen_cli.domain.errors import InvalidInput
from heygen_cli.domain.fields import Fields, Marks, raise_faults
from heygen_cli.domain.kinds import Items, OneOf, Section, Text
from heygen_cli.domain.panel import PANELS
from heygen_cli.domain.prompt import Form
from heygen_cli.domain.reading import Reader
from heygen_cli.domain.storyboard import SCRIPT_LIMIT

MOST_SCENES = 50
LENGTHS = (5.0, 1800.0)  # seconds of a film
SPOKEN_WORDS = 2.4  # in a second, by an unhurried English voice
# Languages that put no spaces between words: their letters are counted, each about as long as this share of a word.
_UNSPACED = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
_UNSPACED_LETTER = 0.55
_SHOW = OneOf({name: Section(PANELS[name]) for name in ("title", "list", "quote")})
_LENGTH = re.compile(r"(?:(\d+)\s*m(?:in)?)?\s*(?:(\d+(?:\.\d+)?)\s*s?(?:ec)?)?")
_CLOCK = re.compile(r"(\d{1,2}):(\d{2})")
_FENCE = re.compile(r"^\s*```(?:json)?\s*\n(.*?)\n?\s*```\s*$", re.DOTALL)
_JOINERS = "\u200c\u200d"
# A draft names no files.
_NOWHERE = Path("/")


@dataclass(frozen=True)
class Brief:
    """What a script should be. ``material`` is a text it should tell about, ``source`` where that came from."""

    topic: str
    scenes: int | None = None
    tone: str | None = None
    seconds: float | None = None
    language: str | None = None
    material: str = ""
    source: str = ""

    def __post_init__(self) -> None:
        if not self.topic.strip():
            raise InvalidInput("There is no topic", param="TOPIC", hint='heygen script write "why bees matter"')
        if self.scenes is not None and not 1 <= self.scenes <= MOST_SCENES:
            raise InvalidInput(f"A script has 1 to {MOST_SCENES} scenes, not {self.scenes}", param="--scenes")
        low, high = LENGTHS
        if self.seconds is not None and not low <= self.seconds <= high:
            raise InvalidInput(f"A film of a script lasts {low:g} seconds to {high / 60:g} minutes", param="--length")


@dataclass(frozen=True)
class DraftScene:
    """A scene as a model writes it: a part of what a storyboard's scene may hold."""

    title: Annotated[str, Text(120), "The name of its chapter."]
    script: Annotated[str, Text(SCRIPT_LIMIT), "What is said."]
    show: Annotated[Any, _SHOW, "What the scene shows."] = None


@dataclass(frozen=True)
class Draft:
    """A script as a model writes it."""

    title: Annotated[str, Text(200), "What the film is called."]
    scenes: Annotated[tuple[DraftScene, ...], Items(Section(DraftScene), MOST_SCENES, 1), "What happens, in order."]
    description: Annotated[str | None, Text(1000), "What it is about."] = None


def _object(**fields: Mapping[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": fields, "required": list(fields), "additionalProperties": False}


def _text(description: str) -> dict[str, Any]:
    return {"type": "string", "description": description}


_LINES = {"type": "array", "items": {"type": "string"}, "description": "Two to five lines of a few words."}
DRAFT = Form(
    "script",
    _object(
        title=_text("What the film is called: at most eight words."),
        description=_text("What the film is about, in one sentence."),
        scenes={
            "type": "array",
            "items": _object(
                title=_text("The name of the chapter: two to five words."),
                script=_text("What the presenter says, word by word."),
                show={
                    "description": "What is seen beside the presenter, null for nothing.",
                    "anyOf": [
                        {"type": "null"},
                        _object(list=_object(heading=_text("A line above the list."), items=_LINES)),
                        _object(quote=_object(text=_text("What was said."), by=_text("Who said it."))),
                        _object(title=_object(heading=_text("A few large words."), subtitle=_text("A line below."))),
                    ],
                },
            ),
        },
    ),
)


def parse_json(text: str) -> Any:
    """The JSON of an answer, also of one that wraps it as a program; raises InvalidInput."""
    fenced = _FENCE.match(text)
    try:
        return json.loads(fenced[1] if fenced else text)
    except (json.JSONDecodeError, RecursionError) as problem:
        raise InvalidInput(f"The answer is not JSON: {problem}") from problem


def read_draft(data: Any) -> dict[str, Any]:
    """An answer as the fields of a storyboard; raises InvalidInput, ManyInvalid with what is wrong and where."""
    cleaned = _clean(data)
    faults: list[InvalidInput] = []
    Reader(base=_NOWHERE).read(Draft, Fields(cleaned, (), Marks(), faults))
    raise_faults(faults)
    made: dict[str, Any] = cleaned
    return made


def _clean(value: Any) -> Any:
    """The value without empty fields, and its texts in plain letters and single spaces."""
    if isinstance(value, dict):
        kept = {key: _clean(item) for key, item in value.items()}
        return {key: item for key, item in kept.items() if item not in (None, "", {})}
    if isinstance(value, list):
        return [item for item in map(_clean, value) if item not in (None, "")]
    return plain(value) if isinstance(value, str) else value


def plain(text: str) -> str:
    """A text on one line, without letters that cannot be seen."""
    spaced = " ".join(text.split())
    return "".join(char for char in spaced if char in _JOINERS or unicodedata.category(char)[0] != "C")


def read_length(text: str) -> float:
    """Seconds, from ``60s``, ``90``, ``2m``, ``1m30s`` or ``1:30``; raises InvalidInput."""
    told = text.strip().lower()
    clock, units = _CLOCK.fullmatch(told), _LENGTH.fullmatch(told)
    if clock:
        return int(clock[1]) * 60.0 + int(clock[2])
    if not units or not told:
        raise InvalidInput(f'"{text}" is no length', param="--length", hint="60s, 2m or 1:30")
    return int(units[1] or 0) * 60.0 + float(units[2] or 0)


def words(text: str) -> int:
    """About how many words a text has, also where no spaces part them."""
    letters = len(_UNSPACED.findall(text))
    return len(_UNSPACED.sub(" ", text).split()) + round(letters * _UNSPACED_LETTER)


def spoken_seconds(text: str) -> float:
    """About how long it takes to say something."""
    return words(text) / SPOKEN_WORDS
