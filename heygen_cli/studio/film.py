"""The finished film: clips joined by stream copy, the soundtrack laid under them, and proof that it is whole."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import av

from heygen_cli.domain.errors import RenderFailed
from heygen_cli.studio import ffmpeg


@dataclass(frozen=True)
class Facts:
    """What is known of a film before it is joined; ``chapters`` are (seconds, title)."""

    title: str
    fps: int
    frames: int
    description: str = ""
    chapters: tuple[tuple[float, str], ...] = ()

    @property
    def duration(self) -> float:
        """How long it lasts, in seconds."""
        return self.frames / self.fps


def make(clips: Sequence[Path], soundtrack: Path, poster: Path, facts: Facts, folder: Path) -> None:
    """Write ``film.FORMAT`` (the clips' own), ``thumbnail.jpg`` and ``film.json`` into ``folder``.

    Raises:
        RenderFailed: When the joined film does not hold exactly the frames and the sound that were planned.
    """
    listing, metadata = folder / "clips.txt", folder / "metadata.txt"
    listing.write_text("".join(f"file '{_quoted(clip)}'\n" for clip in clips), encoding="utf-8")
    metadata.write_text(tags(facts), encoding="utf-8")
    film = folder / f"film{clips[0].suffix}"
    ffmpeg.run(arguments(listing, soundtrack, metadata, film))
    listing.unlink()
    metadata.unlink()
    _prove(film, facts)
    shutil.copyfile(poster, folder / "thumbnail.jpg")
    told = {"frames": facts.frames, "fps": facts.fps, "duration": facts.duration, "chapters": facts.chapters}
    (folder / "film.json").write_text(json.dumps(told, ensure_ascii=False))


def arguments(listing: Path, soundtrack: Path, metadata: Path, dest: Path) -> list[str]:
    """FFmpeg arguments that join without encoding; no dates or versions, so that the same film has the same bytes."""
    inputs = ["-f", "concat", "-safe", "0", "-i", f"file:{listing}", "-i", f"file:{soundtrack}"]
    inputs += ["-f", "ffmetadata", "-i", f"file:{metadata}"]
    copied = ["-map", "0:v:0", "-map", "1:a:0", "-c", "copy", "-map_metadata", "2", "-fflags", "+bitexact"]
    tagged = ["-map_chapters", "2", "-metadata:s:a:0", "language=und"]
    if dest.suffix == ".webm":
        tagged += ["-metadata:s:v:0", "alpha_mode=1"]  # what tells players to look for it
    else:
        tagged += ["-movflags", "+faststart"]
    return [*ffmpeg.SAFE_INPUT, *inputs, *copied, *tagged, "-y", f"file:{dest}"]


def tags(facts: Facts) -> str:
    """Title, description and chapters in the form that FFmpeg reads."""
    lines = [";FFMETADATA1", f"title={_escaped(facts.title)}"]
    lines += [f"comment={_escaped(facts.description)}"] if facts.description else []
    starts = [round(start * 1000) for start, _ in facts.chapters]
    for start, end, (_, title) in zip(
        starts, [*starts, round(facts.duration * 1000)][1:], facts.chapters, strict=False
    ):
        lines += ["[CHAPTER]", "TIMEBASE=1/1000", f"START={start}", f"END={end}", f"title={_escaped(title)}"]
    return "\n".join(lines) + "\n"


def _prove(film: Path, facts: Facts) -> None:
    """Count what is really in the file: a truncated film opens and plays like a whole one."""
    with av.open(str(film)) as container:
        video, audio = container.streams.video[0], container.streams.audio[0]
        count = sum(1 for packet in container.demux(video) if packet.size)
        lengths = [_seconds(stream, container) for stream in (video, audio)]
    gap = abs(lengths[0] - lengths[1])
    if count != facts.frames or gap > 1 / facts.fps:
        raise RenderFailed(
            f"The film came out wrong: {count} of {facts.frames} frames, sound and picture {gap * 1000:.0f} ms apart",
            hint="Run the command again; if it repeats, please report it with the output of `heygen doctor`.",
        )


def _seconds(stream: av.stream.Stream, container: av.container.InputContainer) -> float:
    """How long a stream lasts; a WebM tells only how long the whole file does."""
    if stream.duration is not None and stream.time_base is not None:
        return float(stream.duration * stream.time_base)
    return (container.duration or 0) / av.time_base


def _quoted(path: Path) -> str:
    return str(path).replace("'", r"'\''")


def _escaped(text: str) -> str:
    """Text as a value of FFmpeg's metadata files; control characters become spaces."""
    plain = "".join(char if char.isprintable() else " " for char in text).strip()
    return "".join(f"\\{char}" if char in "=;#\\" else char for char in plain)
