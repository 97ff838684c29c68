"""The sound of a film: scenes placed end to end on the picture's own clock, evened out, brought to a set loudness."""

from __future__ import annotations

import contextlib
import math
import re
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import av
import ffmpeg as graph
import numpy as np
from av.container import InputContainer
from numpy.typing import NDArray

from heygen_cli.domain.errors import RenderFailed
from heygen_cli.studio import ffmpeg

RATE = 48_000
LOUDNESS = -14.0  # LUFS, integrated (EBU R 128): what YouTube and most platforms play at
PEAK = -2.0  # dBTP before AAC, which may add up to 1 dB; the promise for the file is -1
TOLERANCE = 0.3  # LU; a limiter takes a little away, so the gain is corrected until it lands
ATTEMPTS = 4
SPEAKING_LEVEL = -20.0  # dBFS RMS, where the compressor's threshold expects speech
BLOCK = RATE // 20
BITRATE = "160k"
MONO_TO_STEREO = "3.0103dB"  # what FFmpeg takes away when it puts one channel on two speakers


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


def mix(parts: Sequence[Part], fps: int, dest: Path) -> float:
    """Write a film's soundtrack to ``dest``, AAC in .m4a or Opus in .webm, exactly as long as its picture.

    Returns its integrated loudness in LUFS.

    Raises:
        RenderFailed: When FFmpeg cannot read a part.
    """
    with tempfile.TemporaryDirectory(prefix="heygen-") as folder:
        laid, even = Path(folder) / "laid.raw", Path(folder) / "even.wav"
        lay(parts, fps, laid)
        measured = _measure(ffmpeg.run(evened(laid, even)))
        gain = LOUDNESS - measured.integrated if math.isfinite(measured.integrated) else 0.0
        for _ in range(ATTEMPTS):
            limited = measured.peak + gain > PEAK
            result = _measure(ffmpeg.run(mastered(even, gain, dest, limited=limited)))
            error = LOUDNESS - result.integrated
            if abs(error) <= TOLERANCE or not math.isfinite(error):
                break
            gain += error
    return result.integrated


def measure(path: Path) -> Loudness:
    """The loudness of any audio or video file."""
    source = ["-i", f"file:{path}", "-map", "0:a:0", "-af", "ebur128=peak=true:framelog=quiet"]
    return _measure(ffmpeg.run([*ffmpeg.SAFE_INPUT, *source, "-f", "null", "-"]))


def lay(parts: Sequence[Part], fps: int, dest: Path) -> None:
    """Write the scenes end to end as raw mono 32-bit floats at 48 kHz, each as long as its picture to the sample."""
    frames = 0
    with dest.open("wb") as file:
        for part in parts:
            first, frames = frames, frames + part.frames
            wanted = _sample(frames, fps) - _sample(first, fps)
            sound = levelled(_decoded(part.wav)[:wanted])
            file.write(sound.tobytes())
            file.write(bytes(4 * (wanted - len(sound))))


def levelled(sound: NDArray[np.float32]) -> NDArray[np.float32]:
    """A scene brought to the common speaking level, so that voices and recordings of any level follow each other well.

    Measured where something is heard: 50 ms blocks within 30 dB of the loudest. Silence is left as it is.
    """
    blocks = sound[: len(sound) // BLOCK * BLOCK].reshape(-1, BLOCK)
    power = np.square(blocks, dtype=np.float64).mean(axis=1)
    heard = power[power > max(power.max(initial=0.0) / 1000, 1e-9)]
    if not heard.size:
        return sound
    return sound * np.float32(10 ** (SPEAKING_LEVEL / 20) / math.sqrt(heard.mean()))


def evened(source: Path, dest: Path) -> list[str]:
    """FFmpeg arguments: rumble cut, levels evened out, measured."""
    sound = (
        graph.input(f"file:{source}", f="f32le", ar=RATE, ac=1)
        .audio.filter("highpass", f=70)
        # Gentle: 2.5:1 above -20 dB evens out words without pumping.
        .filter("acompressor", threshold="-20dB", ratio=2.5, attack=8, release=160, knee=4, makeup=1)
        .filter("ebur128", peak="true", framelog="quiet", dualmono="true")
    )
    return _arguments(sound.output(str(dest), acodec="pcm_f32le", ar=RATE))


def mastered(source: Path, gain: float, dest: Path, *, limited: bool) -> list[str]:
    """FFmpeg arguments: the gain in dB, a true-peak limiter where one is needed, measured, encoded in stereo."""
    sound = graph.input(f"file:{source}").audio.filter("volume", f"{gain:.2f}dB")
    if limited:  # oversampled four times, because peaks lie between samples
        ceiling = f"{10 ** (PEAK / 20):.4f}"
        sound = sound.filter("aresample", RATE * 4).filter(
            "alimiter", limit=ceiling, level="false", attack=2, release=60
        )
    sound = (
        sound.filter("aresample", RATE)
        .filter("aformat", channel_layouts="stereo")
        .filter("volume", MONO_TO_STEREO)
        .filter("ebur128", framelog="quiet")
    )
    # Bit-exact: no encoder version and no date in the file, so that the same film has the same bytes.
    codec, container = ("libopus", "webm") if dest.suffix == ".webm" else ("aac", "ipod")
    made = sound.output(str(dest), acodec=codec, audio_bitrate=BITRATE, fflags="+bitexact", format=container)
    return _arguments(made)


def _arguments(output: graph.nodes.OutputStream) -> list[str]:
    return [*output.get_args(), "-y"]


def _decoded(path: Path) -> NDArray[np.float32]:
    resampler = av.AudioResampler(format="flt", layout="mono", rate=RATE)
    with _readable(path) as container:
        frames = [*container.decode(audio=0), None]  # None drains the resampler
        pieces = [piece.to_ndarray().ravel() for frame in frames for piece in resampler.resample(frame)]
    return np.concatenate(pieces).astype(np.float32, copy=False) if pieces else np.zeros(0, np.float32)


@contextlib.contextmanager
def _readable(path: Path) -> Iterator[InputContainer]:
    try:
        with av.open(str(path)) as container:
            yield container
    except (av.FFmpegError, IndexError) as problem:
        raise RenderFailed(f"The speech in {path} cannot be read: {problem}") from problem


def _sample(frames: int, fps: int) -> int:
    return round(frames * RATE / fps)


def _measure(report: str) -> Loudness:
    summary = report.rpartition("Summary:")[2]
    integrated = re.search(r"I:\s+(-?[\d.]+|-inf) LUFS", summary)
    peak = re.search(r"Peak:\s+(-?[\d.]+|-inf) dBFS", summary)
    loudness = float(integrated[1]) if integrated else -math.inf
    # -70 is the gate of EBU R 128: what ebur128 prints for silence, or for less than one 0.4 s block.
    return Loudness(loudness if loudness > -70 else -math.inf, float(peak[1]) if peak else -math.inf)
