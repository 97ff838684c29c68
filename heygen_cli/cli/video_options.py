"""The options of the video commands: their names, types and help lines."""

from __future__ import annotations

from typing import Annotated

import typer

from heygen_cli.config import ASPECT_RATIOS, CAPTIONS, QUALITIES, RESOLUTIONS
from heygen_cli.domain.acting import EXPRESSIONS

# The arguments of `video create` that say what a storyboard says too.
STORYBOARD = frozenset(
    ("avatar", "framing", "position", "avatar_size", "mirrored", "shape", "expression", "expressiveness", "voice",
     "speed", "pitch", "volume", "background", "resolution", "aspect_ratio", "fps", "quality", "captions", "title")
)  # fmt: skip
# Those that say where the words come from.
SOURCES = ("script_file", "storyboard", "audio", "data", "variables")

Words = Annotated[str | None, typer.Argument(metavar="[SCRIPT]", help="What the presenter says; or a .txt or .md file")]
ScriptFile = Annotated[str | None, typer.Option("--script-file", metavar="FILE", help="Read the script; - is stdin")]
StoryboardFile = Annotated[
    str | None, typer.Option("--storyboard", metavar="FILE", help="Make the scenes of a YAML or JSON file; - is stdin")
]
Variables = Annotated[
    list[str] | None, typer.Option("--var", metavar="NAME=VALUE", help="Fill a variable of the storyboard; repeatable")
]
Audio = Annotated[str | None, typer.Option(metavar="FILE", help="Speak with this recording in place of a voice")]
Avatar = Annotated[str | None, typer.Option(metavar="ID", help="Presenter or look: heygen avatar list")]
Framing = Annotated[str | None, typer.Option(metavar="NAME", help="close | medium | wide; by default what suits")]
Position = Annotated[str | None, typer.Option(metavar="NAME", help="left | center | right")]
AvatarSize = Annotated[float | None, typer.Option(help="Larger or smaller presenter, 0.3 to 2")]
Mirrored = Annotated[bool | None, typer.Option("--mirrored", help="Flip the presenter")]
Shape = Annotated[str | None, typer.Option(metavar="NAME", help="full | circle: a round picture in the corner")]
Expression = Annotated[str | None, typer.Option(metavar="NAME", help=" | ".join(EXPRESSIONS))]
Expressiveness = Annotated[str | None, typer.Option(metavar="NAME", help="low | medium | high")]
Voice = Annotated[str | None, typer.Option(metavar="ID", help="Voice: heygen voice list")]
Speed = Annotated[float | None, typer.Option(help="Speaking rate, 0.5 to 2")]
Pitch = Annotated[float | None, typer.Option(help="Higher or lower voice, -12 to 12 semitones")]
Volume = Annotated[float | None, typer.Option(help="Loudness of the voice before levelling, 0 to 2")]
Background = Annotated[
    str | None, typer.Option(metavar="#HEX|FILE", help="Colour, image or video behind the presenter")
]
Resolution = Annotated[str | None, typer.Option(metavar="NAME", help=" | ".join(RESOLUTIONS))]
AspectRatio = Annotated[str | None, typer.Option(metavar="W:H", help=" | ".join(ASPECT_RATIOS))]
Fps = Annotated[int | None, typer.Option(help="Pictures per second, 10 to 60")]
Quality = Annotated[str | None, typer.Option(metavar="NAME", help=" | ".join(QUALITIES))]
Captions = Annotated[str | None, typer.Option(metavar="MODE", help=" | ".join(CAPTIONS))]
Format = Annotated[
    str | None, typer.Option("--format", metavar="NAME", help="mp4, or webm | mov with a transparent background")
]
Title = Annotated[str | None, typer.Option(help="Title, also in the file; by default the first words")]
Output = Annotated[str | None, typer.Option("--output", "-o", metavar="FILE", help="Where to; by default ./TITLE.mp4")]
Force = Annotated[bool, typer.Option("--force", "-f", "--yes", "-y", help="Replace or remove without asking")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Show what would be rendered and what reused")]
Detach = Annotated[bool, typer.Option("--detach", help="Put it into the queue and return: heygen job watch ID")]
Strict = Annotated[bool, typer.Option("--strict", help="Fail rather than use another voice, font or engine")]
Resume = Annotated[str | None, typer.Option(metavar="ID", help="Finish an interrupted, stopped or failed video")]
OpenIt = Annotated[bool, typer.Option("--open", help="Show the finished video in the default player")]
Data = Annotated[str | None, typer.Option("--data", "-d", metavar="JSON|FILE|-", help="A HeyGen v3 request as JSON")]
RequestSchema = Annotated[bool, typer.Option("--request-schema", help="Print the JSON Schema of --data")]
ResponseSchema = Annotated[bool, typer.Option("--response-schema", help="Print the JSON Schema of the answer")]

Wait = Annotated[bool, typer.Option("--wait", help="Wait for HeyGen's cloud; here a video is made at once")]
Timeout = Annotated[str, typer.Option("--timeout", metavar="TIME", help="How long to wait: 90s, 20m, 1h30m")]
Headers = Annotated[list[str] | None, typer.Option("--headers", metavar="NAME: VALUE", help="Send HeyGen a header too")]
StoryboardSchema = Annotated[bool, typer.Option("--storyboard-schema", help="Print the JSON Schema of storyboards")]

VideoId = Annotated[str, typer.Argument(metavar="ID", help="Id of a video: heygen video list")]
Limit = Annotated[int, typer.Option(help="Videos on a page, 1 to 100")]
Token = Annotated[str | None, typer.Option(help="Continue after a page: its next_token")]
Status = Annotated[str | None, typer.Option(help="Only queued, processing, interrupted, completed, failed or canceled")]
TitlePart = Annotated[str | None, typer.Option("--title", help="Only titles with this part")]
Asset = Annotated[str, typer.Option(help="video | captioned")]
OutputPath = Annotated[
    str | None, typer.Option("--output-path", "--output", "-o", metavar="FILE", help="Where to; by default ./ID.mp4")
]
Files = Annotated[bool, typer.Option("--files", help="Remove the video file and its subtitles too")]
MediaFile = Annotated[str, typer.Argument(metavar="FILE", help="A video, sound or image file")]
