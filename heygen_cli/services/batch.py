"""Batches: all videos of a manifest, made by workers, exactly once each."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

from heygen_cli.domain.batch import Batch, Line, Report
from heygen_cli.domain.errors import HeygenError, InvalidInput
from heygen_cli.domain.faults import Faults
from heygen_cli.domain.film import Plan
from heygen_cli.domain.job import Job, State
from heygen_cli.domain.manifest import Manifest
from heygen_cli.domain.plain import files
from heygen_cli.domain.recipe import Item
from heygen_cli.domain.video import Video, new_id
from heygen_cli.ports import BatchStore, Clock, Crew, ManifestReader, Queue, Renderer
from heygen_cli.services.delivery import check_target
from heygen_cli.services.job import job_for
from heygen_cli.services.video import SUFFIXES, VideoService

_LOOK_S = 0.25


@dataclass(frozen=True)
class Order:
    """How a batch is to be run. ``only`` is a pattern of names; ``shard`` is (which, of how many), from 1."""

    workers: int
    fresh: bool = False
    force: bool = False
    strict: bool = False
    only: str | None = None
    shard: tuple[int, int] | None = None
    max_failures: int | None = None
    max_cost: float | None = None

    def takes(self, index: int, item: Item) -> bool:
        """Whether an item is to be made in this run."""
        if self.only is not None and not fnmatch(item.name, self.only):
            return False
        return self.shard is None or index % self.shard[1] == self.shard[0] - 1


@dataclass(frozen=True)
class Standing:
    """How far a batch is at one moment."""

    batch: Batch
    counts: dict[State, int]
    running: Sequence[Job]
    ended: Sequence[Job]  # since the last look
    workers: int

    @property
    def over(self) -> bool:
        """Whether nothing waits or runs any more."""
        return not self.counts.get("queued") and not self.counts.get("running")


@dataclass
class _Watch:
    """What has been told about a batch so far."""

    told: set[str] = field(default_factory=set)

    def ended(self, jobs: Sequence[Job]) -> list[Job]:
        new = [job for job in jobs if job.ended and job.id not in self.told]
        self.told |= {job.id for job in new}
        return new


class BatchService:
    """Reads manifests, has their videos made, and knows what has become of them."""

    def __init__(
        self,
        *,
        reader: ManifestReader,
        store: BatchStore,
        queue: Queue,
        videos: VideoService,
        renderer: Callable[[], Renderer],
        crew: Callable[[int, float | None], Crew],
        clock: Clock,
        provider: str = "local",
    ) -> None:
        self._reader = reader
        self._store = store
        self._queue = queue
        self._videos = videos
        self._renderer = renderer
        self._crew = crew
        self._clock = clock
        self._provider = provider

    # -- before ----------------------------------------------------------------------------------------------------

    def read(self, path: Path) -> Manifest:
        """A manifest of which every video could be made; raises ManyInvalid with every fault of all of them."""
        manifest = self._reader.read(path)
        check, faults = self._renderer().checker(), Faults()
        for item in manifest.items:
            try:
                _check_name(item)
                check(item.storyboard)
            except InvalidInput as fault:
                faults.add(fault, item.place)
        faults.raise_all()
        return manifest

    def plans(self, manifest: Manifest) -> Iterator[tuple[Item, Plan]]:
        """What a render of each item would make and reuse."""
        renderer = self._renderer()
        for item in manifest.items:
            yield item, renderer.plan(item.storyboard)

    # -- running ---------------------------------------------------------------------------------------------------

    def begin(self, path: Path, manifest: Manifest, order: Order) -> Batch:
        """Put into the queue what is not made yet. What was made stays, unless its storyboard or files changed."""
        batch = self._batch(path, manifest, order)
        before = {job.name: job for job in self._queue.of_batch(batch.id)}
        wanted = [item for index, item in enumerate(manifest.items) if order.takes(index, item)]
        digests = {item.name: _digest(item, self._provider) for item in wanted}
        stale = [item for item in wanted if not self._stands(item, before.get(item.name), digests[item.name])]
        for item in stale:
            self._check_place(item, before.get(item.name), order)
        again = [before[item.name] for item in stale if _same(before.get(item.name), digests[item.name])]
        anew = [item for item in stale if not _same(before.get(item.name), digests[item.name])]
        now = self._clock.now()
        self._store.save(batch)
        self._queue.replace([self._job(item, digests[item.name], batch, order) for item in anew])
        self._queue.retry([job.id for job in again if job.ended and job.state != "done"], now)
        lost = [job for job in again if job.state == "done"]  # their films are gone
        by_name = {item.name: item for item in stale}
        self._queue.replace([self._job(by_name[job.name], digests[job.name], batch, order) for job in lost])
        gone = set(before) - {item.name for item in manifest.items}
        self._queue.cancel([before[name].id for name in gone if not before[name].ended], now)
        return batch

    def follow(self, batch: Batch, order: Order, sleep: Callable[[float], None]) -> Iterator[Standing]:
        """Keep workers at the batch until all of it has ended, and say every moment how far it is."""
        crew = self._crew(order.workers, order.max_cost)
        watch = _Watch({job.id for job in self._queue.of_batch(batch.id) if job.ended})
        waiting = self._queue.counts(batch.id).get("queued", 0)
        if waiting:
            crew.start(min(order.workers, waiting), batch=batch.id)
        try:
            while True:
                alive = crew.tend()
                self._queue.rescue(self._clock.now())
                standing = self._standing(batch, watch, alive)
                yield standing
                if standing.over:
                    return
                self._stop_early(batch, order, standing)
                sleep(_LOOK_S)
        finally:
            crew.stop()
            self._queue.rescue(self._clock.now())  # what a worker could not hand back in time

    def report(self, batch: Batch, digest: Callable[[Path], str] | None = None) -> Report:
        """What has become of every video; ``digest`` makes the hash of a film."""
        lines = []
        for job in self._queue.of_batch(batch.id):
            video = self._video(job)
            there = video is not None and job.state == "done" and video.path.is_file()
            lines.append(Line(job, video, digest(video.path) if digest and there and video else None))
        return Report(batch, lines)

    # -- afterwards ------------------------------------------------------------------------------------------------

    def find(self, name: str) -> Batch:
        """A batch by its id or by its manifest's file; raises NotFound."""
        path = Path(name)
        known = self._store.find(str(path.absolute())) if path.suffix else None
        return known or self._store.get(name)

    def list(self) -> list[tuple[Batch, dict[State, int]]]:
        """All batches, the latest first, with how many of their videos are in which state."""
        return [(batch, self._queue.counts(batch.id)) for batch in self._store.all()]

    def counts(self, batch: Batch) -> dict[State, int]:
        """How many of its videos are in which state."""
        self._queue.rescue(self._clock.now())
        return self._queue.counts(batch.id)

    def cancel(self, batch: Batch) -> int:
        """Stop everything of a batch that waits or runs; returns how many that were."""
        open_jobs = [job.id for job in self._queue.of_batch(batch.id) if not job.ended]
        return self._queue.cancel(open_jobs, self._clock.now())

    def retry(self, batch: Batch) -> int:
        """Put what failed or was canceled into the queue again; returns how many that were."""
        ended = [job.id for job in self._queue.of_batch(batch.id) if job.state in ("failed", "canceled")]
        return self._queue.retry(ended, self._clock.now())

    def collect(self, title: str) -> Batch:
        """A batch of videos that come one by one, without a manifest."""
        now = self._clock.now()
        identity = new_id("b", now)
        batch = Batch(identity, f"request {identity}", title, now, now)
        self._store.save(batch)
        return batch

    def forget(self, batch: Batch) -> None:
        """Forget a batch and its jobs; the videos stay."""
        self._store.delete(batch.id)

    # -- parts -----------------------------------------------------------------------------------------------------

    def _batch(self, path: Path, manifest: Manifest, order: Order) -> Batch:
        now, place = self._clock.now(), str(path.absolute())
        known = self._store.find(place)
        if known and order.fresh:
            self.cancel(known)
            self._store.delete(known.id)
            known = None
        settings = {"workers": order.workers, "strict": order.strict}
        identity, created = (known.id, known.created_at) if known else (new_id("b", now), now)
        return Batch(identity, place, manifest.title or path.stem, created, now, settings)

    def _stands(self, item: Item, job: Job | None, digest: str) -> bool:
        """Whether there is nothing to do for an item: it waits, runs or is made as it is wanted now."""
        if job is None or job.digest != digest:
            return False
        if job.state == "done":
            return item.output.is_file()
        return not job.ended

    def _check_place(self, item: Item, job: Job | None, order: Order) -> None:
        item.output.parent.mkdir(parents=True, exist_ok=True)
        ours = job is not None and job.state == "done"
        check_target(item.output, overwrite=order.force or ours)

    def _job(self, item: Item, digest: str, batch: Batch, order: Order) -> tuple[Job, Video]:
        now = self._clock.now()
        video = Video(
            id=new_id("v", now),
            title=item.storyboard.title,
            storyboard=item.storyboard.to_json(),
            path=item.output,
            created_at=now,
            overwrite=True,
            events=item.events,
            batch=batch.id,
            provider=self._provider,
        )
        return job_for(video, name=item.name, strict=order.strict, digest=digest, place=item.place), video

    def _standing(self, batch: Batch, watch: _Watch, workers: int) -> Standing:
        jobs = self._queue.of_batch(batch.id)
        counts: dict[State, int] = {}
        for job in jobs:
            counts[job.state] = counts.get(job.state, 0) + 1
        return Standing(batch, counts, [job for job in jobs if job.state == "running"], watch.ended(jobs), workers)

    def _stop_early(self, batch: Batch, order: Order, standing: Standing) -> None:
        failed = standing.counts.get("failed", 0)
        if order.max_failures is not None and failed > order.max_failures:
            self.cancel(batch)
        elif order.max_cost is not None and any(job.state == "done" for job in standing.ended):
            spent = self.report(batch).cost
            if spent is None or spent > order.max_cost:
                self.cancel(batch)

    def _video(self, job: Job) -> Video | None:
        try:
            return self._videos.get(job.video)
        except HeygenError:
            return None


def _check_name(item: Item) -> None:
    suffixes = SUFFIXES[item.storyboard.format]
    if item.output.suffix.lower() not in suffixes:
        hint = 'output: "out/{{ title | slug }}.mp4"'
        raise InvalidInput(f"{item.name} must end in {' or '.join(suffixes)}", param="output", hint=hint)


def _same(job: Job | None, digest: str) -> bool:
    return job is not None and job.digest == digest


def _digest(item: Item, provider: str) -> str:
    """What an item depends on: its storyboard, the state of the files it names, and who makes it."""
    stamps: list[Any] = []
    for path in files(item.storyboard):
        stat = path.stat()
        stamps.append([str(path), stat.st_size, stat.st_mtime_ns])
    declared = json.dumps([item.storyboard.to_json(), str(item.output), stamps, provider], sort_keys=True)
    return hashlib.sha256(declared.encode()).hexdigest()
