"""Where the presenter of a scene stands, and where what it shows."""

from __future__ import annotations

from typing import Literal

from heygen_cli.domain.panel import Code, Countdown, Footage, Panel, Picture, Quote, Screenshot, Title

Layout = Literal["presenter", "left", "right", "corner", "split", "none"]
LAYOUTS = ("presenter", "left", "right", "corner", "split", "none")


def suitable(panel: Panel | None, *, spoken: bool) -> Layout:
    """The layout of a scene that names none: words beside the presenter, pictures around them, cards alone."""
    if panel is None:
        return "presenter" if spoken else "none"
    if not spoken or isinstance(panel, Title | Countdown | Quote):
        return "none"
    return "corner" if isinstance(panel, Picture | Screenshot | Code | Footage) else "left"
