"""What is remembered between two commands, and the time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any, Protocol

# For the types alone: a command that needs one of these does not pay for the others.
if TYPE_CHECKING:
    from pathlib import Path

    from heygen_cli.domain.agent import Session
    from heygen_cli.domain.asset import Asset, UploadBatch
    from heygen_cli.domain.batch import Batch
    from heygen_cli.domain.budget import Hold, Spent
    from heygen_cli.domain.cache import Part
    from heygen_cli.domain.manifest import Manifest
    from heygen_cli.domain.template import Template
    from heygen_cli.domain.usage import Dimension, Failure, Place, Totals, UsageEntry
    from heygen_cli.domain.video import Video, VideoPage


class Clock(Protocol):
    """Time as an argument."""

    def now(self) -> float:
        """Seconds since the epoch."""
        ...


class Cache(Protocol):
    """What was looked up before."""

    def get(self, key: str, load: Callable[[], Any], *, tag: str, life: float = 60.0) -> Any:
        """The answer for a key, as JSON data; looked up when it is not there, too old, or its tag was forgotten."""
        ...

    def forget(self, tag: str) -> None:
        """Have everything with this tag looked up again, in every process."""
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


class Ledger(Protocol):
    """Where it is kept what money was reserved and spent."""

    def reserve(self, hold: Hold, *, day: float, month: float, admit: Callable[[Spent], None]) -> Hold:
        """Keep a hold once ``admit`` lets pass what was spent since the two times and for its scope.

        Both happen at once for all processes. The hold that its key has already is returned as it is.
        """
        ...

    def settle(self, hold_id: str, amount: float | None) -> Hold:
        """Note what a hold came to; once that is known it stays. Raises NotFound."""
        ...

    def release(self, hold_id: str) -> None:
        """Give a hold back: nothing was asked for. One that was settled stays. Raises NotFound."""
        ...

    def spent(self, *, day: float, month: float, scope: str = "") -> Spent:
        """What was spent or is reserved since the two times, and for a scope."""
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


class EventLog(Protocol):
    """Which events of HeyGen were handed on."""

    def known(self, name: str) -> bool:
        """Whether this event was handed on."""
        ...

    def add(self, name: str) -> None:
        """Remember that it was; once more changes nothing."""
        ...


class Presence(Protocol):
    """This process under a name of its own, by which others see whether it still lives."""

    @property
    def name(self) -> str:
        """What to write down for this process."""
        ...

    def lives(self, name: str) -> bool:
        """Whether the process that wrote this name down lives."""
        ...


class SessionStore(Protocol):
    """Where sessions with agents are remembered."""

    def save(self, session: Session) -> None:
        """Remember a session as it is now."""
        ...

    def get(self, session_id: str) -> Session:
        """The session of an id; raises NotFound."""
        ...

    def page(self, *, limit: int, before: str | None = None) -> Sequence[Session]:
        """Sessions, newest first, older than one."""
        ...


class AssetStore(Protocol):
    """Where it is remembered what files somebody has sent."""

    def add(self, assets: Sequence[Asset], batch: UploadBatch | None = None) -> None:
        """Remember assets, and the batch they are; all or none."""
        ...

    def arrived(self, asset_id: str, size: int, digest: str) -> Asset:
        """Note that a file is there; raises NotFound."""
        ...

    def get(self, asset_id: str) -> Asset:
        """The asset of an id; raises NotFound."""
        ...

    def page(
        self, *, limit: int, token: str | None = None, words: str = "", kind: str = ""
    ) -> tuple[list[Asset], str | None]:
        """Assets that are there, newest first, by a part of the name and a kind; the token continues the list."""
        ...

    def batch(self, batch_id: str) -> UploadBatch:
        """The batch of an id; raises NotFound."""
        ...

    def of_batch(self, batch_id: str) -> list[Asset]:
        """The assets of a batch, in their order."""
        ...

    def delete(self, asset_id: str) -> None:
        """Forget an asset."""
        ...
