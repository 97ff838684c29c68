"""The local renderer: a storyboard becomes nodes, the nodes become a film."""

from __future__ import annotations

import json
import threading
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields, is_dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from heygen_cli.domain.avatar import Look
from heygen_cli.domain.errors import InvalidInput
from heygen_cli.domain.event import Event
from heygen_cli.domain.film import Film, PlannedNode
from heygen_cli.domain.speech import SpeechRequest, SpeechTrack
from heygen_cli.domain.storyboard import DEFAULT_VOICE, Scene, Storyboard
from heygen_cli.domain.voice import Voice
from heygen_cli.ports import Progress
from heygen_cli.studio import graph
from heygen_cli.studio.casting import Casting
from heygen_cli.studio.graph import Inputs, Node, Products
from heygen_cli.studio.speech import Speech

# Raised by hand whenever what the code makes changes: a node made by older code is then made again.
SPEECH_VERSION = 3
CLIP_VERSION = 3
SOUNDTRACK_VERSION = 2
CAPTIONS_VERSION = 1
FILM_VERSION = 1


@dataclass(frozen=True)
class _Cast:
    """Who appears in a scene and speaks it, found before any work is done."""

    scene: Scene
    look: str
    voice: Voice | None
    events: tuple[Event, ...] = ()


class LocalRenderer:
    """Makes films on this machine, offline. Products are kept under ``cache``."""

    def __init__(self, cache: Path, *, speech: Speech, casting: Casting) -> None:
        self._products = Products(cache)
        self._casting = casting
        self._speech = speech

    def check(self, storyboard: Storyboard) -> None:
        """Refuse unknown avatars and voices, scripts without words and unreadable media, before any work is done."""
        for scene in storyboard.scenes:
            self._resolve(storyboard, scene)
            if scene.audio:
                self._speech.check_recording(scene.audio)
            else:
                self._speech.check(scene.script, self._speech.detect_language(scene.script))
            background = scene.background or storyboard.background
            if background and background.file:
                from heygen_cli.studio import media

                media.check(background.file)

    def plan(self, storyboard: Storyboard) -> Sequence[PlannedNode]:
        """The nodes a render would need, in the order in which they are made."""
        nodes = graph.ordered(self._film(storyboard, [self._resolve(storyboard, scene) for scene in storyboard.scenes]))
        return [self._planned(node) for node in nodes]

    def render(self, storyboard: Storyboard, progress: Progress) -> Film:
        """Make the film, reusing every product that is there."""
        resolved = [self._resolve(storyboard, scene) for scene in storyboard.scenes]
        substitutes = list(dict.fromkeys(event for item in resolved for event in item.events))
        for event in substitutes:
            progress.event(event)
        target = self._film(storyboard, resolved)
        if not self._products.has(target):
            # Half a second of imports, paid while the voice speaks in its own process.
            threading.Thread(target=import_module, args=("heygen_cli.studio.clip",), daemon=True).start()
        outcome = graph.run(target, self._products, progress)
        folder = self._products.path(target)
        facts = json.loads((folder / "film.json").read_text())
        width, height = storyboard.size
        return Film(
            path=folder / f"film.{storyboard.format}",
            thumbnail=folder / "thumbnail.jpg",
            duration=facts["duration"],
            width=width,
            height=height,
            fps=storyboard.fps,
            frames=facts["frames"],
            voices=tuple(dict.fromkeys(item.voice.id if item.voice else "recording" for item in resolved)),
            subtitles=self._subtitles(storyboard, target),
            rendered=outcome.rendered,
            reused=outcome.reused,
            timings={kind: round(seconds, 3) for kind, seconds in outcome.timings.items()},
            events=(*substitutes, *dict.fromkeys(outcome.events)),
            # What a provider asks for its speech is known only from its bill.
            cost=0.0 if all(item.voice is None or item.voice.provider == "local" for item in resolved) else None,
        )

    def _resolve(self, storyboard: Storyboard, scene: Scene) -> _Cast:
        look = self._casting.look(scene.avatar or storyboard.avatar)
        if scene.audio:
            if not scene.audio.is_file():
                raise InvalidInput(f"There is no recording {scene.audio}", param="audio")
            return _Cast(scene, look.id, None)
        language = self._speech.detect_language(scene.script)
        voice_id = scene.voice or storyboard.voice
        if voice_id == DEFAULT_VOICE:
            voice_id = self._own_voice(look, language) or voice_id
        voice, event = self._speech.resolve(voice_id, language, gender=look.gender)
        events = [*([event] if event else ()), *self._speech.remarks(scene.script, voice)]
        return _Cast(scene, look.id, voice, tuple(events))

    def _own_voice(self, look: Look, language: str) -> str | None:
        """The voice that belongs to a look, when it is here and speaks the language."""
        for voice in self._speech.voices():
            if voice.id == look.default_voice and voice.available and voice.language[:2] in (language[:2], "mu"):
                return voice.id
        return None

    def _planned(self, node: Node) -> PlannedNode:
        there = self._products.has(node)
        reason = "made before from the same input" if there else "not made yet from this input"
        return PlannedNode(node.kind, node.name, node.key, there, reason)

    def _subtitles(self, storyboard: Storyboard, film: Node) -> dict[str, Path]:
        if storyboard.captions.mode == "off":
            return {}
        folder = self._products.path(film.needs["captions"])
        return {kind: folder / f"captions.{kind}" for kind in ("srt", "vtt")}

    # -- nodes, from the words to the film -------------------------------------------------------------------------

    def _film(self, storyboard: Storyboard, resolved: Sequence[_Cast]) -> Node:
        speeches = [self._spoken(storyboard, item, number) for number, item in enumerate(resolved, 1)]
        drawn = [
            self._clip(storyboard, item, spoken, number)
            for number, (item, spoken) in enumerate(zip(resolved, speeches, strict=True), 1)
        ]
        fps = storyboard.fps
        needs = {
            # First, so that it is mixed while the clips are drawn.
            "soundtrack": _soundtrack(speeches, fps, "webm" if storyboard.format == "webm" else "m4a"),
            **{f"clip{number}": clip for number, clip in enumerate(drawn, 1)},
            **{f"speech{number}": spoken for number, spoken in enumerate(speeches, 1)},
            "captions": _captions(speeches, fps, storyboard.size),
        }
        title, count, suffix = storyboard.title, len(drawn), storyboard.format

        def make(folder: Path, inputs: Inputs, progress: Progress) -> None:
            from heygen_cli.studio import film
            from heygen_cli.studio.clip import frame_count, read_track

            progress.stage("join")
            paths = [inputs[f"clip{number}"] for number in range(1, count + 1)]
            tracks = [read_track(inputs[f"speech{number}"]) for number in range(1, count + 1)]
            frames = sum(frame_count(track, fps) for track in tracks)
            (sound,) = inputs["soundtrack"].glob("soundtrack.*")
            film.make(
                [path / f"clip.{suffix}" for path in paths], sound, paths[0] / "poster.jpg", title, frames, fps, folder
            )

        return Node("film", storyboard.title, FILM_VERSION, {"title": title, "fps": fps, "format": suffix}, make, needs)

    def _spoken(self, storyboard: Storyboard, item: _Cast, number: int) -> Node:
        name, script = f"scene {number}", item.scene.script
        said = {"pronunciations": self._speech.pronunciations(script)}
        if item.scene.audio:
            recording = item.scene.audio

            def listen(folder: Path, _inputs: Inputs, progress: Progress) -> None:
                progress.stage("listen")
                _tell(self._speech.recording(recording, script, folder), name, progress)

            params: dict[str, Any] = {"audio": graph.file_hash(recording), "script": script} | said
            return Node("speech", name, SPEECH_VERSION, params, listen)

        assert item.voice
        settings = storyboard.voice_settings
        request = SpeechRequest(script, item.voice.id, settings.speed, settings.pitch, settings.volume)

        def speak(folder: Path, _inputs: Inputs, progress: Progress) -> None:
            progress.stage("speak")
            _tell(self._speech.synthesise(request, folder), name, progress)

        params = asdict(request) | self._speech.identity(item.voice) | said
        return Node("speech", name, SPEECH_VERSION, params, speak)

    def _clip(self, storyboard: Storyboard, item: _Cast, spoken: Node, number: int) -> Node:
        background = item.scene.background or storyboard.background
        width, height = storyboard.size
        staging, acting = item.scene.staging or storyboard.staging, item.scene.acting or storyboard.acting
        casting = self._casting
        burned = storyboard.captions.mode if storyboard.captions.mode in ("burn", "karaoke") else "off"
        # The seed follows from what is said and by whom: a scene moves the same wherever it stands in a film.
        seed = zlib.crc32(f"{item.look}\n{item.scene.script}".encode())
        params = {
            "look": item.look,
            "drawing": self._casting.fingerprint(item.look),
            "staging": asdict(staging),
            "acting": asdict(acting),
            "format": storyboard.format,
            "size": [width, height],
            "fps": storyboard.fps,
            "quality": storyboard.quality,
            "background": _declared(background),
            "captions": burned,
            "seed": seed,
        }

        def make(folder: Path, inputs: Inputs, progress: Progress) -> None:
            from heygen_cli.studio import clip

            shot = clip.Shot(
                item.look,
                staging,
                acting,
                width,
                height,
                storyboard.fps,
                storyboard.quality,
                storyboard.format,
                background,
                burned,
                seed,
            )
            clip.make(shot, casting, clip.read_track(inputs["speech"]), folder, progress)

        return Node("clip", f"scene {number}", CLIP_VERSION, params, make, {"speech": spoken})


def _tell(track: SpeechTrack, name: str, progress: Progress) -> None:
    """What the speech engine noted about its work is for the user to see."""
    for note in track.notes:
        progress.event(Event("warning", "speech_note", f"{name}: {note}"))


def _soundtrack(speeches: Sequence[Node], fps: int, suffix: str) -> Node:
    def make(folder: Path, inputs: Inputs, progress: Progress) -> None:
        from heygen_cli.studio import soundtrack
        from heygen_cli.studio.clip import frame_count, read_track

        progress.stage("mix")
        folders = [inputs[name] for name in needs]
        tracks = [read_track(path) for path in folders]
        parts = [
            soundtrack.Part(path / track.pcm, frame_count(track, fps))
            for path, track in zip(folders, tracks, strict=True)
        ]
        soundtrack.mix(parts, fps, folder / f"soundtrack.{suffix}")

    needs = {f"speech{number}": node for number, node in enumerate(speeches, 1)}
    return Node("soundtrack", "film", SOUNDTRACK_VERSION, {"fps": fps, "suffix": suffix}, make, needs, aside=True)


def _captions(speeches: Sequence[Node], fps: int, size: tuple[int, int]) -> Node:
    def make(folder: Path, inputs: Inputs, progress: Progress) -> None:
        from heygen_cli.studio import captions, clip

        progress.stage("caption")
        found: list[captions.Cue] = []
        frames = 0
        for name in needs:
            track = clip.read_track(inputs[name])
            found += captions.shifted(clip.cues(size, track), frames / fps)
            frames += clip.frame_count(track, fps)
        (folder / "captions.srt").write_text(captions.to_srt(found), encoding="utf-8")
        (folder / "captions.vtt").write_text(captions.to_vtt(found), encoding="utf-8")

    needs: Mapping[str, Node] = {f"speech{number}": node for number, node in enumerate(speeches, 1)}
    return Node("captions", "film", CAPTIONS_VERSION, {"fps": fps, "size": list(size)}, make, needs)


def _declared(value: Any) -> Any:
    """A part of a storyboard as it enters a key: files by what they hold, not by where they lie."""
    if isinstance(value, Path):
        return {"content": graph.file_hash(value)}
    if is_dataclass(value) and not isinstance(value, type):
        return {
            "is": type(value).__name__,
            **{item.name: _declared(getattr(value, item.name)) for item in fields(value)},
        }
    if isinstance(value, tuple):
        return [_declared(item) for item in value]
    return value
