"""Music under a film."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, ClassVar

from heygen_cli.domain.kinds import SOUNDS, File, Flag, Number


@dataclass(frozen=True)
class Music:
    """A piece of music, softer while someone speaks."""

    SHORT: ClassVar = "file"
    file: Annotated[Path, File(SOUNDS), "The music."]
    volume: Annotated[float, Number(-40, 0), "How much softer than speech it is, in dB."] = -16.0
    duck: Annotated[float, Number(0, 40), "How much softer still while someone speaks, in dB."] = 10.0
    start: Annotated[float, Number(0, 86_400), "Seconds to leave out at its beginning."] = 0.0
    loop: Annotated[bool, Flag(), "Begin again at its end."] = True
    fade_in: Annotated[float, Number(0, 30), "Seconds in which it comes."] = 1.0
    fade_out: Annotated[float, Number(0, 30), "Seconds in which it goes."] = 2.0
