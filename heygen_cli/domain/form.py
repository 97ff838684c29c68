"""A storyboard as it is written: every section and field that a document may have. ``None`` means: not said."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, ClassVar

from heygen_cli.domain.acting import EXPRESSIONS, EXPRESSIVENESS, Expressiveness
from heygen_cli.domain.background import Background
from heygen_cli.domain.brand import Brand
from heygen_cli.domain.captions import Captions
from heygen_cli.domain.kinds import Backdrop, Choice, File, Flag, Items, Number, Section, Text
from heygen_cli.domain.layout import LAYOUTS, Layout
from heygen_cli.domain.music import Music
from heygen_cli.domain.overlay import BROLLS, EFFECTS, OVERLAYS, BRoll, Overlay, SoundEffect
from heygen_cli.domain.panel import SHOW, Panel
from heygen_cli.domain.staging import ENTRANCES, FRAMINGS, POSITIONS, SHAPES, SIZES, Entrance, Framing, Position, Shape
from heygen_cli.domain.storyboard import (
    ASPECT_RATIOS,
    CODECS,
    DURATIONS,
    ENCODERS,
    FORMATS,
    LOUDNESS,
    PITCH,
    QUALITIES,
    RESOLUTIONS,
    SCRIPT_LIMIT,
    SPEED,
    VOLUME,
    Codec,
    Encoder,
    FileFormat,
    Output,
    Quality,
)
from heygen_cli.domain.transition import Transition

FPS = (10, 60)  # below ten, lips no longer seem to speak; above sixty, nothing is gained
SCENE_LIMIT = 1000
_SCRIPT = Text(SCRIPT_LIMIT, blank=True, too_long="split it into scenes: heygen video create --storyboard FILE")


@dataclass(frozen=True)
class Player:
    """Who presents, where they stand and how they act. What is left out stays as the film has it."""

    SHORT: ClassVar = "look"
    look: Annotated[str | None, Text(), "A presenter or one of their looks: heygen avatar list."] = None
    framing: Annotated[Framing | None, Choice(FRAMINGS), "How much of them is seen."] = None
    position: Annotated[Position | None, Choice(POSITIONS), "Where they stand."] = None
    size: Annotated[float | None, Number(*SIZES), "A factor on their usual size."] = None
    mirrored: Annotated[bool | None, Flag(), "Turned round."] = None
    shape: Annotated[Shape | None, Choice(SHAPES), "Freely in the picture, or in a circle."] = None
    expression: Annotated[str | None, Choice(EXPRESSIONS), "Their mood at first."] = None
    expressiveness: Annotated[Expressiveness | None, Choice(EXPRESSIVENESS), "How large every movement is."] = None
    enter: Annotated[Entrance | None, Choice(ENTRANCES), "How they come into the scene."] = None
    exit: Annotated[Entrance | None, Choice(ENTRANCES), "How they leave it."] = None


@dataclass(frozen=True)
class Tuning:
    """How the voice speaks."""

    speed: Annotated[float | None, Number(*SPEED), "A factor: 1.2 is a fifth faster."] = None
    pitch: Annotated[float | None, Number(*PITCH), "Semitones higher or lower."] = None
    volume: Annotated[float | None, Number(*VOLUME), "A factor."] = None


@dataclass(frozen=True)
class SceneForm:
    """One stretch of a film."""

    title: Annotated[str | None, Text(), "The name of its chapter."] = None
    script: Annotated[str | None, _SCRIPT, "What is said."] = None
    audio: Annotated[Path | None, File(), "A recording of it, in place of a voice."] = None
    avatar: Annotated[Player | None, Section(Player), "Who presents here."] = None
    voice: Annotated[str | None, Text(), "Who speaks here: heygen voice list."] = None
    background: Annotated[Background | None, Backdrop(Background), "What is behind everything here."] = None
    layout: Annotated[Layout | None, Choice(LAYOUTS), "Where the presenter stands, and where what is shown."] = None
    show: Annotated[Panel | None, SHOW, "What the scene shows."] = None
    overlays: Annotated[tuple[Overlay, ...] | None, OVERLAYS, "What is laid over it for a while."] = None
    broll: Annotated[tuple[BRoll, ...] | None, BROLLS, "Footage in between, as the voice goes on."] = None
    sounds: Annotated[tuple[SoundEffect, ...] | None, EFFECTS, "Sound effects."] = None
    transition: Annotated[Transition | None, Section(Transition), "How it becomes the next scene."] = None
    duration: Annotated[float | None, Number(*DURATIONS), "Seconds; otherwise as long as what is said."] = None


@dataclass(frozen=True)
class StoryboardForm:
    """A whole film."""

    scenes: Annotated[tuple[SceneForm, ...], Items(Section(SceneForm), SCENE_LIMIT, 1), "What happens, in order."]
    title: Annotated[str | None, Text(), "What the film is called."] = None
    description: Annotated[str | None, Text(5000), "What it is about, for those who look at the file."] = None
    resolution: Annotated[str | None, Choice(RESOLUTIONS), "How many lines the shorter side has."] = None
    aspect_ratio: Annotated[str | None, Choice(ASPECT_RATIOS), "Width to height."] = None
    formats: Annotated[
        tuple[Output, ...] | None, Items(Section(Output), 8), "Further films of the same scenes, laid out anew."
    ] = None
    fps: Annotated[int | None, Number(*FPS, whole=True), "Pictures a second."] = None
    quality: Annotated[Quality | None, Choice(QUALITIES), "draft is quick and small."] = None
    format: Annotated[FileFormat | None, Choice(FORMATS), "The kind of file."] = None
    codec: Annotated[Codec | None, Choice(CODECS), "How the picture is coded."] = None
    encoder: Annotated[Encoder | None, Choice(ENCODERS), "Who codes it: the processor, or a graphics card."] = None
    loudness: Annotated[float | None, Number(*LOUDNESS), "LUFS, integrated."] = None
    avatar: Annotated[Player | None, Section(Player), "Who presents."] = None
    voice: Annotated[str | None, Text(), "Who speaks: heygen voice list; auto chooses."] = None
    voice_settings: Annotated[Tuning | None, Section(Tuning), "How the voice speaks."] = None
    background: Annotated[Background | None, Backdrop(Background), "What is behind everything."] = None
    brand: Annotated[Brand | None, Section(Brand), "Fonts, colours, a logo, a beginning and an end."] = None
    music: Annotated[Music | None, Section(Music), "Music under it."] = None
    captions: Annotated[Captions | None, Section(Captions), "The spoken words as text."] = None
    chapters: Annotated[bool | None, Flag(), "Scenes with a title become chapters."] = None
    transition: Annotated[Transition | None, Section(Transition), "How scenes become the next."] = None
