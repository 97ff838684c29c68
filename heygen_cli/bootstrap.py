"""Every service and adapter, put together by hand; each is made, and its imports are paid for, on first use."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from heygen_cli.config import Settings
    from heygen_cli.domain.manifest import Notify
    from heygen_cli.domain.price import PriceTable
    from heygen_cli.domain.recipe import Board
    from heygen_cli.domain.report import Figure
    from heygen_cli.infra.checks import Outcome
    from heygen_cli.infra.crew import Processes
    from heygen_cli.infra.material import Material
    from heygen_cli.infra.providers.heygen.client import HeygenClient
    from heygen_cli.infra.providers.heygen.speech import HeygenSpeech
    from heygen_cli.infra.secrets import Secrets
    from heygen_cli.infra.store.database import Database
    from heygen_cli.infra.store.job import SqliteQueue
    from heygen_cli.infra.store.replay import SqliteReplays
    from heygen_cli.infra.store.usage import SqliteUsageLog
    from heygen_cli.ports import FilmInspector, Progress, Renderer, SpeechProvider
    from heygen_cli.services.avatar import AvatarService
    from heygen_cli.services.batch import BatchService
    from heygen_cli.services.cache import CacheService
    from heygen_cli.services.check import CheckService
    from heygen_cli.services.cloud import CloudService
    from heygen_cli.services.cloud_films import CloudFilms
    from heygen_cli.services.cloud_renderer import CloudRenderer
    from heygen_cli.services.conversation import Conversation
    from heygen_cli.services.doctor import Check, Doctor
    from heygen_cli.services.estimate import EstimateService
    from heygen_cli.services.footage import FootageService
    from heygen_cli.services.job import JobService
    from heygen_cli.services.lexicon import LexiconService
    from heygen_cli.services.model import ModelService
    from heygen_cli.services.project import ProjectService
    from heygen_cli.services.report import ReportService
    from heygen_cli.services.script import ScriptService
    from heygen_cli.services.session import SessionService
    from heygen_cli.services.spending import Spending
    from heygen_cli.services.storyboard import StoryboardService
    from heygen_cli.services.template import TemplateService
    from heygen_cli.services.video import VideoService
    from heygen_cli.services.voice import VoiceService
    from heygen_cli.services.webhook import WebhookService
    from heygen_cli.services.wording import WordingService
    from heygen_cli.services.work import Worker
    from heygen_cli.studio.casting import Casting
    from heygen_cli.studio.photo import Gallery
    from heygen_cli.studio.renderer import LocalRenderer
    from heygen_cli.studio.speech import Speech

# Encodes a few black pictures with silence, which proves more than a list of encoders does.
_TRIAL = (
    *("-f", "lavfi", "-i", "color=s=64x64:d=0.1", "-f", "lavfi", "-i", "anullsrc=d=0.1"),
    *("-c:v", "libx264", "-c:a", "aac", "-f", "null", "-"),
)


class Toolkit:
    """What a front end works with."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        if settings.ffmpeg:
            # Processes that this one starts must find the same FFmpeg.
            os.environ["HEYGEN_FFMPEG"] = settings.ffmpeg

    @cached_property
    def videos(self) -> VideoService:
        """Videos: made, remembered, looked into."""
        from heygen_cli.infra.clock import SystemClock
        from heygen_cli.infra.store.video import SqliteVideoStore
        from heygen_cli.services.video import VideoService

        store = SqliteVideoStore(self._database)
        makers: dict[str, Callable[[], Renderer]] = {
            "local": lambda: self._local,
            "heygen": lambda: self._in_the_cloud,
        }
        return VideoService(store=store, renderers=makers, clock=SystemClock(), probe=_probe, usage=self.usage)

    @cached_property
    def usage(self) -> SqliteUsageLog:
        """What work was done, and what it adds up to."""
        from heygen_cli.infra.store.usage import SqliteUsageLog

        return SqliteUsageLog(self._database)

    @cached_property
    def prices(self) -> PriceTable:
        """What providers charge."""
        from heygen_cli.infra import prices

        return prices.load(self.settings.folders.config / "prices.toml")

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
    def spending(self) -> Spending:
        """The guard before everything that costs money."""
        from heygen_cli.domain.budget import Limits
        from heygen_cli.infra.clock import SystemClock
        from heygen_cli.infra.store.ledger import SqliteLedger
        from heygen_cli.services.spending import Spending

        mine = self.settings
        limits = Limits(mine.budget_day, mine.budget_month, mine.max_cost, unknown=mine.unknown_cost == "allow")
        return Spending(
            ledger=SqliteLedger(self._database),
            prices=self.prices,
            usage=self.usage,
            clock=SystemClock(),
            limits=limits,
        )

    @cached_property
    def scripts(self) -> ScriptService:
        """Scripts that a language model writes."""
        from heygen_cli.services.script import ScriptService

        return ScriptService(begin=self._converse)

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
    def _database(self) -> Database:
        from heygen_cli.infra.store.database import Database

        return Database(self.settings.folders.data / "heygen.db")

    @cached_property
    def _queue(self) -> SqliteQueue:
        from heygen_cli.infra.store.job import SqliteQueue

        return SqliteQueue(self._database)

    @property
    def queue(self) -> SqliteQueue:
        """The jobs themselves, for a server's writer."""
        return self._queue

    @cached_property
    def replays(self) -> SqliteReplays:
        """Answers of the server that may be asked for again."""
        from heygen_cli.infra.store.replay import SqliteReplays

        return SqliteReplays(self._database)

    def crew(self, *, nice: int = 0) -> Processes:
        """Worker processes."""
        from heygen_cli.infra.crew import Processes

        return Processes(self.settings.folders.state / "workers.log", jobs=self.settings.jobs, nice=nice)

    @cached_property
    def jobs(self) -> JobService:
        """Videos that workers make."""
        from heygen_cli.infra.clock import SystemClock
        from heygen_cli.services.job import JobService

        return JobService(queue=self._queue, videos=lambda: self.videos, clock=SystemClock(), crew=self.crew())

    @cached_property
    def cache(self) -> CacheService:
        """Parts of films that can be used again."""
        from heygen_cli.infra.clock import SystemClock
        from heygen_cli.services.cache import CacheService
        from heygen_cli.studio.products import Products

        return CacheService(parts=lambda: Products(self.settings.folders.cache), clock=SystemClock())

    @cached_property
    def cloud(self) -> CloudService:
        """HeyGen's cloud."""
        from heygen_cli.services.cloud import CloudService

        return CloudService(lambda: self._heygen)

    @cached_property
    def _secrets(self) -> Secrets:
        from heygen_cli.infra.secrets import Secrets

        return Secrets(file=self.settings.folders.config / "credentials")

    @cached_property
    def session(self) -> SessionService:
        """Who one is in HeyGen's cloud."""
        from heygen_cli.services.session import SessionService

        return SessionService(keys=self._secrets, client=lambda: self._heygen)

    @cached_property
    def cloud_films(self) -> CloudFilms:
        """Films that HeyGen has made."""
        from heygen_cli.infra.download import Downloads
        from heygen_cli.services.cloud_films import CloudFilms

        folder = self.settings.folders.cache / "downloads"
        return CloudFilms(client=lambda: self._heygen, fetcher=Downloads(), folder=folder)

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
            length=lambda path: float(_probe(path)["duration"]),
        )
        return CloudRenderer(
            local=self._local,
            clips=clips,
            spending=self.spending,
            casting=Casting(mine.cloud_avatar, mine.cloud_voice, local),
            jobs=mine.cloud_jobs,
        )

    @cached_property
    def _heygen(self) -> HeygenClient:
        from heygen_cli.infra.clock import SystemClock
        from heygen_cli.infra.providers.heygen.client import HeygenClient, credential
        from heygen_cli.infra.store.cloud import SqliteRequestLog

        secrets = self._secrets
        return HeygenClient(
            lambda: credential(secrets.get("HEYGEN_API_KEY"), secrets.get("HEYGEN_ACCESS_TOKEN")),
            log=SqliteRequestLog(self._database, SystemClock()),
        )

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

        def crew(workers: int) -> Processes:
            jobs = self.settings.jobs or max(1, share // workers)
            return Processes(folders.state / "workers.log", jobs=jobs)

        return BatchService(
            reader=ManifestFiles(self.settings.storyboard, self._template_board, folders.cache / "slides"),
            store=SqliteBatchStore(self._database),
            queue=self._queue,
            videos=self.videos,
            renderer=lambda: self._in_the_cloud if self.settings.provider == "heygen" else self._local,
            crew=crew,
            clock=SystemClock(),
            provider=self.settings.provider,
        )

    def close(self) -> None:
        """Let go of connections to HeyGen."""
        if "_heygen" in vars(self):
            self._heygen.close()

    @cached_property
    def webhooks(self) -> WebhookService:
        """Events that HeyGen posts."""
        from heygen_cli.infra import webhook_listener
        from heygen_cli.infra.clock import SystemClock
        from heygen_cli.services.webhook import WebhookService

        return WebhookService(clock=SystemClock(), listen=webhook_listener.listen, run=webhook_listener.run)

    def secret(self, name: str) -> str | None:
        """A credential by the name of its variable."""
        from heygen_cli.infra.secrets import Secrets

        return Secrets().get(name)

    def tell(self, notify: Notify, data: Mapping[str, Any]) -> None:
        """Tell whom a manifest names that its batch has ended."""
        from heygen_cli.infra.notify import tell

        tell(notify, data)

    def _template_board(self, name: str) -> Board | None:
        from heygen_cli.domain.recipe import Board

        kept = self.templates.find(name)
        if kept is None:
            return None
        return Board(kept.document, kept.marks, kept.base, kept.name, files=kept.files)

    @property
    def affordable_workers(self) -> int:
        """How many films this machine can make at once."""
        from heygen_cli.studio.renderer import affordable_workers

        return affordable_workers()

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
    def footage(self) -> FootageService:
        """What can be made of finished films."""
        from heygen_cli.services.footage import FootageService
        from heygen_cli.studio.footage import Editor

        return FootageService(videos=self.videos, editor=Editor())

    @cached_property
    def _local(self) -> LocalRenderer:
        from heygen_cli.studio.renderer import LocalRenderer

        settings = self.settings
        cache, workers = settings.folders.cache, settings.jobs or None
        return LocalRenderer(cache, speech=self._speech, casting=self._casting, workers=workers)

    @cached_property
    def _casting(self) -> Casting:
        from heygen_cli.studio.casting import Casting
        from heygen_cli.studio.presenter import Cast

        return Casting(Cast(own=self.settings.folders.data / "presenters"), self._gallery)

    @cached_property
    def _gallery(self) -> Gallery:
        from heygen_cli.studio.photo import Gallery

        return Gallery(self.settings.folders.data / "avatars")

    @cached_property
    def _heygen_speech(self) -> HeygenSpeech:
        from heygen_cli.infra.download import read_all
        from heygen_cli.infra.providers.heygen.speech import HeygenSpeech

        return HeygenSpeech(
            lambda: self._heygen,
            self.settings.folders.cache / "heygen-voices.json",
            usable=lambda: self._secrets.get("HEYGEN_API_KEY") is not None,
            fetch=read_all,
        )

    @cached_property
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

    @property
    def _renderer(self) -> Renderer:
        """Who makes films, as the settings have it."""
        return self._in_the_cloud if self.settings.provider == "heygen" else self._local

    @cached_property
    def templates(self) -> TemplateService:
        """Storyboards kept under a name."""
        from heygen_cli.infra.clock import SystemClock
        from heygen_cli.infra.store.template import SqliteTemplateStore
        from heygen_cli.infra.templating import render
        from heygen_cli.services.template import TemplateService

        return TemplateService(
            store=SqliteTemplateStore(self._database),
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

    @cached_property
    def projects(self) -> ProjectService:
        """Projects to begin with."""
        from heygen_cli.services.project import ProjectService

        return ProjectService(templates=Path(__file__).with_name("templates"))

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

    @cached_property
    def lexicon(self) -> LexiconService:
        """How words are read."""
        from heygen_cli.services.lexicon import LexiconService
        from heygen_cli.studio.speech.pronunciation import LexiconFiles

        return LexiconService(shelf=LexiconFiles(self._lexicons))

    @cached_property
    def models(self) -> ModelService:
        """Neural voices: installed, removed."""
        from heygen_cli.infra.download import Downloads
        from heygen_cli.services.model import ModelService
        from heygen_cli.studio.speech.shelf import Shelf

        return ModelService(shelf=Shelf(self.settings.folders.data / "voices"), fetcher=Downloads())

    @cached_property
    def doctor(self) -> Doctor:
        """Whether this machine can do the work."""
        from heygen_cli.services.doctor import Doctor

        return Doctor(_checks(self))


def _checks(kit: Toolkit) -> list[Check]:
    """What the doctor looks at, the most important first."""
    from heygen_cli.infra import checks
    from heygen_cli.services.doctor import Check

    folders = kit.settings.folders
    looks = {
        "FFmpeg": _check_ffmpeg,
        "Encoder": _check_encoder,
        "Voices": lambda: _check_voices(kit),
        "Installed voices": lambda: _check_installed(kit),
        "Presenters": lambda: checks.presenters(len(kit.avatars.list(limit=100).items), kit.avatars.faults()),
        "Caption font": _check_font,
        "Data folder": lambda: checks.writable(folders.data),
        "Cache folder": lambda: checks.writable(folders.cache),
        "This folder": checks.current_folder,
        "Disk space": lambda: checks.space(folders.cache),
        "Database": lambda: checks.store(folders.data / "heygen.db"),
        "SQLite": checks.sqlite,
        "Settings": lambda: checks.settings(kit.settings.sources),
        "Command": lambda: checks.command_path(os.environ, Path(sys.executable).parent),
        "Python": checks.python,
    }
    return [Check(name, look) for name, look in looks.items()]


def _check_ffmpeg() -> Outcome:
    from heygen_cli.infra import checks
    from heygen_cli.studio import ffmpeg

    found = checks.ffmpeg(ffmpeg.executable(), ffmpeg.version(), ffmpeg.filters())
    if found.status == "ok":
        ffmpeg.run(_TRIAL)
    return found


def _check_encoder() -> Outcome:
    import av

    from heygen_cli.infra.checks import Outcome

    av.codec.Codec("libx264", "w")
    return Outcome("ok", f"libx264 in PyAV {av.__version__}")


def _check_voices(kit: Toolkit) -> Outcome:
    from heygen_cli.infra import checks

    return checks.voices(kit.voices.list(limit=100).items)


def _check_installed(kit: Toolkit) -> Outcome:
    from heygen_cli.infra import checks
    from heygen_cli.studio.speech.shelf import Shelf

    return checks.installed_voices(Shelf(kit.settings.folders.data / "voices").unfinished())


def _check_font() -> Outcome:
    from heygen_cli.infra import checks
    from heygen_cli.studio import fonts

    return checks.font(Path(fonts.__file__).with_name("Inter-SemiBold.otf"))


def _inspector() -> FilmInspector:
    from heygen_cli.studio.check import Inspector

    return Inspector()


def _mp3(wave: Path, target: Path) -> None:
    from heygen_cli.studio import ffmpeg

    # VBR 2 is about 190 kbit/s for stereo, 70 for mono speech: no difference can be heard.
    ffmpeg.run([*ffmpeg.SAFE_INPUT, "-i", str(wave), "-c:a", "libmp3lame", "-q:a", "2", str(target)])


def _probe(path: Path) -> dict[str, Any]:
    from heygen_cli.studio.inspect import probe

    return probe(path)
