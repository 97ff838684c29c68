"""The sound of a film: scenes placed end to end on the picture's own clock, evened out, brought to a set loudness."""

from __future__ import annotations

import math
import re
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import ffmpeg as graph

from heygen_cli.studio import ffmpeg

RATE = 48_000
LOUDNESS = -14.0  # LUFS, integrated (EBU R 128): what YouTube and most platforms play at
PEAK = -2.0  # dBTP before AAC, which may add up to 1 dB; the promise for the file is -1
TOLERANCE = 0.2  # LU; a limiter takes a little away, so the gain is corrected until it lands
ATTEMPTS = 3
BITRATE = "160k"


@dataclass(frozen=True)
class Loudness:
    """What ebur128 reports: integrated loudness in LUFS and true peak in dBTP; -inf for silence."""

    integrated: float
    peak: float


@dataclass(frozen=True)
class Part:
    """The speech of one scene, and how many frames of picture it lies under."""

    wav: Path
    frames: int


def mix(parts: Sequence[Part], fps: int, dest: Path) -> Loudness:
    """Write the AAC soundtrack of a film to ``dest`` (.m4a), exactly as long as its picture.

    Raises:
        RenderFailed: When FFmpeg cannot read a part.
    """
    with tempfile.TemporaryDirectory(prefix="heygen-") as folder:
        even = Path(folder) / "even.wav"
        measured = _measure(ffmpeg.run(joined(parts, fps, even)))
        gain = LOUDNESS - measured.integrated if math.isfinite(measured.integrated) else 0.0
        for _ in range(ATTEMPTS):
            result = _measure(ffmpeg.run(mastered(even, gain, dest)))
            error = LOUDNESS - result.integrated
            if abs(error) <= TOLERANCE or not math.isfinite(error):
                break
            gain += error
    return result


def measure(path: Path) -> Loudness:
    """The loudness of any audio or video file."""
    source = ["-i", f"file:{path}", "-map", "0:a:0", "-af", "ebur128=peak=true:framelog=quiet"]
    return _measure(ffmpeg.run([*ffmpeg.SAFE_INPUT, *source, "-f", "null", "-"]))


def joined(parts: Sequence[Part], fps: int, dest: Path) -> list[str]:
    """FFmpeg arguments: every scene padded to the length of its picture, joined, evened out and measured."""
    streams, frames = [], 0
    for part in parts:
        first, frames = frames, frames + part.frames
        samples = _sample(frames, fps) - _sample(first, fps)
        streams.append(
            graph.input(f"file:{part.wav}")
            .audio.filter("aresample", RATE, resampler="soxr")
            .filter("aformat", sample_fmts="fltp", channel_layouts="stereo")
            .filter("apad", whole_len=samples)
            .filter("atrim", end_sample=samples)
        )
    sound = graph.concat(*streams, v=0, a=1) if len(streams) > 1 else streams[0]
    sound = (
        sound.filter("highpass", f=70)
        # Gentle: 2.5:1 above -20 dB evens out words without pumping.
        .filter("acompressor", threshold="-20dB", ratio=2.5, attack=8, release=160, knee=4, makeup=1)
        .filter("ebur128", peak="true", framelog="quiet")
    )
    return _arguments(sound.output(str(dest), acodec="pcm_f32le", ar=RATE))


def mastered(source: Path, gain: float, dest: Path) -> list[str]:
    """FFmpeg arguments: the gain in dB, a true-peak limiter (four times oversampled), measured and encoded as AAC."""
    sound = (
        graph.input(f"file:{source}")
        .audio.filter("volume", f"{gain:.2f}dB")
        .filter("aresample", RATE * 4)
        .filter("alimiter", limit=f"{10 ** (PEAK / 20):.4f}", level="false", attack=2, release=60)
        .filter("aresample", RATE)
        .filter("ebur128", peak="true", framelog="quiet")
    )
    # Bit-exact: no encoder version and no date in the file, so that the same film has the same bytes.
    return _arguments(sound.output(str(dest), acodec="aac", audio_bitrate=BITRATE, fflags="+bitexact", format="ipod"))


def _arguments(output: graph.nodes.OutputStream) -> list[str]:
    return [*output.get_args(), "-y"]


def _sample(frames: int, fps: int) -> int:
    return round(frames * RATE / fps)


def _measure(report: str) -> Loudness:
    summary = report.rpartition("Summary:")[2]
    integrated = re.search(r"I:\s+(-?[\d.]+|-inf) LUFS", summary)
    peak = re.search(r"Peak:\s+(-?[\d.]+|-inf) dBFS", summary)
    loudness = float(integrated[1]) if integrated else -math.inf
    # -70 is the gate of EBU R 128: what ebur128 prints for silence, or for less than one 0.4 s block.
    return Loudness(loudness if loudness > -70 else -math.inf, float(peak[1]) if peak else -math.inf)
