"""Every service and adapter, put together by hand; each is made, and its imports are paid for, on first use."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from heygen_cli.bootstrap.ground import shared
from heygen_cli.bootstrap.studio import Studio, probe
from heygen_cli.domain.user import LOCAL

if TYPE_CHECKING:
    from heygen_cli.domain.manifest import Notify
    from heygen_cli.domain.recipe import Board
    from heygen_cli.domain.report import Figure
    from heygen_cli.infra.crew import Processes
    from heygen_cli.infra.material import Material
    from heygen_cli.ports import FilmInspector, Progress, Renderer
    from heygen_cli.services.agent import AgentService
    from heygen_cli.services.asset import AssetService
    from heygen_cli.services.avatar import AvatarService
    from heygen_cli.services.batch import BatchService
    from heygen_cli.services.cache import CacheService
    from heygen_cli.services.check import CheckService
    from heygen_cli.services.cloud import CloudService
    from heygen_cli.services.cloud_films import CloudFilms
    from heygen_cli.services.conversation import Conversation
    from heygen_cli.services.doctor import Doctor
    from heygen_cli.services.estimate import EstimateService
    from heygen_cli.services.footage import FootageService
    from heygen_cli.services.job import JobService
    from heygen_cli.services.lexicon import LexiconService
    from heygen_cli.services.library import LibraryService
    from heygen_cli.services.model import ModelService
    from heygen_cli.services.project import ProjectService
    from heygen_cli.services.report import ReportService
    from heygen_cli.services.script import ScriptService
    from heygen_cli.services.session import SessionService
    from heygen_cli.services.storyboard import StoryboardService
    from heygen_cli.services.template import TemplateService
    from heygen_cli.services.video import VideoService
    from heygen_cli.services.voice import VoiceService
    from heygen_cli.services.webhook import WebhookService
    from heygen_cli.services.wording import WordingService
    from heygen_cli.services.work import Worker


class Toolkit(Studio):
    """What a front end works with."""

    @cached_property
    def videos(self) -> VideoService:
        """Videos: made, remembered, looked into."""
        from heygen_cli.infra.clock import SystemClock
        from heygen_cli.infra.store.video import SqliteVideoStore
        from heygen_cli.services.video import VideoService

        store = SqliteVideoStore(self._database, self.owner)
        makers: dict[str, Callable[[], Renderer]] = {
            "local": lambda: self._local,
            "heygen": lambda: self._in_the_cloud,
        }
        return VideoService(
            store=store,
            renderers=makers,
            clock=SystemClock(),
            probe=probe,
            usage=self.usage,
            owner=self.owner or LOCAL,
        )

    @cached_property
    def estimates(self) -> EstimateService:
        """What films would cost."""
        from heygen_cli.services.estimate import EstimateService
        from heygen_cli.services.storyboard import StoryboardService

        return EstimateService(
            here=lambda board: StoryboardService(renderer=lambda: self._local).plan(board),
            chosen=lambda board: self.storyboards.plan(board),
            prices=self.prices,
            cloud=self.settings.provider == "heygen",
        )

    @cached_property
    def scripts(self) -> ScriptService:
        """Scripts that a language model writes."""
        from heygen_cli.services.script import ScriptService

        return ScriptService(begin=self._converse)

    @cached_property
    def agents(self) -> AgentService:
        """Films that somebody wishes for."""
        from heygen_cli.infra.clock import SystemClock
        from heygen_cli.infra.store.agent import SqliteSessionStore
        from heygen_cli.services.agent import AgentService

        store = SqliteSessionStore(self._database, self.owner)
        return AgentService(
            store=store, scripts=self.scripts, clock=SystemClock(), presence=self._presence, owner=self.owner
        )

    @cached_property
    def wordings(self) -> WordingService:
        """Storyboards in other words."""
        from heygen_cli.services.wording import WordingService

        def language_of(voice: str) -> str | None:
            return next((each.language for each in self._speech.voices() if each.id == voice), None)

        return WordingService(begin=self._converse, language_of=language_of)

    def _converse(self, model: str | None, progress: Progress) -> Conversation:
        """A conversation with a language model, for one script."""
        from heygen_cli.domain.video import new_id
        from heygen_cli.infra.clock import SystemClock
        from heygen_cli.infra.providers.openrouter import OpenRouter
        from heygen_cli.services.conversation import Conversation

        script_id = new_id("s", SystemClock().now())
        return Conversation(script_id, OpenRouter(self._secrets, model=model), self.spending, progress)

    def material(self, name: str) -> Material:
        """The words of a web page or a file."""
        from heygen_cli.infra.material import read_material

        return read_material(name)

    @cached_property
    def reports(self) -> ReportService:
        """What was made, what it cost, how fast it went and what went wrong."""
        from heygen_cli.infra.clock import SystemClock
        from heygen_cli.infra.reports import usage
        from heygen_cli.services.report import ReportService

        forms = {"json": usage.as_json, "csv": usage.as_csv, "md": usage.as_markdown, "html": usage.as_html}
        return ReportService(sums=self.usage, clock=SystemClock(), forms=forms, budgets=self._standing)

    def _standing(self) -> list[Figure]:
        """What is left of the budgets, and at HeyGen for who works there."""
        from heygen_cli.services import wallet

        there = self.settings.provider == "heygen"
        account = wallet.left(lambda: self._heygen.request("GET", "/v3/users/me").data["data"]) if there else []
        return [*self.spending.standing(), *account]

    @cached_property
    def jobs(self) -> JobService:
        """Videos that workers make."""
        from heygen_cli.infra.clock import SystemClock
        from heygen_cli.services.job import JobService

        return JobService(queue=self._queue, videos=lambda: self.videos, clock=SystemClock(), crew=self.crew())

    @shared
    def cache(self) -> CacheService:
        """Parts of films that can be used again."""
        from heygen_cli.infra.clock import SystemClock
        from heygen_cli.services.cache import CacheService
        from heygen_cli.studio.products import Products

        return CacheService(parts=lambda: Products(self.settings.folders.cache), clock=SystemClock())

    @shared
    def cloud(self) -> CloudService:
        """HeyGen's cloud."""
        from heygen_cli.services.cloud import CloudService

        return CloudService(lambda: self._heygen)

    @shared
    def session(self) -> SessionService:
        """Who one is in HeyGen's cloud."""
        from heygen_cli.services.session import SessionService

        return SessionService(keys=self._secrets, client=lambda: self._heygen)

    @shared
    def cloud_films(self) -> CloudFilms:
        """Films that HeyGen has made."""
        from heygen_cli.infra.download import Downloads
        from heygen_cli.services.cloud_films import CloudFilms

        folder = self.settings.folders.cache / "downloads"
        return CloudFilms(client=lambda: self._heygen, fetcher=Downloads(), folder=folder)

    @cached_property
    def batches(self) -> BatchService:
        """Manifests and their videos."""
        from heygen_cli.infra.clock import SystemClock
        from heygen_cli.infra.crew import Processes
        from heygen_cli.infra.manifests import ManifestFiles
        from heygen_cli.infra.store.batch import SqliteBatchStore
        from heygen_cli.services.batch import BatchService

        folders = self.settings.folders
        share = max(1, self.affordable_workers)

        def crew(workers: int, max_cost: float | None) -> Processes:
            jobs = self.settings.jobs or max(1, share // workers)
            # What a worker may spend is what the whole batch may: the ledger adds up what all of them do.
            limits = {} if max_cost is None else {"HEYGEN_MAX_COST": str(max_cost)}
            return Processes(folders.state / "workers.log", jobs=jobs, environ=limits)

        return BatchService(
            reader=ManifestFiles(self.settings.storyboard, self._template_board, folders.cache / "slides"),
            store=SqliteBatchStore(self._database, self.owner),
            queue=self._queue,
            videos=self.videos,
            renderer=lambda: self._in_the_cloud if self.settings.provider == "heygen" else self._local,
            crew=crew,
            clock=SystemClock(),
            provider=self.settings.provider,
        )

    @shared
    def webhooks(self) -> WebhookService:
        """Events that HeyGen posts."""
        from heygen_cli.infra import webhook_listener
        from heygen_cli.infra.clock import SystemClock
        from heygen_cli.infra.store.webhook import SqliteEventLog
        from heygen_cli.services.webhook import WebhookService

        clock = SystemClock()
        log = SqliteEventLog(self._database, clock)
        return WebhookService(clock=clock, log=log, listen=webhook_listener.listen, run=webhook_listener.run)

    def tell(self, notify: Notify, data: Mapping[str, Any]) -> None:
        """Tell whom a manifest names that its batch has ended."""
        from heygen_cli.infra.notify import tell

        tell(notify, data)

    @property
    def worker(self) -> Worker:
        """One that works on jobs, in this process."""
        import time
        import uuid

        from heygen_cli.infra.clock import SystemClock
        from heygen_cli.services.work import Worker

        name = f"w_{uuid.uuid4().hex[:12]}"
        return Worker(name=name, queue=self._queue, videos=self.videos, clock=SystemClock(), sleep=time.sleep)

    @cached_property
    def assets(self) -> AssetService:
        """Files that somebody has sent."""
        from heygen_cli.infra.clock import SystemClock
        from heygen_cli.infra.store.asset import SqliteAssetStore
        from heygen_cli.services.asset import AssetService

        store = SqliteAssetStore(self._database, self.owner)
        folder = self.settings.folders.data / "assets"
        return AssetService(store=store, folder=folder, clock=SystemClock(), owner=self.owner)

    @cached_property
    def footage(self) -> FootageService:
        """What can be made of finished films."""
        from heygen_cli.services.footage import FootageService
        from heygen_cli.studio.footage import Editor

        return FootageService(videos=self.videos, editor=Editor())

    @cached_property
    def avatars(self) -> AvatarService:
        """Presenters and their looks."""
        from heygen_cli.infra.clock import SystemClock
        from heygen_cli.services.avatar import AvatarService

        casting = self._casting
        return AvatarService(
            catalogue=casting,
            artist=casting,
            portraits=self._gallery,
            renderer=lambda: self._local,
            clock=SystemClock(),
        )

    @cached_property
    def storyboards(self) -> StoryboardService:
        """Storyboards before they are videos."""
        from heygen_cli.services.storyboard import StoryboardService

        return StoryboardService(renderer=lambda: self._renderer)

    @cached_property
    def templates(self) -> TemplateService:
        """Storyboards kept under a name."""
        from heygen_cli.infra.clock import SystemClock
        from heygen_cli.infra.store.template import SqliteTemplateStore
        from heygen_cli.infra.templating import render
        from heygen_cli.services.template import TemplateService

        return TemplateService(
            store=SqliteTemplateStore(self._database, self.owner),
            renderer=lambda: self._local,
            render=render,
            defaults=self.settings.storyboard,
            clock=SystemClock(),
        )

    @cached_property
    def checks(self) -> CheckService:
        """Whether finished films are right."""
        from heygen_cli.services.check import CheckService

        return CheckService(
            inspector=_inspector, renderer=lambda: self._local, films=lambda name: self.videos.file(name)
        )

    @shared
    def projects(self) -> ProjectService:
        """Projects to begin with."""
        from heygen_cli.services.project import ProjectService

        return ProjectService(templates=Path(__file__).parents[1] / "templates")

    @cached_property
    def voices(self) -> VoiceService:
        """Voices and what they say."""
        from heygen_cli.infra.clock import SystemClock
        from heygen_cli.infra.known import remember
        from heygen_cli.services.counted_speech import CountedSpeech
        from heygen_cli.services.voice import VoiceService

        known = self.settings.folders.cache / "voices.tsv"
        return VoiceService(
            catalogue=self._speech,
            speaker=CountedSpeech(self._speech, self.usage, SystemClock()),
            encode=_mp3,
            remember=lambda voices: remember(known, ((voice.id, voice.name) for voice in voices)),
        )

    @shared
    def library(self) -> LibraryService:
        """Music, sounds and brand kits."""
        from heygen_cli.infra.documents import read_document
        from heygen_cli.services.library import LibraryService

        def read(path: Path) -> Any:
            return read_document(path.read_text("utf-8"), str(path)).data

        return LibraryService(self.settings.folders.data, read=read)

    @shared
    def lexicon(self) -> LexiconService:
        """How words are read."""
        from heygen_cli.services.lexicon import LexiconService
        from heygen_cli.studio.speech.pronunciation import LexiconFiles

        return LexiconService(shelf=LexiconFiles(self._lexicons))

    @shared
    def models(self) -> ModelService:
        """Neural voices: installed, removed."""
        from heygen_cli.infra.download import Downloads
        from heygen_cli.services.model import ModelService
        from heygen_cli.studio.speech.shelf import Shelf

        shelf = Shelf(self.settings.folders.data / "voices")
        return ModelService(shelf=shelf, fetcher=Downloads(), changed=lambda: self.answers.forget("voices"))

    @shared
    def doctor(self) -> Doctor:
        """Whether this machine can do the work."""
        from heygen_cli.bootstrap.checks import checks_of
        from heygen_cli.services.doctor import Doctor

        return Doctor(checks_of(self))

    def _template_board(self, name: str) -> Board | None:
        from heygen_cli.domain.recipe import Board

        kept = self.templates.find(name)
        if kept is None:
            return None
        return Board(kept.document, kept.marks, kept.base, kept.name, files=kept.files)


def _inspector() -> FilmInspector:
    from heygen_cli.studio.check import Inspector

    return Inspector()


def _mp3(wave: Path, target: Path) -> None:
    from heygen_cli.studio import ffmpeg

    # VBR 2 is about 190 kbit/s for stereo, 70 for mono speech: no difference can be heard.
    ffmpeg.run([*ffmpeg.SAFE_INPUT, "-i", str(wave), "-c:a", "libmp3lame", "-q:a", "2", str(target)])
