"""The content-addressed folder of finished nodes: products are whole or absent, and each is made by one process."""

from __future__ import annotations

import contextlib
import errno
import fcntl
import hashlib
import json
import os
import shutil
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from heygen_cli.domain.cache import Part
from heygen_cli.domain.errors import StorageFailed
from heygen_cli.domain.event import Event
from heygen_cli.ports import Progress
from heygen_cli.studio.node import Node


@dataclass(frozen=True)
class Claim:
    """The right to make one product. It ends with ``release`` or the process."""

    folder: Path
    lock: Path
    descriptor: int

    def release(self) -> None:
        """Give it back, and remove what was left half made."""
        shutil.rmtree(self.folder, ignore_errors=True)
        self.lock.unlink(missing_ok=True)
        os.close(self.descriptor)


class Products:
    """Where products lie, by their nodes' keys: ``products/ab/abcd…``."""

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

    def claim(self, node: Node) -> Claim | None:
        """The right to make a product; None while another process has it."""
        with _refusing(self._temp):
            self._temp.mkdir(parents=True, exist_ok=True, mode=0o700)
            self._sweep()
            lock = self._temp / f"{node.key}.lock"
            descriptor = _locked(lock)
        return None if descriptor is None else Claim(self._temp / node.key, lock, descriptor)

    def make(self, node: Node, claim: Claim, progress: Progress) -> None:
        """Make the node and put its product in place; the claim is used up, however it ends."""
        told = _Recorder(progress)
        began = time.monotonic()
        inputs = {name: self.path(need) for name, need in node.needs.items()}
        try:
            with _refusing(self._temp):
                shutil.rmtree(claim.folder, ignore_errors=True)  # left by a process that was killed
                claim.folder.mkdir()
                node.make(claim.folder, inputs, told)
                record = {
                    "kind": node.kind,
                    "name": node.name,
                    "version": node.version,
                    "params": node.params,
                    "needs": {name: need.key for name, need in node.needs.items()},
                    "seconds": round(time.monotonic() - began, 3),
                    "events": [asdict(event) for event in told.events],
                    "files": {path.name: file_hash(path) for path in sorted(claim.folder.iterdir()) if path.is_file()},
                }
                (claim.folder / "node.json").write_text(json.dumps(record, ensure_ascii=False), encoding="utf-8")
                _publish(claim.folder, self.path(node))
        finally:
            claim.release()

    def touch(self, node: Node) -> None:
        """Note that a product is used: the least used are the first to go."""
        with contextlib.suppress(OSError):
            os.utime(self.path(node))

    def stock(self) -> Iterator[Part]:
        """Every product that is there."""
        for folder in sorted(self._folder.glob("??/*")):
            record = self.record(folder.name)
            if record is not None:
                size = sum(path.stat().st_size for path in folder.iterdir())
                yield Part(folder.name, record["kind"], record["name"], size, folder.stat().st_mtime)

    def remove(self, key: str) -> None:
        """Delete a product; whoever needs it makes it again."""
        folder = self._folder / key[:2] / key
        (folder / "node.json").unlink(missing_ok=True)  # first: without it the product is not there
        shutil.rmtree(folder, ignore_errors=True)

    def harm(self, key: str) -> str | None:
        """What is wrong with a product's files; None when they are as they were made."""
        record = self.record(key) or {}
        folder = self._folder / key[:2] / key
        for name, digest in (record.get("files") or {}).items():
            if not (folder / name).is_file():
                return f"{name} is missing"
            if file_hash(folder / name) != digest:
                return f"{name} was changed"
        return None

    def _sweep(self) -> None:
        """Remove what processes that died left behind: their locks are free."""
        for lock in self._temp.glob("*.lock"):
            descriptor = _locked(lock)
            if descriptor is not None:
                Claim(lock.with_suffix(""), lock, descriptor).release()


def file_hash(path: Path) -> str:
    """SHA-256 of a file's content, as hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _locked(path: Path) -> int | None:
    """A locked file; None when another process has it, or swept it away just now."""
    # Close-on-exec: a program started meanwhile would keep the lock.
    descriptor = os.open(path, os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)
    with contextlib.suppress(BlockingIOError, FileNotFoundError):
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        if os.fstat(descriptor).st_ino == path.stat().st_ino:
            return descriptor
    os.close(descriptor)
    return None


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
