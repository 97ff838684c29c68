"""How long does the sound of a film take, and how much memory?

    python benchmarks/soundtrack.py [--seconds 60]

Mixes speech of the built-in voice, alone and with music, and encodes the result alone with the same settings. Prints
seconds, their ratio, loudness and true peak by FFmpeg's meter, and the peak memory of the process that mixed. A film
of thirty minutes (``--seconds 1800``) should stay below 300 MB.
"""

from __future__ import annotations

import argparse
import multiprocessing
import resource
import tempfile
import time
from pathlib import Path

SENTENCES = (
    "Making a video used to take a whole afternoon. You wrote a script, found a quiet room, recorded it twice, and "
    "then spent hours on the cut. Today we do it differently. A short text goes in, and a finished film comes out. "
)
FPS = 30


def speak(folder: Path) -> Path:
    from heygen_cli.domain.speech import SpeechRequest
    from heygen_cli.studio.speech import Speech

    Speech().synthesise(SpeechRequest(SENTENCES * 4, "flite/slt"), folder)
    return folder / "speech.wav"


def play(dest: Path) -> Path:
    """Forty seconds of noise and chords as MP3."""
    from heygen_cli.studio import ffmpeg

    sound = "0.2*sin(2*PI*220*t)*exp(-mod(t,2))+0.15*sin(2*PI*331*t)+0.1*(random({})-0.5)*exp(-9*mod(t,0.5))"
    source = f"aevalsrc='{sound.format(0)}|{sound.format(1)}':s=48000:d=40"
    ffmpeg.run(["-f", "lavfi", "-i", source, "-b:a", "192k", "-y", str(dest)])
    return dest


def mix(
    wav: Path, seconds: int, tune: Path | None, dest: Path, answer: multiprocessing.SimpleQueue[tuple[float, ...]]
) -> None:
    from heygen_cli.domain.music import Music
    from heygen_cli.studio import soundtrack
    from heygen_cli.studio.soundtrack import output, source

    scene = min(seconds, 40)
    parts = [soundtrack.Part(wav, scene * FPS)] * (seconds // scene)
    parts += [soundtrack.Part(wav, seconds % scene * FPS)] if seconds % scene else []
    began = time.perf_counter()
    soundtrack.mix(parts, FPS, dest, music=Music(tune) if tune else None)
    took = time.perf_counter() - began
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    channels = 2 if tune else 1
    blocks = [block[:, :channels] for block in source.blocks(dest, 2, "file")]
    began = time.perf_counter()
    output.write(dest.with_name(f"again{dest.suffix}"), blocks, channels)
    answer.put((took, time.perf_counter() - began, memory))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=int, default=60)
    seconds = parser.parse_args().seconds
    from heygen_cli.studio import soundtrack

    spawn = multiprocessing.get_context("spawn")
    with tempfile.TemporaryDirectory(prefix="heygen-bench-") as name:
        folder = Path(name)
        wav, tune = speak(folder), play(folder / "tune.mp3")
        print(f"{'':16}{'mix s':>8}{'encode s':>10}{'ratio':>7}{'MB':>6}{'LUFS':>8}{'dBTP':>7}")
        for what, music, suffix in (
            ("speech", None, "m4a"),
            ("speech, WebM", None, "webm"),
            ("with music", tune, "m4a"),
            ("music, WebM", tune, "webm"),
        ):
            dest, answer = folder / f"film.{suffix}", spawn.SimpleQueue()
            child = spawn.Process(target=mix, args=(wav, seconds, music, dest, answer))
            child.start()
            took, alone, memory = answer.get()
            child.join()
            found = soundtrack.measure(dest)
            print(
                f"{what:16}{took:8.2f}{alone:10.2f}{took / alone:7.2f}{memory:6.0f}"
                f"{found.integrated:8.1f}{found.peak:7.1f}"
            )


if __name__ == "__main__":
    main()
