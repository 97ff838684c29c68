"""What a film writes on the screen beside its captions, and whether this machine's fonts can."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from heygen_cli.domain.brand import Brand
from heygen_cli.domain.event import Event
from heygen_cli.domain.overlay import Label, LowerThird, Overlay
from heygen_cli.domain.panel import Bullets, Chart, Code, Panel, Quote, Title
from heygen_cli.domain.storyboard import Scene


def remarks(scene: Scene, brand: Brand) -> list[Event]:
    """The fallbacks that a scene's own words will need: boxes for letters, the bundled font for another."""
    words = " ".join([*_shown(scene.show), *(word for overlay in scene.overlays for word in _laid(overlay))])
    if not words.strip():
        return []
    # Loaded only for scenes that write something: looking into fonts takes a moment.
    from heygen_cli.studio import fonts
    from heygen_cli.studio.typeset.typeface import is_known

    found = []
    if lost := fonts.lost(words):
        found.append(missing_letters(lost, "titles and labels"))
    for font in dict.fromkeys((brand.font, brand.heading_font)):
        if not is_known(font):
            found.append(
                Event(
                    "fallback",
                    "font_unknown",
                    f"There is no font {font!r} on this machine; the bundled one is used",
                    hint="give a font file, or the name of an installed family",
                )
            )
    return found


def missing_letters(lost: str, where: str) -> Event:
    """What to tell when no font can draw some letters."""
    return Event(
        "fallback",
        "font_missing",
        f"No font on this machine can draw {lost[:12]!r}; {where} show boxes there",
        hint="Install one, for example: apt-get install fonts-noto-core fonts-noto-cjk fonts-noto-color-emoji",
    )


def _shown(panel: Panel | None) -> Iterator[str]:
    if isinstance(panel, Title):
        yield from (panel.heading, panel.subtitle)
    elif isinstance(panel, Quote):
        yield from (panel.text, panel.by)
    elif isinstance(panel, Bullets):
        yield from (panel.heading, *panel.items)
    elif isinstance(panel, Code):
        yield from (panel.heading, panel.text, _inside(panel.file))
    elif isinstance(panel, Chart):
        yield from (panel.heading, panel.unit, _inside(panel.file))


def _inside(file: Path | None) -> str:
    """What a file holds; one that cannot be read is told by whoever draws it."""
    try:
        return file.read_text("utf-8", errors="ignore") if file else ""
    except OSError:
        return ""


def _laid(overlay: Overlay) -> Iterator[str]:
    if isinstance(overlay.thing, Label):
        yield overlay.thing.text
    elif isinstance(overlay.thing, LowerThird):
        yield from (overlay.thing.name, overlay.thing.role)
