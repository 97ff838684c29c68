"""From a mapping that a person wrote (YAML, JSON, flags) to a storyboard, with every fault told at once."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from heygen_cli.domain.acting import EXPRESSIONS, EXPRESSIVENESS, Acting
from heygen_cli.domain.errors import InvalidInput
from heygen_cli.domain.fields import Fields, Marks, raise_faults
from heygen_cli.domain.naming import title_from
from heygen_cli.domain.staging import FRAMINGS, POSITIONS, SHAPES, SIZES, Staging
from heygen_cli.domain.storyboard import (
    ASPECT_RATIOS,
    CAPTION_MODES,
    DEFAULT_AVATAR,
    DEFAULT_VOICE,
    FORMATS,
    QUALITIES,
    RESOLUTIONS,
    SCRIPT_LIMIT,
    Background,
    Captions,
    Scene,
    Storyboard,
    VoiceSettings,
)

FIELDS = (
    *("title", "resolution", "aspect_ratio", "fps", "quality", "avatar", "voice", "voice_settings"),
    *("background", "captions", "format", "scenes"),
)
AVATAR_FIELDS = ("look", "framing", "position", "size", "mirrored", "shape", "expression", "expressiveness")
SCENE_FIELDS = ("title", "script", "audio", "avatar", "voice", "background")
SCENE_LIMIT = 1000
NAME_LIMIT = 500
FPS = (10, 60)  # below ten, lips no longer seem to speak; above sixty, nothing is gained
SPEED, PITCH, VOLUME = (0.5, 2.0), (-12, 12), (0, 2)

_PLAIN = Captions()

IMAGES = (".png", ".jpg", ".jpeg", ".webp", ".bmp", ".gif")
VIDEOS = (".mp4", ".m4v", ".mov", ".webm", ".mkv", ".avi")
_COLOR = re.compile(r"#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})")
_URL = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]+://")


def storyboard_from_mapping(
    data: object, marks: Marks, base: Path, *, exists: Callable[[Path], bool] = Path.is_file, title: str | None = None
) -> Storyboard:
    """Read a storyboard; relative paths are taken from ``base``.

    ``title`` stands in for one that is not there. Raises InvalidInput for one fault and ManyInvalid for several,
    each with its file, line, column and path, or with the flag that caused it.
    """
    faults: list[InvalidInput] = []
    fields = Fields(data, (), marks, faults)
    raise_faults(faults)
    fields.only(*FIELDS)
    files = _Files(base, exists)
    player = _player(fields, _Player(DEFAULT_AVATAR, Staging(), Acting()))
    scenes = tuple(_scene(item, files, player) for item in fields.items("scenes", most=SCENE_LIMIT))
    settings: dict[str, Any] = {
        "title": fields.text("title", limit=NAME_LIMIT),
        "resolution": fields.choice("resolution", RESOLUTIONS),
        "aspect_ratio": fields.choice("aspect_ratio", ASPECT_RATIOS),
        "fps": fields.whole_number("fps", *FPS),
        "quality": fields.choice("quality", QUALITIES),
        "format": fields.choice("format", FORMATS),
        "avatar": player.look,
        "staging": player.staging,
        "acting": player.acting,
        "voice": fields.text("voice", limit=NAME_LIMIT) or DEFAULT_VOICE,
        "voice_settings": _voice_settings(fields.section("voice_settings")),
        "background": files.background(fields),
        "captions": _captions(fields),
    }
    raise_faults(faults)
    given = _given(settings)
    given["title"] = " ".join(given.get("title", title or _title_of(scenes)).split())
    return Storyboard(scenes=scenes, **given)


def _title_of(scenes: tuple[Scene, ...]) -> str:
    first = scenes[0]
    return title_from(first.title or first.script or (first.audio.stem if first.audio else ""))


@dataclass(frozen=True)
class _Player:
    """Who presents and how: a look, where they stand, what they play."""

    look: str
    staging: Staging
    acting: Acting


def _player(fields: Fields, default: _Player) -> _Player:
    """What ``avatar`` says: the id of a look, or a section in which whatever is left out stays as in ``default``."""
    value = fields.raw("avatar")
    if not isinstance(value, Mapping):
        return replace(default, look=fields.text("avatar", limit=NAME_LIMIT) or default.look)
    section = fields.section("avatar")
    section.only(*AVATAR_FIELDS)
    staging = {
        "framing": section.choice("framing", FRAMINGS),
        "position": section.choice("position", POSITIONS),
        "size": section.number("size", *SIZES),
        "mirrored": section.flag("mirrored"),
        "shape": section.choice("shape", SHAPES),
    }
    acting = {
        "expression": section.choice("expression", EXPRESSIONS),
        "expressiveness": section.choice("expressiveness", EXPRESSIVENESS),
    }
    return _Player(
        section.text("look", limit=NAME_LIMIT) or default.look,
        replace(default.staging, **_given(staging)),
        replace(default.acting, **_given(acting)),
    )


def _given(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None}


def _scene(fields: Fields, files: _Files, default: _Player) -> Scene:
    fields.only(*SCENE_FIELDS)
    own = _player(fields, default) if fields.has("avatar") else None
    audio = files.audio(fields)
    if fields.usable and not fields.has("script") and not fields.has("audio"):
        fields.fault((), "This scene has nothing to say", "give it a script, or a recording as audio")
    return Scene(
        script=_script(fields),
        audio=audio,
        avatar=own.look if own else None,
        staging=own.staging if own else None,
        acting=own.acting if own else None,
        voice=fields.text("voice", limit=NAME_LIMIT),
        background=files.background(fields),
        title=fields.text("title", limit=NAME_LIMIT),
    )


def _script(fields: Fields) -> str:
    value = fields.raw("script")
    if isinstance(value, str) and len(value) > SCRIPT_LIMIT:
        fields.fault(
            ("script",),
            f"The script has {len(value):,} characters; a scene holds at most {SCRIPT_LIMIT:,}",
            "split it into scenes: heygen video create --storyboard FILE",
        )
        return ""
    if value == "" and fields.has("audio"):
        return ""
    return fields.text("script", limit=SCRIPT_LIMIT) or ""


def _voice_settings(fields: Fields) -> VoiceSettings:
    fields.only("speed", "pitch", "volume")
    given = {
        "speed": fields.number("speed", *SPEED),
        "pitch": fields.number("pitch", *PITCH),
        "volume": fields.number("volume", *VOLUME),
    }
    return VoiceSettings(**_given(given))


def _captions(fields: Fields) -> Captions | None:
    value = fields.raw("captions")
    if value is None:
        return None
    if not isinstance(value, Mapping):
        return Captions(fields.choice("captions", CAPTION_MODES) or _PLAIN.mode)
    section = fields.section("captions")
    section.only("mode", "style")
    return Captions(
        section.choice("mode", CAPTION_MODES) or _PLAIN.mode, section.text("style", limit=NAME_LIMIT) or _PLAIN.style
    )


class _Files:
    """The files a storyboard names, looked for from the folder it lies in."""

    def __init__(self, base: Path, exists: Callable[[Path], bool]) -> None:
        self._base = base
        self._exists = exists

    def audio(self, fields: Fields) -> Path | None:
        value = fields.text("audio", limit=NAME_LIMIT * 8)
        return self._find(fields, "audio", value) if value else None

    def background(self, fields: Fields) -> Background | None:
        value = fields.text("background", limit=NAME_LIMIT * 8)
        if value is None:
            return None
        if value.startswith("#"):
            return _color(fields, value)
        suffix = Path(value).suffix.lower()
        if suffix not in IMAGES + VIDEOS:
            fields.fault(
                ("background",),
                f'"{value}" is neither a colour nor an image or video file',
                f'a colour is written "#1e293b"; files end in {", ".join(IMAGES + VIDEOS)}',
            )
            return None
        path = self._find(fields, "background", value)
        return Background("image" if suffix in IMAGES else "video", str(path)) if path else None

    def _find(self, fields: Fields, name: str, value: str) -> Path | None:
        if value.startswith("file://"):
            value = unquote(urlsplit(value).path)
        elif _URL.match(value):
            fields.fault((name,), f"{value} is not a local file", "download it first; rendering needs no network")
            return None
        place = Path(value).expanduser() if value.startswith("~/") else Path(value)
        path = Path(os.path.abspath(self._base / place))  # noqa: PTH100 - resolve() would replace the user's links
        if not self._exists(path):
            fields.fault((name,), f"There is no file {path}")
            return None
        return path


def _color(fields: Fields, value: str) -> Background | None:
    if not _COLOR.fullmatch(value):
        fields.fault(("background",), f'"{value}" is not a colour', 'write six hexadecimal digits: "#1e293b"')
        return None
    digits = value[1:].lower()
    return Background("color", "#" + ("".join(digit * 2 for digit in digits) if len(digits) == 3 else digits))
