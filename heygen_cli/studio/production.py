"""A storyboard as a graph of nodes: speech, clips, transitions, sound and captions, and the film made of them."""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields, is_dataclass, replace
from itertools import accumulate, repeat
from pathlib import Path
from typing import TYPE_CHECKING, Any

from heygen_cli.domain.event import Event
from heygen_cli.domain.panel import Footage
from heygen_cli.domain.speech import SpeechRequest, SpeechTrack
from heygen_cli.domain.storyboard import SILENT_SCENE, Scene, Storyboard
from heygen_cli.domain.transition import Transition
from heygen_cli.domain.voice import Voice
from heygen_cli.ports import Progress
from heygen_cli.studio import graph
from heygen_cli.studio.casting import Casting
from heygen_cli.studio.graph import Inputs, Node
from heygen_cli.studio.sounds import Clock, is_loud, scene_sounds

if TYPE_CHECKING:
    from heygen_cli.studio.shot import Shot
    from heygen_cli.studio.speech import Speech

# Raised by hand whenever what the code makes changes: a node made by older code is then made again.
SPEECH_VERSION = 3
CLIP_VERSION = 4
TRANSITION_VERSION = 1
SOUNDTRACK_VERSION = 3
CAPTIONS_VERSION = 2
FILM_VERSION = 2
_SILENCE_RATE = 48_000


@dataclass(frozen=True)
class Part:
    """A scene and who appears in it and speaks it, found before any work is done."""

    scene: Scene
    look: str
    voice: Voice | None
    events: tuple[Event, ...] = ()


class Production:
    """The nodes of one film."""

    def __init__(self, storyboard: Storyboard, parts: Sequence[Part], *, speech: Speech, casting: Casting) -> None:
        self._board, self._parts = storyboard, parts
        self._speech, self._casting = speech, casting
        self._speeches = [self._spoken(part, name) for part, name in zip(parts, self.names, strict=True)]

    @property
    def names(self) -> list[str]:
        """What the scenes are called in messages."""
        return [f"scene {number}" for number in range(1, len(self._parts) + 1)]

    def film(self) -> Node:
        """The node of the finished film."""
        board, count = self._board, len(self._parts)
        clips = [self.clip(index) for index in range(count)]
        between = [self._transition(index, clips) for index in range(count - 1)]
        rests = self._rests()
        needs = {
            # First, so that it is mixed while the clips are drawn.
            "soundtrack": self._soundtrack(rests),
            **{f"clip{number}": clip for number, clip in enumerate(clips)},
            **{f"transition{number}": node for number, node in enumerate(between) if node},
            **{f"speech{number}": node for number, node in enumerate(self._speeches)},
            "captions": self._captions(rests),
        }
        titles = [part.scene.title if board.chapters else None for part in self._parts]
        lengths = self._lengths
        fps, suffix = board.fps, board.format
        params = {
            "title": board.title,
            "description": board.description,
            "chapters": titles,
            "lengths": lengths,
            "rests": rests,
            "fps": fps,
            "format": suffix,
        }

        def make(folder: Path, inputs: Inputs, progress: Progress) -> None:
            from heygen_cli.studio import film

            progress.stage("join")
            frames = _frames(inputs, lengths, fps)
            pieces = []
            for number in range(count):
                pieces.append(inputs[f"clip{number}"] / f"clip.{suffix}")
                pieces += [inputs[f"transition{number}"] / "clip.mp4"] if rests[number] else []
            starts = _starts(frames, rests)
            (sound,) = inputs["soundtrack"].glob("soundtrack.*")
            facts = film.Facts(
                title=board.title,
                description=board.description,
                fps=fps,
                frames=sum(frames) + sum(rests),
                chapters=tuple((start / fps, title) for start, title in zip(starts, titles, strict=True) if title),
            )
            film.make(pieces, sound, inputs["clip0"] / "poster.jpg", facts, folder)

        return Node("film", f"{board.title} {board.aspect_ratio}", FILM_VERSION, params, make, needs)

    def clip(self, index: int) -> Node:
        """The pictures of a scene."""
        shot, casting, spoken = self.shot(index), self._casting, self._speeches[index]
        seen = shot.layout != "none"
        # Its number does not decide how a scene looks, nor does whoever is not seen in it.
        declared = replace(shot, name="") if seen else replace(shot, name="", look="", seed=0)
        drawing = casting.fingerprint(shot.look) if seen else ""
        params = {"shot": _declared(declared), "drawing": drawing}

        def make(folder: Path, inputs: Inputs, progress: Progress) -> None:
            from heygen_cli.studio import clip

            clip.make(shot, casting, inputs["speech"], folder, progress)

        return Node("clip", shot.name, CLIP_VERSION, params, make, {"speech": spoken})

    def speech(self, index: int) -> Node:
        """What is said in a scene."""
        return self._speeches[index]

    def scene(self, index: int) -> Scene:
        """A scene as it was written."""
        return self._parts[index].scene

    def voice(self, index: int) -> Voice | None:
        """Who speaks in a scene; None for a recording or silence."""
        return self._parts[index].voice

    @property
    def speed(self) -> float:
        """How fast the voices speak: 1 is their own rate."""
        return self._board.voice_settings.speed

    def shot(self, index: int) -> Shot:
        """What is seen in a scene."""
        from heygen_cli.studio.shot import Shot

        board, part = self._board, self._parts[index]
        scene, rests = part.scene, self._rests()
        width, height = board.size
        return Shot(
            name=self.names[index],
            look=part.look,
            staging=scene.staging or board.staging,
            acting=scene.acting or board.acting,
            layout=scene.layout,
            show=scene.show,
            overlays=scene.overlays,
            broll=scene.broll,
            brand=replace(board.brand, intro=None, outro=None),
            background=scene.background or board.background,
            captions=board.captions,
            width=width,
            height=height,
            fps=board.fps,
            quality=board.quality,
            format=board.format,
            codec=board.codec,
            encoder=board.encoder,
            # It follows from what is said and by whom: a scene moves the same wherever it stands in a film.
            seed=zlib.crc32(f"{part.look}\n{scene.script}".encode()),
            head=rests[index - 1] if index else 0,
            tail=rests[index],
            seconds=scene.duration,
        )

    def _rests(self) -> list[int]:
        """How many frames lie between each scene and the next."""
        return [self._board.transition_after(index).frames(self._board.fps) for index in range(len(self._parts))]

    # -- nodes ---------------------------------------------------------------------------------------------------------

    def _spoken(self, part: Part, name: str) -> Node:
        scene, script = part.scene, part.scene.script
        said = {"pronunciations": self._speech.pronunciations(script)}
        if scene.audio:
            recording = scene.audio

            def listen(folder: Path, _inputs: Inputs, progress: Progress) -> None:
                progress.stage("listen")
                _tell(self._speech.recording(recording, script, folder), name, progress)

            params: dict[str, Any] = {"audio": graph.file_hash(recording), "script": script} | said
            return Node("speech", name, SPEECH_VERSION, params, listen)
        if part.voice is None:
            return _silence(name, silent_seconds(scene), self._board.fps)
        settings = self._board.voice_settings
        request = SpeechRequest(script, part.voice.id, settings.speed, settings.pitch, settings.volume)

        def speak(folder: Path, _inputs: Inputs, progress: Progress) -> None:
            progress.stage("speak")
            _tell(self._speech.synthesise(request, folder), name, progress)

        params = asdict(request) | self._speech.identity(part.voice) | said
        return Node("speech", name, SPEECH_VERSION, params, speak)

    def _transition(self, index: int, clips: Sequence[Node]) -> Node | None:
        wanted: Transition = self._board.transition_after(index)
        if wanted.kind == "cut":
            return None
        shot = self.shot(index)
        needs = {"before": clips[index], "after": clips[index + 1]}
        params = {"transition": asdict(wanted), "quality": shot.quality, "codec": shot.codec, "encoder": shot.encoder}

        def make(folder: Path, inputs: Inputs, progress: Progress) -> None:
            from heygen_cli.studio import clip, transition

            progress.stage("draw")
            before, after = inputs["before"] / "tail.mkv", inputs["after"] / "head.mkv"
            transition.make(wanted, before, after, folder / "clip.mp4", clip.clip_codec(shot), shot.fps)

        return Node("transition", f"after {shot.name}", TRANSITION_VERSION, params, make, needs)

    def _soundtrack(self, rests: Sequence[int]) -> Node:
        board, scenes = self._board, [part.scene for part in self._parts]
        fps, suffix, lengths = board.fps, "webm" if board.format == "webm" else "m4a", self._lengths
        needs = {f"speech{number}": node for number, node in enumerate(self._speeches)}
        ends = self._bookends()

        def make(folder: Path, inputs: Inputs, progress: Progress) -> None:
            from heygen_cli.studio import soundtrack
            from heygen_cli.studio.track import read_track

            progress.stage("mix")
            folders = [inputs[name] for name in needs]
            tracks = [read_track(path) for path in folders]
            frames = _frames(inputs, lengths, fps)
            parts = [
                soundtrack.Part(path / track.pcm if track.pcm else None, count + rest)
                for path, track, count, rest in zip(folders, tracks, frames, rests, strict=True)
            ]
            starts, heads = _starts(frames, rests), [0, *rests]
            clocks = map(Clock, tracks, starts, frames, heads, rests, repeat(fps), ends)
            sounds = [sound for pair in zip(scenes, clocks, strict=True) for sound in scene_sounds(*pair)]
            soundtrack.mix(
                parts, fps, folder / f"soundtrack.{suffix}", music=board.music, sounds=sounds, loudness=board.loudness
            )

        params = {
            "fps": fps,
            "suffix": suffix,
            "rests": list(rests),
            "lengths": lengths,
            "music": _declared(board.music),
            "loudness": board.loudness,
            "sounds": [_declared(scene.sounds) for scene in scenes],
            "footage": [_declared(scene.show) if is_loud(scene) else None for scene in scenes],
            "ends": ends,
        }
        return Node("soundtrack", "film", SOUNDTRACK_VERSION, params, make, needs, aside=True)

    @property
    def _lengths(self) -> list[float | None]:
        return [part.scene.duration for part in self._parts]

    def _bookends(self) -> list[bool]:
        """Which scenes are the brand's intro or outro."""
        last, brand = len(self._parts) - 1, self._board.brand
        return [
            bool((index == 0 and brand.intro) or (index == last and brand.outro)) for index in range(len(self._parts))
        ]

    def _captions(self, rests: Sequence[int]) -> Node:
        board, lengths = self._board, self._lengths
        fps, size, wanted = board.fps, board.size, board.captions
        needs: Mapping[str, Node] = {f"speech{number}": node for number, node in enumerate(self._speeches)}

        def make(folder: Path, inputs: Inputs, progress: Progress) -> None:
            from heygen_cli.studio import captions
            from heygen_cli.studio.subtitles import cues, layout
            from heygen_cli.studio.track import read_track

            progress.stage("caption")
            # Beside the picture they are read as sentences, whatever they look like in it.
            plain = replace(wanted, mode="sidecar", style="plain")
            frames = _frames(inputs, lengths, fps)
            found: list[captions.Cue] = []
            for number, start in enumerate(_starts(frames, rests)):
                track = read_track(inputs[f"speech{number}"])
                found += captions.shifted(cues(track, layout(*size, plain), plain), start / fps)
            (folder / "captions.srt").write_text(captions.to_srt(found), encoding="utf-8")
            (folder / "captions.vtt").write_text(captions.to_vtt(found), encoding="utf-8")

        form = {"size": list(size), "lines": wanted.lines, "safe_area": wanted.safe_area}
        params = {"fps": fps, "rests": list(rests), "lengths": lengths, **form}
        return Node("captions", "film", CAPTIONS_VERSION, params, make, needs)


def silent_seconds(scene: Scene) -> float:
    """How long a scene lasts in which nobody speaks: as it says, as long as its film, or a moment."""
    if scene.duration is not None:
        return scene.duration
    if isinstance(scene.show, Footage):
        from heygen_cli.studio import media

        end = scene.show.end or media.seconds(scene.show.file)
        return max(0.2, end - scene.show.start)
    return SILENT_SCENE


def _silence(name: str, seconds: float, fps: int) -> Node:
    """Speech in which nothing is said."""

    def make(folder: Path, _inputs: Inputs, _progress: Progress) -> None:
        track = SpeechTrack(
            pcm="",
            rate=_SILENCE_RATE,
            length=int(round(seconds * fps) * _SILENCE_RATE / fps),
            language="und",
            engine="none",
            voice="none",
            licence="none",
            timing="native",
        )
        (folder / "speech.json").write_text(json.dumps(track.to_json()))

    return Node("speech", name, SPEECH_VERSION, {"silence": seconds, "fps": fps}, make)


def _frames(inputs: Inputs, lengths: Sequence[float | None], fps: int) -> list[int]:
    """How many frames each scene lasts, without what lies between them."""
    from heygen_cli.studio.track import frame_count, read_track

    return [frame_count(read_track(inputs[f"speech{number}"]), fps, length) for number, length in enumerate(lengths)]


def _starts(frames: Sequence[int], rests: Sequence[int]) -> list[int]:
    """The frame of the film at which each scene begins to be heard."""
    return [0, *accumulate(count + rest for count, rest in zip(frames, rests, strict=True))][:-1]


def _tell(track: SpeechTrack, name: str, progress: Progress) -> None:
    """What the speech engine noted about its work is for the user to see."""
    for note in track.notes:
        progress.event(Event("warning", "speech_note", f"{name}: {note}"))


def _declared(value: Any) -> Any:
    """A part of a storyboard as it enters a key: files by what they hold, not by where they lie."""
    if isinstance(value, Path):
        return {"content": graph.file_hash(value)}
    if is_dataclass(value) and not isinstance(value, type):
        parts = {item.name: _declared(getattr(value, item.name)) for item in fields(value)}
        return {"is": type(value).__name__, **parts}
    if isinstance(value, tuple):
        return [_declared(item) for item in value]
    return value
