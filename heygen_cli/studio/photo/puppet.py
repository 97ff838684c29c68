"""A portrait that acts: patches of mouth and eyes in the photograph, and the head moved as a whole."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple, Protocol, TypeVar

import cv2
import numpy as np

from heygen_cli.domain.staging import Staging
from heygen_cli.studio.box import Box
from heygen_cli.studio.photo.eyes import EyePose, Eyes
from heygen_cli.studio.photo.face import Image
from heygen_cli.studio.photo.motion import Field, Maps
from heygen_cli.studio.photo.mouth import Mouth, MouthPose
from heygen_cli.studio.photo.neural import LIPSYNC, LipSync, Mels, NetworkMouth, Spoken
from heygen_cli.studio.photo.portrait import load
from heygen_cli.studio.photo.stage import stage
from heygen_cli.studio.picture import Plane, Planes, from_bgr
from heygen_cli.studio.presenter.performance import Performance

# Steps to which poses are rounded, so that a patch is made once and used often.
_MOUTH_STEPS = MouthPose(12, 3, 3, 1, 2, 1, 2, 2)
_LID_STEPS, _BROW_STEPS, _BREATH_STEPS = 6, 4, 16
_CACHE_BYTES = 70_000_000
# The head is moved anew when some point of it has gone half a pixel, or as far as that is at 1080p.
_UNSEEN, _UNSEEN_SHARE = 0.5, 0.5 / 1080


Pose = TypeVar("Pose", bound=NamedTuple, contravariant=True)


class Maker(Protocol[Pose]):
    """Makes patches of one part of the face."""

    box: Box

    def patch(self, pose: Pose) -> Image:
        """The part in ``box`` for a pose, in BGR."""
        ...


class _Pose(NamedTuple):
    yaw: float
    pitch: float
    roll: float
    breath: float

    def minus(self, other: _Pose) -> _Pose:
        return _Pose(*(a - b for a, b in zip(self, other, strict=True)))


class PhotoPuppet:
    """A portrait that acts in pictures of one size. Bind it to a frame, then draw the performance's frames in order.

    With ``cutout`` the person stands before the background, otherwise the photograph brings its own. ``heard`` is what
    a network of the user's own hears in every frame; it then moves the mouth.
    """

    def __init__(
        self,
        folder: Path,
        width: int,
        height: int,
        background: Planes,
        *,
        staging: Staging | None = None,
        cutout: bool = False,
        heard: Mels | None = None,
    ) -> None:
        # The encoder's own threads use the other cores; OpenCV's would only take turns with them.
        cv2.setNumThreads(1)
        staged = stage(load(folder), width, height, staging or Staging(), cutout=cutout)
        self._background, self._frame = background, background
        self._veil = _veil(staged.person) if cutout else None
        image = _without_rim(staged.image, staged.person) if cutout else staged.image
        self._eye_maker = Eyes(image, staged.points)
        self._mouth_maker: Maker[Any] = Mouth(image, staged.points)
        self._networked = heard is not None
        if heard is not None:
            self._mouth_maker = NetworkMouth(LipSync(folder / LIPSYNC), image, staged.points, heard)
        self._field = Field(staged.points, width, height)
        self._unseen = max(_UNSEEN, _UNSEEN_SHARE * min(width, height))
        self._maps = self._field.maps(0, 0, 0, 0)
        # The photograph with its mouth and eyes as they are now, and the same with the head moved.
        self._still = self._covered(from_bgr(image), Box(0, 0, width, height))
        self._moved = self._still.copy()
        self._patches: dict[NamedTuple, Planes] = {}
        self._held = 0
        self._mouth: MouthPose | Spoken | None = None
        self._eyes: EyePose | None = None
        self._pose: _Pose | None = None

    def bind(self, frame: Planes) -> None:
        """Take the arrays to draw in, and put the picture there."""
        self._frame = frame
        self._mouth, self._eyes, self._pose = None, None, None
        self._show(Box(0, 0, frame.width, frame.height), self._background)

    def draw(self, performance: Performance, index: int, *, background: Planes | None = None) -> None:
        """Draw one frame in place; ``background`` is this frame's own one when the background moves."""
        mouth = Spoken(index) if self._networked else _mouth_pose(performance, index)
        changed = self._make_face(mouth, _eye_pose(performance, index))
        yaw, pitch, roll, breath = (float(getattr(performance, name)[index]) for name in _Pose._fields)
        pose = _Pose(yaw, pitch, roll, round(breath * _BREATH_STEPS) / _BREATH_STEPS)
        box = self._field.box
        if self._pose is None or self._field.reach(*pose.minus(self._pose)) > self._unseen:
            self._pose, self._maps = pose, self._field.maps(*pose)
            changed = [box]
        if changed:
            room = round(self._field.reach(2, 2, 4, 1) / 2) * 2
            changed = [_common(_grown(part, room), box) for part in changed]
            for part in changed:
                self._move(part)
        if background is not None:
            self._show(Box(0, 0, self._frame.width, self._frame.height), background)
        else:
            for part in changed:
                self._show(part, self._background)

    def _make_face(self, mouth: MouthPose | Spoken, eyes: EyePose) -> list[Box]:
        """Put the patches of this moment into the photograph; returns where it changed."""
        changed = []
        if mouth != self._mouth:
            self._put(self._patch(mouth, self._mouth_maker), self._mouth_maker.box)
            changed.append(self._mouth_maker.box)
        if eyes != self._eyes:
            self._put(self._patch(eyes, self._eye_maker), self._eye_maker.box)
            changed.append(self._eye_maker.box)
        self._mouth, self._eyes = mouth, eyes
        return changed

    def _patch(self, pose: Pose, maker: Maker[Pose]) -> Planes:
        if pose not in self._patches:
            made = self._covered(from_bgr(maker.patch(pose)), maker.box)
            self._patches[pose] = made
            self._held += sum(plane.nbytes for plane in made)
            while self._held > _CACHE_BYTES and len(self._patches) > 1:
                self._held -= sum(plane.nbytes for plane in self._patches.pop(next(iter(self._patches))))
        return self._patches[pose]

    def _covered(self, picture: Planes, box: Box) -> Planes:
        """The picture premultiplied by how much of it is the person, when only that is shown."""
        if self._veil is None:
            return picture
        alpha, half = (plane[rows] for plane, rows in zip(self._veil, _slices(box)[:2], strict=True))
        return Planes(
            np.asarray(cv2.multiply(picture.y, alpha, scale=1 / 255), np.uint8),
            np.asarray(cv2.multiply(picture.u, half, scale=1 / 255), np.uint8),
            np.asarray(cv2.multiply(picture.v, half, scale=1 / 255), np.uint8),
            alpha.copy(),
        )

    def _put(self, patch: Planes, box: Box) -> None:
        for source, target in zip(patch, _cuts(self._still, box), strict=True):
            np.copyto(target, source)

    def _move(self, part: Box) -> None:
        """Bring a part of the photograph to where the head is now."""
        inner = _slices(Box(part.x - self._field.box.x, part.y - self._field.box.y, part.width, part.height))
        whole, target = _cuts(self._still, self._field.box), _cuts(self._moved, part)
        for source, into, maps, where in zip(whole, target, _per_plane(self._maps), inner, strict=False):
            x, y = (values[where] for values in maps)
            np.copyto(into, cv2.remap(source, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE))

    def _show(self, part: Box, below: Planes) -> None:
        """Lay the moved photograph over what is below."""
        target, moved = list(_cuts(self._frame, part)), list(_cuts(self._moved, part))
        if self._veil is None:
            for into, source in zip(target, moved, strict=False):
                np.copyto(into, source)
            if self._frame.alpha is not None:
                target[3][...] = 255
            return
        alpha = moved[3]
        half = np.asarray(
            cv2.resize(alpha, (part.width // 2, part.height // 2), interpolation=cv2.INTER_AREA), np.uint8
        )
        for index, (under, into) in enumerate(zip(_cuts(below, part), target, strict=True)):
            through = 255 - (half if index in (1, 2) else alpha)
            cv2.multiply(under, through, dst=into, scale=1 / 255)
            cv2.add(into, moved[index], dst=into)


def _mouth_pose(performance: Performance, index: int) -> MouthPose:
    values = (float(getattr(performance, name)[index]) for name in MouthPose._fields)
    return MouthPose(*(round(value * steps) / steps for value, steps in zip(values, _MOUTH_STEPS, strict=True)))


def _eye_pose(performance: Performance, index: int) -> EyePose:
    lid = round(float(performance.lid[index]) * _LID_STEPS) / _LID_STEPS
    winking = round(float(performance.wink[index]) * _LID_STEPS) / _LID_STEPS
    brow = round(float(performance.brow[index]) * _BROW_STEPS) / _BROW_STEPS
    return EyePose(min(1.0, lid), min(1.0, lid, 1 - winking), brow)


def _veil(person: Plane) -> tuple[Plane, Plane]:
    half = cv2.resize(person, (person.shape[1] // 2, person.shape[0] // 2), interpolation=cv2.INTER_AREA)
    return person, np.asarray(half, np.uint8)


def _without_rim(image: Image, person: Image) -> Image:
    """The picture with the person's own colours at their edge, where the photograph mixed them with its background."""
    sure = (person > 240).astype(np.float32)
    size = max(1.0, image.shape[0] / 200)
    near = cv2.GaussianBlur(image * sure[..., None], (0, 0), size)
    weight = cv2.GaussianBlur(sure, (0, 0), size)[..., None]
    own = np.where(weight > 0.02, near / np.maximum(weight, 0.02), image)
    mixed = image * sure[..., None] + own * (1 - sure[..., None])
    return np.asarray(np.clip(mixed + 0.5, 0, 255), np.uint8)


def _slices(box: Box) -> tuple[tuple[slice, slice], tuple[slice, slice], tuple[slice, slice], tuple[slice, slice]]:
    full = (slice(box.y, box.y + box.height), slice(box.x, box.x + box.width))
    half = (slice(box.y // 2, (box.y + box.height) // 2), slice(box.x // 2, (box.x + box.width) // 2))
    return full, half, half, full


def _per_plane(maps: tuple[Maps, Maps]) -> tuple[Maps, Maps, Maps, Maps]:
    full, half = maps
    return full, half, half, full


def _cuts(picture: Planes, box: Box) -> Iterator[Plane]:
    for plane, where in zip(picture, _slices(box), strict=False):
        yield plane[where]


def _grown(box: Box, room: int) -> Box:
    return Box(box.x - room, box.y - room, box.width + 2 * room, box.height + 2 * room)


def _common(a: Box, b: Box) -> Box:
    x, y = max(a.x, b.x), max(a.y, b.y)
    right, bottom = min(a.x + a.width, b.x + b.width), min(a.y + a.height, b.y + b.height)
    return Box(x, y, max(0, right - x), max(0, bottom - y))
