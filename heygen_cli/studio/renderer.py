"""The local renderer: a storyboard becomes nodes, the nodes become a film."""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from importlib import import_module
from pathlib import Path

from heygen_cli.domain.avatar import Look
from heygen_cli.domain.brand import Brand
from heygen_cli.domain.check import Expectation
from heygen_cli.domain.errors import InvalidInput
from heygen_cli.domain.event import Event
from heygen_cli.domain.film import Film, Plan, PlannedNode
from heygen_cli.domain.panel import Footage
from heygen_cli.domain.remark import Remark
from heygen_cli.domain.storyboard import DEFAULT_VOICE, Scene, Storyboard
from heygen_cli.ports import Progress
from heygen_cli.studio import estimate, graph, wording
from heygen_cli.studio.admission import Admission
from heygen_cli.studio.casting import Casting
from heygen_cli.studio.graph import Node, Products
from heygen_cli.studio.history import History
from heygen_cli.studio.production import Part, Production
from heygen_cli.studio.speech import Speech

_BYTES_A_SCENE = 500_000_000


class LocalRenderer:
    """Makes films on this machine, offline. Products are kept under ``cache``."""

    def __init__(self, cache: Path, *, speech: Speech, casting: Casting, workers: int | None = None) -> None:
        self._products = Products(cache)
        self._history = History(cache, self._products)
        self._casting = casting
        self._speech = speech
        self._workers = workers or affordable_workers()

    def check(self, storyboard: Storyboard) -> None:
        """Refuse unknown avatars and voices, scripts without words and unreadable media, before any work is done."""
        self.checker()(storyboard)

    def checker(self) -> Callable[[Storyboard], None]:
        """A check for many storyboards, which looks at each thing that they share once."""
        return Admission(self._speech, self._casting).check

    def plan(self, storyboard: Storyboard) -> Plan:
        """The nodes a render would need, in the order in which they are made."""
        production = self._production(storyboard)
        target = production.film()
        reasons, needed = self._history.reasons(target), {node.key for node in graph.missing(target, self._products)}
        nodes = tuple(
            PlannedNode(node.kind, node.name, node.key, node.key not in needed, reasons.get(node.key, "unchanged"))
            for node in graph.ordered(target)
        )
        return estimate.plan(nodes, production, self._products)

    def expect(self, storyboard: Storyboard) -> Expectation:
        """What a film of the storyboard must be like, as far as it is known without making it."""
        return estimate.expectation(_bookended(storyboard), self._production(storyboard), self._products)

    def lint(self, storyboard: Storyboard, progress: Progress) -> Sequence[Remark]:
        """What is wrong or unwise about a storyboard; it is spoken for that, but not drawn."""
        from heygen_cli.studio import lint
        from heygen_cli.studio.track import read_track

        parts = self._parts(storyboard)
        production, board = self._production(storyboard, parts), _bookended(storyboard)
        found = [
            Remark("warning", event.code, name, event.message, event.hint)
            for part, name in zip(parts, production.names, strict=True)
            for event in part.events
        ]
        for index, scene in enumerate(board.scenes):
            track = read_track(self._spoken(production, index, progress))
            found += lint.scene(production.shot(index), scene, track)
        return [*found, *lint.film(board)]

    def frame(self, storyboard: Storyboard, scene: int, seconds: float, progress: Progress) -> bytes:
        """One picture of a scene as PNG; only what is said in it is made for that."""
        if not 1 <= scene <= len(storyboard.scenes):
            raise InvalidInput(
                f"There is no scene {scene}", param="--scene", hint=f"the storyboard has {len(storyboard.scenes)}"
            )
        from heygen_cli.studio import clip

        alone = replace(storyboard, scenes=storyboard.scenes[scene - 1 : scene], brand=_without_ends(storyboard.brand))
        production = self._production(alone)
        speech = self._spoken(production, 0, progress)
        return clip.png(clip.still(production.shot(0), self._casting, speech, seconds, progress))

    def _spoken(self, production: Production, index: int, progress: Progress) -> Path:
        """The folder of a scene's speech, made now where it is not there."""
        node = production.speech(index)
        graph.run(node, self._products, progress)
        return self._products.path(node)

    def render(self, storyboard: Storyboard, progress: Progress) -> Film:
        """Make the film, reusing every product that is there."""
        parts = self._parts(storyboard)
        substitutes = list(dict.fromkeys(event for part in parts for event in part.events))
        substitutes += _hardware_remark(storyboard)
        for event in substitutes:
            progress.event(event)
        target = self._production(storyboard, parts).film()
        if not self._products.has(target):
            # Half a second of imports, paid while the voice speaks in its own process.
            threading.Thread(target=import_module, args=("heygen_cli.studio.clip",), daemon=True).start()
        outcome = graph.run(target, self._products, progress, workers=self._workers)
        self._history.remember(target)
        folder = self._products.path(target)
        facts = json.loads((folder / "film.json").read_text())
        width, height = storyboard.size
        voices = [part.voice.id if part.voice else "recording" for part in parts if part.scene.spoken]
        return Film(
            path=folder / f"film.{storyboard.format}",
            thumbnail=folder / "thumbnail.jpg",
            duration=facts["duration"],
            width=width,
            height=height,
            fps=storyboard.fps,
            frames=facts["frames"],
            voices=tuple(dict.fromkeys(voices)),
            subtitles=self._subtitles(storyboard, target),
            rendered=outcome.rendered,
            reused=outcome.reused,
            timings={kind: round(seconds, 3) for kind, seconds in outcome.timings.items()},
            events=(*substitutes, *dict.fromkeys(outcome.events)),
            # What a provider asks for its speech is known only from its bill.
            cost=0.0 if all(part.voice is None or part.voice.provider == "local" for part in parts) else None,
        )

    def _production(self, storyboard: Storyboard, parts: Sequence[Part] | None = None) -> Production:
        board = _bookended(storyboard)
        return Production(board, parts or self._parts(storyboard), speech=self._speech, casting=self._casting)

    def _parts(self, storyboard: Storyboard) -> list[Part]:
        return [self._resolve(storyboard, scene) for scene in _bookended(storyboard).scenes]

    def _resolve(self, storyboard: Storyboard, scene: Scene) -> Part:
        part = self._spoken_by(storyboard, scene)
        return replace(part, events=(*part.events, *wording.remarks(scene, storyboard.brand)))

    def _spoken_by(self, storyboard: Storyboard, scene: Scene) -> Part:
        look = self._casting.look(scene.avatar or storyboard.avatar)
        if scene.audio:
            if not scene.audio.is_file():
                raise InvalidInput(f"There is no recording {scene.audio}", param="audio")
            return Part(scene, look.id, None)
        if not scene.spoken:
            return Part(scene, look.id, None)
        language = self._speech.detect_language(scene.script)
        voice_id = scene.voice or storyboard.voice
        if voice_id == DEFAULT_VOICE:
            voice_id = self._own_voice(look, language) or voice_id
        voice, event = self._speech.resolve(voice_id, language, gender=look.gender)
        events = [*([event] if event else ()), *self._speech.remarks(scene.script, voice)]
        return Part(scene, look.id, voice, tuple(events))

    def _own_voice(self, look: Look, language: str) -> str | None:
        """The voice that belongs to a look, when it is here and speaks the language."""
        for voice in self._speech.voices_here():
            if voice.id == look.default_voice and voice.available and voice.language[:2] in (language[:2], "mu"):
                return voice.id
        return None

    def _subtitles(self, storyboard: Storyboard, film: Node) -> dict[str, Path]:
        if storyboard.captions.mode == "off":
            return {}
        folder = self._products.path(film.needs["captions"])
        return {kind: folder / f"captions.{kind}" for kind in ("srt", "vtt")}


def affordable_workers() -> int:
    """How many scenes can be drawn at once: each keeps a processor and a half busy and takes half a gigabyte."""
    processors = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    try:
        free = os.sysconf("SC_AVPHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (ValueError, OSError, AttributeError):
        free = _BYTES_A_SCENE
    return max(1, min(processors, free // _BYTES_A_SCENE))


def _hardware_remark(board: Storyboard) -> list[Event]:
    if board.encoder != "auto":
        return []
    from heygen_cli.studio import encode

    chosen = encode.codec(board.format, board.quality, board.fps, board.codec, board.encoder)
    remark = encode.remark(chosen, board.encoder)
    return [remark] if remark else []


def _without_ends(brand: Brand) -> Brand:
    return replace(brand, intro=None, outro=None)


def _bookended(storyboard: Storyboard) -> Storyboard:
    """The storyboard with its brand's intro and outro as scenes."""
    brand = storyboard.brand
    first, last = (
        (Scene(show=Footage(path, loop=False, sound=True), layout="none"),) if path else ()
        for path in (brand.intro, brand.outro)
    )
    return replace(storyboard, scenes=(*first, *storyboard.scenes, *last))
