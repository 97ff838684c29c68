"""``heygen avatar``: who can present a video."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from heygen_cli.cli.commands import Commands
from heygen_cli.cli.console import Column
from heygen_cli.cli.session import console, toolkit

app = Commands(help="See who can present a video.")
looks = Commands(help="See the looks that presenters appear in.")
app.add_typer(looks, name="looks")

AVATAR_COLUMNS = (
    Column("id", "Id"),
    Column("name", "Name"),
    Column("gender", "Gender"),
    Column("default_voice_id", "Voice"),
    Column("looks_count", "Looks"),
    Column("description", "About"),
)
LOOK_COLUMNS = (
    Column("id", "Id"),
    Column("name", "Name"),
    Column("group_id", "Avatar"),
    Column("gender", "Gender"),
    Column("default_voice_id", "Voice"),
    Column("tags", "Tags"),
)

Ownership = Literal["public", "private"]
AvatarType = Literal["studio_avatar", "digital_twin", "photo_avatar"]
Limit = Annotated[int, typer.Option(help="How many to show, up to 100.")]
Token = Annotated[str | None, typer.Option(help="Continue a list: the next_token of the page before.")]


@app.command("list")
def list_avatars(
    ownership: Annotated[Ownership | None, typer.Option(help="Whose presenters; the built-in ones are public.")] = None,
    limit: Limit = 20,
    token: Token = None,
) -> None:
    """List the presenters.

    Examples:
      heygen avatar list
      heygen avatar list --json | jq -r '.data[].id'
    """
    page = toolkit().avatars.list(limit=limit, token=token, ownership=ownership)
    console().show_list(
        [avatar.to_json() for avatar in page.items],
        AVATAR_COLUMNS,
        has_more=page.next_token is not None,
        next_token=page.next_token,
    )


@app.command("get")
def get_avatar(avatar_id: Annotated[str, typer.Argument(metavar="AVATAR", help="Id of a presenter.")]) -> None:
    """Show one presenter.

    Examples:
      heygen avatar get mira
    """
    console().show(toolkit().avatars.get(avatar_id).to_json(), AVATAR_COLUMNS)


@app.command("preview")
def preview(
    look_id: Annotated[str, typer.Argument(metavar="LOOK", help="Id of a presenter or look.")],
    output: Annotated[Path | None, typer.Option("--output", "-o", help="PNG file to write.")] = None,
    width: Annotated[int, typer.Option(min=16, max=3840, help="Width of the file in pixels.")] = 1280,
    height: Annotated[int, typer.Option(min=16, max=3840, help="Height of the file in pixels.")] = 720,
    force: Annotated[bool, typer.Option("--force", help="Replace the file if it exists.")] = False,
) -> None:
    """Show what a presenter looks like, here at the terminal or in a PNG file.

    Without --output the picture is drawn at the terminal; where there is none, it becomes ./LOOK.png.

    Examples:
      heygen avatar preview mira
      heygen avatar preview mira/casual --output mira.png
    """
    printer = console()
    if output is None and printer.human and printer.coloured:
        from heygen_cli.cli.picture import half_blocks

        printer.text(half_blocks(toolkit().avatars.preview(look_id, 640, 360)))
        return
    look = toolkit().avatars.look(look_id)
    target = output or Path(f"{look.id.replace('/', '-')}.png")
    written = toolkit().avatars.save_preview(look.id, target, width=width, height=height, overwrite=force)
    printer.show({"id": look.id, "path": str(written), "width": width, "height": height})


@looks.command("list")
def list_looks(
    group_id: Annotated[
        str | None, typer.Option("--group-id", "--avatar", metavar="AVATAR", help="Only the looks of this presenter.")
    ] = None,
    avatar_type: Annotated[AvatarType | None, typer.Option(help="Only looks of this type.")] = None,
    ownership: Annotated[Ownership | None, typer.Option(help="Whose looks; the built-in ones are public.")] = None,
    limit: Limit = 20,
    token: Token = None,
) -> None:
    """List the looks of all presenters, or of one.

    Examples:
      heygen avatar looks list
      heygen avatar looks list --group-id mira
    """
    page = toolkit().avatars.looks(
        limit=limit, token=token, avatar_id=group_id, avatar_type=avatar_type, ownership=ownership
    )
    console().show_list(
        [look.to_json() for look in page.items],
        LOOK_COLUMNS,
        has_more=page.next_token is not None,
        next_token=page.next_token,
    )


@looks.command("get")
def get_look(look_id: Annotated[str, typer.Argument(metavar="LOOK", help="Id of a look.")]) -> None:
    """Show one look.

    Examples:
      heygen avatar looks get mira/casual
    """
    console().show(toolkit().avatars.look(look_id).to_json(), LOOK_COLUMNS)
