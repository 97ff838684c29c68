"""The finished film: clips joined by stream copy, the soundtrack laid under them, and proof that it is whole."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from pathlib import Path

import av

from heygen_cli.domain.errors import RenderFailed
from heygen_cli.studio import ffmpeg


def make(
    clips: Sequence[Path], soundtrack: Path, poster: Path, title: str, frames: int, fps: int, folder: Path
) -> None:
    """Write ``film.FORMAT`` (the clips' own), ``thumbnail.jpg`` and ``film.json`` into ``folder``.

    Raises:
        RenderFailed: When the joined film does not hold exactly the frames and the sound that were planned.
    """
    listing = folder / "clips.txt"
    listing.write_text("".join(f"file '{_quoted(clip)}'\n" for clip in clips), encoding="utf-8")
    film = folder / f"film{clips[0].suffix}"
    ffmpeg.run(arguments(listing, soundtrack, title, film))
    listing.unlink()
    _prove(film, frames, fps)
    shutil.copyfile(poster, folder / "thumbnail.jpg")
    (folder / "film.json").write_text(json.dumps({"frames": frames, "fps": fps, "duration": frames / fps}))


def arguments(listing: Path, soundtrack: Path, title: str, dest: Path) -> list[str]:
    """FFmpeg arguments that join without encoding; no dates or versions, so that the same film has the same bytes."""
    inputs = ["-f", "concat", "-safe", "0", "-i", f"file:{listing}", "-i", f"file:{soundtrack}"]
    copied = ["-map", "0:v:0", "-map", "1:a:0", "-c", "copy", "-map_metadata", "-1", "-fflags", "+bitexact"]
    tags = ["-metadata", f"title={_printable(title)}", "-metadata:s:a:0", "language=und"]
    if dest.suffix == ".webm":
        tags += ["-metadata:s:v:0", "alpha_mode=1"]  # what tells players to look for it
    else:
        tags += ["-movflags", "+faststart"]
    return [*ffmpeg.SAFE_INPUT, *inputs, *copied, *tags, "-y", f"file:{dest}"]


def _prove(film: Path, frames: int, fps: int) -> None:
    """Count what is really in the file: a truncated film opens and plays like a whole one."""
    with av.open(str(film)) as container:
        video, audio = container.streams.video[0], container.streams.audio[0]
        count = sum(1 for packet in container.demux(video) if packet.size)
        lengths = [_seconds(stream, container) for stream in (video, audio)]
    gap = abs(lengths[0] - lengths[1])
    if count != frames or gap > 1 / fps:
        raise RenderFailed(
            f"The film came out wrong: {count} of {frames} frames, sound and picture {gap * 1000:.0f} ms apart",
            hint="Run the command again; if it repeats, please report it with the output of `heygen doctor`.",
        )


def _seconds(stream: av.stream.Stream, container: av.container.InputContainer) -> float:
    """How long a stream lasts; a WebM tells only how long the whole file does."""
    if stream.duration is not None and stream.time_base is not None:
        return float(stream.duration * stream.time_base)
    return (container.duration or 0) / av.time_base


def _quoted(path: Path) -> str:
    return str(path).replace("'", r"'\''")


def _printable(text: str) -> str:
    return "".join(char if char.isprintable() else " " for char in text).strip()
