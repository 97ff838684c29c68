"""What making films needs: renderers, editors, inspectors, and someone to tell how far the work is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Protocol

# For the types alone: a command that needs one of these does not pay for the others.
if TYPE_CHECKING:
    from pathlib import Path

    from heygen_cli.domain.check import Expectation, Finding, Profile
    from heygen_cli.domain.clip import ClipOrder
    from heygen_cli.domain.event import Event
    from heygen_cli.domain.film import Film, Plan
    from heygen_cli.domain.footage import Outcome, Task
    from heygen_cli.domain.remark import Remark
    from heygen_cli.domain.storyboard import Storyboard


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


class ClipMaker(Protocol):
    """Has clips of presenters made in a cloud, and keeps them."""

    def key(self, order: ClipOrder) -> str:
        """What a clip is kept under."""
        ...

    def ready(self, order: ClipOrder) -> Path | None:
        """The file of a clip that was made before."""
        ...

    def asked(self, order: ClipOrder) -> bool:
        """Whether a clip is being made, or was."""
        ...

    def make(self, order: ClipOrder) -> tuple[Path, float]:
        """The file of a clip and how many seconds it lasts; raises ServiceFailed when it cannot be made."""
        ...

    def stop(self) -> None:
        """Let everything that waits end."""
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
