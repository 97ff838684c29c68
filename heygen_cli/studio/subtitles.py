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

from heygen_cli.domain.event import Event
from heygen_cli.studio import ffmpeg, fonts
from heygen_cli.studio.captions import CaptionWord, Cue
from heygen_cli.studio.picture import Plane, Planes

STYLES = ("plain",)
LIT = r"{\c&H4CD2FF&}"  # the spoken word in karaoke, a warm yellow (ASS writes blue first)
UNLIT = r"{\c&HFFFFFF&}"


@dataclass(frozen=True)
class Layout:
    """Where captions lie in a picture, in pixels: a strip of ``height`` ending ``bottom`` above the lower edge."""

    width: int
    font_size: int
    line_width: float
    height: int
    bottom: int

    @property
    def line_ems(self) -> float:
        """The length of a line in ems of the font, the unit of ``fonts.width``."""
        return self.line_width / self.font_size


def layout(width: int, height: int) -> Layout:
    """Sizes that read well: bigger letters and a higher place in portrait, where phone apps cover the lower edge."""
    portrait = height > width
    font_size = round(width * 0.062) if portrait else round(height * 0.05)
    strip = _even(font_size * 3.2)
    bottom = _even(height * 0.16) if portrait else _even(height * 0.035)
    return Layout(width, font_size, width * (0.86 if portrait else 0.72), strip, bottom)


@dataclass(frozen=True)
class _Patch:
    """Set letters, premultiplied by their alpha, as planes at ``x``, ``y``; ``keep`` is 255 minus alpha."""

    x: int
    y: int
    ink: Planes
    keep: Plane
    keep_half: Plane


class Subtitles:
    """The captions of one scene, drawn over a frame and taken off again before the next is drawn beneath."""

    def __init__(self, found: Sequence[Cue], width: int, height: int, *, karaoke: bool) -> None:
        self._layout = layout(width, height)
        self._top = height - self._layout.bottom - self._layout.height
        self._states = _states(found, karaoke=karaoke)
        self._patches = [_patch(image, self._top) for image in _set(self._states, self._layout)]
        self._covered: tuple[_Patch, Planes] | None = None

    def lift(self, frame: Planes) -> None:
        """Put back what the last ``draw`` covered."""
        if self._covered:
            patch, beneath = self._covered
            _window(frame, patch).copy_from(beneath)
            self._covered = None

    def draw(self, frame: Planes, seconds: float) -> None:
        """Lay the caption of this moment over the frame."""
        index = next((i for i, state in enumerate(self._states) if state.start <= seconds < state.end), None)
        patch = self._patches[index] if index is not None else None
        if patch is None:
            return
        window = _window(frame, patch)
        self._covered = (patch, window.copy())
        for plane, ink, keep in (
            (window.y, patch.ink.y, patch.keep),
            (window.u, patch.ink.u, patch.keep_half),
            (window.v, patch.ink.v, patch.keep_half),
        ):
            plane[...] = cv2.add(cv2.multiply(plane, keep, scale=1 / 255), ink)


def missing_glyphs(text: str) -> Event | None:
    """The event to show when no font of this machine can draw some of ``text``, else nothing."""
    lost = "".join(dict.fromkeys(char for run in fonts.runs(text) if run.family is None for char in run.text.strip()))
    if not lost:
        return None
    return Event(
        "fallback",
        "font_missing",
        f"No font on this machine can draw {lost[:12]!r}; the captions show boxes there",
        hint="Install one, for example: apt-get install fonts-noto-core fonts-noto-cjk fonts-noto-color-emoji",
    )


@dataclass(frozen=True)
class _State:
    start: float
    end: float
    text: str


def _states(found: Sequence[Cue], *, karaoke: bool) -> list[_State]:
    if not karaoke:
        return [_State(cue.start, cue.end, _markup(cue)) for cue in found]
    states = []
    for cue in found:
        words = [word for line in cue.lines for word in line]
        starts = [cue.start, *(word.start for word in words[1:]), cue.end]
        for index, word in enumerate(words):
            states.append(_State(starts[index], max(starts[index], starts[index + 1]), _markup(cue, lit=word)))
    return states


def _markup(cue: Cue, lit: CaptionWord | None = None) -> str:
    return r"\N".join(
        "".join(("" if word.glued else " ") + _word(word, lit=word is lit) for word in line).strip()
        for line in cue.lines
    )


def _word(word: CaptionWord, *, lit: bool) -> str:
    text = "".join(
        _escaped(run.text) if run.family in (None, fonts.FAMILY) else rf"{{\fn{run.family}}}{_escaped(run.text)}{{\r}}"
        for run in fonts.runs(word.text)
    )
    return f"{LIT}{text}{UNLIT}" if lit else text


def _escaped(text: str) -> str:
    """Text that libass shows as it is: braces escaped, and no backslash left that could begin a command."""
    plain = text.replace("\\", "\\\u2060").replace("{", r"\{").replace("}", r"\}")
    return plain.replace("\n", " ").replace("\r", " ")


def _script(states: Sequence[_State], place: Layout) -> str:
    """An ASS file that shows state N during second N, so that one frame a second draws each of them once."""
    size, outline = place.font_size, max(1.0, place.font_size * 0.055)
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


def _set(states: Sequence[_State], place: Layout) -> Iterator[tuple[Planes, Plane]]:
    """Let libass set every state; yields colour planes over black and alpha, each the size of the strip."""
    if not states:
        return
    width, height, count = place.width, place.height, len(states)
    with tempfile.TemporaryDirectory(prefix="heygen-") as folder:
        script = Path(folder) / "captions.ass"
        script.write_text(_script(states, place), encoding="utf-8")
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


def _patch(image: tuple[Planes, Plane], top: int) -> _Patch | None:
    """Cut the letters out of the strip and take the black beneath them away; nothing for an empty strip."""
    picture, alpha = image
    x, y, width, height = cv2.boundingRect(alpha)
    if not width:
        return None
    left, upper = x & ~1, y & ~1
    right, lower = _even(x + width), _even(y + height)
    cut = (slice(upper, lower), slice(left, right))
    keep = 255 - alpha[cut]
    keep_half = _halved(keep)

    def ink(plane: Plane, black: int, rest: Plane) -> Plane:
        beneath = cv2.multiply(rest, np.full_like(rest, black), scale=1 / 255)
        return cv2.subtract(plane, beneath).astype(np.uint8)

    u, v = _halved(picture.u[cut]), _halved(picture.v[cut])
    planes = Planes(ink(picture.y[cut], 16, keep), ink(u, 128, keep_half), ink(v, 128, keep_half))
    return _Patch(left, top + upper, planes, keep, keep_half)


def _halved(plane: Plane) -> Plane:
    size = (plane.shape[1] // 2, plane.shape[0] // 2)
    return cv2.resize(plane, size, interpolation=cv2.INTER_AREA).astype(np.uint8)


def _window(frame: Planes, patch: _Patch) -> Planes:
    """The part of the frame that a patch covers, as views."""
    x, y, width, height = patch.x, patch.y, patch.ink.width, patch.ink.height
    half = (slice(y // 2, (y + height) // 2), slice(x // 2, (x + width) // 2))
    return Planes(frame.y[y : y + height, x : x + width], frame.u[half], frame.v[half])


def _clock(seconds: int) -> str:
    return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}.00"


def _even(value: float) -> int:
    return (round(value) + 1) // 2 * 2
