"""From a command line to a storyboard: settings lie lowest, a document above them, flags on top."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from heygen_cli.cli.words import file_named_by, read_text
from heygen_cli.config import Settings
from heygen_cli.domain.errors import InvalidInput
from heygen_cli.domain.event import Event
from heygen_cli.domain.fields import Marks, Where
from heygen_cli.domain.parse import captions_beside, storyboard_from_mapping, with_defaults
from heygen_cli.domain.storyboard import Storyboard

if TYPE_CHECKING:
    from heygen_cli.infra.documents import Document

_VOICE_SETTINGS = ("speed", "pitch", "volume")
# Flags about the presenter, and their names in a storyboard's avatar section.
_AVATAR = {
    "avatar": "look",
    "avatar_size": "size",
    **{name: name for name in ("framing", "position", "mirrored", "shape", "expression", "expressiveness")},
}

_OWN_VOICE = Event("warning", "voice_not_used", "--voice is not used: the recording speaks with its own voice")
# The presenter that was made of a photograph, by the id of its look.
PortraitOf = Callable[[Path], str | None]


@dataclass(frozen=True)
class Sources:
    """Where the words come from: at most one of the first four, and perhaps a recording of them."""

    words: str | None = None
    script_file: str | None = None
    storyboard: str | None = None
    data: str | None = None
    audio: str | None = None
    variables: list[str] | None = None


@dataclass(frozen=True)
class Request:
    """What the user wants, and what should be said about it before it is made."""

    storyboard: Storyboard
    notes: tuple[Event, ...] = ()


@dataclass(frozen=True)
class _Script:
    """The words of the line, the part of it that gave them, and a title when a file did."""

    text: str | None = None
    param: str = "--audio"
    title: str | None = None
    notes: tuple[Event, ...] = ()


@dataclass
class _Layers:
    """A storyboard in the making."""

    data: dict[str, Any] = field(default_factory=dict)
    marks: Marks = field(default_factory=Marks)
    base: Path = field(default_factory=Path.cwd)
    title: str | None = None
    notes: list[Event] = field(default_factory=list)
    # A cloud request says per scene what a storyboard of ours may say once: there, flags win over scenes too.
    flags_reach_scenes: bool = False


def read_request(
    sources: Sources, flags: Mapping[str, Any], settings: Settings, portrait_of: PortraitOf = lambda _: None
) -> Request:
    """Read everything the line names. Raises InvalidInput, or ManyInvalid with every fault found."""
    _refuse_two(sources)
    script = _script(sources)
    if sources.storyboard is not None:
        layers = _storyboard(sources.storyboard, sources.variables or (), settings.folders.cache / "slides")
    elif sources.data is not None:
        layers = _body(sources.data, _body_fields(sources, script, flags), portrait_of)
    else:
        layers = _Layers()
    layers.title = script.title or layers.title
    layers.notes += script.notes
    _lay_flags(layers, {name: value for name, value in flags.items() if value is not None})
    _lay_script(layers, script, sources.audio)
    if sources.audio is not None and flags.get("voice") is not None:
        layers.notes.append(_OWN_VOICE)
    data = with_defaults(layers.data, settings.storyboard)
    storyboard = storyboard_from_mapping(data, layers.marks, layers.base, title=layers.title)
    storyboard, beside = captions_beside(storyboard)
    return Request(storyboard, (*layers.notes, *beside))


def _refuse_two(sources: Sources) -> None:
    given = {
        "SCRIPT": sources.words,
        "--script-file": sources.script_file,
        "--storyboard": sources.storyboard,
    }
    named = [name for name, value in given.items() if value is not None]
    if sources.storyboard is not None and sources.data is not None:
        named.append("--data")
    if len(named) > 1:
        raise InvalidInput(f"{' and '.join(named)} do not go together", param=named[1], hint="choose one of them")
    if sources.variables and sources.storyboard is None:
        raise InvalidInput("Only storyboards have variables", param="--var", hint="--storyboard FILE")
    if not named and sources.data is None and sources.audio is None:
        raise InvalidInput(
            "There is no script",
            param="SCRIPT",
            hint='heygen video create "Hello, and welcome.", or --script-file FILE',
        )


def _body_fields(sources: Sources, script: _Script, flags: Mapping[str, Any]) -> dict[str, str]:
    """What the line says in the words of a HeyGen request, so that it may fill a required field."""
    given = {"script": script.text, "audio_url": sources.audio, "avatar_id": flags.get("avatar")}
    if script.text is not None:
        del given["audio_url"]
    return {name: value for name, value in given.items() if value is not None}


def read_board(name: str, pictures: Path, param: str = "--storyboard") -> tuple[Document, Path, list[Event]]:
    """The document of a storyboard, variables and all, the folder its files lie in, and what should be said about it.

    Pictures of slides and pages are kept in ``pictures``.
    """
    from heygen_cli.infra.intake import read_storyboard

    document, events = read_storyboard(name, lambda: read_text(name, param), pictures)
    if not isinstance(document.data, dict):
        place = "standard input" if name == "-" else name
        raise document.marks.fault((), f"{place} holds no storyboard", "begin it with scenes:")
    return document, Path.cwd() if name == "-" else Path(name).absolute().parent, events


def _storyboard(name: str, variables: Sequence[str], pictures: Path) -> _Layers:
    from heygen_cli.domain.variables import filled
    from heygen_cli.infra.templating import render

    document, base, events = read_board(name, pictures)
    data, given = document.data, assigned(variables)
    if given or "variables" in data:
        data = filled(data, document.marks, given, render)
    return _Layers(data, document.marks, base, _title(name), notes=events)


def assigned(words: Sequence[str]) -> dict[str, str]:
    """The values of ``NAME=VALUE``."""
    return dict(_assigned(word) for word in words)


def _assigned(word: str) -> tuple[str, str]:
    name, mark, value = word.partition("=")
    if not mark:
        raise InvalidInput(f'"{word}" gives no value', param="--var", hint=f"--var {name}=…")
    return name.strip(), value


def _body(argument: str, fields: Mapping[str, str], portrait_of: PortraitOf) -> _Layers:
    from heygen_cli.infra.documents import read_document
    from heygen_cli.v3.storyboard import from_body

    inline = argument.lstrip()[:1] in ("{", "[")
    text = argument if inline else read_text(argument, "--data")
    place = "--data" if inline else ("standard input" if argument == "-" else argument)
    document = read_document(text, place)
    base = Path.cwd() if inline or argument == "-" else Path(argument).absolute().parent
    if isinstance(document.data, dict) and "type" not in document.data and "scenes" in document.data:
        return _Layers(document.data, document.marks, base)  # a storyboard of our own
    body = from_body(_filled(document.data, fields), document.marks, lambda file: portrait_of(_placed(file, base)))
    return _Layers(body.data, body.marks, base, notes=list(body.events), flags_reach_scenes=True)


def _placed(file: str, base: Path) -> Path:
    """Where a file lies that a request names by its path or as ``file://``."""
    return base / (unquote(urlsplit(file).path) if file.startswith("file://") else file)


def _lay_flags(layers: _Layers, flags: Mapping[str, Any]) -> None:
    names: dict[Where, str] = {}
    for name, value in flags.items():
        flag = "--" + name.replace("_", "-")
        if name in _VOICE_SETTINGS:
            names["voice_settings", name] = flag
            layers.data["voice_settings"] = {**(layers.data.get("voice_settings") or {}), name: value}
        elif name in _AVATAR:
            names["avatar", _AVATAR[name]] = flag
            layers.data["avatar"] = {**_section(layers.data.get("avatar")), _AVATAR[name]: value}
            _reach_scenes(layers, _AVATAR[name])
        elif name == "captions" and isinstance(layers.data.get("captions"), dict):
            names["captions", "mode"] = flag
            layers.data["captions"] = {**layers.data["captions"], "mode": value}
        else:
            names[(name,)] = flag
            layers.data[name] = _from_here(value) if name == "background" else value
            for scene in layers.data.get("scenes", ()) if layers.flags_reach_scenes else ():
                scene.pop(name, None)
    layers.marks = layers.marks.with_flags(names)


def _section(avatar: Any) -> dict[str, Any]:
    """What a storyboard says about its presenter, as a section: ``mira`` is short for ``look: mira``."""
    if isinstance(avatar, Mapping):
        return dict(avatar)
    return {} if avatar is None else {"look": avatar}


def _reach_scenes(layers: _Layers, name: str) -> None:
    """Let a flag about the presenter win over what the scenes of a request say."""
    for scene in layers.data.get("scenes", ()) if layers.flags_reach_scenes else ():
        scene["avatar"] = {key: value for key, value in _section(scene.get("avatar")).items() if key != name} or None


def _filled(data: Any, fields: Mapping[str, str]) -> Any:
    if not isinstance(data, dict) or data.get("type") not in ("avatar", "image"):
        return data
    spoken = ("script", "audio_url", "audio_asset_id")
    replaced = spoken if any(name in fields for name in spoken) else ()
    wanted = {name: value for name, value in fields.items() if data["type"] == "avatar" or name != "avatar_id"}
    return {**{name: value for name, value in data.items() if name not in replaced}, **wanted}


def _lay_script(layers: _Layers, script: _Script, audio: str | None) -> None:
    if script.text is None and audio is None:
        return
    scenes = layers.data.get("scenes") or [{}]
    if not isinstance(scenes, list) or len(scenes) > 1 or not isinstance(scenes[0], dict):
        raise InvalidInput(
            "It is not clear which scene of the storyboard should say this",
            param=script.param,
            hint="write it into the storyboard",
        )
    scene: dict[str, Any] = dict(scenes[0])
    names: dict[Where, str] = {}
    if script.text is not None:
        names["scenes", 0, "script"] = script.param
        scene |= {"script": script.text, "audio": None}
    if audio is not None:
        names["scenes", 0, "audio"] = "--audio"
        scene["audio"] = _from_here(audio)
    layers.data["scenes"] = [scene]
    layers.marks = layers.marks.with_flags(names)


def _script(sources: Sources) -> _Script:
    if sources.script_file is not None:
        return _Script(_words_in(sources.script_file, "--script-file"), "--script-file", _title(sources.script_file))
    if sources.words is None:
        return _Script()
    file = "-" if sources.words == "-" else file_named_by(sources.words)
    if file is None:
        return _Script(sources.words, "SCRIPT")
    notes = () if file == "-" else (Event("info", "script_file", f"Reading the script from {file}"),)
    return _Script(_words_in(file, "SCRIPT"), "SCRIPT", _title(file), notes)


def _words_in(name: str, param: str) -> str:
    return read_text(name, param).strip("\n")


def _title(name: str) -> str | None:
    return None if name == "-" else Path(name).stem.replace("_", " ").strip() or None


def _from_here(value: str) -> str:
    """A file given by a flag lies relative to where the user is, not to where the storyboard is."""
    is_path = Path(value).suffix and not value.startswith(("#", "~")) and "://" not in value
    return str(Path.cwd() / value) if is_path else value
