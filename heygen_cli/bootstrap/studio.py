"""What makes films: presenters, voices, the renderers of this machine and of the cloud."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from heygen_cli.bootstrap.ground import Ground, shared

if TYPE_CHECKING:
    from heygen_cli.infra.providers.heygen.speech import HeygenSpeech
    from heygen_cli.ports import Renderer, SpeechProvider
    from heygen_cli.services.cloud_renderer import CloudRenderer
    from heygen_cli.studio.casting import Casting
    from heygen_cli.studio.photo import Gallery
    from heygen_cli.studio.renderer import LocalRenderer
    from heygen_cli.studio.speech import Speech


class Studio(Ground):
    """The part of the toolkit that renders."""

    @cached_property
    def _casting(self) -> Casting:
        from heygen_cli.studio.casting import Casting
        from heygen_cli.studio.presenter import Cast

        folders = self.settings.folders
        return Casting(Cast(own=folders.data / "presenters"), self._gallery, folders.cache / "stills")

    @cached_property
    def _gallery(self) -> Gallery:
        from heygen_cli.studio.photo import Gallery

        return Gallery(self.settings.folders.data / "avatars", self.owner)

    @shared
    def _heygen_speech(self) -> HeygenSpeech:
        from heygen_cli.infra.download import read_all
        from heygen_cli.infra.providers.heygen.speech import HeygenSpeech

        return HeygenSpeech(
            lambda: self._heygen,
            self.settings.folders.cache / "heygen-voices.json",
            usable=lambda: self._secrets.get("HEYGEN_API_KEY") is not None,
            fetch=read_all,
        )

    @shared
    def _speech(self) -> Speech:
        from heygen_cli.infra.providers.openai import OpenAI
        from heygen_cli.infra.providers.polly import Polly
        from heygen_cli.services.paid_speech import PaidSpeech
        from heygen_cli.studio.speech import Speech

        data, secrets = self.settings.folders.data, self._secrets
        speakers: tuple[SpeechProvider, ...] = (OpenAI(secrets), Polly(secrets), self._heygen_speech)
        return Speech(
            providers=[PaidSpeech(each, lambda: self.spending) for each in speakers],
            models=data / "voices",
            recitals=data / "recitals",
            sentences=self.settings.folders.cache / "sentences",
            lexicons=self._lexicons,
        )

    @property
    def _lexicons(self) -> tuple[Path, ...]:
        """The user's own lexicon and the project's, which wins."""
        return self.settings.folders.config / "lexicon.toml", Path.cwd() / "lexicon.toml"

    @cached_property
    def _local(self) -> LocalRenderer:
        from heygen_cli.studio.renderer import LocalRenderer

        settings = self.settings
        cache, workers = settings.folders.cache, settings.jobs or None
        return LocalRenderer(cache, speech=self._speech, casting=self._casting, workers=workers)

    @cached_property
    def _in_the_cloud(self) -> CloudRenderer:
        from heygen_cli.domain.errors import InvalidInput
        from heygen_cli.infra.providers.heygen.clips import Clips
        from heygen_cli.infra.providers.heygen.slots import Slots
        from heygen_cli.infra.store.clip import SqliteClipStore
        from heygen_cli.services.cloud_renderer import Casting, CloudRenderer

        def local(avatar: str) -> bool:
            try:
                return bool(self._casting.look(avatar))
            except InvalidInput:
                return False

        mine = self.settings
        clips = Clips(
            self._heygen,
            SqliteClipStore(self._database),
            mine.folders.cache / "clips",
            slots=Slots(mine.folders.state / "slots", mine.cloud_jobs),
            length=lambda path: float(probe(path)["duration"]),
        )
        return CloudRenderer(
            local=self._local,
            clips=clips,
            spending=self.spending,
            casting=Casting(mine.cloud_avatar, mine.cloud_voice, local),
            jobs=mine.cloud_jobs,
        )

    @property
    def _renderer(self) -> Renderer:
        """Who makes films, as the settings have it."""
        return self._in_the_cloud if self.settings.provider == "heygen" else self._local

    @property
    def affordable_workers(self) -> int:
        """How many films this machine can make at once."""
        from heygen_cli.studio.renderer import affordable_workers

        return affordable_workers()


def probe(path: Path) -> dict[str, Any]:
    """What a media file holds."""
    from heygen_cli.studio import inspect

    return inspect.probe(path)
