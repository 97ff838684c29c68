"""Single pictures of a film, found by their time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast

import av
import cv2
import numpy as np
from numpy.typing import NDArray

from heygen_cli.domain.errors import InvalidInput
from heygen_cli.studio.footage.source import PARAM, Source, opened

Image = NDArray[np.uint8]
_Timed = tuple[float, av.VideoFrame]
# A picture is on screen from its own time on; times in files are rounded, some to whole milliseconds.
_ROUNDING = 0.002
# So far ahead, in seconds, reading on is quicker than looking for a key picture.
_NEAR = 4.0
_CHEQUERS, _CHEQUER = (255, 222), 16


class Frames:
    """A film from which pictures are taken by their time: BGR, or BGRA where it is transparent; as it is shown."""

    def __init__(self, source: Source, container: av.container.InputContainer, stream: av.VideoStream) -> None:
        self._source = source
        self._container = container
        self._stream = stream
        self._decoder = stream.codec_context
        if source.decoder:
            self._decoder = cast("av.VideoCodecContext", av.CodecContext.create(source.decoder, "r"))
            self._decoder.extradata = stream.codec_context.extradata
        self._rest: Iterator[_Timed] = iter(())
        self._shown: _Timed | None = None
        self._coming: _Timed | None = None

    def at(self, seconds: float) -> Image:
        """The picture on screen at a time; the last one after the end."""
        if self._shown is None or not self._shown[0] <= seconds <= self._shown[0] + _NEAR:
            self._seek(seconds)
        while self._coming and (self._shown is None or self._coming[0] <= seconds + _ROUNDING):
            self._shown, self._coming = self._coming, next(self._rest, None)
        if self._shown is None:
            raise InvalidInput(f"{self._source.path.name} shows nothing at {seconds:.2f} s", param=PARAM)
        return _upright(self._shown[1], self._source)

    def _seek(self, seconds: float) -> None:
        place = round((seconds + self._source.start) / (self._stream.time_base or 1))
        self._container.seek(place, stream=self._stream, backward=True)
        self._decoder.flush_buffers()
        self._rest = self._decoded()
        self._shown, self._coming = None, next(self._rest, None)

    def _decoded(self) -> Iterator[_Timed]:
        for packet in self._container.demux(self._stream):
            for frame in self._decoder.decode(packet):
                if frame.pts is not None:
                    yield float(frame.pts * (self._stream.time_base or 1)) - self._source.start, frame


@contextmanager
def reading(source: Source) -> Iterator[Frames]:
    """Open a film to take pictures from it."""
    with opened(source.path) as (container, stream):
        yield Frames(source, container, stream)


def scaled(image: Image, width: int) -> Image:
    """The picture at another width."""
    if width == image.shape[1]:
        return image
    height = max(1, round(image.shape[0] * width / image.shape[1]))
    method = cv2.INTER_AREA if width < image.shape[1] else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(image, (width, height), interpolation=method), np.uint8)


def chequered(image: Image) -> Image:
    """The picture in BGR; what is transparent lies over chequers, as editors show it."""
    rows, columns = np.indices(image.shape[:2]) // _CHEQUER
    return opaque(image, np.where((rows + columns) % 2, *_CHEQUERS)[..., None])


def opaque(image: Image, paper: Any = 255) -> Image:
    """The picture in BGR; what is transparent lies over white, or over other ``paper``."""
    if image.shape[2] == 3:
        return image
    alpha = image[..., 3:].astype(np.float32) / np.float32(255)
    return np.asarray(np.rint(image[..., :3] * alpha + np.asarray(paper, np.float32) * (1 - alpha)), np.uint8)


def encoded(image: Image, suffix: str) -> bytes:
    """The picture as a PNG, JPEG or WebP file."""
    jpeg = suffix in (".jpg", ".jpeg")
    options = {".webp": [cv2.IMWRITE_WEBP_QUALITY, 88]}.get(suffix, [])
    if jpeg:
        options = [cv2.IMWRITE_JPEG_QUALITY, 90, cv2.IMWRITE_JPEG_OPTIMIZE, 1]
    done, data = cv2.imencode(suffix, opaque(image) if jpeg else image, options)
    assert done, "OpenCV writes these formats"
    return data.tobytes()


def save(image: Image, path: Path) -> None:
    """Write the picture into a file; its name says in which format."""
    path.write_bytes(encoded(image, path.suffix.lower()))


def _upright(frame: av.VideoFrame, source: Source) -> Image:
    pixels = np.asarray(frame.to_ndarray(format="bgra" if source.alpha else "bgr24"), np.uint8)
    turned = np.ascontiguousarray(np.rot90(pixels, round(frame.rotation / 90)))
    if turned.shape[:2] == (source.height, source.width):
        return turned
    return np.asarray(cv2.resize(turned, (source.width, source.height), interpolation=cv2.INTER_AREA), np.uint8)
