"""What the services need from outside, as small protocols. Each has a real adapter and a fake in ``tests/fakes.py``."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any, Literal, Protocol

# For the types alone: a command that needs one of these does not pay for the others.
if TYPE_CHECKING:
    from pathlib import Path

    from heygen_cli.domain.avatar import Avatar, Consent
    from heygen_cli.domain.batch import Batch
    from heygen_cli.domain.cache import Part
    from heygen_cli.domain.check import Expectation, Finding, Profile
    from heygen_cli.domain.errors import InvalidInput
    from heygen_cli.domain.event import Event
    from heygen_cli.domain.film import Film, Plan
    from heygen_cli.domain.footage import Outcome, Task
    from heygen_cli.domain.job import Job, JobEvent, Stage, State
    from heygen_cli.domain.lexicon import Pronunciation
    from heygen_cli.domain.manifest import Manifest
    from heygen_cli.domain.model import InstalledModel, VoiceModel
    from heygen_cli.domain.remark import Remark
    from heygen_cli.domain.speech import Recital, SpeechRequest, SpeechTrack
    from heygen_cli.domain.staging import Staging
    from heygen_cli.domain.storyboard import Storyboard
    from heygen_cli.domain.template import Template
    from heygen_cli.domain.usage import Dimension, Failure, Place, Totals, UsageEntry
    from heygen_cli.domain.video import Video, VideoPage
    from heygen_cli.domain.voice import Gender, Voice


class Progress(Protocol):
    """Where work reports what it is doing; the console draws it, tests record it."""

    def stage(self, name: str, total: float | None = None, unit: str = "") -> None:
        """Begin a stage; ``total`` is in ``unit`` (for example 1800 frames), ``None`` when unknown."""
        ...

    def advance(self, done: float) -> None:
        """Say how much of the current stage is done, counted from its start."""
        ...

    def event(self, event: Event) -> None:
        """Tell the user something at once; raises FallbackRefused for a fallback under ``--strict``."""
        ...


class Renderer(Protocol):
    """Turns a storyboard into a film. Raises a ``HeygenError`` when it cannot."""

    def check(self, storyboard: Storyboard) -> None:
        """Refuse a storyboard that names unknown avatars or voices or unreadable media, before any work is done."""
        ...

    def checker(self) -> Callable[[Storyboard], None]:
        """The same for many storyboards: each thing that they share is looked at once."""
        ...

    def plan(self, storyboard: Storyboard) -> Plan:
        """The nodes that a render would need, each reused or not and why, without making anything."""
        ...

    def expect(self, storyboard: Storyboard) -> Expectation:
        """What a film of the storyboard must be like, as far as it is known without making it."""
        ...

    def lint(self, storyboard: Storyboard, progress: Progress) -> Sequence[Remark]:
        """What is wrong or unwise about a storyboard that ``check`` accepts; it is spoken for that, but not drawn."""
        ...

    def frame(self, storyboard: Storyboard, scene: int, seconds: float, progress: Progress) -> bytes:
        """One picture of a scene (counted from 1) as PNG; raises InvalidInput when there is no such scene."""
        ...

    def render(self, storyboard: Storyboard, progress: Progress) -> Film:
        """Make the film, reusing every product that is already there."""
        ...


class FilmEditor(Protocol):
    """Makes something of films that are there already."""

    def make(self, task: Task, sources: Sequence[Path], dest: Path, progress: Progress) -> Outcome:
        """Write what the task asks for into ``dest``, in the format of its suffix; raises InvalidInput."""
        ...


class FilmInspector(Protocol):
    """Looks at finished films."""

    def profile(self, name: str) -> Profile:
        """What a place that shows films asks for; raises InvalidInput."""
        ...

    def check(
        self, path: Path, wanted: Profile, plan: Expectation | None, goldens: Path | None, progress: Progress
    ) -> list[Finding]:
        """Everything that was looked at; raises InvalidInput when the file is no film."""
        ...


class AvatarCatalogue(Protocol):
    """The presenters a provider has."""

    def avatars(self) -> Sequence[Avatar]:
        """All presenters, in the order in which they are shown."""
        ...

    def faults(self) -> Sequence[InvalidInput]:
        """What is wrong with presenters that are not among them."""
        ...


class Artist(Protocol):
    """Draws presenters."""

    def still(self, look_id: str, width: int, height: int, *, staging: Staging | None = None) -> bytes:
        """A PNG picture of a look, facing the viewer; raises InvalidInput for a size that cannot be drawn."""
        ...

    def sheet(self, rows: Sequence[Sequence[tuple[str, bytes]]]) -> bytes:
        """A PNG page of rows of (name, picture)."""
        ...


class Portraits(Protocol):
    """Photographs that were taught to speak."""

    def create(
        self,
        image: Path,
        *,
        avatar_id: str,
        name: str,
        gender: Gender,
        voice: str | None,
        consent: Consent,
        lipsync: Path | None = None,
    ) -> Avatar:
        """Make a presenter of a portrait; raises InvalidInput that says what is wrong with the picture.

        ``lipsync`` is a network of the user's own that moves its lips.
        """
        ...

    def made_of(self, photo: Path) -> Avatar | None:
        """The portrait that was made of a photograph."""
        ...

    def remove(self, avatar_id: str) -> None:
        """Forget a portrait and delete its files; raises NotFound."""
        ...


class VoiceCatalogue(Protocol):
    """The voices a provider has."""

    def voices(self) -> Sequence[Voice]:
        """All voices, best first."""
        ...


class Speaker(Protocol):
    """Turns text into sound with times."""

    def detect_language(self, text: str) -> str:
        """The language a text is written in, as a BCP 47 tag."""
        ...

    def resolve(
        self, voice_id: str, language: str | None, *, gender: Gender | None = None
    ) -> tuple[Voice, Event | None]:
        """The voice to use, and a fallback event when it is not the one asked for; raises InvalidInput."""
        ...

    def remarks(self, text: str, voice: Voice, *, ssml: bool = False) -> Sequence[Event]:
        """What the voice will not say as the author may have meant; raises InvalidInput when it can say nothing."""
        ...

    def synthesise(self, request: SpeechRequest, folder: Path) -> SpeechTrack:
        """Speak into a WAV in ``folder``; the track names the file."""
        ...


class SpeechProvider(Protocol):
    """A service that speaks over the network."""

    @property
    def name(self) -> str:
        """What its voices' ids begin with: ``name/voice``."""
        ...

    def voices(self) -> Sequence[Voice]:
        """Its voices, known without asking the network; unavailable ones say which credential is missing."""
        ...

    def speak(self, voice: Voice, text: str, *, speed: float) -> Recital:
        """Have one sentence spoken; raises a ``HeygenError`` that says what the service answered."""
        ...


class Fetcher(Protocol):
    """Brings large files here."""

    def fetch(
        self,
        url: str,
        target: Path,
        *,
        size: int | None = None,
        sha256: str | None = None,
        report: Callable[[int, int | None], None] | None = None,
    ) -> str:
        """Bring a file to ``target`` and return its SHA-256; raises NotFound, StorageFailed or Busy."""
        ...


class ModelShelf(Protocol):
    """Where neural voices are kept."""

    def known(self) -> Sequence[VoiceModel]:
        """What can be installed by name, and whether it is."""
        ...

    def find(self, name: str, source: str | None = None) -> VoiceModel:
        """The installable voice of a name, its files at ``source`` where one is given; raises InvalidInput."""
        ...

    def staging(self, model: VoiceModel) -> Path:
        """Where the model's files gather until all are there."""
        ...

    def finish(self, model: VoiceModel, digests: Mapping[str, str]) -> InstalledModel:
        """Put the gathered files in their place; raises InvalidInput when they are not those of a voice."""
        ...

    def remove(self, name: str) -> Path:
        """Delete an installed voice; raises NotFound."""
        ...


class LexiconShelf(Protocol):
    """Where it is kept how words are read."""

    def entries(self) -> Sequence[Pronunciation]:
        """Every entry; a later one wins. Raises InvalidInput with the place of a fault."""
        ...

    def add(self, entry: Pronunciation) -> Path:
        """Keep an entry in place of an older one; returns where. Raises InvalidInput."""
        ...

    def remove(self, word: str, language: str | None = None) -> Path:
        """Forget a word; returns where it stood. Raises NotFound."""
        ...


class Clock(Protocol):
    """Time as an argument."""

    def now(self) -> float:
        """Seconds since the epoch."""
        ...


class VideoStore(Protocol):
    """Where videos are remembered. What is read says whether a process is still at work on it."""

    def add(self, video: Video) -> None:
        """Remember a new video."""
        ...

    def save(self, video: Video) -> None:
        """Remember what has become of a video; raises NotFound when it was deleted meanwhile."""
        ...

    def get(self, video_id: str) -> Video:
        """The video with this id; raises NotFound."""
        ...

    def page(
        self, *, limit: int, token: str | None = None, status: str | None = None, title: str | None = None
    ) -> VideoPage:
        """Videos newest first, by shown status and by a part of the title; raises InvalidInput for a foreign token."""
        ...

    def delete(self, video_id: str) -> None:
        """Forget a video; raises NotFound."""
        ...

    def working(self, video_id: str) -> AbstractContextManager[None]:
        """Be the one process at work on a video, until the block or the process ends; raises Busy."""
        ...


class UsageLog(Protocol):
    """Where it is kept what work was done."""

    def record(self, entry: UsageEntry) -> None:
        """Keep an entry."""
        ...


class UsageSums(Protocol):
    """What the entries add up to. What has no value in a dimension is summed under ``""``."""

    def totals(self, since: float, by: Dimension) -> Mapping[Place, Totals]:
        """The sums of the entries since a time, for each day and each value of a dimension, in their order."""
        ...

    def paces(self, since: float, by: Dimension) -> Iterable[tuple[str, str, float]]:
        """The day, the value of a dimension and the pace of each finished render since a time."""
        ...

    def failures(self, since: float) -> Sequence[Failure]:
        """What went wrong since a time, the most frequent first."""
        ...


class TemplateStore(Protocol):
    """Remembers templates and keeps what they need. A ``name`` is an id or a name; ids win."""

    def save(self, template: Template, files: Iterable[Path]) -> Template:
        """Remember a template, with copies of its files; raises FileExists when another one has its name."""
        ...

    def find(self, name: str) -> Template | None:
        """The template with this name, if there is one."""
        ...

    def get(self, name: str) -> Template:
        """The template with this name; raises NotFound."""
        ...

    def page(self, *, limit: int, token: str | None = None) -> tuple[list[Template], str | None]:
        """Templates, newest first, and the token that continues the list."""
        ...

    def delete(self, template_id: str) -> None:
        """Forget a template and its files; raises NotFound."""
        ...


class Queue(Protocol):
    """Jobs that wait, run and have ended. A worker has a job on a lease, and only who has it can say how it ended."""

    def add(self, items: Iterable[tuple[Job, Video]]) -> None:
        """Remember jobs and their videos, all or none."""
        ...

    def replace(self, items: Iterable[tuple[Job, Video]]) -> None:
        """Put jobs in the place of those that their batches hold under the same names."""
        ...

    def working(self, owner: str) -> AbstractContextManager[None]:
        """Be a worker, until the block or the process ends."""
        ...

    def workers(self) -> Sequence[str]:
        """The workers that live."""
        ...

    def claim(self, owner: str, now: float, *, batch: str | None = None) -> Job | None:
        """Take the job that has waited longest; None when there is nothing to do now."""
        ...

    def beat(self, job: Job, stage: Stage | None) -> Literal["go on", "cancel", "lost"]:
        """Say that the job is still being worked on; the answer says whether to go on."""
        ...

    def finish(
        self,
        job: Job,
        state: State,
        now: float,
        *,
        code: str | None = None,
        message: str | None = None,
        not_before: float = 0.0,
    ) -> bool:
        """Say how an attempt ended; False when the job was taken from this worker meanwhile."""
        ...

    def hand_back(self, job: Job, now: float) -> None:
        """Give a job up unfinished, as if it had not been taken."""
        ...

    def rescue(self, now: float) -> int:
        """Take their jobs from workers that died or hang, and return how many."""
        ...

    def get(self, job_id: str) -> Job:
        """The job of an id, its own or its video's; raises NotFound."""
        ...

    def page(
        self, *, limit: int, token: str | None = None, state: str | None = None, batch: str | None = None
    ) -> tuple[list[Job], str | None]:
        """Jobs, newest first, and the token that continues the list."""
        ...

    def of_batch(self, batch: str) -> list[Job]:
        """All jobs of a batch, in the order of its manifest."""
        ...

    def counts(self, batch: str | None = None) -> dict[State, int]:
        """How many jobs there are of each state."""
        ...

    def events(self, *, after: int = 0, job: str | None = None, limit: int = 1000) -> list[JobEvent]:
        """What happened since an event."""
        ...

    def tell(self, job_id: str, now: float, kind: str, data: dict[str, Any]) -> None:
        """Note something that happened to a job."""
        ...

    def cancel(self, job_ids: Sequence[str], now: float) -> int:
        """Stop jobs, waiting or running; returns how many there were."""
        ...

    def retry(self, job_ids: Sequence[str], now: float) -> int:
        """Put jobs that ended without a film into the queue again; returns how many there were."""
        ...

    def prune(self, before: float) -> int:
        """Forget the jobs that ended before a time; returns how many there were."""
        ...


class PartStore(Protocol):
    """Where finished parts of films lie."""

    def stock(self) -> Iterable[Part]:
        """Every part that is there."""
        ...

    def remove(self, key: str) -> None:
        """Delete a part; whoever needs it makes it again."""
        ...

    def harm(self, key: str) -> str | None:
        """What is wrong with a part's files; None when they are as they were made."""
        ...


class ManifestReader(Protocol):
    """Reads manifests and all that they name."""

    def read(self, path: Path) -> Manifest:
        """Every video of a manifest; raises InvalidInput, ManyInvalid with all faults."""
        ...


class BatchStore(Protocol):
    """Where batches are remembered; their videos are in the queue."""

    def save(self, batch: Batch) -> None:
        """Remember a batch in place of the one that has its id."""
        ...

    def find(self, manifest: str) -> Batch | None:
        """The batch of a manifest file."""
        ...

    def get(self, name: str) -> Batch:
        """The batch with this id; raises NotFound."""
        ...

    def all(self) -> Sequence[Batch]:
        """All batches, the latest first."""
        ...

    def delete(self, batch_id: str) -> None:
        """Forget a batch and its jobs; the videos stay."""
        ...


class Crew(Protocol):
    """Worker processes, kept alive."""

    def start(self, workers: int, *, batch: str | None = None) -> None:
        """Begin; with ``batch`` they work on that alone and end when nothing of it is left."""
        ...

    def detach(self) -> None:
        """Start one that goes on after this command, and ends when there is nothing left to do."""
        ...

    def tend(self) -> int:
        """Start anew those that died; returns how many live."""
        ...

    def stop(self) -> None:
        """Have all of them hand back what they are at, and end."""
        ...
