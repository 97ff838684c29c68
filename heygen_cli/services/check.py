"""Whether finished films are right."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from heygen_cli.domain.check import Finding
from heygen_cli.domain.errors import NotFound
from heygen_cli.domain.storyboard import Storyboard
from heygen_cli.ports import FilmInspector, Progress, Renderer


class CheckService:
    """Looks at films before they are published."""

    def __init__(
        self, *, inspector: Callable[[], FilmInspector], renderer: Callable[[], Renderer], films: Callable[[str], Path]
    ) -> None:
        self._inspector = inspector
        self._renderer = renderer
        self._films = films

    def check(
        self,
        film: str,
        *,
        profile: str,
        against: Storyboard | None = None,
        goldens: Path | None = None,
        progress: Progress,
    ) -> Sequence[Finding]:
        """What a look at a file, or at a video by its id, finds; problems first.

        Raises NotFound and InvalidInput when there is no such film or it is none.
        """
        inspector = self._inspector()
        wanted = inspector.profile(profile)
        path = Path(film)
        if not path.is_file():
            path = self._by_id(film)
        plan = self._renderer().expect(against) if against else None
        found = inspector.check(path, wanted, plan, goldens, progress)
        return sorted(found, key=lambda finding: ("fail", "warning", "pass").index(finding.status))

    def _by_id(self, film: str) -> Path:
        if film.startswith("v_") and "/" not in film:
            return self._films(film)
        raise NotFound(f"There is no file {film}", param="FILE", hint="heygen video list shows what was made here")
