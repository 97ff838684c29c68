"""A script as a storyboard file, with the comments that a person would like to find in it."""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from itertools import cycle
from typing import Any

from heygen_cli.domain.script import spoken_seconds

WIDTH = 100
# Text that YAML takes as it stands: begins with a letter, holds nothing that could mean something.
_BARE = re.compile(r"[^\W\d_][\w .,;!?()’'/+-]*")
_WORDS = ("true", "false", "null", "yes", "no", "on", "off", "y", "n")
_HEAD = """\
# {about}
# Read it before you render it: models make mistakes.
# Render it:          heygen video create --storyboard {file}
# Look at one scene:  heygen video preview {file} --scene 1

title: {title}
{description}{choices}
captions: {{style: boxed}}    # plain, boxed, karaoke, pop, tiktok; or captions: off
transition: dissolve        # between scenes: cut, fade, dissolve, wipe, slide, zoom
background: {{gradient: ["#dbeafe", "#f8fafc"], angle: 170}}

scenes:
"""
# What people like to choose, with an example of each.
_CHOICES = {
    "avatar": ("mira", "who presents: heygen avatar list"),
    "voice": ("auto", "who speaks: heygen voice list"),
    "aspect_ratio": ("9:16", "16:9, 9:16, 1:1, 4:5 or 5:4"),
}


def storyboard_file(
    draft: Mapping[str, Any], *, about: str, file: str, chosen: Mapping[str, str | None] | None = None
) -> str:
    """The YAML of a draft.

    ``about`` says who wrote it and what for, ``file`` is what it will be called, and ``chosen`` may hold an avatar, a
    voice and an aspect ratio.
    """
    description = draft.get("description")
    head = _HEAD.format(
        about="\n# ".join(textwrap.wrap(about, WIDTH)),
        file=file if re.fullmatch(r"[\w./-]+", file) else f"'{file}'",
        title=scalar(draft["title"]),
        choices="\n".join(_choice(name, (chosen or {}).get(name)) for name in _CHOICES),
        description=f"description: {_long(description, 2)}\n" if description else "",
    )
    sides = cycle(("left", "right"))
    scenes: Sequence[Mapping[str, Any]] = draft["scenes"]
    return head + "\n".join(_scene(number, scene, sides) for number, scene in enumerate(scenes, 1))


def _choice(name: str, value: str | None) -> str:
    example, comment = _CHOICES[name]
    line = f"{name}: {scalar(value)}" if value else f"# {name}: {scalar(example)}"
    return f"{line:<27} # {comment}"


def _scene(number: int, scene: Mapping[str, Any], sides: Iterator[str]) -> str:
    lines = [f"  - title: {scalar(scene['title'])}  # scene {number}, about {spoken_seconds(scene['script']):.0f} s"]
    lines.append(f"    script: {_long(scene['script'], 6)}")
    if "show" in scene:
        # Otherwise a title or a quotation would stand alone, and nobody be seen who speaks.
        lines += [f"    layout: {next(sides)}", "    show:", *_fields(scene["show"], 6)]
    return "\n".join(lines) + "\n"


def _fields(value: Mapping[str, Any], indent: int) -> Iterator[str]:
    for key, item in value.items():
        if isinstance(item, Mapping):
            yield f"{' ' * indent}{key}:"
            yield from _fields(item, indent + 2)
        elif isinstance(item, list):
            yield f"{' ' * indent}{key}:"
            yield from (f"{' ' * indent}  - {scalar(line)}" for line in item)
        else:
            yield f"{' ' * indent}{key}: {scalar(item)}"


def scalar(value: object) -> str:
    """A value on one line of YAML."""
    if not isinstance(value, str):
        return json.dumps(value)
    bare = _BARE.fullmatch(value) and value.lower() not in _WORDS and value == value.strip()
    # JSON's strings are YAML's too.
    return value if bare else json.dumps(value, ensure_ascii=False)


def _long(text: str, indent: int) -> str:
    """A text, on several lines where it is long."""
    if len(text) < WIDTH - indent - 8:
        return scalar(text)
    return folded(text, indent)


def folded(text: str, indent: int) -> str:
    """A text without line breaks as a block of lines, which YAML joins with spaces."""
    lines = textwrap.wrap(text, WIDTH - indent, break_long_words=False, break_on_hyphens=False)
    return "\n".join([">-", *(" " * indent + line for line in lines)])
