"""The JSON Schema of storyboards, made from the declarations that the reader follows, for editors to complete from."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from heygen_cli.domain import variables
from heygen_cli.domain.form import StoryboardForm
from heygen_cli.domain.kinds import (
    Backdrop,
    Choice,
    Colour,
    File,
    Flag,
    Font,
    Items,
    Kind,
    Number,
    OneOf,
    Section,
    Text,
    When,
    Where,
)
from heygen_cli.domain.place import PLACES
from heygen_cli.domain.reading import Declared, declarations

Json = dict[str, Any]
_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def storyboard_schema() -> Json:
    """The schema of a storyboard file. Expressions such as ``{{ name }}`` may stand wherever text may."""
    sections: dict[str, Json] = {}
    top = _object(StoryboardForm, sections)
    top["properties"]["variables"] = variables.schema()
    return {"$schema": _DIALECT, "title": "heygen storyboard", **top, "$defs": dict(sorted(sections.items()))}


def manifest_schema() -> Json:
    """The schema of a manifest file."""
    storyboard = storyboard_schema()
    sections = storyboard.pop("$defs")
    del storyboard["$schema"], storyboard["title"]
    names = {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}
    plain = {"type": ["string", "number", "boolean"]}
    named = {
        "storyboard": {"type": "string", "description": "A file, or the name of a kept template."},
        "variables": {"type": "object", "additionalProperties": plain},
        "output": {"type": "string"},
    }
    video = {"type": "object", "properties": named, "required": ["storyboard"], "additionalProperties": False}
    written = {**storyboard, "properties": {**storyboard["properties"], "output": {"type": "string"}}}
    one = {"anyOf": [{"type": "string"}, video, written]}
    axis = {"anyOf": [{"type": "array", "minItems": 1}, {"type": "object", "minProperties": 1}]}
    notify = {"url": {"type": "string"}, "command": {"type": "array", "items": {"type": "string"}}}
    properties = {
        "version": {"const": 1, "description": "The version of this form."},
        "title": {"type": "string", "description": "What the batch is called."},
        "defaults": {"type": "object", "description": "What storyboards say that do not say it themselves."},
        "videos": {"type": "array", "items": one, "description": "Storyboards: files, kept templates, or written out."},
        "rows": {"type": "string", "description": "A CSV, JSON or JSON Lines file: one video for each row."},
        "template": {**one, "description": "The storyboard that rows and the matrix fill."},
        "matrix": {"type": "object", "additionalProperties": axis, "description": "Every combination is a video."},
        "include": {**names, "description": "Further manifests, made with this one."},
        "output": {"type": "string", "description": "Names of the files: out/{{ name | slug }}.mp4"},
        "environment": {**names, "description": "Environment variables that expressions may use."},
        "ignore": {**names, "description": "Columns that nothing uses."},
        "concurrency": {"type": "integer", "minimum": 1, "maximum": 64, "description": "Videos made at once."},
        "budget": {"type": "number", "minimum": 0, "description": "US dollars; the batch stops beyond it."},
        "on_failure": {
            "enum": ["continue", "stop"],
            "default": "continue",
            "description": "After one.",
        },
        "notify": {"type": "object", "properties": notify, "additionalProperties": False},
    }
    return {
        **{"$schema": _DIALECT, "title": "heygen manifest", "type": "object", "required": ["version"]},
        **{"properties": properties, "additionalProperties": False, "$defs": sections},
    }


def _object(cls: type, sections: dict[str, Json]) -> Json:
    properties: Json = {}
    alternatives: list[Json] = []
    for item in declarations(cls):
        if isinstance(item.kind, OneOf) and item.kind.inline:
            properties |= {name: _kind(kind, sections) for name, kind in item.kind.options.items()}
            alternatives += [{"required": [name]} for name in item.kind.options]
        else:
            properties[item.name] = {**_kind(item.kind, sections), "description": item.help, **_default(item)}
    alternatives += [{"required": [name]} for name in getattr(cls, "EXACTLY_ONE", ())]
    required = [item.name for item in declarations(cls) if item.required and item.name in properties]
    return {
        "type": "object",
        "description": " ".join((cls.__doc__ or "").split("\n\n")[0].split()),
        "properties": properties,
        "additionalProperties": False,
        **({"required": required} if required else {}),
        **({"oneOf": alternatives} if alternatives else {}),
    }


def _default(item: Declared) -> Json:
    simple = isinstance(item.default, str | int | float | bool) and item.default != ""
    return {"default": item.default} if simple and not item.required else {}


def _kind(kind: Kind, sections: dict[str, Json]) -> Json:
    if isinstance(kind, Section | Backdrop):
        return _section(kind, sections)
    if isinstance(kind, Items):
        item = _kind(kind.of, sections)
        return {"anyOf": [{"type": "array", "items": item, "minItems": kind.least, "maxItems": kind.most}, item]}
    if isinstance(kind, OneOf):
        options = {name: _kind(option, sections) for name, option in kind.options.items()}
        one = {"minProperties": 1, "maxProperties": 1}
        return {"type": "object", "properties": options, "additionalProperties": False, **one}
    return _PLAIN[type(kind)](kind)


def _section(kind: Section | Backdrop, sections: dict[str, Json]) -> Json:
    name = kind.type.__name__.removesuffix("Form")
    if name not in sections:
        sections[name] = {}  # a section inside itself would otherwise never end
        sections[name] = _object(kind.type, sections)
    reference = {"$ref": f"#/$defs/{name}"}
    if isinstance(kind, Backdrop):
        return {"anyOf": [{"type": "string"}, reference]}
    short = getattr(kind.type, "SHORT", None)
    if short is None:
        return reference
    (plain,) = [item.kind for item in declarations(kind.type) if item.key == short]
    return {"anyOf": [_kind(plain, sections), reference]}


def _number(kind: Number) -> Json:
    return {"type": "integer" if kind.whole else "number", "minimum": kind.low, "maximum": kind.high}


_MOMENT = [{"type": "number", "minimum": 0}, {"type": "string", "minLength": 1}]
_PAIR = {"type": "array", "items": {"type": "number"}, "minItems": 2, "maxItems": 2}
_PLAIN: Mapping[type, Callable[[Any], Json]] = {
    Text: lambda kind: {"type": ["string", "number"] if kind.words else "string", "maxLength": kind.limit},
    Number: _number,
    Choice: lambda kind: {"enum": list(kind.options)},
    Flag: lambda _: {"type": "boolean"},
    Colour: lambda _: {"type": "string", "pattern": "^#([0-9a-fA-F]{3}|[0-9a-fA-F]{6})$"},
    File: lambda _: {"type": "string"},
    Font: lambda _: {"type": "string"},
    When: lambda _: {"anyOf": _MOMENT},
    Where: lambda _: {"anyOf": [{"enum": list(PLACES)}, {"type": "string"}, _PAIR]},
}
