"""Clips from HeyGen: asked for once, waited for, fetched, and kept under what was asked for."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from heygen_cli.domain.clip import ClipOrder
from heygen_cli.domain.errors import Canceled, HeygenError, ServiceFailed
from heygen_cli.infra.download import Downloads
from heygen_cli.infra.providers.heygen.client import HeygenClient
from heygen_cli.infra.providers.heygen.slots import Slots
from heygen_cli.infra.store.clip import SqliteClipStore
from heygen_cli.infra.store.database import locked

FIRST_POLL, LONGEST_POLL = 2.0, 30.0
_ATTEMPTS = 3  # links that have expired by the time they are used


class Clips:
    """Makes clips. A clip that was asked for is never asked for again: its id is kept until its file is here."""

    def __init__(
        self,
        client: HeygenClient,
        store: SqliteClipStore,
        folder: Path,
        *,
        slots: Slots,
        first_poll: float = FIRST_POLL,
        length: Callable[[Path], float],
    ) -> None:
        self._client = client
        self._store = store
        self._folder = folder
        self._slots = slots
        self._first_poll = first_poll
        self._length = length
        self._stopped = threading.Event()

    def key(self, order: ClipOrder) -> str:
        """What a clip is kept under."""
        return order.digest({path: _hash(path) for path in (order.audio, order.image) if path})

    def ready(self, order: ClipOrder) -> Path | None:
        """The file of a clip that was made before."""
        path = self._path(self.key(order))
        return path if path.is_file() else None

    def asked(self, order: ClipOrder) -> bool:
        """Whether HeyGen accepted the clip, as far as is known here."""
        return self._store.find(self.key(order))[0] is not None

    def make(self, order: ClipOrder) -> tuple[Path, float]:
        """The file of a clip and how many seconds it lasts; raises ServiceFailed when HeyGen cannot make it."""
        key = self.key(order)
        path = self._path(key)
        path.parent.mkdir(parents=True, exist_ok=True)
        with locked(path.with_suffix(".lock")):  # another process may be at the same clip
            if not path.is_file():
                with self._slots.taken(self._stopped):
                    video, failures = self._store.find(key)
                    video = video or self._begin(key, failures, order)
                    url = self._finished(key, video)
                self._fetch(video, url, path)
        return path, self._length(path)

    def stop(self) -> None:
        """Let everything that waits end; what was asked for is found again."""
        self._stopped.set()

    def _begin(self, key: str, failures: int, order: ClipOrder) -> str:
        body = order.body(audio=self._asset(order.audio), image=self._asset(order.image))
        # The key follows from what is asked for: whoever dies before the answer is noted sends the same request again,
        # and HeyGen gives its first answer. Only what has failed is another request.
        once = {"Idempotency-Key": f"clip-{key}-{failures}"}
        answer = self._client.request("POST", "/v3/videos", body=body, headers=once)
        made = _inner(answer.data)
        video = made.get("video_id") or made.get("id")
        if not video:
            raise ServiceFailed("HeyGen's answer names no video", code="cli_response_parse_error")
        self._store.remember(key, str(video))
        return str(video)

    def _finished(self, key: str, video: str) -> str:
        """The address of the film, once it is made."""
        pause = self._first_poll
        while True:
            made = _inner(self._client.request("GET", f"/v3/videos/{video}").data)
            status = made.get("status")
            if status == "completed" and made.get("video_url"):
                return str(made["video_url"])
            if status == "failed":
                self._store.failed(key)
                reason = made.get("failure_message") or made.get("failure_code") or "HeyGen does not say why"
                raise ServiceFailed(f"HeyGen could not make the clip {video}: {reason}", code="video_failed")
            if self._stopped.wait(pause):
                raise Canceled("Stopped by the user")
            pause = min(LONGEST_POLL, pause * 1.5)

    def _fetch(self, video: str, url: str, path: Path) -> None:
        for attempt in range(1, _ATTEMPTS + 1):
            try:
                Downloads().fetch(url, path)
            except HeygenError:
                if attempt == _ATTEMPTS:
                    raise
                # Links live for an hour or so: a fresh one may lead there.
                url = str(_inner(self._client.request("GET", f"/v3/videos/{video}").data).get("video_url") or url)
            else:
                return

    def _asset(self, path: Path | None) -> str | None:
        """The id of a file in the cloud, sent there unless the same content was sent before."""
        if path is None:
            return None
        digest = _hash(path)
        known = self._store.asset(digest)
        if known:
            return known
        made = _inner(self._client.upload(path, "/v3/assets").data)
        identity = str(made.get("asset_id") or made.get("id") or "")
        if not identity:
            raise ServiceFailed("HeyGen's answer names no asset", code="cli_response_parse_error")
        self._store.remember_asset(digest, identity)
        return identity

    def _path(self, key: str) -> Path:
        return self._folder / key[:2] / f"{key}.mp4"


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _inner(data: Any) -> Mapping[str, Any]:
    inner = data.get("data", data) if isinstance(data, Mapping) else {}
    return inner if isinstance(inner, Mapping) else {}
