"""A HeyGen v3 request as a storyboard for this machine. What cannot be done here is told, never passed over."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from pydantic import BaseModel

from heygen_cli.domain.errors import InvalidInput
from heygen_cli.domain.event import Event
from heygen_cli.domain.fields import Marks, Where, raise_faults, suggestion
from heygen_cli.v3 import video as v3
from heygen_cli.v3.reading import validated

# Fields with which the cloud changes picture or sound and the local renderer does not.
_NOT_HERE = ("engine", "fit", "motion_prompt", "remove_background", "watermark", "playback")
_NO_CALLBACKS = ("callback_id", "callback_url")


@dataclass
class Body:
    """A request in our own words: ``data`` is a storyboard mapping, ``events`` tell what differs from the cloud."""

    data: dict[str, Any]
    marks: Marks
    events: list[Event] = field(default_factory=list)


# The look that was made of the photograph at an address of a request, if there is one.
PortraitOf = Callable[[str], str | None]


def from_body(data: object, marks: Marks, portrait_of: PortraitOf = lambda _: None) -> Body:
    """Translate a request. Raises InvalidInput or ManyInvalid with the place of every fault."""
    if not isinstance(data, dict):
        raise marks.fault((), "The request must be a JSON object", "heygen video create --request-schema")
    model = _model(data, marks)
    request = validated(model, data, marks)
    return _Translator(data, marks, portrait_of).body(request)


def _model(data: dict[str, Any], marks: Marks) -> type[v3.AvatarVideo | v3.ImageVideo | v3.StudioVideo]:
    kind = data.get("type")
    if not isinstance(kind, str) or kind not in v3.REQUESTS:
        options = tuple(v3.REQUESTS)
        message = "type is missing" if kind is None else f'"{kind}" is not a type of video that can be made here'
        raise marks.fault(("type",), message, suggestion(str(kind or ""), options))
    return v3.REQUESTS[kind]


class _Translator:
    """Turns one request, remembering where each of our fields came from."""

    def __init__(self, data: dict[str, Any], marks: Marks, portrait_of: PortraitOf) -> None:
        self._data = data
        self._marks = marks
        self._portrait_of = portrait_of
        self._faults: list[InvalidInput] = []
        self._events: list[Event] = []
        self._origins: dict[Where, Where] = {}

    def body(self, request: v3.AvatarVideo | v3.ImageVideo | v3.StudioVideo) -> Body:
        """The whole request."""
        self._tell_output(request)
        board = self._output(request)
        if isinstance(request, v3.StudioVideo):
            board |= self._studio(request)
        else:
            scene = self._figure(request, (), 0)
            board |= {"scenes": [scene], "voice_settings": self._tuning([(request, ())])}
        raise_faults(self._faults)
        given = {name: value for name, value in board.items() if value is not None}
        return Body(given, replace(self._marks, origins=self._origins), list(dict.fromkeys(self._events)))

    def _output(self, request: v3.Output) -> dict[str, Any]:
        if request.aspect_ratio == "auto":
            self._tell("info", "aspect_ratio", "aspect_ratio auto becomes 16:9 here")
        caption = request.caption
        return {
            "title": request.title,
            "format": getattr(request, "output_format", None),
            "resolution": request.resolution,
            "aspect_ratio": None if request.aspect_ratio == "auto" else request.aspect_ratio,
            "captions": "off" if caption is None else ("burn" if caption.style else "sidecar"),
        }

    def _tell_output(self, request: v3.Output) -> None:
        for name in _NO_CALLBACKS:
            if getattr(request, name):
                self._tell("warning", name, f"{name} is not used: nothing is called when a local video is ready")
        self._tell_unused(request)

    def _tell_unused(self, part: BaseModel) -> None:
        for name in _NOT_HERE:
            if getattr(part, name, None):
                self._tell("fallback", name, f"{name} has no effect here: the local renderer has no such thing")

    # -- scenes ----------------------------------------------------------------------------------------------------

    def _studio(self, request: v3.StudioVideo) -> dict[str, Any]:
        scenes: list[dict[str, Any]] = []
        spoken: list[tuple[v3.Spoken, Where]] = []
        for number, scene in enumerate(request.scenes):
            where: Where = ("scenes", number)
            if isinstance(scene, v3.VideoScene):
                self._tell_unused(scene)
                scenes.append(self._shown("video", scene, where, number) | {"layout": "none"})
                scenes[-1]["show"]["video"]["sound"] = True
            elif isinstance(scene, v3.ImageScene):
                scenes.append(self._image(scene, where, number))
                if not _is_silent(scene):
                    spoken.append((scene, where))
            else:
                scenes.append(self._figure(scene.input, (*where, "input"), number))
                spoken.append((scene.input, (*where, "input")))
        return {"scenes": scenes, "voice_settings": self._tuning(spoken)}

    def _figure(
        self, part: v3.AvatarVideo | v3.ImageVideo | v3.AvatarInput | v3.ImageInput, where: Where, number: int
    ) -> dict[str, Any]:
        self._tell_unused(part)
        scene = self._spoken(part, where, number)
        if isinstance(part, v3.AvatarVideo | v3.AvatarInput):
            scene["avatar"] = {"look": part.avatar_id}
            self._came_from(("scenes", number, "avatar", "look"), (*where, "avatar_id"))
        else:
            scene |= self._photograph(part.image, (*where, "image"), number)
        if part.expressiveness:
            scene["avatar"] = {**scene.get("avatar", {}), "expressiveness": part.expressiveness}
        setting = getattr(part, "background", None)
        if setting is not None:
            scene["background"] = self._background(setting, (*where, "background"), number)
        return scene

    def _photograph(self, image: v3.Asset, where: Where, number: int) -> dict[str, Any]:
        file = self._file(image, where, ("scenes", number, "background"))
        look = file and self._portrait_of(file)
        if look:
            return {"avatar": {"look": look}}
        self._tell(
            "fallback",
            "image",
            "A presenter speaks before the image: no presenter was made of this photograph",
            "heygen avatar create makes one, once",
        )
        return {"background": file}

    def _image(self, part: v3.ImageScene, where: Where, number: int) -> dict[str, Any]:
        scene = self._shown("image", part, where, number) | {"layout": "none"}
        if not _is_silent(part):
            scene |= self._spoken(part, where, number)
        elif part.duration is None:
            self._refuse(where, "A silent image needs a duration", "give it one, or a script")
        if part.duration is not None:
            scene["duration"] = part.duration
            self._came_from(("scenes", number, "duration"), (*where, "duration"))
        return scene

    def _shown(self, kind: str, part: v3.ImageScene | v3.VideoScene, where: Where, number: int) -> dict[str, Any]:
        file = self._file(part.source, (*where, "source"), ("scenes", number, "show", kind, "file"))
        return {"show": {kind: {"file": file}}}

    def _spoken(self, part: v3.Spoken, where: Where, number: int) -> dict[str, Any]:
        given = [name for name in ("script", "audio_url", "audio_asset_id") if getattr(part, name)]
        if len(given) != 1:
            message = f"{' and '.join(given)} do not go together" if given else "There is nothing to say"
            self._refuse((*where, given[1]) if given else where, message, "give either script or audio_url")
        for ours, theirs in (("script", "script"), ("audio", "audio_url"), ("audio", "audio_asset_id")):
            if theirs in given:
                self._came_from(("scenes", number, ours), (*where, theirs))
        self._came_from(("scenes", number, "voice"), (*where, "voice_id"))
        return {"script": part.script, "audio": part.audio_url or part.audio_asset_id, "voice": part.voice_id}

    # -- parts of scenes -------------------------------------------------------------------------------------------

    def _background(self, setting: v3.BackgroundSetting | v3.ColorBackground, where: Where, number: int) -> str | None:
        name: str
        value: str | None
        if isinstance(setting, v3.ColorBackground):
            name, value = "color", setting.color
        elif setting.type == "color":
            name, value = "value", setting.value
        else:
            name, value = ("url", setting.url) if setting.url else ("asset_id", setting.asset_id)
        if not value:
            self._refuse(where, f"A background of type {setting.type} needs its {name}")
            return None
        self._came_from(("scenes", number, "background"), (*where, name))
        return value

    def _file(self, asset: v3.UrlAsset | v3.IdAsset | v3.InlineAsset, where: Where, ours: Where) -> str | None:
        if isinstance(asset, v3.InlineAsset):
            self._refuse(where, "A file inside the request cannot be read here", 'save it and give "type": "url"')
            return None
        name = "url" if isinstance(asset, v3.UrlAsset) else "asset_id"
        self._came_from(ours, (*where, name))
        return asset.url if isinstance(asset, v3.UrlAsset) else asset.asset_id

    def _tuning(self, spoken: list[tuple[v3.Spoken, Where]]) -> dict[str, float] | None:
        found: list[dict[str, float]] = []
        for part, where in spoken:
            tuning = part.voice_settings or v3.VoiceTuning()
            for name in ("engine_settings", "locale"):
                if getattr(tuning, name):
                    self._tell("warning", name, f"voice_settings.{name} has no effect on local voices")
            found.append({"speed": tuning.speed, "pitch": tuning.pitch, "volume": tuning.volume})
            if found[0] != found[-1]:
                self._refuse((*where, "voice_settings"), "All scenes must have the same voice_settings here")
        if not spoken:
            return None
        for name in ("speed", "pitch", "volume"):
            self._came_from(("voice_settings", name), (*spoken[0][1], "voice_settings", name))
        return found[0]

    def _came_from(self, ours: Where, theirs: Where) -> None:
        """Let faults found later in our field be told where the user wrote it."""
        self._origins[ours] = theirs

    def _refuse(self, where: Where, message: str, hint: str | None = None) -> None:
        self._faults.append(self._marks.fault(where, message, hint))

    def _tell(self, kind: Any, code: str, message: str, hint: str | None = None) -> None:
        self._events.append(Event(kind, code, message, hint=hint))


def _is_silent(part: v3.Spoken) -> bool:
    return not (part.script or part.audio_url or part.audio_asset_id)
