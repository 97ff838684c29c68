"""Small fonts made for tests."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import newTable
from fontTools.ttLib.tables.sbixGlyph import Glyph
from fontTools.ttLib.tables.sbixStrike import Strike

UNIT = 1000


def square(left: int, right: int) -> object:
    """A filled rectangle as high as the ascent."""
    pen = TTGlyphPen(None)
    pen.moveTo((left, 0))
    for point in ((left, 800), (right, 800), (right, 0)):
        pen.lineTo(point)
    pen.closePath()
    return pen.glyph()


def drawn(family: str, codes: str, weight: int = 400) -> FontBuilder:
    """A font whose characters are all filled squares."""
    names = {ord(char): f"c{index}" for index, char in enumerate(codes)}
    glyphs = {".notdef": square(0, 100), "left": square(0, 400), "right": square(400, 800)}
    glyphs |= {name: square(0, 800) for name in names.values()}
    font = FontBuilder(UNIT, isTTF=True)
    font.setupGlyphOrder(list(glyphs))
    font.setupCharacterMap(names)
    font.setupGlyf(glyphs)
    font.setupHorizontalMetrics(dict.fromkeys(glyphs, (900, 0)) | {"right": (900, 400)})
    font.setupHorizontalHeader(ascent=800, descent=-200)
    font.setupNameTable({"familyName": family, "styleName": "Regular"})
    font.setupOS2(sTypoAscender=800, sTypoDescender=-200, usWeightClass=weight)
    font.setupPost()
    return font


def painted(path: Path, family: str, codes: str) -> None:
    """A font whose characters are red on the left and blue on the right (COLR)."""
    font = drawn(family, codes)
    font.setupCPAL([[(1, 0, 0, 1), (0, 0, 1, 1)]])
    font.setupCOLR({f"c{index}": [("left", 0), ("right", 1)] for index in range(len(codes))}, version=0)
    font.save(path)


def pictured(path: Path, family: str, codes: str) -> None:
    """A font whose characters are green pictures (sbix)."""
    font = drawn(family, codes)
    done, data = cv2.imencode(".png", np.full((64, 64, 4), (0, 255, 0, 255), np.uint8))
    assert done
    table = newTable("sbix")
    strike = Strike(ppem=64, resolution=72)
    for index in range(len(codes)):
        name = f"c{index}"
        strike.glyphs[name] = Glyph(glyphName=name, graphicType="png ", imageData=data.tobytes())
    table.strikes = {64: strike}
    font.font["sbix"] = table
    font.save(path)
