"""Films that HeyGen has made, brought here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from heygen_cli.domain.errors import HeygenError, InvalidInput, NotFound, NotReady
from heygen_cli.ports import Fetcher
from heygen_cli.services.cloud import Client
from heygen_cli.services.delivery import check_target, deliver

# Which field of a video leads to which of its files.
ASSETS: Mapping[str, str] = {"video": "video_url", "captioned": "captioned_video_url"}


class CloudFilms:
    """Fetches films; what an interrupted download left in ``folder`` is gone on with."""

    def __init__(self, *, client: Callable[[], Client], fetcher: Fetcher, folder: Path) -> None:
        self._client = client
        self._fetcher = fetcher
        self._folder = folder

    def export(self, video_id: str, target: Path, *, asset: str = "video", overwrite: bool = False) -> Path:
        """Bring a film to ``target`` and return its absolute path.

        Raises:
            NotReady: When HeyGen has not finished it; NotFound when it has no such file.
            ServiceFailed, StorageFailed: When it cannot be fetched or written.
        """
        if asset not in ASSETS:
            raise InvalidInput(f'There is no asset "{asset}"', param="--asset", hint=f"choose from {', '.join(ASSETS)}")
        target = check_target(target, overwrite=overwrite)
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        here = self._folder / f"{video_id}-{asset}.mp4"
        try:
            self._fetcher.fetch(self._url(video_id, asset), here)
        except HeygenError as problem:
            if problem.error_code not in ("not_found", "cli_file_io_error"):
                raise
            # Links live for a while only: a fresh one may lead there.
            self._fetcher.fetch(self._url(video_id, asset), here)
        deliver(here, target, overwrite=overwrite)
        here.unlink(missing_ok=True)
        return target

    def _url(self, video_id: str, asset: str) -> str:
        data = self._client().request("GET", f"/v3/videos/{video_id}").data
        made: Mapping[str, Any] = data.get("data", data)
        if made.get("status") != "completed":
            raise NotReady(f"Video {video_id} is {made.get('status')}", hint=f"heygen video get {video_id}")
        url = made.get(ASSETS[asset])
        if not url:
            raise NotFound(f"Video {video_id} has no {asset} file", code="asset_not_available")
        return str(url)
