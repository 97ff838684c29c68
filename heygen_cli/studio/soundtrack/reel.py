"""Samples on disk: a film may be long, and memory is not."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO

import numpy as np
from numpy.typing import NDArray

Samples = NDArray[np.float32]  # (moments, channels), full scale is 1

RATE = 48_000
TICK = 48  # samples in a millisecond, the grid on which levels are measured and gains are set
CHUNK = 5_000 * TICK  # what is worked on at a time: 2 MB of stereo
_BYTES = 4


def ticks(length: int) -> int:
    """How many milliseconds hold so many samples."""
    return -(-length // TICK)


def in_chunks(blocks: Iterable[Samples]) -> Iterator[Samples]:
    """The same samples in blocks of one size, whole milliseconds all but the last."""
    waiting: list[Samples] = []
    count = 0
    for block in blocks:
        waiting.append(block)
        count += len(block)
        if count >= CHUNK:
            whole = np.concatenate(waiting)
            for at in range(0, count - CHUNK + 1, CHUNK):
                yield whole[at : at + CHUNK]
            waiting, count = [whole[count - count % CHUNK :]], count % CHUNK
    if count:
        yield np.concatenate(waiting)


class Reel:
    """Samples in a file without a name, which is gone when the program is. What was not written is silence."""

    def __init__(self, folder: Path, channels: int) -> None:
        self._file: IO[bytes] = tempfile.TemporaryFile(dir=folder)  # noqa: SIM115 - closed with the reel
        self._width = channels * _BYTES
        self.channels = channels
        self.length = 0

    def append(self, blocks: Iterable[Samples]) -> None:
        """Write blocks at the end."""
        self._file.seek(self.length * self._width)
        for block in blocks:
            self._file.write(np.ascontiguousarray(block, np.float32).data)
            self.length += len(block)

    def add(self, at: int, block: Samples) -> None:
        """Mix a block into what is there; the reel grows when it must."""
        mixed = self.read(at, len(block)) + block
        self._file.seek(at * self._width)
        self._file.write(np.ascontiguousarray(mixed, np.float32).data)
        self.length = max(self.length, at + len(block))

    def extend(self, length: int) -> None:
        """Make it this long, with silence at the end; on most disks that takes no space."""
        self._file.truncate(length * self._width)
        self.length = length

    def read(self, at: int, count: int) -> Samples:
        """Samples from a place on, with silence beyond the end."""
        block: Samples = np.zeros((count, self.channels), np.float32)
        self._file.seek(at * self._width)
        there = np.frombuffer(self._file.read(count * self._width), np.float32).reshape(-1, self.channels)
        block[: len(there)] = there
        return block

    def blocks(self) -> Iterator[Samples]:
        """All of it from the beginning."""
        for at in range(0, self.length, CHUNK):
            yield self.read(at, min(CHUNK, self.length - at))

    def __enter__(self) -> Reel:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()
