"""What the commands that make videos share: reading the request, making it, showing what became of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from heygen_cli.cli.console import Column
from heygen_cli.cli.output import agreed
from heygen_cli.cli.session import console, progress, toolkit
from heygen_cli.cli.spending import agree, usd
from heygen_cli.domain.naming import slug

if TYPE_CHECKING:
    from heygen_cli.cli.video_request import Request
    from heygen_cli.domain.film import Plan
    from heygen_cli.domain.storyboard import Storyboard
    from heygen_cli.domain.video import Video


def moment(value: Any) -> str:
    """A time of day, as people write it."""
    return datetime.fromtimestamp(value).astimezone().strftime("%Y-%m-%d %H:%M") if value else ""


def seconds(value: Any) -> str:
    """A length of time."""
    return f"{value:.1f} s" if value is not None else ""


def _timings(timings: Any) -> str:
    return f"{sum(timings.values()):.1f} s" if timings else ""


DETAILS = (
    Column("title", "Title"),
    Column("path", "File"),
    Column("status", "Status"),
    Column("failure_message", "Reason"),
    Column("duration", "Length", seconds),
    Column("size", "Picture"),
    Column("voices", "Voice"),
    Column("timings", "Rendered in", _timings),
    Column("parts", "Parts"),
    Column("subtitles", "Subtitles"),
    Column("created_at", "Created", moment),
    Column("id", "Id"),
)
PLAN = (Column("name", "Part"), Column("kind", "Kind"), Column("reused", "There already"))
WHY = (*PLAN, Column("reason", "Why"))


def read(flags: Mapping[str, Any], **sources: Any) -> Request:
    """The storyboard that a line asks for."""
    from heygen_cli.cli.video_request import Sources, read_request

    def portrait_of(photo: Path) -> str | None:
        avatar = toolkit().avatars.made_of(photo)
        return avatar.id if avatar else None

    return read_request(Sources(**sources), flags, toolkit().settings, portrait_of)


def make(request: Request, output: str | None, *, force: bool, strict: bool, open_it: bool) -> None:
    """Make the film of a request and show what it has become."""
    target = _target(request, output)
    overwrite = agreed(target, force=force)
    agree(request.storyboard, force=force)
    with progress(strict=strict) as reporter:
        for note in request.notes:
            reporter.event(note)
        made = toolkit().videos.create_all(
            request.storyboard,
            target,
            overwrite=overwrite,
            progress=reporter,
            notes=request.notes,
            provider=toolkit().settings.provider,
        )
    if len(made) > 1 and not console().human:
        console().show_list([video.to_json() for video in made], DETAILS)
        return
    for video in made:
        show(video, open_it=open_it)


def _target(request: Request, output: str | None) -> Path:
    return Path(output if output is not None else f"{slug(request.storyboard.title)}.{request.storyboard.format}")


def queue(request: Request, output: str | None, *, force: bool, strict: bool) -> None:
    """Have the film of a request made by a worker, and return at once."""
    target = _target(request, output)
    kit, overwrite = toolkit(), agreed(target, force=force)
    agree(request.storyboard, force=force)
    made = kit.jobs.submit(
        request.storyboard,
        target,
        overwrite=overwrite,
        notes=request.notes,
        strict=strict,
        provider=kit.settings.provider,
    )
    kit.jobs.hire(kit.affordable_workers)
    for video in made:
        show(video)
    console().note(f"Follow it: heygen job watch {made[0].id}")


def dry_run(storyboard: Storyboard) -> None:
    """Show the parts that a render would make or reuse."""
    plans = toolkit().storyboards.plan(storyboard)
    console().show_list([vars(node) for plan in plans for node in plan.nodes], WHY)
    console().note(_forecast(plans))


def show_plan(storyboard: Storyboard, *, why: bool) -> None:
    """Show the same, with figures for programs too."""
    plans = toolkit().storyboards.plan(storyboard)
    nodes = [vars(node) for plan in plans for node in plan.nodes]
    if console().human:
        console().show_list(nodes, WHY if why else PLAN)
        console().note(_forecast(plans))
    else:
        work = round(sum(plan.work for plan in plans), 1)
        first, cost = plans[0], toolkit().estimates.cost_of(plans)
        console().show({"nodes": nodes, "duration": first.duration, "exact": first.exact, "work": work, "cost": cost})


def _forecast(plans: Sequence[Plan]) -> str:
    plan, work = plans[0], sum(plan.work for plan in plans)
    about = "" if plan.exact else "about "
    took = "nothing has to be rendered" if work == 0 else f"rendering takes about {max(1, round(work))} s"
    return f"The film is {about}{plan.duration:.1f} s long; {took}.{_price(plans)}"


def _price(plans: Sequence[Plan]) -> str:
    if not any(plan.bought for plan in plans):
        return ""
    cost = toolkit().estimates.cost_of(plans)
    return " Nobody knows what it costs." if cost is None else f" It costs up to {usd(cost)}."


def show(video: Video, *, open_it: bool = False) -> None:
    """Print what is known of a video."""
    data = video.to_json()
    if console().human:
        beside = video.path.with_suffix(".srt")
        subtitles = beside if data["subtitle_url"] == beside.as_uri() else None
        data = {**with_size(data), "parts": _parts(data), "subtitles": subtitles}
    console().show(data, DETAILS)
    if open_it:
        play(video.path)


def with_size(data: Mapping[str, Any]) -> dict[str, Any]:
    """The data with width and height as one field."""
    size = f"{data['width']} × {data['height']}" if data.get("width") else None
    rate = f", {data['fps']} fps" if size and data.get("fps") and "video_id" in data else ""
    return {**data, "size": size and size + rate}


def _parts(data: Mapping[str, Any]) -> str | None:
    if data["rendered"] is None:
        return None
    if not data["rendered"]:
        return f"all {data['reused']} reused"
    return f"{data['rendered']} rendered, {data['reused']} reused"


def play(path: Path) -> None:
    """Show a film in the default player."""
    if typer.launch(str(path)):
        console().note(f"There is no program to show {path} with.")
