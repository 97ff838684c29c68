from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import psutil
import pytest

import heygen_cli
from heygen_cli.domain.errors import RenderFailed
from heygen_cli.studio.speech import catalogue, espeak
from heygen_cli.studio.speech.engine import Sentence, Worker, speak_all

ESPEAK = Sentence("en-us", ("Hello ", "world. "), 1.0)


@pytest.fixture
def library() -> str:
    return catalogue.library(catalogue.Voices().resolve("espeak/en-us", None)[0])


@pytest.fixture
def worker(library: str):
    worker = Worker("espeak", library)
    yield worker
    worker.close()


def test_one_process_answers_many_questions(worker: Worker) -> None:
    first = worker.speak(ESPEAK)
    process = worker._process
    assert worker.speak(ESPEAK) == first
    assert worker._process is process
    assert {sound.word for sound in first.sounds} == {None, 0, 1}


def test_survives_the_thread_that_first_asked(worker: Worker) -> None:
    thread = threading.Thread(target=worker.speak, args=(ESPEAK,))
    thread.start()
    thread.join()
    process = worker._process
    worker.speak(ESPEAK)
    assert worker._process is process


def test_a_crash_is_tried_again(worker: Worker) -> None:
    first = worker.speak(ESPEAK)
    os.kill(worker._process.pid, signal.SIGKILL)
    assert worker.speak(ESPEAK) == first


def test_two_crashes_name_the_sentence(library: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/bin/false")
    with pytest.raises(RenderFailed, match=r"espeak failed on “Hello world.”: its process crashed twice"):
        Worker("espeak", library).speak(ESPEAK)


def test_a_hanging_engine_is_ended(worker: Worker) -> None:
    worker.speak(ESPEAK)
    process = worker._process
    os.kill(process.pid, signal.SIGSTOP)
    with pytest.raises(RenderFailed, match="no answer within"):
        worker.speak(ESPEAK, timeout=0.2)
    assert process.poll() is not None
    assert worker.speak(ESPEAK).pcm


def test_an_engine_that_refuses_lives_on(worker: Worker) -> None:
    with pytest.raises(RenderFailed, match="no voice 'klingon-x'"):
        worker.speak(Sentence("klingon-x", ("Hello. ",), 1.0))
    assert worker.speak(ESPEAK).pcm


def test_a_wrong_library_is_a_clear_failure() -> None:
    with pytest.raises(RenderFailed, match="OSError"):
        Worker("espeak", "/nowhere/libespeak.so|/nowhere").speak(ESPEAK)


def test_two_processes_keep_the_order(library: str) -> None:
    words = ["one", "two", "three", "four", "five", "six"] * 12
    sentences = [Sentence("en-us", (f"{word} {word}. ",), 1.0) for word in words]
    lengths = {word: len(alone(library, word)) for word in set(words)}
    assert [len(made.pcm) for made in speak_all("espeak", library, sentences)] == [lengths[word] for word in words]


def alone(library: str, word: str) -> bytes:
    return speak_all("espeak", library, [Sentence("en-us", (f"{word} {word}. ",), 1.0)])[0].pcm


@pytest.mark.skipif(sys.platform != "linux", reason="the death signal is Linux's")
def test_dies_with_a_killed_parent(library: str) -> None:
    code = (
        "import sys, time\n"
        "from heygen_cli.studio.speech.engine import Sentence, Worker\n"
        f"worker = Worker('espeak', {library!r})\n"
        "worker.speak(Sentence('en-us', ('Hello. ',), 1.0))\n"
        "print(worker._process.pid, flush=True)\n"
        "time.sleep(60)\n"
    )
    root = Path(heygen_cli.__file__).parent.parent
    with subprocess.Popen([sys.executable, "-c", code], cwd=root, stdout=subprocess.PIPE, text=True) as parent:
        child = psutil.Process(int(parent.stdout.readline()))
        child.suspend()  # it cannot notice that its pipe closed
        parent.kill()
    deadline = time.monotonic() + 5
    while child.is_running() and child.status() != psutil.STATUS_ZOMBIE:
        assert time.monotonic() < deadline
        time.sleep(0.01)


def test_nothing_reaches_the_terminal(library: str, capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(RenderFailed):
        Worker("espeak", library.partition("|")[0] + "|/nowhere").speak(ESPEAK)
    assert capfd.readouterr() == ("", "")


def test_merged_words_share_their_sounds() -> None:
    phones = [["ʌ", 0, 1, 0, 0], ["v", 1, 2, 0, 0], ["ð", 2, 3, 0, 0], ["ə", 3, 4, 0, 0], ["d", 4, 5, 2, 0]]
    assert [phone[3] for phone in espeak.share(phones, ["of ", "the ", "dog. "])] == [0, 0, 1, 1, 2]
    phones = [["ɪ", 0, 1, 0, 0], ["f", 1, 2, 0, 0], ["a", 2, 3, 0, 0], ["ɪ", 3, 4, 0, 0]]
    assert [phone[3] for phone in espeak.share(phones, ["if ", "I "])] == [0, 0, 1, 1]


def test_festival_speaks_sentence_after_sentence(festival: str) -> None:
    worker = Worker("festival", catalogue.library(catalogue.Voices().resolve(festival, None)[0]))
    sentence = Sentence("slt", ('She said "so" ', "and\\", "left. "), 1.0)
    try:
        first = worker.speak(sentence)
        slow = worker.speak(Sentence("slt", sentence.words, 0.5))
        assert worker.speak(sentence) == first
        with pytest.raises(RenderFailed):
            worker.speak(Sentence("slt", ("日本. ",), 1.0))
        assert worker.speak(sentence) == first
    finally:
        worker.close()
    assert first.rate == 32000
    assert len(slow.pcm) == pytest.approx(2 * len(first.pcm), rel=0.1)
    assert first.sounds[-1].end == pytest.approx(len(first.pcm) // 2, abs=first.rate * 0.02)
    assert {sound.word for sound in first.sounds} >= {None, 0, 1}


@pytest.mark.skipif(sys.platform != "linux", reason="the death signal is Linux's")
def test_festival_dies_with_its_worker(festival: str) -> None:
    worker = Worker("festival", catalogue.library(catalogue.Voices().resolve(festival, None)[0]))
    worker.speak(Sentence("slt", ("Hello. ",), 1.0))
    program = next(child for child in psutil.Process(worker._process.pid).children() if child.name() == "festival")
    program.suspend()
    worker.close()
    deadline = time.monotonic() + 5
    while program.is_running() and program.status() != psutil.STATUS_ZOMBIE:
        assert time.monotonic() < deadline
        time.sleep(0.01)
