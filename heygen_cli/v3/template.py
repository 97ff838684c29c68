"""HeyGen's v3 request for a film of a template, read as an order for this machine."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import Field

from heygen_cli.domain.errors import InvalidInput, ManyInvalid
from heygen_cli.domain.event import Event
from heygen_cli.domain.fields import Fields, Marks, kind_of, raise_faults
from heygen_cli.domain.storyboard import ASPECT_RATIOS, RESOLUTIONS, Storyboard
from heygen_cli.domain.template import Order
from heygen_cli.domain.variables import Value
from heygen_cli.v3.reading import validated
from heygen_cli.v3.video import Model

# The properties that carry a variable's value, and those that only say how the cloud places it.
_CARRIERS = ("content", "url", "asset_id", "character_id", "voice_id")
_MANNERS = ("fit", "play_style", "volume", "locale", "type", "speed", "pitch")
_TYPES = ("text", "image", "video", "audio", "character", "voice")
# Fields with which the cloud does what is not done here, and what is told about them.
_NOT_HERE = {
    "brand_voice_id": "brand_voice_id has no effect on local voices",
    "callback_id": "callback_id is not used: nothing is called when a local video is ready",
    "callback_url": "callback_url is not used: nothing is called when a local video is ready",
    "enable_sharing": "enable_sharing is not used: a local video has no page to share",
    "folder_id": "folder_id is not used: --output says where the file goes",
    "include_gif": "include_gif is not used: heygen video gif makes one",
    "keep_text_vertically_centered": "keep_text_vertically_centered has no effect: text stays where it stands",
}


class Dimension(Model):
    """Width and height of the picture in pixels."""

    width: int = Field(ge=128, le=4096)
    height: int = Field(ge=128, le=4096)


class Subtitles(Model):
    """How captions look in the cloud; here they look as the template says."""

    preset_name: str
    alignment: int | None = None
    disable_highlight: bool | None = None
    font_size: int | None = None
    position: dict[str, float] | None = None


class TemplateVideo(Model):
    """The request."""

    variables: dict[str, Any]
    title: str | None = None
    caption: bool | None = None
    fps: float | None = Field(default=None, ge=10, le=60)
    dimension: Dimension | None = None
    scene_ids: list[str] | None = Field(default=None, min_length=1)
    subtitles: Subtitles | None = None
    brand_voice_id: str | None = None
    callback_id: str | None = None
    callback_url: str | None = None
    enable_sharing: bool | None = None
    folder_id: str | None = None
    include_gif: bool | None = None
    keep_text_vertically_centered: bool | None = None
    reorder_music: bool | None = None


@dataclass(frozen=True)
class Request:
    """An order, and what of the request has no effect here."""

    order: Order
    events: tuple[Event, ...] = ()


def from_body(data: object, marks: Marks, base: Path) -> Request:
    """Read a request; relative files lie below ``base``. What is wrong with it is kept in the order.

    Raises InvalidInput or ManyInvalid when there are no variables in it.
    """
    if not isinstance(data, dict):
        raise marks.fault((), "The request must be a JSON object", "heygen template generate --request-schema")
    faults: list[InvalidInput] = []
    events: list[Event] = []
    section = Fields(data, (), marks, faults).section("variables")
    request = _model(data, marks, faults)
    if not isinstance(data.get("variables"), dict):
        raise_faults(faults)
    values = {name: _value(section, name, value, events) for name, value in request.variables.items()}
    changes = {
        "title": request.title,
        "fps": request.fps,
        "captions": _captions(request, events),
        **_size(request.dimension, marks, faults),
    }
    events += [Event("warning", name, text) for name, text in _NOT_HERE.items() if getattr(request, name)]
    if request.reorder_music is False:
        events.append(Event("warning", "reorder_music", "reorder_music has no effect: music lies under the whole film"))
    order = Order(
        variables=values,
        scene_ids=None if request.scene_ids is None else tuple(request.scene_ids),
        changes={name: value for name, value in changes.items() if value is not None},
        marks=marks,
        base=base,
        faults=tuple(faults),
    )
    return Request(order, tuple(dict.fromkeys(events)))


def _model(data: dict[str, Any], marks: Marks, faults: list[InvalidInput]) -> TemplateVideo:
    """The fields that can be read, each by itself: one that is wrong does not hide what follows from the others."""
    good: dict[str, Any] = {"variables": {}}
    if data.get("variables") is None:
        faults.append(marks.fault(("variables",), "variables is missing", "the values, by the names of the variables"))
    for name, value in data.items():
        if name == "variables" and not isinstance(value, dict):
            continue  # told already
        try:
            validated(TemplateVideo, {"variables": {}, name: value}, marks)
        except InvalidInput as problem:
            faults += problem.faults if isinstance(problem, ManyInvalid) else (problem,)
        else:
            good[name] = value
    return TemplateVideo.model_validate(good)


def _captions(request: TemplateVideo, events: list[Event]) -> str | None:
    if request.subtitles is not None:
        events.append(Event("fallback", "subtitles", "Subtitles look as the template says: presets are the cloud's"))
        return "burn"
    return None if request.caption is None else "burn" if request.caption else "off"


def _size(wanted: Dimension | None, marks: Marks, faults: list[InvalidInput]) -> dict[str, str]:
    """The resolution and the shape that make a picture of this width and height."""
    if wanted is None:
        return {}
    sizes = {
        Storyboard("", (), resolution=resolution, aspect_ratio=shape).size: (resolution, shape)
        for resolution in RESOLUTIONS
        for shape in ASPECT_RATIOS
    }
    if (wanted.width, wanted.height) not in sizes:
        known = ", ".join(f"{width}x{height}" for width, height in sizes)
        message = f"A picture cannot be {wanted.width}x{wanted.height} here"
        faults.append(marks.fault(("dimension",), message, f"choose from {known}"))
        return {}
    resolution, shape = sizes[wanted.width, wanted.height]
    return {"resolution": resolution, "aspect_ratio": shape}


def _value(section: Fields, name: str, value: Any, events: list[Event]) -> Value | None:
    """A variable's value, plain or in HeyGen's wrapping."""
    if isinstance(value, str | int | float):
        return value
    if not isinstance(value, Mapping):
        section.fault((name,), f"{name} must be a value, not {kind_of(value)}")
        return None
    wrapping = section.section(name)
    wrapping.only("name", "type", "properties")
    wrapping.choice("type", _TYPES)
    properties = wrapping.section("properties")
    properties.only(*_CARRIERS, *_MANNERS)
    carried = [carrier for carrier in _CARRIERS if properties.has(carrier)]
    if len(carried) != 1:
        message = f"{' and '.join(carried)} do not go together" if carried else f"{name} has no value"
        properties.fault((), message, f"give one of {', '.join(_CARRIERS)}")
        return None
    for manner in ("fit", "play_style"):
        if properties.has(manner):
            events.append(Event("fallback", manner, f"{manner} has no effect here: the template says how things fit"))
    plain: Any = properties.raw(carried[0])
    if not isinstance(plain, str | int | float):
        properties.fault((carried[0],), f"{carried[0]} must be a value, not {kind_of(plain)}")
        return None
    return plain


def request_schema() -> dict[str, Any]:
    """The JSON Schema of what ``template generate --data`` takes."""
    return TemplateVideo.model_json_schema()
