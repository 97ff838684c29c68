"""Encode pictures in this process: they are painted into the encoder's own frame, so nothing is copied on the way."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

import av
import numpy as np

from heygen_cli.domain.errors import StorageFailed
from heygen_cli.studio.picture import Plane, Planes


@dataclass(frozen=True)
class Settings:
    """How x264 works. Every clip of a film is encoded alike, so that they join without encoding again."""

    preset: str
    crf: int


# veryfast is the knee of the curve on a CPU (engine.md, "The floor"): medium costs four times as much for 0.3 Mb/s.
QUALITY = {"draft": Settings("ultrafast", 28), "standard": Settings("veryfast", 20), "high": Settings("medium", 17)}
# A fixed number makes the same bytes on every machine, whatever its cores: x264's result depends on it.
THREADS = 3


class Encoder:
    """An H.264 High yuv420p bt709 clip being written. Paint into ``frame``, then call ``write``."""

    def __init__(self, path: Path, width: int, height: int, fps: int, settings: Settings) -> None:
        self._container = av.open(str(path), "w", format="mp4")
        options = {
            "preset": settings.preset,
            "crf": str(settings.crf),
            "profile": "high",
            # Closed groups of at most four seconds: clips can be joined and players can seek.
            "x264-params": f"open-gop=0:keyint={fps * 4}:colorprim=bt709:transfer=bt709:colormatrix=bt709",
        }
        self._stream = self._container.add_stream("libx264", rate=fps, options=options)
        context = self._stream.codec_context
        context.width, context.height, context.pix_fmt = width, height, "yuv420p"
        context.thread_count, context.thread_type = THREADS, "FRAME"  # slices, the default, leave cores idle
        context.color_range, context.colorspace = 1, 1  # limited range, bt709 (AVCOL_RANGE_MPEG, AVCOL_SPC_BT709)
        context.color_primaries, context.color_trc = 1, 1
        self._picture = av.VideoFrame(width, height, "yuv420p")
        self.frame = Planes(*(_view(plane) for plane in self._picture.planes))
        self._count = 0

    def write(self) -> None:
        """Encode what is in ``frame`` as the next picture."""
        self._picture.pts = self._count
        self._count += 1
        with _disk():
            self._container.mux(self._stream.encode(self._picture))

    def __enter__(self) -> Encoder:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            with _disk():
                self._container.mux(self._stream.encode(None))
                self._container.close()
        else:
            with contextlib.suppress(Exception):  # the clip is given up; its own trouble must not hide the reason
                self._container.close()


def _view(plane: av.video.plane.VideoPlane) -> Plane:
    rows: Plane = np.frombuffer(memoryview(plane), np.uint8).reshape(plane.height, plane.line_size)
    return rows[:, : plane.width]


@contextlib.contextmanager
def _disk() -> Iterator[None]:
    try:
        yield
    except OSError as problem:
        raise StorageFailed(
            f"Cannot write the clip: {problem.strerror or problem}",
            code="disk_full" if problem.errno == 28 else None,
            hint="Free some space (heygen doctor shows where) and run the command again; finished parts are kept.",
        ) from problem
