"""``heygen template``: storyboards kept under a name, filled with other values for each film."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Annotated, Any

import typer

from heygen_cli.cli import video_options as opt
from heygen_cli.cli.commands import Commands
from heygen_cli.cli.console import Column, cell
from heygen_cli.cli.session import console, toolkit
from heygen_cli.cli.video_making import dry_run as show_dry_run
from heygen_cli.cli.video_making import make, moment, queue
from heygen_cli.domain.errors import ConfirmationRequired, InvalidInput

app = Commands(help="Keep storyboards under a name, and make films of them with other words, pictures and voices.")

Name = Annotated[str, typer.Argument(metavar="NAME", help="What it is called")]
File = Annotated[str, typer.Argument(metavar="FILE", help="A YAML or JSON storyboard, Markdown, slides; - is stdin")]
TemplateId = Annotated[str, typer.Argument(metavar="TEMPLATE", help="Its id or name: heygen template list")]
MaybeId = Annotated[str | None, typer.Argument(metavar="TEMPLATE", help="Its id or name: heygen template list")]
Force = Annotated[bool, typer.Option("--force", "-f", "--yes", "-y", help="Replace or remove without asking")]
Limit = Annotated[int, typer.Option(help="Templates on a page, 1 to 100")]
Schema = Annotated[bool, typer.Option("--schema", help="Print the JSON Schema of its variables' values")]
Var = Annotated[list[str] | None, typer.Option("--var", metavar="NAME=VALUE", help="Fill a variable; repeatable")]
Vars = Annotated[
    str | None, typer.Option("--vars", metavar="FILE", help="Fill variables from a YAML or JSON file; - is stdin")
]
Title = Annotated[str | None, typer.Option(help="Title, also in the file; by default the template's")]
Fps = Annotated[float | None, typer.Option(help="Pictures per second, 10 to 60")]
Caption = Annotated[bool | None, typer.Option("--caption/--no-caption", help="Burn captions into the video, or none")]
SceneIds = Annotated[
    list[str] | None, typer.Option("--scene-ids", metavar="IDS", help="Only these scenes, in this order; repeatable")
]
# Options of HeyGen's program that have no effect on a local video; that is said when one is given.
_CLOUD = "Only in HeyGen's cloud"
CloudText = Annotated[str | None, typer.Option(hidden=True, help=_CLOUD)]
CloudFlag = Annotated[bool | None, typer.Option(hidden=True, help=_CLOUD)]

LIST = (
    *(Column("id", "Id"), Column("name", "Name"), Column("aspect_ratio", "Shape")),
    Column("updated_at", "Saved", moment),
)
DETAILS = (
    *(Column("name", "Name"), Column("id", "Id"), Column("aspect_ratio", "Shape")),
    *(Column("scenes", "Scenes", lambda scenes: str(len(scenes))), Column("updated_at", "Saved", moment)),
)
VARIABLES = (
    *(Column("name", "Variable"), Column("value_type", "Type"), Column("default", "Default")),
    *(Column("description", "What it is"), Column("choices", "Choices")),
)
SCENES = (Column("scene_id", "Scene"), Column("script", "Script"))
# The options of `generate` that are fields of HeyGen's request.
_FIELDS = (
    *("title", "caption", "fps", "scene_ids", "brand_voice_id", "callback_id", "callback_url", "enable_sharing"),
    *("folder_id", "include_gif", "keep_text_vertically_centered", "reorder_music"),
)


@app.command()
def save(name: Name, file: File, force: Force = False) -> None:
    """Keep a storyboard under a name, with copies of all files that it needs.

    A template of this name keeps its id and gets the new storyboard.

    Examples:
      heygen template save welcome welcome.yaml
      heygen template save welcome welcome.yaml --force
    """
    from heygen_cli.cli.video_request import read_board

    kit = toolkit()
    document, base, events = read_board(file, kit.settings.folders.cache / "slides", "FILE")
    for event in events:
        console().event(event)
    overwrite = force or (kit.templates.find(name) is not None and _agreed(name))
    template = kit.templates.save(name, document.data, document.marks, base, overwrite=overwrite)
    _show(template.id)


@app.command("list")
def list_templates(limit: Limit = 10, token: opt.Token = None) -> None:
    """List templates, newest first.

    Examples:
      heygen template list
      heygen template list --limit 100 --json
    """
    page = toolkit().templates.list(limit=limit, token=token)
    console().show_list(
        [template.to_json() for template in page.items],
        LIST,
        has_more=page.next_token is not None,
        next_token=page.next_token,
        empty="No templates found. Save one: heygen template save welcome welcome.yaml",
    )


@app.command()
def get(template_id: TemplateId, schema: Schema = False) -> None:
    """Show one template: its variables with their types and defaults, and its scenes.

    Examples:
      heygen template get welcome
      heygen template get welcome --schema > welcome.schema.json
    """
    if schema:
        console().text(json.dumps(toolkit().templates.get(template_id).schema(), ensure_ascii=False))
    else:
        _show(template_id)


@app.command()
def generate(
    template_id: MaybeId = None,
    var: Var = None,
    values: Vars = None,
    data: opt.Data = None,
    title: Title = None,
    caption: Caption = None,
    fps: Fps = None,
    scene_ids: SceneIds = None,
    quality: opt.Quality = None,
    output: opt.Output = None,
    force: opt.Force = False,
    dry_run: opt.DryRun = False,
    detach: opt.Detach = False,
    strict: opt.Strict = False,
    open_it: opt.OpenIt = False,
    brand_voice_id: CloudText = None,
    callback_id: CloudText = None,
    callback_url: CloudText = None,
    enable_sharing: CloudFlag = None,
    folder_id: CloudText = None,
    include_gif: CloudFlag = None,
    keep_text_vertically_centered: CloudFlag = None,
    reorder_music: CloudFlag = None,
    request_schema: opt.RequestSchema = False,
    response_schema: opt.ResponseSchema = False,
) -> None:
    """Make the film of a template.

    Flags win over --vars and --data, and these over the defaults of the template.

    Examples:
      heygen template generate welcome --var name=Ada --output ada.mp4
      heygen template generate welcome --vars ada.json --quality draft
      echo '{"name": "Ada"}' | heygen template generate welcome --vars - --dry-run
      heygen template generate welcome -d '{"variables": {"name": "Ada"}, "caption": true}'
    """
    _generate(template_id, locals())


@app.command()
def delete(template_id: TemplateId, force: Force = False) -> None:
    """Remove a template and its copies of files; films made of it stay.

    Examples:
      heygen template delete welcome
      heygen template delete t_01kb3m9x2t7h4qac --force
    """
    template = toolkit().templates.get(template_id)
    if not force and not console().confirm(f'Delete the template "{template.name}" ({template.id})?'):
        console().note("Nothing was deleted.")
        return
    toolkit().templates.delete(template.id)
    console().show({"id": template.id, "deleted": True}, (Column("id", "Deleted"),))


def _generate(template_id: str | None, line: Mapping[str, Any]) -> None:
    """Do what a line of ``generate`` asks for; ``line`` holds all its options by name."""
    if line["request_schema"] or line["response_schema"]:
        from heygen_cli.v3 import template, video

        schema = template.request_schema() if line["request_schema"] else video.response_schema()
        console().text(json.dumps(schema, ensure_ascii=False))
        return
    if template_id is None:
        raise InvalidInput("It is not said which template", param="TEMPLATE", hint="heygen template list")
    from heygen_cli.cli.template_request import Values, read_order
    from heygen_cli.cli.video_request import Request

    flags = {name: line[name] for name in _FIELDS}
    if flags["scene_ids"]:
        flags["scene_ids"] = [part for words in flags["scene_ids"] for part in words.split(",")]
    wanted = read_order(Values(line["data"], line["values"], line["var"] or ()), flags, line["quality"])
    storyboard, notes = toolkit().templates.storyboard(template_id, wanted.order)
    request = Request(storyboard, (*wanted.events, *notes))
    if line["dry_run"]:
        show_dry_run(storyboard)
    elif line["detach"]:
        queue(request, line["output"], force=line["force"], strict=line["strict"])
    else:
        make(request, line["output"], force=line["force"], strict=line["strict"], open_it=line["open_it"])


def _show(name: str) -> None:
    details = toolkit().templates.details(name)
    if not console().human:
        console().show(details)
        return
    console().show(details, DETAILS)
    variables = [{**item, "default": _default(item)} for item in details["variables"].values()]
    for rows, columns in ((variables, VARIABLES), (details["scenes"], SCENES)):
        if rows:
            console().text("")
            console().show_list(rows, columns)


def _default(variable: Mapping[str, Any]) -> str:
    return "must be given" if variable["required"] else cell(*variable["properties"].values())


def _agreed(name: str) -> bool:
    try:
        return console().confirm(f'There is a template "{name}" already. Replace it?')
    except ConfirmationRequired:
        return False  # the service says it better, with the code that scripts know
