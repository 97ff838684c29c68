"""The finished sound as a file: AAC, or Opus for WebM."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import cast

import av
import numpy as np

from heygen_cli.studio.soundtrack.reel import RATE, Samples

# For one channel, on both speakers, and for two. The same in the middle of both costs next to nothing.
BITRATES = {1: 128_000, 2: 192_000}
# At 128 kb/s the fast search is nearer to speech than the default is at 160, by 5 to 15 dB below 3 kHz, in a third of
# the time; noisy music keeps more of its treble with the default.
_SEARCHES = {1: "fast", 2: "twoloop"}
# No dates and no versions: the same sound has the same bytes.
_EXACT = {"fflags": "+bitexact"}


def write(dest: Path, blocks: Iterable[Samples], channels: int) -> None:
    """Encode to ``dest`` in stereo."""
    codec, container, options, exact = "libopus", "webm", {}, _EXACT
    if dest.suffix != ".webm":
        codec, container, options = "aac", "ipod", {"aac_coder": _SEARCHES[channels]}
        exact = _EXACT | {"movie_timescale": str(RATE)}  # as long as its samples; otherwise rounded to milliseconds
    with av.open(str(dest), "w", format=container, options=exact) as file:
        stream = cast("av.AudioStream", file.add_stream(codec, rate=RATE, layout="stereo", options=options))
        stream.bit_rate = BITRATES[channels]
        time = 0
        for block in blocks:
            both = np.ascontiguousarray(np.broadcast_to(block.T, (2, len(block))))
            frame = av.AudioFrame.from_ndarray(both, "fltp", "stereo")
            frame.sample_rate, frame.pts = RATE, time
            time += len(block)
            file.mux(stream.encode(frame))
        file.mux(stream.encode(None))
