"""Encode pictures in this process: they are painted into the encoder's own frame, so nothing is copied on the way."""

from __future__ import annotations

import contextlib
import functools
import io
import os
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, cast

import av
import numpy as np

from heygen_cli.domain.errors import InvalidInput, StorageFailed
from heygen_cli.domain.event import Event
from heygen_cli.studio.matte import straight
from heygen_cli.studio.picture import Plane, Planes, transparent

# SVT-AV1 writes thirty lines about itself to stderr for every clip; 1 leaves the errors.
os.environ.setdefault("SVT_LOG", "1")


class Codec(NamedTuple):
    """How FFmpeg is asked for a kind of clip. Every clip of a film is encoded alike, so that they join by copying."""

    name: str
    pixels: str
    container: str
    options: dict[str, str]
    alpha: bool = False
    tag: str = ""


# veryfast is the knee of the curve on a CPU (engine.md, "The floor"): medium costs four times as much for 0.3 Mb/s.
_X264 = {"draft": ("ultrafast", 28), "standard": ("veryfast", 20), "high": ("medium", 17)}
_X265 = {"draft": ("ultrafast", 30), "standard": ("superfast", 23), "high": ("medium", 20)}
_AV1 = {"draft": (12, 42), "standard": (10, 32), "high": (6, 24)}
_VP9 = {"draft": ("realtime", 8, 40), "standard": ("realtime", 6, 30), "high": ("good", 3, 22)}
# prores_ks spends about this many bits on a macroblock; its own default is twice as much for flat areas like these.
_PRORES = {"draft": 2000, "standard": 4000, "high": 8000}
_NVENC = {"draft": ("p1", 32), "standard": ("p4", 24), "high": ("p6", 20)}
# A fixed number makes the same bytes on every machine, whatever its cores: x264's result depends on it.
THREADS = 3
# What each kind of graphics hardware calls its encoders.
_HARDWARE = {
    "nvenc": {"h264": "h264_nvenc", "h265": "hevc_nvenc", "av1": "av1_nvenc"},
    "qsv": {"h264": "h264_qsv", "h265": "hevc_qsv", "av1": "av1_qsv"},
    "videotoolbox": {"h264": "h264_videotoolbox", "h265": "hevc_videotoolbox"},
}
_HARDWARE_ENDINGS = tuple(f"_{kind}" for kind in _HARDWARE)
_TAGS = {"h265": "hvc1", "h264": "avc1", "av1": "av01"}


def codec(file_format: str, quality: str, fps: int, name: str = "auto", encoder: str = "software") -> Codec:
    """The codec for a format: H.264, H.265 or AV1 in MP4, VP9 in WebM and ProRes 4444 in MOV with transparency.

    Raises:
        InvalidInput: When hardware is asked for that is not there.
    """
    # Closed groups of at most four seconds: clips can be joined and players can seek.
    group = fps * 4
    if file_format == "webm":
        deadline, speed, crf = _VP9[quality]
        options = {"deadline": deadline, "cpu-used": str(speed), "crf": str(crf), "b": "0", "g": str(group)}
        # Frames that are never shown have no alpha of their own, and the muxer would lose the pairs.
        return Codec("libvpx-vp9", "yuva420p", "webm", {**options, "auto-alt-ref": "0", "row-mt": "1"}, alpha=True)
    if file_format == "mov":
        options = {"profile": "4444", "vendor": "apl0", "alpha_bits": "16", "bits_per_mb": str(_PRORES[quality])}
        return Codec("prores_ks", "yuva444p10le", "mov", options, alpha=True)
    name = "h264" if name == "auto" else name
    hardware = _hardware(name, encoder)
    if hardware:
        return Codec(hardware, "yuv420p", "mp4", _hardware_options(hardware, quality, group), tag=_TAGS[name])
    return _SOFTWARE[name](quality, group)


def _h264(quality: str, group: int) -> Codec:
    preset, crf = _X264[quality]
    params = f"open-gop=0:keyint={group}:{_COLOURS}"
    options = {"preset": preset, "crf": str(crf), "profile": "high", "x264-params": params}
    return Codec("libx264", "yuv420p", "mp4", options)


def _h265(quality: str, group: int) -> Codec:
    preset, crf = _X265[quality]
    # One frame thread and one pool of fixed size: the same bytes everywhere.
    params = f"open-gop=0:keyint={group}:frame-threads=1:pools={THREADS}:log-level=error:info=0:{_COLOURS}"
    options = {"preset": preset, "crf": str(crf), "x265-params": params}
    return Codec("libx265", "yuv420p", "mp4", options, tag=_TAGS["h265"])


def _av1(quality: str, group: int) -> Codec:
    preset, crf = _AV1[quality]
    params = f"lp={THREADS}:keyint={group}:irefresh-type=2"
    return Codec("libsvtav1", "yuv420p", "mp4", {"preset": str(preset), "crf": str(crf), "svtav1-params": params})


_COLOURS = "colorprim=bt709:transfer=bt709:colormatrix=bt709"
_SOFTWARE = {"h264": _h264, "h265": _h265, "av1": _av1}


def _hardware_options(name: str, quality: str, group: int) -> dict[str, str]:
    preset, level = _NVENC[quality]
    if name.endswith("_nvenc"):
        return {"preset": preset, "rc": "constqp", "qp": str(level), "g": str(group), "bf": "0"}
    if name.endswith("_qsv"):
        return {"global_quality": str(level), "g": str(group), "bf": "0"}
    return {"g": str(group), "b": "8000000"}


def _hardware(name: str, encoder: str) -> str | None:
    """The name of a hardware encoder that works here; None for software."""
    if encoder == "software":
        return None
    kinds = list(_HARDWARE) if encoder == "auto" else [encoder]
    for kind in kinds:
        found = _HARDWARE[kind].get(name)
        if found and works(found):
            return found
    if encoder == "auto":
        return None
    raise InvalidInput(
        f"There is no {encoder} encoder for {name} on this machine",
        param="encoder",
        hint="encoder: auto uses one where it is there, encoder: software none",
    )


def remark(chosen: Codec, encoder: str) -> Event | None:
    """What to tell when graphics hardware was welcome and the processor has to do it."""
    if encoder != "auto" or chosen.name.endswith(_HARDWARE_ENDINGS):
        return None
    return Event("info", "software_encoder", f"No graphics hardware encodes this here; {chosen.name} does it instead")


@functools.cache
def works(name: str) -> bool:
    """Whether an encoder is there and takes a picture: a driver may be missing where the name is known."""
    try:
        with io.BytesIO() as file, av.open(file, "w", format="matroska") as container:
            stream = cast("av.VideoStream", container.add_stream(name, rate=30))
            stream.width, stream.height, stream.pix_fmt = 256, 144, "yuv420p"
            container.mux(stream.encode(av.VideoFrame(256, 144, "yuv420p")))
            container.mux(stream.encode(None))
    except (av.FFmpegError, ValueError, OSError):
        return False
    return True


class Encoder:
    """A clip being written. Paint into ``frame``, then call ``write``.

    With a codec that carries transparency ``frame`` has an alpha plane and premultiplied colours.
    """

    def __init__(self, path: Path, width: int, height: int, fps: int, codec: Codec) -> None:
        # Without dates and random numbers, so that the same pictures make the same bytes.
        exact = {"fflags": "+bitexact"}
        self._container = av.open(str(path), "w", format=codec.container, container_options=exact)
        self._stream = cast("av.VideoStream", self._container.add_stream(codec.name, rate=fps, options=codec.options))
        context = self._stream.codec_context
        context.width, context.height, context.pix_fmt = width, height, codec.pixels
        context.thread_count, context.thread_type = THREADS, "FRAME"  # slices, the default, leave cores idle
        context.color_range, context.colorspace = 1, 1  # limited range, bt709 (AVCOL_RANGE_MPEG, AVCOL_SPC_BT709)
        context.color_primaries, context.color_trc = 1, 1
        if codec.tag:
            context.codec_tag = codec.tag
        if codec.container == "webm":
            self._stream.metadata["alpha_mode"] = "1"
        self._codec = codec
        self._picture = av.VideoFrame(width, height, "yuva420p" if codec.alpha else "yuv420p")
        planes = [_view(plane) for plane in self._picture.planes]
        self._planes = Planes(*planes)
        self.frame = transparent(width, height) if codec.alpha else self._planes
        self._count = 0

    def write(self) -> None:
        """Encode what is in ``frame`` as the next picture."""
        picture = self._picture
        if self._codec.alpha:
            self._planes.copy_from(straight(self.frame))
            if self._codec.pixels != "yuva420p":
                picture = self._picture.reformat(
                    format=self._codec.pixels, src_colorspace="ITU709", dst_colorspace="ITU709"
                )
        picture.pts = self._count
        self._count += 1
        with _disk():
            self._container.mux(self._stream.encode(picture))

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
