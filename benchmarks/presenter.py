"""What drawing a presenter costs: python benchmarks/presenter.py [look ...] [--seconds 20] [--sizes 720 1080 2160].

For each look, framing and size: CPU milliseconds and frames a second of drawing, the time until the first frame, the
patches drawn, and what drawing adds to the CPU time of encoding the same frames.
"""

from __future__ import annotations

import argparse
import os
import resource
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

from heygen_cli.domain.acting import Acting, Expressiveness
from heygen_cli.domain.speech import Phone, SpeechTrack, Word
from heygen_cli.domain.staging import FRAMINGS, Framing, Staging
from heygen_cli.studio import encode
from heygen_cli.studio.backdrop import studio_background
from heygen_cli.studio.presenter import Puppet, perform

FPS, RATE = 30, 16000
SOUNDS = ("h", "ə", "l", "oʊ", "ð", "ɪ", "s", "p", "iː", "t", "f", "aɪ", "m", "æ", "n", "ʃ", "uː", "k", "ɛ", "w", "ɑ")


def babble(seconds: float) -> SpeechTrack:
    """Sounds of natural length in random order, with pauses: as many different mouths as real speech has."""
    dice = np.random.default_rng(1)
    phones, words, clock, first = [], [], 0.2, 0
    while clock < seconds - 0.5:
        length = float(dice.uniform(0.04, 0.14))
        phones.append(Phone(int(clock * RATE), int((clock + length) * RATE), str(dice.choice(SOUNDS)), "", 1))
        clock += length
        if dice.random() < 0.2:
            spoken = phones[first:]
            words.append(Word(spoken[0].start, spoken[-1].end, "x" * len(spoken), 0, (first, len(phones))))
            first = len(phones)
            clock += 0.4 if dice.random() < 0.15 else 0
    length = int(seconds * RATE)
    return SpeechTrack(
        "x.wav", RATE, length, "en", "none", "none", "none", "native", words=tuple(words), phones=tuple(phones)
    )


def cpu() -> float:
    """CPU seconds of all threads so far."""
    return time.process_time()


def measure(look: str, framing: Framing, lines: int, seconds: float, *, expressiveness: Expressiveness) -> str:
    """One line of the table."""
    width, height, frames = lines * 16 // 9, lines, int(seconds * FPS)
    performance = perform(babble(seconds), frames, FPS, 1, Acting(expressiveness=expressiveness))
    background = studio_background(width, height, None, 1)
    started = cpu()
    puppet = Puppet(look, width, height, background, staging=Staging(framing))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "clip.mp4"
        with encode.Encoder(path, width, height, FPS, encode.codec("mp4", "standard", FPS)) as encoder:
            puppet.bind(encoder.frame)
            puppet.draw(performance, 0)
            first, drawing, total = cpu() - started, 0.0, cpu()
            for index in range(frames):
                before = time.thread_time()
                puppet.draw(performance, index)
                drawing += time.thread_time() - before
                encoder.write()
        total = cpu() - total
    return (
        f"{look:10} {framing:7} {expressiveness:7}{width}x{height}: {1000 * drawing / frames:6.2f} ms a frame, "
        f"{frames / drawing:5.0f} frames/s, first after {first:.2f} s, {puppet.patches:4} patches, "
        f"with encoding {total / (total - drawing):.2f} × encoding alone"
    )


def main() -> None:
    """Print the table; each row in a process of its own, so that its peak of memory is its own."""
    parser = argparse.ArgumentParser()
    parser.add_argument("looks", nargs="*", default=["mira", "leo", "amara"])
    parser.add_argument("--seconds", type=float, default=20.0)
    parser.add_argument("--sizes", type=int, nargs="*", default=[720, 1080, 2160])
    asked = parser.parse_args()
    rows: list[tuple[str, Framing, Expressiveness]] = [
        (look, framing, "medium") for look in asked.looks for framing in FRAMINGS
    ] + [(asked.looks[0], "wide", "low")]
    for lines in asked.sizes:
        for look, framing, expressiveness in rows:
            sys.stdout.flush()
            if child := os.fork():
                os.waitpid(child, 0)
                continue
            row = measure(look, framing, lines, asked.seconds, expressiveness=expressiveness)
            print(f"{row}, peak {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB", flush=True)
            os._exit(0)


if __name__ == "__main__":
    main()
