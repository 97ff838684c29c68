"""From a mapping that a person wrote (YAML, JSON, flags) to a storyboard, with every fault told at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any, TypeVar

from heygen_cli.domain.acting import Acting
from heygen_cli.domain.errors import InvalidInput
from heygen_cli.domain.event import Event
from heygen_cli.domain.fields import Fields, Marks, raise_faults
from heygen_cli.domain.form import Player, SceneForm, StoryboardForm
from heygen_cli.domain.layout import suitable
from heygen_cli.domain.moment import Moment
from heygen_cli.domain.naming import title_from
from heygen_cli.domain.overlay import BRoll, Logo, Overlay
from heygen_cli.domain.panel import Bullets, Panel, Screenshot
from heygen_cli.domain.reading import Reader
from heygen_cli.domain.staging import Staging
from heygen_cli.domain.storyboard import (
    CODECS_IN,
    DEFAULT_AVATAR,
    Scene,
    Storyboard,
    VoiceSettings,
)

Type = TypeVar("Type")
_BESIDE = Event("info", "captions_beside", "Captions go into files beside the video: its picture is transparent")


def storyboard_from_mapping(
    data: object,
    marks: Marks,
    base: Path,
    *,
    exists: Callable[[Path], bool] = Path.is_file,
    title: str | None = None,
    reader: Reader | None = None,
) -> Storyboard:
    """Read a storyboard; relative paths are taken from ``base``, unless a ``reader`` brings its own.

    ``title`` stands in for one that is not there. Raises InvalidInput for one fault and ManyInvalid for several,
    each with its file, line, column and path, or with the flag that caused it.
    """
    faults: list[InvalidInput] = []
    written = Fields(data, (), marks, faults)
    raise_faults(faults)
    form = (reader or Reader(base, exists)).read(StoryboardForm, written)
    if form is not None:
        _check(form, written)
    raise_faults(faults)
    assert form is not None
    return _storyboard(form, title)


def with_defaults(data: Mapping[str, Any], defaults: Mapping[str, Any]) -> dict[str, Any]:
    """A document laid over the settings: what it says wins, field by field for the presenter."""
    made = {**defaults, **{name: value for name, value in data.items() if value is not None}}
    if isinstance(made.get("avatar"), Mapping):
        made["avatar"] = {"look": defaults.get("avatar"), **made["avatar"]}
    return made


def captions_beside(storyboard: Storyboard) -> tuple[Storyboard, tuple[Event, ...]]:
    """A storyboard whose captions go into files where the picture is transparent, and what the user should know."""
    if storyboard.format == "mp4" or not storyboard.captions.burned:
        return storyboard, ()
    return replace(storyboard, captions=replace(storyboard.captions, mode="sidecar")), (_BESIDE,)


def _storyboard(form: StoryboardForm, title: str | None) -> Storyboard:
    player = _Player(DEFAULT_AVATAR, Staging(), Acting()).told(form.avatar)
    scenes = tuple(_scene(item, player) for item in form.scenes)
    own = {"scenes", "avatar", "voice_settings", "title"}
    given = {name: value for name, value in _given(form).items() if name not in own}
    return Storyboard(
        title=" ".join((form.title or title or _title_of(scenes)).split()),
        scenes=scenes,
        avatar=player.look,
        staging=player.staging,
        acting=player.acting,
        voice_settings=VoiceSettings(**_given(form.voice_settings)) if form.voice_settings else VoiceSettings(),
        **given,
    )


def _title_of(scenes: tuple[Scene, ...]) -> str:
    first = scenes[0]
    return title_from(first.title or first.script or (first.audio.stem if first.audio else ""))


def _scene(form: SceneForm, player: _Player) -> Scene:
    own = player.told(form.avatar) if form.avatar else None
    spoken = bool((form.script or "").strip() or form.audio)
    # Who names a presenter for a scene wants to see them.
    seen = spoken or form.avatar is not None
    layout = form.layout or suitable(form.show, spoken=seen)
    given = {name: value for name, value in _given(form).items() if name != "avatar"}
    return Scene(
        **{
            **given,
            "script": form.script or "",
            "layout": layout,
            "avatar": own.look if own else None,
            "staging": own.staging if own else None,
            "acting": own.acting if own else None,
        }
    )


@dataclass(frozen=True)
class _Player:
    """Who presents and how: a look, where they stand, what they play."""

    look: str
    staging: Staging
    acting: Acting

    def told(self, form: Player | None) -> _Player:
        """The same with what a form says; whatever it leaves out stays."""
        if form is None:
            return self
        given = _given(form)
        if given.keys() <= {"look"}:
            return replace(self, **given)
        staging = {item.name: given[item.name] for item in fields(Staging) if item.name in given}
        acting = {item.name: given[item.name] for item in fields(Acting) if item.name in given}
        return _Player(form.look or self.look, replace(self.staging, **staging), replace(self.acting, **acting))


def _given(form: Any) -> dict[str, Any]:
    return {name: value for name, value in vars(form).items() if value is not None}


# -- what two fields must agree about ----------------------------------------------------------------------------------


def _check(form: StoryboardForm, written: Fields) -> None:
    scenes = written.numbered("scenes")
    if len(form.scenes) == len(written.raw("scenes")):  # otherwise some scene has faults of its own
        for index, scene in enumerate(form.scenes):
            _check_scene(scene, scenes.section(index))
    _check_format(form, written)
    if form.brand and form.brand.watermark and not form.brand.logo:
        written.fault(("brand", "watermark"), "There is no logo to show as a watermark", "add brand.logo")
    logo = form.brand.logo if form.brand else None
    for index, scene in enumerate(form.scenes):
        for number, overlay in enumerate(scene.overlays or ()):
            if isinstance(overlay.thing, Logo) and not logo:
                where = ("scenes", index, "overlays", number, "logo")
                written.fault(where, "There is no logo", "add brand.logo")


def _check_format(form: StoryboardForm, written: Fields) -> None:
    file_format, codec = form.format or "mp4", form.codec or "auto"
    if codec not in ("auto", *CODECS_IN[file_format]):
        known = " or ".join(CODECS_IN[file_format])
        written.fault(
            ("codec",), f"A file of format {file_format} cannot hold {codec} here", f"choose {known}, or auto"
        )
    if file_format != "mp4" and (form.transition or any(scene.transition for scene in form.scenes)):
        written.fault(
            ("transition",), "A transparent film has only cuts", "leave transition out, or choose format: mp4"
        )


def _check_scene(scene: SceneForm, written: Fields) -> None:
    if scene.script == "" and not written.has("audio"):
        written.fault(("script",), "The script is empty", "write some text, or leave the field out")
    if not any(written.has(name) for name in ("script", "audio", "show", "duration", "layout")):
        remedy = "give it a script, or a recording as audio; a silent scene needs show or duration"
        written.fault((), "This scene has nothing to say", remedy)
    if scene.layout in ("left", "right", "corner", "split") and scene.show is None:
        written.fault(("layout",), f"{scene.layout} has nothing beside the presenter", "add show, or leave layout out")
    if scene.layout == "presenter" and scene.show is not None:
        written.fault(
            ("layout",), "presenter shows nobody but the presenter", "choose left, right, corner, split or none"
        )
    if not scene.audio and scene.script is not None:
        for where, moment in _moments(scene):
            if not moment.found_in(scene.script):
                written.fault(where, f"{moment} is not spoken in this scene", "write a word of its script, or seconds")


def _moments(scene: SceneForm) -> list[tuple[tuple[str | int, ...], Moment]]:
    """Every moment of a scene, and where it is written."""
    found: list[tuple[tuple[str | int, ...], Moment]] = []
    timed: dict[str, Sequence[Overlay | BRoll]] = {"overlays": scene.overlays or (), "broll": scene.broll or ()}
    for name, items in timed.items():
        for index, item in enumerate(items):
            found.append(((name, index, "at"), item.at))
            found += [((name, index, "until"), item.until)] if item.until else []
    found += [(("sounds", index, "at"), item.at) for index, item in enumerate(scene.sounds or ())]
    return found + _moments_shown(scene.show)


def _moments_shown(panel: Panel | None) -> list[tuple[tuple[str | int, ...], Moment]]:
    if isinstance(panel, Bullets):
        return [(("show", "list", "at", index), moment) for index, moment in enumerate(panel.at)]
    if isinstance(panel, Screenshot):
        spots = [("zoom", panel.zoom)] if panel.zoom else []
        found = [(("show", "screenshot", name, "at"), spot.at) for name, spot in spots]
        marked = enumerate(panel.highlights)
        return found + [(("show", "screenshot", "highlights", index, "at"), spot.at) for index, spot in marked]
    return []
