"""Glasses in front of the eyes."""

from __future__ import annotations

from heygen_cli.studio.presenter.style import Style
from heygen_cli.studio.presenter.svg import line, mirrored, mix

# The rim of the lens on the picture's right, by shape.
_RIMS = {
    "square": "M540,386 L624,386 Q640,386 639,404 L634,442 Q630,466 606,466 L562,466 Q538,466 532,442 L525,404 "
    "Q523,386 540,386Z",
    "round": "M581,379 C610,379 630,399 630,426 C630,453 610,472 581,472 C552,472 531,453 531,426 C531,399 552,379 "
    "581,379Z",
    "cat-eye": "M536,398 C560,386 612,384 650,376 C654,396 646,422 636,440 C624,464 600,468 578,467 C550,466 532,450 "
    "528,424 C526,412 528,402 536,398Z",
}
_HINGES = {"square": "M637,398 L674,404", "round": "M629,416 L674,405", "cat-eye": "M648,384 L674,400"}


def front(style: Style) -> str:
    """Frames and glass; their arms are ``arms``, which do not turn with the features."""
    if style.glasses == "none":
        return ""
    rim, colour = _RIMS[style.glasses], style.frames
    lens = f'<path d="{rim}" fill="#e4f1ff" opacity=".09"/>'
    shadow = f'<g transform="translate(2,7)">{line(rim, style.skin_deep, 6, 0.28, "soft3")}</g>'
    frame = line(rim, colour, 6) + line(rim, mix(colour, "#ffffff", 0.3), 1.6, 0.55)
    glint = line("M548,408 L572,394 M552,418 L566,409", "#ffffff", 3.6, 0.3)
    bridge = line("M474,412 Q500,396 526,412", colour, 6) + line("M478,409 Q500,395 520,408", "#ffffff", 1.4, 0.3)
    return mirrored(shadow + lens + frame + glint) + bridge


def arms(style: Style) -> str:
    """The arms of the glasses, from the frame to the ears."""
    return "" if style.glasses == "none" else mirrored(line(_HINGES[style.glasses], style.frames, 6))
