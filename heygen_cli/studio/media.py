"""Pictures and films that the user brings: recognised by their first bytes, opened as nothing else."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import av
import cv2
import numpy as np

from heygen_cli.domain.errors import InvalidInput
from heygen_cli.studio.picture import Plane, Planes, from_bgr

if TYPE_CHECKING:
    from av.container import InputContainer

Kind = Literal["image", "video"]
# Larger pictures are refused before they are decoded: 40 megapixels take about 120 MB.
MAX_PIXELS = 40_000_000
# FFmpeg's demuxer for each signature. Naming it keeps a playlist with a film's name from being followed (the HLS and
# concat demuxers open any path or URL that the file mentions).
SIGNATURES: tuple[tuple[int, bytes, Kind, str], ...] = (
    (0, b"\x89PNG\r\n\x1a\n", "image", "png_pipe"),
    (0, b"\xff\xd8\xff", "image", "jpeg_pipe"),
    (8, b"WEBP", "image", "webp_pipe"),
    (0, b"GIF8", "image", "gif"),
    (0, b"BM", "image", "bmp_pipe"),
    (4, b"ftyp", "video", "mov"),
    (0, b"\x1aE\xdf\xa3", "video", "matroska"),
    (8, b"AVI ", "video", "avi"),
)


def recognise(path: Path, param: str = "background") -> tuple[Kind, str]:
    """What a file is by its first bytes, and the demuxer that reads it; ``param`` is who named it.

    Raises:
        InvalidInput: When it cannot be read or is neither a picture nor a film we open.
    """
    try:
        with path.open("rb") as file:
            head = file.read(16)
    except OSError as problem:
        raise InvalidInput(f"Cannot read {path}: {problem.strerror}", param=param) from problem
    for offset, mark, kind, demuxer in SIGNATURES:
        if head[offset : offset + len(mark)] == mark:
            return kind, demuxer
    raise InvalidInput(
        f"{path.name} is not a picture or film we can open",
        param=param,
        hint="Use PNG, JPEG, WebP, GIF, BMP, MP4, MOV, WebM, MKV or AVI.",
    )


@contextlib.contextmanager
def opened(path: Path, param: str = "background") -> Iterator[InputContainer]:
    """A picture or film open for reading, and nothing it points at; raises InvalidInput when it cannot be read."""
    _, demuxer = recognise(path, param)
    options = {"protocol_whitelist": "file"}
    if demuxer == "mov":
        options["enable_drefs"] = "0"  # a MOV can point at other files; ours may not
    try:
        with av.open(f"file:{path}", format=demuxer, options=options, metadata_errors="replace") as container:
            if not container.streams.video:
                raise InvalidInput(f"{path.name} has no picture", param=param)
            stream = container.streams.video[0]
            if stream.width * stream.height > MAX_PIXELS:
                raise InvalidInput(
                    f"{path.name} is too large: {stream.width} x {stream.height} pixels",
                    param=param,
                    hint=f"At most {MAX_PIXELS // 1_000_000} megapixels; scale it down first.",
                )
            yield container
    except (av.FFmpegError, MemoryError) as problem:
        raise InvalidInput(
            f"{path.name} is damaged or not what its name says: {problem}",
            param=param,
            hint="Open it in a player to see whether it is whole.",
        ) from problem


def check(path: Path, param: str = "background") -> Kind:
    """Open the file and decode its first picture, so that a damaged one is refused before any work is done."""
    kind, _ = recognise(path, param)
    with opened(path, param) as container:
        if next(container.decode(video=0), None) is None:
            raise InvalidInput(f"{path.name} holds no picture", param=param)
    return kind


def seconds(path: Path, param: str = "background") -> float:
    """How long a film lasts."""
    with opened(path, param) as container:
        stream = container.streams.video[0]
        if stream.duration and stream.time_base:
            return float(stream.duration * stream.time_base)
        return (container.duration or 0) / av.time_base


def size(path: Path, param: str = "background") -> tuple[int, int]:
    """Width and height of a picture or film, without decoding it."""
    with opened(path, param) as container:
        stream = container.streams.video[0]
        return stream.width, stream.height


def cutout(path: Path, width: int, height: int, param: str = "image") -> Plane:
    """A picture as premultiplied BGRA, as large as fits into ``width`` × ``height``; transparent parts stay so."""
    check(path, param)
    pixels = cv2.imdecode(np.fromfile(path, np.uint8), cv2.IMREAD_UNCHANGED)
    if pixels is None or pixels.ndim != 3 or pixels.shape[2] != 4 or pixels.dtype != np.uint8:
        # Without transparency, or in a form OpenCV has no say in: upright and in eight bits.
        pixels = cv2.cvtColor(_decoded(path), cv2.COLOR_BGR2BGRA)
    scale = min(width / pixels.shape[1], height / pixels.shape[0])
    fitting = (max(1, round(pixels.shape[1] * scale)), max(1, round(pixels.shape[0] * scale)))
    opacity = pixels[..., 3:].astype(np.float32) / 255
    solid = np.dstack([pixels[..., :3] * opacity, pixels[..., 3:]]).astype(np.float32)
    method = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
    small = np.asarray(cv2.resize(solid, fitting, interpolation=method), np.float32)
    return np.asarray(np.clip(small + 0.5, 0, 255), np.uint8)


def pixels(path: Path, param: str = "background") -> Plane:
    """A picture as it is, upright, in 8-bit BGR."""
    check(path, param)
    return _decoded(path)


def image(path: Path, width: int, height: int) -> Planes:
    """A picture that fills ``width`` × ``height``: upright as its camera meant it, cut evenly at the overhang."""
    check(path)
    return from_bgr(filled(_decoded(path), width, height))


def _decoded(path: Path) -> Plane:
    pixels = cv2.imdecode(np.fromfile(path, np.uint8), cv2.IMREAD_COLOR)
    if pixels is None:  # formats that FFmpeg reads and OpenCV does not
        with opened(path) as container:
            pixels = next(container.decode(video=0)).to_ndarray(format="bgr24")
    return np.asarray(pixels, np.uint8)


def filled(pixels: Plane, width: int, height: int) -> Plane:
    """A picture cut evenly to fill a space."""
    scale = max(width / pixels.shape[1], height / pixels.shape[0])
    size = (max(width, round(pixels.shape[1] * scale)), max(height, round(pixels.shape[0] * scale)))
    method = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    large = cv2.resize(pixels, size, interpolation=method)
    left, top = (size[0] - width) // 2, (size[1] - height) // 2
    return np.ascontiguousarray(large[top : top + height, left : left + width]).astype(np.uint8)
