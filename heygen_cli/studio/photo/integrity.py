"""Whether a file is one whole picture of a bearable size, told from its bytes before anything is decoded.

Decoders fill what is missing with grey, show a film's first picture, and take memory for what a header promises.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from heygen_cli.domain.errors import InvalidInput
from heygen_cli.studio.media import MAX_PIXELS

# Markers of JPEG: a frame's header gives its size; some stand alone, and 00 makes FF a byte of the picture.
_SCAN, _END, _FRAMES, _ALONE = 0xDA, 0xD9, {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}, {0x00, 0x01, *range(0xD0, 0xD9)}
_JPEG, _PNG, _GIF = b"\xff\xd8", b"\x89PNG\r\n\x1a\n", b"GIF8"


def check(name: str, data: bytes) -> None:
    """Raises InvalidInput for a picture that is too large, for one that moves, and for one whose end is missing."""
    width, height = _size(data)
    if width * height > MAX_PIXELS:
        raise InvalidInput(
            f"{name} is too large: {width} x {height} pixels",
            code="too_large",
            param="--photo",
            hint=f"At most {MAX_PIXELS // 1_000_000} megapixels; scale it down first.",
        )
    if _pictures(data) > 1:
        raise InvalidInput(
            f"{name} is animated: a portrait is one picture",
            code="animated",
            param="--photo",
            hint="save one picture of it as PNG or JPEG",
        )
    if not _whole(data):
        raise InvalidInput(
            f"{name} is damaged: its end is missing",
            code="damaged",
            param="--photo",
            hint="copy or download it again",
        )


def _size(data: bytes) -> tuple[int, int]:
    """Width and height by the header; 0 × 0 where it is too short or says them in another way."""
    if data.startswith(_PNG) and len(data) >= 24:
        return struct.unpack_from(">II", data, 16)
    if data.startswith(_GIF) and len(data) >= 10:
        return struct.unpack_from("<HH", data, 6)
    if data.startswith(b"BM") and len(data) >= 26:
        width, height = struct.unpack_from("<ii", data, 18)
        return abs(width), abs(height)
    if data[8:16] == b"WEBPVP8X" and len(data) >= 30:
        return 1 + int.from_bytes(data[24:27], "little"), 1 + int.from_bytes(data[27:30], "little")
    if data.startswith(_JPEG):
        for mark, place in _jpeg(data):
            if mark in _FRAMES and place + 9 <= len(data):
                height, width = struct.unpack_from(">HH", data, place + 5)
                return width, height
    return 0, 0


def _pictures(data: bytes) -> int:
    """How many pictures follow each other; 2 stands for several."""
    if data[8:12] == b"WEBP":
        return 2 if any(kind == b"ANIM" for kind, _ in _riff(data)) else 1
    if data.startswith(_PNG):
        return 2 if any(kind == b"acTL" for kind, _ in _png(data)) else 1
    return _gif_pictures(data) if data.startswith(_GIF) else 1


def _whole(data: bytes) -> bool:
    if data.startswith(_JPEG):
        return _jpeg_ends(data)
    if data.startswith(_PNG):
        return any(kind == b"IEND" for kind, _ in _png(data))
    if data[8:12] == b"WEBP":
        return len(data) >= 8 + int.from_bytes(data[4:8], "little")
    return True


def _riff(data: bytes) -> Iterator[tuple[bytes, int]]:
    place = 12
    while place + 8 <= len(data):
        kind, size = struct.unpack_from("<4sI", data, place)
        yield kind, size
        place += 8 + size + size % 2


def _png(data: bytes) -> Iterator[tuple[bytes, int]]:
    place = 8
    while place + 12 <= len(data):
        size, kind = struct.unpack_from(">I4s", data, place)
        yield kind, size
        place += 12 + size


def _gif_pictures(data: bytes) -> int:
    """Count the pictures, at most two, by walking over the blocks."""
    place, count = 13 + _colours(data[10:11]), 0
    while place < len(data) and data[place] in (0x21, 0x2C) and count < 2:
        if data[place] == 0x2C:
            count += 1
            place += 11 + _colours(data[place + 9 : place + 10])  # and the size of the codes
        else:
            place += 2
        while place < len(data) and data[place]:
            place += data[place] + 1
        place += 1
    return count


def _colours(flags: bytes) -> int:
    """The length of the table of colours that the flags announce."""
    return 3 << (flags[0] & 7) + 1 if flags and flags[0] & 0x80 else 0


def _jpeg_ends(data: bytes) -> bool:
    """Whether the end marker follows the picture's scans."""
    return [mark for mark, _ in _jpeg(data) if mark in (_SCAN, _END)][-2:] == [_SCAN, _END]


def _jpeg(data: bytes) -> Iterator[tuple[int, int]]:
    """Markers and their places up to the end; segments are stepped over, so that a thumbnail's own do not count."""
    place = 2
    while (place := data.find(b"\xff", place)) >= 0 and place + 1 < len(data):
        mark = data[place + 1]
        if mark == 0xFF:  # padding
            place += 1
        elif mark in _ALONE:
            place += 2
        else:
            yield mark, place
            if mark == _END:
                return
            place += 2 + int.from_bytes(data[place + 2 : place + 4], "big")
