"""The build graph: nodes named by the hash of their declared inputs, products that are whole or absent.

A node's key covers its parameters, the content of the files it reads, the keys of the nodes it needs and the version of
the code that makes it. Its product is a folder ``products/ab/abcd…`` put there by write-temp, fsync, rename. Caching,
resuming after a crash and dry runs all follow from that; nothing else in the program caches renders.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextvars import copy_context
from dataclasses import dataclass, field
from functools import partial

from heygen_cli.domain.event import Event
from heygen_cli.ports import Progress
from heygen_cli.studio import ffmpeg
from heygen_cli.studio.desk import Desk
from heygen_cli.studio.node import Inputs, Node
from heygen_cli.studio.products import Claim, Products, file_hash

__all__ = ["Inputs", "Node", "Outcome", "Products", "file_hash", "missing", "ordered", "run"]

_LOOK_S = 0.05  # how often it is looked whether another process has finished what both need


@dataclass
class Outcome:
    """What a run of the graph did: wall seconds per kind of node, and how many nodes were made or found."""

    rendered: int = 0
    reused: int = 0
    timings: dict[str, float] = field(default_factory=dict)
    events: list[Event] = field(default_factory=list)

    def found(self, node: Node, products: Products, progress: Progress) -> None:
        """Count a node whose product was there, and tell what was told when it was made."""
        self.reused += 1
        products.touch(node)
        for event in products.events(node):
            progress.event(event)
            self.events.append(event)

    def made(self, node: Node, seconds: float, products: Products) -> None:
        """Count a node that was made in this run."""
        self.rendered += 1
        self.timings[node.kind] = self.timings.get(node.kind, 0.0) + seconds
        self.events.extend(products.events(node))


def run(target: Node, products: Products, progress: Progress, *, workers: int = 1) -> Outcome:
    """Make what ``target`` needs and is not there yet, then ``target`` itself; ``workers`` nodes at a time.

    What is made aside does not count among them. What another process is making is waited for, not made twice.
    """
    with ThreadPoolExecutor(workers, "node") as pool, ThreadPoolExecutor(1, "aside") as aside:
        work = _Run(products, progress, pool, aside, workers)
        try:
            return work.go(target)
        except BaseException:
            work.desk.stop()  # what is being made would otherwise go on, and we would wait for it
            ffmpeg.stop_all()
            raise


class _Run:
    """One run of the graph: what waits, what is being made, and what became of the rest."""

    def __init__(
        self, products: Products, progress: Progress, pool: ThreadPoolExecutor, aside: ThreadPoolExecutor, workers: int
    ) -> None:
        self.desk = Desk(progress)
        self._products = products
        self._progress = progress
        self._pool, self._aside = pool, aside
        self._workers = workers
        self._outcome = Outcome()
        self._waiting: dict[str, Node] = {}
        self._running: dict[Future[float], Node] = {}

    def go(self, target: Node) -> Outcome:
        """Make everything."""
        self._waiting = {node.key: node for node in missing(target, self._products)}
        for node in ordered(target):
            if node.key not in self._waiting:
                self._outcome.found(node, self._products, self._progress)
        while self._waiting or self._running:
            elsewhere = [node for node in self._ready() if self._free(node) and not self._begin(node)]
            if elsewhere:
                self._look_again(alone=not self._running)
            done = wait(self._running, timeout=0 if elsewhere else None, return_when=FIRST_COMPLETED).done
            for future in done:
                self._outcome.made(self._running.pop(future), future.result(), self._products)
        return self._outcome

    def _ready(self) -> list[Node]:
        """The nodes that can begin now, in order; those that are made aside first."""
        unmade = {*self._waiting, *(node.key for node in self._running.values())}
        nodes = self._waiting.values()
        ready = [node for node in nodes if not any(need.key in unmade for need in node.needs.values())]
        return sorted(ready, key=lambda node: not node.aside)

    def _free(self, node: Node) -> bool:
        return node.aside or sum(not other.aside for other in self._running.values()) < self._workers

    def _begin(self, node: Node) -> bool:
        """Begin with a node, unless it is there by now; False while another process makes it."""
        claim = self._products.claim(node)
        if claim is None:
            return False
        del self._waiting[node.key]
        if self._products.has(node):
            claim.release()
            self._outcome.found(node, self._products, self._progress)
        else:
            where, told = (self._aside, self.desk.quiet()) if node.aside else (self._pool, self.desk.lane())
            work = partial(copy_context().run, _timed, node, claim, self._products, told)
            self._running[where.submit(work)] = node
        return True

    def _look_again(self, *, alone: bool) -> None:
        """Wait a moment for another process; who watches us may stop us here too."""
        if alone:
            self._progress.stage("wait")
        time.sleep(_LOOK_S)


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


def _timed(node: Node, claim: Claim, products: Products, progress: Progress) -> float:
    began = time.monotonic()
    products.make(node, claim, progress)
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
