"""Look into a media file: its streams, length and loudness."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import av

from heygen_cli.domain.errors import InvalidInput, NotFound
from heygen_cli.studio import soundtrack


def probe(path: Path) -> dict[str, Any]:
    """What a media file holds, as plain JSON data.

    Raises:
        NotFound: When there is no such file.
        InvalidInput: When it is no media file.
    """
    if not path.is_file():
        raise NotFound(f"There is no file {path}", param="file")
    try:
        with av.open(f"file:{path}", options={"protocol_whitelist": "file"}, metadata_errors="replace") as container:
            found: dict[str, Any] = {
                "path": str(path),
                "format": container.format.name,
                "size": path.stat().st_size,
                "duration": round(container.duration / 1_000_000, 3) if container.duration else None,
                "bit_rate": container.bit_rate or None,
                "title": container.metadata.get("title"),
                "streams": [_stream(stream) for stream in container.streams],
            }
            has_sound = bool(container.streams.audio)
    except av.FFmpegError as problem:
        raise InvalidInput(
            f"{path.name} is not a media file, or it is damaged: {problem.strerror}",
            param="file",
            hint="Give an MP4, WebM, MOV, WAV, MP3, PNG or JPEG file.",
        ) from problem
    loudness = soundtrack.measure(path) if has_sound else None
    found["loudness"] = _finite(loudness.integrated) if loudness else None
    found["true_peak"] = _finite(loudness.peak) if loudness else None
    return found


def _stream(stream: Any) -> dict[str, Any]:
    length = float(stream.duration * stream.time_base) if stream.duration and stream.time_base else None
    row: dict[str, Any] = {"type": stream.type, "codec": _codec(stream)}
    if length is not None:
        row["duration"] = round(length, 3)
    if stream.type == "video":
        row |= {
            "width": stream.width,
            "height": stream.height,
            "fps": round(float(stream.average_rate), 3) if stream.average_rate else None,
            "frames": stream.frames or None,
            "profile": stream.profile,
            "pixel_format": stream.pix_fmt,
        }
    elif stream.type == "audio":
        row |= {"sample_rate": stream.sample_rate, "channels": stream.channels}
    return row


def _codec(stream: Any) -> str | None:
    """The codec's own name, not that of the decoder which reads it here (libdav1d for AV1)."""
    return stream.codec_context.codec.canonical_name if stream.codec_context else None


def _finite(value: float) -> float | None:
    return value if math.isfinite(value) else None
