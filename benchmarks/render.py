"""How much slower than its own encoder is a whole render?

    python benchmarks/render.py [--rounds 3] [--script examples/hello.txt]

Renders a script at 1080p30 from nothing through the command line, and encodes the very same frames alone with the same
settings in the same run, alternating. Prints medians, their ratio, seconds per second of video, and the peak memory of
the largest process. Targets on two idle cores: ratio <= 1.2, <= 0.35 s per video second, <= 450 MB.
"""

from __future__ import annotations

import argparse
import json
import mmap
import multiprocessing
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

WIDTH, HEIGHT, FPS = 1920, 1080, 30
FRAME = WIDTH * HEIGHT * 3 // 2


def whole(script: Path, home: Path) -> tuple[float, float]:
    """Wall seconds of the command, and seconds of video it made."""
    command = [sys.executable, "-m", "heygen_cli", "video", "create", "--json", "--force", "--script-file", str(script)]
    home.mkdir()
    environment = {**os.environ, "HEYGEN_HOME": str(home)}
    began = time.perf_counter()
    done = subprocess.run(
        [*command, "--output", str(home / "film.mp4")], env=environment, stdout=subprocess.PIPE, check=True
    )
    return time.perf_counter() - began, json.loads(done.stdout)["data"]["duration"]


def keep_frames(script: Path, raw: Path) -> None:
    """Render once more and keep every frame exactly as the encoder is given it."""
    from heygen_cli.domain.storyboard import Scene, Storyboard
    from heygen_cli.studio import encode
    from heygen_cli.studio.casting import Casting
    from heygen_cli.studio.renderer import LocalRenderer
    from heygen_cli.studio.speech import Speech

    class Silent:
        def stage(self, *_: object) -> None: ...
        def advance(self, *_: object) -> None: ...
        def event(self, *_: object) -> None: ...

    write = encode.Encoder.write
    with raw.open("wb") as file, tempfile.TemporaryDirectory() as cache:

        def keep(encoder: encode.Encoder) -> None:
            for plane in (encoder.frame.y, encoder.frame.u, encoder.frame.v):
                file.write(plane.tobytes())
            write(encoder)

        encode.Encoder.write = keep  # type: ignore[method-assign]
        story = Storyboard(title="frames", scenes=(Scene(script=script.read_text("utf-8")),))
        LocalRenderer(Path(cache), speech=Speech(), casting=Casting()).render(story, Silent())


def encode_alone(raw: Path, dest: Path, seconds: multiprocessing.SimpleQueue[float]) -> None:
    """Encode the kept frames and nothing else: no copy, no drawing, no sound."""
    import av
    import numpy as np

    from heygen_cli.studio import encode

    with raw.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_COPY) as data:
        frames = [
            av.VideoFrame.from_numpy_buffer(
                np.frombuffer(data, np.uint8, FRAME, offset).reshape(HEIGHT * 3 // 2, WIDTH), format="yuv420p"
            )
            for offset in range(0, len(data), FRAME)
        ]
        began = time.perf_counter()
        with encode.Encoder(dest, WIDTH, HEIGHT, FPS, encode.codec("mp4", "standard", FPS)) as encoder:
            for frame in frames:
                encoder._picture = frame
                encoder.write()
        seconds.put(time.perf_counter() - began)
        del frames, frame, encoder


def alone(raw: Path, dest: Path) -> float:
    """Wall seconds of encoding alone, in a process of its own."""
    spawn = multiprocessing.get_context("spawn")
    seconds = spawn.SimpleQueue()
    child = spawn.Process(target=encode_alone, args=(raw, dest, seconds))
    child.start()
    result: float = seconds.get()
    child.join()
    return result


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--script", type=Path, default=Path(__file__).parent.parent / "examples" / "hello.txt")
    options = parser.parse_args()
    wholes, floors, length, memory = [], [], 0.0, 0
    with tempfile.TemporaryDirectory(prefix="heygen-bench-") as folder:
        raw = Path(folder) / "frames.yuv"
        for number in range(options.rounds):
            seconds, length = whole(options.script, Path(folder) / f"home{number}")
            memory = max(memory, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
            wholes.append(seconds)
            if not raw.exists():
                maker = multiprocessing.get_context("spawn").Process(target=keep_frames, args=(options.script, raw))
                maker.start()
                maker.join()
            floors.append(alone(raw, Path(folder) / "floor.mp4"))
            print(f"round {number + 1}: whole {wholes[-1]:.2f} s, encoding alone {floors[-1]:.2f} s", flush=True)
            if number == 0:
                first_memory = memory
    total, floor = statistics.median(wholes), statistics.median(floors)
    print(f"video               {length:.1f} s at {WIDTH}x{HEIGHT}, {FPS} fps")
    print(f"whole render        {total:.2f} s")
    print(f"encoding alone      {floor:.2f} s")
    print(f"ratio               {total / floor:.2f}   (target 1.20)")
    print(f"per video second    {total / length:.3f} s (target 0.350)")
    print(f"peak memory         {first_memory / 1024:.0f} MB (target 450, largest process of the render)")


if __name__ == "__main__":
    main()
