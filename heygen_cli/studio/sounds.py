"""What is heard in a scene beside its speech: sound effects, and the sound of films it shows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from heygen_cli.domain.panel import Footage
from heygen_cli.domain.speech import SpeechTrack
from heygen_cli.domain.storyboard import Scene

if TYPE_CHECKING:
    from heygen_cli.studio.soundtrack import Sound


@dataclass(frozen=True)
class Clock:
    """A scene on the film's clock: where its speech begins and how long it lasts, and its transitions, in frames.

    A ``bookend`` is the brand's intro or outro.
    """

    track: SpeechTrack
    start: int
    frames: int
    head: int
    tail: int
    fps: int
    bookend: bool = False


def is_loud(scene: Scene) -> bool:
    """Whether a scene shows a film that is to be heard."""
    return isinstance(scene.show, Footage) and scene.show.sound


def scene_sounds(scene: Scene, clock: Clock) -> Iterator[Sound]:
    """The sounds of a scene; raises InvalidInput for a moment that is not heard."""
    from heygen_cli.studio.soundtrack import Sound, has_sound
    from heygen_cli.studio.timing import Timing

    timing = Timing(clock.track, clock.frames / clock.fps)
    for effect in scene.sounds:
        yield Sound(effect.file, clock.start / clock.fps + timing.second(effect.at), volume=effect.volume)
    film = scene.show
    if isinstance(film, Footage) and film.sound and has_sound(film.file):
        yield Sound(
            film.file,
            (clock.start - clock.head) / clock.fps,
            "bookend" if clock.bookend else "footage",
            start=film.start,
            end=film.end,
            loop=film.loop,
            seconds=(clock.head + clock.frames + clock.tail) / clock.fps,
            param="show.video",
        )
