"""Stand-ins for the ports. The contract tests hold them to the same behaviour as the real adapters."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from heygen_cli.domain.budget import Hold, Spent
from heygen_cli.domain.check import Expectation
from heygen_cli.domain.errors import Busy, FileExists, InvalidInput, NotFound
from heygen_cli.domain.event import Event
from heygen_cli.domain.fields import nearest
from heygen_cli.domain.film import Film, Plan, PlannedNode
from heygen_cli.domain.remark import Remark
from heygen_cli.domain.storyboard import Storyboard
from heygen_cli.domain.template import Template
from heygen_cli.domain.usage import Dimension, Failure, Place, Totals, UsageEntry
from heygen_cli.domain.user import LOCAL
from heygen_cli.domain.video import Video, VideoPage
from heygen_cli.ports import Progress


@dataclass
class FakeClock:
    """A clock that moves only when told to."""

    time: float = 1_800_000_000.0

    def now(self) -> float:
        return self.time


@dataclass
class FakeProgress:
    """Remembers what was reported."""

    stages: list[str] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)

    def stage(self, name: str, total: float | None = None, unit: str = "") -> None:
        self.stages.append(name)

    def advance(self, done: float) -> None:
        pass

    def event(self, event: Event) -> None:
        self.events.append(event)


class FakeVideoStore:
    """Videos in a dictionary."""

    def __init__(self) -> None:
        self.videos: dict[str, Video] = {}
        self.at_work: set[str] = set()
        self.history: list[str] = []

    def add(self, video: Video) -> None:
        self.videos[video.id] = video
        self.history.append(video.status)

    def save(self, video: Video) -> None:
        self.get(video.id)
        self.videos[video.id] = replace(video, interrupted=False)
        self.history.append(video.status)

    def get(self, video_id: str) -> Video:
        if video_id not in self.videos:
            raise NotFound(f"There is no video {video_id}")
        return self._seen(self.videos[video_id])

    def page(
        self, *, limit: int, token: str | None = None, status: str | None = None, title: str | None = None
    ) -> VideoPage:
        if token and not token.startswith("after:"):
            raise InvalidInput("This token was not made by a video list")
        last = token.removeprefix("after:") if token else "~"
        found = [
            video
            for video in (self._seen(self.videos[key]) for key in sorted(self.videos, reverse=True))
            if video.id < last
            and status in (None, video.shown_status)
            and (not title or title.casefold() in video.title.casefold())
        ]
        shown = tuple(found[:limit])
        return VideoPage(shown, f"after:{shown[-1].id}" if len(found) > limit else None)

    def delete(self, video_id: str) -> None:
        self.get(video_id)
        del self.videos[video_id]

    @contextmanager
    def working(self, video_id: str) -> Iterator[None]:
        if video_id in self.at_work:
            raise Busy(f"Another process is making video {video_id}")
        self.at_work.add(video_id)
        try:
            yield
        finally:
            self.at_work.discard(video_id)

    def _seen(self, video: Video) -> Video:
        return replace(video, interrupted=video.status == "processing" and video.id not in self.at_work)


class FakeTemplateStore:
    """Templates in a dictionary; their files stay where they are."""

    def __init__(self) -> None:
        self.templates: dict[str, Template] = {}

    def save(self, template: Template, files: Iterable[Path]) -> Template:
        if any(other.name == template.name and other.id != template.id for other in self.templates.values()):
            raise FileExists(f'There is a template "{template.name}" already')
        self.templates[template.id] = replace(template, files={path: path for path in files})
        return self.templates[template.id]

    def find(self, name: str) -> Template | None:
        named = {template.name: template for template in self.templates.values()}
        return self.templates.get(name) or named.get(name)

    def get(self, name: str) -> Template:
        found = self.find(name)
        if found is None:
            near = nearest(name, [template.name for template in self.templates.values()])
            raise NotFound(f'There is no template "{name}"', hint=near)
        return found

    def page(self, *, limit: int, token: str | None = None) -> tuple[list[Template], str | None]:
        if token and not token.startswith("after:"):
            raise InvalidInput("This token was not made by a template list")
        last = token.removeprefix("after:") if token else "~"
        found = [self.templates[key] for key in sorted(self.templates, reverse=True) if key < last]
        return found[:limit], f"after:{found[limit - 1].id}" if len(found) > limit else None

    def delete(self, template_id: str) -> None:
        if template_id not in self.templates:
            raise NotFound(f'There is no template "{template_id}"')
        del self.templates[template_id]


class FakeUsageLog:
    """Entries in a list."""

    def __init__(self) -> None:
        self.entries: list[UsageEntry] = []

    def record(self, entry: UsageEntry) -> None:
        self.entries.append(replace(entry, user=entry.user or LOCAL))

    def totals(self, since: float, by: Dimension) -> dict[Place, Totals]:
        sums: dict[Place, Totals] = {}
        for entry in self._since(since):
            render = entry.kind == "render"
            place = _place(entry, by)
            sums[place] = sums.get(place, Totals()) + Totals(
                entries=1,
                videos=int(render and entry.status == "ok"),
                failed=int(entry.status == "failed"),
                canceled=int(entry.status == "canceled"),
                seconds=entry.seconds if render else 0.0,
                size=entry.size if render else 0,
                wall=entry.wall if render else 0.0,
                rendered=entry.rendered,
                reused=entry.reused,
                characters=entry.characters,
                cost=entry.cost or 0.0,
                unpriced=int(entry.cost is None),
            )
        return dict(sorted(sums.items()))

    def paces(self, since: float, by: Dimension) -> list[tuple[str, str, float]]:
        return [
            (*_place(entry, by), entry.wall / entry.seconds)
            for entry in self._since(since)
            if entry.kind == "render" and entry.status == "ok" and entry.seconds > 0
        ]

    def failures(self, since: float) -> list[Failure]:
        found: dict[str, list[UsageEntry]] = {}
        for entry in self._since(since):
            if entry.status == "failed":
                found.setdefault(entry.failure_code or "unknown", []).append(entry)
        latest = {code: max(entries, key=lambda entry: entry.at) for code, entries in found.items()}
        failures = [
            Failure(code, len(found[code]), last.at, last.subject, last.failure_message or "")
            for code, last in latest.items()
        ]
        return sorted(failures, key=lambda failure: (-failure.count, failure.code))

    def _since(self, since: float) -> list[UsageEntry]:
        return [entry for entry in self.entries if entry.at >= since]


def _place(entry: UsageEntry, by: Dimension) -> Place:
    day = time.strftime("%Y-%m-%d", time.localtime(entry.at))
    return Place(day, "" if by == "day" else getattr(entry, by) or "")


class FakeLedger:
    """Holds in a dictionary."""

    def __init__(self) -> None:
        self.holds: dict[str, Hold] = {}

    def reserve(self, hold: Hold, *, day: float, month: float, admit: Callable[[Spent], None]) -> Hold:
        for known in self.holds.values():
            if hold.key is not None and known.key == hold.key and known.state != "released":
                return known
        admit(self.spent(day=day, month=month, scope=hold.scope))
        self.holds[hold.id] = hold
        return hold

    def settle(self, hold_id: str, amount: float | None) -> Hold:
        hold = self._get(hold_id)
        if hold.state != "settled":
            self.holds[hold_id] = replace(hold, state="settled", settled=amount)
        return self.holds[hold_id]

    def release(self, hold_id: str) -> None:
        hold = self._get(hold_id)
        if hold.state == "held":
            self.holds[hold_id] = replace(hold, state="released", key=None)

    def spent(self, *, day: float, month: float, scope: str = "") -> Spent:
        counted = [hold for hold in self.holds.values() if hold.state != "released"]
        return Spent(
            sum(_counted(hold) for hold in counted if hold.at >= day),
            sum(_counted(hold) for hold in counted if hold.at >= month),
            sum(_counted(hold) for hold in counted if scope and hold.scope == scope),
        )

    def _get(self, hold_id: str) -> Hold:
        if hold_id not in self.holds:
            raise NotFound(f"There is no reservation {hold_id}")
        return self.holds[hold_id]


def _counted(hold: Hold) -> float:
    return next((amount for amount in (hold.settled, hold.amount) if amount is not None), 0.0)


class FakeRenderer:
    """Writes a few bytes for a film; `during` runs in the middle and may raise."""

    def __init__(self, folder: Path, during: Callable[[], None] = lambda: None) -> None:
        self.folder = folder
        self.during = during
        self.checked: list[Storyboard] = []
        self.rendered: list[Storyboard] = []

    def check(self, storyboard: Storyboard) -> None:
        if storyboard.avatar == "nobody":
            raise InvalidInput('There is no avatar "nobody"', param="--avatar", hint="heygen avatar list")
        self.checked.append(storyboard)

    def plan(self, storyboard: Storyboard) -> Plan:
        nodes = (PlannedNode("film", storyboard.title, "00", reused=bool(self.rendered), reason="no product yet"),)
        return Plan(nodes, duration=2.0, work=0.0 if self.rendered else 1.0, exact=False)

    def expect(self, storyboard: Storyboard) -> Expectation:
        return Expectation(*storyboard.size, storyboard.fps, duration=2.5, exact=True, scenes=())

    def lint(self, storyboard: Storyboard, progress: Progress) -> Sequence[Remark]:
        return [Remark("warning", "title", "title", "too short")] if len(storyboard.title) < 3 else []

    def frame(self, storyboard: Storyboard, scene: int, seconds: float, progress: Progress) -> bytes:
        if scene > len(storyboard.scenes):
            raise InvalidInput("There is no such scene", param="--scene")
        return b"PNG"

    def render(self, storyboard: Storyboard, progress: Progress) -> Film:
        self.during()
        reused = int(storyboard in self.rendered)
        self.rendered.append(storyboard)
        self.folder.mkdir(exist_ok=True)
        files = {name: self.folder / name for name in ("film.mp4", "film.jpg", "film.srt", "film.vtt")}
        for name, path in files.items():
            path.write_text(f"{name} of {storyboard.title}")
        width, height = storyboard.size
        return Film(
            path=files["film.mp4"],
            thumbnail=files["film.jpg"],
            duration=2.5,
            width=width,
            height=height,
            fps=storyboard.fps,
            frames=75,
            voices=("espeak/en-us",),
            subtitles={"srt": files["film.srt"], "vtt": files["film.vtt"]},
            rendered=1 - reused,
            reused=reused,
            timings={"clip": 0.1},
            events=(Event("fallback", "voice", "flite is not installed"),),
        )


@dataclass
class FakeEventLog:
    """Events that came, in memory."""

    names: set[str] = field(default_factory=set)

    def known(self, name: str) -> bool:
        return name in self.names

    def add(self, name: str) -> None:
        self.names.add(name)
