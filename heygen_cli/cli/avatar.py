"""``heygen avatar``: who can present a video."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from heygen_cli.cli.commands import Commands
from heygen_cli.cli.console import Column
from heygen_cli.cli.session import console, progress, toolkit
from heygen_cli.domain.avatar import CONSENT, ConsentWay, Preview
from heygen_cli.domain.staging import Framing, Staging
from heygen_cli.domain.voice import Gender

app = Commands(help="See who can present a video, and let photographs do it.")
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
    for fault in toolkit().avatars.faults():
        console().note(f"{fault.location}: {fault.message}")
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
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="A .png picture, or a .mp4, .webm or .mov clip of 5 seconds.")
    ] = None,
    width: Annotated[int, typer.Option(min=64, max=3840, help="Width of the picture in pixels.")] = 1280,
    height: Annotated[int, typer.Option(min=64, max=3840, help="Height of the picture in pixels.")] = 720,
    framing: Annotated[Framing | None, typer.Option(help="How much of them is seen.")] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace the file if it exists.")] = False,
) -> None:
    """Show what a presenter looks like, here at the terminal, in a picture or in a clip.

    Without --output the picture is drawn at the terminal; where there is none, it becomes ./LOOK.png.

    Examples:
      heygen avatar preview mira
      heygen avatar preview mira/casual --framing wide --output mira.png
      heygen avatar preview leo --output leo.mp4
    """
    printer = console()
    if output is None and printer.human and printer.coloured:
        from heygen_cli.cli.picture import half_blocks

        printer.text(half_blocks(toolkit().avatars.still(look_id, Preview(640, 360, Staging(framing)))))
        return
    look, wanted = toolkit().avatars.look(look_id), Preview(width, height, Staging(framing))
    target = output or Path(f"{look.id.replace('/', '-')}.png")
    with progress() as reporter:
        written = toolkit().avatars.save_preview(look.id, target, wanted, progress=reporter, overwrite=force)
    printer.show({"id": look.id, "path": str(written)}, (Column("id", "Look"), Column("path", "File")))


@app.command("sheet")
def sheet(
    avatars: Annotated[list[str] | None, typer.Argument(metavar="[AVATAR]...", help="Only these presenters.")] = None,
    output: Annotated[Path, typer.Option("--output", "-o", help="PNG file to write.")] = Path("avatars.png"),
    force: Annotated[bool, typer.Option("--force", help="Replace the file if it exists.")] = False,
) -> None:
    """Put every look of every presenter on one page.

    Examples:
      heygen avatar sheet
      heygen avatar sheet mira leo --output two.png
    """
    with progress() as reporter:
        written = toolkit().avatars.sheet(output, avatars or (), progress=reporter, overwrite=force)
    console().show({"path": str(written)}, (Column("path", "File"),))


@app.command("create")
def create(
    photo: Annotated[
        Path, typer.Option("--photo", metavar="FILE", help="A portrait: one face, looking at the camera.")
    ],
    name: Annotated[str, typer.Option("--name", help="What the presenter is called; the id comes from it.")],
    gender: Annotated[Gender, typer.Option(help="Which voice suits them.")] = "neutral",
    voice: Annotated[str | None, typer.Option(metavar="VOICE", help="Their voice when none is named.")] = None,
    consent: Annotated[bool, typer.Option("--consent", help="The person shown agrees that it speaks.")] = False,
    lipsync: Annotated[
        Path | None,
        typer.Option("--lipsync", metavar="FILE", help="A network that moves the lips: ONNX, as Wav2Lip"),
    ] = None,
) -> None:
    """Let a photograph speak: make a presenter of a portrait.

    The picture stays on this machine. The agreement of the person shown is asked for and kept with it.

    Examples:
      heygen avatar create --photo me.jpg --name "Ada" --gender female --consent
    """
    way: ConsentWay | None = "flag" if consent else None
    if not consent and console().confirm(f"{CONSENT} Is that so?", force_with="--consent"):
        way = "terminal"
    avatar = toolkit().avatars.create(photo, name=name, consented=way, gender=gender, voice=voice, lipsync=lipsync)
    console().show(avatar.to_json(), AVATAR_COLUMNS)


@app.command("delete")
def delete(
    avatar_id: Annotated[str, typer.Argument(metavar="AVATAR", help="Id of a photo avatar.")],
    force: Annotated[bool, typer.Option("--force", "-y", "--yes", help="Do not ask.")] = False,
) -> None:
    """Remove a photo avatar and its files.

    Examples:
      heygen avatar delete ada --force
    """
    avatar = toolkit().avatars.get(avatar_id)
    if not force and not console().confirm(f'Delete the photo avatar "{avatar.name}" ({avatar.id})?'):
        console().note("Nothing was deleted.")
        return
    toolkit().avatars.delete(avatar_id)
    console().show({"id": avatar_id, "deleted": True}, (Column("id", "Deleted"),))


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
