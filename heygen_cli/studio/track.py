"""Speech as it lies in a product folder, and how many frames of picture it needs."""

from __future__ import annotations

import json
import math
from pathlib import Path

from heygen_cli.domain.speech import SpeechTrack


def read_track(folder: Path) -> SpeechTrack:
    """The speech that lies in a product folder."""
    return SpeechTrack.from_json(json.loads((folder / "speech.json").read_text("utf-8")))


def frame_count(track: SpeechTrack, fps: int, seconds: float | None = None) -> int:
    """How many frames a scene lasts without its transitions: the picture never ends before its sound."""
    spoken = math.ceil(track.length * fps / track.rate)
    return max(1, spoken if seconds is None else max(round(seconds * fps), spoken))
