"""What drawing a presenter costs: python benchmarks/presenter.py [look] [seconds].

Prints CPU milliseconds a frame for some picture sizes, with the time of construction and the patches drawn.
"""

from __future__ import annotations

import resource
import sys
import time

import numpy as np

from heygen_cli.domain.speech import Phone, SpeechTrack
from heygen_cli.studio.backdrop import studio_background
from heygen_cli.studio.presenter import Puppet, perform

SIZES = ((1280, 720), (1920, 1080), (3840, 2160))
FPS, RATE = 30, 16000
SOUNDS = ("h", "ə", "l", "oʊ", "ð", "ɪ", "s", "p", "iː", "t", "f", "aɪ", "m", "æ", "n", "ʃ", "uː", "k", "ɛ", "w", "ɑ")


def babble(seconds: float) -> SpeechTrack:
    """Sounds of natural length in random order, with pauses: as many different mouths as real speech has."""
    dice = np.random.default_rng(1)
    phones, clock = [], 0.2
    while clock < seconds - 0.5:
        length = float(dice.uniform(0.04, 0.14))
        phones.append(Phone(int(clock * RATE), int((clock + length) * RATE), str(dice.choice(SOUNDS)), "", 1))
        clock += length + (0.4 if dice.random() < 0.03 else 0)
    length = int(seconds * RATE)
    return SpeechTrack("x.wav", RATE, length, "en", "none", "none", "none", "native", phones=tuple(phones))


def measure(look: str, width: int, height: int, seconds: float) -> str:
    frames = int(seconds * FPS)
    performance = perform(babble(seconds), frames, FPS, 1)
    background = studio_background(width, height, None, 1)
    started = time.process_time()
    puppet = Puppet(look, width, height, background)
    frame = background.copy()
    puppet.bind(frame)
    puppet.draw(performance, 0)
    built = time.process_time()
    for index in range(frames):
        puppet.draw(performance, index)
    spent = time.process_time() - built
    return (
        f"{look:12} {width}x{height}: {1000 * spent / frames:5.2f} ms a frame, "
        f"first frame after {built - started:.2f} s, {puppet.patches} patches"
    )


def main() -> None:
    looks = sys.argv[1:2] or ["mira", "leo", "amara"]
    seconds = float(sys.argv[2]) if len(sys.argv) > 2 else 20.0
    for look in looks:
        for width, height in SIZES:
            print(measure(look, width, height, seconds))
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")


if __name__ == "__main__":
    main()
