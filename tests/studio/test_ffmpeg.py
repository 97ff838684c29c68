"""Running FFmpeg: it is there, it explains itself, and it never outlives us."""

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import psutil
import pytest

from heygen_cli.domain.errors import EngineMissing, RenderFailed, StorageFailed
from heygen_cli.studio import ffmpeg


def test_the_built_in_ffmpeg_has_what_we_need() -> None:
    assert {"ass", "ebur128", "alimiter", "acompressor", "aresample", "rubberband"} <= ffmpeg.filters()
    assert ffmpeg.version()


def test_another_ffmpeg_can_be_named(monkeypatch: pytest.MonkeyPatch) -> None:
    ffmpeg.executable.cache_clear()
    monkeypatch.setenv("HEYGEN_FFMPEG", "/bin/sh")
    assert ffmpeg.executable() == Path("/bin/sh")
    ffmpeg.executable.cache_clear()
    monkeypatch.setenv("HEYGEN_FFMPEG", "no-such-program")
    with pytest.raises(EngineMissing, match="no-such-program"):
        ffmpeg.executable()
    monkeypatch.undo()
    ffmpeg.executable.cache_clear()


def test_a_failure_says_why() -> None:
    with pytest.raises(RenderFailed, match="No such file"):
        ffmpeg.run(["-i", "/nowhere.mp4", "-f", "null", "-"])


def test_a_full_disk_is_recognised() -> None:
    with pytest.raises(StorageFailed) as caught:
        ffmpeg.run(["-f", "lavfi", "-i", "testsrc=d=9", "-f", "rawvideo", "-y", "/dev/full"])
    assert caught.value.error_code == "disk_full"


SCRIPT = """
from heygen_cli.studio import ffmpeg
ffmpeg.run(["-re", "-f", "lavfi", "-i", "testsrc=d=60", "-f", "null", "-"])
"""


@pytest.mark.parametrize("sign", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_ffmpeg_dies_with_the_program(sign: signal.Signals) -> None:
    with subprocess.Popen([sys.executable, "-c", SCRIPT], stderr=subprocess.DEVNULL) as program:
        try:
            child = _first_child(program.pid)
            os.kill(program.pid, sign)
            program.wait(30)
        finally:
            program.kill()
    _gone, alive = psutil.wait_procs([child], timeout=3)
    assert not alive


def _first_child(pid: int) -> psutil.Process:
    for _ in range(1000):
        for child in psutil.Process(pid).children():
            with suppress(psutil.NoSuchProcess):  # what asked something and has ended
                if "ffmpeg" in child.name():
                    return child
        time.sleep(0.01)
    raise AssertionError("FFmpeg did not start")
