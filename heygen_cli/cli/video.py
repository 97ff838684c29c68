"""``heygen video``: make videos, and see to those already made."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from heygen_cli.cli import video_check, video_cost, video_storyboard, video_tools
from heygen_cli.cli import video_options as opt
from heygen_cli.cli.commands import Commands
from heygen_cli.cli.console import Column, cell
from heygen_cli.cli.output import agreed
from heygen_cli.cli.session import console, progress, toolkit
from heygen_cli.cli.spending import MaxCost, UnknownCost, limit
from heygen_cli.cli.video_making import dry_run as show_dry_run
from heygen_cli.cli.video_making import make, moment, play, queue, read, seconds, show, with_size
from heygen_cli.domain.errors import InvalidInput, NotFound

if TYPE_CHECKING:
    pass

app = Commands(help="Make videos, and see to those already made.")
app.add_typer(video_storyboard.app)
app.add_typer(video_tools.app)
app.add_typer(video_check.app)
app.add_typer(video_cost.app)


def _name(path: Any) -> str:
    return cell(Path(path).name)


def _unit(unit: str, scale: float = 1) -> Callable[[Any], str]:
    return lambda value: f"{value / scale:.1f} {unit}" if value is not None else ""


LIST = (
    Column("id", "Id"),
    Column("status", "Status"),
    Column("title", "Title"),
    Column("duration", "Length", seconds),
    Column("created_at", "Created", moment),
    Column("path", "File", _name),
)
FACTS = (
    Column("path", "File"),
    Column("title", "Title"),
    Column("format", "Format"),
    Column("size", "Size", _unit("MB", 1e6)),
    Column("duration", "Length", seconds),
    Column("bit_rate", "Bit rate", _unit("kbit/s", 1e3)),
    Column("loudness", "Loudness", _unit("LUFS")),
    Column("true_peak", "True peak", _unit("dBTP")),
)
STREAMS = (
    *(Column("type", "Stream"), Column("codec", "Codec"), Column("size", "Picture"), Column("fps", "Fps")),
    *(Column("sample_rate", "Rate"), Column("channels", "Channels"), Column("duration", "Length", seconds)),
)
# The options of `create` that print a schema in place of making anything.
_SCHEMAS = ("request_schema", "response_schema", "storyboard_schema")


@app.command()
def create(
    script: opt.Words = None,
    script_file: opt.ScriptFile = None,
    storyboard: opt.StoryboardFile = None,
    audio: opt.Audio = None,
    avatar: opt.Avatar = None,
    framing: opt.Framing = None,
    position: opt.Position = None,
    avatar_size: opt.AvatarSize = None,
    mirrored: opt.Mirrored = None,
    shape: opt.Shape = None,
    expression: opt.Expression = None,
    expressiveness: opt.Expressiveness = None,
    voice: opt.Voice = None,
    speed: opt.Speed = None,
    pitch: opt.Pitch = None,
    volume: opt.Volume = None,
    background: opt.Background = None,
    resolution: opt.Resolution = None,
    aspect_ratio: opt.AspectRatio = None,
    fps: opt.Fps = None,
    quality: opt.Quality = None,
    captions: opt.Captions = None,
    file_format: opt.Format = None,
    title: opt.Title = None,
    output: opt.Output = None,
    force: opt.Force = False,
    dry_run: opt.DryRun = False,
    detach: opt.Detach = False,
    strict: opt.Strict = False,
    max_cost: MaxCost = None,
    unknown_cost: UnknownCost = False,
    resume: opt.Resume = None,
    open_it: opt.OpenIt = False,
    data: opt.Data = None,
    variables: opt.Variables = None,
    request_schema: opt.RequestSchema = False,
    response_schema: opt.ResponseSchema = False,
    storyboard_schema: opt.StoryboardSchema = False,
    wait: opt.Wait = False,
    timeout: opt.Timeout = "20m",
    headers: opt.Headers = None,
) -> None:
    """Make a video in which a presenter speaks a script.

    Flags win over --storyboard and --data, and these over settings. Parts that were rendered before are reused.

    Examples:
      heygen video create "Hello, and welcome." --output hello.mp4
      cat talk.txt | heygen video create - --avatar mira --captions karaoke --quality draft
      heygen video create "Look here." --framing wide --expression happy --output cut-out.webm
      heygen video create --storyboard talk.yaml --dry-run
      heygen video create --storyboard talk.yaml --detach
      heygen video create --resume v_01kb3m9x2t7h4qac
    """
    limit(max_cost, allow_unknown=unknown_cost)
    _create(script, locals())


@app.command("list")
def list_videos(
    limit: opt.Limit = 10, token: opt.Token = None, status: opt.Status = None, title: opt.TitlePart = None
) -> None:
    """List videos, newest first.

    Examples:
      heygen video list
      heygen video list --status interrupted
      heygen video list --title launch --limit 50 --json
    """
    page = toolkit().videos.list(limit=limit, token=token, status=status, title=title)
    console().show_list(
        [video.to_json() for video in page.videos],
        LIST,
        has_more=page.next_token is not None,
        next_token=page.next_token,
        empty='No videos found. Make one: heygen video create "Hello, and welcome."',
    )


@app.command()
def get(video_id: opt.VideoId) -> None:
    """Show one video: how far it is, where it lies, what it took.

    Examples:
      heygen video get v_01kb3m9x2t7h4qac
      heygen video get v_01kb3m9x2t7h4qac --json
    """
    show(toolkit().videos.get(video_id))


@app.command()
def download(
    video_id: opt.VideoId, asset: opt.Asset = "video", output_path: opt.OutputPath = None, force: opt.Force = False
) -> None:
    """Copy a finished video to a file.

    Examples:
      heygen video download v_01kb3m9x2t7h4qac
      heygen video download v_01kb3m9x2t7h4qac --asset captioned --output-path talk.mp4 --force
    """
    target = Path(output_path if output_path is not None else f"{video_id}.mp4")
    overwrite = agreed(target, force=force)
    if in_the_cloud(video_id):
        path = toolkit().cloud_films.export(video_id, target, asset=asset, overwrite=overwrite)
    else:
        path = toolkit().videos.export(video_id, target, asset=asset, overwrite=overwrite)
    answer = {"asset": asset, "message": f"Downloaded {asset} to {path}", "path": str(path)}
    if console().human:
        console().show(answer, (Column("message", "Done"),))
    else:
        console().text(json.dumps(answer))  # without "data" around it, as the vendor's program answers here


@app.command()
def delete(video_id: opt.VideoId, files: opt.Files = False, force: opt.Force = False) -> None:
    """Forget a video; its file stays unless --files is given.

    Examples:
      heygen video delete v_01kb3m9x2t7h4qac
      heygen video delete v_01kb3m9x2t7h4qac --files --force
    """
    video = toolkit().videos.get(video_id)
    what = f'Delete "{video.title}" ({video.id})' + (f" and the file {video.path}" if files else "")
    if not force and not console().confirm(f"{what}?"):
        console().note("Nothing was deleted.")
        return
    toolkit().videos.delete(video_id, files=files)
    kept = None if files or not video.path.exists() else str(video.path)
    console().show(
        {"id": video_id, "deleted": True, "kept": kept}, (Column("id", "Deleted"), Column("kept", "Kept file"))
    )


@app.command("open")
def open_video(video_id: opt.VideoId) -> None:
    """Show a finished video in the default player.

    Examples:
      heygen video open v_01kb3m9x2t7h4qac
    """
    path = toolkit().videos.file(video_id)
    play(path)
    console().show({"id": video_id, "path": str(path)}, (Column("path", "Opened"),))


@app.command()
def probe(file: opt.MediaFile) -> None:
    """Look into a media file: streams, length, loudness.

    Examples:
      heygen video probe hello.mp4
      heygen video probe hello.mp4 --json
    """
    found = toolkit().videos.probe(Path(file))
    if not console().human:
        console().show(found)
        return
    console().show(found, FACTS)
    console().text("")
    console().show_list([with_size(stream) for stream in found["streams"]], STREAMS)


def _format_of(output: str | None) -> str | None:
    """The format that the name of the file asks for, when it can only be one with transparency."""
    suffix = Path(output).suffix.lower().removeprefix(".") if output else ""
    return suffix if suffix in ("webm", "mov") else None


def in_the_cloud(video_id: str) -> bool:
    """Whether an id is one of HeyGen's, and not of a video that was composed here."""
    if toolkit().settings.provider != "heygen":
        return False
    try:
        toolkit().videos.get(video_id)
    except NotFound:
        return True
    return False


def _create(words: str | None, line: Mapping[str, Any]) -> None:
    """Do what a line of ``create`` asks for; ``line`` holds all its options by name."""
    if any(asked := [line[name] for name in _SCHEMAS]):
        _print_schema(_SCHEMAS[asked.index(True)])
        return
    how = {name: line[name] for name in ("force", "strict", "open_it")}
    sources = {name: line[name] for name in opt.SOURCES}
    if toolkit().settings.provider == "heygen" and _is_request(line["data"]):
        from heygen_cli.cli import cloud

        cloud.create_video(line)
        return
    if line["resume"] is not None:
        _finish(line["resume"], alone=not any((words, line["dry_run"], *sources.values())), **how)
        return
    flags = {name: line[name] for name in opt.STORYBOARD}
    flags["format"] = line["file_format"] or _format_of(line["output"])
    request = read(flags, words=words, **sources)
    if line["dry_run"]:
        show_dry_run(request.storyboard)
    elif line["detach"]:
        queue(request, line["output"], force=how["force"], strict=how["strict"])
    else:
        make(request, line["output"], **how)


def _is_request(data: str | None) -> bool:
    """Whether --data is a request in HeyGen's own words, which goes there as it is."""
    from heygen_cli.cli import cloud

    return data is not None and "type" in cloud.read_data(data)


def _finish(video_id: str, *, alone: bool, force: bool, strict: bool, open_it: bool) -> None:
    if not alone:
        raise InvalidInput(
            "--resume finishes a video as it was requested", param="--resume", hint="leave out the script and --dry-run"
        )
    with progress(strict=strict) as reporter:
        made = toolkit().videos.resume(video_id, progress=reporter, overwrite=force)
    show(made, open_it=open_it)


def _print_schema(name: str) -> None:
    if name == "storyboard_schema":
        from heygen_cli.domain.schema import storyboard_schema

        schema = storyboard_schema()
    else:
        from heygen_cli.v3 import video

        schema = video.request_schema() if name == "request_schema" else video.response_schema()
    console().text(json.dumps(schema, ensure_ascii=False))
