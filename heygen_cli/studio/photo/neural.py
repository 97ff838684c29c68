"""Lips moved by a network of the user's own: an ONNX file with the inputs and output of Wav2Lip.

The network sees 0.2 s of speech as a mel spectrogram (1 × 80 × 16) and a face of 96 × 96 pixels twice, once with its
lower half black (6 × 96 × 96), and answers with the face speaking (3 × 96 × 96). No such network comes with this
program.
Source: https://github.com/Rudrabha/Wav2Lip, audio.py and inference.py.
"""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Any, NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from heygen_cli.domain.errors import EngineMissing, InvalidInput
from heygen_cli.studio.box import Box
from heygen_cli.studio.photo import face
from heygen_cli.studio.photo.chart import Chart, Values, smooth
from heygen_cli.studio.photo.face import Image, Points
from heygen_cli.studio.speech.audio import RATE as DECODED
from heygen_cli.studio.speech.audio import decode, resampled

RATE = 16000
SIDE = 96
LIPSYNC = "lipsync.onnx"  # the network's file in a portrait's folder
_SPEECH, _FACE, _ANSWER = (1, 80, 16), (6, SIDE, SIDE), (3, SIDE, SIDE)
_BANDS, _COLUMNS, _LOWEST, _HIGHEST = 80, 16, 55.0, 7600.0
_WINDOW, _HOP, _EMPHASIS = 800, 200, 0.97
# Loudness is measured from this many decibels down to 100 less, and laid out from 4 to -4.
_REFERENCE, _SPAN, _LARGEST = 20.0, 100.0, 4.0

Mels = NDArray[np.float32]


class LipSync:
    """A network that moves lips, checked when it is opened."""

    def __init__(self, model: Path) -> None:
        """Open a network.

        Raises:
            EngineMissing: Without onnxruntime.
            InvalidInput: When the file is no network, or one of another shape.
        """
        self._session = _session(model)
        inputs = self._session.get_inputs()
        self._speech = _fitting(model, "input", inputs, _SPEECH)
        self._face = _fitting(model, "input", inputs, _FACE)
        if len(inputs) != 2:
            raise _unfit(model, f"it has {len(inputs)} inputs, not 2", _listed(inputs))
        self._answer = _fitting(model, "output", self._session.get_outputs(), _ANSWER)

    def speak(self, picture: Image, points: Points, mel: Mels) -> Image:
        """The picture with the face at ``points`` saying what one frame's ``mel`` (1 × 80 × 16) holds.

        Only the mouth and the chin are the network's, blended in softly.
        """
        height, width = picture.shape[:2]
        x0, y0, x1, y1 = _crop(points, width, height)
        seen = picture[y0:y1, x0:x1]
        small = np.asarray(cv2.resize(seen, (SIDE, SIDE), interpolation=cv2.INTER_AREA), np.float32) / 255
        hidden = small.copy()
        hidden[SIDE // 2 :] = 0
        faces = np.concatenate([hidden, small], axis=2).transpose(2, 0, 1)[None]
        answer = self._session.run([self._answer], {self._speech: mel[None], self._face: faces})[0]
        lips = np.ascontiguousarray(np.clip(answer[0].transpose(1, 2, 0) * 255, 0, 255))
        large = cv2.resize(lips, (x1 - x0, y1 - y0), interpolation=cv2.INTER_CUBIC)
        mask = _mask(points, (x0, y0), (x1 - x0, y1 - y0))[..., None]
        spoken = picture.copy()
        spoken[y0:y1, x0:x1] = np.clip(seen * (1 - mask) + large * mask + 0.5, 0, 255)
        return spoken


class Spoken(NamedTuple):
    """What a network is asked for: the mouth of one frame."""

    frame: int


class NetworkMouth:
    """Makes patches of the mouth as a network moves it; ``heard`` is what ``mels`` gave for every frame."""

    def __init__(self, network: LipSync, image: Image, points: Points, heard: Mels) -> None:
        self._network, self._image, self._points, self._heard = network, image, points, heard
        x0, y0, x1, y1 = _crop(points, image.shape[1], image.shape[0])
        rows, columns = np.nonzero(_mask(points, (x0, y0), (x1 - x0, y1 - y0)) > 0)
        left, top = (x0 + int(columns.min())) // 2 * 2, (y0 + int(rows.min())) // 2 * 2
        # Even sizes that stay within the picture, which is even itself.
        right, bottom = (x0 + int(columns.max()) + 2) // 2 * 2, (y0 + int(rows.max()) + 2) // 2 * 2
        self.box = Box(left, top, right - left, bottom - top)

    def patch(self, pose: Spoken) -> Image:
        """The part in ``box`` for a frame, in BGR."""
        mel = self._heard[min(pose.frame, len(self._heard) - 1)]
        spoken = self._network.speak(self._image, self._points, mel)
        return np.ascontiguousarray(spoken[_slices(self.box)])


def heard(sound: Path, lead: float, frames: int, fps: int) -> Mels:
    """What a network hears in every frame of a scene whose speech, a WAV file, begins after ``lead`` seconds."""
    samples = resampled(decode(sound), DECODED, RATE)
    before = round(lead * RATE)
    after = max(0, round(frames / fps * RATE) - before - len(samples))  # after the last word there is silence
    return mels(np.pad(samples, (before, after)), frames, fps)


def _slices(box: Box) -> tuple[slice, slice]:
    return slice(box.y, box.y + box.height), slice(box.x, box.x + box.width)


def mels(samples: NDArray[np.float32], frames: int, fps: float) -> Mels:
    """What the network hears in every frame (frames × 1 × 80 × 16), from mono samples at 16 kHz between -1 and 1."""
    sharp = np.append(samples[:1], samples[1:] - np.float32(_EMPHASIS) * samples[:-1])
    padded = np.pad(sharp, (_WINDOW // 2, _WINDOW // 2 + _COLUMNS * _HOP))
    pieces = np.lib.stride_tricks.sliding_window_view(padded, _WINDOW)[::_HOP]
    hann = 0.5 - 0.5 * np.cos(2 * np.pi * np.arange(_WINDOW) / _WINDOW)
    heard = np.abs(np.fft.rfft(pieces * hann, axis=1)) @ _bands().T
    decibels = 20 * np.log10(np.maximum(heard, 1e-5)) - _REFERENCE
    level = np.clip(2 * _LARGEST * (decibels + _SPAN) / _SPAN - _LARGEST, -_LARGEST, _LARGEST)
    first = np.minimum((np.arange(frames) * RATE / _HOP / fps).astype(int), len(level) - _COLUMNS)
    columns = level[first[:, None] + np.arange(_COLUMNS)]
    return np.ascontiguousarray(columns.transpose(0, 2, 1)[:, None], np.float32)


def _bands() -> NDArray[np.float64]:
    """Slaney's mel filters, each of the same area: bands × frequencies."""
    edges = _hertz(np.linspace(_mel(_LOWEST), _mel(_HIGHEST), _BANDS + 2))
    frequencies = np.fft.rfftfreq(_WINDOW, 1 / RATE)
    low, middle, high = (part[:, None] for part in (edges[:-2], edges[1:-1], edges[2:]))
    rising, falling = (frequencies - low) / (middle - low), (high - frequencies) / (high - middle)
    return np.asarray(np.maximum(0, np.minimum(rising, falling)) * 2 / (high - low), np.float64)


def _mel(hertz: float) -> float:
    """Even up to 1000 Hz, logarithmic above."""
    return hertz * 3 / 200 if hertz < 1000 else 15 + 27 * float(np.log(hertz / 1000) / np.log(6.4))


def _hertz(mel: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.where(mel < 15, mel * 200 / 3, 1000 * np.exp(np.log(6.4) / 27 * (mel - 15)))


def _crop(points: Points, width: int, height: int) -> tuple[int, int, int, int]:
    """The face with a little room below the chin, as the network was taught."""
    low, high = points[:, :2].min(axis=0), points[:, :2].max(axis=0)
    x0, y0 = max(0, int(low[0])), max(0, int(low[1]))
    return x0, y0, min(width, int(high[0]) + 1), min(height, int(high[1] + 0.06 * (high[1] - low[1])) + 1)


def _mask(points: Points, corner: tuple[int, int], size: tuple[int, int]) -> Values:
    """1 on mouth and chin, softly 0 before the nose, the cheeks' edges and the edge of the crop."""
    chart = Chart.between(points[61], points[291])
    nose, chin = (float(chart.local(points[[index]])[1][0]) for index in (face.UNDER_NOSE, face.CHIN))
    x, y = np.meshgrid(np.arange(size[0], dtype=np.float32), np.arange(size[1], dtype=np.float32))
    u, v = chart.local(np.stack([x.ravel() + corner[0], y.ravel() + corner[1]], axis=1))
    middle, tall = (nose + chin) / 2, (chin - nose) / 2
    # Nearly a rectangle: an ellipse would leave out the corners of a smile.
    radius = (((u / 1.7) ** 4 + ((v - middle) / (1.05 * tall)) ** 4) ** 0.25).reshape(x.shape)
    edge = np.minimum(np.minimum(x, size[0] - 1 - x), np.minimum(y, size[1] - 1 - y)) / (0.05 * min(size))
    return smooth(np.asarray(radius, np.float32), 1.0, 0.7) * smooth(np.asarray(edge, np.float32), 0, 1)


def _session(model: Path) -> Any:
    try:
        runtime: Any = importlib.import_module("onnxruntime")  # an extra; it brings no types
    except ImportError as problem:
        raise EngineMissing(
            "Neural lip-sync needs onnxruntime", hint='pip install "heygen-cli[neural]"', param="lipsync"
        ) from problem
    if not model.is_file():
        raise InvalidInput(f"There is no file {model}", param="lipsync", hint="name an ONNX file")
    options = runtime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 4
    try:
        return runtime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])
    except Exception as problem:  # onnxruntime has a class for every reason and no common one
        reason = str(problem).strip().splitlines()[0]
        raise InvalidInput(
            f"{model.name} cannot be opened as a network: {reason}", param="lipsync", hint="name a whole ONNX file"
        ) from problem


def _fitting(model: Path, role: str, slots: list[Any], shape: tuple[int, ...]) -> str:
    """The name of the input or output that takes one of this shape; lengths that are free are no numbers."""
    wanted = (1, *shape)
    for slot in slots:
        free = (not isinstance(has, int) or has == size for has, size in zip(slot.shape, wanted, strict=False))
        if slot.type == "tensor(float)" and len(slot.shape) == len(wanted) and all(free):
            return str(slot.name)
    raise _unfit(model, f"no {role} is float32 [1 or free, {', '.join(map(str, shape))}]", _listed(slots))


def _listed(slots: list[Any]) -> str:
    return ", ".join(f"{slot.name} {slot.type}{slot.shape}" for slot in slots) or "none"


def _unfit(model: Path, problem: str, found: str) -> InvalidInput:
    return InvalidInput(
        f"{model.name} is not a lip-sync network we can use: {problem}",
        param="lipsync",
        hint=f"it must be exported as Wav2Lip is; this one has {found}",
    )
