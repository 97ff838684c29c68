"""Pictures that the user brings, upright and in eight bits, whatever way they were stored."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from heygen_cli.domain.errors import InvalidInput
from heygen_cli.studio.media.reading import check, opened
from heygen_cli.studio.picture import Plane, Planes, from_bgr

# What shines through the transparent parts of a picture that has nothing behind it.
_PAPER = 255


def cutout(path: Path, width: int, height: int, param: str = "image") -> Plane:
    """A picture as premultiplied BGRA, as large as fits into ``width`` × ``height``; transparent parts stay so."""
    check(path, param)
    colours, alpha = _decoded(path, param)
    opacity = np.ones(colours.shape[:2], np.float32) if alpha is None else alpha.astype(np.float32) / 255
    solid = np.dstack([colours * opacity[..., None], opacity * 255]).astype(np.float32)
    scale = min(width / solid.shape[1], height / solid.shape[0])
    fitting = (max(1, round(solid.shape[1] * scale)), max(1, round(solid.shape[0] * scale)))
    method = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
    small = np.asarray(cv2.resize(solid, fitting, interpolation=method), np.float32)
    return np.asarray(np.clip(small + 0.5, 0, 255), np.uint8)


def pixels(path: Path, param: str = "background") -> Plane:
    """A picture as it is, upright, in 8-bit BGR; transparent parts lie on white."""
    check(path, param)
    colours, alpha = _decoded(path, param)
    if alpha is None:
        return colours
    opacity = alpha[..., None].astype(np.float32) / 255
    return np.asarray(colours * opacity + _PAPER * (1 - opacity) + 0.5, np.uint8)


def image(path: Path, width: int, height: int) -> Planes:
    """A picture that fills ``width`` × ``height``: upright as its camera meant it, cut evenly at the overhang."""
    return from_bgr(filled(pixels(path), width, height))


def filled(pixels: Plane, width: int, height: int) -> Plane:
    """A picture cut evenly to fill a space; cut before it is scaled, for a strip would grow beyond all bounds."""
    scale = max(width / pixels.shape[1], height / pixels.shape[0])
    part = [max(1, min(own, round(side / scale))) for own, side in zip(pixels.shape, (height, width), strict=False)]
    top, left = ((own - side) // 2 for own, side in zip(pixels.shape, part, strict=False))
    middle = pixels[top : top + part[0], left : left + part[1]]
    method = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(middle, (width, height), interpolation=method), np.uint8)


def _decoded(path: Path, param: str) -> tuple[Plane, Plane | None]:
    """Blue, green and red, and the transparency where there is any."""
    data = np.fromfile(path, np.uint8)
    try:
        colours, whole = cv2.imdecode(data, cv2.IMREAD_COLOR), cv2.imdecode(data, cv2.IMREAD_UNCHANGED)
    except cv2.error as problem:
        raise InvalidInput(f"{path.name} is damaged", param=param) from problem
    if colours is None or whole is None:  # formats that FFmpeg reads and OpenCV does not
        return _read_by_ffmpeg(path, param)
    if whole.ndim < 3 or whole.shape[2] != 4:
        return np.asarray(colours, np.uint8), None
    return np.asarray(colours, np.uint8), _upright(_bytes(whole[..., 3]), colours.shape[:2])


def _read_by_ffmpeg(path: Path, param: str) -> tuple[Plane, Plane | None]:
    with opened(path, param) as container:
        frame = next(container.decode(video=0))
        whole = np.asarray(frame.to_ndarray(format="bgra"), np.uint8)
        alpha = any(part.is_alpha for part in frame.format.components)
    whole = np.ascontiguousarray(np.rot90(whole, round(frame.rotation / 90)))
    return np.ascontiguousarray(whole[..., :3]), whole[..., 3] if alpha else None


def _bytes(values: NDArray[np.generic]) -> Plane:
    return np.asarray(values if values.dtype == np.uint8 else values.astype(np.uint16) >> 8, np.uint8)


def _upright(alpha: Plane, size: tuple[int, ...]) -> Plane:
    """OpenCV turns colours as a camera's tag says, and leaves transparency as it lies."""
    return alpha if alpha.shape == size else np.ascontiguousarray(np.rot90(alpha, -1))
