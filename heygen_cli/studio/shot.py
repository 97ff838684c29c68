"""What the pictures of one scene depend on, apart from what is said."""

from __future__ import annotations

from dataclasses import dataclass

from heygen_cli.domain.acting import Acting
from heygen_cli.domain.background import Background
from heygen_cli.domain.brand import Brand
from heygen_cli.domain.captions import Captions
from heygen_cli.domain.layout import Layout
from heygen_cli.domain.overlay import BRoll, Overlay
from heygen_cli.domain.panel import Panel
from heygen_cli.domain.staging import Staging


@dataclass(frozen=True)
class Shot:
    """``head`` and ``tail`` are the frames that transitions take before and after it; ``seconds`` a fixed length."""

    name: str
    look: str
    staging: Staging
    acting: Acting
    layout: Layout
    show: Panel | None
    overlays: tuple[Overlay, ...]
    broll: tuple[BRoll, ...]
    brand: Brand
    background: Background | None
    captions: Captions
    width: int
    height: int
    fps: int
    quality: str
    format: str
    codec: str
    encoder: str
    seed: int
    head: int
    tail: int
    seconds: float | None

    @property
    def lead(self) -> float:
        """Seconds before the speech, in which the scene before becomes this one."""
        return self.head / self.fps
