"""One scene as encoded clips without sound: the scene itself, and what the transitions before and after it need."""

from __future__ import annotations

import contextlib
import math
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from heygen_cli.domain.errors import InvalidInput
from heygen_cli.domain.speech import SpeechTrack
from heygen_cli.ports import Progress
from heygen_cli.studio import encode
from heygen_cli.studio.casting import Casting
from heygen_cli.studio.matte import to_bgra
from heygen_cli.studio.picture import Planes, blank, to_bgr, transparent
from heygen_cli.studio.presenter import Performance
from heygen_cli.studio.scene import Scene
from heygen_cli.studio.shot import Shot
from heygen_cli.studio.track import frame_count, read_track

# How often progress is told, in frames: often enough to look alive, seldom enough to cost nothing.
TELL_EVERY = 10
# The poster is a frame from the first moments in which the eyes are open and the mouth is nearly shut.
POSTER_FROM, POSTER_TO = 0.8, 4.0
POSTER_SIDE = 1280
# The frames that a transition is made of are kept as good as drawn: they will be encoded once more.
_EDGE = encode.Codec("libx264", "yuv420p", "matroska", {"preset": "ultrafast", "crf": "6"})
# A fixed duration may be this much shorter than what is said: the end of the last sound fades anyway.
_FORGIVEN = 0.05


def check_length(name: str, track: SpeechTrack, seconds: float | None) -> None:
    """Refuse a scene that is to be shorter than what is said in it."""
    if seconds is not None and track.seconds > seconds + _FORGIVEN:
        raise InvalidInput(
            f"{name} is to last {seconds:g} s, and what is said in it takes {track.seconds:.1f} s",
            param="duration",
            hint=f"leave duration out, make it at least {math.ceil(track.seconds * 10) / 10:g}, or say less",
        )


def make(shot: Shot, casting: Casting, speech: Path, folder: Path, progress: Progress) -> None:
    """Draw and encode a scene into ``folder``: ``clip.FORMAT``, and a still of it as ``poster.jpg``.

    ``speech`` is the folder of what is said in it. Where the scene takes part in transitions, its first and last frames
    go into ``head.mkv`` and ``tail.mkv`` in place of the clip.
    """
    track = read_track(speech)
    check_length(shot.name, track, shot.seconds)
    inner = frame_count(track, shot.fps, shot.seconds)
    frames = shot.head + inner + shot.tail
    progress.stage("draw", frames, "frames")
    with contextlib.ExitStack() as open_files:
        size = shot.width, shot.height, shot.fps
        encoder = open_files.enter_context(encode.Encoder(folder / f"clip.{shot.format}", *size, clip_codec(shot)))
        head, tail = (
            open_files.enter_context(encode.Encoder(folder / name, *size, _EDGE)) if count else None
            for name, count in (("head.mkv", shot.head), ("tail.mkv", shot.tail))
        )
        scene = Scene(shot, casting, speech, frames, encoder.frame, progress)
        poster = _poster_index(scene.performance, frames, shot)
        for index in range(frames):
            scene.draw(index)
            if index == poster:
                save_jpeg(encoder.frame, folder / "poster.jpg")
            edge = head if index < shot.head else tail if index >= shot.head + inner else None
            if edge:
                edge.frame.copy_from(encoder.frame)
            (edge or encoder).write()
            if index % TELL_EVERY == 0:
                progress.advance(index)
    progress.advance(frames)


def still(shot: Shot, casting: Casting, speech: Path, seconds: float, progress: Progress) -> Planes:
    """One frame of a scene, without those before it; the last one for a moment after its end."""
    frames = shot.head + frame_count(read_track(speech), shot.fps, shot.seconds) + shot.tail
    frame = (blank if shot.format == "mp4" else transparent)(shot.width, shot.height)
    scene = Scene(shot, casting, speech, frames, frame, progress)
    scene.draw(min(frames - 1, shot.head + round(seconds * shot.fps)))
    return frame


def clip_codec(shot: Shot) -> encode.Codec:
    """How the clips of a film are encoded, all alike."""
    return encode.codec(shot.format, shot.quality, shot.fps, shot.codec, shot.encoder)


def _poster_index(performance: Performance | None, frames: int, shot: Shot) -> int:
    first = shot.head
    last = frames - shot.tail - 1
    if performance is None:  # everything has come by then, and nothing has gone
        return first + (last - first) * 2 // 3
    window = range(min(last, first + int(POSTER_FROM * shot.fps)), min(last, first + int(POSTER_TO * shot.fps)) + 1)
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


def save_jpeg(frame: Planes, path: Path) -> None:
    """Save a picture, at most ``POSTER_SIDE`` pixels long; what is transparent becomes white."""
    small = _reduced(frame, POSTER_SIDE)
    image = to_bgr(small) if small.alpha is None else _on_white(to_bgra(small))
    _, data = cv2.imencode(".jpg", image, [cv2.IMWRITE_JPEG_QUALITY, 90])
    path.write_bytes(data.tobytes())


def png(frame: Planes) -> bytes:
    """A picture as PNG, transparent where it is."""
    image = to_bgr(frame) if frame.alpha is None else to_bgra(frame)
    return cv2.imencode(".png", image)[1].tobytes()


def _on_white(image: NDArray[np.uint8]) -> NDArray[np.uint8]:
    opacity = image[..., 3:].astype(np.float32) / 255
    return (image[..., :3] * opacity + 255 * (1 - opacity) + 0.5).astype(np.uint8)
