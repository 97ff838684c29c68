"""Small films to work on, and what can be seen and heard in a film."""

from __future__ import annotations

import functools
import tempfile
from pathlib import Path
from typing import Any

import av
import numpy as np
from numpy.typing import NDArray

from heygen_cli.studio import ffmpeg

# Each picture of a numbered film is as bright as its number; after 50 they begin again.
STEP = 4
H264 = ("-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p")
VP9 = ("-c:v", "libvpx-vp9", "-deadline", "realtime", "-cpu-used", "8", "-auto-alt-ref", "0")
BT709 = ("-colorspace", "bt709", "-color_primaries", "bt709", "-color_trc", "bt709", "-color_range", "tv")
BEEPS = "aevalsrc='0.5*sin(2*PI*1000*t)*lt(mod(t,1),0.1)':s=48000"


def write(path: Path, picture: str, *options: str, sound: str | None = None) -> Path:
    """A film of lavfi sources; the same film is made once in a test run."""
    path.write_bytes(_film(path.suffix, picture, options, sound))
    return path


@functools.cache
def _film(suffix: str, picture: str, options: tuple[str, ...], sound: str | None) -> bytes:
    heard = ["-f", "lavfi", "-i", sound] if sound else []
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"film{suffix}"
        ffmpeg.run(["-f", "lavfi", "-i", picture, *heard, *options, str(path)])
        return path.read_bytes()


def numbered(path: Path, pictures: int, *options: str, fps: int = 25, size: str = "64x36", group: int = 10) -> Path:
    """A film whose pictures can be told apart, as long a tone under it."""
    seconds = pictures / fps
    picture = f"color=black:s={size}:r={fps}:d={seconds},geq=lum='16+{STEP}*mod(N,50)':cb=128:cr=128"
    codec = (*VP9, "-c:a", "libopus") if path.suffix == ".webm" else (*H264, "-qp", "4", "-c:a", "aac")
    return write(path, picture, *codec, "-g", str(group), *BT709, *options, sound=f"sine=f=300:d={seconds}")


def blinking(path: Path, seconds: float, *options: str, fps: int = 25, heard: float | None = None) -> Path:
    """A grey film that is white for a tenth of each second, with a beep at the same time; ``heard`` for so long."""
    picture = f"color=gray:s=64x36:r={fps}:d={seconds},drawbox=c=white:t=fill:enable='lt(mod(t,1),0.1)'"
    return write(path, picture, *H264, "-g", "10", "-c:a", "aac", *options, sound=f"{BEEPS}:d={heard or seconds}")


def numbers(path: Path) -> list[int]:
    """The numbers of the pictures in a numbered film."""
    return [round((float(picture.mean()) - 16) / STEP) for picture, _ in grey(path)]


def grey(path: Path) -> list[tuple[NDArray[np.uint8], float]]:
    """The brightness of every picture, with its time."""
    with av.open(str(path)) as container:
        return [(_luma(frame), float(frame.time)) for frame in container.decode(video=0)]


def _luma(frame: av.VideoFrame) -> NDArray[np.uint8]:
    plane = frame.planes[0]
    return np.frombuffer(memoryview(plane), np.uint8).reshape(plane.height, plane.line_size)[:, : plane.width]


def sound(path: Path) -> NDArray[np.float32]:
    """The sound as one channel at 48 kHz, from the film's own zero."""
    resampler = av.AudioResampler(format="flt", layout="mono", rate=48_000)
    with av.open(str(path)) as container:
        frames = list(container.decode(audio=0))
        late = max(0, round(float(frames[0].time) * 48_000))
        pieces = [part.to_ndarray().ravel() for frame in [*frames, None] for part in resampler.resample(frame)]
    return np.concatenate([np.zeros(late, np.float32), *pieces])


def gaps(path: Path) -> list[float]:
    """How much later than its flash each beep of a blinking film is heard, in seconds."""
    shown = grey(path)
    bright = [float(picture.mean()) > 200 for picture, _ in shown]
    flashes = [
        time for (_, time), now, before in zip(shown, bright, [False, *bright], strict=False) if now and not before
    ]
    loud = np.abs(sound(path)) > 0.2
    starts = np.flatnonzero(loud)
    beeps = starts[np.diff(starts, prepend=-48_000) > 1_500] / 48_000
    return [float(beeps[np.argmin(np.abs(beeps - flash))] - flash) for flash in flashes]


def facts(path: Path) -> dict[str, Any]:
    """What a player reads before it plays."""
    with av.open(str(path)) as container:
        video = container.streams.video[0]
        frame = next(container.decode(video))
        return {
            "codec": video.codec_context.codec.canonical_name,
            "size": (frame.width, frame.height),
            "pixels": video.codec_context.pix_fmt,
            "colours": (frame.color_range, frame.colorspace, frame.color_primaries, frame.color_trc),
            "rate": video.average_rate,
            "rotation": frame.rotation,
            "sounds": [stream.codec_context.codec.canonical_name for stream in container.streams.audio],
        }


def alphas(path: Path) -> list[NDArray[np.uint8]]:
    """How opaque each pixel is, for every picture of a WebM or MOV."""
    decoder = ["-c:v", "libvpx-vp9"] if path.suffix == ".webm" else []
    width, height = facts(path)["size"]
    raw = path.with_suffix(".raw")
    ffmpeg.run(
        [*decoder, "-i", f"file:{path}", "-vf", "alphaextract", "-pix_fmt", "gray", "-f", "rawvideo", "-y", str(raw)]
    )
    return list(np.fromfile(raw, np.uint8).reshape(-1, height, width))
