"""The process in which a speech engine runs: ``python -m heygen_cli.studio.speech.worker ENGINE PARENT``.

The engines are C libraries that abort, exit or hang on some input, and one of them is under the GPL. So each lives
in a process of its own: a line of JSON asks for a sentence, a line of JSON answers. Nothing heavy may be imported
here, because every first sentence waits for it.
"""

from __future__ import annotations

import base64
import ctypes
import json
import os
import signal
import sys
from typing import Any, Protocol


class Engine(Protocol):
    """What a library in a worker can do."""

    def speak(self, voice: str, words: list[str], speed: float) -> dict[str, Any]:
        """Speak one sentence, given as words with the punctuation and space after them.

        Returns ``rate``, ``pcm`` (bytes, mono 16 bit) and ``phones``: lists of symbol, first sample, end sample, index
        into ``words`` or None in a pause, and stress.
        """
        ...


def main(engine: str, parent: int) -> None:
    """Answer requests from standard input until it ends."""
    _die_with(parent)
    answers = _private_stdout()
    speaker: Engine | None = None
    for line in sys.stdin.buffer:
        request = json.loads(line)
        try:
            speaker = speaker or _load(engine, request["library"])
            answer = speaker.speak(request["voice"], request["words"], request["speed"])
            answer["pcm"] = base64.b64encode(answer["pcm"]).decode("ascii")
        except Exception as problem:  # noqa: BLE001 - whatever went wrong, the parent decides and tells
            answer = {"error": f"{type(problem).__name__}: {problem}"}
        answers.write(json.dumps(answer).encode() + b"\n")
        answers.flush()


def _load(engine: str, library: str) -> Engine:
    if engine == "flite":
        from heygen_cli.studio.speech.flite import Flite

        return Flite(library)
    from heygen_cli.studio.speech.espeak import Espeak

    return Espeak(library)


def _private_stdout() -> Any:
    """A pipe for answers only: what a library prints to stdout must not get between them."""
    private = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return private


def _die_with(parent: int) -> None:
    """End when the parent does, even when it is killed in the middle of a sentence (Linux; elsewhere stdin ends)."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to handle
    if sys.platform == "linux":
        set_death_signal = 1  # PR_SET_PDEATHSIG, <sys/prctl.h>
        ctypes.CDLL(None).prctl(set_death_signal, signal.SIGKILL)
    if os.getppid() != parent:
        sys.exit(0)  # it died before it could be watched


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
