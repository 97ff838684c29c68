"""Markdown as a storyboard: what is spoken, what is shown, and where it stood."""

from __future__ import annotations

from pathlib import Path

import pytest

from heygen_cli.domain.errors import InvalidInput
from heygen_cli.domain.panel import Bullets, Code, Picture, Quote, Title
from heygen_cli.domain.parse import storyboard_from_mapping
from heygen_cli.domain.storyboard import Scene, Storyboard
from heygen_cli.infra.intake.markdown import read_markdown

TEXT = """---
title: Release notes
captions: {style: boxed}
---
# Version 2.0

## Faster
<!-- layout: left -->
Rendering is **twice** as fast,
and [captions](https://x.org) are `free`.

- Twice as fast
- Half the size

## Code

Here is how:

```python
print("hello")
```

![A chart](chart.png)

---

> Simplicity is the soul of efficiency.
> — A teacher

1. First
2. Second
"""


def board(text: str) -> Storyboard:
    document = read_markdown(text, "notes.md")
    return storyboard_from_mapping(document.data, document.marks, Path("/here"), exists=lambda _: True)


def test_every_part_becomes_what_it_is() -> None:
    made = board(TEXT)
    assert (made.title, made.captions.style) == ("Release notes", "boxed")
    assert [scene.show for scene in made.scenes] == [
        Title("Version 2.0"),
        Bullets(("Twice as fast", "Half the size"), "Faster"),
        Code('print("hello")\n', language="python"),
        Picture(Path("/here/chart.png")),
        Quote("Simplicity is the soul of efficiency.", "A teacher"),
        Bullets(("First", "Second"), numbered=True),
    ]
    assert [scene.script for scene in made.scenes] == [
        "",
        "Rendering is twice as fast,\nand captions are free.",
        "Here is how:",
        "",
        "",
        "First. Second.",
    ]
    assert [scene.title for scene in made.scenes] == ["Version 2.0", "Faster", "Code", None, None, None]
    assert made.scenes[1].layout == "left"


def test_plain_paragraphs_are_one_scene() -> None:
    assert board("Hello there.\n\nAnd welcome.").scenes == (Scene("Hello there.\n\nAnd welcome."),)


def test_rules_part_scenes() -> None:
    assert [scene.script for scene in board("One.\n\n---\n\nTwo.").scenes] == ["One.", "Two."]


@pytest.mark.parametrize(
    ("text", "message", "line"),
    [
        ("Hello.\n\n<!-- layuot: left -->\n", 'no field "layuot"', 3),
        ("---\ntitle: x\nfps: 900\n---\nHello.", "between 10 and 60", 3),
        ("# One\n\nHello.\n\n![x](https://x.org/a.png)\n", "not a local file", 5),
        ("---\nscenes: []\n---\nHi.", "without scenes", None),
    ],
)
def test_faults_point_to_the_line_of_the_file(text: str, message: str, line: int | None) -> None:
    with pytest.raises(InvalidInput) as caught:
        board(text)
    assert message in f"{caught.value.message}"
    assert line is None or (caught.value.location and caught.value.location.line == line)


@pytest.mark.parametrize("text", ["", "\n\n", "<!-- only a note -->", "---\ntitle: x\n---\n"])
def test_a_file_without_words_is_refused(text: str) -> None:
    with pytest.raises(InvalidInput, match="no words to speak"):
        board(text)


def test_a_front_matter_must_end() -> None:
    with pytest.raises(InvalidInput, match="does not end"):
        board("---\ntitle: x\n\nHello")
