"""Captions in the picture: libass sets each cue once, and the finished letters are laid into the frames.

Setting text is slow and the same for many frames, so it happens once per state (a cue, or in karaoke a cue with one
word lit); a frame then costs one small blend.
"""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np

from heygen_cli.domain.captions import Captions, CaptionStyle
from heygen_cli.domain.event import Event
from heygen_cli.domain.speech import SpeechTrack
from heygen_cli.studio import ffmpeg, fonts, vector
from heygen_cli.studio.box import Box
from heygen_cli.studio.captions import CaptionWord, Cue
from heygen_cli.studio.captions import cues as set_cues
from heygen_cli.studio.layer import Layer, Pixels, over, to_yuva
from heygen_cli.studio.patch import Patch, Veil, yuva_patch
from heygen_cli.studio.picture import Plane, Planes
from heygen_cli.studio.wording import missing_letters

LIT = r"{\c&H4CD2FF&}"  # the spoken word in karaoke, a warm yellow (ASS writes blue first)
UNLIT = r"{\c&HFFFFFF&}"


@dataclass(frozen=True)
class Style:
    """How captions look: letters of ``scale`` times the usual size, ``words`` at a time (0: whole sentences).

    ``lit`` colours the word that is spoken, ``box`` puts a dark plate behind the letters, ``pop`` lets them jump out.
    """

    scale: float = 1.0
    words: int = 0
    lit: bool = False
    capitals: bool = False
    outline: float = 0.055
    box: bool = False
    pop: bool = False
    raised: float = 0.0  # share of the picture's height by which they stand higher than plain ones


STYLES: dict[CaptionStyle, Style] = {
    "plain": Style(),
    "boxed": Style(outline=0.0, box=True),
    "karaoke": Style(lit=True),
    "pop": Style(scale=1.7, words=1, outline=0.075, pop=True, raised=0.06),
    "tiktok": Style(scale=1.3, words=4, lit=True, capitals=True, outline=0.09, pop=True, raised=0.1),
}
# A word jumps out from this size to its own within this many seconds.
_POP_FROM, _POP_SECONDS = 0.82, 0.1
_PLATE = (23, 15, 10, 184)  # blue, green, red, alpha: nearly black, and what is behind it can be guessed


@dataclass(frozen=True)
class Layout:
    """Where captions lie in a picture, in pixels: a strip of ``height`` ending ``bottom`` above the lower edge."""

    width: int
    font_size: int
    line_width: float
    height: int
    bottom: int
    lines: int = 2

    @property
    def line_ems(self) -> float:
        """The length of a line in ems of the font, the unit of ``fonts.width``."""
        return self.line_width / self.font_size


def layout(width: int, height: int, captions: Captions | None = None) -> Layout:
    """Sizes that read well: bigger letters and a higher place in portrait, where phone apps cover the lower edge."""
    captions = captions or Captions()
    style = STYLES[captions.look]
    portrait = height > width
    font_size = round((width * 0.062 if portrait else height * 0.05) * style.scale)
    lines = 1 if style.words else captions.lines
    strip = _even(font_size * (1.3 * lines + 0.6))
    margin = _even(height * (0.16 if portrait else captions.safe_area) + height * style.raised)
    free = {"bottom": margin, "center": (height - strip) / 2, "top": height - strip - height * captions.safe_area}
    share = min(0.86 if portrait else 0.72, 1 - 2 * captions.safe_area)
    return Layout(width, font_size, width * share, strip, _even(free[captions.position]), lines)


def cues(track: SpeechTrack, place: Layout, captions: Captions) -> list[Cue]:
    """The captions of a scene, broken as its style and the size of the picture ask for."""
    style = STYLES[captions.look]
    return set_cues(track, line_width=place.line_ems, measure=fonts.width, lines=place.lines, words=style.words)


class Subtitles:
    """The captions of one scene as an element: each state (a cue, or a cue with one word lit) is set once."""

    def __init__(self, found: Sequence[Cue], place: Layout, captions: Captions, height: int) -> None:
        self._style = STYLES[captions.look]
        self._states = _states(found, self._style)
        top = height - place.bottom - place.height
        images = _set(self._states, place, self._style)
        self._patches = [_patch(image, top, self._style, place.font_size) for image in images]

    def at(self, seconds: float) -> Patch | None:
        """The caption of this moment."""
        index = next((i for i, state in enumerate(self._states) if state.start <= seconds < state.end), None)
        patch = None if index is None else self._patches[index]
        if patch is None or index is None:
            return None
        fresh = seconds - self._states[index].since
        if not self._style.pop or fresh >= _POP_SECONDS:
            return patch
        share = fresh / _POP_SECONDS
        return _smaller(patch, _POP_FROM + (1 - _POP_FROM) * share)


def missing_glyphs(text: str) -> Event | None:
    """The event to show when no font of this machine can draw some of ``text``, else nothing."""
    lost = fonts.lost(text)
    return missing_letters(lost, "the captions") if lost else None


@dataclass(frozen=True)
class _State:
    """What is shown from ``start`` to ``end``; the cue it belongs to came at ``since``."""

    start: float
    end: float
    since: float
    text: str


def _states(found: Sequence[Cue], style: Style) -> list[_State]:
    if not style.lit:
        return [_State(cue.start, cue.end, cue.start, _markup(cue, style)) for cue in found]
    states = []
    for cue in found:
        words = [word for line in cue.lines for word in line]
        starts = [cue.start, *(word.start for word in words[1:]), cue.end]
        for index, word in enumerate(words):
            text = _markup(cue, style, lit=word)
            states.append(_State(starts[index], max(starts[index], starts[index + 1]), cue.start, text))
    return states


def _markup(cue: Cue, style: Style, lit: CaptionWord | None = None) -> str:
    return r"\N".join(
        "".join(("" if word.glued else " ") + _word(word, style, lit=word is lit) for word in line).strip()
        for line in cue.lines
    )


def _word(word: CaptionWord, style: Style, *, lit: bool) -> str:
    written = word.text.upper() if style.capitals else word.text
    text = "".join(
        _escaped(run.text) if run.family in (None, fonts.FAMILY) else rf"{{\fn{run.family}}}{_escaped(run.text)}{{\r}}"
        for run in fonts.runs(written)
    )
    return f"{LIT}{text}{UNLIT}" if lit else text


def _escaped(text: str) -> str:
    """Text that libass shows as it is: braces escaped, and no backslash left that could begin a command."""
    plain = text.replace("\\", "\\\u2060").replace("{", r"\{").replace("}", r"\}")
    return plain.replace("\n", " ").replace("\r", " ")


def _script(states: Sequence[_State], place: Layout, style: Style) -> str:
    """An ASS file that shows state N during second N, so that one frame a second draws each of them once."""
    size, outline = place.font_size, max(1.0, place.font_size * style.outline) if style.outline else 0.0
    lines = (f"Dialogue: 0,{_clock(i)},{_clock(i + 1)},plain,,0,0,0,,{state.text}" for i, state in enumerate(states))
    return "\n".join(
        [
            "[Script Info]",
            "ScriptType: v4.00+",
            f"PlayResX: {place.width}",
            f"PlayResY: {place.height}",
            "WrapStyle: 2",
            "ScaledBorderAndShadow: yes",
            "YCbCr Matrix: TV.709",
            "[V4+ Styles]",
            "Format: Name, Fontname, Fontsize, PrimaryColour, OutlineColour, BackColour, BorderStyle, Outline, Shadow, "
            "Alignment, MarginL, MarginR, MarginV, Encoding",
            f"Style: plain,{fonts.FAMILY},{size},&H00FFFFFF,&H40101014,&H90000000,1,{outline:.1f},{outline * 0.7:.1f},"
            f"2,0,0,{round(size * 0.25)},-1",
            "[Events]",
            "Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text",
            *lines,
        ]
    )


def _set(states: Sequence[_State], place: Layout, style: Style) -> Iterator[tuple[Planes, Plane]]:
    """Let libass set every state; yields colour planes over black and alpha, each the size of the strip."""
    if not states:
        return
    width, height, count = place.width, place.height, len(states)
    with tempfile.TemporaryDirectory(prefix="heygen-") as folder:
        script = Path(folder) / "captions.ass"
        script.write_text(_script(states, place, style), encoding="utf-8")
        source = f"color=c=black@0:s={width}x{height}:r=1:d={count},format=yuva444p"
        draw = f"ass={ffmpeg.quoted(script)}:alpha=1:fontsdir={ffmpeg.quoted(fonts.BUNDLED.parent)}"
        raw = ["-f", "rawvideo", "-pix_fmt", "yuva444p", "-frames:v", str(count), "pipe:1"]
        command = ["-loglevel", "error", "-f", "lavfi", "-i", source, "-vf", draw, *raw]
        with (
            tempfile.TemporaryFile() as report,
            ffmpeg.start(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=report) as process,
        ):
            assert process.stdout
            try:
                while len(data := process.stdout.read(width * height * 4)) == width * height * 4:
                    y, u, v, alpha = np.frombuffer(data, np.uint8).reshape(4, height, width)
                    yield Planes(y, u, v), alpha
                process.wait()
            finally:
                ffmpeg.stop(process)
            report.seek(0)
            ffmpeg.check(process.returncode, report.read().decode("utf-8", "replace"))


def _patch(image: tuple[Planes, Plane], top: int, style: Style, font_size: int) -> Veil | None:
    """Cut the letters out of the strip and take the black beneath them away; nothing for an empty strip."""
    picture, alpha = image
    x, y, width, height = cv2.boundingRect(alpha)
    if not width:
        return None
    yuva = _premultiplied(picture, alpha)
    if style.box:
        yuva = over(to_yuva(_plate(alpha.shape, Box(x, y, width, height), font_size)), yuva)
        x, y, width, height = cv2.boundingRect(yuva[..., 3])
    return yuva_patch(np.ascontiguousarray(yuva[y : y + height, x : x + width]), x, top + y)


def _premultiplied(picture: Planes, alpha: Plane) -> Pixels:
    """What libass drew over black, without the black: Y, U, V and alpha."""
    keep = 255 - alpha

    def ink(plane: Plane, black: int) -> Plane:
        beneath = cv2.multiply(keep, np.full_like(keep, black), scale=1 / 255)
        return np.asarray(cv2.subtract(plane, beneath), np.uint8)

    return np.dstack([ink(picture.y, 16), ink(picture.u, 128), ink(picture.v, 128), alpha])


def _plate(shape: tuple[int, ...], letters: Box, font_size: int) -> Pixels:
    """A dark plate with round corners behind the letters; premultiplied BGRA of the strip's size."""
    across, up = round(font_size * 0.45), round(font_size * 0.28)
    x, y = max(0, letters.x - across), max(0, letters.y - up)
    right, bottom = min(shape[1], letters.x + letters.width + across), min(shape[0], letters.y + letters.height + up)
    blue, green, red, alpha = _PLATE
    box = f'x="{x}" y="{y}" width="{right - x}" height="{bottom - y}" rx="{font_size * 0.22:.1f}"'
    drawing = f'<rect {box} fill="rgb({red},{green},{blue})" fill-opacity="{alpha / 255:.3f}"/>'
    return vector.rasterise(drawing, shape[1], shape[0])


def _smaller(patch: Veil, scale: float) -> Patch:
    """A caption that has not reached its size yet, about its own middle."""
    box, layer = patch.box, patch.layer
    planes = []
    for plane in (layer.y, layer.u, layer.v, layer.alpha):
        height, width = plane.shape
        matrix = np.array([[scale, 0, (1 - scale) * width / 2], [0, scale, (1 - scale) * height / 2]])
        planes.append(np.asarray(cv2.warpAffine(plane, matrix, (width, height)), np.uint8))
    y, u, v, alpha = planes
    half = np.asarray(cv2.resize(alpha, (u.shape[1], u.shape[0]), interpolation=cv2.INTER_AREA), np.uint8)
    return Veil(Layer(y, u, v, alpha, np.asarray(cv2.bitwise_not(alpha)), np.asarray(cv2.bitwise_not(half))), box)


def _clock(seconds: int) -> str:
    return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}.00"


def _even(value: float) -> int:
    return (round(value) + 1) // 2 * 2
