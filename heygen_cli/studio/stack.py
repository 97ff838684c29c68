"""Elements over one frame, drawn in place: what has not changed and covers nothing that has is not touched again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from heygen_cli.studio.box import Box, common
from heygen_cli.studio.element import Element
from heygen_cli.studio.patch import Cover, Patch, window
from heygen_cli.studio.picture import Planes


class _Laid(NamedTuple):
    """A patch in the frame, and what it covers."""

    patch: Patch
    seen: Box
    beneath: Planes


class Stack:
    """Call ``lift`` before what lies below is drawn, and ``draw`` after it. The first element is the lowest."""

    def __init__(self, elements: Sequence[Element], frame: Planes) -> None:
        self._elements = elements
        self._frame = frame
        self._whole = Box(0, 0, frame.width, frame.height)
        self._laid: list[_Laid | None] = []
        self._patches: list[Patch | None] = [None] * len(elements)

    def lift(self, seconds: float, below: Box | None) -> bool:
        """Take off what will change, and what lies over the part of the frame ``below`` that will be drawn anew.

        Returns whether anything at all will change.
        """
        patches = [element.at(seconds) for element in self._elements]
        keep = 0
        for laid, old, new in zip(self._laid, self._patches, patches, strict=False):
            if old is not new or (laid and below and common(laid.seen, below)):
                break
            keep += 1
        changed = keep < len(self._laid) or any(patch is not None for patch in patches[keep:])
        for laid in reversed(self._laid[keep:]):
            if laid:
                window(self._frame, laid.seen).copy_from(laid.beneath)
        del self._laid[keep:]
        self._patches = patches
        return changed

    def draw(self) -> None:
        """Lay what was taken off, or is new, over the frame."""
        for patch in self._patches[len(self._laid) :]:
            seen = common(patch.box, self._whole) if patch else None
            if patch is None or seen is None:
                self._laid.append(None)
                continue
            self._laid.append(_Laid(patch, seen, window(self._frame, seen).copy()))
            patch.lay(self._frame)

    @property
    def hides_all(self) -> bool:
        """Whether something opaque fills the frame, so that nothing below is seen."""
        return any(
            isinstance(patch, Cover) and common(patch.box, self._whole) == self._whole for patch in self._patches
        )
