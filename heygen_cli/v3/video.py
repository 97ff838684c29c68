"""HeyGen's v3 shapes of video requests and answers, as facts to read and write.

Only what the cloud itself accepts is accepted here; a field it does not know is an error, never dropped.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

SCENE_LIMIT = 50
Ratio = Literal["16:9", "9:16", "4:5", "5:4", "1:1", "auto"]


class Model(BaseModel):
    """A JSON object without unknown fields."""

    model_config = ConfigDict(extra="forbid")


class VoiceTuning(Model):
    """How the voice speaks; ``engine_settings`` belongs to one of the cloud's engines."""

    speed: float = Field(default=1, ge=0.5, le=1.5)
    pitch: float = Field(default=0, ge=-50, le=50)
    volume: float = Field(default=1, ge=0, le=1)
    locale: str | None = None
    engine_settings: dict[str, Any] | None = None


class Spoken(Model):
    """What is said: a script or one recording of it."""

    script: str | None = Field(default=None, min_length=1, max_length=5000)
    voice_id: str | None = None
    voice_settings: VoiceTuning | None = None
    audio_url: str | None = None
    audio_asset_id: str | None = None


class UrlAsset(Model):
    """A file by its address; here ``file://`` or a path."""

    type: Literal["url"]
    url: str


class IdAsset(Model):
    """A file by its name; here a path."""

    type: Literal["asset_id"]
    asset_id: str


class InlineAsset(Model):
    """A file inside the request."""

    type: Literal["base64"]
    media_type: str
    data: str


Asset = Annotated[UrlAsset | IdAsset | InlineAsset, Field(discriminator="type")]


class BackgroundSetting(Model):
    """What stands behind the presenter."""

    type: Literal["color", "image"]
    value: str | None = None
    url: str | None = None
    asset_id: str | None = None


class ColorBackground(Model):
    """The background of a studio scene."""

    type: Literal["color"]
    color: str


class Caption(Model):
    """Captions beside the video; with a style they are part of the picture as well."""

    file_format: Literal["srt"] = "srt"
    style: Literal["default"] | None = None


class Output(Model):
    """What every kind of video request has."""

    title: str | None = None
    resolution: Literal["4k", "1080p", "720p"] | None = None
    aspect_ratio: Ratio | None = "16:9"
    caption: Caption | None = None
    callback_id: str | None = None
    callback_url: str | None = None
    watermark: dict[str, Any] | None = None


class _Figure(Output, Spoken):
    background: BackgroundSetting | None = None
    expressiveness: Literal["high", "medium", "low"] | None = None
    fit: Literal["contain", "cover"] | None = None
    motion_prompt: str | None = None
    output_format: Literal["mp4", "webm"] = "mp4"
    remove_background: bool | None = None


class AvatarVideo(_Figure):
    """One presenter speaks."""

    type: Literal["avatar"]
    avatar_id: str
    engine: dict[str, Any] | None = None


class ImageVideo(_Figure):
    """A photograph speaks."""

    type: Literal["image"]
    image: Asset


class AvatarInput(Spoken):
    """The presenter of a studio scene."""

    type: Literal["avatar"]
    avatar_id: str
    background: ColorBackground | None = None
    engine: dict[str, Any] | None = None
    expressiveness: Literal["high", "medium", "low"] | None = None
    motion_prompt: str | None = None


class ImageInput(Spoken):
    """The speaking photograph of a studio scene."""

    type: Literal["image"]
    image: Asset
    expressiveness: Literal["high", "medium", "low"] | None = None
    motion_prompt: str | None = None


class AvatarScene(Model):
    """A scene in which someone speaks."""

    type: Literal["avatar_video"]
    input: Annotated[AvatarInput | ImageInput, Field(discriminator="type")]


class ImageScene(Spoken):
    """A still image, narrated, or silent for a while."""

    type: Literal["image"]
    source: Asset
    duration: float | None = Field(default=None, gt=0)


class VideoScene(Model):
    """A scene that is a video already."""

    type: Literal["video"]
    source: Asset
    playback: dict[str, Any] | None = None


Scene = Annotated[AvatarScene | ImageScene | VideoScene, Field(discriminator="type")]


class StudioVideo(Output):
    """Scenes, one after another."""

    type: Literal["studio"]
    scenes: list[Scene] = Field(min_length=1, max_length=SCENE_LIMIT)


REQUESTS: dict[str, type[AvatarVideo | ImageVideo | StudioVideo]] = {
    "avatar": AvatarVideo,
    "image": ImageVideo,
    "studio": StudioVideo,
}


class RenderEvent(Model):
    """Something worth knowing about how the video was made."""

    kind: Literal["info", "reuse", "warning", "fallback"]
    code: str
    message: str
    hint: str | None = None


class VideoItem(Model):
    """A video as ``create``, ``get`` and ``list`` answer it: HeyGen's fields, then ours."""

    id: str
    video_id: str
    status: Literal["queued", "processing", "interrupted", "completed", "failed", "canceled"]
    title: str
    duration: float | None
    video_url: str | None
    captioned_video_url: str | None
    thumbnail_url: str | None
    subtitle_url: str | None
    created_at: int
    completed_at: int | None
    failure_code: str | None
    failure_message: str | None
    path: str
    provider: str
    batch_id: str | None
    cost: float | None
    width: int | None
    height: int | None
    fps: int | None
    voices: list[str]
    rendered: int | None
    reused: int | None
    timings: dict[str, float]
    events: list[RenderEvent]


class VideoAnswer(Model):
    """The whole answer."""

    data: VideoItem


def request_schema() -> dict[str, Any]:
    """The JSON Schema of what ``video create --data`` takes."""
    union = Annotated[AvatarVideo | ImageVideo | StudioVideo, Field(discriminator="type")]
    adapter: TypeAdapter[Any] = TypeAdapter(union)
    return adapter.json_schema()


def response_schema() -> dict[str, Any]:
    """The JSON Schema of what ``video create`` and ``video get`` answer."""
    return VideoAnswer.model_json_schema()
