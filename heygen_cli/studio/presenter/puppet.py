"""Moving a figure in the encoder's own frame: only what moves is touched, and nothing is converted on the way."""

from __future__ import annotations

import math
from dataclasses import dataclass

import cv2
import numpy as np

from heygen_cli.domain.staging import Staging
from heygen_cli.studio.box import Box, Motion, common
from heygen_cli.studio.layer import Pixels, Region, split, warp
from heygen_cli.studio.picture import Planes
from heygen_cli.studio.presenter.body import Body, Stance
from heygen_cli.studio.presenter.catalogue import Cast
from heygen_cli.studio.presenter.eyes import EyePose
from heygen_cli.studio.presenter.figure import Figure, jaw_step
from heygen_cli.studio.presenter.framing import frame as framing
from heygen_cli.studio.presenter.gesture import LOW, NAMES, REST, ArmPose
from heygen_cli.studio.presenter.limb import Limbs, Sprite
from heygen_cli.studio.presenter.mouth import MouthPose
from heygen_cli.studio.presenter.performance import Performance

# The head turns about the base of the neck; all lengths below are drawing units.
_PIVOT = (500.0, 700.0)
_CROWN, _EYES = 120, 420
_HEAD_SHIFT, _HEAD_NOD, _HEAD_BREATH = 5.0, 4.0, 0.5
# Features move further than the outline: that is what makes a turn of a slide.
_TURN, _TILT = 8.0, 5.5
# Head and shoulders are redrawn when some point has moved this far since: half a pixel at 1080p, which nobody sees, and
# half of all frames then cost a mouth instead of a head.
_UNSEEN = 0.6
# Steps to which poses are rounded, so that a patch is drawn once and used often.
_MOUTH_STEPS = dict(opening=16, wide=4, round=4, press=2, tuck=2, tongue=3, teeth=2, smile=3, skew=4)
_EYE_STEPS = dict(lid=6, wink=3, gaze_x=6, gaze_y=4, brow=8, inner=6, tilt=5, squint=3)
# A raised arm that moves by less than a step stays as it is.
_ARM_STEPS = 500
# Closed lips move slowly enough for a step to be seen, and have few other ways to differ.
_SMILE_AT_REST = 12


@dataclass(frozen=True)
class _Pose:
    """Where the head is, on a body."""

    yaw: float
    pitch: float
    roll: float
    stance: Stance

    def moved(self, other: _Pose) -> float:
        """How far the fastest point moves from one pose to the other, at most, in drawing units."""
        yaw, roll = abs(self.yaw - other.yaw), math.radians(abs(self.roll - other.roll))
        crown = yaw * _HEAD_SHIFT + roll * (_PIVOT[1] - _CROWN)
        eyes = yaw * (_HEAD_SHIFT + _TURN) + roll * (_PIVOT[1] - _EYES)
        across, up = self.stance.moved(other.stance)
        return math.hypot(max(crown, eyes) + across, abs(self.pitch - other.pitch) * (_HEAD_NOD + _TILT) + up)


class Puppet:
    """A look that acts in pictures of one size. Bind it to a frame, then draw the performance's frames in order.

    Patches of mouth and eyes stay cached, so one puppet serves all scenes that share look, size and background. A
    background with an alpha plane, such as ``picture.transparent``, gives pictures with transparency.
    """

    def __init__(
        self,
        look_id: str,
        width: int,
        height: int,
        background: Planes,
        *,
        cast: Cast | None = None,
        moving_background: bool = False,
        staging: Staging | None = None,
    ) -> None:
        # The encoder's own threads use the other cores; OpenCV's would only take turns with them.
        cv2.setNumThreads(1)
        staging = staging or Staging()
        place = framing(width, height, staging)
        style = (cast or Cast()).style(look_id)
        self._scale, self._mirrored = place.scale, staging.mirrored
        self._view = Box(-place.x, -place.y, width, height)
        self._figure = Figure(style, place.scale, mirrored=staging.mirrored)
        self._limbs = Limbs(style, place.scale, self._figure.part, (place.left, place.right))
        self._background = Region(background, self._view)
        self._body = Body(self._figure, self._limbs, self._background, keep=not moving_background)
        self._hands_show = REST.wrist[1] * place.scale < height - place.y
        self._frame = Region(background, self._view)
        self._features = self._figure.features.copy()
        # The head without its features, as it was blended last: what a new mouth is laid over.
        self._blank_face = Region.like(background, self._figure.features_box)
        self._pose: _Pose | None = None
        self._mouth: MouthPose | None = None
        self._eyes: EyePose | None = None
        self._stance: Stance | None = None
        # Where arms were drawn, which the next frame must restore.
        self._left_behind: list[Box] = []
        self._arms: tuple[ArmPose | None, ...] = (None, None)

    @property
    def patches(self) -> int:
        """How many patches of mouth and eyes have been drawn so far."""
        return self._figure.patches

    def bind(self, frame: Planes) -> None:
        """Take the arrays to draw in, and put the background there."""
        self._frame = Region(frame, self._view)
        frame.copy_from(self._background.planes)
        self._pose, self._stance, self._left_behind, self._arms = None, None, [], (None, None)

    def draw(self, performance: Performance, index: int, *, background: Planes | None = None) -> None:
        """Draw one frame in place; ``background`` is this frame's own one when the background moves."""
        changed = self._make_face(_mouth_pose(performance, index), self._eye_pose(performance, index))
        arms = self._arm(performance, 0, index), self._arm(performance, 1, index)
        pose = _head_pose(performance, index, tuple(arm is not None for arm in arms))
        if background is not None:
            self._frame.planes.copy_from(background)
            self._body.onto(self._frame, pose.stance)
        elif self._pose is not None and arms == self._arms and self._free(pose.moved(self._pose)):
            for box in changed:
                self._blend_features(self._pose, box)
            return
        else:
            # Arms are laid over what is in the frame, so the head they may cover must first be gone.
            self._stand(pose.stance, [self._beside(self._figure.head_box, pose)] if any(arms) else [])
        self._arms = arms
        raised = [(side, arm) for side, arm in enumerate(arms) if arm]
        self._left_behind = [self._add(self._limbs.upper(side, arm), pose.stance) for side, arm in raised]
        # Only an unchanged body can be seen through the edges of the head again without copying it first.
        self._draw_head(pose, self._frame if raised or background is not None else self._body.still(pose.stance))
        for side, arm in raised:
            self._left_behind += [self._add(sprite, pose.stance) for sprite in self._limbs.lower(side, arm)]

    def _free(self, moved: float) -> bool:
        """Whether the face alone may be redrawn: the head has hardly moved, and no hand lies before the face."""
        return moved <= _UNSEEN and all(common(box, self._blank_face.box) is None for box in self._left_behind)

    def _stand(self, stance: Stance, used: list[Box]) -> None:
        """Bring background and body in the frame up to this moment, at least where it was ``used``."""
        still = self._body.still(stance)
        for box in [*self._left_behind, *used]:
            if seen := common(box, self._view):
                self._frame.at(seen).copy_from(self._background.at(seen))
                if stance == self._stance and (body := common(seen, still.box)):
                    self._frame.at(body).copy_from(still.at(body))
        if stance != self._stance:
            self._frame.at(still.box).copy_from(still.planes)
        self._stance = stance

    def _draw_head(self, pose: _Pose, below: Region) -> None:
        self._pose = pose
        head, features = self._figure.head_box, self._figure.features_box
        motion = self._motion(pose)
        self._blend(self._figure.head, head, self._beside(head, pose), motion, below)
        if place := common(self._beside(features, pose), self._view):
            self._blank_face.box = self._beside(features, pose)
            self._blank_face.at(place).copy_from(self._frame.at(place))
        self._blend_features(pose, features)

    def _blend_features(self, pose: _Pose, part: Box) -> None:
        """Lay the features, or a part of them, over the blank face."""
        motion = self._motion(pose)
        motion[:, 2] += (pose.yaw * _TURN * self._scale, pose.pitch * _TILT * self._scale)
        if target := common(part.moved(motion), self._blank_face.box):
            self._blend(self._features, self._figure.features_box, target, motion, self._blank_face)

    def _beside(self, box: Box, pose: _Pose) -> Box:
        """A rectangle of the head where the swaying body has taken it, on the even grid."""
        return Box(box.x + round(self._neck(pose)[0] / 2) * 2, box.y, box.width, box.height)

    def _neck(self, pose: _Pose) -> tuple[float, float]:
        """How far the body has moved the base of the neck, in pixels."""
        x, y = _PIVOT[0] * self._scale, _PIVOT[1] * self._scale
        moved_x, moved_y = self._body.motion(pose.stance) @ (x, y, 1)
        return moved_x - x, moved_y - y

    def _motion(self, pose: _Pose) -> Motion:
        """The head's motion in pixels of the drawing: a turn about the neck, and shifts."""
        scale, angle = self._scale, math.radians(pose.roll)
        cos, sin = math.cos(angle), math.sin(angle)
        px, py = _PIVOT[0] * scale, _PIVOT[1] * scale
        neck_x, neck_y = self._neck(pose)
        dx = neck_x + pose.yaw * _HEAD_SHIFT * scale
        dy = neck_y + (pose.pitch * _HEAD_NOD - pose.stance.lift * _HEAD_BREATH) * scale
        return np.array([[cos, -sin, px - cos * px + sin * py + dx], [sin, cos, py - sin * px - cos * py + dy]])

    def _add(self, sprite: Sprite, stance: Stance) -> Box:
        """Draw a part of an arm into the frame; returns where."""
        moved = Sprite(sprite.pixels, sprite.box, self._body.carried(sprite.motion, stance))
        self._blend(moved.pixels, moved.box, moved.reach, moved.motion, self._frame)
        return moved.reach

    def _blend(self, pixels: Pixels, source: Box, target: Box, motion: Motion, below: Region) -> None:
        """Move a layer that fills ``source``, and lay the part that comes to ``target`` over what is below."""
        seen = common(target, self._view)
        if seen is None:
            return
        matrix = motion.copy()
        matrix[:, 2] += motion[:, :2] @ (source.x, source.y) - (seen.x, seen.y)
        split(warp(pixels, matrix, seen.width, seen.height)).onto(below.at(seen), self._frame.at(seen))

    def _make_face(self, mouth: MouthPose, eyes: EyePose) -> list[Box]:
        """Bring mouth and eyes of the features up to date; returns where they must be drawn anew."""
        figure, changed = self._figure, []
        if mouth != self._mouth:
            self._features[figure.jaw_box.within(figure.features_box)] = figure.mouth(mouth)
            same_jaw = self._mouth is not None and jaw_step(mouth) == jaw_step(self._mouth)
            changed.append(figure.lips_box if same_jaw else figure.jaw_box)
        if eyes != self._eyes:
            self._features[figure.eyes_box.within(figure.features_box)] = figure.eyes(eyes)
            changed.append(figure.eyes_box)
        self._mouth, self._eyes = mouth, eyes
        return changed

    def _arm(self, performance: Performance, side: int, index: int) -> ArmPose | None:
        """The pose of an arm that is not at rest."""
        if performance.arms is None:
            return None
        curves = performance.arms[side]
        origin, target = (
            name if self._hands_show or name not in LOW else "rest"
            for name in (NAMES[curves.origin[index]], NAMES[curves.target[index]])
        )
        if origin == target == "rest":
            return None
        amount, wobble = (
            round(float(curve[index]) * _ARM_STEPS) / _ARM_STEPS for curve in (curves.amount, curves.wobble)
        )
        return self._limbs.pose(side, origin, target, amount, wobble)

    def _eye_pose(self, performance: Performance, index: int) -> EyePose:
        values = _rounded(performance, index, _EYE_STEPS)
        if self._mirrored:  # the drawing is turned round, where it looks is not
            values["gaze_x"] = -values["gaze_x"]
        return EyePose(**values)


def _head_pose(performance: Performance, index: int, raised: tuple[bool, ...]) -> _Pose:
    stance = Stance.of(float(performance.breath[index]), float(performance.sway[index]), raised)
    yaw, pitch, roll = (float(getattr(performance, name)[index]) for name in ("yaw", "pitch", "roll"))
    return _Pose(yaw, pitch, roll, stance)


def _rounded(performance: Performance, index: int, steps: dict[str, int]) -> dict[str, float]:
    return {name: round(float(getattr(performance, name)[index]) * step) / step for name, step in steps.items()}


def _mouth_pose(performance: Performance, index: int) -> MouthPose:
    values = _rounded(performance, index, _MOUTH_STEPS)
    if values["opening"] == 0:  # nobody sees behind closed lips
        values["tongue"] = values["teeth"] = 0.0
        values["smile"] = round(float(performance.smile[index]) * _SMILE_AT_REST) / _SMILE_AT_REST
    return MouthPose(**values)
