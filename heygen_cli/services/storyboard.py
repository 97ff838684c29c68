"""Looking at storyboards before they become videos."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from heygen_cli.domain.film import Plan
from heygen_cli.domain.remark import Remark
from heygen_cli.domain.storyboard import Storyboard
from heygen_cli.ports import Progress, Renderer
from heygen_cli.services.delivery import check_target, writing


class StoryboardService:
    """Plans, checks and previews what the local renderer would make."""

    def __init__(self, *, renderer: Callable[[], Renderer]) -> None:
        self._renderer = renderer

    def plan(self, storyboard: Storyboard) -> Sequence[Plan]:
        """What a render would make, what it would reuse, and why: for the storyboard and each further format."""
        renderer = self._renderer()
        renderer.check(storyboard)
        return [renderer.plan(board) for board in _formats(storyboard)]

    def lint(self, storyboard: Storyboard, *, progress: Progress) -> Sequence[Remark]:
        """What is wrong or unwise about a storyboard, in each of its formats."""
        renderer = self._renderer()
        renderer.check(storyboard)
        found: dict[Remark, None] = {}
        for board in _formats(storyboard):
            found |= dict.fromkeys(renderer.lint(board, progress))
        return list(found)

    def preview(
        self, storyboard: Storyboard, output: Path, *, scene: int, seconds: float, progress: Progress, overwrite: bool
    ) -> Path:
        """Put one picture of a scene at ``output``; returns its absolute path."""
        target = check_target(output, overwrite=overwrite, suffixes=(".png",))
        renderer = self._renderer()
        alone = storyboard.scenes[scene - 1 : scene] or storyboard.scenes
        renderer.check(replace(storyboard, scenes=alone))
        picture = renderer.frame(storyboard, scene, seconds, progress)
        with writing(target, overwrite=overwrite) as part:
            part.write_bytes(picture)
        return target


def _formats(storyboard: Storyboard) -> Iterator[Storyboard]:
    yield storyboard
    for further in storyboard.formats:
        yield storyboard.in_format(further)
