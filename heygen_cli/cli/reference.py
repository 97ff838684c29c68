"""The reference of storyboards, written from the declarations that the reader follows."""

from __future__ import annotations

from collections.abc import Iterator

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
from heygen_cli.domain.reading import Declared, declarations

BEGINNING = """# Storyboards

A storyboard is a YAML or JSON file of scenes. The smallest is one line:

```yaml
scenes: [{script: "Hello, and welcome."}]
```

A larger one, with comments, is written by `heygen init`. Editors that know JSON Schema complete it after
`heygen video create --storyboard-schema > storyboard.schema.json` and this first line:

```yaml
# yaml-language-server: $schema=storyboard.schema.json
```

- **Scenes** follow each other. Each is as long as what is said in it, or as its `duration`; without either it lasts
  four seconds, or as long as the film it shows.
- **Layouts** say where the presenter stands and where what is shown: `presenter` alone, `left` or `right` beside it,
  in a `corner` over it, `split` half and half, or `none`. In tall formats things stand above each other. Without a
  layout, words stand beside the presenter, pictures fill the frame, and cards stand alone.
- **Moments** (`at`, `until`) are seconds of the scene, or a word that is spoken in it: `at: garden`, and `garden#2` for
  the second time.
- **Places** are words such as `top left` or `bottom center`, or two shares of the picture: `[0.5, 0.9]`.
- **Short forms:** where one field of a section matters most, that value alone will do: `transition: fade`,
  `show: {title: Hello}`, `avatar: mira`, `music: tune.mp3`.
- **Variables** are declared under `variables` with a type (`text`, `number`, `boolean`, `choice`, `color`, `image`,
  `video`, `audio`, `avatar`, `voice`) and a default, filled by `--var name=value`, and stand as `{{ name }}` in any
  text; filters such as `upper`, `slug` and `default` are allowed, statements are not. See [templates](templates.md).
- **Formats** are further films of the same scenes, laid out anew: `formats: ["9:16", {aspect_ratio: "1:1"}]`.

Files are found from the folder of the storyboard. Markdown, PowerPoint and PDF become storyboards too: see the
examples.

This page is made by `python -m heygen_cli.cli.generate`.
"""


def page() -> str:
    """The whole reference as Markdown."""
    seen: dict[type, None] = {}
    _collect(StoryboardForm, seen)
    return BEGINNING + "".join(f"\n{part}" for cls in seen for part in _section(cls))


def _collect(cls: type, seen: dict[type, None]) -> None:
    """Sections in the order in which a reader meets them."""
    if cls in seen:
        return
    seen[cls] = None
    for item in declarations(cls):
        for inner in _inner(item.kind):
            _collect(inner, seen)


def _inner(kind: Kind) -> Iterator[type]:
    if isinstance(kind, Section | Backdrop):
        yield kind.type
    elif isinstance(kind, Items):
        yield from _inner(kind.of)
    elif isinstance(kind, OneOf):
        for option in kind.options.values():
            yield from _inner(option)


def _section(cls: type) -> Iterator[str]:
    yield f"## {_name(cls)}\n"
    yield " ".join((cls.__doc__ or "").split("\n\n")[0].split()) + "\n"
    short = getattr(cls, "SHORT", None)
    if short:
        yield f"Short form: the value of `{short}` alone.\n"
    yield "| Field | What it may hold | Default | What it is for |\n|---|---|---|---|\n" + "".join(_rows(cls))


def _rows(cls: type) -> Iterator[str]:
    for item in declarations(cls):
        if isinstance(item.kind, OneOf) and item.kind.inline:
            for name, option in item.kind.options.items():
                yield f"| `{name}` | {_holds(option)} | one of these | {item.help} |\n"
        else:
            yield f"| `{item.name}` | {_holds(item.kind)} | {_default(item)} | {item.help} |\n"


def _default(item: Declared) -> str:
    if item.required:
        return "required"
    plain = isinstance(item.default, str | int | float) and item.default not in ("", None)
    return f"`{str(item.default).lower() if isinstance(item.default, bool) else item.default}`" if plain else ""


def _name(cls: type) -> str:
    return cls.__name__.removesuffix("Form")


def _holds(kind: Kind) -> str:
    match kind:
        case Text():
            return f"text, up to {kind.limit:,} characters"
        case Number():
            return f"{'whole number' if kind.whole else 'number'}, {kind.low:g} to {kind.high:g}"
        case Choice():
            return ", ".join(f"`{option}`" for option in kind.options)
        case Flag():
            return "`true`, `false`"
        case Items():
            return f"list of {_holds(kind.of)}"
        case Section() | Backdrop() | OneOf():
            return _linked(kind)
    return _SIMPLE[type(kind)]


def _linked(kind: Section | Backdrop | OneOf) -> str:
    if isinstance(kind, OneOf):
        return "one of " + ", ".join(f"`{name}` ({_holds(option)})" for name, option in kind.options.items())
    name = _name(kind.type)
    return f"[{name}](#{name.lower()})"


_SIMPLE: dict[type, str] = {
    Colour: '`"#rrggbb"`',
    File: "file",
    Font: "font file, or name of a font",
    When: "seconds, or a spoken word",
    Where: "place",
}
