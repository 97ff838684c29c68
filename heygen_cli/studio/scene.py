"""One scene drawn frame by frame: background, content, presenter, overlays, captions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from heygen_cli.domain.errors import InvalidInput
from heygen_cli.domain.speech import SpeechTrack
from heygen_cli.domain.staging import Staging
from heygen_cli.ports import Progress
from heygen_cli.studio import backdrop, background, overlay, panel
from heygen_cli.studio.arrangement import Arrangement, arrange
from heygen_cli.studio.box import Box
from heygen_cli.studio.casting import Casting, Performer, Voiceover
from heygen_cli.studio.element import Element, Still
from heygen_cli.studio.entrance import Entrance
from heygen_cli.studio.inset import Inset
from heygen_cli.studio.patch import window
from heygen_cli.studio.picture import Planes, transparent
from heygen_cli.studio.presenter import perform
from heygen_cli.studio.shot import Shot
from heygen_cli.studio.stack import Stack
from heygen_cli.studio.subtitles import Layout as Strip
from heygen_cli.studio.subtitles import Subtitles, cues, layout, missing_glyphs
from heygen_cli.studio.theme import Theme, mixed
from heygen_cli.studio.timing import Timing
from heygen_cli.studio.track import read_track


class Scene:
    """Draws the frames of a scene, in order, into one frame."""

    def __init__(
        self, shot: Shot, casting: Casting, speech: Path, frames: int, frame: Planes, progress: Progress
    ) -> None:
        self._shot, self._frame = shot, frame
        track = read_track(speech)
        self._voice = Voiceover(speech / track.pcm, shot.lead, frames, shot.fps) if track.pcm else None
        said = track.delayed(shot.lead)
        strip = layout(shot.width, shot.height, shot.captions)
        room = strip.bottom + strip.height if shot.captions.mode != "off" and track.tokens else 0
        self._place = arrange(shot.layout, shot.staging, shot.width, shot.height, captions=room)
        timing = Timing(track, frames / shot.fps, shot.lead, shot.name, shot.fps)
        still, moving = backdrop_of(shot, frames, presented=self._place.presenter is not None)
        theme = Theme.over(shot.brand, still, self._place.content, room)
        below, above = content(shot, self._place, theme, timing)
        self._backdrop = _Backdrop(still, moving, below)
        above += self._subtitles(said, strip, progress)
        self.performance = perform(said, frames, shot.fps, shot.seed, shot.acting) if self._place.presenter else None
        self._performer = self._cast(casting, room, frames) if self.performance else None
        frame.copy_from(self._backdrop.canvas)
        self._above = Stack(above, frame)
        if self._performer:
            self._performer.bind(window(frame, self._presenter))

    def draw(self, index: int) -> None:
        """Draw one frame in place."""
        seconds = index / self._shot.fps
        moved = self._backdrop.draw(seconds)
        self._above.lift(seconds, Box(0, 0, self._shot.width, self._shot.height) if moved else self._place.presenter)
        if not self._above.hides_all:
            if moved:
                self._frame.copy_from(self._backdrop.canvas)
            if self._performer and self.performance:
                behind = window(self._backdrop.canvas, self._presenter) if self._backdrop.moving else None
                self._performer.draw(self.performance, index, background=behind)
        self._above.draw()

    @property
    def _presenter(self) -> Box:
        assert self._place.presenter
        return self._place.presenter

    def _subtitles(self, speech: SpeechTrack, strip: Strip, progress: Progress) -> list[Element]:
        shot = self._shot
        if not shot.captions.burned or not speech.tokens or shot.format != "mp4":
            return []
        missing = missing_glyphs(" ".join(token.text for token in speech.tokens))
        if missing:
            progress.event(missing)
        return [Subtitles(cues(speech, strip, shot.captions), strip, shot.captions, shot.height)]

    def _cast(self, casting: Casting, room: int, frames: int) -> Performer:
        shot, place = self._shot, self._place
        # A portrait keeps the room it was taken in, unless another background or none was asked for.
        cutout = shot.background is not None or shot.format != "mp4" or shot.layout in ("left", "right")

        def make(background: Planes, *, moving: bool = False) -> Performer:
            if place.staging.shape == "circle":
                return Inset(
                    inside,
                    background,
                    place.staging,
                    own_background=lambda side: backdrop.studio_background(side, side, None, shot.seed),
                    bottom=room,
                )
            size = background.width, background.height
            alone = cutout or background.alpha is not None
            return casting.performer(
                shot.look, *size, background, place.staging, moving=moving, cutout=alone, voice=self._voice
            )

        def inside(width: int, height: int, within: Planes, staging: Staging) -> Performer:
            return casting.performer(shot.look, width, height, within, staging, voice=self._voice)

        behind = window(self._backdrop.canvas, self._presenter)
        if (place.staging.enter, place.staging.exit) == ("none", "none"):
            return make(behind, moving=self._backdrop.moving)
        return Entrance(make, behind, place.staging, frames, shot.fps)


def content(shot: Shot, place: Arrangement, theme: Theme, timing: Timing) -> tuple[list[Element], list[Element]]:
    """What the scene shows, below the presenter where they share a part of the picture, and what lies above them.

    Raises:
        InvalidInput: When something cannot be read or does not fit; the message names the scene.
    """
    try:
        shown = []
        if shot.show:
            box = place.content if panel.fills(shot.show) else place.clear
            shown = panel.elements(shot.show, box, theme, timing)
        laid = overlay.elements(shot.overlays, shot.broll, theme, timing)
    except InvalidInput as problem:
        if problem.error_code != "text_overflow":
            raise
        raise InvalidInput(
            f"{shot.name}, {shot.width} × {shot.height}: {problem.message}", hint=problem.hint, code=problem.error_code
        ) from problem
    return (shown, laid) if place.bleeds else ([], [*shown, *laid])


def backdrop_of(shot: Shot, frames: int, *, presented: bool) -> tuple[Planes, Iterator[Planes] | None]:
    """The background's first picture, and for one that moves the pictures that follow."""
    still, moving = _own_background(shot, frames, presented=presented)
    if shot.format == "mp4":
        return still, moving
    return _solid(still), (_solid(picture) for picture in moving) if moving else None


def _own_background(shot: Shot, frames: int, *, presented: bool) -> tuple[Planes, Iterator[Planes] | None]:
    wanted, width, height = shot.background, shot.width, shot.height
    if wanted is None and shot.format != "mp4":
        return transparent(width, height), None
    if wanted is None:
        if presented:
            return backdrop.studio_background(width, height, None, shot.seed), None
        colors = shot.brand.colors
        lighter = mixed(colors.background, colors.secondary, 0.7)
        return background.gradient((colors.background, lighter), 135, width, height), None
    found = background.backdrop(wanted, width, height, shot.fps, frames, shot.seed)
    return found.still, found.pictures


def _solid(picture: Planes) -> Planes:
    """The picture with an alpha plane that hides all that lies behind it."""
    return picture if picture.alpha is not None else replace(picture, alpha=np.full_like(picture.y, 255))


class _Backdrop:
    """All that lies below the presenter."""

    def __init__(self, still: Planes, pictures: Iterator[Planes] | None, elements: Sequence[Element]) -> None:
        self.canvas = still.copy()
        self._pictures = pictures
        fixed = 0
        while pictures is None and fixed < len(elements) and _is_fixed(elements[fixed]):
            found = elements[fixed].at(0.0)
            if found:
                found.lay(self.canvas)
            fixed += 1
        self._rest = elements[fixed:]
        self._stack = Stack(self._rest, self.canvas)

    @property
    def moving(self) -> bool:
        """Whether it may change from frame to frame."""
        return self._pictures is not None or bool(self._rest)

    def draw(self, seconds: float) -> bool:
        """Bring the canvas to a moment; whether it has changed."""
        if self._pictures is not None:
            self._stack.lift(seconds, Box(0, 0, self.canvas.width, self.canvas.height))
            self.canvas.copy_from(next(self._pictures))
            self._stack.draw()
            return True
        if not self._rest or not self._stack.lift(seconds, None):
            return False
        self._stack.draw()
        return True


def _is_fixed(element: Element) -> bool:
    return isinstance(element, Still) and element.fixed
