"""Making something of films that are there already: files of the user's, or videos by their ids."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from heygen_cli.domain.errors import InvalidInput, NotFound
from heygen_cli.domain.footage import EXPORTS, SEQUENCE, Export, Outcome, Task, Transcript
from heygen_cli.ports import FilmEditor, Progress
from heygen_cli.services.delivery import check_new_folder, check_target, writing, writing_folder
from heygen_cli.services.video import VideoService

_ID = re.compile(r"v_[0-9a-z]{16}")
PARAM = "film"


@dataclass(frozen=True)
class Made:
    """What was made, and where it lies."""

    path: Path
    outcome: Outcome

    def to_json(self) -> dict[str, Any]:
        """The result as JSON data; ``size`` is in bytes."""
        files = self.path.iterdir() if self.path.is_dir() else (self.path,)
        outcome = self.outcome
        return {
            "path": str(self.path),
            "size": sum(file.stat().st_size for file in files),
            "duration": round(outcome.duration, 3) if outcome.duration is not None else None,
            "width": outcome.width,
            "height": outcome.height,
            **outcome.details,
        }


class FootageService:
    """Carries out tasks on films; what comes of them appears whole or not at all."""

    def __init__(self, *, videos: VideoService, editor: FilmEditor) -> None:
        self._videos = videos
        self._editor = editor

    def make(
        self, task: Task, films: Sequence[str], output: Path, *, progress: Progress, overwrite: bool = False
    ) -> Made:
        """Do what the task says to files or videos; the suffix of ``output`` says in which format.

        Raises:
            NotFound: When there is no such file or video.
            InvalidInput: When a film cannot be read, or the task does not suit it.
            FileExists: When the output is there already, unless overwriting was agreed to.
        """
        target = check_target(output, overwrite=overwrite, suffixes=task.SUFFIXES)
        sources = [self._source(film, task) for film in films]
        with writing(target, overwrite=overwrite) as part:
            outcome = self._editor.make(task, sources, part, progress)
        return Made(target, outcome)

    def pictures(self, task: Export, film: str, folder: Path, *, progress: Progress) -> Made:
        """Write every picture of a film into a new folder."""
        target = check_new_folder(folder)
        source = self._source(film, task)
        with writing_folder(target) as part:
            outcome = self._editor.make(task, [source], part, progress)
        return Made(target, outcome)

    def _source(self, film: str, task: Task) -> Path:
        path = Path(film)
        if path.is_file():
            return path
        if not _ID.fullmatch(film):
            raise NotFound(
                f"There is no file {film}", param=PARAM, hint="give a file, or the id of a video: heygen video list"
            )
        return self._words(film) if isinstance(task, Transcript) else self._videos.file(film)

    def _words(self, video_id: str) -> Path:
        """The subtitles of a finished video; they were made with it."""
        film = self._videos.file(video_id)
        result = self._videos.get(video_id).result
        kept = [path for path in (result.subtitles.values() if result else ()) if path.is_file()]
        return kept[0] if kept else film


def export_suffix(file_format: str) -> str:
    """The suffix of an export format, nothing for a folder of pictures; raises InvalidInput."""
    if file_format not in EXPORTS:
        raise InvalidInput(
            f'There is no format "{file_format}"', param="--format", hint=f"choose from {', '.join(EXPORTS)}"
        )
    return "" if file_format == SEQUENCE else f".{file_format}"
