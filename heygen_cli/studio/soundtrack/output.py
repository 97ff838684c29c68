"""The finished sound as a file: AAC, or Opus for WebM."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import cast

import av
import numpy as np

from heygen_cli.studio.soundtrack.reel import RATE, Samples

BITRATE = 160_000


def write(dest: Path, blocks: Iterable[Samples]) -> None:
    """Encode to ``dest`` in stereo. No encoder version and no date: the same sound has the same bytes."""
    codec, container = ("libopus", "webm") if dest.suffix == ".webm" else ("aac", "ipod")
    with av.open(str(dest), "w", format=container, options={"fflags": "+bitexact"}) as file:
        stream = cast("av.AudioStream", file.add_stream(codec, rate=RATE, layout="stereo"))
        stream.bit_rate = BITRATE
        time = 0
        for block in blocks:
            both = np.ascontiguousarray(np.broadcast_to(block.T, (2, len(block))))
            frame = av.AudioFrame.from_ndarray(both, "fltp", "stereo")
            frame.sample_rate, frame.pts = RATE, time
            time += len(block)
            file.mux(stream.encode(frame))
        file.mux(stream.encode(None))
