"""Hair and hats: ``behind`` the shoulders, which stays, ``under`` and in ``front`` of the moving face."""

from __future__ import annotations

from collections.abc import Callable

from heygen_cli.studio.presenter.hair import coiled, covered, hats, loose, short, tied
from heygen_cli.studio.presenter.hair.tones import cap
from heygen_cli.studio.presenter.style import Style

Draw = Callable[[Style], str]

_BEHIND: dict[str, Draw] = {"long": loose.long_behind, "wavy": loose.wavy_behind, "bob": loose.bob_behind}
_UNDER: dict[str, Draw] = {
    "bun": tied.bun_under,
    "ponytail": tied.ponytail_under,
    "braids": tied.braids_under,
    "afro": coiled.afro_under,
    "curly": coiled.curly_under,
    "locs": coiled.locs_under,
    "hijab": covered.hijab_under,
}
# Heads that show their skin have no hair behind the face.
_BARE = ("buzz", "receding", "bald", "turban")
_FRONT: dict[str, Draw] = {
    "long": loose.long_front,
    "wavy": loose.wavy_front,
    "bob": loose.bob_front,
    "bun": tied.bun_front,
    "ponytail": tied.bun_front,
    "braids": tied.braids_front,
    "afro": coiled.afro_front,
    "curly": coiled.curly_front,
    "locs": coiled.locs_front,
    "short": short.short_front,
    "crop": short.crop_front,
    "buzz": short.buzz_front,
    "receding": short.receding_front,
    "bald": short.bald_front,
    "hijab": covered.hijab_front,
    "turban": covered.turban_front,
}


def behind(style: Style) -> str:
    """Hair that falls behind neck and shoulders."""
    drawing = _BEHIND.get(style.hair_style)
    return drawing(style) if drawing else ""


def under(style: Style) -> str:
    """Hair that is seen beside and above the face but lies behind it."""
    if style.hair_style in _BARE:
        return ""
    drawing = _UNDER.get(style.hair_style)
    return _below_hat(style, drawing(style) if drawing else cap(), "under")


def front(style: Style) -> str:
    """Hair over forehead and temples, and the hat over it."""
    return _below_hat(style, _FRONT[style.hair_style](style), "front") + hats.draw(style)


def _below_hat(style: Style, drawing: str, name: str) -> str:
    if style.headwear not in hats.COVERING:
        return drawing
    clip = f'<clipPath id="{name}hat"><path d="{hats.BELOW_BRIM}"/></clipPath>'
    return f'{clip}<g clip-path="url(#{name}hat)">{drawing}</g>'
