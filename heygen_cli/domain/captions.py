"""Whether and how the spoken words appear as text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar, Literal

from heygen_cli.domain.kinds import Choice, Number

CaptionMode = Literal["off", "sidecar", "burn", "karaoke"]
CaptionStyle = Literal["plain", "boxed", "karaoke", "pop", "tiktok"]
CaptionPosition = Literal["top", "center", "bottom"]
CAPTION_MODES: tuple[CaptionMode, ...] = ("off", "sidecar", "burn", "karaoke")
CAPTION_STYLES: tuple[CaptionStyle, ...] = ("plain", "boxed", "karaoke", "pop", "tiktok")
CAPTION_POSITIONS: tuple[CaptionPosition, ...] = ("top", "center", "bottom")


@dataclass(frozen=True)
class Captions:
    """``burn`` draws them into the picture, ``sidecar`` writes them beside it; ``karaoke`` burns in that style."""

    SHORT: ClassVar = "mode"
    mode: Annotated[CaptionMode, Choice(CAPTION_MODES), "Into the picture, beside it, or not at all."] = "burn"
    style: Annotated[CaptionStyle, Choice(CAPTION_STYLES), "How they look."] = "plain"
    position: Annotated[CaptionPosition, Choice(CAPTION_POSITIONS), "Where they stand."] = "bottom"
    lines: Annotated[int, Number(1, 3, whole=True), "At most so many lines at a time."] = 2
    reading_speed: Annotated[float, Number(5, 60), "Characters a second that people can read."] = 20.0
    safe_area: Annotated[float, Number(0, 0.3), "Share of each side that stays free of them."] = 0.035

    @property
    def burned(self) -> bool:
        """Whether they are part of the picture."""
        return self.mode in ("burn", "karaoke")

    @property
    def look(self) -> CaptionStyle:
        """The style that is drawn."""
        return "karaoke" if self.mode == "karaoke" else self.style
