"""What is refused before any work is done: unknown avatars and voices, scripts without words, unreadable media."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable
from pathlib import Path

from heygen_cli.domain.errors import InvalidInput
from heygen_cli.domain.panel import Footage
from heygen_cli.domain.storyboard import DEFAULT_VOICE, Scene, Storyboard
from heygen_cli.studio.casting import Casting
from heygen_cli.studio.speech import Speech

# A script with a letter and no markup has something to say; any other one is read as it will be spoken.
_PLAIN_WORDS = re.compile(r"[^\[\]<>{}\x00-\x08]*[^\W_][^\[\]<>{}\x00-\x08]*")


class Admission:
    """Looks at storyboards, and at each thing that several of them share once."""

    def __init__(self, speech: Speech, casting: Casting) -> None:
        self._speech = speech
        self._casting = casting
        self._passed: set[Hashable] = set()

    def check(self, storyboard: Storyboard) -> None:
        """Raises InvalidInput or EngineMissing for what cannot be rendered."""
        for scene in storyboard.scenes:
            self._scene(storyboard, scene)
        if storyboard.encoder != "software":
            self._encoder(storyboard)
        if storyboard.music:
            self._sound(storyboard.music.file, "music")
        for path in (storyboard.brand.intro, storyboard.brand.outro):
            self._media(path)

    def _scene(self, storyboard: Storyboard, scene: Scene) -> None:
        avatar = scene.avatar or storyboard.avatar
        self._once(("avatar", avatar), lambda: self._casting.look(avatar))
        if scene.audio:
            self._recording(scene.audio)
        elif scene.spoken:
            self._script(scene.script)
            self._voice(scene.voice or storyboard.voice)
        background = scene.background or storyboard.background
        self._media(background.file if background else None)
        for item in scene.broll:
            self._media(item.file)
        if isinstance(scene.show, Footage):
            self._media(scene.show.file)
        for effect in scene.sounds:
            self._sound(effect.file, "sounds")

    def _script(self, text: str) -> None:
        if not _PLAIN_WORDS.fullmatch(text):
            self._once(("script", text), lambda: self._speech.check(text, self._speech.detect_language(text)))

    def _voice(self, voice: str) -> None:
        # Which voice `auto` becomes depends on the language; whether there is one at all does not.
        language = "en" if voice == DEFAULT_VOICE else None
        self._once(("voice", voice), lambda: self._speech.resolve(voice, language))

    def _recording(self, path: Path) -> None:
        if not path.is_file():
            raise InvalidInput(f"There is no recording {path}", param="audio")
        self._once(("recording", path), lambda: self._speech.check_recording(path))

    def _media(self, path: Path | None) -> None:
        if path:
            from heygen_cli.studio import media

            self._once(("media", path), lambda: media.check(path))

    def _sound(self, path: Path, param: str) -> None:
        from heygen_cli.studio import soundtrack

        self._once(("sound", path), lambda: soundtrack.check(path, param))

    def _encoder(self, board: Storyboard) -> None:
        from heygen_cli.studio import encode

        encode.codec(board.format, board.quality, board.fps, board.codec, board.encoder)

    def _once(self, what: Hashable, look: Callable[[], object]) -> None:
        if what not in self._passed:
            look()
            self._passed.add(what)
