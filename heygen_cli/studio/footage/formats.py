"""What goes into which kind of file, and how FFmpeg is asked for it. The arguments are pure data."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from heygen_cli.domain.errors import InvalidInput
from heygen_cli.domain.event import Event
from heygen_cli.studio.footage.source import Source


class Container(NamedTuple):
    """A kind of file: FFmpeg's muxer, the codecs it takes (the usual one first), its sounds likewise."""

    muxer: str
    codecs: tuple[str, ...]
    sounds: tuple[str, ...]
    options: tuple[str, ...] = ()


_FASTSTART = ("-movflags", "+faststart")
CONTAINERS = {
    ".mp4": Container("mp4", ("h264", "h265", "av1"), ("aac", "mp3"), _FASTSTART),
    ".m4v": Container("mp4", ("h264", "h265"), ("aac",), _FASTSTART),
    ".mov": Container("mov", ("prores", "h264", "h265"), ("aac", "pcm_s16le"), _FASTSTART),
    ".webm": Container("webm", ("vp9", "av1"), ("opus", "vorbis")),
    ".mkv": Container("matroska", ("h264", "h265", "av1", "vp9", "prores"), ("aac", "opus", "mp3", "flac")),
}
# FFmpeg's names for the same codecs.
_FAMILIES = {"hevc": "h265"}
_SOUND_ENCODERS = {"aac": ("aac", "192k"), "opus": ("libopus", "160k")}
SEE_THROUGH = ("vp9", "prores")
# What lies under transparent pixels is no picture: it would show where transparency is dropped.
ON_BLACK = ("format=yuva420p", "premultiply=inplace=1")
# From draft to high, the quality number of each encoder at its speed; the steps look alike.
_X264 = {"draft": ("ultrafast", "28"), "standard": ("veryfast", "20"), "high": ("medium", "17")}
_X265 = {"draft": ("ultrafast", "30"), "standard": ("veryfast", "23"), "high": ("medium", "20")}
_AV1 = {"draft": ("12", "42"), "standard": ("10", "32"), "high": ("6", "26")}
_VP9 = {"draft": ("8", "40"), "standard": ("5", "31"), "high": ("3", "24")}
_PRORES = {"draft": "1", "standard": "2", "high": "3"}


def container(path: Path) -> Container:
    """The kind of file that a name asks for."""
    return CONTAINERS[path.suffix.lower()]


def family(codec: str) -> str:
    """The name under which people know a codec."""
    return _FAMILIES.get(codec, codec)


def chosen(film: Source, dest: Path, codec: str | None = None) -> str:
    """The codec to write: the one asked for, else the film's own where the file takes it, else the file's usual one.

    Raises:
        InvalidInput: When such a file cannot hold the codec.
    """
    known = container(dest).codecs
    if codec is not None and codec not in known:
        raise InvalidInput(
            f"A {dest.suffix[1:]} file does not hold {codec}", param="--codec", hint=f"choose from {', '.join(known)}"
        )
    own = family(film.codec)
    return codec or (own if own in known else known[0])


def fits(film: Source, dest: Path) -> bool:
    """Whether picture and sound can be copied into such a file as they are."""
    kind = container(dest)
    return family(film.codec) in kind.codecs and (film.sound is None or film.sound.codec in kind.sounds)


def picture(codec: str, quality: str, *, alpha: bool, fps: float) -> list[str]:
    """Encoder arguments for a codec; ``alpha`` is kept by those that can (VP9, ProRes)."""
    # Closed groups of at most four seconds, so that players can seek and pieces can be joined by copying.
    group = ["-g", str(max(1, round(fps * 4)))]
    if codec == "prores":
        profile, pixels = ("4", "yuva444p10le") if alpha else (_PRORES[quality], "yuv422p10le")
        return ["-c:v", "prores_ks", "-profile:v", profile, "-vendor", "apl0", "-pix_fmt", pixels]
    if codec == "vp9":
        speed, crf = _VP9[quality]
        seen = ["-pix_fmt", "yuva420p", "-auto-alt-ref", "0", "-metadata:s:v:0", "alpha_mode=1"]
        shown = seen if alpha else ["-pix_fmt", "yuv420p"]
        rate = ["-crf", crf, "-b:v", "0", "-deadline", "good", "-cpu-used", speed, "-row-mt", "1"]
        return ["-c:v", "libvpx-vp9", *rate, *group, *shown]
    if codec == "av1":
        preset, crf = _AV1[quality]
        return ["-c:v", "libsvtav1", "-preset", preset, "-crf", crf, *group, "-pix_fmt", "yuv420p"]
    if codec == "h265":
        preset, crf = _X265[quality]
        # Apple's players know H.265 by this tag only.
        tag = ["-tag:v", "hvc1", "-x265-params", "log-level=error:open-gop=0"]
        return ["-c:v", "libx265", "-preset", preset, "-crf", crf, *group, *tag, "-pix_fmt", "yuv420p"]
    preset, crf = _X264[quality]
    return ["-c:v", "libx264", "-preset", preset, "-crf", crf, *group, "-pix_fmt", "yuv420p"]


def copied_picture(film: Source, dest: Path) -> list[str]:
    """Arguments that keep the pictures as they are, with the marks that players look for in such a file."""
    tag = ["-tag:v", "hvc1"] if film.codec == "hevc" and container(dest).muxer in ("mp4", "mov") else []
    alpha = ["-metadata:s:v:0", "alpha_mode=1"] if film.decoder else []
    return ["-c:v", "copy", *tag, *alpha]


def resized(film: Source, width: int, height: int, codec: str) -> list[str]:
    """A filter for pictures of this size in square pixels; where a codec has no transparency, black shows through."""
    steps = [] if (width, height) == film.coded else [f"scale={width}:{height}:flags=lanczos", "setsar=1"]
    if film.alpha and codec not in SEE_THROUGH:
        steps += ON_BLACK
    return ["-vf", ",".join(steps)] if steps else []


def loss(film: Source, codec: str) -> list[Event]:
    """What to tell when a film loses its transparency."""
    if not film.alpha or codec in SEE_THROUGH:
        return []
    return [Event("warning", "transparency_lost", f"{codec} has no transparency: black stands in its place")]


def sound(film: Source, dest: Path, *, copy: bool = False) -> list[str]:
    """Encoder arguments for the sound of such a file; ``copy`` leaves it as it is where the file takes it."""
    if film.sound is None:
        return ["-an"]
    if copy and film.sound.codec in container(dest).sounds:
        return ["-c:a", "copy"]
    return [*sound_encoder(dest), *(["-ac", "2"] if film.sound.channels > 2 else [])]


def sound_encoder(dest: Path) -> list[str]:
    """Encoder arguments for the usual sound of such a file."""
    encoder, rate = _SOUND_ENCODERS[container(dest).sounds[0]]
    return ["-c:a", encoder, "-b:a", rate, "-ar", "48000"]


def written(dest: Path) -> list[str]:
    """The end of the arguments: what kind of file, and where."""
    kind = container(dest)
    return [*kind.options, "-f", kind.muxer, f"file:{dest}"]
