"""Speech engines from outside: start their worker processes, ask them for sentences, survive their crashes."""

from __future__ import annotations

import atexit
import base64
import contextlib
import json
import os
import queue
import subprocess
import sys
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import heygen_cli
from heygen_cli.domain.errors import RenderFailed

# A sentence takes a few hundredths of a second; the longest that can occur took 2.3 s on a busy machine.
TIMEOUT = 30.0
# Neural networks read for seconds before they speak, and Kokoro hardly keeps up with itself on one core.
TIMEOUTS = {"piper": 120.0, "kokoro": 300.0}
_END = object()


@dataclass(frozen=True)
class Sound:
    """One sound as the engine names it: samples ``[start, end)``; ``word`` is None in a pause."""

    symbol: str
    start: int
    end: int
    word: int | None
    stress: int


@dataclass(frozen=True)
class Utterance:
    """A spoken sentence: mono 16-bit samples at ``rate``, and its sounds without a gap between them.

    The times of the sounds are the engine's own where they are ``exact``, else they are guessed.
    """

    pcm: bytes
    rate: int
    sounds: tuple[Sound, ...]
    exact: bool = True


@dataclass(frozen=True)
class Sentence:
    """What a worker is asked to speak: words with the punctuation and space after them, and a factor of speed."""

    voice: str
    words: tuple[str, ...]
    speed: float


class Died(Exception):
    """The worker process ended, or had to be ended, before it answered."""


class Worker:
    """One worker process. It is started by the first question and again after a crash; one caller at a time."""

    def __init__(self, engine: str, library: str) -> None:
        self._engine, self._library = engine, library
        self._process: subprocess.Popen[bytes] | None = None
        self._answers: queue.SimpleQueue[Any] = queue.SimpleQueue()
        self._lock = threading.Lock()

    def speak(self, sentence: Sentence, timeout: float | None = None) -> Utterance:
        """Have one sentence spoken; a crash is tried once more with a fresh process.

        Raises:
            RenderFailed: When the engine refuses, takes longer than ``timeout`` seconds, or crashes twice.
        """
        timeout = timeout or TIMEOUTS.get(self._engine, TIMEOUT)
        with self._lock:
            try:
                answer = self._ask(sentence, timeout)
            except Died:
                answer = self._ask_again(sentence, timeout)
        if "error" in answer:
            raise _failed(self._engine, sentence, answer["error"])
        sounds = tuple(Sound(*phone) for phone in answer["phones"])
        return Utterance(base64.b64decode(answer["pcm"]), answer["rate"], sounds, answer.get("exact", True))

    def close(self) -> None:
        """End the process."""
        if self._process:
            self._process.kill()
            self._process.wait()
            assert self._process.stdin
            with contextlib.suppress(OSError):  # a question that nobody reads any more
                self._process.stdin.close()
            self._process = None

    def _ask_again(self, sentence: Sentence, timeout: float) -> dict[str, Any]:
        try:
            return self._ask(sentence, timeout)
        except Died as problem:
            raise _failed(self._engine, sentence, "its process crashed twice") from problem

    def _ask(self, sentence: Sentence, timeout: float) -> dict[str, Any]:
        if self._process is not None and self._process.poll() is not None:
            self.close()  # it has died meanwhile
        if self._process is None:
            self._start()
        assert self._process
        assert self._process.stdin
        question = {"library": self._library, "voice": sentence.voice, "words": sentence.words, "speed": sentence.speed}
        try:
            self._process.stdin.write(json.dumps(question).encode() + b"\n")
            self._process.stdin.flush()
            answer = self._answers.get(timeout=timeout)
        except BaseException as problem:
            self.close()  # also when the user interrupts: a late answer must not meet the next question
            if isinstance(problem, OSError):
                raise Died from problem
            if isinstance(problem, queue.Empty):
                raise _failed(self._engine, sentence, f"no answer within {timeout:g} s") from problem
            raise
        if answer is _END:
            self.close()
            raise Died
        parsed: dict[str, Any] = json.loads(answer)
        return parsed

    def _start(self) -> None:
        """Start the process from the thread that will read its answers.

        Linux ends the worker when the *thread* that started it ends, and this one lives as long as the pipe.
        """
        self._answers = queue.SimpleQueue()
        started = threading.Event()
        threading.Thread(target=self._listen, args=(self._answers, started), daemon=True).start()
        started.wait()

    def _listen(self, answers: queue.SimpleQueue[Any], started: threading.Event) -> None:
        # -P: nothing in the user's folder may stand in for a module of ours.
        command = [sys.executable, "-P", "-m", "heygen_cli.studio.speech.worker", self._engine, str(os.getpid())]
        try:
            process = subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=_environment()
            )
            self._process = process
        finally:
            started.set()
        assert process.stdout
        with process.stdout as lines:
            for line in lines:
                answers.put(line)
        answers.put(_END)


def _environment() -> dict[str, str]:
    """The environment of a worker: it finds this very package, installed or not."""
    root = str(Path(heygen_cli.__file__).parent.parent)
    paths = [root, os.environ.get("PYTHONPATH", "")]
    return os.environ | {"PYTHONPATH": os.pathsep.join(path for path in paths if path)}


@cache
def _workers(engine: str, library: str) -> tuple[Worker, Worker]:
    """The two workers of an engine; each is a process only once it has been asked something."""
    workers = Worker(engine, library), Worker(engine, library)
    for worker in workers:
        atexit.register(worker.close)
    return workers


def speak_all(engine: str, library: str, sentences: Sequence[Sentence]) -> list[Utterance]:
    """Speak sentences in order, on two processes when there is enough to say to be worth the second.

    Raises:
        RenderFailed: As ``Worker.speak``; the first sentence that failed is named.
    """
    letters = sum(len(word) for sentence in sentences for word in sentence.words)
    # A second process costs 0.1 s to start; flite speaks some 1000 letters a second.
    if letters < 500 or len(sentences) < 2 or (os.cpu_count() or 1) < 2:
        return [_workers(engine, library)[0].speak(sentence) for sentence in sentences]
    from concurrent.futures import ThreadPoolExecutor

    free = queue.SimpleQueue[Worker]()
    for worker in _workers(engine, library):
        free.put(worker)

    def speak(sentence: Sentence) -> Utterance:
        worker = free.get()
        try:
            return worker.speak(sentence)
        finally:
            free.put(worker)

    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(speak, sentences))


def _failed(engine: str, sentence: Sentence, why: str) -> RenderFailed:
    text = "".join(sentence.words).strip()
    shown = text if len(text) <= 80 else text[:77] + "..."
    return RenderFailed(
        f"The speech engine {engine} failed on “{shown}”: {why}",
        code="speech_failed",
        hint="Reword that sentence, or choose another voice: heygen voice list",
    )
