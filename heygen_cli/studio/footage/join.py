"""Films one after another: copied where all are alike, else brought to the size, rate and colours of the first."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from heygen_cli.domain.errors import InvalidInput
from heygen_cli.domain.footage import Join, Outcome
from heygen_cli.ports import Progress
from heygen_cli.studio.footage import formats
from heygen_cli.studio.footage.conversion import convert
from heygen_cli.studio.footage.source import PARAM, Source, opened, proven, scan, size

RATE = 48_000
# FFmpeg's names for our transitions, all of which go to the left.
_XFADES = {"fade": "fade", "dissolve": "fade", "wipe": "wipeleft", "slide": "slideleft", "zoom": "zoomin"}
# The first film's title and chapters are not those of all.
_ALONE = ("-map_metadata", "-1", "-map_chapters", "-1")


@dataclass(frozen=True)
class Piece:
    """A film and how many pictures of it there will be."""

    film: Source
    pictures: int


def make(task: Join, sources: list[Source], dest: Path, progress: Progress) -> Outcome:
    """Join the films; picture and sound begin and end together in each of them, so nothing drifts."""
    first = sources[0]
    pairs = [(film, scan(film)) for film in sources]
    # A picture that comes late is shown from the start on: so picture and sound stay together.
    pieces = [Piece(film, max(1, round(found.end * first.fps))) for film, found in pairs]
    overlap = 0 if task.transition == "cut" else max(1, round(task.seconds * first.fps))
    _check_lengths(pieces, overlap)
    frames = sum(piece.pictures for piece in pieces) - overlap * (len(pieces) - 1)
    seconds = float(frames / first.fps)
    prompt = all(abs(time) < 0.5 / first.fps for film, found in pairs for time in (film.start, found.start))
    holds = formats.family(first.codec) in formats.container(dest).codecs
    copy = not overlap and prompt and holds and alike(sources)
    if copy:
        with tempfile.TemporaryDirectory(prefix="heygen-") as folder:
            listing = listed(pieces, Path(folder))
            convert(copied(pieces, listing, dest), stage="Joining", seconds=seconds, progress=progress)
    else:
        codec = formats.chosen(first, dest)
        for event in formats.loss(first, codec):
            progress.event(event)
        convert(
            encoded(pieces, task.transition, overlap, codec, dest), stage="Encoding", seconds=seconds, progress=progress
        )
    made = proven(dest, seconds)
    details = {"films": len(sources), "method": "copied" if copy else "encoded", "pictures": made.pictures}
    return Outcome(made.end - made.start, first.width, first.height, details)


def alike(sources: Sequence[Source]) -> bool:
    """Whether the pictures of all films continue each other without being encoded again."""
    return len({_manner(film) for film in sources}) == 1


def _manner(film: Source) -> tuple[object, ...]:
    with opened(film.path) as (_, stream):
        context = stream.codec_context
        # The same header means the same encoder, settings and colours.
        return (
            film.codec,
            context.profile,
            context.extradata,
            (film.width, film.height, film.coded),
            film.fps,
            film.alpha,
            stream.time_base,
            (context.pix_fmt, context.color_range, context.colorspace, context.color_primaries, context.color_trc),
        )


def listed(pieces: Sequence[Piece], folder: Path) -> Path:
    """The list that FFmpeg's concat demuxer reads, with the exact length of each film; written into ``folder``.

    The films have plain names there: the list has no way to write a name with a line end.
    """
    lines = []
    for index, piece in enumerate(pieces):
        (folder / f"{index}.film").symlink_to(piece.film.path.absolute())
        lines += [f"file {index}.film", "inpoint 0", f"duration {float(piece.pictures / piece.film.fps):.6f}"]
    listing = folder / "films.txt"
    listing.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return listing


def copied(pieces: Sequence[Piece], listing: Path, dest: Path) -> list[str]:
    """FFmpeg arguments: pictures copied; sound laid out anew, because each encoded piece has silence before it."""
    # Else FFmpeg moves the pictures by what stands before the first sound, which only players know to leave out.
    inputs = ["-copyts", "-protocol_whitelist", "file", "-f", "concat", "-safe", "0", "-i", f"file:{listing}"]
    picture = formats.copied_picture(pieces[0].film, dest)
    if not _sounding(pieces):
        return [*inputs, "-map", "0:V:0", *picture, *_ALONE, *formats.written(dest)]
    for piece in pieces:
        inputs += piece.film.input()
    graph = [*_sounds(pieces, pieces[0].film.fps, offset=1), *_chain(pieces, 0, pieces[0].film.fps)]
    mapped = ["-filter_complex", ";".join(graph), "-map", "0:V:0", "-map", "[sound]", *picture]
    return [*inputs, *mapped, *formats.sound_encoder(dest), *_ALONE, *formats.written(dest)]


def encoded(pieces: Sequence[Piece], transition: str, overlap: int, codec: str, dest: Path) -> list[str]:
    """FFmpeg arguments: all films scaled into the picture of the first, at its rate."""
    first = pieces[0].film
    inputs = [word for piece in pieces for word in piece.film.input()]
    alpha = first.alpha and codec in formats.SEE_THROUGH
    graph = [
        f"[{index}:V:0]{_fitted(piece, first, alpha=alpha)}"
        f"{_through_black(index, pieces, overlap) if transition == 'fade' else ''}[v{index}]"
        for index, piece in enumerate(pieces)
    ]
    graph += _pictures(pieces, transition, overlap, first.fps)
    mapped = ["-map", "[picture]"]
    if _sounding(pieces):
        graph += [*_sounds(pieces, first.fps), *_chain(pieces, overlap, first.fps)]
        mapped += ["-map", "[sound]", *formats.sound_encoder(dest)]
    encoder = [*formats.picture(codec, "standard", alpha=alpha, fps=float(first.fps)), "-r", str(first.fps)]
    return [*inputs, "-filter_complex", ";".join(graph), *mapped, *encoder, *_ALONE, *formats.written(dest)]


def _fitted(piece: Piece, first: Source, *, alpha: bool) -> str:
    """One film in the size, rate and colours of the first, exactly as many pictures long as planned."""
    width, height = size(first)
    pixels, margin = ("yuva420p", "black@0") if alpha else ("yuv420p", "black")
    solid = ",".join(formats.ON_BLACK) + "," if piece.film.alpha and not alpha else ""
    return (
        f"{solid}scale={width}:{height}:force_original_aspect_ratio=decrease:force_divisible_by=2:flags=bicubic"
        ":out_color_matrix=bt709:out_range=tv,"
        f"format={pixels},pad={width}:{height}:(ow-iw)/2:(oh-ih)/2:{margin},setsar=1,"
        f"fps={first.fps}:start_time=0,tpad=stop=-1:stop_mode=clone,trim=end_frame={piece.pictures},setpts=PTS-STARTPTS,"
        "setparams=range=tv:color_primaries=bt709:color_trc=bt709:colorspace=bt709"
    )


def _through_black(index: int, pieces: Sequence[Piece], overlap: int) -> str:
    """The filters that darken the end of a film and the start of the next, each for half of a transition."""
    half = max(1, overlap // 2)
    start = f",fade=in:start_frame={overlap - half}:nb_frames={half}" if index else ""
    last = index == len(pieces) - 1
    return start if last else f"{start},fade=out:start_frame={pieces[index].pictures - overlap}:nb_frames={half}"


def _pictures(pieces: Sequence[Piece], transition: str, overlap: int, fps: Fraction) -> list[str]:
    if not overlap:
        return ["".join(f"[v{index}]" for index in range(len(pieces))) + f"concat=n={len(pieces)}[picture]"]
    chain, shown, last = [], pieces[0].pictures, "[v0]"
    for index, piece in enumerate(pieces[1:], 1):
        shown -= overlap
        name = "[picture]" if index == len(pieces) - 1 else f"[x{index}]"
        times = f"duration={float(overlap / fps):.6f}:offset={float(shown / fps):.6f}"
        chain.append(f"{last}[v{index}]xfade=transition={_XFADES[transition]}:{times}{name}")
        shown, last = shown + piece.pictures, name
    return chain


def _sounds(pieces: Sequence[Piece], fps: Fraction, offset: int = 0) -> list[str]:
    """The sound of each film, to the sample as long as its pictures."""
    chains, frames = [], 0
    for index, piece in enumerate(pieces):
        first, frames = frames, frames + piece.pictures
        samples = round(frames * RATE / fps) - round(first * RATE / fps)
        layout = f"sample_rates={RATE}:channel_layouts=stereo:sample_fmts=fltp"
        source = (
            f"[{index + offset}:a:0]aresample={RATE}:async=1:first_pts=0,aformat={layout},apad"
            if piece.film.sound
            else f"anullsrc=r={RATE}:cl=stereo,aformat={layout}"
        )
        chains.append(f"{source},atrim=end_sample={samples},asetpts=N/SR/TB[a{index}]")
    return chains


def _chain(pieces: Sequence[Piece], overlap: int, fps: Fraction) -> list[str]:
    if not overlap:
        return ["".join(f"[a{index}]" for index in range(len(pieces))) + f"concat=n={len(pieces)}:v=0:a=1[sound]"]
    chain, last = [], "[a0]"
    samples = round(overlap * RATE / fps)
    for index in range(1, len(pieces)):
        name = "[sound]" if index == len(pieces) - 1 else f"[y{index}]"
        chain.append(f"{last}[a{index}]acrossfade=ns={samples}:c1=tri:c2=tri{name}")
        last = name
    return chain


def _sounding(pieces: Sequence[Piece]) -> bool:
    return any(piece.film.sound for piece in pieces)


def _check_lengths(pieces: Sequence[Piece], overlap: int) -> None:
    if len(pieces) < 2:
        raise InvalidInput("Name at least two films to join", param=PARAM)
    for index, piece in enumerate(pieces):
        needed = overlap * (1 if index in (0, len(pieces) - 1) else 2)
        if piece.pictures <= needed:
            raise InvalidInput(
                f"{piece.film.path.name} is too short for a transition",
                param="--transition-seconds",
                hint="make the transitions shorter, or leave them out",
            )
