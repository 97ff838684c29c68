"""The process in which a speech engine runs: ``python -m heygen_cli.studio.speech.worker ENGINE PARENT``.

The engines are C libraries that abort, exit or hang on some input, and one of them is under the GPL. So each lives
in a process of its own: a line of JSON asks for a sentence, a line of JSON answers. Nothing heavy may be imported
here, because every first sentence waits for it.
"""

from __future__ import annotations

import base64
import importlib
import json
import os
import signal
import sys
from typing import Any, BinaryIO, Protocol

from heygen_cli.studio.speech.lifeline import die_with

# The class of each engine, in the module named like it.
_ENGINES = {"espeak": "Espeak", "festival": "Festival", "flite": "Flite", "kokoro": "Kokoro", "piper": "Piper"}


class Engine(Protocol):
    """What a library in a worker can do."""

    def load(self, voice: str) -> None:
        """Make a voice ready; later calls cost nothing."""
        ...

    def speak(self, voice: str, words: list[str], speed: float) -> dict[str, Any]:
        """Speak one sentence, given as words with the punctuation and space after them.

        Returns ``rate``, ``pcm`` (bytes, mono 16 bit) and ``phones``: lists of symbol, first sample, end sample, index
        into ``words`` or None in a pause, and stress. ``exact`` is False when their times are guessed.
        """
        ...


def main(engine: str, parent: int) -> None:
    """Answer requests from standard input until it ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to handle
    die_with(parent)
    answers = _private_stdout()
    speaker: Engine | None = None
    for line in sys.stdin.buffer:
        request = json.loads(line)
        try:
            speaker = speaker or _load(engine, request["library"])
            speaker.load(request["voice"])
        except Exception as problem:  # noqa: BLE001 - the caller decides what a failure means, and tells
            _write(answers, {"error": f"{type(problem).__name__}: {problem}"})
        else:
            _untouched(speaker, request, answers)


def _untouched(speaker: Engine, request: dict[str, Any], answers: BinaryIO) -> None:
    """Answer in a copy of this process.

    Both engines carry state and random numbers from one sentence into the next, so that a sentence would sound
    a little different after another. Every copy starts from the same state: same sentence, same bytes.
    """
    if not hasattr(os, "fork"):
        _write(answers, _answer(speaker, request))
        return
    this = os.getpid()
    child = os.fork()
    if child:
        _, status = os.waitpid(child, 0)
        if status:
            sys.exit(1)
        return
    try:
        die_with(this)
        _write(answers, _answer(speaker, request))
    finally:
        os._exit(0)


def _answer(speaker: Engine, request: dict[str, Any]) -> dict[str, Any]:
    try:
        answer = speaker.speak(request["voice"], request["words"], request["speed"])
    except Exception as problem:  # noqa: BLE001 - the caller decides what a failure means, and tells
        return {"error": f"{type(problem).__name__}: {problem}"}
    return answer | {"pcm": base64.b64encode(answer["pcm"]).decode("ascii")}


def _write(answers: BinaryIO, answer: dict[str, Any]) -> None:
    answers.write(json.dumps(answer).encode() + b"\n")
    answers.flush()


def _load(engine: str, library: str) -> Engine:
    module = importlib.import_module(f"heygen_cli.studio.speech.{engine}")
    speaker: Engine = getattr(module, _ENGINES[engine])(library)
    return speaker


def _private_stdout() -> BinaryIO:
    """A pipe for answers only: what a library prints to stdout must not get between them."""
    private = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return private


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
