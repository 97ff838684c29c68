"""What a speaking portrait costs: python -m benchmarks.photo PHOTO [--seconds 20] [--sizes 720 1080 2160].

For each size, before its own room and cut out: CPU milliseconds of drawing a frame, and the same beside encoding it.
"""

from __future__ import annotations

import argparse
import os
import resource
import tempfile
import time
from pathlib import Path

from benchmarks.presenter import FPS, babble
from heygen_cli.domain.avatar import Consent
from heygen_cli.studio import encode
from heygen_cli.studio.backdrop import studio_background
from heygen_cli.studio.photo import Gallery, PhotoPuppet
from heygen_cli.studio.presenter import perform


def measure(home: Path, lines: int, seconds: float, *, cutout: bool) -> str:
    """One line of the table."""
    width, height, frames = lines * 16 // 9, lines, int(seconds * FPS)
    performance = perform(babble(seconds), frames, FPS, 1)
    started = time.process_time()
    puppet = PhotoPuppet(home, width, height, studio_background(width, height, None, 1), cutout=cutout)
    ready, drawing = time.process_time() - started, 0.0
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "clip.mp4"
        with encode.Encoder(path, width, height, FPS, encode.codec("mp4", "standard", FPS)) as encoder:
            puppet.bind(encoder.frame)
            whole = time.process_time()
            for index in range(frames):
                # Of this thread only: the encoder works on beside it, and OpenCV is held to one thread.
                before = time.thread_time()
                puppet.draw(performance, index)
                drawing += time.thread_time() - before
                encoder.write()
    encoding = time.process_time() - whole - drawing
    return (
        f"{'cut out' if cutout else 'own room':8} {width}x{height}: {1000 * drawing / frames:6.2f} ms a frame, "
        f"encoding {1000 * encoding / frames:6.2f} ms, ready after {ready:.2f} s"
    )


def main() -> None:
    """Print the table; each row in a process of its own, so that its peak of memory is its own."""
    parser = argparse.ArgumentParser()
    parser.add_argument("photo", type=Path)
    parser.add_argument("--seconds", type=float, default=20.0)
    parser.add_argument("--sizes", type=int, nargs="*", default=[720, 1080, 2160])
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        for lines, cutout in ((lines, cutout) for lines in asked.sizes for cutout in (False, True)):
            if child := os.fork():
                os.waitpid(child, 0)
                continue
            import cv2

            cv2.setNumThreads(1)
            gallery, name = Gallery(Path(folder)), f"me-{lines}-{cutout}"
            gallery.create(
                asked.photo, avatar_id=name, name="Me", gender="neutral", voice=None, consent=Consent(0, "flag")
            )
            row = measure(gallery.home(name), lines, asked.seconds, cutout=cutout)
            print(f"{row}, peak {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB", flush=True)
            os._exit(0)


if __name__ == "__main__":
    main()
