"""How fast and how clearly the voices speak: ``python benchmarks/speech.py [voice ...]``.

Prints real-time factors of speaking and aligning, the word error rate that pocketsphinx's own language model reaches
on the speech, and how far its alignment lies from the engine's own word times. It ranks voices; people understand
far more than this judge.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

import numpy as np

from heygen_cli.domain.speech import SpeechRequest, SpeechTrack
from heygen_cli.studio import speech
from heygen_cli.studio.speech import aligner, plan, sound

SCRIPT = (
    "Making a video used to take a whole afternoon. You wrote a script, found a quiet room, recorded it twice, "
    "and then spent hours on the cut. Today we do it differently. A short text goes in, and a finished film comes "
    "out, with a presenter who speaks your words. The program runs on your own computer. Nothing leaves the "
    "building, and there is no account to create. In the last quarter, our team made one hundred videos this way, "
    "and every one of them cost nothing. The subtitles follow the voice, the lips follow the sound, and the "
    "pictures stay sharp. If you change a sentence, only that scene is made again. You can choose another "
    "presenter, another background, or another shape for the screen. You can keep the whole project in a single "
    "file, and share it with the people you work with. Start with a few sentences about something you know well. "
    "Try it with your own story, and tell us what you think."
)
VOICES = ("festival/slt", "flite/rms", "flite/slt", "espeak/en-us+klatt4", "espeak/en-us")


def main(voices: list[str]) -> None:
    print(
        f"{'voice':22}{'seconds':>9}{'cold s':>8}{'warm s':>8}{'x real':>8}{'align s':>9}{'error ms':>10}{'WER %':>7}"
    )
    for voice in voices:
        with tempfile.TemporaryDirectory() as folder:
            measure(voice, Path(folder))


def measure(voice: str, folder: Path) -> None:
    track, cold = speak(voice, folder)
    warm = min(speak(voice, folder)[1] for _ in range(3))
    samples, rate = sound.read_wav(folder / "speech.wav")
    begin = time.perf_counter()
    heard = aligner.align(samples, rate, [word.spoken for word in track.words])
    aligning = time.perf_counter() - begin
    errors = [there.start - word.start / rate for word, there in zip(track.words, heard or [], strict=True)]
    wer = 100 * error_rate(spoken(), aligner.transcribe(samples, rate))
    print(
        f"{voice:22}{track.seconds:9.1f}{cold:8.2f}{warm:8.2f}{track.seconds / warm:8.0f}{aligning:9.2f}"
        f"{1000 * float(np.abs(errors).mean()):10.1f}{wer:7.1f}"
    )


def speak(voice: str, folder: Path) -> tuple[SpeechTrack, float]:
    begin = time.perf_counter()
    track = speech.Speech().synthesise(SpeechRequest(SCRIPT, voice), folder)
    return track, time.perf_counter() - begin


def spoken() -> list[str]:
    return [word.text.lower() for chunk in plan.make(SCRIPT, "en").chunks for word in chunk.words]


def error_rate(truth: list[str], heard: list[str]) -> float:
    """Words inserted, deleted and replaced, for each word of the truth."""
    row = list(range(len(heard) + 1))
    for index, word in enumerate(truth, 1):
        above, row = row, [index]
        for column, other in enumerate(heard, 1):
            row.append(min(above[column] + 1, row[-1] + 1, above[column - 1] + (word != other)))
    return row[-1] / len(truth)


if __name__ == "__main__":
    main(sys.argv[1:] or list(VOICES))
