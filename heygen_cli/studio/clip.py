"""One scene as an encoded clip without sound: background, presenter, burned captions."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from heygen_cli.domain.acting import Acting
from heygen_cli.domain.background import Background
from heygen_cli.domain.captions import CaptionMode
from heygen_cli.domain.speech import SpeechTrack
from heygen_cli.domain.staging import Staging
from heygen_cli.ports import Progress
from heygen_cli.studio import backdrop, captions, encode, fonts, media
from heygen_cli.studio.casting import Casting, Performer
from heygen_cli.studio.inset import Inset
from heygen_cli.studio.matte import to_bgra
from heygen_cli.studio.picture import Planes, from_colour, to_bgr, transparent
from heygen_cli.studio.presenter import Performance, perform
from heygen_cli.studio.subtitles import Subtitles, layout, missing_glyphs

# How often progress is told, in frames: often enough to look alive, seldom enough to cost nothing.
TELL_EVERY = 10
# The poster is a frame from the first moments in which the eyes are open and the mouth is nearly shut.
POSTER_FROM, POSTER_TO = 0.8, 4.0
POSTER_SIDE = 1280


@dataclass(frozen=True)
class Shot:
    """What a clip shows, apart from what is said."""

    look: str
    staging: Staging
    acting: Acting
    width: int
    height: int
    fps: int
    quality: str
    format: str
    background: Background | None
    captions: CaptionMode
    seed: int


def read_track(folder: Path) -> SpeechTrack:
    """The speech that lies in a product folder."""
    return SpeechTrack.from_json(json.loads((folder / "speech.json").read_text("utf-8")))


def frame_count(track: SpeechTrack, fps: int) -> int:
    """How many frames a scene lasts: the picture never ends before its sound."""
    return max(1, math.ceil(track.length * fps / track.rate))


def make(shot: Shot, casting: Casting, track: SpeechTrack, folder: Path, progress: Progress) -> None:
    """Draw and encode the scene into ``folder/clip.FORMAT``, with a still of it in ``folder/poster.jpg``."""
    frames = frame_count(track, shot.fps)
    progress.stage("draw", frames, "frames")
    performance = perform(track, frames, shot.fps, shot.seed, shot.acting)
    subtitles = _subtitles(shot, track, progress)
    still, moving = _background(shot)
    performer = _performer(shot, casting, still, moving=moving is not None)
    poster = _poster_index(performance, shot.fps)
    path, codec = folder / f"clip.{shot.format}", encode.codec(shot.format, shot.quality, shot.fps)
    with encode.Encoder(path, shot.width, shot.height, shot.fps, codec) as encoder:
        frame = encoder.frame
        performer.bind(frame)
        for index in range(frames):
            if subtitles:
                subtitles.lift(frame)
            if moving is None:
                performer.draw(performance, index)
            else:
                performer.draw(performance, index, background=next(moving))
            if subtitles:
                subtitles.draw(frame, index / shot.fps)
            if index == poster:
                _save_jpeg(frame, folder / "poster.jpg")
            encoder.write()
            if index % TELL_EVERY == 0:
                progress.advance(index)
    progress.advance(frames)


def cues(shot_size: tuple[int, int], track: SpeechTrack) -> list[captions.Cue]:
    """The captions of a scene, broken to the line length that fits this size of picture."""
    place = layout(*shot_size)
    return captions.cues(track, line_width=place.line_ems, measure=fonts.width)


def _subtitles(shot: Shot, track: SpeechTrack, progress: Progress) -> Subtitles | None:
    if shot.captions not in ("burn", "karaoke") or not track.tokens:
        return None
    missing = missing_glyphs(" ".join(token.text for token in track.tokens))
    if missing:
        progress.event(missing)
    found = cues((shot.width, shot.height), track)
    return Subtitles(found, shot.width, shot.height, karaoke=shot.captions == "karaoke")


def _performer(shot: Shot, casting: Casting, background: Planes, *, moving: bool) -> Performer:
    if shot.staging.shape == "full":
        # A portrait keeps the room it was taken in, unless another background or none was asked for.
        cutout = shot.background is not None or shot.format != "mp4"
        size = (shot.width, shot.height)
        return casting.performer(shot.look, *size, background, shot.staging, moving=moving, cutout=cutout)

    def inside(width: int, height: int, behind: Planes, staging: Staging) -> Performer:
        return casting.performer(shot.look, width, height, behind, staging)

    strip = layout(shot.width, shot.height)
    return Inset(
        inside,
        background,
        shot.staging,
        own_background=lambda side: backdrop.studio_background(side, side, None, shot.seed),
        bottom=strip.bottom + strip.height if shot.captions != "off" else 0,
    )


def _background(shot: Shot) -> tuple[Planes, Iterator[Planes] | None]:
    """The background's first picture, and for a film the pictures that follow; transparent where the format can be."""
    still, moving = _behind(shot)
    if shot.format == "mp4":
        return still, moving
    return _solid(still), (_solid(picture) for picture in moving) if moving else None


def _solid(picture: Planes) -> Planes:
    """The picture with an alpha plane that hides all that lies behind it."""
    return picture if picture.alpha is not None else replace(picture, alpha=np.full_like(picture.y, 255))


def _behind(shot: Shot) -> tuple[Planes, Iterator[Planes] | None]:
    wanted, width, height = shot.background, shot.width, shot.height
    if wanted is None and shot.format != "mp4":
        return transparent(width, height), None
    if wanted is None:
        return backdrop.studio_background(width, height, None, shot.seed), None
    if wanted.color:
        return from_colour(wanted.color, width, height), None
    path = wanted.file
    assert path
    kind, _ = media.recognise(path)  # what it is, whatever its name says
    if kind == "image":
        return media.image(path, width, height), None
    moving = media.loop(path, width, height, shot.fps)
    return next(moving), moving


def _poster_index(performance: Performance, fps: int) -> int:
    last = len(performance.lid) - 1
    window = range(min(last, int(POSTER_FROM * fps)), min(last, int(POSTER_TO * fps)) + 1)
    return min(
        window, key=lambda index: (float(performance.lid[index]) < 0.95, abs(float(performance.opening[index]) - 0.15))
    )


def _reduced(frame: Planes, side: int) -> Planes:
    """The picture with its longer side at most ``side``: what is converted in floating point stays small."""
    scale = min(1.0, side / max(frame.width, frame.height))
    size = (round(frame.width * scale / 2) * 2, round(frame.height * scale / 2) * 2)
    half = (size[0] // 2, size[1] // 2)
    return Planes(
        *(
            cv2.resize(plane, wanted, interpolation=cv2.INTER_AREA).astype(np.uint8)
            for plane, wanted in zip(frame, (size, half, half, size), strict=False)
        )
    )


def _save_jpeg(frame: Planes, path: Path) -> None:
    small = _reduced(frame, POSTER_SIDE)
    image = to_bgr(small) if small.alpha is None else _on_white(to_bgra(small))
    _, data = cv2.imencode(".jpg", image, [cv2.IMWRITE_JPEG_QUALITY, 90])
    path.write_bytes(data.tobytes())


def _on_white(image: NDArray[np.uint8]) -> NDArray[np.uint8]:
    opacity = image[..., 3:].astype(np.float32) / 255
    return (image[..., :3] * opacity + 255 * (1 - opacity) + 0.5).astype(np.uint8)
