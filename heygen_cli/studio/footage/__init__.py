"""Tools for films that are there already."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from heygen_cli.domain.footage import Animation, ContactSheet, Export, Join, Outcome, Task, Thumbnail, Transcript, Trim
from heygen_cli.ports import Progress
from heygen_cli.studio.footage import animation, contact, cut, export, join, thumbnail, transcript
from heygen_cli.studio.footage.source import Source, examine

_MAKERS: dict[type[Any], Callable[[Any, list[Source], Path, Progress], Outcome]] = {
    ContactSheet: contact.make,
    Thumbnail: thumbnail.make,
    Animation: animation.make,
    Trim: cut.make,
    Join: join.make,
    Export: export.make,
}


class Editor:
    """Carries out tasks on films."""

    def make(self, task: Task, sources: Sequence[Path], dest: Path, progress: Progress) -> Outcome:
        """Write what the task asks for into ``dest``; its suffix says in which format.

        Raises:
            InvalidInput: When a source cannot be read, or the task does not suit it.
            NotFound: When a film has no words to write.
        """
        if isinstance(task, Transcript):
            return transcript.make(task, sources[0], dest, progress)
        return _MAKERS[type(task)](task, [examine(path) for path in sources], dest, progress)
