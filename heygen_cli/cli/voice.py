"""``heygen voice``: who can speak."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from heygen_cli.cli import lexicon
from heygen_cli.cli.avatar import Limit, Token
from heygen_cli.cli.commands import Commands
from heygen_cli.cli.console import Column
from heygen_cli.cli.session import console, progress, toolkit
from heygen_cli.cli.words import read_text
from heygen_cli.domain.errors import InvalidInput
from heygen_cli.domain.speech import SpeechRequest

app = Commands(help="See who can speak, and hear them.")
app.add_typer(lexicon.app, name="lexicon")

VOICE_COLUMNS = (
    Column("voice_id", "Id"),
    Column("language", "Lang"),
    Column("gender", "Gender"),
    Column("style", "Style"),
    Column("quality", "Quality"),
    Column("available", "Here"),
)
DETAILS = (
    VOICE_COLUMNS[0],
    Column("name", "Name"),
    *VOICE_COLUMNS[1:],
    Column("sample_rate", "Sample rate", lambda rate: f"{rate / 1000:.0f} kHz"),
    Column("licence", "Licence"),
    Column("install_hint", "To install"),
)
MODEL_COLUMNS = (
    Column("name", "Name"),
    Column("engine", "Engine"),
    Column("language", "Language"),
    Column("gender", "Gender"),
    Column("licence", "Licence"),
    Column("megabytes", "MB"),
    Column("installed", "Installed"),
)
INSTALLED_COLUMNS = (
    Column("name", "Installed"),
    Column("voices", "Voices"),
    Column("licence", "Licence"),
    Column("path", "Folder"),
)
SPOKEN_COLUMNS = (
    Column("path", "File"),
    Column("duration", "Seconds"),
    Column("voice_id", "Voice"),
    Column("language", "Language"),
    Column("timing", "Times"),
    Column("timings_path", "Times file"),
)

VoiceType = Literal["public", "private"]
Gender = Literal["female", "male", "neutral"]


@app.command("list")
def list_voices(
    kind: Annotated[VoiceType, typer.Option("--type", help="Whose voices; the installed ones are public.")] = "public",
    engine: Annotated[str | None, typer.Option(help="Only voices of this engine, such as flite.")] = None,
    language: Annotated[str | None, typer.Option(help="Only this language: en, en-GB, de.")] = None,
    gender: Annotated[Gender | None, typer.Option(help="Only voices of this gender.")] = None,
    installable: Annotated[
        bool, typer.Option("--installable", help="The neural voices that heygen voice install knows by name.")
    ] = False,
    limit: Limit = 20,
    token: Token = None,
) -> None:
    """List the voices, best first.

    Examples:
      heygen voice list --language en
      heygen voice list --installable
      heygen voice list --json | jq -r '.data[].voice_id'
    """
    if installable:
        console().show_list([model.to_json() for model in toolkit().models.list()], MODEL_COLUMNS)
        return
    page = toolkit().voices.list(limit=limit, token=token, language=language, gender=gender, engine=engine, kind=kind)
    console().show_list(
        [voice.to_json() for voice in page.items],
        VOICE_COLUMNS,
        has_more=page.next_token is not None,
        next_token=page.next_token,
    )


@app.command("get")
def get_voice(voice_id: Annotated[str, typer.Argument(metavar="VOICE", help="Id of a voice.")]) -> None:
    """Show one voice.

    Examples:
      heygen voice get flite/rms
    """
    console().show(toolkit().voices.get(voice_id).to_json(), DETAILS)


@app.command("install")
def install(
    name: Annotated[str, typer.Argument(metavar="NAME", help="Name of an installable voice, or any Piper voice's.")],
    source: Annotated[
        str | None, typer.Option("--from", metavar="PLACE", help="Folder or address that has the files.")
    ] = None,
    accept_licence: Annotated[
        bool, typer.Option("--accept-licence", help="Agree to a licence that does not allow every use.")
    ] = False,
) -> None:
    """Install a neural voice. What was cut off goes on where it stopped.

    Examples:
      heygen voice install kristin
      heygen voice install de_DE-thorsten-medium --accept-licence
      heygen voice install kokoro --from ~/Downloads
    """
    with progress() as reporter:
        done = toolkit().models.install(name, source=source, accept_licence=accept_licence, progress=reporter)
    console().show(done.to_json(), INSTALLED_COLUMNS)


@app.command("remove")
def remove(
    name: Annotated[str, typer.Argument(metavar="NAME", help="Name of an installed voice.")],
    force: Annotated[bool, typer.Option("--force", help="Do not ask.")] = False,
) -> None:
    """Delete an installed neural voice.

    Examples:
      heygen voice remove kristin --force
    """
    if not force and not console().confirm(f"Delete the voice {name}?"):
        console().note("Nothing was deleted.")
        return
    folder = toolkit().models.remove(name)
    console().show({"name": name, "deleted": True, "path": str(folder)}, (Column("name", "Deleted"),))


@app.command("preview")
def preview(
    voice_id: Annotated[str, typer.Argument(metavar="VOICE", help="Id of a voice.")],
    text: Annotated[str | None, typer.Option(help="What to say; by default a sentence in its language.")] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="File to write, .wav or .mp3; by default VOICE.mp3.")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace the file if it exists.")] = False,
) -> None:
    """Hear what a voice is like.

    Examples:
      heygen voice preview flite/rms
      heygen voice preview espeak/de --output german.wav
    """
    target = output or Path(f"{voice_id.replace('/', '-')}.mp3")
    with progress() as reporter:
        spoken = toolkit().voices.preview(voice_id, target, text=text, overwrite=force, tell=reporter.event)
    console().show(spoken.to_json(), SPOKEN_COLUMNS)


@app.command("synth")
def synth(
    text: Annotated[str | None, typer.Argument(metavar="[TEXT]", help="What to say.")] = None,
    file: Annotated[
        str | None, typer.Option("--file", "-f", metavar="FILE", help="Read the text from a file; - is stdin.")
    ] = None,
    voice: Annotated[str | None, typer.Option(metavar="VOICE", help="Id of a voice.")] = None,
    language: Annotated[str | None, typer.Option(help="Language of the text, when it cannot be told from it.")] = None,
    speed: Annotated[float, typer.Option(help="Factor from 0.5 to 2.")] = 1.0,
    pitch: Annotated[float, typer.Option(help="Semitones from -12 to 12.")] = 0.0,
    volume: Annotated[float, typer.Option(help="Factor from 0 to 2.")] = 1.0,
    ssml: Annotated[bool, typer.Option("--ssml", help="The text is SSML.")] = False,
    output: Annotated[Path, typer.Option("--output", "-o", help="File to write, .wav or .mp3.")] = Path("speech.wav"),
    timings: Annotated[Path | None, typer.Option(help="Write when each word and sound is heard, as JSON.")] = None,
    strict: Annotated[bool, typer.Option("--strict", help="Fail rather than say anything but what was meant.")] = False,
    force: Annotated[bool, typer.Option("--force", help="Replace the files if they exist.")] = False,
) -> None:
    """Speak a text into a sound file.

    Examples:
      heygen voice synth "Hello there." --output hello.wav
      heygen voice synth --file talk.txt --voice flite/rms --output talk.mp3 --timings talk.json
      echo "From a pipe" | heygen voice synth --file - --output pipe.wav
    """
    kit = toolkit()
    request = SpeechRequest(
        _text(text, file), voice or kit.settings.voice, speed, pitch, volume, language=language, ssml=ssml
    )
    with progress(strict=strict) as reporter:
        spoken = kit.voices.synth(request, output, timings=timings, overwrite=force, tell=reporter.event)
    console().show(spoken.to_json(), SPOKEN_COLUMNS)


def _text(text: str | None, file: str | None) -> str:
    if text is not None and file is None:
        return text
    if file is not None and text is None:
        return read_text(file, "--file")
    raise InvalidInput("Give a text or --file, and not both", param="text", hint='heygen voice synth "Hello there."')
