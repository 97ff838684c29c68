"""How one scene becomes the next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar, Literal

from heygen_cli.domain.kinds import Choice, Number

TransitionKind = Literal["cut", "fade", "dissolve", "wipe", "slide", "zoom"]
Direction = Literal["left", "right", "up", "down"]
TRANSITIONS = ("cut", "fade", "dissolve", "wipe", "slide", "zoom")
DIRECTIONS = ("left", "right", "up", "down")


@dataclass(frozen=True)
class Transition:
    """``fade`` goes through black, ``dissolve`` straight over; the sound rests for as long as it lasts."""

    SHORT: ClassVar = "kind"
    kind: Annotated[TransitionKind, Choice(TRANSITIONS), "Which."] = "cut"
    seconds: Annotated[float, Number(0.1, 2), "How long it takes."] = 0.5
    direction: Annotated[Direction, Choice(DIRECTIONS), "Where a wipe or a slide goes."] = "left"

    def frames(self, fps: int) -> int:
        """How many frames it takes: none for a cut."""
        return 0 if self.kind == "cut" else max(1, round(self.seconds * fps))


CUT = Transition()
