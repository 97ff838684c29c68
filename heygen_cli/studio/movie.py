"""Films that people bring, picture by picture: at the rate, in the size and in the colours of the film being made."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import av
import cv2
import numpy as np
from av.video.reformatter import Colorspace, Interpolation

from heygen_cli.domain.errors import InvalidInput
from heygen_cli.domain.panel import Fit
from heygen_cli.studio import media
from heygen_cli.studio.picture import Plane, Planes

if TYPE_CHECKING:
    from av.video.stream import VideoStream

# Around a picture that does not fill its space lies a soft, darker copy of itself.
_SOFT, _DARKER = 0.04, 0.45


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
        index, shown = 0, None
        for begin, frame in _decoded(path, cut, param):
            while shown is not None and index / fps < begin - 1e-6:
                yield shown
                index += 1
            # Converted only when it will be seen: a film at 60 frames a second loses every other one.
            if shown is None or begin > (index - 1) / fps - 1e-6:
                shown = fitted(frame, width, height, fit)
        if shown is None:
            raise InvalidInput(
                f"{path.name} holds no picture between {cut.start:g} s and {cut.end or 'its end'}", param=param
            )
        yield shown
        while not cut.loop:
            yield shown


def _decoded(path: Path, cut: Cut, param: str) -> Iterator[tuple[float, av.VideoFrame]]:
    """Frames with their seconds from the beginning of the cut."""
    with media.opened(path, param) as container:
        stream = container.streams.video[0]
        stream.thread_type = "AUTO"
        if cut.start > 1:
            container.seek(int(cut.start * av.time_base))
        origin = _origin(stream)
        for frame in container.decode(stream):
            at = float(frame.time or 0) - origin
            if cut.end is not None and at >= cut.end:
                return
            if at >= cut.start - 1e-6:
                yield at - cut.start, frame


def _origin(stream: VideoStream) -> float:
    return float((stream.start_time or 0) * (stream.time_base or 0))


def fitted(frame: av.VideoFrame, width: int, height: int, fit: Fit) -> Planes:
    """A decoded picture upright, filling the space or standing in it."""
    turns = round(frame.rotation / 90) % 4
    own = (frame.height, frame.width) if turns % 2 else (frame.width, frame.height)
    choose = max if fit == "cover" else min
    scale = choose(width / own[0], height / own[1])
    wide, tall = (max(2, round(side * scale / 2) * 2) for side in own)
    picture = _converted(frame, *((tall, wide) if turns % 2 else (wide, tall)))
    if turns:
        picture = Planes(*(np.ascontiguousarray(np.rot90(plane, turns)) for plane in picture))
    if fit == "cover":
        return _middle(picture, width, height)
    return stood_in(picture, width, height)


def stood_in(picture: Planes, width: int, height: int) -> Planes:
    """A picture in the middle of a larger space, which a soft, darker copy of it fills."""
    if (picture.width, picture.height) == (width, height):
        return picture
    ground = softened(_enlarged(picture, width, height), _SOFT * min(width, height))
    ground = Planes(
        np.asarray(cv2.convertScaleAbs(ground.y, alpha=_DARKER, beta=16 * (1 - _DARKER))), ground.u, ground.v
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
    made = frame.reformat(
        width,
        height,
        "yuv420p",
        src_colorspace=source,
        dst_colorspace=Colorspace.ITU709,
        dst_color_range=1,
        interpolation=Interpolation.AREA if width < frame.width else Interpolation.BICUBIC,
    )
    planes: list[Plane] = []
    for plane in made.planes:
        rows = np.frombuffer(memoryview(plane), np.uint8).reshape(plane.height, plane.line_size)
        planes.append(rows[:, : plane.width].copy())
    return Planes(*planes)


def _enlarged(picture: Planes, width: int, height: int) -> Planes:
    scale = max(width / picture.width, height / picture.height)
    size = (max(width, round(picture.width * scale / 2) * 2), max(height, round(picture.height * scale / 2) * 2))
    large = (
        np.asarray(cv2.resize(plane, (size[0] // half, size[1] // half), interpolation=cv2.INTER_LINEAR), np.uint8)
        for plane, half in zip(picture, (1, 2, 2), strict=True)
    )
    return _middle(Planes(*large), width, height)


def _middle(picture: Planes, width: int, height: int) -> Planes:
    """The middle of a picture that is at least as large; on the even grid."""
    x, y = (picture.width - width) // 4 * 2, (picture.height - height) // 4 * 2
    return Planes(
        *(
            np.ascontiguousarray(plane[y // half : (y + height) // half, x // half : (x + width) // half])
            for plane, half in zip(picture, (1, 2, 2), strict=True)
        )
    )
