"""Films that HeyGen has made, brought here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import quote

from heygen_cli.domain.errors import HeygenError, InvalidInput, NotFound, NotReady, ServiceFailed
from heygen_cli.ports import Fetcher
from heygen_cli.services.cloud import Client
from heygen_cli.services.delivery import check_target, deliver

# Which field of a video leads to which of its files.
ASSETS: Mapping[str, str] = {"video": "video_url", "captioned": "captioned_video_url"}

# What the vendor's program calls the ways a download fails.
_CODES: Mapping[str, str] = {
    "download_forbidden": "cli_download_url_expired",
    "not_found": "cli_download_failed",
    "download_failed": "cli_download_interrupted",
    "download_damaged": "cli_download_failed",
}


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
        here = self._folder / f"{sha256(video_id.encode()).hexdigest()[:32]}-{asset}.mp4"
        self._fetch(video_id, asset, here)
        try:
            if not _is_film(here):
                message = f"What came for video {video_id} is no film"
                raise ServiceFailed(message, code="cli_download_failed", hint="Run the same command again")
            deliver(here, target, overwrite=overwrite)
        finally:
            here.unlink(missing_ok=True)
        return target

    def _fetch(self, video_id: str, asset: str, here: Path) -> None:
        # Links live for a while only: where one does not lead there any more, a fresh one may.
        for again in (True, False):
            url = self._url(video_id, asset)
            try:
                self._fetcher.fetch(url, here)
            except HeygenError as problem:
                if again and problem.error_code == "download_forbidden":
                    continue
                code = _CODES.get(problem.error_code)
                if code is None:
                    raise
                raise ServiceFailed(problem.message, code=code, hint=problem.hint) from problem
            return

    def _url(self, video_id: str, asset: str) -> str:
        data = self._client().request("GET", f"/v3/videos/{quote(video_id, safe='')}").data
        made: Mapping[str, Any] = data.get("data", data)
        if made.get("status") != "completed":
            raise NotReady(f"Video {video_id} is {made.get('status')}", hint=f"heygen video get {video_id}")
        url = made.get(ASSETS[asset])
        if not url:
            raise NotFound(f"Video {video_id} has no {asset} file", code="asset_not_available")
        return str(url)


def _is_film(path: Path) -> bool:
    """Whether a file is an MP4 or WebM by how it begins: a web page that says sorry is not."""
    with path.open("rb") as file:
        head = file.read(12)
    return head[4:8] == b"ftyp" or head[:4] == b"\x1a\x45\xdf\xa3"
