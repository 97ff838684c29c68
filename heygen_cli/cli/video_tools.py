"""``heygen video`` on films that are there already: files, or videos by their ids."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from heygen_cli.cli.commands import Commands
from heygen_cli.cli.console import Column
from heygen_cli.cli.output import agreed
from heygen_cli.cli.session import console, progress, toolkit
from heygen_cli.domain.errors import InvalidInput
from heygen_cli.domain.footage import (
    CODECS,
    FILMS,
    HEIGHTS,
    QUALITIES,
    Animation,
    ContactSheet,
    Export,
    Join,
    Thumbnail,
    Transcript,
    Trim,
)
from heygen_cli.domain.transition import TRANSITIONS

if TYPE_CHECKING:
    from heygen_cli.domain.footage import Task

app = Commands()

Film = Annotated[str, typer.Argument(metavar="FILE|ID", help="A film, or the id of a video: heygen video list")]
Films = Annotated[list[str], typer.Argument(metavar="FILE|ID...", help="Films in their order, or ids of videos")]
Output = Annotated[str | None, typer.Option("--output", "-o", metavar="FILE", help="Where to; named after the film")]
Force = Annotated[bool, typer.Option("--force", "-f", "--yes", "-y", help="Replace a file without asking")]
Start = Annotated[float, typer.Option(metavar="SECONDS", help="Where to begin")]
Width = Annotated[int | None, typer.Option(metavar="PIXELS", help="How wide; by default as the film")]


def _length(seconds: Any) -> str:
    return f"{seconds:.2f} s" if seconds is not None else ""


def _bytes(size: Any) -> str:
    return f"{size / 1e6:.1f} MB" if size >= 1e6 else f"{size / 1e3:.1f} kB"


def _method(method: Any) -> str:
    return {"copied": "copying, without loss", "encoded": "encoding again"}.get(method, "")


MADE = (
    Column("path", "File"),
    Column("size", "Size", _bytes),
    Column("picture", "Picture"),
    Column("duration", "Length", _length),
    Column("fps", "Fps"),
    Column("at", "Taken at", _length),
    Column("start", "From", _length),
    Column("end", "To", _length),
    Column("films", "Films"),
    Column("pictures", "Pictures"),
    Column("cues", "Captions"),
    Column("codec", "Codec"),
    Column("method", "Done by", _method),
)


@app.command()
def sheet(
    film: Film,
    columns: Annotated[int, typer.Option(help="Pictures side by side")] = 4,
    rows: Annotated[int, typer.Option(help="Rows of pictures")] = 4,
    every: Annotated[
        float | None, typer.Option(metavar="SECONDS", help="A picture so often, in as many rows as it takes")
    ] = None,
    output: Output = None,
    force: Force = False,
) -> None:
    """Put pictures of a film on one page, with their times.

    Examples:
      heygen video sheet hello.mp4
      heygen video sheet hello.mp4 --every 5 --columns 6 --output page.png
    """
    _make(ContactSheet(columns, rows, every), [film], _named(output, film, "-sheet.png"), force=force)


@app.command()
def thumbnail(
    film: Film,
    at: Annotated[
        str, typer.Option(metavar="SECONDS|best", help="When; best is sharp, bright, with open eyes")
    ] = "best",
    width: Width = None,
    output: Output = None,
    force: Force = False,
) -> None:
    """Take one picture out of a film.

    Examples:
      heygen video thumbnail hello.mp4
      heygen video thumbnail hello.mp4 --at 3.5 --width 640 --output cover.png
    """
    _make(Thumbnail(_moment(at), width), [film], _named(output, film, ".jpg"), force=force)


@app.command()
def gif(
    film: Film,
    start: Start = 0.0,
    duration: Annotated[float | None, typer.Option(metavar="SECONDS", help="How long; by default to the end")] = None,
    width: Annotated[int | None, typer.Option(metavar="PIXELS", help="How wide; by default at most 480")] = None,
    fps: Annotated[float, typer.Option(help="Pictures per second, 1 to 50")] = 15.0,
    output: Output = None,
    force: Force = False,
) -> None:
    """Make an animated GIF or WebP of a film.

    The name of the output decides; a WebP has all colours and half the size.

    Examples:
      heygen video gif hello.mp4 --start 2 --duration 3
      heygen video gif hello.mp4 --width 320 --fps 10 --output hello.webp
    """
    _make(Animation(start, duration, width, fps), [film], _named(output, film, ".gif"), force=force)


@app.command()
def trim(
    film: Film,
    start: Start = 0.0,
    end: Annotated[float | None, typer.Option(metavar="SECONDS", help="Where to end; by default the end")] = None,
    exact: Annotated[
        bool, typer.Option("--exact/--fast", help="To the picture; or copied at once from the key picture before")
    ] = True,
    output: Output = None,
    force: Force = False,
) -> None:
    """Cut a part out of a film.

    Examples:
      heygen video trim hello.mp4 --start 1.5 --end 9 --output short.mp4
      heygen video trim hello.mp4 --start 60 --fast
    """
    _make(Trim(start, end, exact), [film], _named(output, film, f"-trimmed{_suffix(film)}"), force=force)


@app.command()
def concat(
    films: Films,
    output: Annotated[str, typer.Option("--output", "-o", metavar="FILE", help="Where to")],
    transition: Annotated[str, typer.Option(metavar="NAME", help=" | ".join(TRANSITIONS))] = "cut",
    transition_seconds: Annotated[float, typer.Option(metavar="SECONDS", help="How long it takes, 0.1 to 2")] = 0.5,
    force: Force = False,
) -> None:
    """Join films one after another.

    They are copied without loss where all are alike, else brought to the size and rate of the first.

    Examples:
      heygen video concat intro.mp4 hello.mp4 outro.mp4 --output all.mp4
      heygen video concat one.mp4 two.mov --transition dissolve --output both.mp4
    """
    _make(Join(transition, transition_seconds), films, Path(output), force=force)


@app.command()
def export(
    film: Film,
    file_format: Annotated[
        str | None,
        typer.Option(
            "--format", metavar="NAME", help="mp4, mov, webm, mkv, gif, webp, mp3, wav, m4a or png-sequence (a folder)"
        ),
    ] = None,
    codec: Annotated[str | None, typer.Option(metavar="NAME", help=" | ".join(CODECS))] = None,
    resolution: Annotated[str | None, typer.Option(metavar="NAME", help=" | ".join(HEIGHTS))] = None,
    quality: Annotated[str | None, typer.Option(metavar="NAME", help=" | ".join(QUALITIES))] = None,
    output: Output = None,
    force: Force = False,
) -> None:
    """Write a film in another format, codec or size.

    It is copied without loss where that is possible.

    Examples:
      heygen video export v_01kb3m9x2t7h4qac --format webm
      heygen video export hello.mp4 --format mov --codec prores
      heygen video export hello.mp4 --resolution 720p --quality draft --output small.mp4
      heygen video export hello.mp4 --format png-sequence --output pictures
    """
    from heygen_cli.services.footage import export_suffix

    task = Export(codec, resolution, quality)
    if file_format is None:
        _make(task, [film], _named(output, film, f"-export{_suffix(film)}"), force=force)
        return
    suffix = export_suffix(file_format)
    if suffix:
        _make(task, [film], _fitting(output, film, suffix), force=force)
        return
    with progress() as reporter:
        made = toolkit().footage.pictures(task, film, Path(output or f"{Path(film).stem}-pictures"), progress=reporter)
    _show(made.to_json())


@app.command()
def captions(
    film: Annotated[str, typer.Argument(metavar="FILE|ID", help="A film, an .srt or .vtt file, or a video's id")],
    to: Annotated[
        Literal["srt", "vtt", "ass", "txt", "json"] | None,
        typer.Option(help="Which format; by default the one the output is named after"),
    ] = None,
    track: Annotated[int, typer.Option(help="Which of a film's subtitle tracks")] = 1,
    output: Output = None,
    force: Force = False,
) -> None:
    """Write the words of a film as subtitles or text.

    Examples:
      heygen video captions v_01kb3m9x2t7h4qac --to srt
      heygen video captions hello.mp4 --to txt
      heygen video captions hello.srt --output hello.ass
    """
    _make(
        Transcript(track), [film], _fitting(output, film, f".{to}") if to else _named(output, film, ".srt"), force=force
    )


def _make(task: Task, films: Sequence[str], target: Path, *, force: bool) -> None:
    overwrite = agreed(target, force=force)
    with progress() as reporter:
        made = toolkit().footage.make(task, films, target, overwrite=overwrite, progress=reporter)
    _show(made.to_json())


def _show(data: dict[str, Any]) -> None:
    if console().human:
        data = {**data, "picture": f"{data['width']} × {data['height']}" if data["width"] else None}
    console().show(data, MADE)


def _named(output: str | None, film: str, end: str) -> Path:
    """Where to: as said, or in the current folder under the film's name."""
    return Path(output if output is not None else f"{Path(film).stem}{end}")


def _fitting(output: str | None, film: str, suffix: str) -> Path:
    """The same where a format was named: an output of another format would contradict it."""
    target = _named(output, film, suffix)
    if target.suffix.lower() != suffix:
        raise InvalidInput(
            f"{target.name} is not named {suffix}", param="--output", hint=f"--output {target.with_suffix(suffix).name}"
        )
    return target


def _suffix(film: str) -> str:
    """The suffix of a copy of a film; a video's id has none, and GIF or AVI become MP4."""
    suffix = Path(film).suffix.lower()
    return suffix if suffix in FILMS else ".mp4"


def _moment(at: str) -> float | None:
    if at == "best":
        return None
    try:
        return float(at)
    except ValueError:
        raise InvalidInput(f'--at takes seconds or "best", not "{at}"', param="--at") from None
