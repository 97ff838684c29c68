"""What a renderer hands back."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from heygen_cli.domain.event import Event


@dataclass(frozen=True)
class Film:
    """A finished film in the renderer's own store of products; the service copies it to where the user wants it.

    ``rendered`` and ``reused`` count the nodes of the build graph; ``timings`` are wall seconds per kind of node.
    ``cost`` is in US dollars, None when it is not known.
    """

    path: Path
    thumbnail: Path
    duration: float
    width: int
    height: int
    fps: int
    frames: int
    voices: tuple[str, ...]
    subtitles: dict[str, Path] = field(default_factory=dict)
    rendered: int = 0
    reused: int = 0
    timings: dict[str, float] = field(default_factory=dict)
    events: tuple[Event, ...] = ()
    cost: float | None = 0.0


@dataclass(frozen=True)
class PlannedNode:
    """One node of a dry run: what would be made, whether it is there already, and why not."""

    kind: str
    name: str
    key: str
    reused: bool
    reason: str


@dataclass(frozen=True)
class PlannedPurchase:
    """A speech or a clip that a provider would be paid for; films that share it have the same ``key``."""

    key: str
    provider: str
    engine: str
    characters: int
    seconds: float


@dataclass(frozen=True)
class Plan:
    """What a render would do: its nodes in the order in which they are made, and about how long it all is and takes.

    ``duration`` is the film's length, exact once everything in it was spoken; ``work`` the seconds of rendering left;
    ``bought`` what would be paid for, at most: sentences that are there already cost nothing.
    """

    nodes: tuple[PlannedNode, ...]
    duration: float
    work: float
    exact: bool
    bought: tuple[PlannedPurchase, ...] = ()
