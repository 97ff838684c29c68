"""What is wrong or unwise about a scene: its layout, its pictures and its captions, without drawing the film."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from heygen_cli.domain.errors import InvalidInput
from heygen_cli.domain.overlay import Label, LowerThird
from heygen_cli.domain.panel import Picture, Screenshot
from heygen_cli.domain.remark import Remark
from heygen_cli.domain.speech import SpeechTrack
from heygen_cli.domain.storyboard import Scene, Storyboard
from heygen_cli.studio import media
from heygen_cli.studio.arrangement import arrange
from heygen_cli.studio.clip import check_length
from heygen_cli.studio.scene import backdrop_of, content
from heygen_cli.studio.shot import Shot
from heygen_cli.studio.subtitles import cues, layout
from heygen_cli.studio.theme import CONTRAST, LARGE_CONTRAST, Theme, contrast
from heygen_cli.studio.timing import Timing
from heygen_cli.studio.track import frame_count

# A picture enlarged by more than this looks soft.
_ENLARGED = 1.5
# A caption on the screen for less than this is missed (BBC subtitle guidelines: 0.3 s a word).
_SHORTEST = 0.6


def scene(shot: Shot, written: Scene, track: SpeechTrack) -> list[Remark]:
    """Remarks about one scene in one format."""
    return [*_layout(shot, track), *_captions(shot, track), *_pictures(shot, written)]


def film(board: Storyboard) -> list[Remark]:
    """Remarks about a film as a whole."""
    colors = board.brand.colors
    found = []
    if colors.text and contrast(colors.text, colors.background) < CONTRAST:
        ratio = contrast(colors.text, colors.background)
        message = f"The brand's text on its background has a contrast of {ratio:.1f}; {CONTRAST} is needed (WCAG AA)"
        found.append(Remark("warning", "contrast", "brand.colors.text", message, "choose a lighter or darker one"))
    return found


def _layout(shot: Shot, track: SpeechTrack) -> Iterator[Remark]:
    """Set everything once, as a render would: what does not fit is refused there."""
    where = f"{shot.name}, {shot.width} × {shot.height}"
    try:
        check_length(shot.name, track, shot.seconds)
        place = arrange(shot.layout, shot.staging, shot.width, shot.height)
        frames = shot.head + frame_count(track, shot.fps, shot.seconds) + shot.tail
        still, _ = backdrop_of(shot, frames, presented=place.presenter is not None)
        theme = Theme.over(shot.brand, still, place.content)
        timing = Timing(track, frames / shot.fps, shot.lead, shot.name, shot.fps)
        content(shot, place, theme, timing)
    except InvalidInput as problem:
        yield Remark("error", problem.error_code, where, problem.message, problem.hint)
        return
    for item in shot.overlays:
        if isinstance(item.thing, Label | LowerThird) and item.color:
            ratio = contrast(item.color, theme.behind)
            if ratio < LARGE_CONTRAST:
                message = f"An overlay in {item.color} is hard to see on what is behind it: contrast {ratio:.1f}"
                yield Remark(
                    "warning", "contrast", where, message, f"at least {LARGE_CONTRAST:g} (WCAG AA, large text)"
                )


def _captions(shot: Shot, track: SpeechTrack) -> Iterator[Remark]:
    if shot.captions.mode == "off" or not track.tokens:
        return
    for cue in cues(track, layout(shot.width, shot.height, shot.captions), shot.captions):
        letters, seconds = len(cue.text.replace("\n", " ")), cue.end - cue.start
        # A word alone is read at a glance.
        if " " in cue.text and letters / max(seconds, 0.1) > shot.captions.reading_speed:
            message = f"“{cue.text[:40]}” asks for {letters / seconds:.0f} characters a second"
            hint = f"at most {shot.captions.reading_speed:g}: speak slower, or say less"
            yield Remark("warning", "reading_speed", shot.name, message, hint)
        elif seconds < _SHORTEST and " " in cue.text:
            yield Remark("warning", "short_caption", shot.name, f"“{cue.text[:40]}” stays for {seconds:.1f} s only")


def _pictures(shot: Shot, written: Scene) -> Iterator[Remark]:
    whole = shot.width, shot.height
    place = arrange(shot.layout, shot.staging, *whole)
    content = place.content.width, place.content.height
    shown: list[tuple[Path, tuple[int, int]]] = []
    if isinstance(shot.show, Picture | Screenshot):
        shown.append((shot.show.file, content))
    if written.background and written.background.image:
        shown.append((written.background.image, whole))
    for path, (width, height) in shown:
        own_width, own_height = media.size(path)
        scale = max(width / own_width, height / own_height)
        if scale > _ENLARGED:
            message = f"{path.name} is {own_width} × {own_height} and is enlarged {scale:.1f} times"
            yield Remark("warning", "low_resolution", shot.name, message, "use a larger picture, or fit: contain")
