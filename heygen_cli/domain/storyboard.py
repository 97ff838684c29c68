"""What a video should be: a title, a format and scenes. Flags, JSON, YAML and HTTP all become one of these."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Annotated, Any, ClassVar, Literal

from heygen_cli.domain.acting import Acting
from heygen_cli.domain.background import Background
from heygen_cli.domain.brand import Brand
from heygen_cli.domain.captions import Captions
from heygen_cli.domain.kinds import Choice, Text
from heygen_cli.domain.layout import Layout
from heygen_cli.domain.music import Music
from heygen_cli.domain.overlay import BRoll, Overlay, SoundEffect
from heygen_cli.domain.panel import Panel
from heygen_cli.domain.staging import Staging
from heygen_cli.domain.transition import CUT, Transition

FileFormat = Literal["mp4", "webm", "mov"]
Quality = Literal["draft", "standard", "high"]
Codec = Literal["auto", "h264", "h265", "av1", "vp9", "prores"]
Encoder = Literal["software", "auto", "nvenc", "qsv", "videotoolbox"]

SHORT_SIDE = {"360p": 360, "720p": 720, "1080p": 1080, "4k": 2160}
RESOLUTIONS = ("720p", "1080p", "4k")
ASPECT_RATIOS = ("16:9", "9:16", "1:1", "4:5", "5:4")
# WebM (VP9) and MOV (ProRes 4444) carry transparency: a scene without a background is then cut out.
FORMATS: tuple[FileFormat, ...] = ("mp4", "webm", "mov")
QUALITIES: tuple[Quality, ...] = ("draft", "standard", "high")
CODECS: tuple[Codec, ...] = ("auto", "h264", "h265", "av1", "vp9", "prores")
# The codecs that each kind of file may hold here; the first is the usual one.
CODECS_IN: dict[FileFormat, tuple[Codec, ...]] = {
    "mp4": ("h264", "h265", "av1"),
    "webm": ("vp9",),
    "mov": ("prores",),
}
ENCODERS: tuple[Encoder, ...] = ("software", "auto", "nvenc", "qsv", "videotoolbox")
SCRIPT_LIMIT = 5000  # characters, the limit of HeyGen's cloud: what works here works there
SPEED, PITCH, VOLUME = (0.5, 2.0), (-12, 12), (0, 2)
LOUDNESS = (-36.0, -9.0)  # LUFS: below, nothing is heard on a telephone; above, only distortion is gained
DURATIONS = (0.2, 600.0)  # seconds of a scene
SILENT_SCENE = 4.0  # seconds of a scene in which nobody speaks and which does not say how long it is
DEFAULT_AVATAR = "mira"
DEFAULT_VOICE = "auto"


@dataclass(frozen=True)
class VoiceSettings:
    """How the voice speaks. ``speed`` and ``volume`` are factors, ``pitch`` is in semitones."""

    speed: float = 1.0
    pitch: float = 0.0
    volume: float = 1.0


@dataclass(frozen=True)
class Output:
    """Another film of the same scenes."""

    SHORT: ClassVar = "aspect_ratio"
    aspect_ratio: Annotated[str, Choice(ASPECT_RATIOS), "Width to height."]
    resolution: Annotated[str | None, Choice(RESOLUTIONS), "How many lines the shorter side has."] = None
    name: Annotated[str | None, Text(40), "What its file's name ends in."] = None

    @property
    def suffix(self) -> str:
        """What tells its file from the others: ``9x16``."""
        return self.name or "-".join(
            [self.aspect_ratio.replace(":", "x"), *([self.resolution] if self.resolution else [])]
        )


@dataclass(frozen=True)
class Scene:
    """One stretch of a film: what is said, by whom, before what, and what is seen meanwhile.

    ``None`` means that the storyboard's own value applies. ``audio`` is a recording to use in place of a voice;
    ``script`` then says what is spoken in it, and may be empty when that is not known.
    """

    script: str = ""
    audio: Path | None = None
    avatar: str | None = None
    voice: str | None = None
    background: Background | None = None
    title: str | None = None
    staging: Staging | None = None
    acting: Acting | None = None
    layout: Layout = "presenter"
    show: Panel | None = None
    overlays: tuple[Overlay, ...] = ()
    broll: tuple[BRoll, ...] = ()
    sounds: tuple[SoundEffect, ...] = ()
    transition: Transition | None = None
    duration: float | None = None

    @property
    def spoken(self) -> bool:
        """Whether anything is said."""
        return bool(self.script.strip() or self.audio)


@dataclass(frozen=True)
class Storyboard:
    """A whole video. Paths in it are absolute: whoever read it has resolved them against the file it came from."""

    title: str
    scenes: tuple[Scene, ...]
    description: str = ""
    resolution: str = "1080p"
    aspect_ratio: str = "16:9"
    formats: tuple[Output, ...] = ()
    fps: int = 30
    quality: Quality = "standard"
    avatar: str = DEFAULT_AVATAR
    voice: str = DEFAULT_VOICE
    voice_settings: VoiceSettings = field(default_factory=VoiceSettings)
    background: Background | None = None
    brand: Brand = field(default_factory=Brand)
    music: Music | None = None
    captions: Captions = field(default_factory=Captions)
    chapters: bool = True
    transition: Transition = CUT
    staging: Staging = field(default_factory=Staging)
    acting: Acting = field(default_factory=Acting)
    format: FileFormat = "mp4"
    codec: Codec = "auto"
    encoder: Encoder = "software"
    loudness: float = -14.0

    @property
    def size(self) -> tuple[int, int]:
        """Width and height of the picture in pixels, both even; drafts are drawn with a short side of 360."""
        short = SHORT_SIDE["360p" if self.quality == "draft" else self.resolution]
        across, down = (int(part) for part in self.aspect_ratio.split(":"))
        unit = short / min(across, down)
        return round(across * unit / 2) * 2, round(down * unit / 2) * 2

    def in_format(self, output: Output) -> Storyboard:
        """The same film in one of its further formats."""
        resolution = output.resolution or self.resolution
        return replace(self, aspect_ratio=output.aspect_ratio, resolution=resolution, formats=())

    def transition_after(self, index: int) -> Transition:
        """How scene ``index`` (from 0) becomes the next; the last one is just over."""
        if index >= len(self.scenes) - 1:
            return CUT
        return self.scenes[index].transition or self.transition

    def to_json(self) -> dict[str, Any]:
        """The storyboard as plain JSON data, the form in which the store keeps it."""
        from heygen_cli.domain.plain import to_plain

        data: dict[str, Any] = to_plain(self)
        return data

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Storyboard:
        """The storyboard that ``to_json`` wrote, in this version or an earlier one."""
        from heygen_cli.domain.plain import from_plain

        return from_plain(cls, data)
