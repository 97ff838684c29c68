"""What a file is, by its first bytes and whatever its name says; and how large its picture, before it is decoded."""

from __future__ import annotations

import struct
from collections.abc import Callable
from pathlib import Path
from typing import Literal

import av

from heygen_cli.domain.errors import InvalidInput

Kind = Literal["image", "video"]
# Larger pictures are refused before they are decoded: 40 megapixels take about 120 MB.
MAX_PIXELS = 40_000_000
_HEAD = 64
# FFmpeg's demuxer for each signature. Naming it keeps a playlist with a film's name from being followed (the HLS and
# concat demuxers open any path or URL that the file mentions).
SIGNATURES: tuple[tuple[int, bytes, Kind, str], ...] = (
    (0, b"\x89PNG\r\n\x1a\n", "image", "png_pipe"),
    (0, b"\xff\xd8\xff", "image", "jpeg_pipe"),
    (8, b"WEBP", "image", "webp_pipe"),
    (0, b"GIF8", "image", "gif"),
    (0, b"BM", "image", "bmp_pipe"),
    (4, b"ftypavif", "image", "mov"),
    (4, b"ftyp", "video", "mov"),
    (0, b"\x1aE\xdf\xa3", "video", "matroska"),
    (8, b"AVI ", "video", "avi"),
)
# FFmpeg reads one tile of these in place of the picture.
_HEIC = (b"ftypheic", b"ftypheix", b"ftypmif1", b"ftypheim", b"ftypheis")


def recognise(path: Path, param: str = "background") -> tuple[Kind, str]:
    """What a file is by its first bytes, and the demuxer that reads it.

    Raises:
        InvalidInput: When it cannot be read or is neither a picture nor a film we open; ``param`` is who named it.
    """
    head = _head(path, param)
    if head[4:12] in _HEIC:
        raise InvalidInput(f"{path.name} is a HEIC picture", param=param, hint="Save it as JPEG or PNG.")
    for offset, mark, found, demuxer in SIGNATURES:
        if head[offset : offset + len(mark)] == mark:
            return found, demuxer
    raise InvalidInput(
        f"{path.name} is not a picture or film we can open" if head else f"{path.name} is empty",
        param=param,
        hint="Use PNG, JPEG, WebP, AVIF, GIF, BMP, MP4, MOV, WebM, MKV or AVI.",
    )


def kind(path: Path, param: str = "background") -> Kind:
    """How a file is shown: a GIF that moves is a film; a WebP that moves is refused, for FFmpeg reads none."""
    found, demuxer = recognise(path, param)
    if demuxer == "gif" and _moves(path):
        return "video"
    head = _head(path, param)
    if demuxer == "webp_pipe" and head[12:16] == b"VP8X" and head[20] & 2:
        raise InvalidInput(f"{path.name} is a WebP that moves", param=param, hint="Save it as MP4, WebM or GIF.")
    return found


def check_area(path: Path, width: int, height: int, param: str) -> None:
    """Refuse a picture that would take too much memory."""
    if width * height > MAX_PIXELS:
        raise InvalidInput(
            f"{path.name} is too large: {width} x {height} pixels",
            param=param,
            hint=f"At most {MAX_PIXELS // 1_000_000} megapixels; scale it down first.",
        )


def declared(path: Path, demuxer: str) -> tuple[int, int] | None:
    """Width and height as a picture's header tells them; None for other files and headers that are cut short."""
    read = _SIZES.get(demuxer)
    if read is None:
        return None
    with path.open("rb") as file:
        data = file.read(1 << 20 if demuxer == "jpeg_pipe" else _HEAD)
    try:
        return read(data)
    except (struct.error, IndexError):
        return None


def _head(path: Path, param: str) -> bytes:
    try:
        if not path.is_file() and path.exists():  # a pipe would wait for its writer
            raise InvalidInput(f"{path} is no file", param=param, hint="Name a picture or a film.")
        with path.open("rb") as file:
            return file.read(_HEAD).ljust(_HEAD, b"\0") if path.stat().st_size else b""
    except OSError as problem:
        raise InvalidInput(f"Cannot read {path}: {problem.strerror}", param=param) from problem


def _moves(path: Path) -> bool:
    try:
        with av.open(f"file:{path}", format="gif", options={"protocol_whitelist": "file"}) as container:
            return sum(1 for packet, _ in zip(container.demux(), range(2), strict=False) if packet.size) > 1
    except (av.FFmpegError, MemoryError):
        return False  # whoever opens it next says what is wrong


def _jpeg(data: bytes) -> tuple[int, int] | None:
    at = 2
    while at + 9 <= len(data):
        marker = data[at + 1]
        if data[at] != 0xFF:
            return None
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack_from(">HH", data, at + 5)
            return width, height
        at += 1 if marker == 0xFF else 2 + struct.unpack_from(">H", data, at + 2)[0]
    return None


def _webp(data: bytes) -> tuple[int, int] | None:
    if data[12:16] == b"VP8X":
        return 1 + int.from_bytes(data[24:27], "little"), 1 + int.from_bytes(data[27:30], "little")
    if data[12:16] == b"VP8L":
        bits = int.from_bytes(data[21:25], "little")
        return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    width, height = struct.unpack_from("<HH", data, 26)
    return width & 0x3FFF, height & 0x3FFF


def _bmp(data: bytes) -> tuple[int, int]:
    width, height = struct.unpack_from("<ii", data, 18)
    return abs(width), abs(height)


_SIZES: dict[str, Callable[[bytes], tuple[int, int] | None]] = {
    "png_pipe": lambda data: struct.unpack_from(">II", data, 16),
    "gif": lambda data: struct.unpack_from("<HH", data, 6),
    "jpeg_pipe": _jpeg,
    "webp_pipe": _webp,
    "bmp_pipe": _bmp,
}
