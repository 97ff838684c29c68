"""Pictures and films opened for reading, and nothing that they point at."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import av
from av.stream import Disposition

from heygen_cli.domain.errors import InvalidInput
from heygen_cli.studio.media.signature import MAX_PIXELS, Kind, check_area, declared, kind, recognise

if TYPE_CHECKING:
    from av.container import InputContainer
    from av.video.stream import VideoStream


@contextlib.contextmanager
def opened(path: Path, param: str = "background") -> Iterator[InputContainer]:
    """A picture or film open for reading, and nothing it points at; raises InvalidInput when it cannot be read."""
    _, demuxer = recognise(path, param)
    check_area(path, *(declared(path, demuxer) or (0, 0)), param)
    options = {"protocol_whitelist": "file"}
    if demuxer == "mov":
        options["enable_drefs"] = "0"  # a MOV can point at other files; ours may not
    try:
        with av.open(f"file:{path}", format=demuxer, options=options, metadata_errors="replace") as container:
            if not container.streams.video:
                raise InvalidInput(f"{path.name} has no picture", param=param)
            for stream in container.streams.video:
                check_area(path, stream.width, stream.height, param)
                # A picture inside may be larger than the header says.
                stream.codec_context.options = {"max_pixels": str(MAX_PIXELS)}
            yield container
    except (av.FFmpegError, MemoryError) as problem:
        raise InvalidInput(
            f"{path.name} is damaged or not what its name says: {problem}",
            param=param,
            hint="Open it in a player to see whether it is whole.",
        ) from problem


def pictured(container: InputContainer, path: Path, param: str) -> VideoStream:
    """The stream that holds the pictures: not the cover of a piece of music."""
    for stream in container.streams.video:
        if not stream.disposition & Disposition.attached_pic:
            return stream
    raise InvalidInput(f"{path.name} holds a cover but no film", param=param)


def check(path: Path, param: str = "background") -> Kind:
    """Open the file and decode its first picture, so that a damaged one is refused before any work is done."""
    found = kind(path, param)
    with opened(path, param) as container:
        if next(container.decode(pictured(container, path, param)), None) is None:
            raise InvalidInput(f"{path.name} holds no picture", param=param)
    return found


def seconds(path: Path, param: str = "background") -> float:
    """How long a film lasts."""
    with opened(path, param) as container:
        stream = pictured(container, path, param)
        if stream.duration and stream.time_base:
            return float(stream.duration * stream.time_base)
        return (container.duration or 0) / av.time_base


def size(path: Path, param: str = "background") -> tuple[int, int]:
    """Width and height of a picture or film, without decoding it."""
    with opened(path, param) as container:
        stream = pictured(container, path, param)
        return stream.width, stream.height
