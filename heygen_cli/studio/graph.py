"""The build graph: nodes named by the hash of their declared inputs, products that are whole or absent.

A node's key covers its parameters, the content of the files it reads, the keys of the nodes it needs and the version of
the code that makes it. Its product is a folder ``products/ab/abcd…`` put there by write-temp, fsync, rename. Caching,
resuming after a crash and dry runs all follow from that; nothing else in the program caches renders.
"""

from __future__ import annotations

import contextlib
import errno
import fcntl
import functools
import hashlib
import json
import os
import shutil
import time
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from heygen_cli.domain.errors import StorageFailed
from heygen_cli.domain.event import Event
from heygen_cli.ports import Progress
from heygen_cli.studio import ffmpeg
from heygen_cli.studio.desk import Desk

Make = Callable[[Path, "Inputs", Progress], None]
Inputs = Mapping[str, Path]


@dataclass(frozen=True)
class Node:
    """One thing to make. ``make`` writes files into the empty folder it is given.

    ``params`` is plain JSON data; ``needs`` maps a name of the maker's choice to another node, whose product folder
    reaches the maker under that name. ``version`` is raised by hand whenever the maker's result changes. A node that
    works mostly in another process is made ``aside``, while the ones after it are made here.
    """

    kind: str
    name: str
    version: int
    params: Mapping[str, Any]
    make: Make
    needs: Mapping[str, Node] = field(default_factory=dict)
    aside: bool = False

    @functools.cached_property
    def key(self) -> str:
        """SHA-256 of the declared inputs, as hex."""
        declared = {
            "kind": self.kind,
            "version": self.version,
            "params": self.params,
            "needs": {name: node.key for name, node in self.needs.items()},
        }
        text = json.dumps(declared, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()


@dataclass
class Outcome:
    """What a run of the graph did: wall seconds per kind of node, and how many nodes were made or found."""

    rendered: int = 0
    reused: int = 0
    timings: dict[str, float] = field(default_factory=dict)
    events: list[Event] = field(default_factory=list)

    def made(self, node: Node, seconds: float, products: Products) -> None:
        """Count a node that was made in this run."""
        self.rendered += 1
        self.timings[node.kind] = self.timings.get(node.kind, 0.0) + seconds
        self.events.extend(products.events(node))


class Products:
    """The content-addressed folder of finished nodes."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder / "products"
        self._temp = folder / "making"

    def path(self, node: Node) -> Path:
        """Where the node's product lies once it is made."""
        return self._folder / node.key[:2] / node.key

    def has(self, node: Node) -> bool:
        """Whether the product is there, whole."""
        return (self.path(node) / "node.json").is_file()

    def events(self, node: Node) -> list[Event]:
        """What was told while the node was made; a reused product tells it again."""
        record = self.record(node.key)
        return [Event(**item) for item in record["events"]] if record else []

    def record(self, key: str) -> dict[str, Any] | None:
        """What was noted about the making of a product, if it is still there."""
        try:
            record: dict[str, Any] = json.loads((self._folder / key[:2] / key / "node.json").read_text("utf-8"))
        except FileNotFoundError:
            return None
        return record

    def make(self, node: Node, progress: Progress) -> None:
        """Make the node and put its product in place; another process may have done so meanwhile, which is fine."""
        told = _Recorder(progress)
        began = time.monotonic()
        inputs = {name: self.path(need) for name, need in node.needs.items()}
        with _refusing(self._temp), self._workplace() as folder:
            node.make(folder, inputs, told)
            record = {
                "kind": node.kind,
                "name": node.name,
                "version": node.version,
                "params": node.params,
                "needs": {name: need.key for name, need in node.needs.items()},
                "seconds": round(time.monotonic() - began, 3),
                "events": [asdict(event) for event in told.events],
            }
            (folder / "node.json").write_text(json.dumps(record, ensure_ascii=False), encoding="utf-8")
            self._publish(folder, self.path(node))

    @contextlib.contextmanager
    def _workplace(self) -> Iterator[Path]:
        """A new folder for one node, locked while we live, so that a sweep can tell leftovers of a crash."""
        self._temp.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._sweep()
        folder = self._temp / uuid.uuid4().hex
        with (self._temp / f"{folder.name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            folder.mkdir()
            try:
                yield folder
            finally:
                shutil.rmtree(folder, ignore_errors=True)
                Path(lock.name).unlink(missing_ok=True)

    def _sweep(self) -> None:
        """Remove what processes that died left behind: their locks are free."""
        for path in self._temp.glob("*.lock"):
            with contextlib.suppress(OSError), path.open("r+") as lock:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                shutil.rmtree(path.with_suffix(""), ignore_errors=True)
                path.unlink(missing_ok=True)

    @staticmethod
    def _publish(folder: Path, dest: Path) -> None:
        for path in folder.rglob("*"):
            if path.is_file():
                _sync(path)
        _sync(folder)
        dest.parent.mkdir(parents=True, exist_ok=True)
        try:
            folder.rename(dest)
        except OSError as problem:
            if problem.errno not in (errno.ENOTEMPTY, errno.EEXIST):
                raise
        else:
            _sync(dest.parent)


def run(target: Node, products: Products, progress: Progress, *, workers: int = 1) -> Outcome:
    """Make what ``target`` needs and is not there yet, then ``target`` itself; ``workers`` nodes at a time.

    What is made aside does not count among them.
    """
    outcome = Outcome()
    waiting = {node.key: node for node in missing(target, products)}
    for node in ordered(target):
        if node.key not in waiting:
            outcome.reused += 1
            for event in products.events(node):
                progress.event(event)
                outcome.events.append(event)
    desk, running = Desk(progress), dict[Future[float], Node]()
    with ThreadPoolExecutor(workers, "node") as pool, ThreadPoolExecutor(1, "aside") as aside:
        try:
            while waiting or running:
                for node in _startable(waiting, running, workers):
                    del waiting[node.key]
                    where, told = (aside, desk.quiet()) if node.aside else (pool, desk.lane())
                    running[where.submit(_timed, node, products, told)] = node
                for future in wait(running, return_when=FIRST_COMPLETED).done:
                    outcome.made(running.pop(future), future.result(), products)
        except BaseException:
            desk.stop()  # what is being made would otherwise go on, and we would wait for it
            ffmpeg.stop_all()
            raise
    return outcome


def missing(target: Node, products: Products) -> list[Node]:
    """What must be made for ``target``, needs before needers. What only a finished product needed is not missed."""
    needed: set[str] = set()

    def visit(node: Node) -> None:
        if node.key not in needed and not products.has(node):
            needed.add(node.key)
            for need in node.needs.values():
                visit(need)

    visit(target)
    return [node for node in ordered(target) if node.key in needed]


def _startable(waiting: Mapping[str, Node], running: Mapping[Future[float], Node], workers: int) -> list[Node]:
    """The nodes that can begin now, in order."""
    unmade = {*waiting, *(node.key for node in running.values())}
    ready = [node for node in waiting.values() if not any(need.key in unmade for need in node.needs.values())]
    free = workers - sum(not node.aside for node in running.values())
    inline = [node for node in ready if not node.aside][: max(0, free)]
    return [*(node for node in ready if node.aside), *inline]


def _timed(node: Node, products: Products, progress: Progress) -> float:
    began = time.monotonic()
    products.make(node, progress)
    return time.monotonic() - began


def ordered(target: Node) -> Sequence[Node]:
    """The nodes below and including ``target``, each once, needs before needers."""
    found: dict[str, Node] = {}

    def visit(node: Node) -> None:
        if node.key not in found:
            for need in node.needs.values():
                visit(need)
            found[node.key] = node

    visit(target)
    return list(found.values())


def file_hash(path: Path) -> str:
    """SHA-256 of a file's content, as hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


class _Recorder:
    """Passes progress on and keeps the events, so that a reused product can tell them again."""

    def __init__(self, inner: Progress) -> None:
        self._inner = inner
        self.events: list[Event] = []

    def stage(self, name: str, total: float | None = None, unit: str = "") -> None:
        self._inner.stage(name, total, unit)

    def advance(self, done: float) -> None:
        self._inner.advance(done)

    def event(self, event: Event) -> None:
        self.events.append(event)
        self._inner.event(event)


@contextlib.contextmanager
def _refusing(folder: Path) -> Iterator[None]:
    """Turn the system's word for a full disk or a missing right into ours."""
    try:
        yield
    except OSError as problem:
        full = problem.errno in (errno.ENOSPC, errno.EDQUOT)
        raise StorageFailed(
            "The disk is full" if full else f"Cannot write to {folder}: {problem.strerror or problem}",
            code="disk_full" if full else None,
            hint="Free some space and run the command again: finished parts are kept."
            if full
            else "Check the folder's rights, or set HEYGEN_HOME to a folder you may write to.",
        ) from problem


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
