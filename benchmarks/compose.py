"""Composition against the clock: python -m benchmarks.compose [--rounds 3] [--moviepy].

A ten-second card (gradient, fading title, four captions) beside encoding its pictures alone; ten scenes made cold,
again after one line was edited, and again with nothing to do; where MoviePy is installed, the same card made with it.
"""

from __future__ import annotations

import argparse
import importlib.util
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.render import alone

CARD_SECONDS = 10
CARD = f"""
title: Card
background: {{gradient: ["#0f172a", "#2563eb"]}}
captions: {{style: boxed}}
scenes:
  - layout: none
    duration: {CARD_SECONDS}
    show: {{title: {{heading: A fading title, subtitle: With four captions}}}}
    script: First we say this. Then we say another thing. The third one is here. The fourth one ends it.
"""
LINES = (
    "Welcome to the garden, where everything grows at its own pace.",
    "Tomatoes want sun, and a little water every morning.",
    "Basil likes company, so plant it right beside them.",
    "Carrots need loose earth, or they grow into strange shapes.",
    "Beans climb, so give them something tall to hold on to.",
    "Pumpkins take all the room that you are willing to give.",
    "Lettuce is quick, and you can sow it every second week.",
    "Onions keep the flies away from almost everything else.",
    "Strawberries come back each year, and each year there are more.",
    "And in the winter the garden rests, and so should you.",
)
MOVIEPY = """
import numpy as np, sys
from moviepy import ColorClip, CompositeVideoClip, ImageClip, TextClip
from moviepy.video.fx import CrossFadeIn
ramp = np.linspace(0, 1, 1920)[None, :, None] * 0.5 + np.linspace(0, 1, 1080)[:, None, None] * 0.5
picture = (np.array([15, 23, 42]) * (1 - ramp) + np.array([37, 99, 235]) * ramp).astype("uint8")
font = sys.argv[2]
title = TextClip(font=font, text="A fading title", font_size=96, color="white").with_duration(10)
title = title.with_effects([CrossFadeIn(0.5)]).with_position(("center", 380))
lines = ["First we say this.", "Then we say another thing.", "The third one is here.", "The fourth one ends it."]
texts = [TextClip(font=font, text=line, font_size=52, color="white", margin=(20, 20)).with_start(index * 2.5)
         .with_duration(2.5).with_position(("center", 920)) for index, line in enumerate(lines)]
film = CompositeVideoClip([ImageClip(picture).with_duration(10), title, *texts])
film.write_videofile(sys.argv[1], fps=30, codec="libx264", preset="veryfast", audio=False, logger=None)
"""


def board(lines: tuple[str, ...]) -> str:
    """Ten scenes of about six seconds with different layouts."""
    carrots = "overlays: [{text: Carrots, at: carrots}]"
    shows = ["", "layout: left, show: {list: [Sun, Water]}", "", carrots, "", "", "layout: right, show: {list: [Soon]}"]
    shows += [""] * (len(lines) - len(shows))
    scenes = "\n".join(
        f"  - {{script: '{line}'{', ' if show else ''}{show}}}" for line, show in zip(lines, shows, strict=True)
    )
    return f"title: Garden\nbackground: '#dbe4ee'\ntransition: dissolve\nscenes:\n{scenes}\n"


class Bench:
    """Runs the program in homes of its own."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._homes = 0

    def home(self) -> dict[str, str]:
        """An environment in which nothing was rendered before."""
        self._homes += 1
        kept = {key: value for key, value in os.environ.items() if not key.startswith("HEYGEN_")}
        kept.pop("PYTHONDONTWRITEBYTECODE", None)
        return {**kept, "HEYGEN_HOME": str(self._folder / f"home{self._homes}")}

    def render(self, text: str, home: dict[str, str]) -> float:
        """Wall seconds of one run."""
        path = self._folder / "film.yaml"
        path.write_text(text)
        line = ["-m", "heygen_cli", "video", "render", str(path), "-o", str(self._folder / "out.mp4"), "-f"]
        return timed(lambda: subprocess.run([sys.executable, *line], env=home, check=True, capture_output=True))


def timed(work: Callable[[], object]) -> float:
    """Wall seconds."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def main() -> None:
    """Print a line for each figure, all from the same run."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--moviepy", action="store_true")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="heygen-bench-") as name:
        folder = Path(name)
        bench = Bench(folder)
        figures: dict[str, list[float]] = {}
        for _ in range(asked.rounds):
            home = bench.home()
            note(figures, "card", bench.render(CARD, home))
            unpack(folder / "out.mp4", folder / "frames.yuv")
            note(figures, "card, only encoding", alone(folder / "frames.yuv", folder / "floor.mp4"))
            home = bench.home()
            note(figures, "ten scenes, cold", bench.render(board(LINES), home))
            note(figures, "nothing to do", bench.render(board(LINES), home))
            edited = (*LINES[:4], "Beans climb, so give them a stick.", *LINES[5:])
            note(figures, "one line edited", bench.render(board(edited), home))
            if asked.moviepy and importlib.util.find_spec("moviepy"):
                from heygen_cli.studio.fonts import BUNDLED

                note(figures, "card in MoviePy", in_moviepy(folder / "moviepy.mp4", BUNDLED))
        show(figures)


def in_moviepy(film: Path, font: Path) -> float:
    """Wall seconds of the same card made with MoviePy, without sound."""
    line = [sys.executable, "-c", MOVIEPY, str(film), str(font)]
    return timed(lambda: subprocess.run(line, check=True, capture_output=True))


def unpack(film: Path, raw: Path) -> None:
    """The film's pictures as the encoder took them, one after the other."""
    from heygen_cli.studio import ffmpeg

    ffmpeg.run(["-y", "-i", str(film), "-map", "0:v", "-f", "rawvideo", "-pix_fmt", "yuv420p", str(raw)])


def note(figures: dict[str, list[float]], name: str, seconds: float) -> None:
    """Keep a figure."""
    figures.setdefault(name, []).append(seconds)


def show(figures: dict[str, list[float]]) -> None:
    """Medians, and the ratios that matter."""
    middle = {name: statistics.median(values) for name, values in figures.items()}
    for name, value in middle.items():
        print(f"{name:22} {value:7.2f} s")
    card = middle["card"]
    print(f"card: {card / CARD_SECONDS:.3f} s per video second, {card / middle['card, only encoding']:.2f} x encoding")
    print(f"one line edited: {middle['one line edited'] / middle['ten scenes, cold']:.1%} of cold")
    if "card in MoviePy" in middle:
        print(f"MoviePy takes {middle['card in MoviePy'] / middle['card']:.1f} x as long for the card's picture alone")


if __name__ == "__main__":
    main()
