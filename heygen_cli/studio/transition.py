"""The pictures between two scenes: the end of the one turns into the beginning of the other."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import av
import cv2
import numpy as np
from numpy.typing import NDArray

from heygen_cli.domain.transition import Direction, Transition
from heygen_cli.studio import encode
from heygen_cli.studio.picture import Plane, Planes, from_bgr

# Width of a wipe's soft edge as a share of the way, and how much larger a picture that is zoomed into becomes.
_SOFT, _ZOOM = 0.08, 0.35
_STEPS: dict[Direction, tuple[int, int]] = {"left": (-1, 0), "right": (1, 0), "up": (0, -1), "down": (0, 1)}


def make(transition: Transition, before: Path, after: Path, clip: Path, codec: encode.Codec, fps: int) -> None:
    """Encode a transition from two short films of the same number of frames."""
    pairs = list(zip(pictures(before), pictures(after), strict=True))
    width, height = pairs[0][0].width, pairs[0][0].height
    with encode.Encoder(clip, width, height, fps, codec) as encoder:
        for index, (old, new) in enumerate(pairs):
            # The first and the last picture belong to the scenes themselves.
            mix(transition, old, new, (index + 1) / (len(pairs) + 1), encoder.frame)
            encoder.write()


def mix(transition: Transition, old: Planes, new: Planes, share: float, into: Planes) -> None:
    """Draw the moment at which ``share`` of a transition is over."""
    eased = share * share * (3 - 2 * share)
    _MIXERS[transition.kind](old, new, eased, into, transition.direction)


def pictures(path: Path) -> Iterator[Planes]:
    """The frames of a clip of ours, as they were drawn."""
    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        stream.thread_type = "AUTO"
        for frame in container.decode(stream):
            yield Planes(*(_copied(plane) for plane in frame.planes))


def _copied(plane: av.video.plane.VideoPlane) -> Plane:
    """A plane of the decoder's, which uses its buffers again."""
    rows = np.frombuffer(memoryview(plane), np.uint8).reshape(plane.height, plane.line_size)
    return rows[:, : plane.width].copy()


def _dissolve(old: Planes, new: Planes, share: float, into: Planes, _: Direction) -> None:
    for below, above, target in zip(old, new, into, strict=True):
        cv2.addWeighted(below, 1 - share, above, share, 0, dst=target)


def _fade(old: Planes, new: Planes, share: float, into: Planes, direction: Direction) -> None:
    black = from_bgr(np.zeros((old.height, old.width, 3), np.uint8))
    if share < 0.5:
        _dissolve(old, black, share * 2, into, direction)
    else:
        _dissolve(black, new, share * 2 - 1, into, direction)


def _wipe(old: Planes, new: Planes, share: float, into: Planes, direction: Direction) -> None:
    for below, above, target in zip(old, new, into, strict=True):
        mask = _edge(target.shape, share, direction)
        mixed = below + (above.astype(np.float32) - below) * mask
        np.copyto(target, np.asarray(mixed + 0.5, np.uint8))


def _edge(shape: tuple[int, ...], share: float, direction: Direction) -> NDArray[np.float32]:
    """How much of the new picture is seen at each row or column: all of it behind the soft edge."""
    along = shape[1] if _STEPS[direction][0] else shape[0]
    place = (np.arange(along, dtype=np.float32) + 0.5) / along
    if direction in ("left", "up"):  # the edge goes that way, so it begins at the other end
        place = 1 - place
    seen = np.clip((share * (1 + _SOFT) - place) / _SOFT, 0, 1).astype(np.float32)
    return seen[None, :] if _STEPS[direction][0] else seen[:, None]


def _slide(old: Planes, new: Planes, share: float, into: Planes, direction: Direction) -> None:
    x, y = _STEPS[direction]
    dx, dy = (round(share * size / 2) * 2 for size in (into.width, into.height))
    shift(old, into, x * dx, y * dy)
    shift(new, into, x * (dx - into.width), y * (dy - into.height))


def shift(picture: Planes, into: Planes, dx: int, dy: int) -> None:
    """Copy the part of a picture that is still there after a move by even numbers of pixels."""
    for plane, target in zip(picture, into, strict=True):
        half = picture.height // plane.shape[0]
        _moved(plane, target, dx // half, dy // half)


def _moved(plane: Plane, into: Plane, dx: int, dy: int) -> None:
    height, width = into.shape
    columns, rows = (slice(max(0, by), min(size, size + by)) for by, size in ((dx, width), (dy, height)))
    if columns.start < columns.stop and rows.start < rows.stop:
        own = slice(rows.start - dy, rows.stop - dy), slice(columns.start - dx, columns.stop - dx)
        into[rows, columns] = plane[own]


def _zoom(old: Planes, new: Planes, share: float, into: Planes, direction: Direction) -> None:
    _dissolve(_enlarged(old, 1 + _ZOOM * share), _enlarged(new, 1 + _ZOOM * (1 - share)), share, into, direction)


def _enlarged(picture: Planes, scale: float) -> Planes:
    planes = []
    for plane in picture:
        height, width = plane.shape
        middle = np.array([[scale, 0, (1 - scale) * width / 2], [0, scale, (1 - scale) * height / 2]])
        large = cv2.warpAffine(plane, middle, (width, height), borderMode=cv2.BORDER_REPLICATE)
        planes.append(np.asarray(large, np.uint8))
    return Planes(*planes)


_Mixer = Callable[[Planes, Planes, float, Planes, Direction], None]
_MIXERS: dict[str, _Mixer] = {"dissolve": _dissolve, "fade": _fade, "wipe": _wipe, "slide": _slide, "zoom": _zoom}
