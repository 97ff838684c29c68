"""A film in another form: another file or codec, smaller, its sound alone, or every picture of it."""

from __future__ import annotations

from pathlib import Path

from heygen_cli.domain.errors import InvalidInput
from heygen_cli.domain.footage import MOVING, SOUNDS, Animation, Export, Outcome
from heygen_cli.ports import Progress
from heygen_cli.studio.footage import animation, formats
from heygen_cli.studio.footage.conversion import convert
from heygen_cli.studio.footage.source import Source, proven, size

_SOUND_ALONE = {
    ".mp3": ["-c:a", "libmp3lame", "-q:a", "2", "-f", "mp3"],
    ".wav": ["-c:a", "pcm_s16le", "-f", "wav"],
    ".m4a": ["-c:a", "aac", "-b:a", "192k", "-movflags", "+faststart", "-f", "ipod"],
}


def make(task: Export, sources: list[Source], dest: Path, progress: Progress) -> Outcome:
    """Write the film as the name of ``dest`` asks for; a folder gets numbered pictures."""
    (film,) = sources
    suffix = dest.suffix.lower()
    if dest.is_dir():
        return _sequence(task, film, dest, progress)
    if suffix in SOUNDS:
        return _sound(task, film, dest, progress)
    if suffix in MOVING:
        _refuse_codec(task, suffix)
        return animation.make(Animation(width=size(film, task.side)[0] if task.side else None), [film], dest, progress)
    codec = task.codec or _usual(film, dest)
    width, height = size(film, task.side)
    formats.chosen(film, dest, codec)  # refuses a codec that such a file does not hold
    copy = task.quality is None and task.side is None and codec == formats.family(film.codec)
    for event in formats.loss(film, codec):
        progress.event(event)
    args = copied(film, dest) if copy else encoded(film, codec, task, dest)
    convert(args, stage="Copying" if copy else "Encoding", seconds=film.duration, progress=progress)
    made = proven(dest, film.duration)
    details = {"method": "copied" if copy else "encoded", "codec": codec, "pictures": made.pictures}
    return Outcome(made.end - made.start, width, height, details)


def copied(film: Source, dest: Path) -> list[str]:
    """FFmpeg arguments that put picture and sound into another kind of file as they are."""
    picture, sound = formats.copied_picture(film, dest), formats.sound(film, dest, copy=True)
    return [*film.input(), "-map", "0:V:0", "-map", "0:a:0?", *picture, *sound, *formats.written(dest)]


def encoded(film: Source, codec: str, task: Export, dest: Path) -> list[str]:
    """FFmpeg arguments that encode again."""
    look = formats.resized(film, *size(film, task.side), codec)
    picture = formats.picture(codec, task.quality or "standard", alpha=film.alpha, fps=float(film.fps))
    mapped = ["-map", "0:V:0", "-map", "0:a:0?"]
    return [*film.input(), *mapped, *look, *picture, *formats.sound(film, dest, copy=True), *formats.written(dest)]


def _usual(film: Source, dest: Path) -> str:
    """What people expect in such a file: ProRes in a MOV, whatever is there in an MKV."""
    known = formats.container(dest).codecs
    own = formats.family(film.codec)
    return own if own in known and dest.suffix.lower() != ".mov" else known[0]


def _sound(task: Export, film: Source, dest: Path, progress: Progress) -> Outcome:
    _refuse_codec(task, dest.suffix)
    if film.sound is None:
        raise InvalidInput(f"{film.path.name} has no sound", param="--format")
    args = [*film.input(), "-map", "0:a:0", "-vn", *_SOUND_ALONE[dest.suffix.lower()], f"file:{dest}"]
    convert(args, stage="Sound", seconds=film.duration, progress=progress)
    return Outcome(film.duration)


def _sequence(task: Export, film: Source, folder: Path, progress: Progress) -> Outcome:
    _refuse_codec(task, "png-sequence")
    width, height = size(film, task.side) if task.side else (film.width, film.height)
    look = ["-vf", f"scale={width}:{height}:flags=lanczos,setsar=1", "-pix_fmt", "rgba" if film.alpha else "rgb24"]
    quick = ["-compression_level", "1", "-pred", "up"]  # six times as fast as the default, a quarter larger
    name = str(folder).replace("%", "%%") + "/%06d.png"
    args = [
        *film.input(),
        "-map",
        "0:V:0",
        "-an",
        "-fps_mode",
        "passthrough",
        *look,
        *quick,
        "-f",
        "image2",
        f"file:{name}",
    ]
    convert(args, stage="Pictures", seconds=film.duration, progress=progress)
    count = sum(1 for _ in folder.iterdir())
    return Outcome(film.duration, width, height, {"pictures": count, "fps": round(float(film.fps), 3)})


def _refuse_codec(task: Export, kind: str) -> None:
    if task.codec:
        raise InvalidInput(f"--codec says nothing about {kind.removeprefix('.')}", param="--codec", hint="leave it out")
