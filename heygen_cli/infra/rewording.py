"""Other words in the files of storyboards: everything else in them stays as it was, comments too."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any, NamedTuple

import yaml

from heygen_cli.domain.errors import InvalidInput
from heygen_cli.domain.fields import Where
from heygen_cli.domain.script_file import WIDTH, folded, scalar
from heygen_cli.infra.documents import read_document


@dataclass(frozen=True)
class Original:
    """A file whose words are to change. ``reworded`` gives its text with new values and a remark on top."""

    name: str
    data: Mapping[str, Any]
    suffix: str
    reworded: Callable[[Mapping[Where, str], str], str]


class _Scalar(NamedTuple):
    """Where a value stands: from and to which letter, how far lines below it are indented, and in what style."""

    start: int
    end: int
    indent: int
    inline: bool
    block: bool
    quoted: bool


def plain_original(text: str, name: str) -> Original:
    """A script that is nothing but text."""
    where: Where = ("script",)
    return Original(name, {"script": text}, ".txt", lambda values, _: values.get(where, text).rstrip("\n") + "\n")


def yaml_original(text: str, name: str, data: Mapping[str, Any]) -> Original:
    """A storyboard in YAML or JSON; ``data`` is what was read from it."""

    def reworded(values: Mapping[Where, str], remark: str) -> str:
        made = _spliced(text, values)
        if not _holds(made, name, data, values):
            return _dumped(data, values, remark)  # rather without comments than with other words than were meant
        return made if _is_json(text) else f"# {remark}\n{made}"

    return Original(name, data, PurePath(name).suffix, reworded)


def foreign_original(data: Mapping[str, Any], name: str) -> Original:
    """A storyboard that was read from Markdown or slides; it becomes YAML."""
    return Original(name, data, ".yaml", lambda values, remark: _dumped(data, values, remark))


def _is_json(text: str) -> bool:
    return text.lstrip("\ufeff \t\r\n")[:1] in ("{", "[")


def _spliced(text: str, values: Mapping[Where, str]) -> str:
    """The text with other values in their places."""
    text = text.removeprefix("\ufeff")
    places = dict(_scalars(text))
    for where in sorted(set(values) & set(places), key=lambda where: places[where].start, reverse=True):
        place = places[where]
        old = text[place.start : place.end]
        tail = old[len(old.rstrip("\n")) :] if place.block else ""
        text = text[: place.start] + _written(values[where], place) + tail + text[place.end :]
    return text


def _written(value: str, place: _Scalar) -> str:
    if place.inline:
        return json.dumps(value, ensure_ascii=False) if place.quoted or "," in value else scalar(value)
    if "\n" in value:
        lines = (" " * place.indent + line if line else "" for line in value.split("\n"))
        return "\n".join(["|-", *lines])
    if place.block or len(value) > WIDTH - place.indent:
        return folded(value, place.indent)
    return scalar(value)


def _scalars(text: str) -> Iterator[tuple[Where, _Scalar]]:
    # The parser in Python counts letters where that in C counts bytes.
    events: Iterator[Any] = iter(yaml.parse(text, Loader=yaml.SafeLoader))
    for event in events:
        if isinstance(event, yaml.DocumentStartEvent):
            yield from _values(next(events), events, (), 0, inline=False)


def _values(
    event: Any, events: Iterator[Any], where: Where, indent: int, *, inline: bool
) -> Iterator[tuple[Where, _Scalar]]:
    if isinstance(event, yaml.ScalarEvent):
        assert event.start_mark
        assert event.end_mark
        block, quoted = event.style in ("|", ">"), event.style in ("'", '"')
        yield where, _Scalar(event.start_mark.index, event.end_mark.index, indent, inline, block, quoted)
    elif isinstance(event, yaml.SequenceStartEvent):
        inline, number = inline or bool(event.flow_style), 0
        while not isinstance(item := next(events), yaml.SequenceEndEvent):
            yield from _values(item, events, (*where, number), item.start_mark.column, inline=inline)
            number += 1
    elif isinstance(event, yaml.MappingStartEvent):
        inline = inline or bool(event.flow_style)
        while not isinstance(key := next(events), yaml.MappingEndEvent):
            below = key.start_mark.column + 2
            yield from _values(next(events), events, (*where, key.value), below, inline=inline)


def _holds(made: str, name: str, data: Mapping[str, Any], values: Mapping[Where, str]) -> bool:
    """Whether a new file says just what it should."""
    try:
        return bool(read_document(made, name).data == changed(data, values))
    except InvalidInput:
        return False


def _dumped(data: Mapping[str, Any], values: Mapping[Where, str], remark: str) -> str:
    body = yaml.safe_dump(changed(data, values), allow_unicode=True, sort_keys=False, width=WIDTH)
    return f"# {remark}\n{body}"


def changed(value: Any, values: Mapping[Where, str], where: Where = ()) -> Any:
    """The data with other values in their places."""
    if where in values:
        return values[where]
    if isinstance(value, Mapping):
        return {key: changed(item, values, (*where, key)) for key, item in value.items()}
    if isinstance(value, list):
        return [changed(item, values, (*where, index)) for index, item in enumerate(value)]
    return value
