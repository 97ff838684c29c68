"""Assets: taken in whole or not at all, listed, found, deleted."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import IO

from heygen_cli.domain.asset import HEAD, Asset, UploadBatch, check_head, mime_of, name_of
from heygen_cli.domain.errors import InvalidInput, NotFound, StorageFailed
from heygen_cli.domain.user import LOCAL
from heygen_cli.domain.video import new_id
from heygen_cli.ports import AssetStore, Clock

MOST_IN_BATCH = 100
_SPARE = 1024**3  # bytes of the disk that uploads leave alone


@dataclass(frozen=True)
class Wanted:
    """A file that somebody is about to send."""

    name: str
    mime: str
    size: int
    digest: str | None = None


@dataclass
class Arriving:
    """A file that is coming in, block by block."""

    asset: Asset
    most: int
    file: IO[bytes]
    size: int = 0
    head: bytes = b""
    _hash: hashlib._Hash = field(default_factory=hashlib.sha256)

    def write(self, block: bytes) -> None:
        """Take a block; raises InvalidInput when it is more than was said."""
        self.size += len(block)
        if self.size > self.most:
            raise InvalidInput(f"A file may have {self.most:,} bytes here", param="file", code="payload_too_large")
        if len(self.head) < HEAD:
            self.head += block[: HEAD - len(self.head)]
        self._hash.update(block)
        self.file.write(block)

    @property
    def digest(self) -> str:
        """The SHA-256 of what has come."""
        return self._hash.hexdigest()


class AssetService:
    """One user's files: rows in the store, bytes in a folder, under names of ours."""

    def __init__(self, *, store: AssetStore, folder: Path, clock: Clock, owner: str | None) -> None:
        self._store = store
        self._folder = folder
        self._clock = clock
        self._owner = owner or LOCAL

    @contextmanager
    def taking(self, name: str | None, mime: str | None, most: int) -> Iterator[Arriving]:
        """A new asset that the block writes; it is there when the block ends, and nothing is when it fails."""
        asset = self._new(Wanted(name_of(name), mime_of(mime, name or ""), 0))
        with self._written(asset, most) as arriving:
            yield arriving
        self._store.add([replace(arriving.asset, size=arriving.size, digest=arriving.digest)])

    def expect(
        self, files: Sequence[Wanted], *, most: int, title: str | None = None, batch: bool = False
    ) -> list[Asset]:
        """Places for files that are about to be sent; as a ``batch`` they can be asked for together."""
        if not 1 <= len(files) <= MOST_IN_BATCH:
            raise InvalidInput(f"A batch has 1 to {MOST_IN_BATCH} files", param="files")
        for file in files:
            if not 0 < file.size <= most:
                raise InvalidInput(f"A file may have {most:,} bytes", param="size_bytes", code="payload_too_large")
        if sum(file.size for file in files) > shutil.disk_usage(self._home()).free - _SPARE:
            raise StorageFailed("There is no room for these files", code="disk_full", hint="heygen cache prune")
        now = self._clock.now()
        group = UploadBatch(new_id("ub", now), self._owner, title, now) if batch else None
        assets = [
            replace(
                self._new(file), state="awaited", batch=group.id if group else None, number=number if group else None
            )
            for number, file in enumerate(files)
        ]
        self._store.add(assets, group)
        return assets

    @contextmanager
    def receiving(self, asset_id: str) -> Iterator[Arriving]:
        """A file that was expected; raises InvalidInput when it is another one."""
        asset = self._store.get(asset_id)
        if asset.state != "awaited":
            raise InvalidInput(f"Asset {asset_id} is there already", code="conflict")
        with self._written(asset, asset.size) as arriving:
            yield arriving
            if arriving.size != asset.size or asset.digest not in (None, arriving.digest):
                raise InvalidInput("This is not the file that was announced", param="file", code="checksum_mismatch")
        self._store.arrived(asset.id, arriving.size, arriving.digest)

    def complete(self, asset_id: str, digest: str | None = None) -> Asset:
        """The asset, once it has been sent; raises InvalidInput before."""
        asset = self._store.get(asset_id)
        if asset.state != "ready":
            raise InvalidInput(f"Asset {asset_id} has not been sent", code="upload_incomplete")
        if digest and digest.lower() != asset.digest:
            raise InvalidInput("This is not the file that came", param="checksum_sha256", code="checksum_mismatch")
        return asset

    def get(self, asset_id: str) -> Asset:
        """An asset that is there; raises NotFound."""
        asset = self._store.get(asset_id)
        if asset.state != "ready" or not self.path(asset).is_file():
            raise NotFound(f"There is no asset {asset_id}", code="asset_not_found")
        return asset

    def status(self, asset_id: str) -> str:
        """``completed``, ``processing`` while it is awaited, or ``not_found``."""
        try:
            return "completed" if self._store.get(asset_id).state == "ready" else "processing"
        except NotFound:
            return "not_found"

    def path(self, asset: Asset) -> Path:
        """Where an asset lies."""
        return self._folder / asset.file

    def list(
        self, *, limit: int = 20, token: str | None = None, words: str = "", kind: str = ""
    ) -> tuple[list[Asset], str | None]:
        """Assets, newest first, and the token that continues the list."""
        return self._store.page(limit=limit, token=token, words=words, kind=kind)

    def batch(self, batch_id: str) -> tuple[UploadBatch, Sequence[Asset]]:
        """A batch of uploads and its files; raises NotFound."""
        return self._store.batch(batch_id), self._store.of_batch(batch_id)

    def delete(self, asset_id: str) -> None:
        """Forget an asset and its file; films that were made with it stay. Raises NotFound."""
        asset = self._store.get(asset_id)
        self._store.delete(asset_id)
        self.path(asset).unlink(missing_ok=True)

    def _new(self, file: Wanted) -> Asset:
        now = self._clock.now()
        # The id is part of links: it has to be one that nobody can guess.
        secret = os.urandom(10).hex()
        return Asset(
            new_id("asset", now) + secret, self._owner, file.name, file.mime, file.size, now, digest=file.digest
        )

    def _home(self) -> Path:
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return self._folder

    @contextmanager
    def _written(self, asset: Asset, most: int) -> Iterator[Arriving]:
        part = self._home() / f".{asset.id}.{os.urandom(4).hex()}"
        try:
            with part.open("xb") as file:
                arriving = Arriving(asset, most, file)
                yield arriving
                check_head(asset.mime, arriving.head)
                file.flush()
                os.fsync(file.fileno())
            part.replace(self.path(asset))
        finally:
            part.unlink(missing_ok=True)
