"""Films that people bring, picture by picture: at the rate, in the size and in the colours of the film being made."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import av
import cv2
import numpy as np
from av.video.reformatter import Colorspace, Interpolation

from heygen_cli.domain.errors import InvalidInput
from heygen_cli.domain.panel import Fit
from heygen_cli.studio import media
from heygen_cli.studio.picture import Plane, Planes

# Around a picture that does not fill its space lies a soft, darker copy of itself.
_SOFT, _DARKER = 0.04, 0.45
# Moments closer than this are one, in seconds; times in files are rounded.
_SAME = 1e-4
# Pixels wider or narrower than this are a fault of the file.
_WIDEST = 8.0
# A picture is scaled before it is cut unless that makes it so many times as large as what is left.
_FAR = 6


@dataclass(frozen=True)
class Cut:
    """The part of a film that is shown, in its own seconds; without ``loop`` its last picture stays."""

    start: float = 0.0
    end: float | None = None
    loop: bool = True


WHOLE = Cut()


def pictures(
    path: Path, width: int, height: int, fps: int, *, fit: Fit = "cover", cut: Cut = WHOLE, param: str = "background"
) -> Iterator[Planes]:
    """The pictures of a film at ``fps``, for ever; raises InvalidInput when it cannot be read or the cut is empty."""
    while True:
        index, last = 0, 0.0
        waiting: Shown | None = None
        shown: Planes | None = None
        for following in _decoded(path, cut, param):
            while waiting and index / fps < following.begin - _SAME:
                # Converted only when it is seen: a film at 60 frames a second loses every other one.
                shown = shown or fitted(waiting.frame, width, height, fit, waiting.aspect)
                yield shown
                index += 1
            waiting, shown, last = following, None, following.end
        if waiting is None or max(waiting.begin + _SAME, waiting.end - _SAME) <= 0:
            raise InvalidInput(
                f"{path.name} holds no picture between {cut.start:g} s and {cut.end or 'its end'}", param=param
            )
        shown = fitted(waiting.frame, width, height, fit, waiting.aspect)
        yield shown
        while not cut.loop or (index + 1) / fps < last - _SAME:
            yield shown
            index += 1


class Shown(NamedTuple):
    """A decoded picture with its seconds from the beginning of the cut, and how wide its pixels are.

    What began before the cut may still be seen in it.
    """

    begin: float
    end: float
    aspect: float
    frame: av.VideoFrame


def _decoded(path: Path, cut: Cut, param: str) -> Iterator[Shown]:
    with media.opened(path, param) as container:
        stream = media.pictured(container, path, param)
        stream.thread_type = "AUTO"
        origin = float((stream.start_time or 0) * (stream.time_base or 0))
        if cut.start > 1:
            container.seek(int((cut.start + origin) * av.time_base))
        aspect = min(max(float(stream.sample_aspect_ratio or 1), 1 / _WIDEST), _WIDEST)
        end = 0.0
        for frame in container.decode(stream):
            begin = end if frame.time is None else frame.time - origin - cut.start
            end = begin + float(frame.duration * (frame.time_base or 0))
            if cut.end is not None:
                end = min(end, cut.end - cut.start)
                if begin >= cut.end - cut.start - _SAME:
                    return
            yield Shown(begin, end, aspect, frame)


def fitted(frame: av.VideoFrame, width: int, height: int, fit: Fit, aspect: float = 1.0) -> Planes:
    """A decoded picture upright in square pixels, filling the space or standing in it."""
    turns = round(frame.rotation / 90) % 4
    coded = (frame.width * aspect, float(frame.height))
    own = coded[::-1] if turns % 2 else coded
    choose = max if fit == "cover" else min
    scale = choose(width / own[0], height / own[1])
    wide, tall = (max(2, round(side * scale / 2) * 2) for side in own)
    slim = wide * tall > _FAR * width * height  # nearly all would be cut off, after filling the memory
    if slim:
        wide, tall = (max(2, round(side / 2) * 2) for side in own)
    picture = _converted(frame, *((tall, wide) if turns % 2 else (wide, tall)))
    if turns:
        picture = Planes(*(np.ascontiguousarray(np.rot90(plane, turns)) for plane in picture))
    if slim:
        return _filling(picture, width, height)
    if fit == "cover":
        return _middle(picture, width, height)
    return stood_in(picture, width, height)


def stood_in(picture: Planes, width: int, height: int) -> Planes:
    """A picture in the middle of a larger space, which a soft, darker copy of it fills."""
    if (picture.width, picture.height) == (width, height):
        return picture
    ground = softened(_filling(picture, width, height), _SOFT * min(width, height))
    # The colours fade with the light, or they would glow.
    ground = Planes(
        *(
            np.asarray(cv2.convertScaleAbs(plane, alpha=_DARKER, beta=black * (1 - _DARKER)), np.uint8)
            for plane, black in zip(ground, (16, 128, 128), strict=True)
        )
    )
    x, y = ((width - picture.width) // 4 * 2, (height - picture.height) // 4 * 2)
    for below, above, half in zip(ground, picture, (1, 2, 2), strict=True):
        rows, columns = above.shape
        below[y // half : y // half + rows, x // half : x // half + columns] = above
    return ground


def softened(picture: Planes, radius: float) -> Planes:
    """A picture out of focus; ``radius`` is the standard deviation of the blur in pixels."""
    if radius < 0.5:
        return picture
    planes = []
    for plane, half in zip(picture, (1, 2, 2), strict=True):
        sigma, rows, columns = radius / half, *plane.shape
        # Nothing finer than the blur is left, so it is made on a smaller picture.
        less = max(1, int(sigma / 2))
        small = cv2.resize(plane, (max(1, columns // less), max(1, rows // less)), interpolation=cv2.INTER_AREA)
        soft = cv2.GaussianBlur(small, (0, 0), sigma / less, borderType=cv2.BORDER_REPLICATE)
        planes.append(np.asarray(cv2.resize(soft, (columns, rows), interpolation=cv2.INTER_CUBIC), np.uint8))
    return Planes(*planes)


def _converted(frame: av.VideoFrame, width: int, height: int) -> Planes:
    """Y, U and V in limited-range BT.709 at a size."""
    # Films that do not say what their colours mean: BT.601 below 720 lines, as players assume.
    unsaid = Colorspace.ITU601 if frame.height < 720 else Colorspace.ITU709
    source = unsaid if frame.colorspace in (0, 2) else None
    alpha = any(part.is_alpha for part in frame.format.components)
    made = frame.reformat(
        width,
        height,
        "yuva420p" if alpha else "yuv420p",
        src_colorspace=source,
        dst_colorspace=Colorspace.ITU709,
        dst_color_range=1,
        interpolation=Interpolation.AREA if width < frame.width else Interpolation.BICUBIC,
    )
    planes: list[Plane] = []
    for plane in made.planes:
        rows = np.frombuffer(memoryview(plane), np.uint8).reshape(plane.height, plane.line_size)
        planes.append(rows[:, : plane.width].copy())
    return _on_black(*planes) if alpha else Planes(*planes)


def _on_black(y: Plane, u: Plane, v: Plane, alpha: Plane) -> Planes:
    opacity = alpha.astype(np.float32) / 255
    half = np.asarray(cv2.resize(opacity, u.shape[::-1], interpolation=cv2.INTER_AREA), np.float32)
    return Planes(
        *(
            np.asarray((plane - np.float32(black)) * share + black + 0.5, np.uint8)
            for plane, black, share in ((y, 16, opacity), (u, 128, half), (v, 128, half))
        )
    )


def _filling(picture: Planes, width: int, height: int) -> Planes:
    """The middle of a picture in another size; cut before it is scaled, for a strip would grow beyond all bounds."""
    scale = max(width / picture.width, height / picture.height)
    part = [
        min(own, max(2, round(side / scale / 2) * 2))
        for own, side in ((picture.width, width), (picture.height, height))
    ]
    middle = _middle(picture, part[0], part[1])
    return Planes(
        *(
            np.asarray(cv2.resize(plane, (width // half, height // half), interpolation=cv2.INTER_LINEAR), np.uint8)
            for plane, half in zip(middle, (1, 2, 2), strict=True)
        )
    )


def _middle(picture: Planes, width: int, height: int) -> Planes:
    """The middle of a picture that is at least as large; on the even grid."""
    x, y = (picture.width - width) // 4 * 2, (picture.height - height) // 4 * 2
    return Planes(
        *(
            np.ascontiguousarray(plane[y // half : (y + height) // half, x // half : (x + width) // half])
            for plane, half in zip(picture, (1, 2, 2), strict=True)
        )
    )
