"""Making videos and looking after them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from heygen_cli.domain.errors import (
    Busy,
    Canceled,
    HeygenError,
    InvalidInput,
    NotFound,
    NotReady,
    StorageFailed,
)
from heygen_cli.domain.event import Event
from heygen_cli.domain.film import Film
from heygen_cli.domain.storyboard import Storyboard
from heygen_cli.domain.usage import UsageEntry
from heygen_cli.domain.user import LOCAL
from heygen_cli.domain.video import SHOWN_STATUSES, Video, VideoPage, new_id, new_video_id
from heygen_cli.ports import Clock, Progress, Renderer, UsageLog, VideoStore
from heygen_cli.services.delivery import check_target, deliver, full_disk, storage_errors
from heygen_cli.services.spending import Purpose, spent_on

SUFFIXES = {"mp4": (".mp4", ".m4v"), "webm": (".webm",), "mov": (".mov",)}
SUBTITLES = ("srt", "vtt")
ASSETS = ("video", "captioned")
PAGE_LIMIT = 100


class VideoService:
    """Turns storyboards into files and remembers each attempt, however it ended."""

    def __init__(
        self,
        *,
        store: VideoStore,
        renderers: Mapping[str, Callable[[], Renderer]],
        clock: Clock,
        probe: Callable[[Path], dict[str, Any]],
        usage: UsageLog | None = None,
        new_id: Callable[[float], str] = new_video_id,
        owner: str = LOCAL,
    ) -> None:
        self._store = store
        self._renderers = renderers
        self._clock = clock
        self._probe = probe
        self._usage = usage
        self._new_id = new_id
        self._owner = owner

    def create(
        self,
        storyboard: Storyboard,
        output: Path,
        *,
        progress: Progress,
        overwrite: bool = False,
        provider: str = "local",
        notes: Sequence[Event] = (),
    ) -> Video:
        """Make a video and put it at ``output``. Nothing is written before everything that can be checked was."""
        video = self.prepare(storyboard, output, overwrite=overwrite, provider=provider, notes=notes)
        with self._store.working(video.id):
            self._store.add(video)
            return self._make(video, storyboard, progress)

    def prepare(
        self,
        storyboard: Storyboard,
        output: Path,
        *,
        overwrite: bool = False,
        provider: str = "local",
        notes: Sequence[Event] = (),
        batch: str | None = None,
    ) -> Video:
        """A video that could be made, everything about it checked; it is remembered only by who makes or queues it."""
        renderer = self._renderer(provider)
        target = check_target(output, overwrite=overwrite, suffixes=SUFFIXES[storyboard.format])
        for sidecar in _sidecars(storyboard, target).values():
            check_target(sidecar, overwrite=overwrite)
        renderer.check(storyboard)
        now = self._clock.now()
        return Video(
            id=self._new_id(now),
            title=storyboard.title,
            storyboard=storyboard.to_json(),
            path=target,
            created_at=now,
            provider=provider,
            overwrite=overwrite,
            events=tuple(notes),
            batch=batch,
            owner=self._owner,
        )

    def resume(self, video_id: str, *, progress: Progress, overwrite: bool = False) -> Video:
        """Finish a video that was interrupted, stopped or failed; what was rendered before is used again."""
        self._store.get(video_id)
        with self._store.working(video_id):
            video = self._store.get(video_id)
            if video.status == "completed" and video.path.is_file():
                return video
            storyboard = _remembered(video)
            # The file may be our own, delivered just before the crash: only another file's content is in the way.
            check_target(video.path, overwrite=True)
            self._renderer(video.provider).check(storyboard)
            if video.status == "processing":
                self._account_lost(video)
            # We hold its lock, so whoever was at work on it is gone.
            return self._make(replace(video, interrupted=True), storyboard, progress, overwrite=overwrite)

    def create_all(
        self,
        storyboard: Storyboard,
        output: Path,
        *,
        progress: Progress,
        overwrite: bool = False,
        provider: str = "local",
        notes: Sequence[Event] = (),
    ) -> Sequence[Video]:
        """Make a video and its further formats, each beside the first; all places are looked at before any work."""
        boards = films(storyboard, output)
        for target in boards:
            check_target(target, overwrite=overwrite)
        return [
            self.create(board, target, progress=progress, overwrite=overwrite, provider=provider, notes=notes)
            for target, board in boards.items()
        ]

    def get(self, video_id: str) -> Video:
        """One video; raises NotFound."""
        return self._store.get(video_id)

    def list(
        self, *, limit: int = 10, token: str | None = None, status: str | None = None, title: str | None = None
    ) -> VideoPage:
        """Videos newest first, optionally of one status or with a part of a title."""
        if status is not None and status not in SHOWN_STATUSES:
            raise InvalidInput(
                f'There is no status "{status}"', param="--status", hint=f"choose from {', '.join(SHOWN_STATUSES)}"
            )
        if not 1 <= limit <= PAGE_LIMIT:
            raise InvalidInput(f"A page holds 1 to {PAGE_LIMIT} videos, not {limit}", param="--limit")
        return self._store.page(limit=limit, token=token, status=status, title=title)

    def delete(self, video_id: str, *, files: bool = False) -> Video:
        """Forget a video, and with ``files`` remove its file and subtitles; raises Busy while it is being made."""
        video = self._store.get(video_id)
        with self._store.working(video_id):
            self._store.delete(video_id)
            if files and video.status == "completed":
                with storage_errors(video.path):
                    for path in (video.path, *_sidecars(_remembered(video), video.path).values()):
                        path.unlink(missing_ok=True)
        return video

    def file(self, video_id: str, *, asset: str = "video") -> Path:
        """Where the film of a finished video lies: at its place, or in the renderer's store when it was moved away."""
        if asset not in ASSETS:
            raise InvalidInput(f'There is no asset "{asset}"', param="--asset", hint=f"choose from {', '.join(ASSETS)}")
        video = self._store.get(video_id)
        again = f"heygen video create --resume {video.id}"
        if video.status != "completed" or video.result is None:
            raise NotReady(f"Video {video.id} is {video.shown_status}", hint=f"finish it: {again}")
        if asset == "captioned" and not video.captioned:
            raise NotFound(
                f"Video {video.id} has no captions in its picture",
                code="asset_not_available",
                hint="make it again with --captions burn",
            )
        for path in (video.path, video.result.product):
            if path.is_file():
                return path
        raise NotFound(f"The file of video {video.id} is gone: {video.path}", hint=f"make it again: {again}")

    def export(self, video_id: str, target: Path, *, asset: str = "video", overwrite: bool = False) -> Path:
        """Copy the film of a finished video to ``target`` and return its absolute path."""
        source = self.file(video_id, asset=asset)
        target = check_target(target, overwrite=overwrite)
        deliver(source, target, overwrite=overwrite)
        return target

    def probe(self, path: Path) -> dict[str, Any]:
        """What a media file holds: streams, length, loudness."""
        return self._probe(path)

    def _make(self, video: Video, storyboard: Storyboard, progress: Progress, *, overwrite: bool = False) -> Video:
        video, began = video.started(), self._clock.now()
        self._store.save(video)
        try:
            film = self._film(video, storyboard, progress, overwrite=overwrite or video.overwrite)
        except (KeyboardInterrupt, Canceled):
            self._record(video.canceled(self._clock.now()), began)
            raise
        except HeygenError as error:
            self._record(video.failed(error.error_code, error.message, self._clock.now()), began)
            raise
        except Exception as error:
            failed = video.failed("internal_error", f"{type(error).__name__}: {error}", self._clock.now())
            self._record(failed, began)
            raise
        video = video.completed(film, self._clock.now())
        self._store.save(video)
        self._account(video, began)
        return video

    def _film(self, video: Video, storyboard: Storyboard, progress: Progress, *, overwrite: bool) -> Film:
        with full_disk(video.path), spent_on(Purpose.of(video)) as bill:
            film = self._renderer(video.provider).render(storyboard, progress)
        if film.cost is None:
            film = replace(film, cost=bill.total)
        deliver(film.path, video.path, overwrite=overwrite)
        for kind, sidecar in _sidecars(storyboard, video.path).items():
            if kind in film.subtitles:
                deliver(film.subtitles[kind], sidecar, overwrite=overwrite)
        return film

    def _record(self, video: Video, began: float) -> None:
        # On a full disk, or when the row was deleted, there is nowhere to write the reason down; the error that is
        # on its way to the user matters more, and a row left behind shows as interrupted.
        with suppress(StorageFailed, NotFound):
            self._store.save(video)
        self._account(video, began)

    def _account_lost(self, video: Video) -> None:
        """Leave the entry that a process which was killed could not leave."""
        now = self._clock.now()
        self._account(replace(video, interrupted=True).started().failed("interrupted", "Its process died", now), now)

    def _account(self, video: Video, began: float) -> None:
        """Leave a usage entry; a video that is there, or an error on its way to the user, matters more than one."""
        if self._usage is None:
            return
        size = 0
        with suppress(OSError):
            size = video.path.stat().st_size if video.status == "completed" else 0
        entry = UsageEntry.of_render(new_id("u", self._clock.now()), video, began=began, size=size)
        with suppress(StorageFailed, Busy):
            self._usage.record(entry)

    def _renderer(self, provider: str) -> Renderer:
        if provider not in self._renderers:
            known = ", ".join(sorted(self._renderers))
            raise InvalidInput(f'There is no provider "{provider}"', param="--provider", hint=f"choose from {known}")
        return self._renderers[provider]()


def films(storyboard: Storyboard, output: Path) -> dict[Path, Storyboard]:
    """The film and those in its further formats, by where they go."""
    boards = {output: storyboard}
    for further in storyboard.formats:
        boards[output.with_stem(f"{output.stem}-{further.suffix}")] = storyboard.in_format(further)
    return boards


def _sidecars(storyboard: Storyboard, target: Path) -> dict[str, Path]:
    if storyboard.captions.mode != "sidecar":
        return {}
    return {kind: target.with_suffix(f".{kind}") for kind in SUBTITLES}


def _remembered(video: Video) -> Storyboard:
    try:
        return Storyboard.from_json(video.storyboard)
    except (KeyError, TypeError) as error:
        raise InvalidInput(
            f"Video {video.id} was requested in a form this version does not know", hint="create it anew"
        ) from error
