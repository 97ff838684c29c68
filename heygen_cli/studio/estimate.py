"""About how long a film will be, and how long it will take to make."""

from __future__ import annotations

import json
import math
import re

from heygen_cli.domain.check import Expectation, PlannedScene
from heygen_cli.domain.film import Plan, PlannedNode, PlannedPurchase
from heygen_cli.domain.moment import bare
from heygen_cli.domain.price import Quantity
from heygen_cli.domain.storyboard import Storyboard
from heygen_cli.studio.graph import Node, Products
from heygen_cli.studio.production import Production, silent_seconds

# Characters that a voice speaks in a second, with its pauses: English at a normal rate.
_SPEAKING = 14.5
# Measured with benchmarks/render.py on two cores, in seconds of work: for a frame, for a million pixels of it by
# quality, for a second of speech, and for joining and mixing a second of film.
_FRAME, _PIXELS = 0.0015, {"draft": 0.0045, "standard": 0.0065, "high": 0.024}
_SPEECH, _JOIN, _START = 0.04, 0.02, 0.6
# What is told to the presenter or the voice is not heard: [smile], <break/>.
_TAGS = re.compile(r"\[[^\]]*\]|<[^>]*>")


def plan(nodes: tuple[PlannedNode, ...], production: Production, products: Products) -> Plan:
    """The plan of a production of which these are the nodes."""
    to_make = {(node.kind, node.name) for node in nodes if not node.reused}
    duration, work, exact = 0.0, _START if to_make else 0.0, True
    for index, name in enumerate(production.names):
        shot, spoken = production.shot(index), _spoken(production.speech(index), products)
        seconds = spoken if spoken is not None else _guessed(production, index)
        exact = exact and spoken is not None
        seconds = max(seconds, shot.seconds or 0.0) + shot.tail / shot.fps
        duration += seconds
        if ("clip", name) in to_make:
            million = shot.width * shot.height / 1e6
            work += seconds * shot.fps * (_FRAME + million * _PIXELS[shot.quality])
        work += seconds * _SPEECH if ("speech", name) in to_make else 0.0
    work += duration * _JOIN if to_make else 0.0
    bought = tuple(
        _paid(production, index) for index, name in enumerate(production.names) if ("speech", name) in to_make
    )
    return Plan(nodes, round(duration, 2), round(work, 1), exact, tuple(part for part in bought if part))


def expectation(board: Storyboard, production: Production, products: Products) -> Expectation:
    """What a film of the production must be like."""
    scenes: list[PlannedScene] = []
    start, exact = 0.0, True
    for index, scene in enumerate(board.scenes):
        shot, spoken = production.shot(index), _spoken(production.speech(index), products)
        exact = exact and spoken is not None
        heard = spoken if spoken is not None else _guessed(production, index)
        # Scenes last whole frames, as many as their sound needs.
        seconds = max(math.ceil(heard * board.fps - 1e-6), round((shot.seconds or 0.0) * board.fps)) / board.fps
        scenes.append(PlannedScene(round(start, 3), seconds, shot.layout != "none", scene.spoken))
        start += seconds + shot.tail / shot.fps
    width, height = board.size
    words = [bare(word) for scene in board.scenes for word in _TAGS.sub(" ", scene.script).split()]
    return Expectation(
        width=width,
        height=height,
        fps=board.fps,
        duration=round(start, 3),
        exact=exact,
        scenes=tuple(scenes),
        chapters=tuple(scene.title for scene in board.scenes if scene.title) if board.chapters else (),
        words=tuple(dict.fromkeys(word for word in words if word.isalpha())) if board.captions.mode != "off" else (),
        loudness=board.loudness,
        quiet=board.music is None and not any(scene.spoken or scene.sounds for scene in board.scenes),
    )


def _paid(production: Production, index: int) -> PlannedPurchase | None:
    """What a provider is asked to speak in a scene."""
    voice, script = production.voice(index), production.scene(index).script
    if voice is None or voice.provider == "local":
        return None
    asked = Quantity.of_text(script, speed=production.speed)
    return PlannedPurchase(
        production.speech(index).key, voice.provider, voice.tariff, asked.characters, round(asked.seconds, 2)
    )


def _guessed(production: Production, index: int) -> float:
    scene = production.scene(index)
    return len(scene.script) / _SPEAKING / production.speed if scene.script else silent_seconds(scene)


def _spoken(node: Node, products: Products) -> float | None:
    """How long the speech of a scene is, when it was made."""
    if not products.has(node):
        return None
    track = json.loads((products.path(node) / "speech.json").read_text("utf-8"))
    return float(track["length"] / track["rate"])
