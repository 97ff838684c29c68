"""Working clothes over a shirt in the look's ``inner`` colour: apron and high-visibility vest."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from heygen_cli.studio.presenter.outfit import tops
from heygen_cli.studio.presenter.outfit.torso import FLOOR, Cut, garment, hem
from heygen_cli.studio.presenter.style import Style
from heygen_cli.studio.presenter.svg import cloth, line, mirrored, mix, oval, path

OVER_SHIRT = ("apron", "vest")


def shirt(style: Style) -> Style:
    """The look in the shirt below: its cloth is the ``inner`` colour."""
    return replace(
        style,
        cloth=style.inner,
        cloth_light=mix(style.inner, "#ffffff", 0.45),
        cloth_dark=mix(style.inner, "#2c3346", 0.5),
    )


def _shirt(style: Style) -> str:
    worn = shirt(style)
    return cloth("under", worn.cloth, worn.cloth_light, worn.cloth_dark) + tops.shirt(worn, "url(#under)")


def _apron(style: Style) -> str:
    s = style
    bib = (
        f"M398,962 C430,976 570,976 602,962 C606,1110 652,1240 716,1330 L738,1560 L758,{FLOOR} L242,{FLOOR} L262,1560 "
        "L284,1330 C348,1240 394,1110 398,962Z"
    )
    strap = path(
        "M398,966 C372,880 360,810 374,748 L398,736 C390,800 404,890 424,972Z", mix(s.cloth, s.cloth_light, 0.2)
    )
    pocket = "M380,1600 L620,1600 L612,1790 C580,1812 420,1812 388,1790Z"
    return (
        _shirt(s)
        + f'<g transform="translate(6,12)">{path(bib, s.cloth_dark, 0.28, "soft6")}</g>'
        + mirrored(strap)
        + path(bib, "url(#cloth)")
        + line("M398,962 C430,976 570,976 602,962", mix(s.cloth_light, "#ffffff", 0.2), 3, 0.5)
        + line("M404,988 C432,1000 568,1000 596,988", s.cloth_dark, 2, 0.5)
        + mirrored(line("M398,962 C394,1110 348,1240 284,1330 L258,1560", s.cloth_dark, 3, 0.5))
        + line("M276,1440 C400,1476 600,1476 724,1440", s.accent, 16)
        + path(pocket, mix(s.cloth, s.cloth_dark, 0.2))
        + line("M380,1600 L620,1600", s.accent, 5, 0.9)
        + path(
            "M560,1100 C590,1240 640,1400 660,1560 L738,1560 L716,1330 C660,1250 620,1160 604,1030Z",
            s.cloth_dark,
            0.2,
            "soft12",
        )
    )


def _vest(style: Style) -> str:
    s = style
    cut = Cut("C604,820 556,1000 500,1120 C444,1000 396,820 384,742", 1720, ease=22, sleeveless=True)
    silver, edge = "#d9dde0", mix(s.cloth_dark, "#000000", 0.2)

    def band(d: str) -> str:
        return line(d, s.accent, 62) + line(d, silver, 38) + line(d, "#ffffff", 6, 0.5, "soft3")

    shape = cut.outline(s)
    bands = (
        band("M300,770 C318,900 322,1060 326,1330")
        + band("M700,770 C682,900 678,1060 674,1330")
        + band("M180,1330 Q500,1366 820,1330")
        + band("M180,1500 Q500,1536 820,1500")
    )
    opening = line("M384,742 C396,820 444,1000 500,1120 C556,1000 604,820 616,742", edge, 5, 0.8)
    zip_line = line("M500,1120 L500,1730", edge, 5) + line("M500,1120 L500,1730", silver, 1.6, 0.8)
    return (
        _shirt(s)
        + garment(s, cut)
        + f'<clipPath id="vest"><path d="{shape}"/></clipPath><g clip-path="url(#vest)">{bands}</g>'
        + opening
        + zip_line
        + oval((500, 1150), (8, 14), silver)
        + hem(s, cut)
    )


OUTFITS: dict[str, Callable[[Style], str]] = {"apron": _apron, "vest": _vest}
