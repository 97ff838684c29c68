"""What a video should be: a title, a format and scenes. Flags, JSON, YAML and HTTP all become one of these."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Literal

from heygen_cli.domain.acting import Acting
from heygen_cli.domain.staging import Staging

FileFormat = Literal["mp4", "webm", "mov"]
CaptionMode = Literal["off", "sidecar", "burn", "karaoke"]
Quality = Literal["draft", "standard", "high"]
BackgroundKind = Literal["color", "image", "video"]

SHORT_SIDE = {"360p": 360, "720p": 720, "1080p": 1080, "4k": 2160}
RESOLUTIONS = ("720p", "1080p", "4k")
ASPECT_RATIOS = ("16:9", "9:16", "1:1", "4:5", "5:4")
CAPTION_MODES: tuple[CaptionMode, ...] = ("off", "sidecar", "burn", "karaoke")
# WebM (VP9) and MOV (ProRes 4444) carry transparency: a scene without a background is then cut out.
FORMATS: tuple[FileFormat, ...] = ("mp4", "webm", "mov")
QUALITIES: tuple[Quality, ...] = ("draft", "standard", "high")
SCRIPT_LIMIT = 5000  # characters, the limit of HeyGen's cloud: what works here works there
DEFAULT_AVATAR = "mira"
DEFAULT_VOICE = "auto"


@dataclass(frozen=True)
class VoiceSettings:
    """How the voice speaks. ``speed`` and ``volume`` are factors, ``pitch`` is in semitones."""

    speed: float = 1.0
    pitch: float = 0.0
    volume: float = 1.0


@dataclass(frozen=True)
class Background:
    """What stands behind the presenter: ``#rrggbb``, or the path of an image or a video, looped to the scene."""

    kind: BackgroundKind
    value: str


@dataclass(frozen=True)
class Captions:
    """Whether and how the spoken words appear."""

    mode: CaptionMode = "burn"
    style: str = "plain"


@dataclass(frozen=True)
class Scene:
    """One stretch of a film: what is said, by whom, before what.

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


@dataclass(frozen=True)
class Storyboard:
    """A whole video. Paths in it are absolute: whoever read it has resolved them against the file it came from."""

    title: str
    scenes: tuple[Scene, ...]
    resolution: str = "1080p"
    aspect_ratio: str = "16:9"
    fps: int = 30
    quality: Quality = "standard"
    avatar: str = DEFAULT_AVATAR
    voice: str = DEFAULT_VOICE
    voice_settings: VoiceSettings = field(default_factory=VoiceSettings)
    background: Background | None = None
    captions: Captions = field(default_factory=Captions)
    staging: Staging = field(default_factory=Staging)
    acting: Acting = field(default_factory=Acting)
    format: FileFormat = "mp4"

    @property
    def size(self) -> tuple[int, int]:
        """Width and height of the picture in pixels, both even; drafts are drawn with a short side of 360."""
        short = SHORT_SIDE["360p" if self.quality == "draft" else self.resolution]
        across, down = (int(part) for part in self.aspect_ratio.split(":"))
        unit = short / min(across, down)
        return round(across * unit / 2) * 2, round(down * unit / 2) * 2

    def to_json(self) -> dict[str, Any]:
        """The storyboard as plain JSON data, the form in which the store keeps it."""
        data = asdict(self)
        for scene in data["scenes"]:
            scene["audio"] = str(scene["audio"]) if scene["audio"] else None
        return data

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Storyboard:
        """The storyboard that ``to_json`` wrote, in this version or an earlier one."""
        return cls(
            **{
                **data,
                "staging": Staging(**data.get("staging", {})),
                "acting": Acting(**data.get("acting", {})),
                "scenes": tuple(_scene(item) for item in data["scenes"]),
                "voice_settings": VoiceSettings(**data["voice_settings"]),
                "background": _background(data["background"]),
                "captions": Captions(**data["captions"]),
            }
        )


def _background(data: dict[str, Any] | None) -> Background | None:
    return Background(**data) if data else None


def _scene(data: dict[str, Any]) -> Scene:
    audio = Path(data["audio"]) if data["audio"] else None
    staging, acting = data.get("staging"), data.get("acting")
    return Scene(
        **{
            **data,
            "audio": audio,
            "background": _background(data["background"]),
            "staging": Staging(**staging) if staging else None,
            "acting": Acting(**acting) if acting else None,
        }
    )
