"""Installing and removing neural voices."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from heygen_cli.domain.errors import Forbidden, NotFound, StorageFailed
from heygen_cli.domain.event import Event
from heygen_cli.domain.model import InstalledModel, VoiceModel
from heygen_cli.ports import Fetcher, ModelShelf, Progress

_MEGABYTE = 1e6


class ModelService:
    """The neural voices of this machine. ``fetcher`` brings their files, ``shelf`` keeps them.

    ``changed`` is called when there is one more, or one less.
    """

    def __init__(self, *, shelf: ModelShelf, fetcher: Fetcher, changed: Callable[[], None] = lambda: None) -> None:
        self._shelf = shelf
        self._fetcher = fetcher
        self._changed = changed

    def list(self) -> Sequence[VoiceModel]:
        """What can be installed by name, and whether it is."""
        return self._shelf.known()

    def install(
        self, name: str, *, progress: Progress, source: str | None = None, accept_licence: bool = False
    ) -> InstalledModel:
        """Bring a voice's files here, check them, and make the voice ready to speak.

        ``source`` is a folder that holds the files, or the address of another place that has them. An install that
        was cut off goes on where it stopped.

        Raises:
            InvalidInput: For a name that nothing is known by, and for files that are not those of a voice.
            Forbidden: For a licence that does not allow every use, unless it was accepted.
            NotFound, StorageFailed, Busy: When the files cannot be fetched.
        """
        model = self._shelf.find(name, source)
        if not model.free and not accept_licence:
            raise Forbidden(
                f"The licence of {name} ({model.licence}) may not allow every use of what is made with it",
                code="licence_not_accepted",
                hint=f"Read {_card(model)} first, then add --accept-licence",
            )
        done = self._shelf.finish(model, self._fetch(model, progress))
        self._changed()
        unpinned = [file.name for file in model.files if file.sha256 is None and not file.optional]
        if unpinned:
            message = f"No digest of {', '.join(unpinned)} is known beforehand: those of today are in the manifest"
            progress.event(Event("info", "trusted_on_first_use", message))
        if done.changed:
            message = f"{', '.join(done.changed)} changed since the voice was first installed"
            progress.event(Event("warning", "voice_changed", message, "Remove it if you did not expect that"))
        return done

    def remove(self, name: str) -> Path:
        """Delete an installed voice; raises NotFound."""
        removed = self._shelf.remove(name)
        self._changed()
        return removed

    def _fetch(self, model: VoiceModel, progress: Progress) -> dict[str, str]:
        """Bring the files here; the digest of each."""
        staging = self._shelf.staging(model)
        digests = {}
        for file in model.files:
            stage = _Stage(progress, file.name)
            try:
                digests[file.name] = self._fetcher.fetch(
                    file.url, staging / file.name, size=file.size, sha256=file.sha256, report=stage.report
                )
            except NotFound:
                if not file.optional:
                    raise
            except StorageFailed as problem:
                if problem.error_code == "offline":
                    problem.hint = model.by_hand
                raise
        return digests


class _Stage:
    """One file on its way, as the console shows it."""

    def __init__(self, progress: Progress, name: str) -> None:
        self._progress, self._name = progress, name
        self._begun = False

    def report(self, done: int, total: int | None) -> None:
        """Say how many bytes are here."""
        if not self._begun:
            self._begun = True
            self._progress.stage(self._name, round(total / _MEGABYTE, 1) if total else None, "MB")
        self._progress.advance(done / _MEGABYTE)


def _card(model: VoiceModel) -> str:
    return next((file.url for file in model.files if file.optional), "the papers that come with it")
